"""What attackers tried on rounds, and what they find now."""

from leap.cop.ballot.tally import withheld
from leap.cop.community.membership import Membership
from leap.cop.core import settings
from leap.cop.core.access import forget_who_and_where
from leap.cop.core.privacy.undo_log import NO_ID
from leap.cop.core.privacy.undo_log import NOISE
from leap.cop.topic import collecting
from leap.cop.topic import phases
from leap.cop.topic.records import record_of
from plone import api
from tests.ballot.test_tally import by_option
from tests.ballot.test_tally import OPTIONS
from tests.ballot.test_tally import tallied
from tests.topic.pages import plain
from tests.topic.rounds import now
from ZODB.POSException import ConflictError

import pickle
import pytest
import transaction


def put(session, vote, dots, **sent):
    return session.put(f"{vote.url}/@ballot", json={"dots": dots, **sent})


# Somebody else's ballot


def test_a_receipt_of_somebody_else_shows_nothing_before_the_close(rest, a_vote, go_on):
    """Whoever has voted could send a short one that others may have chosen as well."""
    vote = a_vote(secrecy="secret")
    put(rest("teller"), vote, {vote.themes[2]: 3}, receipt="12345678")
    member = rest("member")
    put(member, vote, {vote.themes[0]: 1}, receipt="a-receipt-of-mine")
    answers = [
        put(member, vote, dots, receipt="12345678").json()
        for dots in ({}, {vote.themes[2]: 3}, {vote.themes[0]: 1})
    ]
    for answer in answers:
        assert "dots" not in answer
        assert answer["again"] is True
        assert {**answer, "themes": []} == {**answers[0], "themes": []}
    go_on(vote, "closed")
    own = put(member, vote, {}, receipt="a-receipt-of-mine").json()
    assert own["dots"] == {vote.themes[0]: 1}


# Who has voted


def test_paper_that_is_refused_does_not_tell_who_has_voted(rest, a_vote):
    """One name that never fits would make it a question that leaves no trace."""
    vote = a_vote()
    put(rest("member"), vote, {})
    put(rest("facilitator"), vote, {})
    ask = rest("facilitator").post
    said = {
        ask(f"{vote.url}/@paper-ballots", json={"voters": voters, "dots": {}}).text
        for voters in (["member", "facilitator"], ["teller", "facilitator"])
    }
    assert len(said) == 1
    said = {
        ask(f"{vote.url}/@paper-ballots", json={"voters": voters, "dots": {}}).text
        for voters in (["member", "colleague"], ["teller", "colleague"])
    }
    assert len(said) == 1


@pytest.mark.parametrize("has_voted", [True, False])
def test_a_reminder_does_not_tell_whether_who_left_had_voted(rest, a_vote, has_voted):
    vote = a_vote()
    facilitator = rest("facilitator")
    if has_voted:
        put(rest("teller"), vote, {})
    gone = facilitator.delete("tuesday/@members/teller")
    assert gone.status_code == 204, gone.text
    state = facilitator.get(f"{vote.url}/@phase").json()
    told = facilitator.post(f"{vote.url}/@reminder", json={})
    assert told.status_code == 200, told.text
    assert told.json()["people"] == state["electorate"] - state["voted"]


# What can be taken off the sums


def test_a_wall_of_many_does_not_give_away_who_clicked():
    """The wall was seen, and who entered it knows it: the rest is one person's."""
    wall = (9, {"rest": 9, "food": 4})
    one = withheld(tallied({"safety": 1}, papers=[wall]), 8)
    other = withheld(tallied({"school": 1, "safety": 1}, papers=[wall]), 8)
    assert one.breakdown is other.breakdown is False
    for name in ("dots", "voters", "few"):
        assert set(by_option(one, name).values()) == {None}
    assert by_option(one, "place")["rest"] == 1


def test_of_a_small_wall_and_a_click_no_order_is_told():
    told = withheld(tallied({"safety": 1}, papers=[(3, {"rest": 3})]), 8)
    assert [line.option for line in told.lines] == list(OPTIONS)
    assert {line.place for line in told.lines} == {None}


def test_a_small_wall_is_not_told_from_clicks():
    told = withheld(tallied(*[{"food": 2}] * 9, papers=[(1, {"rest": 4})]), 8)
    assert told.breakdown is True
    assert by_option(told, "dots")["rest"] == 4
    assert set(by_option(told, "voters").values()) == {None}


# Sizes


def test_what_is_written_has_no_size_of_its_own():
    """Each who is logged in sees in the undo log how big each change was, and when."""
    found = set()
    for _time in range(24):
        transaction.begin()
        forget_who_and_where()
        current = transaction.get()
        assert (current.user, current.description) == ("", "")
        kept = pickle.dumps(current.extension)
        # What it adds is not told beside the size, so that it could be taken off.
        told = pickle.loads(kept)
        assert told.pop("time") % 1 == 0
        assert told == {"": True, "id": NO_ID, "size": 0}
        found.add(len(kept))
    transaction.abort()
    assert len(found) > 12
    assert max(found) - min(found) < NOISE + 4


# What is shown


def test_few_stay_few_when_less_counts_as_small_later(site, rest, a_vote, go_on):
    Membership(site["tuesday"]).change_role("newcomer", "member", now=now())
    transaction.commit()
    vote = a_vote(secrecy="secret")
    for who in ("member", "teller", "facilitator", "newcomer"):
        assert put(rest(who), vote, {vote.themes[0]: 1}).ok
    go_on(vote, "closed")
    api.portal.set_registry_record(settings.SMALL_GROUP, 4)
    transaction.commit()
    told = rest("facilitator").get(f"{vote.url}/@results").json()
    assert told["breakdown"] is False
    assert {row["dots"] for row in told["items"]} == {None}


def test_the_page_says_why_there_are_no_numbers(site, pages, a_vote, go_on):
    vote = a_vote(secrecy="secret")
    put_on_paper = {"voters": ["member", "teller"], **vote.dots(3, 1)}
    pages("facilitator").submit(f"{vote.url}/paper", **put_on_paper)
    go_on(vote, "closed")
    assert (
        "ery few people voted in this secret round, so even the "
        "order could show how individual people voted"
    ) in plain(pages("member").get(vote.url).text)


# At the same moment


@pytest.fixture
def elsewhere(site, round_at):
    """Return a round that is new, and a function that changes it in another process."""
    name = round_at("community").rpartition("/")[2]
    transaction.begin()

    def change(act) -> None:
        manager = transaction.TransactionManager()
        connection = site._p_jar.db().open(manager)
        try:
            manager.begin()
            other = connection.get(site["tuesday"][name]._p_oid)
            act(other)
            manager.commit()
        finally:
            manager.abort()
            connection.close()

    return site["tuesday"][name], change


def test_nobody_is_named_whose_first_word_came_as_it_was_changed(elsewhere):
    content, change = elsewhere
    with api.env.adopt_user("member"):
        collecting.raise_topic(content, "How do we ask?", now=now())
    change(lambda other: setattr(other, "unnamed_topics", False))
    with pytest.raises(ConflictError):
        transaction.commit()
    transaction.abort()


def test_names_are_not_promised_away_while_the_first_word_is_written(elsewhere):
    content, change = elsewhere
    content.unnamed_topics = False
    phases.follow_a_changed_round(content, None)
    change(lambda other: setattr(record_of(other), "promised_unnamed", True))
    with pytest.raises(ConflictError):
        transaction.commit()
    transaction.abort()
