"""`make media-corpus`: what an organisation's own files would become."""

from pathlib import Path
from tests.media.sample_documents import docx
from tests.media.sample_pictures import jpeg

import subprocess
import sys


ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess:
    program = str(ROOT / "scripts" / "media_corpus.py")
    return subprocess.run(
        [sys.executable, program, *arguments], capture_output=True, text=True
    )


def test_a_folder_is_cleaned_and_told_in_a_table(tmp_path):
    files, kept = tmp_path / "files", tmp_path / "kept"
    files.mkdir()
    (files / "one.jpg").write_bytes(jpeg())
    (files / "two.docx").write_bytes(docx())
    (files / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    done = run(str(files), "--keep", str(kept))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "one.jpg: picture.jpg" in done.stdout
    assert "| doc | 1 | 0 | 1 old_office | 0 |" in done.stdout
    assert sorted(path.name for path in kept.iterdir()) == ["one.jpg", "two.docx"]
    assert b"Anneliese" not in (kept / "one.jpg").read_bytes()


def test_without_a_folder_it_says_so(tmp_path):
    done = run(str(tmp_path / "nowhere"))
    assert (done.returncode, "no folder" in done.stderr) == (2, True)
