"""Membership as dated intervals: pure rules."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.community import rules

import pytest


START = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def joined(role: str = rules.MEMBER):
    return rules.begin((), role, START, "added")


def test_a_history_begins_and_ends_and_keeps_its_past():
    history = rules.end(joined(), START + 30 * DAY)
    assert rules.current(history) is None
    again = rules.begin(history, rules.MEMBER, START + 60 * DAY, "added")
    assert again[0] == history[0]
    assert rules.current(again).since == START + 60 * DAY


def test_a_change_of_role_continues_where_the_old_one_ends():
    changed = rules.change(joined(), START + DAY, role=rules.FACILITATOR, paused=False)
    assert [(part.role, part.until) for part in changed] == [
        (rules.MEMBER, START + DAY),
        (rules.FACILITATOR, None),
    ]
    assert rules.since(changed) == START


def test_the_same_role_again_changes_nothing():
    history = joined()
    assert rules.change(history, START + DAY, role="member", paused=False) == history


def test_since_counts_the_unbroken_stretch_only():
    history = rules.end(joined(), START + DAY)
    history = rules.begin(history, rules.MEMBER, START + 9 * DAY, "added")
    assert rules.since(history) == START + 9 * DAY
    assert rules.since(()) is None


@pytest.mark.parametrize(
    "role,groups",
    [
        ("member", {"members"}),
        ("facilitator", {"members", "facilitators"}),
        ("reviewer", {"reviewers"}),
        ("candidate", {"candidates"}),
    ],
)
def test_the_groups_of_a_role(role, groups):
    assert rules.groups_of(joined(role)) == groups


def test_whoever_is_paused_or_gone_stands_in_no_group():
    paused = rules.change(joined(), START + DAY, role="member", paused=True)
    assert rules.groups_of(paused) == frozenset()
    assert rules.groups_of(rules.end(joined(), START + DAY)) == frozenset()


def test_the_last_facilitator_is_the_last_who_is_not_paused():
    first, second = joined("facilitator"), joined("facilitator")
    both = {"anna": first, "ben": second, "carl": joined()}
    assert not rules.is_last_facilitator(both, "anna")
    paused = rules.change(second, START + DAY, role="facilitator", paused=True)
    assert rules.is_last_facilitator({**both, "ben": paused}, "anna")
    assert not rules.is_last_facilitator({**both, "ben": paused}, "ben")


def waiting(role: str = rules.MEMBER, start: datetime = START):
    history = rules.begin((), role, start, "added")
    return rules.change(history, start + DAY, role=role, paused=False, waits=True)


@pytest.mark.parametrize("role", ["member", "facilitator"])
def test_whoever_waits_stands_in_the_one_group_of_those_who_wait(role):
    history = waiting(role)
    assert rules.groups_of(history) == {"waiting"}
    assert rules.current(history).role == role
    back = rules.change(history, START + 2 * DAY, role=role, paused=False, waits=False)
    assert rules.groups_of(back) == set(rules.GROUPS_OF_ROLE[role])
    assert [part.waits for part in back] == [False, True, False]
    # The place was never given up.
    assert rules.since(back) == START


def test_a_pause_and_another_role_keep_somebody_waiting():
    paused = rules.change(waiting(), START + 2 * DAY, role="member", paused=True)
    assert rules.groups_of(paused) == frozenset()
    back = rules.change(paused, START + 3 * DAY, role="facilitator", paused=False)
    assert rules.groups_of(back) == {"waiting"}


@pytest.mark.parametrize("role", ["reviewer", "candidate"])
def test_whoever_is_no_member_any_more_does_not_wait(role):
    changed = rules.change(waiting(), START + 2 * DAY, role=role, paused=False)
    assert rules.groups_of(changed) == set(rules.GROUPS_OF_ROLE[role])
    back = rules.change(changed, START + 3 * DAY, role="member", paused=False)
    assert rules.groups_of(back) == {"members"}


def test_whoever_waits_already_is_not_changed_again():
    history = waiting()
    assert (
        rules.change(history, START + 9 * DAY, role="member", paused=False, waits=True)
        == history
    )


def test_a_facilitator_who_waits_is_not_active():
    both = {"anna": joined("facilitator"), "ben": waiting("facilitator")}
    assert rules.is_last_facilitator(both, "anna")
    assert not rules.is_last_facilitator(both, "ben")


class TestWhoWaits:
    HISTORIES = {
        "anna": joined("facilitator"),
        "ben": rules.begin((), "facilitator", START + DAY, "added"),
        "carl": joined(),
        "cleo": joined("candidate"),
        "rita": joined("reviewer"),
        "left": rules.end(joined(), START + DAY),
        "paul": rules.change(
            joined("facilitator"), START + DAY, role="facilitator", paused=True
        ),
    }

    @pytest.mark.parametrize(
        "unanswered,expected",
        [
            ((), ()),
            (("carl", "cleo", "rita", "left", "stranger"), ("carl",)),
            (("anna",), ("anna",)),
            (("ben",), ("ben",)),
            # In the order in which they came; the last one left goes on.
            (("anna", "ben", "carl"), ("anna", "carl")),
            (("paul", "anna", "ben"), ("anna", "paul")),
        ],
    )
    def test_by_role_and_in_order(self, unanswered, expected):
        assert rules.who_waits(self.HISTORIES, unanswered) == set(expected)

    def test_whoever_alone_facilitates_never_waits(self):
        assert rules.who_waits({"anna": joined("facilitator")}, ["anna"]) == set()

    def test_whoever_was_left_alone_while_waiting_waits_no_longer(self):
        histories = {"ben": waiting("facilitator"), "carl": joined()}
        assert rules.who_waits(histories, ["ben", "carl"]) == {"carl"}

    def test_whoever_waits_already_goes_on_so_that_the_other_one_is_free(self):
        later = rules.begin((), "facilitator", START + DAY, "added")
        waits = rules.change(
            later, START + 2 * DAY, role="facilitator", paused=False, waits=True
        )
        histories = {"anna": joined("facilitator"), "ben": waits}
        assert rules.who_waits(histories, ["anna", "ben"]) == {"ben"}

    def test_whoever_came_on_the_same_day_is_taken_by_id(self):
        histories = {"ben": joined("facilitator"), "anna": joined("facilitator")}
        assert rules.who_waits(histories, ["ben", "anna"]) == {"anna"}


@pytest.mark.parametrize(
    "call",
    [
        lambda: rules.change(
            joined("reviewer"), START, role="reviewer", paused=False, waits=True
        ),
        lambda: rules.change((), START, role="member", paused=False, waits=True),
        lambda: rules.begin((), "owner", START, "added"),
        lambda: rules.begin(joined(), "member", START, "added"),
        lambda: rules.end((), START),
        lambda: rules.change((), START, role="member", paused=False),
        lambda: rules.change(joined(), START, role="owner", paused=False),
    ],
)
def test_what_cannot_be_is_refused(call):
    with pytest.raises(ValueError):
        call()


def test_presets_go_from_narrow_to_wide_and_all_have_an_agreement():
    names = list(rules.PRESETS)
    assert names[0] == "circle"
    assert rules.PRESETS["circle"] == rules.Preset(
        "invite", True, False, False, "community"
    )
    assert all(preset.requires_agreement for preset in rules.PRESETS.values())
