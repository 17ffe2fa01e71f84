"""Embedded fonts: the letters, and nothing about how the font was made.

What a font is called, and the copyright of whoever drew it, stay: a document points at
the name, and the other is a licence. Home-made fonts have their maker's name and the
dates of the work in tables and comments that no viewer needs.
"""

import re


#: Tables of TrueType and OpenType that letters are drawn with (ISO 32000-2, 9.9).
_TABLES = frozenset(
    b"glyf|loca|head|hhea|hmtx|maxp|cvt |fpgm|prep|cmap|post|OS/2|CFF |CFF2|VORG|vhea"
    b"|vmtx|GDEF|GSUB|GPOS|BASE|kern|gasp|hdmx|VDMX|LTSH".split(b"|")
)

_SFNT = (b"\x00\x01\x00\x00", b"true", b"OTTO")
_ENTRY = 16
_HEAD = 12

#: A comment that does not stand in the first line, which says that this is a font.
_REMARK = re.compile(rb"(?<=[\r\n])%[^\r\n]*")


def without_remarks(font: bytes) -> bytes:
    """Return a font as it is drawn; one in a form nobody knows stays as it is."""
    if font.startswith(_SFNT):
        return _without_tables(font)
    if font.startswith(b"%!"):
        return _without_comments(font)
    return font


def _without_comments(font: bytes) -> bytes:
    """Blank the comments of a Type 1 font; its parts keep their lengths."""
    head, begin, letters = font.partition(b"eexec")
    blank = _REMARK.sub(lambda found: b"%".ljust(len(found[0])), head)
    return blank + begin + letters


def _without_tables(font: bytes) -> bytes:
    count = int.from_bytes(font[4:6], "big")
    entries = [
        font[at : at + _ENTRY] for at in range(_HEAD, _HEAD + _ENTRY * count, _ENTRY)
    ]
    kept = [entry for entry in entries if entry[:4] in _TABLES]
    if len(kept) == count or not all(_is_inside(entry, font) for entry in kept):
        return font
    return _written(font, kept)


def _place(entry: bytes) -> tuple[int, int]:
    return int.from_bytes(entry[8:12], "big"), int.from_bytes(entry[12:16], "big")


def _is_inside(entry: bytes, font: bytes) -> bool:
    start, length = _place(entry)
    return len(entry) == _ENTRY and start + length <= len(font)


def _written(font: bytes, entries: list[bytes]) -> bytes:
    # The number of tables, and three figures that help to search among them.
    power = max(len(entries).bit_length() - 1, 0)
    span = _ENTRY << power
    figures = (len(entries), span, power, _ENTRY * len(entries) - span)
    head = font[:4] + b"".join(figure.to_bytes(2, "big") for figure in figures)
    body = bytearray()
    begin = _HEAD + _ENTRY * len(entries)
    for entry in entries:
        start, length = _place(entry)
        head += entry[:8] + (begin + len(body)).to_bytes(4, "big") + entry[12:16]
        body += font[start : start + length]
        body += bytes(-len(body) % 4)
    return head + bytes(body)
