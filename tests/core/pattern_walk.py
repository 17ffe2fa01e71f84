"""Every pattern of ours over 25 kB of what keeps it busy; prints those that it stops.

Run as a program: `python tests/core/pattern_walk.py`. A call that uses more processor
time than all of them together need is stopped, and its pattern named.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import importlib
import leap.cop
import pkgutil
import re
import signal


#: Whoever looks at each sign again for each sign needs 16 times as long for 4 times as
#: much: 25 kB in a quarter of a second ask the same of it as 100 kB in 4 seconds, and
#: more of all others.
SIZE = 25_000
SECONDS = 0.25

#: Asked with `match` and `fullmatch` alone, so they never look for where to begin.
ANCHORED = {
    "leap.cop.core.pages.forms._FIELD",
    "leap.cop.core.markup.allowed._SCHEME",
    "leap.cop.core.markup.scan._EQUALS",
    "leap.cop.core.spreadsheet._BEGINS",
    "leap.cop.media.cleaning.inside._A_FILE",
    "leap.cop.media.cleaning.inside._A_PATH",
    "leap.cop.media.cleaning.odf.clean._MEDIA_TYPE",
    "leap.cop.media.cleaning.odf.clean._PLAIN",
    "leap.cop.media.cleaning.ooxml.fields._ADDRESS",
    "leap.cop.media.cleaning.ooxml.fields._BOUND",
    "leap.cop.media.cleaning.run._WHY",
    "leap.cop.media.cleaning.texts.clean._DOCTYPE",
    "leap.cop.media.cleaning.texts.letters.PROLOG",
    "leap.cop.media.cleaning.texts.letters._HEADER",
    "leap.cop.topic.views.dots_page._NUMBER",
}

SIGNS = (
    *("<", "<a", "</a", "<!--", "<?", "<!doctype", "&", "&#", "(", "[", "{", ";", "="),
    *(" ", "\n", "\t ", "\n \n", "a", "a.", "a@", "a a", "1", "-", "x-", "/", '"'),
    *("url(", "data:image/png;base64,", ".", ". ", "=a", "://", "</p> ", "\\"),
)
ENDS = ("", "\0> x")


def patterns_in(value, depth: int = 0) -> Iterator[re.Pattern]:
    """Yield the patterns that a module's variable holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict) and depth < 3:
        yield from patterns_in(list(value.values()), depth + 1)
    elif isinstance(value, (tuple, list, set, frozenset)) and depth < 3:
        for one in value:
            yield from patterns_in(one, depth + 1)


def all_patterns() -> dict[str, re.Pattern]:
    """Return each pattern of the package once, by where it stands."""
    found: dict[re.Pattern, str] = {}
    for info in pkgutil.walk_packages(leap.cop.__path__, "leap.cop."):
        if ".locales" not in info.name:
            module = importlib.import_module(info.name)
            for name, value in sorted(vars(module).items()):
                for pattern in patterns_in(value):
                    found.setdefault(pattern, f"{info.name}.{name}")
    return {where: pattern for pattern, where in found.items()}


@contextmanager
def bounded() -> Iterator[None]:
    """Stop what takes more than its share of the processor."""

    def stop(*_ignored):
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def opening(pattern: re.Pattern) -> str:
    """Return the first letters that a pattern names."""
    text = pattern.pattern
    text = text.decode() if isinstance(text, bytes) else text
    return "".join(re.findall(r"[^\\()\[\]{}|?*+^$.]", text)[:3])


def keeps_busy(where: str, pattern: re.Pattern) -> str:
    """Return what a pattern takes too long for, empty for nothing."""
    own = opening(pattern)
    for sign, end in product({*SIGNS, own, own[:1]} - {""}, ENDS):
        sample = (sign * SIZE)[:SIZE] + end
        if isinstance(pattern.pattern, bytes):
            sample = sample.encode()
        try:
            with bounded():
                pattern.match(sample)
                pattern.fullmatch(sample)
                if where not in ANCHORED:
                    pattern.sub(sample[:0], sample)
        except TimeoutError:
            return f"{sign!r} … {end!r}"
    return ""


if __name__ == "__main__":
    found = all_patterns()
    for where in sorted(ANCHORED - set(found)):
        print("GONE", where)
    for where, pattern in sorted(found.items()):
        if busy := keeps_busy(where, pattern):
            print("BUSY", where, busy)
    print("PATTERNS", len(found))
