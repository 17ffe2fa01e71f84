"""Film and sound into a new container; nothing is encoded again.

It knows FFmpeg, and nothing of us.
"""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

import av
import av.bitstream


#: What a reader of ours is to FFmpeg, and what is written then.
READ_AS = {
    "mp4": "mov",
    "m4a": "mov",
    "mov": "mov",
    "webm": "matroska",
    "mkv": "matroska",
    "mp3": "mp3",
    "ogg": "ogg",
    "wav": "wav",
    "flac": "flac",
}
WRITTEN_AS = {**READ_AS, "mp4": "mp4", "m4a": "mp4", "webm": "webm", "weba": "webm"}

_PICTURE_CODECS = frozenset(("mjpeg", "png", "bmp", "gif", "webp", "tiff", "ppm"))
_IN_MP4 = frozenset(
    (
        "h264",
        "hevc",
        "av1",
        "vp9",
        "mpeg4",
        "aac",
        "mp3",
        "ac3",
        "eac3",
        "alac",
        "opus",
        "flac",
    )
)

#: Between the pictures of H.264 and H.265 some cameras write where they are.
_WITHOUT_NOTES = {
    "h264": "filter_units=remove_types=6",
    "hevc": "filter_units=remove_types=39-40",
}

_OPTIONS = {"fflags": "+bitexact", "id3v2_version": "0", "write_id3v1": "0"}


class Unknown(Exception):
    """Nothing that is seen or heard, or not in a way that we can keep."""


def remux(source_file, target_file, kind: str) -> str:
    """Write what is seen and heard of a file, and nothing else; give its kind."""
    with av.open(source_file, format=READ_AS[kind], metadata_errors="ignore") as source:
        chosen = list(_chosen(source))
        if not chosen:
            raise Unknown
        kind = _kind_for(kind, chosen)
        options = dict(_OPTIONS)
        with av.open(
            target_file, "w", format=WRITTEN_AS[kind], options=options
        ) as target:
            _copy(source, chosen, target)
    return kind


def remux_twice(source_file, target_file, kind: str) -> str:
    """Do the same with what came out: only then a third time would change nothing.

    The first time settles the clock of a film anew. What a site exports and another one
    takes in, cleaning it again, has to be the same bytes.
    """
    with TemporaryFile() as once:
        became = remux(source_file, once, kind)
        once.seek(0)
        return remux(once, target_file, "webm" if became == "weba" else became)


def _chosen(source: Any) -> Iterator[Any]:
    """Give the streams that are seen or heard: no cover, no data, no time code."""
    for stream in source.streams:
        codec = stream.codec_context
        is_cover = codec is not None and codec.name in _PICTURE_CODECS
        is_seen = stream.type == "video" and not is_cover
        if codec is not None and (is_seen or stream.type == "audio"):
            yield stream


def _kind_for(kind: str, chosen: list[Any]) -> str:
    """Give the kind by what is in it: a film without pictures is a recording."""
    is_film = any(stream.type == "video" for stream in chosen)
    fits = all(stream.codec_context.name in _IN_MP4 for stream in chosen)
    if kind in ("mp4", "m4a", "mov"):
        return ("mp4" if is_film else "m4a") if fits else "mov"
    if kind == "webm" and not is_film:
        return "weba"
    if kind == "ogg" and is_film:
        raise Unknown
    return kind


def _copy(source: Any, chosen: list[Any], target: Any) -> None:
    made, filters = {}, {}
    for stream in chosen:
        new = target.add_stream_from_template(stream)
        new.metadata.clear()
        codec = stream.codec_context
        if codec.name == "vorbis" and codec.extradata:
            new.codec_context.extradata = without_comments(codec.extradata)
        made[stream.index] = new
        if codec.name in _WITHOUT_NOTES:
            filters[stream.index] = av.bitstream.BitStreamFilterContext(
                _WITHOUT_NOTES[codec.name], in_stream=stream, out_stream=new
            )
    target.metadata.clear()
    written = 0
    for index, packet in _packets(source, chosen, filters):
        packet.stream = made[index]
        target.mux(packet)
        written += 1
    if not written:
        raise Unknown


def _packets(source: Any, chosen: list[Any], filters: dict) -> Iterator[tuple]:
    for packet in source.demux(chosen):
        index = packet.stream.index
        if not packet.size or (packet.dts is None and packet.pts is None):
            continue
        if index not in filters:
            yield index, packet
            continue
        for filtered in filters[index].filter(packet):
            yield index, filtered


def without_comments(extradata: bytes) -> bytes:
    """Give the three headers of Vorbis with an empty one in the middle.

    Vorbis carries its comments among its own settings, as Matroska lays them out: a
    two, the lengths of the first two headers, and the three headers.
    """
    if extradata[0] != 2:
        raise Unknown
    at, lengths = 1, []
    for _number in range(2):
        length = 0
        while extradata[at] == 255:
            length += 255
            at += 1
        lengths.append(length + extradata[at])
        at += 1
    first = extradata[at : at + lengths[0]]
    last = extradata[at + sum(lengths) :]
    if not (first.startswith(b"\x01vorbis") and last.startswith(b"\x05vorbis")):
        raise Unknown
    empty = b"\x03vorbis" + bytes(8) + b"\x01"
    return b"\x02" + bytes([len(first), len(empty)]) + first + empty + last
