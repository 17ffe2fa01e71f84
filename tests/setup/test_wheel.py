"""The package as it is handed out: built, put into an empty environment, asked.

Real tools, and the packages of the lock. Nothing compiles translations there: what a
Romanian reads comes out of the wheel.
"""

from pathlib import Path

import importlib.util
import os
import pytest
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile


ROOT = Path(__file__).parent.parent.parent
#: What stands in a checkout and is no source.
MADE = shutil.ignore_patterns(
    *(".*", "var", "build", "dist", "parts", "bin", "eggs", "develop-eggs", "_build"),
    *("*.mo", "*.egg-info", "__pycache__"),
)

READ_A_MAIL = """\
from leap.cop.notify.mails import ASKED, write
from leap.cop.notify.receivers import Receiver
from zope.configuration import xmlconfig
import leap.cop.locales
import pathlib
import zope.i18n

context = xmlconfig.file("meta.zcml", zope.i18n)
where = pathlib.Path(leap.cop.locales.__file__).parent
xmlconfig.string(
    '<configure xmlns:i18n="http://namespaces.zope.org/i18n">'
    f'<i18n:registerTranslations directory="{where}" /></configure>',
    context,
)
mail = write(ASKED, Receiver("x@example.org", "ro"), group="Cerc", site="http://x")
print("SUBJECT", mail.subject, leap.cop.__file__)
"""


def run(*command, **options) -> str:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, **options
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory) -> Path:
    """Build wheel and sdist from the sources, and nothing made beside them."""
    source, dist = tmp_path_factory.mktemp("s") / "source", tmp_path_factory.mktemp("d")
    shutil.copytree(ROOT, source, symlinks=True, ignore=MADE)
    run(sys.executable, "-m", "build", "--no-isolation", "-o", dist, source)
    return dist


def compiled(names) -> set[str]:
    return {name for name in names if name.endswith(".mo")}


def test_wheel_and_sdist_carry_every_translation_compiled(dist):
    [wheel], [sdist] = dist.glob("*.whl"), dist.glob("*.tar.gz")
    found = compiled(zipfile.ZipFile(wheel).namelist())
    with tarfile.open(sdist) as archive:
        packed = compiled(archive.getnames())
    locales = importlib.util.find_spec("leap.cop.locales").origin
    sources = Path(locales).parent.glob("*/LC_MESSAGES/*.po")
    expected = {
        f"leap/cop/locales/{one.parent.parent.name}/LC_MESSAGES/{one.stem}.mo"
        for one in sources
    }
    assert found == expected
    assert {re.sub(r"^[^/]+/src/", "", name) for name in packed} == expected


@pytest.fixture
def environment(dist, tmp_path) -> Path:
    """Return the Python of an environment with the wheel, beside Plone's packages.

    They are those that are installed here, without ours: a second copy of Plone would
    take minutes to throw away.
    """
    [wheel] = dist.glob("*.whl")
    home, plone = tmp_path / "empty", tmp_path / "plone"
    venv.create(home)
    plone.mkdir()
    for found in Path(sysconfig.get_path("purelib")).iterdir():
        if "leap" not in found.name.lower() and found.suffix != ".pth":
            (plone / found.name).symlink_to(found)
    python = home / "bin" / "python"
    install = (Path(sys.executable).parent / "uv", "pip", "install", "--python", python)
    run(*install, "--no-deps", wheel, cwd=ROOT)
    where = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    Path(where.strip(), "plone.pth").write_text(f"{plone}\n")
    return python


def test_a_romanian_reads_a_romanian_mail(environment, tmp_path):
    env = {k: v for k, v in os.environ.items() if k != "zope_i18n_compile_mo_files"}
    said = run(environment, "-W", "ignore", "-c", READ_A_MAIL, env=env, cwd=tmp_path)
    assert "SUBJECT Cerc: o poveste te așteaptă" in said
    assert str(ROOT / "src") not in said


def test_what_the_wheel_asks_for_is_in_the_lock(dist):
    [wheel] = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith("/METADATA")]
        metadata = archive.read(name).decode()
    lock = (ROOT / "constraints.txt").read_text()
    asked = re.findall(r"^Requires-Dist: ([\w.-]+)[^;\n]*$", metadata, re.M)
    assert "Products.CMFPlone" in asked
    for name in asked:
        name = re.sub(r"[._-]", "-", name).lower()
        assert re.search(rf"^{name}==", lock, re.M), name
