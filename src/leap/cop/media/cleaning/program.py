"""What looks through a file: a program of its own, for `run.py`.

Reads a file from its input, writes the clean one and its scales to its output, and
says in a last line on its error channel what it became, or why it is not taken. It
knows nothing of the site, and may use so much memory and time as a file needs that
phones and offices really send.
"""

from collections.abc import Iterable
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.cleaners import cleaner_of
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.sniff import sniff
from typing import BinaryIO

import json
import os
import resource
import shutil
import sys


#: What this program may use: seconds of a processor, bytes of memory, and of addresses
#: (libraries take more of these than they ever use), and bytes that it writes.
SECONDS = 20
MEMORY = 512 * kinds.MEGABYTE
ADDRESSES = 2048 * kinds.MEGABYTE
WRITTEN = 2 * kinds.LARGEST

#: What no file ought to bring about: a mistake of ours, or of a library.
_MISTAKES = (TypeError, AttributeError, NameError, ImportError, AssertionError)


def look_through(file: BinaryIO, families: Iterable[str] = ()) -> Clean:
    """Return a clean file, without the bounds of a process of its own.

    :raises NotTaken: for what is not on the list, not wanted here, damaged or too
        large.
    """
    size = file.seek(0, 2)
    kind = sniff(file)
    wanted = tuple(families)
    if wanted and kind.family not in wanted:
        raise NotTaken("not_a_picture")
    limit = kinds.LIMITS[kind.family]
    if size > limit:
        raise NotTaken("large", limit // kinds.MEGABYTE)
    return cleaner_of(kind)(file, kind)


def _set_bounds() -> None:
    """Bound what this program may use; without bounds nothing is looked through."""
    bounds = (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_AS, ADDRESSES),
        (resource.RLIMIT_FSIZE, WRITTEN),
        (resource.RLIMIT_CORE, 0),
    )
    for what, bound in bounds:
        resource.setrlimit(what, (bound, bound))


def _write(clean: Clean, target: BinaryIO) -> dict[str, object]:
    """Write a file and its scales, and return what is said of them."""
    clean.file.seek(0)
    shutil.copyfileobj(clean.file, target)
    length = target.tell()
    scales = []
    for name, data, (width, height) in clean.scales:
        target.write(data)
        scales.append((name, len(data), width, height))
    return {
        "kind": clean.kind,
        "length": length,
        "size": clean.size,
        "scales": scales,
        "holds": clean.holds,
    }


def _fault(error: NotTaken) -> str:
    """Return name and place of a mistake behind a refusal, without its words."""
    cause = error.__cause__
    if not isinstance(cause, _MISTAKES):
        return ""
    place = cause.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = "nowhere"
    if place is not None:
        name = os.path.basename(place.tb_frame.f_code.co_filename)
        where = f"{name}:{place.tb_lineno}"
    return f"{type(cause).__name__} at {where}"


def _answer(source: BinaryIO, target: BinaryIO, families: list[str]) -> object:
    try:
        return _write(look_through(source, families), target)
    except NotTaken as error:
        fault = _fault(error)
        return {"refused": error.code, "limit": error.limit, "fault": fault}
    except MemoryError:
        return {"refused": "heavy", "limit": 0}


def main(families: list[str]) -> int:
    """Read from the input, write to the output; 0 when it came to an answer."""
    _set_bounds()
    with os.fdopen(0, "rb") as source, os.fdopen(1, "w+b") as target:
        said = _answer(source, target, families)
    sys.stderr.write(f"\n{json.dumps(said)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
