"""Where elements end, and what of a text was deleted, as it was written. Pure."""

from leap.cop.core.markup import marks
from leap.cop.core.markup.scan import END
from leap.cop.core.markup.scan import START
from leap.cop.core.markup.scan import Token


#: Elements that mark a place and hold nothing.
MARKS = ("suggestion-start", "suggestion-end")


def matching(found: list[Token]) -> dict[int, int]:
    """Return by the start of an element where it ends, as it was written."""
    opened: dict[str, list[int]] = {}
    ends = {}
    for index, token in enumerate(found):
        if token.kind == START and not token.is_closed:
            opened.setdefault(token.name, []).append(index)
        elif token.kind == END and opened.get(token.name):
            ends[opened[token.name].pop()] = index
    return ends


def deletions(found: list[Token], ends: dict[int, int]) -> dict[int, int]:
    """Return where marks of CKEditor begin a deletion, and where it ends."""
    begun: dict[str, int] = {}
    spans: dict[int, int] = {}
    for index, token in enumerate(found):
        if token.kind != START:
            continue
        begins, finishes = _marks_of(token)
        begun |= dict.fromkeys(begins, index)
        until = index if token.name in MARKS else ends.get(index, index)
        for mark in finishes:
            if mark in begun:
                start = begun.pop(mark)
                spans[start] = max(spans.get(start, -1), until)
    return {**dict.fromkeys(begun.values(), len(found)), **spans}


def _marks_of(token: Token) -> tuple[list[str], list[str]]:
    """Return the marks of deletions that begin, and that end, at an element."""
    begins: list[str] = []
    finishes: list[str] = []
    for name, value in token.attributes.items():
        where = token.name if name == "name" else name.removeprefix("data-")
        if where.startswith("suggestion-start"):
            begins += marks.deletions(value)
        elif where.startswith("suggestion-end"):
            finishes += marks.deletions(value)
    return begins, finishes
