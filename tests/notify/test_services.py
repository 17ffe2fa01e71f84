"""The reminders over REST: for whoever manages the site, and for nobody else."""

import pytest


@pytest.mark.parametrize(
    ("userid", "status"),
    [(None, 401), ("teller", 401), ("facilitator", 401), ("reviewer", 401)],
)
def test_reminders_are_asked_for_by_nobody_else(rest, userid, status):
    assert rest(userid).post("@reminders").status_code == status


def test_reminders(rest, told):
    told("pending")
    answer = rest("admin").post("@reminders")
    assert answer.status_code == 200, answer.text
    # Asked again, nobody is reminded twice of the same days.
    assert rest("admin").post("@reminders").json()["sent"] == 0
