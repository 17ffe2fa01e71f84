"""Fields that decide something and that no digest proves: the sealed file says them."""

from leap.cop.community.content import ICommunity
from leap.cop.community.membership import Membership
from leap.cop.community.people import safeguarding_person
from leap.cop.concern import raising
from leap.cop.concern import reading
from leap.cop.exportimport import deciding
from leap.cop.exportimport import ledger
from leap.cop.story import rules
from leap.cop.story.content import IStory
from plone import api
from plone.app.dexterity.behaviors.metadata import IBasic
from plone.supermodel.interfaces import FIELDSETS_KEY
from tests.exportimport.test_way_in import NOW
from zope.component.hooks import setSite
from zope.schema import getFieldNames

import json
import pytest
import transaction


#: What somebody writes into the file of a community, past the seal.
FORGED = {
    "join_policy": "open",
    "requires_agreement": False,
    "requires_manager_support": False,
    "accepts_staff_stories": True,
    "story_ceiling": "public",
    "safeguarding_contact": "Ring 0800 666",
    "safeguarding_person": "colleague",
    "guidance_links": ["https://elsewhere.example"],
}

#: What the community says where it comes from.
SAID = {
    "join_policy": "apply",
    "requires_agreement": True,
    "requires_manager_support": True,
    "accepts_staff_stories": False,
    "story_ceiling": "community",
    "safeguarding_contact": "Sam, 0123",
    "safeguarding_person": "reviewer",
    "guidance_links": ["https://guidance.example"],
}


@pytest.fixture
def write(site, folder):
    """Return a function that changes the file of one piece of content."""

    def run(content, **values):
        path = folder / "content" / content.UID() / "data.json"
        item = json.loads(path.read_text())
        path.write_text(json.dumps({**item, **values}))

    return run


@pytest.fixture
def community(site):
    setSite(site)
    found = site["tuesday"]
    for name, value in SAID.items():
        setattr(found, name, value)
    with api.env.adopt_user("member"):
        raising.say_what_went_wrong(found, "Canary", "", "facilitator", now=NOW)
    transaction.commit()
    return found


def settings_of(community) -> dict:
    return {name: getattr(community, name) for name in FORGED}


def read_by(userid, community) -> list:
    with api.env.adopt_user(userid):
        return [row.concern.text for row in reading.in_community(community)]


def test_a_community_comes_in_as_it_was_sealed(
    community, export, other, take_in, write
):
    export(community.aq_parent)
    write(community, **FORGED)
    take_in(other)
    setSite(other)
    assert settings_of(other["tuesday"]) == SAID
    assert read_by("colleague", other["tuesday"]) == []
    assert read_by("reviewer", other["tuesday"]) == ["Canary"]


@pytest.mark.parametrize("seal", ["broken", "without its key"])
def test_settings_that_nothing_proves_let_nobody_in(
    community, export, other, take_in, write, change, seal
):
    def forge(data):
        for row in data["communities"].values():
            row["deciding"] = FORGED
        if seal == "without its key":
            del data["ledger"]["rest"]["keys"]

    export(community.aq_parent)
    write(community, **FORGED)
    change(forge)
    take_in(other)
    setSite(other)
    assert settings_of(other["tuesday"]) == {
        **deciding.CLOSED,
        "story_ceiling": "community",
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("join_policy", "anybody"),
        ("requires_agreement", "no"),
        ("guidance_links", ["javascript:alert(1)"]),
        ("safeguarding_contact", 7),
        ("safeguarding_person", ["colleague"]),
    ],
)
def test_settings_that_cannot_be_let_nobody_in(
    community, export, other, take_in, change, name, value
):
    def spoil(data):
        for row in data["communities"].values():
            row["deciding"][name] = value

    export(community.aq_parent)
    change(spoil, reseal=ledger.own_key(community.aq_parent))
    report = take_in(other)
    setSite(other)
    assert name in report
    assert settings_of(other["tuesday"]) == {
        **deciding.CLOSED,
        "story_ceiling": "community",
    }
    assert Membership(other["tuesday"]).role_of("member") == "member"


def test_whoever_is_nobody_there_looks_after_nobody(
    community, export, other, take_in, server
):
    folder = export(community.aq_parent)
    (folder / "principals.json").unlink()
    setSite(other)
    with server():
        other.acl_users.userFolderDelUsers(["reviewer"])
    transaction.commit()
    take_in(other)
    assert other["tuesday"].safeguarding_person is None
    assert safeguarding_person(other["tuesday"]) is None


def test_what_a_digest_leaves_out_of_a_story_is_sealed(
    site, told, export, other, take_in, write
):
    setSite(site)
    url = told("public", others_note="They agreed.", accepts_responses=False)
    name = url.rsplit("/", 1)[1]
    export(site)
    write(site["tuesday"][name], others_note="Nobody minds.", accepts_responses=True)
    take_in(other)
    setSite(other)
    story = other["tuesday"][name]
    assert api.content.get_state(story) == "public"
    assert story.others_note == "They agreed."
    assert story.accepts_responses is False


def test_each_field_that_decides_is_sealed():
    """A field that comes later is in one of the two, or the digest covers it."""
    fieldsets = ICommunity.getTaggedValue(FIELDSETS_KEY)
    decides = {
        name
        for fieldset in fieldsets
        if fieldset.__name__ in ("safety", "settings")
        for name in fieldset.fields
    }
    # A ceiling is the lower one of two, and has a place of its own.
    assert set(deciding.OF_COMMUNITY) == decides - {"story_ceiling"}
    assert set(deciding.CLOSED) == set(deciding.OF_COMMUNITY)
    of_story = {*getFieldNames(IStory), *getFieldNames(IBasic)}
    assert set(deciding.OF_STORY) == of_story - set(rules.DIGESTED)
