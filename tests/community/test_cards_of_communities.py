"""The list of communities: how many people, and one way in or how far one's own is."""

from leap.cop.recruitment.applications.records import Applications
from lxml import html
from plone import api
from tests.conftest import make_community
from tests.topic import rounds

import transaction


def cards(visit, userid: str) -> dict[str, tuple[str, list[str]]]:
    """Return what stands on each card, and where its buttons lead."""
    visitor = visit(userid)
    visitor.go("communities")
    found = {}
    for card in html.fromstring(visitor.contents).cssselect(".cop-cards > li"):
        title = card.cssselect("h2")[0].text_content().strip()
        leads = [
            link.get("href").rpartition("/")[2]
            for link in card.cssselect(".cop-way-in")
        ]
        found[title] = (" ".join(card.text_content().split()), leads)
    return found


def test_it_says_how_many_people_there_are_as_its_home_does(site, visit, rest):
    total = rest("colleague").get("tuesday/@cop-home").json()["members_total"]
    assert total > 1
    for userid in ("colleague", "member"):
        text, _leads = cards(visit, userid)["Tuesday circle"]
        assert f"{total} members" in text


def test_a_hidden_one_adds_nothing(site, visit):
    before = cards(visit, "colleague")
    with api.env.adopt_user("siteadmin"):
        make_community(site, "private", id="hidden", title="Hidden circle")
    transaction.commit()
    assert cards(visit, "colleague") == before


def test_one_way_in_a_card(site, visit):
    community = site["tuesday"]
    community.join_policy = "apply"
    transaction.commit()
    text, leads = cards(visit, "colleague")["Tuesday circle"]
    assert leads == ["join"]
    assert text.count("Ask to join") == 1
    Applications(community).file("colleague", "May I?", now=rounds.now())
    transaction.commit()
    text, leads = cards(visit, "colleague")["Tuesday circle"]
    assert leads == ["join"]
    assert "You have asked to join" in text
    assert "Ask to join" not in text
    # Nobody else is told.
    assert "You have asked" not in cards(visit, "newcomer")["Tuesday circle"][0]


def test_whoever_belongs_or_looks_after_it_has_none(site, visit):
    site["tuesday"].join_policy = "open"
    transaction.commit()
    for userid in ("member", "siteadmin"):
        assert cards(visit, userid)["Tuesday circle"][1] == []
    text, leads = cards(visit, "colleague")["Tuesday circle"]
    assert leads == ["join"]
    assert "Join now" in text


def test_where_people_come_in_by_invitation_nothing_is_offered(site, visit):
    site["tuesday"].join_policy = "invite"
    transaction.commit()
    text, leads = cards(visit, "colleague")["Tuesday circle"]
    assert leads == []
    assert "People join by invitation." in text
