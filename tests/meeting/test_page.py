"""The page of a meeting, and the list of a community's meetings."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.meeting.records import AgendaRow
from leap.cop.meeting.records import record_of
from plone import api
from tests.meeting.made import plan

import pytest
import transaction


INSIDE = ("facilitator", "member", "siteadmin")
OUTSIDE = ("colleague", "reviewer", "newcomer")

#: What stands on the page for those inside alone.
PLACE = ("12 Hidden Lane", "Ring the bell twice", "secret-room")


@pytest.mark.parametrize("who", [*INSIDE, *OUTSIDE])
def test_whoever_sees_the_meeting_sees_its_page(visit, meeting_at, who):
    visitor = visit(who)
    visitor.go(meeting_at(state="public", description="About ears"))
    assert visitor.status == 200
    for words in ("Saturday 27 March 2027", "Listening well", "About ears"):
        assert words in visitor.text
    for words in PLACE:
        assert (words in visitor.contents) is (who in INSIDE)
    assert (
        "Only people in your community and site administrators can see this"
        in visitor.text
    ) is (who in INSIDE)


@pytest.mark.parametrize("who", OUTSIDE)
def test_a_meeting_of_members_is_not_there_for_others(visit, meeting_at, who):
    visitor = visit(who)
    visitor.go(meeting_at())
    assert visitor.status == 404
    assert "Listening" not in visitor.text


def test_nobody_without_an_account_sees_one(visit, meeting_at):
    visitor = visit(None)
    visitor.go(meeting_at(state="public"))
    assert "Listening" not in visitor.contents


def test_a_place_that_may_be_shown(visit, meeting_at):
    visitor = visit("colleague")
    visitor.go(meeting_at(state="public", address_may_be_shown=True))
    assert "12 Hidden Lane" in visitor.text
    assert "Ring the bell" not in visitor.contents
    assert "secret-room" not in visitor.contents


def test_the_zone_stands_there_where_the_clock_is_another(visit, meeting_at):
    visitor = visit("member")
    visitor.go(meeting_at(timezone="Europe/Sofia"))
    assert "09:00 to 12:30 (Europe/Sofia)" in visitor.text
    visitor.go(meeting_at(timezone="UTC"))
    assert "07:00 to 10:30 ·" in visitor.text


def test_a_title_that_says_nothing_stands_nowhere(visit, meeting_at):
    visitor = visit("member")
    page = visitor.go(meeting_at(title="Meeting"))
    assert "<h2>Meeting</h2>" not in page
    assert "<h2>Listening</h2>" in visitor.go(meeting_at(title="Listening"))


def test_a_meeting_over_midnight(visit, meeting_at):
    visitor = visit("member")
    start = datetime(2027, 3, 27, 20, 0, tzinfo=UTC)
    visitor.go(meeting_at(start=start, timezone="UTC", hours=6))
    assert "20:00 to Sunday 28 March 2027, 02:00" in visitor.text


#: What can always be done, by whom.
LINKS = {
    "facilitator": {
        "edit",
        "change-time",
        "change-place",
        "move-meeting",
        "plan-next",
        "cancel-meeting",
        "delete_confirmation",
    },
    "chair": {"change-time", "change-place", "cancel-meeting"},
    "host": {"change-place"},
    "note_taker": set(),
    "member": set(),
    "colleague": set(),
}


def _with_turn(site, path: str, who: str) -> str:
    if who not in ("chair", "host", "note_taker"):
        return who
    record = record_of(site.unrestrictedTraverse(path))
    record.turns[who] = ("member", "accepted")
    transaction.commit()
    return "member"


@pytest.mark.parametrize("who", LINKS)
def test_what_can_always_be_done(site, visit, meeting_at, who):
    path = meeting_at(state="public")
    visitor = visit(_with_turn(site, path, who))
    page = visitor.go(path)
    found = {name for name in LINKS["facilitator"] if f'/{path}/{name}"' in page}
    assert found == LINKS[who]
    for name in found - {"move-meeting"}:
        visitor.go(f"{path}/{name}")
        assert visitor.status == 200, name


@pytest.mark.parametrize("who", ["member", "host", "colleague", "siteadmin"])
def test_what_is_not_theirs_is_not_there(site, visit, meeting_at, who):
    path = meeting_at(state="public", start=datetime(2026, 1, 7, 9, tzinfo=UTC))
    visitor = visit(_with_turn(site, path, who))
    for name in ("took-place", "not-held", "change-time", "plan-next"):
        if who == "siteadmin" and name in ("change-time", "plan-next"):
            continue
        visitor.go(f"{path}/{name}")
        assert visitor.status in (403, 404), name


# Becoming


def send(visitor, page: str, **values) -> str:
    """Send the form of a page."""
    form = visitor.form_to(page)
    for name, value in values.items():
        form.getControl(name=name).value = value
    form.submit()
    return visitor.text


def test_cancelling_and_restoring(visit, meeting_at, kept):
    path = meeting_at(state="public")
    visitor = visit("facilitator")
    visitor.go(f"{path}/cancel-meeting")
    text = send(visitor, "cancel-meeting", note="The hall is flooded.")
    assert "This meeting is cancelled" in text
    assert "The hall is flooded." in text
    assert (kept(path).phase, kept(path).sequence) == ("cancelled", 1)
    colleague = visit("colleague")
    colleague.go(path)
    assert "This meeting is cancelled" in colleague.text
    assert "flooded" not in colleague.contents
    visitor.go(f"{path}/restore-meeting")
    assert "is cancelled" not in send(visitor, "restore-meeting")
    assert (kept(path).phase, kept(path).sequence) == ("planned", 2)


def test_it_took_place_or_not(site, visit, meeting_at, kept):
    path = meeting_at(start=datetime(2026, 1, 7, 9, tzinfo=UTC))
    chair = visit(_with_turn(site, path, "chair"))
    chair.go(path)
    assert "Did it take place?" in chair.text
    chair.go(f"{path}/took-place")
    send(chair, "took-place")
    assert kept(path).phase == "held"
    assert "Did it take place?" not in chair.text
    chair.go(f"{path}/not-held")
    assert chair.status == 404
    visitor = visit("facilitator")
    visitor.go(f"{path}/not-held")
    send(visitor, "not-held")
    assert kept(path).phase == "planned"


def test_what_cannot_be_now_has_no_button(visit, meeting_at):
    path = meeting_at()
    visitor = visit("facilitator")
    visitor.go(f"{path}/took-place")
    assert "The meeting has not started yet." in visitor.text
    with pytest.raises(LookupError):
        visitor.form_to("took-place")


def test_facilitators_are_told_to_show_it(visit, meeting_at):
    path = meeting_at(state="private")
    visitor = visit("facilitator")
    visitor.go(path)
    assert "Only facilitators can see this meeting" in visitor.text


def test_deleting(site, visit, meeting_at):
    path = meeting_at()
    visitor = visit("facilitator")
    visitor.go(f"{path}/delete_confirmation")
    send(visitor, "delete_confirmation")
    assert visitor.path == "tuesday/meetings"
    transaction.begin()
    assert path.split("/")[1] not in site["tuesday"]


@pytest.mark.parametrize("why", ["presence", "record", "held"])
def test_what_has_to_stay(site, visit, rest, meeting_at, why):
    path = meeting_at()
    record = record_of(site.unrestrictedTraverse(path))
    if why == "presence":
        record.presence["member"] = "present"
    elif why == "record":
        record.minutes.rev = 1
    else:
        record.phase = "held"
    transaction.commit()
    visitor = visit("facilitator")
    visitor.go(f"{path}/delete_confirmation")
    assert (
        "Something has been noted about this meeting, so it cannot be deleted"
        in visitor.text
    )
    assert ("You can cancel it" in visitor.text) == (why != "held")
    with pytest.raises(LookupError):
        visitor.form_to("delete_confirmation")
    answer = rest("facilitator").delete(path)
    assert answer.status_code == 409, answer.text
    transaction.begin()
    assert path.split("/")[1] in site["tuesday"]


def test_a_community_goes_with_all_its_meetings(site, meeting_at):
    path = meeting_at()
    record_of(site.unrestrictedTraverse(path)).presence["member"] = "present"
    with api.env.adopt_roles(["Manager"]):
        api.content.delete(site["tuesday"], check_linkintegrity=False)
    assert "tuesday" not in site


# Changing


def test_the_host_says_where(site, visit, meeting_at, kept):
    path = meeting_at()
    host = visit(_with_turn(site, path, "host"))
    host.go(f"{path}/change-place")
    text = send(host, "change-place", location="The library", room_for="9")
    assert "The library" in text
    assert "Room for 9" in text
    assert kept(path).sequence == 0
    host.go(f"{path}/change-place")
    text = send(host, "change-place", location="", online_link="http://x.org")
    assert host.status == 400
    assert (
        "Enter a link that starts with https:// and a host name, without a password"
        in text
    )
    assert site.unrestrictedTraverse(path).place == "The library"


def test_the_chair_says_when(site, visit, meeting_at, kept):
    path = meeting_at()
    chair = visit(_with_turn(site, path, "chair"))
    chair.go(f"{path}/change-time")
    assert "Local time (Europe/Sofia)" in chair.text
    text = send(chair, "change-time", day="2027-03-29", begins="10:00", ends="11:00")
    assert "Three to four hours is usual" in text
    assert "Monday 29 March 2027" in text
    assert kept(path).sequence == 1
    transaction.begin()
    meeting = site.unrestrictedTraverse(path)
    assert meeting.start.isoformat() == "2027-03-29T10:00:00+03:00"
    chair.go(f"{path}/change-time")
    text = send(chair, "change-time", day="2027-03-28", begins="03:30", ends="05:00")
    assert "clocks go from 03:00 straight to 04:00" in text
    chair.go(f"{path}/change-time")
    assert "Enter a time, for example 13:00." in send(
        chair, "change-time", begins="soon"
    )


def test_planning_the_next_one(site, visit, meeting_at):
    path = meeting_at(mode="both", hours=3)
    meeting = site.unrestrictedTraverse(path)
    record = record_of(meeting)
    for number, kind in enumerate(("welcome", "theme", "advice", "break")):
        row = AgendaRow(f"r{number}", kind, "member")
        row.title, row.minutes, row.lead, row.note = "Words", 10 + number, "member", "x"
        record.rows[row.id] = row
        record.order.ids = (*record.order.ids, row.id)
    transaction.commit()
    visitor = visit("facilitator")
    visitor.go(f"{path}/plan-next")
    send(visitor, "plan-next", day="2027-04-29", begins="10:00")
    transaction.begin()
    made = site.unrestrictedTraverse(visitor.path)
    assert made.start.isoformat() == "2027-04-29T10:00:00+03:00"
    assert made.end.isoformat() == "2027-04-29T13:00:00+03:00"
    assert (made.mode, made.place) == ("both", None)
    assert api.content.get_state(made) == "private"
    rows = record_of(made).agenda()
    assert [(row.kind, row.minutes, row.title) for row in rows] == [
        ("welcome", 10, "Words"),
        ("theme", 11, ""),
        ("break", 13, "Words"),
    ]
    assert not any(row.lead or row.author or row.note for row in rows)
    visitor.go(f"{path}/plan-next")
    form = visitor.form_to("plan-next")
    form.getControl(name="day").value = "2027-05-29"
    form.getControl(name="same_place").value = ["yes"]
    form.submit()
    transaction.begin()
    assert site.unrestrictedTraverse(visitor.path).place == "12 Hidden Lane"


# The list


def test_the_list_of_meetings(site, visit, rest):
    community = site["tuesday"]
    soon = datetime.now(UTC) + timedelta(days=3)
    plan(community, title="Old", start=datetime(2026, 1, 7, 9, tzinfo=UTC))
    plan(community, title="New", start=soon, state="public")
    plan(community, title="Prepared", start=soon, state="private")
    transaction.commit()
    member, colleague = visit("member"), visit("colleague")
    page = member.go("tuesday/meetings")
    assert "Old" in page
    assert "Prepared" not in page
    assert "Will you come?" in member.text
    assert "Hidden" not in page
    assert "Meetings 1 waiting" in member.text
    page = colleague.go("tuesday/meetings")
    assert "New" in page
    assert "Old" not in page
    assert "Will you come?" not in colleague.text
    facilitator = visit("facilitator")
    facilitator.go("tuesday/meetings")
    assert "Prepared" in facilitator.contents
    # One to answer, and one that nobody hosts.
    assert "Meetings 2 waiting" in facilitator.text
    assert facilitator.text.count("Will you come?") == 1
    assert "Plan a meeting" in facilitator.text


def test_the_tab_counts_what_waits(site, visit):
    community = site["tuesday"]
    meeting = plan(community, start=datetime.now(UTC) + timedelta(days=3))
    transaction.commit()
    visitor = visit("member")
    visitor.go("tuesday/meetings")
    assert "Meetings 1 waiting" in visitor.text
    record_of(meeting).answers["member"] = ("no", "")
    transaction.commit()
    visitor.go("tuesday/meetings")
    assert "1 waiting" not in visitor.text


@pytest.mark.parametrize(
    "who, words",
    [("facilitator", "Plan one"), ("member", "The facilitators plan meetings")],
)
def test_an_empty_list_says_what_to_do(visit, who, words):
    visitor = visit(who)
    visitor.go("tuesday/meetings")
    assert words in visitor.text
