"""That the canaries of rounds stand where they may: else nobody would find them."""

from plone import api
from tests.exposure import readers
from tests.exposure.canaries_rounds import AUTHOR
from tests.exposure.canaries_rounds import FIELDS
from tests.exposure.test_left_behind import found_in
from tests.exposure.test_left_behind import records

import transaction


def test_what_people_wrote_is_found_by_those_it_is_for(world):
    for key, thing in world.rounds.items():
        session = world.session("facilitator", "json")
        told = "".join(
            session.get(f"{thing.url}{path}").text
            for path in ("", "/@topics", "/@themes", "/@voters")
        )
        for field, word in thing.words.items():
            assert word in told.lower(), (key, field)
        for kind, below in thing.below.items():
            assert session.get(below.url).json()["id"] == below.id, (key, kind)


def test_rounds_are_in_several_phases(world):
    phases = {
        key: world.session("facilitator", "json").get(f"{thing.url}/@phase").json()
        for key, thing in world.rounds.items()
    }
    assert {key: told["phase"] for key, told in phases.items()} == {
        "preparedround": "grouping",
        "innerround": "voting",
        "openround": "closed",
        "namedround": "grouping",
    }
    assert [phases[key]["voted"] for key in ("innerround", "openround")] == [2, 2]


def test_what_people_wrote_is_in_no_list_and_in_nothing_else(world):
    """Topics, themes and what is said against them stand in records of their own."""
    transaction.begin()
    words = {
        f"{key} {field}": thing.words[field].encode()
        for key, thing in world.rounds.items()
        for field in FIELDS
    }
    catalog = api.portal.get_tool("portal_catalog")
    for thing in world.rounds.values():
        [brain] = catalog.unrestrictedSearchResults(UID=thing.uid)
        kept = repr(catalog.getMetadataForRID(brain.getRID()))
        kept += repr(catalog.getIndexDataForRID(brain.getRID()))
        assert found_in(kept.encode(), words) == []
        for userid in (*readers.TELLERS, AUTHOR[0]):
            assert userid not in kept
    for index in catalog.Indexes.objectValues():
        lexicon = getattr(index, "getLexicon", None)
        if lexicon is not None:
            known = " ".join(lexicon().words())
            assert found_in(known.encode(), words) == []
    elsewhere, own = set(), set()
    for _oid, data in records(world.portal):
        for label in found_in(data, words):
            where = own if b"leap.cop.topic.records" in data[:80] else elsewhere
            where.add(label)
    assert elsewhere == set()
    assert own == set(words), "the search itself finds what stands in the records"
