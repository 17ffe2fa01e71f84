"""The bounds of an audience, as a table."""

from leap.cop.consent import rules

import pytest


@pytest.mark.parametrize(
    ("granted", "approved", "ceiling", "community", "expected"),
    [
        ("public", True, "public", "public", "public"),
        ("public", False, "public", "public", "community"),
        ("public", True, "community", "public", "community"),
        ("public", True, "public", "community", "community"),
        ("public", True, "public", "private", "private"),
        ("community", True, "public", "public", "community"),
        (None, True, "public", "public", "private"),
        ("everybody", True, "public", "public", "private"),
        ("public", True, None, "public", "private"),
        ("public", True, "public", "closed", "private"),
    ],
)
def test_effective_audience_is_the_narrowest(
    granted, approved, ceiling, community, expected
):
    assert expected == rules.effective_audience(
        granted=granted, approved=approved, ceiling=ceiling, community=community
    )


@pytest.mark.parametrize(
    ("state", "limit", "transition"),
    [
        ("public", "public", None),
        ("public", "community", "retract"),
        ("public", "private", "withdraw"),
        ("community_pending", "community", "retract"),
        ("pending", "community", "retract"),
        ("community", "community", None),
        ("community", "private", "withdraw"),
        ("private", "private", None),
    ],
)
def test_state_within(state, limit, transition):
    assert rules.state_within(state, limit) == transition


def test_no_move_widens_who_could_read_before_a_review():
    for name in ("submit", "return", "retract", "revise"):
        for origin, target in rules.MOVES[name].origins.items():
            before = rules.rank(rules.AUDIENCE_OF_STATE[origin])
            assert rules.rank(rules.AUDIENCE_OF_STATE[target]) <= before


def test_only_reviewers_and_tellers_widen():
    for name, move in rules.MOVES.items():
        for origin, target in move.origins.items():
            before = rules.rank(rules.AUDIENCE_OF_STATE[origin])
            if rules.rank(rules.AUDIENCE_OF_STATE[target]) > before:
                assert (name, move.actors) in {
                    ("share", frozenset({rules.TELLER})),
                    ("approve", frozenset({rules.REVIEWER})),
                }
