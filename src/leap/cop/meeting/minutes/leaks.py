"""What stands in a text that its readers should not learn there. Pure, no Zope.

It suggests and never decides: whoever writes reads an excerpt of their text, and says
whether it may stay.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from typing import NamedTuple

import re


#: A shorter title stands in many a text by chance.
SHORTEST_TITLE = 4

#: A shorter first name is a word of some language.
SHORTEST_NAME = 3

#: So many characters of the text stand on each side in an excerpt.
_AROUND = 40

_SPACE = re.compile(r"\s+")


class Needle(NamedTuple):
    """Something to look for.

    :param what: what it is, in words.
    :param exact: whether capitals count, because the word means something else without.
    """

    what: object
    text: str
    exact: bool = False


class Found(NamedTuple):
    """Something that was found: what it is, and where in the text."""

    what: object
    excerpt: str


def one_line(text: str) -> str:
    """Return a text with single spaces."""
    return _SPACE.sub(" ", text).strip()


def place_of(needle: str, text: str, *, exact: bool = False) -> tuple[int, int] | None:
    """Return where words stand in a text by themselves, None for nowhere.

    :param exact: whether capitals count.
    """
    words = one_line(needle)
    if not words:
        return None
    flags = re.NOFLAG if exact else re.IGNORECASE
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, flags)
    return found.span() if found else None


def excerpt(text: str, start: int, end: int) -> str:
    """Return some words of a text around a place in it."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before = "…" * (first > 0) + text[first:start]
    return before + text[start:end] + text[end:last] + "…" * (last < len(text))


def of_titles(what: object, titles: Iterable[str]) -> list[Needle]:
    """Return what to look for of titles: each that is long enough to mean itself."""
    wanted = {one_line(title) for title in titles}
    return [
        Needle(what, title)
        for title in sorted(wanted)
        if sum(map(str.isalpha, title)) >= SHORTEST_TITLE
    ]


def of_names(what: object, names: Iterable[str]) -> list[Needle]:
    """Return what to look for of names: the whole name, else the first one alone."""
    needles = []
    for name in sorted({one_line(name) for name in names}):
        first = name.partition(" ")[0]
        needles += [Needle(what, name)] * bool(name)
        if first != name and len(first) >= SHORTEST_NAME:
            needles.append(Needle(what, first, exact=True))
    return needles


def search(texts: Mapping[str, str], needles: Iterable[Needle]) -> list[Found]:
    """Return what stands in texts, each place once.

    :param texts: plain texts by name.
    """
    wanted, found = list(needles), []
    for text in map(one_line, texts.values()):
        taken: list[tuple[int, int]] = []
        for needle in wanted:
            place = place_of(needle.text, text, exact=needle.exact)
            if place is None or any(a <= place[0] < b for a, b in taken):
                continue
            taken.append(place)
            found.append(Found(needle.what, excerpt(text, *place)))
    return found
