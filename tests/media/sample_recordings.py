"""Films and recordings as phones make them, with traces inside. No test."""

from fractions import Fraction
from io import BytesIO
from tests.media.sample_traces import AUTHOR
from tests.media.sample_traces import NAME
from tests.media.sample_traces import PLACE
from tests.media.sample_traces import SERIAL

import av
import math
import struct
import zlib


def film(
    kind: str,
    video: str | None = "libx264",
    audio: str | None = "aac",
    *,
    pictures: int = 5,
    sounds: int = 10,
    tracks: int = 1,
    rate: int = 48000,
    pix_fmt: str = "yuv420p",
    in_order: bool = False,
    flags: str = "use_metadata_tags",
) -> bytes:
    """A very short film, or a recording, with titles, places and dates."""
    out = BytesIO()
    options = {"movflags": flags} if kind in ("mp4", "mov") else {}
    with av.open(out, "w", format=kind, options=options) as made:
        made.metadata.update(
            {
                "title": NAME,
                "artist": AUTHOR,
                "comment": PLACE,
                "location": "+52.5200+013.4050/",
                "com.apple.quicktime.location.ISO6709": "+52.5200+013.4050/",
                "com.apple.quicktime.model": SERIAL,
                "creation_time": "2024-05-17T10:00:00Z",
            }
        )
        # A container wants to know all its streams before the first of them begins.
        seen = made.add_stream(video, rate=10) if video else None
        heard = [
            made.add_stream(audio, rate=rate) for _ in range(tracks if audio else 0)
        ]
        for stream in heard:
            stream.metadata["language"] = "ron"
        if seen is not None:
            seen.width, seen.height, seen.pix_fmt = 64, 48, pix_fmt
            seen.metadata["handler_name"] = AUTHOR
            if in_order:
                seen.codec_context.max_b_frames = 0
            for number in range(pictures):
                frame = av.VideoFrame(64, 48, pix_fmt)
                frame.pts, frame.time_base = number, Fraction(1, 10)
                for plane in frame.planes:
                    plane.update(bytes(plane.buffer_size))
                made.mux(seen.encode(frame))
            made.mux(seen.encode())
        for stream in heard:
            _sing(made, stream, sounds, rate)
    return out.getvalue()


def _sing(made, stream, sounds: int, rate: int) -> None:
    """A tone, so that one can tell where it begins."""
    for number in range(sounds):
        frame = av.AudioFrame(format="s16", layout="mono", samples=1024)
        start = number * 1024
        tone = (int(9000 * math.sin(at / 9)) for at in range(start, start + 1024))
        frame.planes[0].update(struct.pack("<1024h", *tone))
        frame.sample_rate, frame.pts = rate, start
        made.mux(stream.encode(frame))
    made.mux(stream.encode())


def tag_behind() -> bytes:
    """ID3v1: the last 128 bytes of a file."""
    return b"TAG" + NAME.encode().ljust(30, b"\0") + AUTHOR.encode().ljust(95, b"\0")


def tag_in_front(size: int = 0) -> bytes:
    """ID3v2 with a comment, and so many bytes of a cover picture."""
    text = b"\x00" + AUTHOR.encode()
    body = b"TPE1" + len(text).to_bytes(4, "big") + bytes(2) + text
    # A cover has bytes that look like the beginning of sound.
    body += b"\xff\xfb\x90\x00" * (size // 4)
    length = bytes(len(body) >> shift & 127 for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + length + body


def tag_of_monkeys() -> bytes:
    """APEv2: items and a foot."""
    text = AUTHOR.encode()
    item = struct.pack("<II", len(text), 0) + b"Artist\x00" + text
    foot = struct.pack("<8sIIII8x", b"APETAGEX", 2000, len(item) + 32, 1, 0)
    return item + foot


def lyrics() -> bytes:
    """Lyrics3: words, and how many they are."""
    body = b"LYRICSBEGININD0000200EAR00018" + AUTHOR.encode()
    return body + f"{len(body):06}".encode() + b"LYRICS200"


def wav(*chunks: tuple[bytes, bytes], sound: bytes = bytes(range(201))) -> bytes:
    """A WAV file: its format, the sound, and whatever else."""
    form = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)
    parts = [(b"fmt ", form), *chunks, (b"data", sound), *chunks]
    body = b"".join(
        name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)
        for name, data in parts
    )
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body


def aiff(sound: bytes) -> bytes:
    """An AIFF file of two bytes a sample, with an author and a title."""
    rate = b"\x40\x0e\xac\x44" + bytes(6)
    common = struct.pack(">hIh", 1, len(sound) // 2, 16) + rate
    parts = (
        (b"COMM", common),
        (b"AUTH", AUTHOR.encode()),
        (b"SSND", bytes(8) + sound),
        (b"ID3 ", tag_in_front()),
    )
    body = b"".join(
        name + len(data).to_bytes(4, "big") + data + bytes(len(data) % 2)
        for name, data in parts
    )
    return b"FORM" + (4 + len(body)).to_bytes(4, "big") + b"AIFF" + body


def amr(frames: int = 20) -> bytes:
    """What simple phones record: frames of nothing, and a name behind them."""
    return b"#!AMR\n" + (b"\x3c" + bytes(31)) * frames + b"\xff" + AUTHOR.encode()


def boxes(data: bytes, *path: bytes) -> list[tuple[int, int]]:
    """Starts and ends of the boxes at a path in an MP4."""
    found = [(0, len(data))]
    for depth, name in enumerate(path):
        inner = []
        for start, end in found:
            at = start + (8 if depth else 0)
            while at + 8 <= end:
                size = int.from_bytes(data[at : at + 4], "big")
                if data[at + 4 : at + 8] == name:
                    inner.append((at, at + size))
                at += max(size, 8)
        found = inner
    return found


def starting_late(data: bytes, number: int, delay: int, skipped: int) -> bytes:
    """The same film with a track that begins late, its first samples not shown.

    So do phones of one maker: an empty edit, and one that leaves out what the encoder
    needed. The film has to have its head at the end, and an edit list of one entry.
    """
    start, end = boxes(data, b"moov", b"trak", b"edts")[number]
    (head, _) = boxes(data, b"moov", b"mvhd")[0]
    ticks = int.from_bytes(data[head + 20 : head + 24], "big")
    length = int.from_bytes(data[start + 24 : start + 28], "big")
    entries = struct.pack(">IiI", delay * ticks // 1000, -1, 1 << 16)
    entries += struct.pack(">IiI", length, skipped, 1 << 16)
    edits = struct.pack(">I4sII", 40, b"elst", 0, 2) + entries
    made = struct.pack(">I4s", 48, b"edts") + edits
    grown = len(made) - (end - start)
    out = bytearray(data[:start] + made + data[end:])
    for path in ((b"moov",), (b"moov", b"trak")):
        for at, until in boxes(data, *path):
            if at < start < until:
                size = int.from_bytes(out[at : at + 4], "big") + grown
                out[at : at + 4] = size.to_bytes(4, "big")
    return bytes(out)


def head_in_front(data: bytes) -> bytes:
    """The same film as it is sent over the net: its head comes first."""
    ((start, end),) = boxes(data, b"moov")
    moov = bytearray(data[start:end])
    for at, until in boxes(data, b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stco"):
        for place in range(at - start + 16, until - start, 4):
            moved = int.from_bytes(moov[place : place + 4], "big") + len(moov)
            moov[place : place + 4] = moved.to_bytes(4, "big")
    front = int.from_bytes(data[:4], "big")
    return data[:front] + bytes(moov) + data[front:start] + data[end:]


def ogg_pages(data: bytes) -> list[tuple[int, int, bytes]]:
    """Flags, granules and bodies of the pages of an Ogg file."""
    at, found = 0, []
    while at < len(data):
        flags, granule = struct.unpack_from("<Bq", data, at + 5)
        count = data[at + 26]
        size = sum(data[at + 27 : at + 27 + count])
        at += 27 + count
        found.append((flags, granule, data[at : at + size]))
        at += size
    return found


def message(kind: int, said: bytes) -> bytes:
    """A message of H.264 between two pictures."""
    return b"\x06" + bytes([kind, len(said)]) + said + b"\x80"


def jpeg_segment(mark: int, said: bytes) -> bytes:
    """A part of a JPEG that is words."""
    return bytes([0xFF, mark]) + (len(said) + 2).to_bytes(2, "big") + said


def png_chunk(name: bytes, said: bytes) -> bytes:
    """A part of a PNG."""
    check = zlib.crc32(name + said).to_bytes(4, "big")
    return len(said).to_bytes(4, "big") + name + said + check
