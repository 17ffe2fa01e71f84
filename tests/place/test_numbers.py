"""A number says how many things wait, and says the same everywhere."""

from leap.cop.recruitment.applications.records import Applications
from lxml import html
from plone import api
from plone.portlets.interfaces import IPortletAssignmentMapping
from plone.portlets.interfaces import IPortletManager
from tests.conftest import make_story
from tests.topic import rounds
from zope.component import getMultiAdapter
from zope.component import getUtility

import pytest
import transaction


@pytest.fixture
def busy(site):
    """Give a community in which one row stands for several things."""
    community = site["tuesday"]
    community.join_policy = "apply"
    for userid in ("newcomer", "colleague"):
        Applications(community).file(userid, "May I?", now=rounds.now())
    for title in ("Zebra", "Heron"):
        make_story(community, "pending", title=title)
    rounds.open_round(community, dots=5)
    transaction.commit()
    return community


#: Two stories; two people and one vote, however many dots are left; one vote.
COUNTS = [("reviewer", 2), ("facilitator", 3), ("member", 1)]


@pytest.mark.parametrize(("userid", "count"), COUNTS)
def test_tab_page_and_rest_say_the_same(busy, rest, visit, userid, count):
    found = rest(userid).get("@my-place").json()
    assert sum(row.get("count", 1) for row in found["waiting"]) == count
    assert found["waiting_total"] == count
    assert [one["waiting"] for one in found["communities"]] == [count]
    visitor = visit(userid)
    visitor.go("my-place")
    assert f"My place {count} waiting" in visitor.text
    page = html.fromstring(visitor.contents)
    [heading] = page.cssselect("#cop-waits .cop-count")
    assert heading.text_content().strip() == str(count)
    [card] = page.cssselect(".cop-card .cop-count")
    assert card.text_content().split()[0] == str(count)


@pytest.mark.parametrize(("userid", "count"), COUNTS)
def test_so_do_the_community_and_its_tabs(busy, rest, visit, userid, count):
    home = rest(userid).get("tuesday/@cop-home").json()
    rows = rest(userid).get("@my-place").json()["waiting"]
    kinds = {row["kind"] for row in rows}
    said = [row["count"] for row in home["waits_for_me"] if row["kind"] in kinds]
    assert sum(said) == count
    visitor = visit(userid)
    visitor.go("tuesday")
    tabs = html.fromstring(visitor.contents).cssselect(".cop-tabs .cop-count")
    assert sum(int(tab.text_content().split()[0]) for tab in tabs) == count


def test_the_queue_has_as_many(busy, rest):
    [row] = rest("reviewer").get("@my-place").json()["waiting"]
    queue = rest("reviewer").get("@review-queue").json()
    assert row["count"] == queue["items_total"] == 2


def test_so_does_the_portlet(site, busy, visit):
    from leap.cop.place.records import PlaceAssignment

    manager = getUtility(IPortletManager, name="plone.rightcolumn")
    column = getMultiAdapter((site, manager), IPortletAssignmentMapping)
    column["communities"] = PlaceAssignment()
    with api.env.adopt_user("siteadmin"):
        api.content.create(site, "Document", id="handbook", title="Handbook")
    transaction.commit()
    visitor = visit("facilitator")
    visitor.go("handbook")
    assert "What is waiting for you 3 " in visitor.text


def test_on_the_own_page_the_tab_leaves_nothing_out(site, visit, rest):
    """Elsewhere there is no sign of what is written to the safeguarding person."""
    from leap.cop.story.notes import concerns

    site["tuesday"].safeguarding_person = "colleague"
    story = make_story(site["tuesday"], "public", title="Zebra")
    with api.env.adopt_user("member"):
        concerns.raise_concern(story, "My niece could be meant.", now=rounds.now())
    transaction.commit()
    assert rest("colleague").get("@my-place").json()["waiting_total"] == 1
    visitor = visit("colleague")
    visitor.go("my-place")
    assert "My place 1 waiting" in visitor.text
    visitor.go("story-library")
    assert "waiting" not in visitor.text.partition("Communities")[0]
