"""A chain read again says where its story stood, and never more. Pure."""

from hypothesis import given
from hypothesis import strategies as st
from leap.cop.consent import replay
from leap.cop.consent import rules

import pytest


STATES = tuple(rules.AUDIENCE_OF_STATE)


def row(act, level, digest="a", actor="T", channel="rest"):
    return {
        "act": act,
        "level": level,
        "digest": digest,
        "actor": actor,
        "on_behalf": "",
        "channel": channel,
    }


def said(*rows):
    return replay.said_by(rows, lambda actor: actor == "T")


SHARE = row("grant", "community")
ASK = row("grant", "public")
APPROVE = row("review", "public", actor="V")


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([], "private"),
        ([SHARE], "community"),
        ([ASK], "pending"),
        ([SHARE, ASK], "community_pending"),
        ([ASK, APPROVE], "public"),
        ([SHARE, ASK, row("review", "community", actor="V")], "community"),
        ([ASK, row("review", "private", actor="V")], "private"),
        ([ASK, APPROVE, row("edit", "public", "b")], "community_pending"),
        ([ASK, APPROVE, row("withdraw", "private")], "private"),
        ([ASK, APPROVE, row("withdraw", "community")], "community"),
        ([ASK, APPROVE, row("takedown", "private", actor="F")], "private"),
        ([ASK, row("unseal", "private", actor="X")], "pending"),
        # Not the teller's, or not somebody else's.
        ([row("grant", "public", actor="X")], "private"),
        ([ASK, row("review", "public", actor="T")], "pending"),
        # Not of this text, out of order, or of no known kind.
        ([ASK, row("review", "public", "b", actor="V")], "pending"),
        ([APPROVE], "private"),
        ([ASK, APPROVE, row("sing", "community", actor="X")], "community"),
        ([SHARE, row("sing", "public", actor="X")], "community"),
        ([row("grant", "everybody")], "private"),
    ],
)
def test_state(rows, state):
    assert said(*rows).state == state


OF_AGREEMENTS = st.builds(
    row,
    st.sampled_from(["enact", "accept", "decline", "withdraw"]),
    st.just("agreement"),
    st.sampled_from("ab"),
    st.sampled_from("TVX"),
    st.sampled_from(["rest", "workflow", "delete"]),
)


@pytest.mark.parametrize("act", ["enact", "accept", "decline"])
@pytest.mark.parametrize("level", ["agreement", *rules.LEVELS])
def test_what_is_said_of_an_agreement_moves_no_story(act, level):
    assert said(ASK, APPROVE, row(act, level)) == said(ASK, APPROVE)


@given(st.data(), st.integers(0, 12))
def test_rows_of_an_agreement_change_nothing_wherever_they_stand(data, at):
    rows, other = data.draw(ROWS), data.draw(OF_AGREEMENTS)
    assert said(*rows[:at], other, *rows[at:]) == said(*rows)


def test_what_its_teller_deleted_is_known():
    closed = row("withdraw", "private", channel="delete")
    assert said(SHARE, closed).deleted_by_teller
    assert not said(SHARE, {**closed, "actor": ""}).deleted_by_teller


@given(st.sampled_from(STATES), st.sampled_from(STATES))
def test_whoever_reads_where_two_states_meet_reads_in_both(one, other):
    readers = replay._READERS
    assert readers[replay.meet(one, other)] == readers[one] & readers[other]
    assert replay.meet(one, None) == replay.meet(one, "everybody") == "private"


ROWS = st.lists(
    st.builds(
        row,
        st.sampled_from(["grant", "withdraw", "review", "takedown", "edit", "other"]),
        st.sampled_from([*rules.LEVELS, "everybody"]),
        st.sampled_from("ab"),
        st.sampled_from("TVX"),
        st.sampled_from(["rest", "community", "delete"]),
    ),
    max_size=12,
)


@given(
    ROWS,
    st.sampled_from([*STATES, None, "everybody"]),
    st.sampled_from("ab"),
    st.sampled_from(rules.LEVELS),
)
def test_nothing_lands_above_its_keys(rows, told, digest, limit):
    found = said(*rows)
    state = replay.landing(found, told=told, digest=digest, limit=limit)
    granted = [
        entry
        for entry in rows
        if entry["act"] in ("grant", "edit") and entry["actor"] == "T"
    ]
    level = rules.AUDIENCE_OF_STATE[state]
    assert rules.rank(level) <= rules.rank(limit)
    assert replay.meet(state, told) == state
    if state != "private":
        assert found.granted_digest == digest
        assert any(entry["digest"] == digest for entry in granted)
    if state == "public":
        assert any(
            (entry["act"], entry["level"], entry["digest"])
            == ("review", "public", digest)
            and entry["actor"] != "T"
            for entry in rows
        )
