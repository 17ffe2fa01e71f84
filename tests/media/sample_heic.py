"""HEIC as an iPhone makes it: a grid of tiles. No test.

Only the one tile is encoded, which every place of the grid shows; so a picture of 48
million pixels is made in a moment.
"""

from io import BytesIO
from PIL import Image

import struct


TILE = 512
_GRID, _FIRST_TILE = 1, 2


def one(image: Image.Image, **how) -> bytes:
    """Return a picture as HEIC, by the library that the extra brings."""
    import pillow_heif

    out = BytesIO()
    pillow_heif.from_pillow(image).save(out, **how)
    return out.getvalue()


def grid(across: int, down: int, size: tuple[int, int], colour="teal") -> bytes:
    """Return a picture of so many tiles, cut to a size."""
    tile = one(Image.new("RGB", (TILE, TILE), colour), quality=50)
    settings = _body_of(tile, b"hvcC")
    pixels = _body_of(tile, b"mdat")
    tiles = range(_FIRST_TILE, _FIRST_TILE + across * down)
    start = _box(b"ftyp", b"heic" + bytes(4) + b"mif1heic")
    layout = bytes(2) + bytes((down - 1, across - 1)) + struct.pack(">HH", *size)
    # Twice: where the pixels stand depends on how long all before them is.
    at = 0
    for _turn in range(2):
        described = _described(tiles, settings, size, layout, (at, len(pixels)))
        at = len(start) + len(described) + 8
    return start + described + _box(b"mdat", pixels)


def _body_of(data: bytes, name: bytes) -> bytes:
    at = data.index(name) - 4
    (length,) = struct.unpack_from(">I", data, at)
    return data[at + 8 : at + length]


def _box(name: bytes, *bodies: bytes) -> bytes:
    body = b"".join(bodies)
    return struct.pack(">I", len(body) + 8) + name + body


def _full(name: bytes, *bodies: bytes, version=0, flags=0) -> bytes:
    return _box(name, struct.pack(">I", version << 24 | flags), *bodies)


def _described(tiles, settings, size, layout, place) -> bytes:
    sizes = [_full(b"ispe", struct.pack(">II", *edges)) for edges in (_TILES, size)]
    held = [
        _item(_GRID, b"grid", flags=0),
        *(_item(t, b"hvc1", flags=1) for t in tiles),
    ]
    owned = [_owns(_GRID, (3,)), *(_owns(number, (0x81, 2)) for number in tiles)]
    return _full(
        b"meta",
        _full(b"hdlr", bytes(4) + b"pict" + bytes(13)),
        _full(b"pitm", struct.pack(">H", _GRID)),
        _full(b"iinf", struct.pack(">H", len(held)), *held),
        _full(b"iref", _made_of(tiles)),
        _box(
            b"iprp",
            _box(b"ipco", _box(b"hvcC", settings), *sizes),
            _full(b"ipma", struct.pack(">I", len(owned)), *owned),
        ),
        _box(b"idat", layout),
        _where(tiles, len(layout), place),
    )


_TILES = (TILE, TILE)


def _item(number: int, kind: bytes, flags: int) -> bytes:
    named = struct.pack(">HH", number, 0) + kind + b"\0"
    return _full(b"infe", named, version=2, flags=flags)


def _owns(number: int, properties: tuple[int, ...]) -> bytes:
    return struct.pack(">HB", number, len(properties)) + bytes(properties)


def _made_of(tiles) -> bytes:
    return _box(b"dimg", struct.pack(f">HH{len(tiles)}H", _GRID, len(tiles), *tiles))


def _where(tiles, layout: int, place: tuple[int, int]) -> bytes:
    rows = [struct.pack(">HHHHII", _GRID, 1, 0, 1, 0, layout)]
    rows += [struct.pack(">HHHHII", number, 0, 0, 1, *place) for number in tiles]
    head = struct.pack(">HH", 0x4400, len(rows))
    return _full(b"iloc", head, *rows, version=1)
