"""HTML as tokens, each sign looked at once, whatever is left open.

A tree is not built here, and nothing is guessed: what a browser would skip to the end
for (a comment, a tag, a quote that is never closed) is skipped to the end. Pure.
"""

from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

import re


TEXT = "text"
START = "start"
END = "end"

#: Elements whose content is no HTML; what is in them goes with them.
RAW = frozenset(
    {
        "iframe",
        "noembed",
        "noframes",
        "noscript",
        "plaintext",
        "script",
        "style",
        "textarea",
        "title",
    }
)

_GAP = re.compile(r"[\s/]*")
_TAG_NAME = re.compile(r"[^\s/>]+")
_NAME = re.compile(r"=?[^\s/>=]*")
_EQUALS = re.compile(r"\s*=\s*")
_BARE = re.compile(r"[^\s>]*")
_COMMENT_END = re.compile(r"--!?>")
_LONG_NUMBER = re.compile(r"&#(?:x0*[0-9a-f]{7,}|0*[0-9]{8,});?", re.IGNORECASE)
#: Signs that nobody sees and that spell words; three flags are made with them.
_TAG_SIGNS = re.compile(
    "(\U0001f3f4[\U000e0030-\U000e007a]{1,6}\U000e007f)|[\U000e0000-\U000e007f]+"
)
_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.I | re.A) for name in RAW}


class Token(NamedTuple):
    """A text, the start of an element, or its end.

    What stands in `style` comes with its start, because other elements hang on it.
    """

    kind: str
    name: str
    text: str = ""
    attributes: dict[str, str] = {}
    is_closed: bool = False


def _flag_alone(found: re.Match[str]) -> str:
    return found.group(1) or ""


def text_of(source: str) -> str:
    """Return what some source stands for, without signs that nobody sees or stores."""
    if "&" in source:
        source = unescape(_LONG_NUMBER.sub("\ufffd", source))
    for sign, plain in (("\r\n", "\n"), ("\r", "\n"), ("\v", " "), ("\f", " ")):
        source = source.replace(sign, plain)
    return _TAG_SIGNS.sub(_flag_alone, _UNSTORABLE.sub("", source))


def tokens(html: str) -> Iterator[Token]:
    """Read HTML from its beginning to its end."""
    at, end = 0, len(html)
    while at < end:
        opened = html.find("<", at)
        if opened < 0:
            yield Token(TEXT, "", text_of(html[at:]))
            return
        if opened > at:
            yield Token(TEXT, "", text_of(html[at:opened]))
        name_at = opened + 1 + html.startswith("/", opened + 1)
        first = html[name_at : name_at + 1]
        if first.isascii() and first.isalpha():
            token, at = _tag(html, opened, name_at)
            if token is None:
                return
            if token.kind == START and token.name in RAW and not token.is_closed:
                content, at = _raw(html, at, token.name)
                token = token._replace(text=content, is_closed=True)
            yield token
        elif name_at > opened + 1 or first in ("!", "?"):
            at = _after_comment(html, opened)
        else:
            yield Token(TEXT, "", "<")
            at = opened + 1


def _tag(html: str, opened: int, name_at: int) -> tuple[Token | None, int]:
    """Return a tag and where it ends; None where it never does."""
    name, at = _read(_TAG_NAME, html, name_at)
    name = name.lower()
    attributes: dict[str, str] = {}
    while True:
        gap, at = _read(_GAP, html, at)
        if at >= len(html):
            return None, at
        if html[at] == ">":
            break
        key, at = _read(_NAME, html, at)
        equals, at = _read(_EQUALS, html, at)
        quote, value = html[at : at + 1] if equals else "", ""
        if quote in ("'", '"'):
            closed = html.find(quote, at + 1)
            if closed < 0:
                return None, len(html)
            value, at = html[at + 1 : closed], closed + 1
        elif equals:
            value, at = _read(_BARE, html, at)
        attributes.setdefault(key.lower(), value)
    if name_at > opened + 1:
        return Token(END, name), at + 1
    attributes = {key: text_of(value) for key, value in attributes.items()}
    return Token(START, name, "", attributes, gap.endswith("/")), at + 1


def _read(pattern: re.Pattern[str], html: str, at: int) -> tuple[str, int]:
    """Return what stands at a place, empty for nothing, and where it ends."""
    found = pattern.match(html, at)
    return (found.group(), found.end()) if found else ("", at)


def _raw(html: str, at: int, name: str) -> tuple[str, int]:
    """Return the content of an element that has no HTML, and where its end stands."""
    found = None if name == "plaintext" else _ENDS[name].search(html, at)
    if found is None:
        return html[at:], len(html)
    closed = html.find(">", found.end())
    return html[at : found.start()], closed + 1 if closed >= 0 else len(html)


def _after_comment(html: str, opened: int) -> int:
    """Return where a comment ends, or whatever else a browser takes for one."""
    if not html.startswith("<!--", opened):
        closed = html.find(">", opened)
        return closed + 1 if closed >= 0 else len(html)
    for short in ("<!-->", "<!--->"):
        if html.startswith(short, opened):
            return opened + len(short)
    found = _COMMENT_END.search(html, opened + 4)
    return found.end() if found else len(html)
