"""No earlier version of anything of ours is kept, and none can be gone back to."""

import pytest


@pytest.mark.parametrize("body", [{}, {"version": 0}, {"version": "x"}])
def test_going_back_is_answered_in_words(site, rest, body):
    answer = rest("siteadmin").patch("tuesday/@history", json=body)
    assert answer.status_code == 409
    assert "Earlier versions are not kept here" in answer.json()["message"]
