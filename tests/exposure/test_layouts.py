"""What is stored lasts: under which paths classes are kept, and in which order fields.

Moving a class whose instances are stored is a migration, and a tuple that gets a field
in its middle is read back shifted, without an error. So the first stands in modules
named `records` or `content`, and both stand here.
"""

from collections.abc import Iterator
from leap.cop.agreement import rules as agreement
from leap.cop.agreement.records import record_of
from leap.cop.community.rules import Interval
from leap.cop.community.site_reviewers import Named
from leap.cop.concern import rules as concern
from leap.cop.consent import consent_state
from leap.cop.core import links
from leap.cop.core.records import Rows
from leap.cop.notify import later
from leap.cop.recruitment.invitations import rules
from leap.cop.story.lifecycle import desk
from leap.cop.story.notes import notes
from leap.cop.story.responses.records import Response
from leap.cop.story.review import holds
from leap.cop.story.sharing import records as names
from tests.exposure import worlds
from tests.stored import classes_in
from tests.stored import ELSEWHERE
from tests.stored import out_of_place

import importlib
import leap.cop
import pkgutil
import pytest
import transaction


#: Tuples that are kept, as plain values or as what they are: their fields in order.
ORDERS = {
    agreement.Wording: "id text meaning",
    agreement.Version: "n change note clauses safeguarding digest language made "
    "effective by present",
    agreement.Answer: "answer n at kept_to",
    concern.Concern: "subject readers day text contact not_for status",
    links.Link: "purpose target subject userid made until",
    consent_state.Decision: "act at by reason",
    consent_state.ConsentState: "ledger_key salt granted granted_digest "
    "approved_digest held_digest asked decisions held_before alone cleaned",
    rules.Invitation: "id userid email name channel language by made sent "
    "state answered by_address",
    holds.Hold: "story_id state at by",
    desk.Thing: "uid name kind since about",
    names.ChosenName: "attribution text name country is_small since",
    notes.Note: "id day voice text",
    notes.Thread: "writer notes",
    Response: "id day author kind text",
    Interval: "role since until how paused waits",
    Named: "userid since until",
    later.Left: "writer path details site since people",
}


def storages(portal) -> Iterator:
    """Yield the storage, and those that it stands upon."""
    storage = portal._p_jar.db().storage
    while hasattr(storage, "changes"):
        yield storage.changes
        storage = storage.base
    yield storage


@pytest.fixture(scope="module")
def stored(world) -> set[str]:
    """Return the paths of all classes of ours that a site with content holds."""
    transaction.begin()
    found = set()
    for storage in storages(world.portal):
        for done in storage.iterator():
            for record in done:
                found |= classes_in(record.data or b"")
    return {path for path in found if path.startswith("leap.cop.")}


def test_classes_are_stored_where_they_stay(stored):
    assert out_of_place(stored) == set(), "put them in a module records"


def test_what_is_no_longer_elsewhere_leaves_the_list(stored):
    assert ELSEWHERE - stored == set()


@pytest.mark.parametrize("kind", ORDERS, ids=lambda kind: kind.__name__)
def test_fields_keep_their_order(kind):
    assert " ".join(kind._fields) == ORDERS[kind]


def test_the_newest_layout_of_each_row_has_all_fields_in_their_order():
    found = {
        id(value): value
        for info in pkgutil.walk_packages(leap.cop.__path__, "leap.cop.")
        for value in vars(importlib.import_module(info.name)).values()
        if isinstance(value, Rows)
    }
    assert len(found) > 5
    for rows in found.values():
        newest = rows.layouts[len(rows.layouts)]
        assert " ".join(newest) == ORDERS[rows.kind]


def test_rows_stand_behind_their_version():
    assert concern._VERSION == links.VERSION == 1


def test_versions_and_answers_are_plain(world):
    """Read without their class: that would be stored, and could not move any more."""
    transaction.begin()
    for key in ("inneragreement", "openagreement"):
        path = worlds.path_of(world.agreements[key])
        record = record_of(world.portal.unrestrictedTraverse(path))
        for rows in (record.versions, record.answers):
            assert {type(row) for row in rows.values()} == {tuple}
