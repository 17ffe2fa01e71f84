"""The invitation pack: a letter, a mail, a few lines for networks. Pure, no Zope.

The community's own words stay as they were written; around them stand fixed sentences
in the language that was chosen. A sentence comes in already translated.
"""

from collections.abc import Iterable
from html.parser import HTMLParser
from typing import NamedTuple

import re


#: What one post on a network may hold, in characters.
MAX_POST = 280

_ELLIPSIS = "…"
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")

_BLOCK = re.compile(r"p|div|[uod]l|li|h[1-6]|blockquote|table|tr|d[td]|hr|pre")


class Part(NamedTuple):
    """A heading and a text below it; of the text, HTML."""

    id: str
    title: str
    html: str


class _Lines(HTMLParser):
    """Makes lines of HTML: one for each block, a dash before each point of a list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if _BLOCK.fullmatch(tag) or tag == "br":
            self.lines.append("- " if tag == "li" else "")

    def handle_endtag(self, tag: str) -> None:
        if _BLOCK.fullmatch(tag):
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        # A paragraph inside a point of a list goes on after the dash.
        if self.lines[-1] == "" and self.lines[-2:-1] == ["- "]:
            self.lines.pop()
        self.lines[-1] += data


def lines_of(html: str) -> list[str]:
    """Return the words of some HTML as lines, empty ones left out."""
    parser = _Lines()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in parser.lines)
    return [line for line in lines if line not in ("", "-")]


def mail_text(
    opening: Iterable[str], parts: Iterable[Part], closing: Iterable[str]
) -> str:
    """Return the text of a mail: paragraphs, and a heading over each part."""
    blocks = list(opening)
    for part in parts:
        blocks.append("\n".join([part.title, *lines_of(part.html)]))
    return "\n\n".join([*blocks, *closing]) + "\n"


def post_text(own: str, fixed: str, *, limit: int = MAX_POST) -> str:
    """Return a few lines for networks: as much of its own words as there is room for.

    :param own: what the community says of itself, plain.
    :param fixed: what stands behind it.
    """
    room = limit - len(fixed) - 1
    if room < 1:
        return shortened(fixed, limit)
    return f"{shortened(own, room)} {fixed}".strip()


def shortened(text: str, limit: int) -> str:
    """Return the first sentences of a text that fit, or its first words."""
    words = " ".join(text.split())
    if len(words) <= limit:
        return words
    kept = ""
    for sentence in _SENTENCE_END.split(words):
        longer = f"{kept} {sentence}".strip()
        if len(longer) > limit:
            break
        kept = longer
    if kept:
        return kept
    cut = words[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + _ELLIPSIS
