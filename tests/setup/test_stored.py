"""What a demo stores: plain data, and objects of classes that stay where they are.

All kinds of rows, and their fields in order: `tests/exposure/test_layouts.py`.
"""

from collections.abc import Iterator
from plone.app.testing import applyProfile
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from tests.stored import classes_in
from tests.stored import out_of_place
from ZODB.serialize import referencesf

import transaction


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


def test_a_demo_stores_classes_where_they_stay(portal):
    login(portal.aq_parent, SITE_OWNER_NAME)
    applyProfile(portal, "leap.cop:demo")
    ours = (data for data in stored(portal._p_jar) if b"leap.cop" in data)
    found = set().union(*map(classes_in, ours))
    assert "leap.cop.agreement.records.AgreementRecord" in found
    assert out_of_place(found) == set(), "put them in a module records"
