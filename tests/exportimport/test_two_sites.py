"""Out of one site and into another: nothing lost, nobody told, nothing wider."""

from leap.cop.community import groups
from leap.cop.community.membership import Membership
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.core.privacy.tombstones import Tombstones
from leap.cop.core.rich_text import html_value
from leap.cop.core.rich_text import stored
from leap.cop.exportimport import persons
from leap.cop.exportimport import transfer
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from leap.cop.testing import PASSWORD
from leap.cop.testing import PEOPLE
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.exportimport.exporters import get_exporter
from Products.CMFPlone.factory import addPloneSite
from tests import pasted
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import setSite
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import json
import pytest
import requests
import transaction


READERS = ("teller", "member", "facilitator", "reviewer", "newcomer", "colleague")
READERS += ("siteadmin", None)


def story_of(site, path):
    return site.unrestrictedTraverse(path)


def seen_by(site, path) -> dict:
    """Return what everybody gets of a story: View, catalog, HTTP."""
    setSite(site)
    transaction.begin()
    story = story_of(site, path)
    found = {}
    for who in READERS:
        auth = (who, PASSWORD) if who else None
        answer = requests.get(
            story.absolute_url(), auth=auth, headers={"Accept": "application/json"}
        )
        view = brain = None
        if who:
            view = api.user.has_permission("View", username=who, obj=story)
            with api.env.adopt_user(who):
                brain = len(api.content.find(UID=story.UID()))
        found[who] = (view, brain, answer.status_code)
    return found


def picture_of(site, path) -> dict:
    """Return everything that makes a story confidential."""
    setSite(site)
    story = story_of(site, path)
    standing = standing_of(story)
    decided = persons.decisions_of(story)
    return {
        "uid": story.UID(),
        "state": lifecycle.state_of(story),
        "teller": lifecycle.teller_of(story),
        "standing": standing._replace(decisions=decided),
        "notes": persons.notes_of(story),
        "texts": digests.texts_of(story),
        "digest": digests.digest_of(story),
        "roles": story.__ac_local_roles__,
        "others_note": story.others_note,
        "dates": [
            None if date is None else date.timeTime()
            for date in (story.created(), story.modified(), story.effective_date)
        ],
        "history": [
            (step["action"], step["review_state"], step["actor"])
            for step in story.workflow_history["cop_story_workflow"]
        ],
        "effective": lifecycle.effective_audience(story),
        "chain": dict(Ledger(site).chains()).get(standing.ledger_key),
    }


@pytest.fixture
def stories(site, told):
    """Tell stories in every state and every way of signing; give their paths."""
    base = site.absolute_url()
    paths = {}
    for state in ("private", "community", "pending", "community_pending", "public"):
        url = told(state, title=f"Canary {state}", others_note="Only for reviewers")
        paths[state] = url.removeprefix(base).strip("/")
    url = told("public", title="Changed")
    paths["revised"] = url.removeprefix(base).strip("/")
    story = story_of(site, paths["revised"])
    with api.env.adopt_user("teller"):
        html = f'<p>See <a href="../resolveuid/{story.UID()}">this</a> &amp; “that”</p>'
        story.learning = RichTextValue(html, "text/html", "text/x-html-safe")
        notify(ObjectModifiedEvent(story))
    url = told("pending", title="Returned", attribution="anonymous")
    paths["returned"] = url.removeprefix(base).strip("/")
    with api.env.adopt_user("reviewer"):
        lifecycle.send_back(story_of(site, paths["returned"]), "A reason for two")
    url = told("public", title="Held")
    paths["held"] = url.removeprefix(base).strip("/")
    with api.env.adopt_user("facilitator"):
        lifecycle.put_on_hold(story_of(site, paths["held"]), "A worry")
    url = told("public", title="Taken back")
    paths["withdrawn"] = url.removeprefix(base).strip("/")
    with api.env.adopt_user("teller"):
        lifecycle.withdraw(story_of(site, paths["withdrawn"]))
    membership = Membership(site["tuesday"])
    membership.pause("member", now=lifecycle.utc_now(), by_site=True)
    membership.resume("member", now=lifecycle.utc_now(), by_site=True)
    membership.let_wait("member", True, now=lifecycle.utc_now())
    transaction.commit()
    return paths


def test_nothing_is_lost_and_nothing_is_wider(site, stories, export, other, take_in):
    before = {name: picture_of(site, path) for name, path in stories.items()}
    seen = {name: seen_by(site, path) for name, path in stories.items()}
    histories = Membership(site["tuesday"]).histories()
    export(site)
    report = take_in(other)
    assert "leap.cop: made" in report
    for name, path in stories.items():
        assert picture_of(other, path) == before[name], name
        assert seen_by(other, path) == seen[name], name
    setSite(other)
    community = other["tuesday"]
    assert Membership(community).histories() == histories
    assert groups.differences(community, histories) == []
    assert api.content.get_state(community) == "public"
    assert community.title == "Tuesday circle"
    assert dict(Ledger(other).chains()) == dict(Ledger(site).chains())
    assert Ledger(other).verify() == {}
    path = ("", "other", *stories["withdrawn"].split("/"))
    assert Tombstones(other).audience(path) == "public"
    # The groups are called in another way on each site.
    given, there = (
        {
            name.rpartition(":")[2]: roles
            for name, roles in of.__ac_local_roles__.items()
        }
        for of in (community, site["tuesday"])
    )
    assert given == there
    assert set(PEOPLE) >= set(histories)


def test_what_is_not_loaded_yet_goes_as_well(site, stories, export, folder):
    """A command begins with nothing loaded: the heads of chains hang on their lists."""
    export(site)
    loaded = json.loads((folder / transfer.FILE_NAME).read_text())
    site._p_jar.cacheMinimize()
    export(site)
    asleep = json.loads((folder / transfer.FILE_NAME).read_text())
    chains = asleep["ledger"]["chains"].values()
    assert all(chain["attributes"].get("head") for chain in chains)
    assert asleep == loaded


def test_a_site_without_leap_cop_is_as_stock_has_it(
    site, told, export, take_in, folder, server, tmp_path
):
    told("public")
    export(site)
    with server():
        plain = addPloneSite(
            site.aq_parent,
            "plain",
            setup_content=False,
            extension_ids=("plone.restapi:default",),
        )
    setSite(plain)
    report = take_in(plain)
    assert "leap.cop" not in report
    assert "tuesday" not in plain
    assert not [key for key in IAnnotations(plain) if key.startswith("leap.cop")]
    with server():
        out = tmp_path / "plain"
        out.mkdir()
        get_exporter(plain).export_site(out)
    assert (out / "content").is_dir()
    assert not (out / transfer.FILE_NAME).exists()
    setSite(site)


@pytest.mark.parametrize("state", ["community", "public"])
def test_a_text_of_before_arrives_clean_and_agreed_to(
    site, told, export, other, take_in, folder, state
):
    setSite(site)
    url = told("private", learning=html_value("<p>x</p>"))
    path = url.removeprefix(site.absolute_url()).strip("/")
    pasted.store_as_before(story_of(site, path), "learning", pasted.WORD)
    with api.env.adopt_user("teller"):
        lifecycle.grant(story_of(site, path), "community", now=lifecycle.utc_now())
        if state == "public":
            lifecycle.grant(story_of(site, path), "public", now=lifecycle.utc_now())
    if state == "public":
        with api.env.adopt_user("reviewer"):
            lifecycle.approve(story_of(site, path))
    transaction.commit()
    digest = digests.digest_of(story_of(site, path))
    export(site)
    for file in folder.rglob("*.json"):
        assert "Maria" not in file.read_text()
    take_in(other)
    story = story_of(other, path)
    assert pasted.KEPT in story.learning.raw and "Maria" not in story.learning.raw
    assert stored(story, "learning") == story.learning.raw
    assert (lifecycle.state_of(story), digests.digest_of(story)) == (state, digest)


def test_a_text_that_was_put_into_the_files_is_cleaned(
    site, told, export, other, take_in, folder
):
    setSite(site)
    url = told("private", learning=html_value("<p>x</p>"))
    path = url.removeprefix(site.absolute_url()).strip("/")
    export(site)
    names = ("learning", "purpose", "process", "benefits", "commitments")
    for file in folder.rglob("data.json"):
        data = json.loads(file.read_text())
        for name in names:
            if name in data:
                data[name] = {
                    "data": pasted.OUTLOOK,
                    "content-type": "text/x-html-safe",
                }
        file.write_text(json.dumps(data))
    take_in(other)
    community = other["tuesday"]
    texts = [(community, name) for name in names[1:]]
    for content, name in (*texts, (story_of(other, path), "learning")):
        assert pasted.KEPT in stored(content, name)
        assert not [word for word in pasted.LOST if word in stored(content, name)]
