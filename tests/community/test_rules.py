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


@pytest.mark.parametrize(
    "call",
    [
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
