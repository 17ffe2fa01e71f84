"""Which container FFmpeg reads, and which it writes for what is in it."""

from leap.cop.media.cleaning.recordings.tracks import Track
from typing import Any


#: What a reader of ours is to FFmpeg, and what is written then.
READ_AS = {
    "mp4": "mov",
    "m4a": "mov",
    "mov": "mov",
    "3gp": "mov",
    "webm": "matroska",
    "mkv": "matroska",
    "aac": "aac",
    "amr": "amr",
    "aiff": "aiff",
    "caf": "caf",
    "wav": "wav",
    "avi": "avi",
    "mts": "mpegts",
    "mpg": "mpeg",
}
WRITTEN_AS = {
    "mp4": "mp4",
    "m4a": "mp4",
    "mov": "mov",
    "3gp": "3gp",
    "webm": "webm",
    "weba": "webm",
    "mkv": "matroska",
}
#: Files with boxes, whose clocks are settled afterwards.
WITH_BOXES = ("mp4", "m4a", "mov", "3gp")

_IN_MP4 = frozenset(
    "h264 hevc av1 vp9 mpeg4 aac mp3 ac3 eac3 alac opus flac".split()  # noqa: SIM905
)
_IN_3GP = frozenset("h263 mpeg4 h264 aac amr_nb amr_wb".split())  # noqa: SIM905
_IN_MATROSKA_ONLY = frozenset(
    "mpeg1video mpeg2video theora msmpeg4v3 adpcm_ima_wav dts".split()  # noqa: SIM905
)
_IN_WEBM = frozenset("vp8 vp9 av1 vorbis opus".split())  # noqa: SIM905

#: Codecs by other names: FFmpeg calls the readers of some otherwise.
_OTHER_NAMES = {
    "amrnb": "amr_nb",
    "amrwb": "amr_wb",
    "mp3float": "mp3",
    "libdav1d": "av1",
    "libopus": "opus",
    "libvorbis": "vorbis",
    "libvpx": "vp8",
    "libvpx-vp9": "vp9",
    "libopencore_amrnb": "amr_nb",
    "libopencore_amrwb": "amr_wb",
}


def codec_of(stream: Any) -> str:
    """Return the name of the codec of a stream, or nothing."""
    context = stream.codec_context
    if context is None:
        return ""
    name = context.codec.canonical_name
    return _OTHER_NAMES.get(name, name)


def kind_for(kind: str, tracks: list[Track]) -> str:
    """Return the kind by what is in it: a film without pictures is a recording."""
    is_film = any(track.type == "video" for track in tracks)
    codecs = {track.codec for track in tracks}
    if kind in ("webm", "mkv"):
        if kind == "webm" and codecs <= _IN_WEBM:
            return "webm" if is_film else "weba"
        return "mkv"
    if codecs <= _IN_MP4:
        return "mp4" if is_film else "m4a"
    if codecs & _IN_MATROSKA_ONLY:
        return "mkv"
    return "3gp" if codecs <= _IN_3GP else "mov"
