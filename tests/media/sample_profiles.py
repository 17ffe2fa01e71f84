"""Colour profiles, made by hand: what they are called, and what they do. No test."""

import struct


#: Where red, green and blue lie, in the colours of profiles (XYZ, D50).
SRGB = (
    (0.43607, 0.22249, 0.01392),
    (0.38515, 0.71687, 0.09708),
    (0.14307, 0.06061, 0.71410),
)
#: Of an iPhone's screen and camera: wider.
DISPLAY_P3 = (
    (0.51512, 0.24120, -0.00105),
    (0.29198, 0.69225, 0.04189),
    (0.15710, 0.06657, 0.78407),
)

_WHITE = (0.9642, 1.0, 0.8249)


def profile(primaries=DISPLAY_P3, name="Anneliese Vogelsang") -> bytes:
    """Return a profile of a screen, with the curve that screens have."""
    tags = _common(name)
    for letter, place in zip("rgb", primaries, strict=True):
        tags[f"{letter}XYZ".encode()] = _place(place)
        tags[f"{letter}TRC".encode()] = _screen_curve()
    return _packed(b"RGB ", tags)


def grey_profile(gamma: float, name="Anneliese Vogelsang") -> bytes:
    """Return a profile of greys."""
    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    return _packed(b"GRAY", {**_common(name), b"kTRC": curve})


def _common(name: str) -> dict[bytes, bytes]:
    words = name.encode() + b"\0"
    described = b"desc" + bytes(4) + struct.pack(">I", len(words)) + words + bytes(78)
    return {
        b"desc": described,
        b"cprt": b"text" + bytes(4) + words,
        b"wtpt": _place(_WHITE),
    }


def _place(place: tuple[float, float, float]) -> bytes:
    return b"XYZ " + bytes(4) + b"".join(map(_number, place))


def _number(number: float) -> bytes:
    return struct.pack(">i", round(number * 65536))


def _screen_curve() -> bytes:
    numbers = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    kind = struct.pack(">HH", 3, 0)
    return b"para" + bytes(4) + kind + b"".join(map(_number, numbers))


def _packed(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    at = 128 + 4 + 12 * len(tags)
    index, bodies = b"", b""
    for tag, body in tags.items():
        body += bytes(-len(body) % 4)
        index += tag + struct.pack(">II", at + len(bodies), len(body))
        bodies += body
    header = bytes(4) + b"\x02\x40\x00\x00mntr" + space + b"XYZ "
    header = struct.pack(">I", at + len(bodies)) + bytes(4) + header[4:]
    header += bytes(12) + b"acsp" + bytes(28) + b"".join(map(_number, _WHITE))
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + index + bodies
