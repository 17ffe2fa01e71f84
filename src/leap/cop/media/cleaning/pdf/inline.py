"""Pictures that stand in what is drawn (BI … ID … EI), between the lines and letters.

They are small as a rule, and packed as any other: so they can hold what cameras and
programs write into a picture, and words beside what is said of it.
"""

from collections.abc import Iterable
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pdf import packing
from leap.cop.media.cleaning.pictures import jpeg
from pikepdf import Array
from pikepdf import Dictionary
from pikepdf import Name
from pikepdf import Object
from pikepdf import PdfError
from pikepdf import String
from pikepdf import Token
from pikepdf import TokenFilter
from pikepdf import TokenType
from typing import Any

import re


#: What is said of a picture by its short names and its long ones, but for its packing.
_KEPT = frozenset(
    (
        *("/W", "/Width", "/H", "/Height", "/BPC", "/BitsPerComponent"),
        *("/CS", "/ColorSpace", "/D", "/Decode", "/IM", "/ImageMask"),
        *("/I", "/Interpolate", "/Intent"),
    )
)
_COLOURS = ("/CS", "/ColorSpace")
_FILTER = ("/F", "/Filter")
_PARAMETERS = ("/DP", "/DecodeParms")
_JPEG = "/DCTDecode"
_KNOWN = packing.PACKED | {"/CCITTFaxDecode"}

_STARTS = re.compile(rb"(?:^|[\s\[\]<>(){}])ID\s")
#: Heads in which nothing can stand beside the picture, as most programs write them.
_PLAIN = re.compile(
    rb"(?:^|\s)BI(?:\s*/(?:W|H|BPC|Width|Height|BitsPerComponent)\s+\d+"
    rb"|\s*/(?:CS|ColorSpace)\s*/(?:G|RGB|CMYK|DeviceGray|DeviceRGB|DeviceCMYK)"
    rb"|\s*/(?:IM|ImageMask|I|Interpolate)\s+(?:true|false)"
    rb"|\s*/(?:D|Decode)\s*\[[\d\s.]*\]"
    rb"|\s*/(?:F|Filter)\s*\[?\s*/(?:CCF|CCITTFaxDecode)\s*\]?"
    rb"|\s*/(?:DP|DecodeParms)\s*\[?\s*<<(?:\s*/(?:K|Columns|Rows|BlackIs1)\s+"
    rb"(?:-?\d+|true|false))*\s*>>\s*\]?)*\s*ID\s"
)


def may_tell(data: bytes) -> bool:
    """Return whether pictures in what is drawn may say more than they show."""
    starts = sum(1 for _start in _STARTS.finditer(data))
    return starts != sum(1 for _start in _PLAIN.finditer(data))


class Pictures(TokenFilter):
    """Pass everything on: no comments, and pictures without what they say besides."""

    def __init__(self) -> None:
        super().__init__()
        #: What stands before a picture, from its beginning on.
        self._head: list[Token] = []

    def handle_token(self, token: Token) -> Iterable[Token] | None:
        """Return what stays of a piece of what is drawn."""
        if token.type_ == TokenType.comment:
            return None
        is_word = token.type_ == TokenType.word
        if is_word and token.raw_value == b"BI":
            begun, self._head = self._head, [token]
            return begun
        if token.type_ == TokenType.inline_image:
            head, self._head = self._head, []
            if not head:
                # It begins in another stream.
                raise NotTaken("print_anew")
            return _cleaned(head, token)
        if not self._head:
            return [token]
        self._head.append(token)
        if token.type_ == TokenType.eof or (is_word and token.raw_value == b"EI"):
            head, self._head = self._head, []
            return head
        return None


def _cleaned(head: list[Token], picture: Token) -> list[Token]:
    """Return a picture with its head, the same ones if there is nothing to drop."""
    said = _said(head)
    before, data = said.unparse(), _data(said, picture.raw_value)
    for name in list(said.keys()):
        if name in _FILTER:
            is_kept = _is_plain(said[name])
        elif name in _PARAMETERS:
            is_kept = _is_bare(said[name])
        else:
            is_kept = name in _KEPT and _is_plain(said[name], words=name in _COLOURS)
        if not is_kept:
            del said[name]
    if data == picture.raw_value and said.unparse() == before:
        return [*head, picture]
    return [
        Token(TokenType.word, b"BI " + said.unparse()[2:-2].strip() + b" ID "),
        Token(TokenType.inline_image, data),
    ]


def _said(head: list[Token]) -> Dictionary:
    """Return what is said of a picture before it begins."""
    lines = b"".join(token.raw_value for token in head[1:]).rstrip()
    try:
        return Object.parse(b"<<" + lines.removesuffix(b"ID") + b">>")
    except PdfError as error:
        raise NotTaken("damaged") from error


def _data(said: Dictionary, data: bytes) -> bytes:
    """Return the picture without remarks; how it is packed may be said anew."""
    found = next((said[name] for name in _FILTER if name in said), None)
    filters = [packing.SHORT.get(str(one), str(one)) for one in _listed(found)]
    if filters[-1:] == [_JPEG]:
        plain = packing.without(filters[:-1], data)
        kept = jpeg.without_segments(plain)
        packing.check_pixels(kept)
        if kept == plain.rstrip():
            return data
        for name in (*_FILTER, *_PARAMETERS):
            if name in said:
                del said[name]
        said["/F"] = Array([Name.AHx, Name.DCT])
        # As letters: no bytes of it can be taken for its end.
        return kept.hex().encode("ascii") + b">\n"
    if not _KNOWN.issuperset(filters):
        raise NotTaken("damaged")
    if filters == [packing.FLATE]:
        _size, used = packing.measure(data, packing.MAX_STREAM)
        return data[:used] + b"\n" if data[used:].strip() else data
    return data


def _listed(value: Any) -> list:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _is_plain(value: Any, *, words: bool = False) -> bool:
    """Return whether a value is numbers and names; of colours also what they are."""
    if isinstance(value, Array):
        return all(_is_plain(one, words=words) for one in value)
    if isinstance(value, String):
        return words
    return not isinstance(value, Dictionary)


def _is_bare(value: Any) -> bool:
    """Drop of how a picture is packed what is not needed, and say whether any is."""
    for one in _listed(value):
        if isinstance(one, Dictionary):
            for name in list(one.keys()):
                if name not in packing.PARAMETERS or not _is_plain(one[name]):
                    del one[name]
        elif not _is_plain(one) or isinstance(one, Array):
            return False
    return True
