"""What is registered and stands in no row of the matrix fails the run."""

from tests.exposure import registered
from tests.exposure.own_channels import NOT_ASKED
from tests.exposure.own_channels import OWN

import pytest


WHERE = "tests/exposure/own_channels.py"


def test_every_own_page_and_service_stands_in_a_row(functional_session):
    found = {item.label for item in registered.own()}
    missing = sorted(found - set(OWN) - set(NOT_ASKED))
    stale = sorted((set(OWN) | set(NOT_ASKED)) - found)
    if missing or stale:
        lines = [f"no row asks for it: {label}" for label in missing]
        lines += [f"nothing of that name is registered: {label}" for label in stale]
        pytest.fail(f"Mend OWN in {WHERE}:\n" + "\n".join(lines), pytrace=False)


def test_every_row_says_where_it_goes():
    wrong = [label for label, rows in OWN.items() if not rows]
    wrong += [label for label, reason in NOT_ASKED.items() if not reason]
    assert wrong == []
