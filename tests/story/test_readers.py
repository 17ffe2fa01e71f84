"""Who could read a story, and when: answered to the safeguarding person alone."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.community.rules import Interval
from leap.cop.core.errors import NotYours
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.readers import readers
from leap.cop.story.readers import rules
from leap.cop.story.readers.rules import Stretch
from plone import api

import pytest
import transaction


NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def at(hours: int) -> datetime:
    return NOON + timedelta(hours=hours)


def been(since, until=None, role="member", paused=False, waits=False) -> Interval:
    return Interval(role, since, until, "added", paused, waits)


STATES = rules.stood(
    [
        (at(0), "private"),
        (at(1), "community"),
        (at(3), "community_pending"),
        (at(5), "public"),
        (at(7), "private"),
    ]
)


class TestRules:
    @pytest.mark.parametrize(
        "history,expected",
        [
            ((), []),
            ((been(at(-5)),), [(1, 7)]),
            ((been(at(-5), at(2)),), [(1, 2)]),
            ((been(at(2), at(4)), been(at(4), at(6), paused=True)), [(2, 4)]),
            ((been(at(2), at(4)), been(at(4), at(6), waits=True)), [(2, 4)]),
            (
                (
                    been(at(0), at(2)),
                    been(at(2), at(4), role="facilitator", waits=True),
                    been(at(4), role="facilitator"),
                ),
                [(1, 2), (4, 7)],
            ),
            ((been(at(0), at(2)), been(at(4))), [(1, 2), (4, 7)]),
            ((been(at(0), role="candidate"),), []),
            ((been(at(0), role="reviewer"),), [(3, 5)]),
            ((been(at(0), at(2)), been(at(2), role="facilitator")), [(1, 7)]),
            ((been(at(8)),), []),
        ],
    )
    def test_memberships(self, history, expected):
        found = rules.could_read(STATES, history)
        assert found == [Stretch(at(since), at(until)) for since, until in expected]

    def test_what_goes_on_has_no_end(self):
        states = rules.stood([(at(0), "private"), (at(1), "community")])
        history = (been(at(2), at(3)), been(at(3), role="facilitator"))
        assert rules.could_read(states, history) == [Stretch(at(2), None)]

    def test_what_lasted_no_time(self):
        states = rules.stood(
            [(at(0), "private"), (at(1), "pending"), (at(1), "public")]
        )
        assert [row.state for row in states] == ["private", "public"]


@pytest.fixture
def story(community, story_in):
    community.safeguarding_person = "colleague"
    return story_in("public", attribution="anonymous")


def named(story):
    with api.env.adopt_user("colleague"):
        return {str(row.who) for row in readers.readers_of(story) if row.is_person}


def test_names_of_those_who_could(community, story_in):
    community.safeguarding_person = "colleague"
    story = story_in("community_pending")
    assert {"Fay Holt", "Mia Brook", "Rob Field"} <= named(story)
    assert "Nia West" not in named(story)
    Membership(community).remove("member", now=lifecycle.utc_now())
    with api.env.adopt_user("teller"):
        lifecycle.withdraw(story)
    with api.env.adopt_user("colleague"):
        found = readers.readers_of(story)
    assert all(row.until is not None for row in found)
    # Asked for from the community: one stretch, not two with a moment between them.
    assert len([row for row in found if row.who == "Fay Holt"]) == 1


def test_the_teller_is_named_as_a_member_only(community, story_in):
    community.safeguarding_person = "colleague"
    assert "Tess Lane" not in named(story_in("private"))
    assert "Tess Lane" not in named(story_in("pending"))
    Membership(community).remove("teller", now=lifecycle.utc_now())
    assert "Tess Lane" not in named(story_in("community"))


@pytest.mark.parametrize(
    "who",
    ["facilitator", "member", "teller", "reviewer", "newcomer", "siteadmin", "admin"],
)
def test_nobody_else_is_told(story, who):
    with api.env.adopt_user(who):
        assert not readers.may_ask(story)
        with pytest.raises(NotYours):
            readers.readers_of(story)


def test_not_the_teller_though_the_safeguarding_person(community, story):
    community.safeguarding_person = "teller"
    with api.env.adopt_user("teller"):
        assert not readers.may_ask(story)


def test_not_whoever_is_paused(community, story):
    community.safeguarding_person = "member"
    with api.env.adopt_user("member"):
        assert readers.may_ask(story)
    Membership(community).pause("member", now=lifecycle.utc_now(), by_site=False)
    with api.env.adopt_user("member"):
        assert not readers.may_ask(story)


class TestAnswers:
    @pytest.fixture
    def url(self, site, told):
        url = told("public")
        site["tuesday"].safeguarding_person = "colleague"
        transaction.commit()
        return url

    def test_rest(self, rest, url):
        answer = rest("colleague").get(f"{url}/@readers")
        assert answer.status_code == 200
        items = answer.json()["items"]
        assert {"who", "since", "until", "is_person"} == set(items[0])
        assert "Everybody with an account on the site" in {i["who"] for i in items}

    def test_page(self, rest, url):
        html = {"Accept": "text/html"}
        page = rest("colleague").get(f"{url}/readers", headers=html)
        assert page.status_code == 200
        assert "Mia Brook" in page.text
        assert f"{url}/readers" in rest("colleague").get(url, headers=html).text

    @pytest.mark.parametrize(
        "who,status",
        [
            (None, 401),
            ("teller", 403),
            ("member", 403),
            ("facilitator", 403),
            ("reviewer", 403),
            ("siteadmin", 403),
            ("newcomer", 403),
        ],
    )
    def test_others(self, rest, url, who, status):
        assert rest(who).get(f"{url}/@readers").status_code == status
        html = {"Accept": "text/html"}
        page = rest(who).get(f"{url}/readers", headers=html)
        assert page.status_code in (status, 302)
        assert "Fay Holt" not in page.text or who == "facilitator"
        assert f"{url}/readers" not in rest(who).get(url, headers=html).text

    def test_not_where_the_story_is_not_theirs_to_see(self, rest, site, told, url):
        hidden = told("community")
        assert rest("colleague").get(f"{hidden}/@readers").status_code == 404
