"""P1 and P5 over random histories of a round (`history_rounds.py`)."""

from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from tests.exposure.history import ACTORS
from tests.exposure.history_rounds import RoundHistory


def test_no_history_shows_a_round_too_widely_or_loses_a_ballot(site, rest, whole):
    sessions = {actor: rest(actor) for actor in ACTORS}
    RoundHistory.around = {"portal": site, "sessions": sessions}
    run_state_machine_as_test(
        RoundHistory,
        settings=settings(
            max_examples=whole.examples(150, 16),
            stateful_step_count=40 if whole else 20,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate] + ([Phase.shrink] if whole else []),
            suppress_health_check=list(HealthCheck),
        ),
    )
