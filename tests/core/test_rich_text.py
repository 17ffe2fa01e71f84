"""Texts that people write are clean, whoever sets them, whenever they were stored."""

from leap.cop.community.content import ICommunity
from leap.cop.consent.consent_state import standing_of
from leap.cop.core.rich_text import CleanText
from leap.cop.core.rich_text import html_value
from leap.cop.core.rich_text import ICleanText
from leap.cop.core.rich_text import KeptClean
from leap.cop.core.rich_text import Shower
from leap.cop.core.rich_text import stored
from leap.cop.story import rules
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from plone import api
from plone.app.textfield.interfaces import IRichText
from plone.app.textfield.interfaces import ITransformer
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import iterSchemataForType
from plone.dexterity.utils import resolveDottedName
from tests import pasted
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent
from zope.schema import getFieldsInOrder

import pytest
import transaction


OURS = "leap.cop."

COMMUNITY_TEXTS = ("purpose", "process", "benefits", "commitments")

DIRTY = '<p class="pat-inject">Quiet <del>Maria</del>words<img src="/cop/logout"></p>'

CLEAN = "<p>Quiet words</p>"


def test_every_rich_text_of_ours_is_a_clean_one(portal):
    types = api.portal.get_tool("portal_types")
    found = []
    for name in types.objectIds():
        if not name.startswith(OURS):
            continue
        kind = resolveDottedName(types[name].klass)
        for schema in iterSchemataForType(name):
            for field_name, field in getFieldsInOrder(schema):
                if IRichText.providedBy(field):
                    assert ICleanText.providedBy(field), (name, field_name)
                    assert isinstance(vars(kind).get(field_name), KeptClean)
                    found.append(field_name)
    assert {*rules.STEPS, *COMMUNITY_TEXTS} <= set(found)
    assert isinstance(ICommunity["purpose"], CleanText)


@pytest.mark.parametrize("program", pasted.PROGRAMS)
def test_a_script_cannot_set_anything_else(community, story_in, program):
    story = story_in()
    for content, names in ((story, rules.STEPS), (community, COMMUNITY_TEXTS)):
        for name in names:
            setattr(content, name, html_value(pasted.PROGRAMS[program]))
            kept = stored(content, name)
            assert pasted.KEPT in " ".join(kept.split())
            assert not [word for word in pasted.LOST if word in kept]


@pytest.mark.parametrize("html", pasted.DANGEROUS)
def test_a_text_stored_before_is_read_and_shown_clean(community, story_in, html):
    story = story_in()
    for content, name in ((story, "learning"), (community, "purpose")):
        pasted.store_as_before(content, name, html.format(word="Quiet"))
        value = getattr(content, name)
        for found in (value.raw, value.output, value.output_relative_to(content)):
            assert "Quiet" in found
            assert not [mark for mark in pasted.MARKS_OF_DANGER if mark in found]


@pytest.mark.parametrize("value", ["<p>a</p>", None, html_value("<p>a</p>")])
def test_what_is_clean_stays_what_it_is(community, value):
    community.purpose = value
    assert getattr(community.purpose, "raw", None) == ("<p>a</p>" if value else None)
    first, again = community.purpose, community.purpose
    assert first == again


@pytest.mark.parametrize("mimetype", ["text/x-html-safe", "text/x-web-markdown", "x/y"])
def test_a_text_is_html_whatever_it_claims_to_be(community, mimetype):
    community.purpose = RichTextValue(DIRTY, mimetype, mimetype)
    kept = community.purpose
    assert (kept.raw, kept.mimeType) == (CLEAN, "text/html")
    assert kept.output_relative_to(community) == CLEAN


def test_plain_lines_become_paragraphs(community):
    community.purpose = RichTextValue("a <b>\n\nc\nd", "text/plain", "text/x-html-safe")
    assert community.purpose.raw == "<p>a &lt;b&gt;</p>\n<p>c<br>\nd</p>"


@pytest.mark.parametrize("html", ["<p></p>", "<p><del>Maria</del></p>", "<br>"])
def test_a_text_without_a_word_is_none(community, html):
    community.purpose = html_value(html)
    assert community.purpose is None


def test_links_to_content_are_shown_as_links_to_where_it_is(community, portal):
    assert isinstance(ITransformer(community), Shower)
    community.purpose = html_value(f'<a href="../resolveuid/{community.UID()}">x</a>')
    assert "resolveuid" in community.purpose.raw
    shown = community.purpose.output_relative_to(community)
    rel = 'rel="noopener noreferrer nofollow"'
    assert shown == f'<a href="{community.absolute_url()}" {rel}>x</a>'


# What was agreed to


@pytest.fixture
def agreed_before(story_in, as_user):
    """Return a function that brings a story with an old text into a state."""

    def make(state: str):
        story = story_in("private", learning=html_value("<p>x</p>"))
        pasted.store_as_before(story, "learning", DIRTY)
        as_user("teller")
        lifecycle.grant(story, "community", now=lifecycle.utc_now())
        if state == "public":
            lifecycle.grant(story, "public", now=lifecycle.utc_now())
            as_user("reviewer")
            lifecycle.approve(story)
            as_user("teller")
        transaction.savepoint()
        return story

    return make


@pytest.mark.parametrize("state", ["community", "public"])
def test_reading_an_old_text_clean_changes_nothing(agreed_before, state):
    story = agreed_before(state)
    digest = standing_of(story).granted_digest
    assert story.learning.raw == CLEAN
    assert digests.digest_of(story) == digest
    assert lifecycle.effective_audience(story) == state
    assert stored(story, "learning") == DIRTY


@pytest.mark.parametrize("state", ["community", "public"])
@pytest.mark.parametrize("sent_back", [False, True])
def test_an_old_text_is_stored_clean_and_keeps_its_grant(
    agreed_before, state, sent_back
):
    story = agreed_before(state)
    before = standing_of(story)
    if sent_back:
        story.learning = html_value(story.learning.raw)
    story.others_note = "Another note."
    notify(ObjectModifiedEvent(story))
    assert stored(story, "learning") == CLEAN
    assert lifecycle.state_of(story) == state
    assert digests.digest_of(story) == before.granted_digest
    assert standing_of(story)._replace(cleaned=()) == before
    assert lifecycle.effective_audience(story) == state


def test_another_text_is_another_text(agreed_before):
    story = agreed_before("public")
    before = standing_of(story)
    story.learning = html_value("<p>Quiet words, and louder ones</p>")
    notify(ObjectModifiedEvent(story))
    assert lifecycle.state_of(story) == "community_pending"
    assert standing_of(story).granted_digest not in ("", before.granted_digest)


def test_an_old_text_with_another_title_is_another_text(agreed_before):
    story = agreed_before("public")
    story.title = "Another title"
    notify(ObjectModifiedEvent(story))
    assert lifecycle.state_of(story) == "community_pending"
    assert stored(story, "learning") == CLEAN
    assert standing_of(story).granted_digest == digests.digest_of(story)


def test_a_hold_on_an_old_text_holds_it_when_it_is_clean(agreed_before, as_user):
    story = agreed_before("community")
    as_user("facilitator")
    lifecycle.put_on_hold(story, "Please look again.")
    as_user("teller")
    notify(ObjectModifiedEvent(story))
    assert stored(story, "learning") == CLEAN
    assert lifecycle.is_held(story)
