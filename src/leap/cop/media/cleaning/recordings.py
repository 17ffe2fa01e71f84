"""Film and sound: the streams that are seen and heard, in a new container.

Nothing is encoded again, so nothing of the quality is lost. Titles, dates, places,
chapters, cover pictures, subtitle, time-code and data tracks stay behind; and what a
camera writes between the pictures of H.264 and H.265 (SEI), where some put the place.
"""

from collections.abc import Iterator
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from tempfile import TemporaryFile
from typing import Any
from typing import BinaryIO

import av
import av.bitstream


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
_SEI = {
    "h264": "filter_units=remove_types=6",
    "hevc": "filter_units=remove_types=39-40",
}

_FORMATS = {
    kinds.WEBM: "webm",
    kinds.MKV: "matroska",
    kinds.WEBA: "webm",
    kinds.MP3: "mp3",
    kinds.OGG: "ogg",
    kinds.WAV: "wav",
    kinds.FLAC: "flac",
    kinds.MP4: "mp4",
    kinds.M4A: "mp4",
    kinds.MOV: "mov",
}
_OPTIONS = {"fflags": "+bitexact", "id3v2_version": "0", "write_id3v1": "0"}
_READ_AS = {
    kinds.WEBM: "matroska",
    kinds.MKV: "matroska",
    kinds.MP3: "mp3",
    kinds.OGG: "ogg",
    kinds.WAV: "wav",
    kinds.FLAC: "flac",
    kinds.MP4: "mov",
    kinds.M4A: "mov",
    kinds.MOV: "mov",
}


def clean(file: BinaryIO, kind: Kind) -> Clean:
    """Give film or sound without anything but its streams."""
    out = TemporaryFile()  # noqa: SIM115 - it has no name, and ends with whoever holds it
    try:
        file.seek(0)
        with av.open(file, format=_READ_AS[kind], metadata_errors="ignore") as source:
            chosen = _chosen(source)
            kind = _kind_for(kind, chosen)
            _copy(source, chosen, out, kind)
    except NotTaken:
        out.close()
        raise
    except (av.error.FFmpegError, ValueError, OSError, RuntimeError) as error:
        out.close()
        raise NotTaken("damaged") from error
    return Clean(kind, out)


def _chosen(source: Any) -> list[Any]:
    """Give the streams that are seen or heard."""
    chosen = []
    for stream in source.streams:
        codec = stream.codec_context
        if codec is None or stream.type not in ("audio", "video"):
            continue
        if stream.type == "video" and codec.name in _PICTURE_CODECS:
            continue
        chosen.append(stream)
    if not chosen:
        raise NotTaken("damaged")
    return chosen


def _kind_for(kind: Kind, chosen: list[Any]) -> Kind:
    """Give the kind by what is in it: a film without pictures is a recording."""
    is_film = any(stream.type == "video" for stream in chosen)
    fits = all(stream.codec_context.name in _IN_MP4 for stream in chosen)
    if kind in (kinds.MP4, kinds.M4A, kinds.MOV):
        if not fits:
            return kinds.MOV
        return kinds.MP4 if is_film else kinds.M4A
    if kind == kinds.WEBM and not is_film:
        return kinds.WEBA
    if kind == kinds.OGG and is_film:
        raise NotTaken("unknown")
    return kind


def _copy(source: Any, chosen: list[Any], out: BinaryIO, kind: Kind) -> None:
    with av.open(out, "w", format=_FORMATS[kind], options=_OPTIONS) as target:
        made = {}
        filters = {}
        for stream in chosen:
            new = target.add_stream_from_template(stream)
            new.metadata.clear()
            _forget_comments(new)
            made[stream.index] = new
            name = stream.codec_context.name
            if name in _SEI:
                filters[stream.index] = av.bitstream.BitStreamFilterContext(
                    _SEI[name], in_stream=stream
                )
        target.metadata.clear()
        written = 0
        for index, packet in _packets(source, chosen, filters):
            packet.stream = made[index]
            target.mux(packet)
            written += 1
        if not written:
            raise NotTaken("damaged")


def _packets(source: Any, chosen: list[Any], filters: dict) -> Iterator[tuple]:
    for packet in source.demux(chosen):
        index = packet.stream.index
        if packet.size == 0 or (packet.dts is None and packet.pts is None):
            continue
        if index in filters:
            for filtered in filters[index].filter(packet):
                yield index, filtered
        else:
            yield index, packet


def _forget_comments(stream: Any) -> None:
    """Empty the comment header that Vorbis carries among its own settings."""
    codec = stream.codec_context
    if codec.name == "vorbis" and codec.extradata:
        codec.extradata = without_comments(codec.extradata)


def without_comments(extradata: bytes) -> bytes:
    """Give the three headers of Vorbis with an empty one in the middle.

    :raises NotTaken: for headers that are not laid out as Matroska lays them out.
    """
    if extradata[0] != 2:
        raise NotTaken("damaged")
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
        raise NotTaken("damaged")
    empty = b"\x03vorbis" + bytes(8) + b"\x01"
    return b"\x02" + bytes([len(first), len(empty)]) + first + empty + last
