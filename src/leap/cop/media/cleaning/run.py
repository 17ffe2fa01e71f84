"""The one door: bytes of somebody's computer go in, a clean file comes out.

The site's own process parses nothing of them. `program.py` does, in a process of its
own that may use so much memory and so much time: the parsers of office documents,
pictures and film are large, and a file that was made to exhaust or to crash them must
not take the site along. One file at a time: four large ones at once would fill a
machine that has room for one.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from contextlib import suppress
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from tempfile import TemporaryFile
from typing import Any
from typing import BinaryIO

import hashlib
import json
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import threading


#: The longest that a file may take by the clock, in seconds: on a machine with as much
#: again to do. What it may compute is bounded in the program.
LONGEST = 45

#: The longest that a file waits for those before it, in seconds.
LONGEST_WAIT = 60

_CHUNK = 1 << 20
_PROGRAM = "leap.cop.media.cleaning.program"

#: What Python itself needs of its environment; secrets may stand in the rest.
_NEEDED = ("PATH", "LD_LIBRARY_PATH")

#: The last of what the program says is its answer; libraries may talk before that.
_TALK = 64 * 1024

#: Ends that the bounds bring about.
_TOO_MUCH = (-signal.SIGXCPU, -signal.SIGKILL)

#: Where a program of Python stopped, and why, as far as it says nothing of the file.
_STOPPED = re.compile(rb'  File "[^"]*?(\w+\.py)", line (\d+), in \w+')
_WHY = re.compile(rb"([\w.]+(?:Error|Exception))(?::|$)")

_one_at_a_time = threading.Lock()

logger = logging.getLogger("leap.cop.media")


def cleaned(file: BinaryIO, *, families: Iterable[str] = ()) -> Clean:
    """Return a clean file.

    :param file: what was sent; seekable.
    :param families: the only families that are wanted here, none for all of them.
    :raises NotTaken: for what is not on the list, not wanted here, damaged, too large,
        or too much work to look through.
    """
    if file.seek(0, 2) > kinds.LARGEST:
        raise NotTaken("large", kinds.LARGEST // kinds.MEGABYTE)
    # The files between here and there have no name on the disk, and end with whoever
    # holds them.
    out = TemporaryFile()  # noqa: SIM115 - it goes on to whoever keeps it
    try:
        with TemporaryFile() as source:
            file.seek(0)
            shutil.copyfileobj(file, source, _CHUNK)
            source.seek(0)
            said = _looked_through(source, out, tuple(families))
        return _received(said, out)
    except BaseException:
        out.close()
        raise


def _looked_through(
    source: BinaryIO, out: BinaryIO, families: tuple[str, ...]
) -> Mapping[str, Any]:
    if not _one_at_a_time.acquire(timeout=LONGEST_WAIT):
        raise NotTaken("busy")
    try:
        return _answer(source, out, families)
    finally:
        _one_at_a_time.release()


def _answer(
    source: BinaryIO, out: BinaryIO, families: tuple[str, ...]
) -> Mapping[str, Any]:
    """Run the program, and return what it says of the file.

    :raises NotTaken: where it took too much, came to no answer, or could not begin.
    """
    environment = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    # One store of memory for all threads: otherwise each claims its own.
    environment["MALLOC_ARENA_MAX"] = "1"
    with TemporaryFile() as talk:
        try:
            ended = subprocess.run(
                [sys.executable, "-P", "-S", "-m", _PROGRAM, *families],
                stdin=source,
                stdout=out,
                stderr=talk,
                env=environment,
                timeout=LONGEST,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired as error:
            raise NotTaken("heavy") from error
        except OSError as error:
            # What it says names paths of the server: for its log, and nobody else.
            logger.exception("No file: the program could not begin.")
            raise NotTaken("unable") from error
        talk.seek(max(0, talk.seek(0, 2) - _TALK))
        lines = talk.read().splitlines()
    if ended in _TOO_MUCH:
        raise NotTaken("heavy")
    if not ended and lines:
        # A library that talks while the program ends stands behind the answer.
        with suppress(ValueError):
            return json.loads(lines[-1])
    _log_fault(ended, lines)
    raise NotTaken("damaged")


def _log_fault(ended: int, lines: list[bytes]) -> None:
    """Log that the program came to no answer: that is a fault of ours as a rule.

    Logged are the place in the code and the name of the error. What the error says can
    be words out of somebody's file.
    """
    places = [found for line in lines if (found := _STOPPED.match(line))]
    place = b":".join(places[-1].groups()).decode() if places else "nowhere"
    why = _WHY.match(lines[-1]) if lines else None
    name = why[1].decode() if why else "nothing"
    logger.error("No file: the program ended with %s, %s at %s.", ended, name, place)


def _received(said: Mapping[str, Any], out: BinaryIO) -> Clean:
    """Return what the program wrote: the file, and behind it its scales."""
    if "refused" in said:
        if said.get("fault"):
            logger.error("No file: %s.", said["fault"])
        raise NotTaken(said["refused"], said["limit"])
    out.seek(said["length"])
    scales = tuple(
        (name, out.read(length), (width, height))
        for name, length, width, height in said["scales"]
    )
    out.truncate(said["length"])
    out.seek(0)
    holds = tuple((what, count) for what, count in said["holds"])
    return Clean(Kind(*said["kind"]), out, tuple(said["size"]), scales, holds)


def sha256_of(file: BinaryIO) -> str:
    """Return the sha256 of a file."""
    digest = hashlib.sha256()
    file.seek(0)
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
