"""Colour profiles: the colours, and nothing about the device they were measured on.

A profile says which scanner or printer it belongs to, when it was made and by whom. The
curves and matrices that a viewer calculates with stay bit for bit, so that no colour
changes; the rest is neutral (ICC.1:2022, 7.2 and 9.2).
"""

#: The tags that colours are calculated with.
_KEPT = frozenset(
    b"A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 B2D3 rXYZ gXYZ"
    b" bXYZ rTRC gTRC bTRC kTRC wtpt bkpt chad gamt chrm cicp".split()
)

_HEAD = 128
_NEUTRAL_DATE = bytes.fromhex("07d0 0001 0001 0000 0000 0000")

#: Parts of the head that are emptied: preferred program, maker, model, maker of the
#: profile, fingerprint, and what is set aside for later.
_EMPTIED = ((4, 8), (48, 56), (80, 128))


def without_names(profile: bytes) -> bytes:
    """Return a profile that names nobody; the colours are the same.

    Nothing is left of what is no profile: viewers go by the number of colours then.
    """
    count = int.from_bytes(profile[_HEAD : _HEAD + 4], "big")
    if profile[36:40] != b"acsp" or count > 100:
        return b""
    tags = [*_kept_tags(profile, count), *_words(profile[8])]
    return _written(_neutral_head(profile), tags)


def _neutral_head(profile: bytes) -> bytearray:
    head = bytearray(profile[:_HEAD])
    for start, end in _EMPTIED:
        head[start:end] = bytes(end - start)
    head[24:36] = _NEUTRAL_DATE
    return head


def _kept_tags(profile: bytes, count: int) -> list[tuple[bytes, bytes]]:
    tags = []
    for at in range(_HEAD + 4, _HEAD + 4 + 12 * count, 12):
        name = profile[at : at + 4]
        start = int.from_bytes(profile[at + 4 : at + 8], "big")
        length = int.from_bytes(profile[at + 8 : at + 12], "big")
        if name in _KEPT:
            tags.append((name, profile[start : start + length]))
    return tags


def _words(version: int) -> list[tuple[bytes, bytes]]:
    """Return the two texts that every profile must have, and that say nothing."""
    if version >= 4:
        text = "-".encode("utf-16-be")
        said = b"mluc" + bytes(4) + (1).to_bytes(4, "big") + (12).to_bytes(4, "big")
        said += b"enUS" + len(text).to_bytes(4, "big") + (28).to_bytes(4, "big") + text
        return [(b"desc", said), (b"cprt", said)]
    described = b"desc" + bytes(4) + (2).to_bytes(4, "big") + b"-\0" + bytes(78)
    return [(b"desc", described), (b"cprt", b"text" + bytes(4) + b"-\0")]


def _written(head: bytearray, tags: list[tuple[bytes, bytes]]) -> bytes:
    """Return a profile; what several tags share is written once, as it was."""
    table, body, places = bytearray(len(tags).to_bytes(4, "big")), bytearray(), {}
    start = _HEAD + 4 + 12 * len(tags)
    for name, data in tags:
        if data not in places:
            body += bytes(-len(body) % 4)
            places[data] = start + len(body)
            body += data
        table += name + places[data].to_bytes(4, "big") + len(data).to_bytes(4, "big")
    body += bytes(-len(body) % 4)
    head[:4] = (start + len(body)).to_bytes(4, "big")
    return bytes(head + table + body)
