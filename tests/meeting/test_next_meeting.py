"""The next meeting on the home of a community, and in `@cop-home`."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.meeting import rules
from leap.cop.meeting.records import record_of

import pytest
import transaction


SOON = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
HOME = "tuesday/@cop-home"


def said(rest, who):
    """Return what the home says of the next meeting."""
    return rest(who).get(HOME).json()["next_meeting"]


def test_the_soonest_that_is_not_over(rest, meeting_at):
    meeting_at(start=SOON - timedelta(days=9), title="Over")
    meeting_at(start=SOON + timedelta(days=9), title="Later")
    path = meeting_at(start=SOON, title="Soon")
    found = said(rest, "member")
    assert found["@id"].endswith(path)
    assert found["title"] == "Soon"
    assert found["start"] == SOON.isoformat()
    assert (found["timezone"], found["mode"]) == ("Europe/Sofia", "in_person")
    assert (found["phase"], found["mine"]) == ("planned", None)


def test_one_that_goes_on_is_next(rest, meeting_at):
    meeting_at(start=datetime.now(UTC) - timedelta(hours=1), title="Now")
    meeting_at(start=SOON, title="Soon")
    assert said(rest, "member")["title"] == "Now"


def test_none(rest):
    assert said(rest, "member") is None


@pytest.mark.parametrize(
    "state, sees",
    [
        ("private", {"facilitator", "siteadmin"}),
        ("community", {"facilitator", "siteadmin", "member"}),
        ("public", {"facilitator", "siteadmin", "member", "newcomer", "colleague"}),
    ],
)
def test_whoever_sees_the_meeting(rest, meeting_at, state, sees):
    meeting_at(start=SOON, state=state)
    everybody = ("facilitator", "siteadmin", "member", "newcomer", "colleague")
    assert {who for who in everybody if said(rest, who)} == sees


def test_where_it_is_stands_nowhere(rest, visit, meeting_at):
    meeting_at(start=SOON, state="public")
    for who in ("member", "colleague"):
        assert "Hidden Lane" not in rest(who).get(HOME).text
        visitor = visit(who)
        visitor.go("tuesday")
        assert "Hidden Lane" not in visitor.contents
        assert "secret-room" not in visitor.contents


def test_my_answer(rest, visit, site, meeting_at):
    meeting = site.unrestrictedTraverse(meeting_at(start=SOON, state="public"))
    record = record_of(meeting)
    record.answers["member"] = (rules.PERHAPS, "")
    record.answers["colleague"] = (rules.YES, "")
    record.turns[rules.HOST] = ("teller", rules.ACCEPTED)
    record.turns[rules.CHAIR] = ("member", rules.ASKED)
    transaction.commit()
    assert said(rest, "member")["mine"] == "perhaps"
    # Somebody who left is asked nothing any more.
    assert "mine" not in said(rest, "colleague")
    visitor = visit("member")
    visitor.go("tuesday")
    assert "You said “perhaps”." in visitor.text
    assert "Tess Lane is hosting" in visitor.text
    visitor = visit("teller")
    visitor.go("tuesday")
    assert "Say whether you will come" in visitor.text
    visitor = visit("colleague")
    visitor.go("tuesday")
    assert "Next meeting" in visitor.text
    assert "Say whether you will come" not in visitor.text
    assert "Tess Lane" not in visitor.text


def test_a_host_who_was_asked_is_not_named(visit, site, meeting_at):
    meeting = site.unrestrictedTraverse(meeting_at(start=SOON))
    record_of(meeting).turns[rules.HOST] = ("teller", rules.ASKED)
    transaction.commit()
    visitor = visit("member")
    visitor.go("tuesday")
    assert "Tess Lane is hosting" not in visitor.text


def test_one_that_is_cancelled(rest, visit, site, meeting_at):
    meeting = site.unrestrictedTraverse(meeting_at(start=SOON))
    record_of(meeting).phase = rules.CANCELLED
    transaction.commit()
    assert said(rest, "member")["phase"] == "cancelled"
    visitor = visit("member")
    visitor.go("tuesday")
    assert "It is cancelled." in visitor.text
    assert "Say whether you will come" not in visitor.text


def test_who_is_asked_to_plan_one(visit):
    for who, words in (("facilitator", True), ("member", False), ("colleague", False)):
        visitor = visit(who)
        visitor.go("tuesday")
        assert ("Plan a meeting" in visitor.text) is words
        assert ("No meeting to show yet." in visitor.text) is (who != "colleague")
