"""Pictures of OpenOffice and LibreOffice (svm): actions on a canvas, one by one.

They stand for charts, formulas and tables inside of documents. Each action says its
kind and its length; the kinds that draw are kept, what programs remark between them is
left out. None of those that are kept has a place for more than what is drawn.
"""

from leap.cop.media.cleaning.kinds import NotTaken

import struct


MARK = b"VCLMTF"

#: How long the head is in the two versions of it, and where the number of actions is.
_HEADS = (49, 50)
_COUNT = 57

_REMARK = 512
#: A picture in PostScript, with whatever stands in that.
_POSTSCRIPT = 143
#: An action with a picture of this kind inside.
_SEE_THROUGH = 147
_DRAWING = frozenset((0, *range(100, 158)))
_DEEPEST = 8


def clean(data: bytes) -> bytes:
    """Return a picture without remarks.

    :raises NotTaken: for one that is damaged, or has something inside that cannot be
        cleaned.
    """
    try:
        return _picture(data, 0, _DEEPEST)[0]
    except (struct.error, IndexError) as error:
        raise NotTaken("damaged") from error


def _picture(data: bytes, start: int, deepest: int) -> tuple[bytes, int]:
    """Return a picture that begins at `start`, cleaned, and where it ends."""
    if not data.startswith(MARK, start) or not deepest:
        raise NotTaken("embedded")
    size = struct.unpack_from("<I", data, start + 8)[0]
    if size not in _HEADS:
        raise NotTaken("embedded")
    at = start + 12 + size
    count = struct.unpack_from("<I", data, start + _COUNT)[0]
    actions = []
    for _number in range(count):
        if at == len(data):
            break
        kind, _version, length = struct.unpack_from("<HHI", data, at)
        end = at + 8 + length
        if end > len(data):
            raise NotTaken("damaged")
        if kind == _SEE_THROUGH:
            actions.append(_see_through(data[at:end], deepest))
        elif kind != _REMARK:
            if kind == _POSTSCRIPT or kind not in _DRAWING:
                raise NotTaken("embedded")
            actions.append(data[at:end])
        at = end
    number, rest = start + _COUNT, data[start + _COUNT + 4 : start + 12 + size]
    head = data[start:number] + struct.pack("<I", len(actions)) + rest
    return head + b"".join(actions), at


def _see_through(action: bytes, deepest: int) -> bytes:
    inner, end = _picture(action, 8, deepest - 1)
    body = inner + action[end:]
    return action[:4] + struct.pack("<I", len(body)) + body
