"""P1 and P2 over random histories (`history.py`, `history_people.py`).

`make exposure` runs many more and longer histories than `make test`.
"""

from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from tests.exposure.history import ACTORS
from tests.exposure.history_people import PeopleHistory
from tests.exposure.history_people import with_transfer


def test_no_history_widens_an_audience(site, rest, whole):
    sessions = {actor: rest(actor) for actor in ACTORS}
    machine = with_transfer(PeopleHistory)
    machine.around = {"portal": site, "sessions": sessions}
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=whole.examples(150, 9),
            stateful_step_count=30 if whole else 12,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate] + ([Phase.shrink] if whole else []),
            suppress_health_check=list(HealthCheck),
        ),
    )
