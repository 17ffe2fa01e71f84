"""What a demo stores: plain data, and objects of classes that stand in `records`.

A class of another module is stored under the path of wherever it stands today, and a
named tuple under the order of its fields.
"""

from collections.abc import Iterator
from io import BytesIO
from plone.app.testing import applyProfile
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from ZODB.serialize import referencesf

import pickletools
import pytest
import transaction


#: Stored outside `records`, each for a reason.
ELSEWHERE = {
    # The factory of a portal type names its class, whatever it is called.
    "content": "classes of content",
    # Zope stores which interfaces an object was marked with, by where they stand.
    "interfaces": "markers",
}


@pytest.fixture
def demo(portal):
    login(portal.aq_parent, SITE_OWNER_NAME)
    applyProfile(portal, "leap.cop:demo")
    return portal


def stored(jar) -> Iterator[bytes]:
    """Yield the bytes of each object that the site's root leads to."""
    transaction.savepoint(optimistic=True)
    seen, left = set(), [jar.root()._p_oid]
    while left:
        oid = left.pop()
        if oid not in seen:
            seen.add(oid)
            data, _serial = jar._storage.load(oid)
            yield data
            left.extend(referencesf(data))


def names_in(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield module and name of whatever is imported to read an object again."""
    file = BytesIO(data)
    while file.tell() < len(data):
        for code, arg, _position in pickletools.genops(file):
            assert code.name != "STACK_GLOBAL", "written in another protocol"
            if code.name == "GLOBAL":
                yield tuple(arg.split(" "))


def test_what_is_stored_stands_in_records(demo):
    found = {
        (module, name)
        for data in stored(demo._p_jar)
        if b"leap.cop" in data
        for module, name in names_in(data)
        if module.startswith("leap.cop.")
    }
    assert {module for module, _name in found} >= {"leap.cop.agreement.records"}
    wrong = {
        f"{module}.{name}"
        for module, name in found
        if module.rpartition(".")[2] not in {"records", *ELSEWHERE}
    }
    assert sorted(wrong) == []
