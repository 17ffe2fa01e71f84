"""Titles of permissions stand in code once, as ZCML has them."""

from leap.cop.core import permissions
from pathlib import Path

import leap.cop
import re


HOUSE = Path(leap.cop.__file__).parent


def test_each_title_has_its_name():
    zcml = (HOUSE / "permissions.zcml").read_text(encoding="utf-8")
    titles = re.findall(r'title="(leap\.cop: [^"]+)"', zcml)
    names = {
        title.removeprefix("leap.cop: ").upper().replace(" ", "_"): title
        for title in titles
    }
    found = {name: getattr(permissions, name) for name in vars(permissions)}
    assert {name: found[name] for name in found if name.isupper()} == names


def test_no_title_is_written_out_elsewhere():
    written = [
        str(path.relative_to(HOUSE))
        for path in HOUSE.rglob("*.py")
        if re.search(r'"leap\.cop: [A-Z]', path.read_text(encoding="utf-8"))
    ]
    assert written == ["core/permissions.py"]
