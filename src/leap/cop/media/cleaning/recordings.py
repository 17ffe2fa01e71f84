"""Film and sound: the streams that are seen and heard, in a new container.

Titles, dates, places, chapters, cover pictures, subtitles, time code and data tracks
stay behind; `remux.py` does the work.
"""

from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning import remux
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from tempfile import TemporaryFile
from typing import BinaryIO

import av.error


_NAMES = {
    kinds.MP4: "mp4",
    kinds.M4A: "m4a",
    kinds.MOV: "mov",
    kinds.WEBM: "webm",
    kinds.WEBA: "weba",
    kinds.MKV: "mkv",
    kinds.MP3: "mp3",
    kinds.OGG: "ogg",
    kinds.WAV: "wav",
    kinds.FLAC: "flac",
}
_KINDS = {name: kind for kind, name in _NAMES.items()}


def clean(file: BinaryIO, kind: Kind) -> Clean:
    """Return film or sound without anything but its streams.

    :raises NotTaken: for what cannot be kept whole.
    """
    out = TemporaryFile()  # noqa: SIM115 - it goes on to whoever keeps it
    file.seek(0)
    try:
        became = remux.remux_twice(file, out, _NAMES[kind])
    except (
        remux.Unknown,
        av.error.FFmpegError,
        ValueError,
        OSError,
        RuntimeError,
    ) as error:
        out.close()
        raise NotTaken("damaged") from error
    return Clean(_KINDS[became], out)
