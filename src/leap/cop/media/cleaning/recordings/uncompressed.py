"""Sound that is not packed, out of AIFF or CAF, as WAV: the same numbers."""

from leap.cop.media.cleaning.recordings import waves
from typing import BinaryIO

import av


_FLIPPED = bytes(range(128, 256)) + bytes(range(128))

#: Sound that is not packed, and how each is written in WAV: way, bytes of a number,
#: whether they stand the other way.
WAYS = {
    "pcm_s8": (1, 1, False),
    "pcm_u8": (1, 1, False),
    "pcm_s16le": (1, 2, False),
    "pcm_s16be": (1, 2, True),
    "pcm_s24le": (1, 3, False),
    "pcm_s24be": (1, 3, True),
    "pcm_s32le": (1, 4, False),
    "pcm_s32be": (1, 4, True),
    "pcm_f32le": (3, 4, False),
    "pcm_f32be": (3, 4, True),
    "pcm_f64le": (3, 8, False),
    "pcm_f64be": (3, 8, True),
    "pcm_alaw": (6, 1, False),
    "pcm_mulaw": (7, 1, False),
}


def to_wave(source: BinaryIO, target: BinaryIO, read_as: str) -> bool:
    """Write sound that is not packed as WAV; return whether it was such sound."""
    source.seek(0)
    with av.open(source, format=read_as, metadata_errors="ignore") as opened:
        sounds = opened.streams.audio
        codec = sounds[0].codec_context.codec.canonical_name if sounds else ""
        if len(sounds) != 1 or codec not in WAYS:
            return False
        way, width, is_turned = WAYS[codec]
        start = target.write(waves.head(way, sounds[0].channels, sounds[0].rate, width))
        size = 0
        for packet in opened.demux(sounds[0]):
            data = bytes(packet)
            if codec == "pcm_s8":
                data = data.translate(_FLIPPED)
            size += target.write(_turned(data, width) if is_turned else data)
    waves.finish(target, start, size)
    return True


def _turned(data: bytes, width: int) -> bytes:
    """Return numbers with their bytes the other way round."""
    out = bytearray(len(data))
    for place in range(width):
        out[place::width] = data[width - 1 - place :: width]
    return bytes(out)
