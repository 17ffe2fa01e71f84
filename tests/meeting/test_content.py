"""A meeting as content: times, who sees which field, who may change which."""

from datetime import datetime
from datetime import UTC
from leap.cop.meeting import clock
from leap.cop.meeting import daily
from leap.cop.meeting.content import Meeting
from plone import api

import pytest
import transaction


START = "2027-03-27T09:00"


def made(rest, who="facilitator", **fields):
    """Send a meeting; return the answer."""
    body = {"@type": "leap.cop.Meeting", "start": START, "timezone": "Europe/Sofia"}
    return rest(who).post("tuesday", json={**body, **fields})


@pytest.mark.parametrize("day, hour", [(27, "07"), (28, "06"), (29, "06")])
def test_the_clock_is_right_across_a_change(rest, day, hour):
    answer = made(rest, start=f"2027-03-{day}T09:00")
    assert answer.status_code == 201, answer.text
    sent = answer.json()
    assert sent["start"] == f"2027-03-{day}T{hour}:00:00+00:00"
    begins, ends = (datetime.fromisoformat(sent[name]) for name in ("start", "end"))
    assert (ends - begins).total_seconds() == 3.5 * 3600
    assert sent["timezone"] == "Europe/Sofia"


def test_a_time_that_the_clock_leaves_out(rest):
    answer = made(rest, start="2027-03-28T03:30")
    assert answer.status_code == 400
    assert (
        "start: this time does not exist on that day: the clocks "
        "go from 03:00 straight to 04:00."
    ) in answer.text


def test_of_a_time_that_comes_twice_the_first(rest):
    answer = made(rest, start="2027-10-31T03:30")
    assert answer.json()["start"] == "2027-10-31T00:30:00+00:00"


def test_another_zone_keeps_the_instant(rest):
    url = made(rest).json()["@id"]
    session = rest("facilitator")
    assert session.patch(url, json={"timezone": "Europe/Amsterdam"}).status_code == 204
    assert session.get(url).json()["start"] == "2027-03-27T07:00:00+00:00"


def test_another_start_keeps_the_length(rest):
    url = made(rest).json()["@id"]
    session = rest("facilitator")
    assert session.patch(url, json={"start": "2027-03-28T09:00"}).status_code == 204
    sent = session.get(url).json()
    assert sent["start"] == "2027-03-28T06:00:00+00:00"
    assert sent["end"] == "2027-03-28T09:30:00+00:00"


@pytest.mark.parametrize(
    "who, status",
    [
        ("member", 403),
        ("siteadmin", 201),
        ("colleague", 403),
        ("newcomer", 403),
        (None, 401),
    ],
)
def test_who_plans(rest, who, status):
    answer = made(rest, who)
    assert answer.status_code == status, answer.text


INSIDE = ("location", "online_link", "venue_notes", "room_for", "address_may_be_shown")


def test_where_it_is_stays_inside(rest, meeting_at):
    url = meeting_at(state="public")
    seen = rest("colleague").get(url).json()
    assert seen["title"] == "Listening well"
    assert not set(INSIDE) & set(seen)
    assert {*INSIDE} <= set(rest("member").get(url).json())
    assert {*INSIDE} <= set(rest("siteadmin").get(url).json())


def test_a_pure_clock():
    there = clock.on_clock(datetime(2027, 3, 28, 4, 0), "Europe/Sofia")
    assert there.isoformat() == "2027-03-28T04:00:00+03:00"


def test_no_two_meetings_share_what_is_kept_of_them():
    assert "__annotations__" not in vars(Meeting)


@pytest.fixture
def far_away(site):
    """Let the facilitator's own clock be another one than the site's."""
    zones = ["Asia/Tokyo", "Europe/London"]
    api.portal.set_registry_record("plone.available_timezones", zones)
    api.portal.set_registry_record("plone.portal_timezone", "Europe/London")
    person = api.user.get("facilitator")
    person.setMemberProperties({"timezone": "Asia/Tokyo"})
    transaction.commit()
    return site


def test_the_zone_is_the_sites_whoever_plans(rest, far_away):
    body = {"@type": "leap.cop.Meeting", "start": START}
    answer = rest("facilitator").post("tuesday", json=body)
    assert answer.json()["timezone"] == "Europe/London"
    assert answer.json()["start"] == "2027-03-27T09:00:00+00:00"


def test_a_meeting_that_a_program_makes_is_moved_by_nobody(far_away):
    start = datetime(2027, 3, 27, 7, tzinfo=UTC)
    with api.env.adopt_user("facilitator"):
        meeting = api.content.create(
            far_away["tuesday"], type="leap.cop.Meeting", title="Other", start=start
        )
    api.portal.set_registry_record("plone.portal_timezone", "Asia/Tokyo")
    assert meeting.timezone == "Europe/London"
    assert meeting.start == start


def test_a_day_is_the_sites_whoever_asks(far_away):
    with api.env.adopt_user("facilitator"):
        day = daily.site_day(datetime(2027, 1, 1, 20, tzinfo=UTC))
    assert day.isoformat() == "2027-01-01"
