"""Film and sound: what is seen and heard, in a new container.

Titles, dates, places, chapters, cover pictures, subtitles, time code and data tracks
stay behind, and so do notes between the pictures and tags between the sounds. What is
seen or heard is kept whole, or the file is not taken. Each way of keeping sound has a
module of its own; `remux.py` has those with pictures.
"""

from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.recordings import flac
from leap.cop.media.cleaning.recordings import frames
from leap.cop.media.cleaning.recordings import ogg
from leap.cop.media.cleaning.recordings import uncompressed
from leap.cop.media.cleaning.recordings import waves
from leap.cop.media.cleaning.recordings.remux import remux
from leap.cop.media.cleaning.recordings.remux import Rules
from leap.cop.media.cleaning.table import Row
from tempfile import TemporaryFile
from typing import BinaryIO

import av.error
import shutil
import struct


_PICTURES_SHOWN = Row(
    "pictures that browsers show: H.264, H.265, AV1, VP8, VP9",
    "kept",
    "people see them",
    ("h264", "hevc", "av1", "vp8", "vp9"),
)
_PICTURES_SAVED = Row(
    "pictures of other cameras: MPEG-1, -2, -4, H.263, Motion JPEG, ProRes, Theora",
    "kept",
    "people see them once they have saved the video: no browser shows it in a page",
    (
        "mpeg4", "h263", "mjpeg", "png", "mpeg1video", "mpeg2video", "prores",
        "theora", "msmpeg4v3",
    ),
)  # fmt: skip
_SOUNDS_PLAYED = Row(
    "sound that browsers play: AAC, MP3, Opus, Vorbis, FLAC, ALAC",
    "kept",
    "people hear it",
    ("aac", "mp3", "opus", "vorbis", "flac", "alac"),
)
_SOUNDS_SAVED = Row(
    "other sound: not packed, AC-3, DTS, MP2, AMR, Speex",
    "kept",
    "people hear it; most of it, in a video or on its own, once they have saved it",
    (
        *uncompressed.WAYS, "adpcm_ms", "adpcm_ima_wav", "adpcm_ima_qt",
        "ac3", "eac3", "dts", "mp2", "amr_nb", "amr_wb", "speex",
    ),
)  # fmt: skip

#: What becomes of what stands in film and sound.
TABLE = (
    _PICTURES_SHOWN,
    _PICTURES_SAVED,
    _SOUNDS_PLAYED,
    _SOUNDS_SAVED,
    Row(
        "which way is up, colours and brightness, pictures for two eyes",
        "kept",
        "without them it looks different",
    ),
    Row("the language of a sound track", "kept", "people choose by it what they hear"),
    Row(
        "when each track begins and how long it is",
        "kept",
        "picture and sound stay in step",
    ),
    Row(
        "what only some devices play: avi, mts, mpg, caf, aiff, aac, amr",
        "changed",
        "it becomes mp4, mov, mkv, m4a, wav or 3gp, and stays as good as it was",
    ),
    Row(
        "the index of an MP3: frames, length, where the sound begins",
        "changed",
        "players need the numbers; the program and its settings are left out",
    ),
    Row(
        "titles, artists, dates, places, comments, chapters, programs and devices",
        "dropped",
        "they tell who made it, when, where and with what",
    ),
    Row("cover pictures and previews", "dropped", "they are not the video"),
    Row(
        "subtitles, time code, places and movements that a camera writes, other data",
        "dropped",
        "nobody sees them, and they tell where somebody was",
    ),
    Row(
        "notes between the pictures: captions, places, the hour, settings",
        "dropped",
        "cameras write there where and when they are",
    ),
    Row(
        "tags in front of, between and behind the sounds",
        "dropped",
        "they are not sound",
    ),
)

_RULES = Rules(
    frozenset(_PICTURES_SHOWN.names + _PICTURES_SAVED.names),
    frozenset(_SOUNDS_PLAYED.names + _SOUNDS_SAVED.names),
)
_IN_THE_PAGE = frozenset(_PICTURES_SHOWN.names + _SOUNDS_PLAYED.names)

#: What FFmpeg reads, and what becomes of that.
_READ = {
    kinds.MP4: "mp4",
    kinds.M4A: "mp4",
    kinds.MOV: "mov",
    kinds.WEBM: "webm",
    kinds.MKV: "mkv",
    kinds.AAC: "aac",
    kinds.AMR: "amr",
    kinds.AIFF: "aiff",
    kinds.CAF: "caf",
    kinds.AVI: "avi",
    kinds.MTS: "mts",
    kinds.MPG: "mpg",
}
_WRITTEN_BY = {
    kinds.MP3: frames.clean_mp3,
    kinds.FLAC: flac.clean,
    kinds.WAV: waves.clean,
}
_ONLY_FRAMES = {kinds.AAC: frames.clean_aac, kinds.AMR: frames.clean_amr}
_BECOMES = {
    "mp4": kinds.MP4,
    "m4a": kinds.M4A,
    "mov": kinds.MOV,
    "3gp": kinds.FILM_3GP,
    "3gp sound": kinds.SOUND_3GP,
    "mov sound": kinds.SOUND_MOV,
    "mkv sound": kinds.MKA,
    "webm": kinds.WEBM,
    "weba": kinds.WEBA,
    "mkv": kinds.MKV,
}


#: What FFmpeg says of damage, by names of its own and by those of Python, and what
#: comes of numbers in a file that lead behind its end. Nothing else is caught: it ends
#: the program, which is an answer as well, and leaves a line in the log.
_UNREADABLE = (
    av.error.FFmpegError,
    ValueError,
    IndexError,
    struct.error,
    OSError,
    RuntimeError,
)


def clean(file: BinaryIO, kind: Kind) -> Clean:
    """Return film or sound without anything but its streams.

    :raises NotTaken: for what cannot be kept whole.
    """
    out = TemporaryFile()  # noqa: SIM115 - it goes on to whoever keeps it
    file.seek(0)
    try:
        return _cleaned(file, out, kind)
    except NotTaken:
        out.close()
        raise
    except _UNREADABLE as error:
        out.close()
        raise NotTaken("damaged") from error


def _cleaned(file: BinaryIO, out: BinaryIO, kind: Kind) -> Clean:
    """Write a clean file, and say what it became."""
    if kind == kinds.WAV and waves.is_mp3(file):
        kind = kinds.MP3
    if kind in _WRITTEN_BY:
        _WRITTEN_BY[kind](file, out)
        return Clean(kind, out)
    if kind == kinds.OGG:
        codecs = ogg.clean(file, out, _RULES.pictures | _RULES.sounds)
        became = kinds.OGV if codecs & _RULES.pictures else kinds.OGG
        return Clean(_shown(became, codecs), out)
    if kind in _ONLY_FRAMES:
        with TemporaryFile() as frames_of_it:
            _ONLY_FRAMES[kind](file, frames_of_it)
            return _remuxed(frames_of_it, out, kind)
    if kind in (kinds.AIFF, kinds.CAF) and uncompressed.to_wave(file, out, _READ[kind]):
        return Clean(kinds.WAV, out)
    return _remuxed(file, out, kind)


def _remuxed(file: BinaryIO, out: BinaryIO, kind: Kind) -> Clean:
    file.seek(0)
    found = remux(file, out, _READ[kind], _RULES)
    if found.kind == "mkv" and kind not in (kinds.MKV, kinds.WEBM):
        # Only what has been counted in its clock once comes out as it went in.
        with TemporaryFile() as first:
            out.seek(0)
            shutil.copyfileobj(out, first)
            out.seek(0)
            out.truncate()
            first.seek(0)
            found = remux(first, out, "mkv", _RULES)
    name = found.kind
    if name in ("3gp", "mov", "mkv") and not found.codecs & _RULES.pictures:
        name = f"{name} sound"
    holds = (("hidden_pictures", found.hidden),) if found.hidden else ()
    return Clean(_shown(_BECOMES[name], found.codecs), out, holds=holds)


def _shown(kind: Kind, codecs: set[str]) -> Kind:
    """Return a kind that is shown in the page only where browsers can do that."""
    return kind._replace(inline=kind.inline and codecs <= _IN_THE_PAGE)
