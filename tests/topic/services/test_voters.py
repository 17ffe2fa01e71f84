"""REST of who can vote: fixed when it opens, let in later, gone, reminded."""

from leap.cop.community.membership import Membership
from tests.topic.services import bad
from tests.topic.services.conftest import now
from tests.topic.services.test_ballot import both
from tests.topic.services.test_ballot import own
from tests.topic.services.test_ballot import put
from tests.topic.services.test_ballot import RECEIPT
from tests.topic.services.test_ballot import turnout

import transaction


def test_whoever_comes_late_is_let_in_by_a_facilitator(asks, site, vote_at):
    made = vote_at()
    transaction.begin()
    Membership(site["tuesday"]).add("colleague", "member", now=now())
    transaction.commit()
    late = asks("colleague")
    dots = {made.themes[0]: 1}
    assert own(late, made)["can_vote"] is False
    assert put(late, made, dots).status_code == 403
    voters = asks("facilitator").get(f"{made.url}/@voters").json()
    assert {row["userid"] for row in voters["items"]} == {
        "member",
        "facilitator",
        "teller",
    }
    assert voters["late"] == [{"userid": "colleague", "fullname": "Col Hill"}]
    url = f"{made.url}/@voters"
    assert late.post(url, json={"userid": "colleague"}).status_code == 403
    answer = asks("facilitator").post(url, json={"userid": "colleague"})
    assert (answer.status_code, answer.json()) == (201, voters["late"][0])
    assert turnout(late, made) == (0, 4)
    assert put(late, made, dots).status_code == 200
    assert asks("facilitator").get(url).json()["late"] == []
    # Once more changes nothing, and takes no ballot away.
    assert asks("facilitator").post(url, json={"userid": "colleague"}).ok
    assert own(late, made)["dots"] == dots
    assert turnout(late, made) == (1, 4)


def test_who_votes_is_listed_and_never_who_has(asks, vote_at):
    made = vote_at()
    before = asks("facilitator").get(f"{made.url}/@voters").json()
    assert [row["fullname"] for row in before["items"]] == [
        "Fay Holt",
        "Mia Brook",
        "Tess Lane",
    ]
    assert set(before["items"][0]) == {"userid", "fullname"}
    put(asks("member"), made, {})
    assert asks("facilitator").get(f"{made.url}/@voters").json() == before


def test_nobody_else_is_let_in(asks, vote_at):
    """Of what is no user id one: the others are in `test_schemas`."""
    made = vote_at()
    before = made.kept()
    url = f"{made.url}/@voters"
    for userid in ("nobody", "reviewer", "newcomer", "siteadmin", "admin", bad.HALF):
        answer = asks("facilitator").post(url, json={"userid": userid})
        assert answer.status_code == 400, (userid, answer.text)
        assert answer.json()["message"].startswith("userid: ")
        assert made.kept() == before, userid


@both
def test_whoever_leaves_leaves_a_ballot(asks, site, vote_at, secrecy):
    made = vote_at(secrecy=secrecy)
    dots = {made.themes[0]: 2}
    assert put(asks("member"), made, dots, receipt=RECEIPT).ok
    assert put(asks("teller"), made, {made.themes[1]: 1}).ok
    membership = Membership(site["tuesday"])
    transaction.begin()
    membership.remove("member", now=now())
    membership.pause("teller", now=now(), by_site=True)
    transaction.commit()
    for who in ("member", "teller"):
        for answer in (
            own_answer(asks(who), made),
            put(asks(who), made, dots, receipt=RECEIPT),
            asks(who).delete(f"{made.url}/@ballot"),
            asks(who).get(f"{made.url}/@results"),
        ):
            assert answer.status_code == 404, who
    assert turnout(asks("facilitator"), made) == (2, 3)
    made.go("closed")
    lines = made.record.box.tally().lines
    assert [line.dots for line in lines] == [2, 1, 0]
    rows = asks("facilitator").get(f"{made.url}/@results").json()
    assert rows["voted"] == 2


def own_answer(session, made):
    return session.get(f"{made.url}/@ballot")


def test_who_is_no_member_any_more_does_not_vote_in_a_public_round(asks, site, vote_at):
    made = vote_at("public")
    transaction.begin()
    Membership(site["tuesday"]).change_role("member", "reviewer", now=now())
    transaction.commit()
    seen = own(asks("member"), made)
    assert (seen["can_vote"], seen["left"]) == (False, 0)
    assert put(asks("member"), made, {}).status_code == 403


# Reminders


def test_those_who_have_not_voted_are_reminded_once_a_day(asks, vote_at):
    made = vote_at()
    put(asks("member"), made, {})
    facilitator = asks("facilitator")
    answer = facilitator.post(f"{made.url}/@reminder", json={})
    assert (answer.status_code, answer.json()) == (
        200,
        {"@id": f"{made.url}/@reminder", "people": 2, "reached": 2, "no_address": 0},
    )
    assert facilitator.post(f"{made.url}/@reminder", json={}).status_code == 409
    for path in ("/member", "/x"):
        answer = facilitator.post(f"{made.url}/@reminder{path}", json={})
        assert answer.status_code == 404


def test_nobody_is_reminded_when_everybody_voted_or_it_is_over(asks, vote_at):
    made = vote_at()
    for who in ("member", "teller", "facilitator"):
        put(asks(who), made, {})
    url = f"{made.url}/@reminder"
    assert asks("facilitator").post(url, json={}).status_code == 409
    made.go("closed")
    assert asks("facilitator").post(url, json={}).status_code == 409


# Leaving before the vote


def test_who_leaves_or_is_paused_finds_nothing(asks, site, round_at):
    made = round_at()
    topic = made.topic()
    url = f"{made.url}/@topics/{topic}"
    membership = Membership(site["tuesday"])
    for leave, come_back in (
        (
            lambda: membership.pause("member", now=now(), by_site=True),
            lambda: membership.resume("member", now=now(), by_site=True),
        ),
        (
            lambda: membership.remove("member", now=now()),
            lambda: membership.add("member", "member", now=now()),
        ),
    ):
        transaction.begin()
        leave()
        transaction.commit()
        member = asks("member")
        for answer in (
            member.get(url),
            member.patch(url, json={"text": "x"}),
            member.delete(url),
            member.get(f"{made.url}/@topics"),
            member.post(f"{made.url}/@topics", json={"text": "x"}),
        ):
            assert answer.status_code == 404
        assert asks("facilitator").get(url).status_code == 200
        transaction.begin()
        come_back()
        transaction.commit()
        assert member.get(url).json()["mine"] is True
