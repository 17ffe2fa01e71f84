"""Under a chain that is not ours a story is its teller's alone."""

from leap.cop.consent.consent_state import standing_of
from leap.cop.story.lifecycle import lifecycle
from plone import api
from tests.closed.conftest import at
from tests.closed.conftest import STOCK
from tests.closed.conftest import tool
from tests.closed.conftest import WAYS_OUT
from tests.meeting.made import plan

import pytest
import transaction


OTHERS = (None, "colleague", "member", "facilitator", "reviewer", "siteadmin", "admin")


@pytest.fixture(params=WAYS_OUT, ids=lambda way: way.__name__)
def way_out(request):
    """Return a way out of our workflow."""
    return request.param


@pytest.mark.parametrize("state", ["community", "public"])
def test_a_story_is_its_tellers_alone(site, told, rest, visit, way_out, state):
    url = told(state)
    assert rest("member").get(url).status_code == 200
    way_out(site, at(site, url))
    transaction.commit()
    for userid in OTHERS:
        answer = rest(userid).get(url)
        assert answer.status_code in (401, 404), userid
        assert not visit(userid).go(url).count("long table"), userid
    assert rest("teller").get(url).status_code == 200
    assert visit("teller").go(url).count("long table")


@pytest.mark.parametrize("state", ["community", "public"])
def test_security_and_catalog_say_the_same(site, told, rest, way_out, state):
    url = told(state)
    way_out(site, at(site, url))
    story = site["tuesday"][url.rsplit("/", 1)[1]]
    story.reindexObject()
    transaction.commit()
    story = at(site, url)
    path = "/".join(story.getPhysicalPath())
    assert site.portal_catalog.getrid(path) is None
    for userid in OTHERS[1:-1]:
        with api.env.adopt_user(userid):
            for permission in ("View", "Access contents information"):
                assert not api.user.has_permission(permission, obj=story), userid
    with api.env.adopt_user("teller"):
        assert api.user.has_permission("View", obj=story)
    for userid in (None, "member", "siteadmin", "admin"):
        found = rest(userid).get("@search?portal_type=leap.cop.Story")
        assert found.json()["items"] == [], userid


@pytest.mark.parametrize("state", ["private", "community", "pending", "public"])
def test_it_can_be_taken_back(site, told, rest, way_out, state):
    url = told(state)
    way_out(site, at(site, url))
    transaction.commit()
    answer = rest("teller").delete(f"{url}/@consent", json={})
    assert answer.status_code == 200, answer.text
    assert answer.json()["review_state"] == "private"
    assert answer.json()["level"] == "private"
    standing = standing_of(at(site, url))
    assert (standing.granted, standing.approved_digest) == ("", "")
    items = rest("teller").get(f"{url}/@consent").json()["items"]
    assert [row["act"] for row in items][-1:] == (
        [] if state == "private" else ["withdraw"]
    )
    # Put back the rough way, it stays what its teller made of it.
    put_back(site)
    story = at(site, url)
    assert lifecycle.state_of(story) == "private"
    assert rest("member").get(url).status_code in (404, 410)


def put_back(site) -> None:
    transaction.begin()
    for name, workflow in (
        ("leap.cop.Story", "cop_story_workflow"),
        ("leap.cop.Community", "cop_community_workflow"),
        ("leap.cop.TopicRound", "cop_audience_workflow"),
        ("leap.cop.Meeting", "cop_audience_workflow"),
        ("leap.cop.Agreement", "cop_community_workflow"),
    ):
        if workflow in tool():
            tool().setChainForPortalTypes([name], (workflow,))
    if ".wf_policy_config" in site["tuesday"].objectIds():
        site["tuesday"]._delObject(".wf_policy_config")
    tool().updateRoleMappings()
    transaction.commit()


def test_the_page_takes_back_as_well(site, told, visit, way_out):
    url = told("community")
    way_out(site, at(site, url))
    transaction.commit()
    teller = visit("teller")
    teller.go(f"{url}/take-back")
    teller.form_to("take-back").getControl("Take all of it back").click()
    assert teller.status == 200
    assert standing_of(at(site, url)).granted == ""
    assert "nothing to take back" not in teller.text


def test_nobody_else_takes_it_back(site, told, rest, way_out):
    url = told("community")
    way_out(site, at(site, url))
    transaction.commit()
    for userid in OTHERS:
        answer = rest(userid).delete(f"{url}/@consent", json={})
        assert answer.status_code in (401, 404), userid
    assert standing_of(at(site, url)).granted == "community"


def test_a_text_saved_meanwhile_is_nobody_elses_later(site, told, rest, way_out):
    url = told("public")
    way_out(site, at(site, url))
    transaction.commit()
    changed = {"learning": {"data": "<p>Something quite else.</p>"}}
    assert rest("teller").patch(url, json=changed).status_code == 204
    put_back(site)
    assert rest("colleague").get(url).status_code in (404, 410)


def test_nothing_goes_further(site, told, rest, way_out):
    url = told("private")
    way_out(site, at(site, url))
    transaction.commit()
    for level in ("community", "public"):
        answer = rest("teller").post(f"{url}/@consent", json={"level": level})
        assert answer.status_code == 409, answer.text
    assert rest("colleague").get(url).status_code == 404


def test_a_new_story_is_its_tellers_alone(site, told, rest):
    tool().setChainForPortalTypes(["leap.cop.Story"], (STOCK,))
    transaction.commit()
    body = {"@type": "leap.cop.Story", "title": "My draft", "learning": "<p>x</p>"}
    answer = rest("teller").post("tuesday", json=body)
    assert answer.status_code == 201, answer.text
    assert answer.json()["review_state"] == "private"
    url = answer.json()["@id"]
    for userid in OTHERS:
        assert rest(userid).get(url).status_code in (401, 404), userid
    put_back(site)
    for userid in OTHERS:
        assert rest(userid).get(url).status_code in (401, 404), userid
    assert lifecycle.state_of(at(site, url)) == "private"
    answer = rest("teller").post(f"{url}/@consent", json={"level": "community"})
    assert answer.status_code == 200, answer.text


def test_a_community_is_its_facilitators_alone(site, told, rest, way_out):
    url = told("community")
    way_out(site, at(site, url))
    transaction.commit()
    for userid in (None, "colleague", "member", "newcomer", "siteadmin", "admin"):
        assert rest(userid).get("tuesday").status_code in (401, 404), userid
    answer = rest("facilitator").get("tuesday")
    assert answer.status_code == 200
    assert answer.json()["review_state"] in ("private", None)


def test_an_agreement_is_its_facilitators_alone(site, told, agreed, rest, way_out):
    url = told("community")
    assert rest("member").get(agreed).status_code == 200
    way_out(site, at(site, url))
    transaction.commit()
    for userid in (None, "colleague", "member", "newcomer", "siteadmin", "admin"):
        for path in ("", "/@versions", "/@clauses", "/@acceptances"):
            answer = rest(userid).get(f"{agreed}{path}")
            assert answer.status_code in (401, 404), (userid, path)
    answer = rest("facilitator").get(agreed)
    assert answer.status_code == 200
    assert answer.json()["review_state"] in ("private", None)


def test_a_meeting_is_its_facilitators_alone(site, told, rest, visit, way_out):
    url = told("community")
    meeting = plan(site["tuesday"], state="public")
    transaction.commit()
    path = f"tuesday/{meeting.getId()}"
    assert rest("colleague").get(path).status_code == 200
    way_out(site, at(site, url))
    site.unrestrictedTraverse(path).reindexObject()
    transaction.commit()
    for userid in (None, "colleague", "member", "newcomer", "siteadmin", "admin"):
        for below in ("", "/@phase", "/ics_view", "/@@event_summary"):
            answer = rest(userid).get(f"{path}{below}")
            assert answer.status_code in (401, 404), (userid, below)
        found = rest(userid).get("@search?portal_type=leap.cop.Meeting").json()
        assert found["items_total"] == 0, userid
    assert rest("facilitator").get(path).status_code == 200
    facilitator = visit("facilitator")
    facilitator.go(path)
    assert facilitator.status == 200
