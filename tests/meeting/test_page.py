"""The page of a meeting, for everybody who sees one."""

import pytest


@pytest.mark.parametrize("who", ["facilitator", "member", "siteadmin", "colleague"])
def test_whoever_sees_the_meeting_sees_its_page(visit, meeting_at, who):
    visitor = visit(who)
    visitor.go(meeting_at(state="public"))
    assert "Listening well" in visitor.text
