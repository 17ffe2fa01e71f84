"""Film and sound: the streams that are seen and heard, in a new container.

Titles, dates, places, chapters, cover pictures, subtitles, time code and data tracks
stay behind. The work is done by `remux.py` in a process of its own: the parsers of
film are large, and a file that was made to crash them must not take the site along.
"""

from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

import os
import re
import shutil
import subprocess
import sys


#: The longest that a file may take, in seconds.
LONGEST = 180

_PROGRAM = Path(__file__).with_name("remux.py")
#: What Python itself needs of its environment; secrets may stand in the rest.
_NEEDED = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")

_BECAME = re.compile(rb"^kind=(\w+)$", re.M)

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
    """Give film or sound without anything but its streams.

    The files between here and there have no name on the disk, and end with whoever
    holds them.
    """
    out = TemporaryFile()  # noqa: SIM115 - it goes on to whoever keeps it
    try:
        with TemporaryFile() as source:
            file.seek(0)
            shutil.copyfileobj(file, source)
            source.seek(0)
            kind = _run(source, out, kind)
    except NotTaken:
        out.close()
        raise
    return Clean(kind, out)


def _run(source: BinaryIO, out: BinaryIO, kind: Kind) -> Kind:
    environment = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_PROGRAM), _NAMES[kind]],
            stdin=source,
            stdout=out,
            stderr=subprocess.PIPE,
            env=environment,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotTaken("damaged") from error
    became = _BECAME.findall(done.stderr)
    if done.returncode or not became:
        raise NotTaken("damaged")
    return _KINDS[became[-1].decode("ascii")]
