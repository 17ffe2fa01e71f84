"""A round at set times: nobody has to come by, and nothing is undone."""

from datetime import timedelta
from leap.cop.community.membership import Membership
from leap.cop.core.errors import NotNow
from leap.cop.topic import results
from tests.topic.services.conftest import now
from tests.topic.services.test_phase import go
from tests.topic.services.test_phase import phase

import pytest
import transaction


MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def test_at_a_set_time_the_vote_opens_by_itself(asks, site, round_at):
    """Who can vote is who was a member then, whenever somebody comes by."""
    made = round_at()
    made.theme("Asking")
    made.go("grouping")
    membership = Membership(site["tuesday"])
    opened = now() - MINUTE
    made.set(opens=opened)
    transaction.begin()
    membership.add("colleague", "member", now=now())
    membership.remove("teller", now=now())
    transaction.commit()
    seen = phase(asks("member"), made)
    assert (seen["phase"], seen["voted"], seen["electorate"]) == ("voting", 0, 3)
    assert made.record.phase == "grouping"
    assert asks("member").get(f"{made.url}/@ballot").json()["can_vote"] is True
    assert asks("colleague").get(f"{made.url}/@ballot").json()["can_vote"] is False
    voters = asks("facilitator").get(f"{made.url}/@voters").json()
    ids = {row["userid"] for row in voters["items"]}
    assert ids == {"member", "facilitator", "teller"}
    assert [row["userid"] for row in voters["late"]] == ["colleague"]
    dots = {"dots": {}}
    assert asks("colleague").put(f"{made.url}/@ballot", json=dots).status_code == 403
    assert made.record.phase == "grouping"
    assert asks("member").put(f"{made.url}/@ballot", json=dots).status_code == 200
    assert made.record.phase == "voting"
    seen = phase(asks("member"), made)
    assert (seen["phase"], seen["voted"], seen["electorate"]) == ("voting", 1, 3)


def test_at_a_set_time_the_vote_closes_by_itself(asks, vote_at):
    made = vote_at()
    dots = {"dots": {made.themes[0]: 2}}
    assert asks("member").put(f"{made.url}/@ballot", json=dots).ok
    closed = now() - MINUTE
    made.set(closes=closed)
    for who in ("member", "teller"):
        assert asks(who).put(f"{made.url}/@ballot", json=dots).status_code == 409
        assert asks(who).delete(f"{made.url}/@ballot").status_code == 409
    assert phase(asks("member"), made)["phase"] == "closed"
    rows = asks("member").get(f"{made.url}/@results").json()["items"]
    assert rows[0]["dots"] == 2
    assert made.record.phase == "voting"
    # Later is too late: people saw what came out.
    facilitator = asks("facilitator")
    later = (now() + HOUR).isoformat()
    assert facilitator.patch(made.url, json={"closes": later}).status_code == 409
    assert facilitator.patch(made.url, json={"closes": None}).status_code == 409
    assert phase(facilitator, made)["phase"] == "closed"
    assert made.content.closes == closed.replace(microsecond=0)
    # Something else of it can be said anew.
    assert facilitator.patch(made.url, json={"description": "Done."}).status_code == 204
    assert go(facilitator, made, "closed").status_code == 200
    assert made.record.box.counted
    assert asks("member").get(f"{made.url}/@results").json()["items"] == rows


def test_in_the_second_after_the_close_nothing_is_told(asks, vote_at):
    """A ballot that came in time may still be on its way to the disk."""
    made = vote_at()
    dots = {"dots": {made.themes[0]: 2}}
    assert asks("member").put(f"{made.url}/@ballot", json=dots).ok
    closes = now().replace(microsecond=0) - MINUTE
    made.set(closes=closes)
    content = made.content
    for late in (timedelta(0), timedelta(microseconds=999_999)):
        with pytest.raises(NotNow):
            results.results(content, now=closes + late)
    told = results.results(content, now=closes + timedelta(seconds=1))
    assert [row.dots for row in told.rows] == [2, 0, 0]


def test_a_vote_that_nobody_came_to(asks, round_at):
    """It opened and closed at set times, and nobody wrote anything."""
    made = round_at()
    made.theme("Asking")
    made.go("grouping")
    made.set(opens=now() - 2 * HOUR, closes=now() - HOUR)
    seen = phase(asks("member"), made)
    assert (seen["phase"], seen["voted"], seen["electorate"]) == ("closed", 0, 3)
    results = asks("member").get(f"{made.url}/@results").json()
    assert [row["dots"] for row in results["items"]] == [0]
    answer = asks("member").get(
        f"{made.url}/@ballot", headers={"Receipt": "0123456789"}
    )
    assert answer.json()["counted"] is False
    assert (
        asks("member").put(f"{made.url}/@ballot", json={"dots": {}}).status_code == 409
    )
    assert made.record.phase == "grouping"
    assert go(asks("facilitator"), made, "closed").status_code == 200
    assert made.record.box.counted
    assert asks("member").get(f"{made.url}/@results").json() == results


def test_a_vote_that_opened_by_itself_stays_open(asks, round_at):
    """Members saw that it is open, before anybody wrote it down."""
    made = round_at()
    made.theme("Asking")
    made.go("grouping")
    made.set(opens=now() - 3 * HOUR)
    facilitator = asks("facilitator")
    for opens in (now() + HOUR, now() - HOUR, None):
        answer = facilitator.patch(
            made.url, json={"opens": opens and opens.isoformat()}
        )
        assert answer.status_code == 409
        assert answer.json()["message"].startswith("opens: ")
        assert phase(facilitator, made)["phase"] == "voting"
    past = {"closes": (now() - HOUR).isoformat()}
    answer = facilitator.patch(made.url, json=past)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("closes: ")
    # Rules and the end can still be changed: nobody has voted.
    later = {"closes": (now() + HOUR).isoformat(), "dots": 7}
    assert facilitator.patch(made.url, json=later).status_code == 204
    assert phase(facilitator, made)["electorate"] == 3
    assert asks("member").get(f"{made.url}/@ballot").json()["dots_per_person"] == 7


def test_a_vote_that_closed_by_itself_stays_closed(asks, round_at):
    """What came out, if only that nobody came, was shown to everybody."""
    made = round_at()
    made.theme("Asking")
    made.go("grouping")
    made.set(opens=now() - 3 * HOUR, closes=now() - HOUR)
    facilitator = asks("facilitator")
    for sent in (
        {"closes": (now() + HOUR).isoformat()},
        {"closes": None},
        {"opens": (now() - 2 * HOUR).isoformat()},
        {"opens": (now() + HOUR).isoformat(), "closes": (now() + 2 * HOUR).isoformat()},
        {"opens": None, "closes": None},
    ):
        assert facilitator.patch(made.url, json=sent).status_code == 409, sent
        assert phase(facilitator, made)["phase"] == "closed"


def test_a_set_time_that_passed_without_themes_opens_nothing_at_once(asks, round_at):
    """The first theme would be all there is to vote on, for who was here long ago."""
    made = round_at(opens=now() - HOUR)
    facilitator = asks("facilitator")
    answer = go(facilitator, made, "grouping")
    assert answer.status_code == 200
    answer = facilitator.post(f"{made.url}/@themes", json={"title": "Asking"})
    assert answer.status_code == 409
    assert answer.json()["message"].startswith("opens: ")
    assert phase(facilitator, made)["phase"] == "grouping"
    assert facilitator.patch(made.url, json={"opens": None}).status_code == 204
    answer = facilitator.post(f"{made.url}/@themes", json={"title": "Asking"})
    assert answer.status_code == 201


def test_a_set_time_that_passed_while_topics_were_collected(asks, round_at):
    made = round_at(opens=now() - HOUR)
    made.theme("Asking")
    facilitator = asks("facilitator")
    assert phase(facilitator, made)["phase"] == "collecting"
    answer = go(facilitator, made, "grouping")
    assert answer.status_code == 409
    assert answer.json()["message"].startswith("opens: ")
    # By hand it opens now, for who is a member now.
    assert go(facilitator, made, "voting").json()["phase"] == "voting"


def test_no_get_writes(asks, site, round_at):
    """Looking at what a set time did writes nothing down."""
    made = round_at()
    made.theme("Asking")
    made.go("grouping")
    made.set(opens=now() - 2 * HOUR, closes=now() - HOUR)
    for name in ("@topics", "@themes", "@phase", "@ballot", "@voters", "@results"):
        transaction.begin()
        before = site._p_jar.db().lastTransaction()
        assert asks("facilitator").get(f"{made.url}/{name}").ok, name
        transaction.begin()
        assert site._p_jar.db().lastTransaction() == before
