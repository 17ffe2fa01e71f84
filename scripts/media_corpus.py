"""Clean a folder of one's own files, and say what became of them: `make media-corpus`.

Each file goes through the same door as an upload. What other programs say of it before
and after - exiftool, qpdf, pdftotext, ffprobe, LibreOffice - is compared where they are
installed. Nothing is changed in the folder, and nothing is kept of the clean files
unless a folder for them is named.
"""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.run import cleaned
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import argparse
import json
import re
import resource
import shutil
import subprocess
import sys
import time


#: What exiftool calls what tells of a file's making.
_TELLS = re.compile(
    r"author|creator|artist|copyright|owner|byline|camera|serial|^make$|^model$|gps"
    r"|location|lastmodifiedby|company|manager|title|subject|keywords|comment|software"
    r"|producer|(create|modify|original|digitized|media)date|template",
    re.I,
)
#: What it says of the file on the disk, and what says nothing of anybody.
_ABOUT_THE_DISK = (
    "SourceFile",
    "File:",
    "System:",
    "ExifTool:",
    "Composite:",
    "MPEG:",
)
_NEUTRAL = re.compile(r"^(0000:00:00|1904:|1970:|1980:01:01|2000:01:01|Somebody$|S$|$)")

_LONGEST = 120


class Found(NamedTuple):
    """What became of one file."""

    name: str
    ending: str
    became: str
    refused: str
    seconds: float
    megabytes: int
    remarks: tuple[str, ...]

    @property
    def needs_eyes(self) -> bool:
        """Whether another program found something that ought not to be."""
        return any(not remark.startswith("holds") for remark in self.remarks)


def output_of(*command: str) -> str | None:
    """Return what a program says; None where it is not installed, or fails."""
    if shutil.which(command[0]) is None:
        return None
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=_LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return None if done.returncode else done.stdout.decode("utf-8", "replace")


def told(path: Path) -> Iterator[str]:
    """Yield what exiftool still finds of a file's making."""
    said = output_of("exiftool", "-a", "-u", "-G1", "-j", "-ee", str(path))
    for name, value in (json.loads(said)[0] if said else {}).items():
        if name.startswith(_ABOUT_THE_DISK) or _NEUTRAL.match(str(value)):
            continue
        if _TELLS.search(name.rpartition(":")[2]):
            yield f"still there: {name}"


def _streams(path: Path) -> list[tuple[str, float]]:
    said = output_of(
        "ffprobe", "-v", "error", "-of", "json", "-show_streams", str(path)
    )
    return [
        (stream["codec_name"], float(stream.get("duration", 0)))
        for stream in json.loads(said or "{}").get("streams", ())
        if stream.get("codec_type") in ("audio", "video")
        and not stream.get("disposition", {}).get("attached_pic")
    ]


def of_recordings(before: Path, after: Path) -> Iterator[str]:
    """Compare the streams, and how long they are."""
    then, now = _streams(before), _streams(after)
    if [codec for codec, _length in then] != [codec for codec, _length in now]:
        yield "other streams"
    pairs = zip(then, now, strict=False)
    if any(abs(one[1] - two[1]) > 0.1 + one[1] / 50 for one, two in pairs if one[1]):
        yield "another duration"


def of_pdf(before: Path, after: Path) -> Iterator[str]:
    """Compare pages and words, and ask whether the new one is sound."""
    pages = [output_of("qpdf", "--show-npages", str(path)) for path in (before, after)]
    if pages[0] and pages[0] != pages[1]:
        yield "another number of pages"
    words = [output_of("pdftotext", str(path), "-") for path in (before, after)]
    if words[0] is not None and _words(words[0]) != _words(words[1]):
        yield "other words"


def of_documents(before: Path, after: Path) -> Iterator[str]:
    """Compare what LibreOffice makes of both: pages and words."""
    with TemporaryDirectory() as folder:
        made = []
        for place, path in (("before", before), ("after", after)):
            out = Path(folder, place)
            profile = Path(folder, "profile").as_uri()
            output_of(
                "soffice",
                f"-env:UserInstallation={profile}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(out),
                str(path),
            )
            made.append(next(iter(out.glob("*.pdf")), None))
        if None in made:
            yield "LibreOffice did not open both"
        else:
            yield from of_pdf(*made)


def _words(text: str | None) -> Counter[str]:
    return Counter((text or "").split())


def compared(before: Path, after: Path, family: str, office: bool) -> Iterator[str]:
    """Yield what other programs find, after the cleaning."""
    yield from told(after)
    if family in ("film", "sound"):
        yield from of_recordings(before, after)
    elif after.suffix == ".pdf":
        yield from of_pdf(before, after)
    elif family == "document" and office:
        yield from of_documents(before, after)


def _largest_child() -> int:
    """Return how much memory the largest program took that this one ran, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def look(path: Path, kept: Path | None, office: bool) -> Found:
    """Clean one file, in a process of its own, so that its memory can be told."""
    began = time.monotonic()
    became, refused, remarks = "", "", ()
    with TemporaryDirectory() as folder:
        try:
            with path.open("rb") as file:
                found = cleaned(file)
        except NotTaken as error:
            refused = error.code
        # Before other programs, which are larger, compare.
        seconds, used = time.monotonic() - began, _largest_child()
        if not refused:
            became = found.kind.filename
            after = Path(folder, became)
            with found.file as file, after.open("wb") as out:
                shutil.copyfileobj(file, out)
            held = tuple(f"holds {what}: {count}" for what, count in found.holds)
            said = compared(path, after, found.kind.family, office)
            remarks = (*said, *held)
            if kept is not None:
                name = f"{path.stem}{after.suffix}"
                shutil.copyfile(after, kept / name)
    ending = path.suffix.lower().lstrip(".") or "none"
    return Found(path.name, ending, became, refused, seconds, used, remarks)


def table(every: list[Found]) -> str:
    """Return a table by kind: tried, taken, refused and why, remarks."""
    lines = [
        "| kind | tried | taken | refused | remarks | longest, s | most memory, MB |",
        "|---|---|---|---|---|---|---|",
    ]
    for ending in sorted({found.ending for found in every}):
        rows = [found for found in every if found.ending == ending]
        why = Counter(found.refused for found in rows if found.refused)
        refused = ", ".join(f"{count} {code}" for code, count in why.most_common())
        remarks = sum(found.needs_eyes for found in rows)
        taken = sum(bool(found.became) for found in rows)
        longest = max(found.seconds for found in rows)
        lines.append(
            f"| {ending} | {len(rows)} | {taken} | {refused or '-'} | {remarks} "
            f"| {longest:.1f} | {max(found.megabytes for found in rows)} |"
        )
    return "\n".join(lines)


def main() -> int:
    """Clean all files of a folder; 1 if a remark needs somebody's eyes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", type=Path, help="where the clean files go")
    parser.add_argument(
        "--office", action="store_true", help="ask LibreOffice as well: slow"
    )
    options = parser.parse_args()
    if not options.folder.is_dir():
        print(f"There is no folder {options.folder}.", file=sys.stderr)
        return 2
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    paths = sorted(path for path in options.folder.rglob("*") if path.is_file())
    every = []
    with ProcessPoolExecutor(max_workers=1, max_tasks_per_child=1) as pool:
        for path in paths:
            found = pool.submit(look, path, options.keep, options.office).result()
            every.append(found)
            said = "; ".join((found.refused or found.became, *found.remarks))
            print(f"{found.seconds:5.1f} s  {path.name}: {said}", flush=True)
    print(f"\n{table(every)}")
    return int(any(found.needs_eyes for found in every))


if __name__ == "__main__":
    sys.exit(main())
