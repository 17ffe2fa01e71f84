"""Answers leave no trace elsewhere: in no date, no index, no list and no undo log."""

from leap.cop.core.people import People
from leap.cop.story.responses import records
from leap.cop.story.responses import responses
from plone import api
from tests.story.responses.answers import noted_in
from tests.story.responses.answers import send
from tests.story.responses.answers import thank
from tests.story.responses.answers import write_as
from zope.annotation.interfaces import IAnnotations

import transaction


def test_no_trace_anywhere_else(site, told, rest):
    """Same dates, same history, same catalog, nothing in the undo log."""
    url = told("public", attribution="anonymous")
    story = site["tuesday"][url.rpartition("/")[2]]
    catalog = api.portal.get_tool("portal_catalog")

    def seen():
        transaction.begin()
        [brain] = catalog.unrestrictedSearchResults(UID=story.UID())
        lists = ("@story-library", "@search?SearchableText=Zanzibarbier", "@my-stories")
        return (
            story.modified(),
            repr(story.workflow_history),
            catalog.getMetadataForRID(brain.getRID()),
            catalog.getIndexDataForRID(brain.getRID()),
            [rest(who).get(url).json() for who in ("member", "siteadmin", "colleague")],
            [rest("member").get(path).json() for path in lists],
            [rest("colleague").get(path).json() for path in lists],
        )

    before = seen()
    send(rest, "member", url, "Zanzibarbier")
    send(rest, "teller", url, "Quokkabrief")
    thank(rest, "facilitator", url)
    assert seen() == before
    written = list(site._p_jar.db().storage.changes.iterator())[-3:]
    assert {(entry.user, entry.description) for entry in written} == {(b"", b"")}


def test_reading_writes_nothing(story_in):
    story = story_in("community")
    with api.env.adopt_user("member"):
        assert responses.lines_for_reader(story) == []
        assert not responses.has_thanked(story)
    assert not {records.RESPONSES_KEY, records.THANKS_KEY} & set(IAnnotations(story))


def test_what_is_taken_out_is_noted_nowhere(portal, story_in):
    story = story_in("community")
    line = write_as("member", story)
    write_as("member", story, "thanks", "")
    assert len(noted_in(portal, "member")) == 1
    with api.env.adopt_user("member"):
        responses.take_out(story, line.response.id)
        assert len(noted_in(portal, "member")) == 1
        responses.take_thanks_back(story)
    assert noted_in(portal, "member") == []
    assert People(portal).code_of("member") is None
