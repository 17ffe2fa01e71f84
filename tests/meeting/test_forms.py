"""The add form and the edit form of a meeting, without JavaScript."""

from leap.cop.meeting.finding import every_meeting
from plone import api

import pytest
import transaction


ADD = "tuesday/++add++leap.cop.Meeting"


@pytest.fixture(autouse=True)
def in_london(site):
    """Let the site be where no meeting is."""
    api.portal.set_registry_record(
        "plone.available_timezones", ["Europe/London", "Europe/Sofia"]
    )
    api.portal.set_registry_record("plone.portal_timezone", "Europe/London")
    transaction.commit()


def the_one(site):
    """Return the one meeting that is there now."""
    transaction.begin()
    [found] = every_meeting(site["tuesday"])
    return found


def fill(visitor, button="save", **values) -> str:
    """Fill a form in, by the last part of the names, and send it."""
    browser = visitor.browser
    for name, value in values.items():
        control = browser.getControl(name=f"form.widgets.{name}")
        control.value = value
    browser.getControl(name=f"form.buttons.{button}").click()
    return visitor.text


@pytest.mark.parametrize(
    "who, status",
    [
        ("facilitator", 200),
        ("siteadmin", 200),
        ("admin", 200),
        ("member", 403),
        ("newcomer", 403),
        ("colleague", 403),
        ("reviewer", 403),
    ],
)
def test_who_plans(visit, who, status):
    visitor = visit(who)
    visitor.go(ADD)
    assert visitor.status == status


def test_what_is_typed_is_the_clock_of_the_zone(visit, site):
    visitor = visit("facilitator")
    visitor.go(ADD)
    assert visitor.browser.getControl(name="form.widgets.timezone:list").value == [
        "Europe/London"
    ]
    fill(
        visitor,
        start="2027-03-27T09:00",
        **{"timezone:list": ["Europe/Sofia"], "mode": ["in_person"]},
    )
    meeting = the_one(site)
    assert meeting.start.isoformat() == "2027-03-27T09:00:00+02:00"
    assert meeting.end.isoformat() == "2027-03-27T12:30:00+02:00"
    assert meeting.title == "Meeting"
    assert api.content.get_state(meeting) == "private"
    assert "usual" not in visitor.text


@pytest.mark.parametrize(
    "typed, words",
    [
        (
            {"start": "2027-03-28T03:30", "end": ""},
            "clocks go from 03:00 straight to 04:00",
        ),
        ({"end": "2027-03-27T08:00"}, "Choose a time after the start."),
        ({"end": "2027-03-28T10:00"}, "Choose a time within 24 hours of the start."),
        ({"start": ""}, "Required input is missing."),
        ({"IBasic.title": "x" * 151}, "Up to 150 characters."),
        ({"online_link": "http://meet.example.org"}, "Constraint not satisfied"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(visit, site, typed, words):
    visitor = visit("facilitator")
    visitor.go(ADD)
    text = fill(
        visitor,
        **{
            "start": "2027-03-27T09:00",
            "end": "2027-03-27T12:00",
            "timezone:list": ["Europe/Sofia"],
            "location": "12 Hidden Lane",
            **typed,
        },
    )
    assert words in text
    assert "invalid" in visitor.contents
    assert visitor.browser.getControl(name="form.widgets.location").value
    transaction.begin()
    assert every_meeting(site["tuesday"]) == []


@pytest.mark.parametrize(
    "end, mode, says",
    [
        ("2027-03-27T10:00", "in_person", True),
        ("2027-03-27T10:00", "online", False),
        ("2027-03-27T12:00", "both", False),
        ("2027-03-27T15:00", "both", True),
    ],
)
def test_an_unusual_length_is_said_and_saved(visit, site, end, mode, says):
    visitor = visit("facilitator")
    visitor.go(ADD)
    text = fill(visitor, start="2027-03-27T09:00", end=end, mode=[mode])
    assert ("Three to four hours is usual" in text) is says
    assert the_one(site).mode == mode


def test_the_place_is_in_the_form_of_those_who_may(visit, meeting_at, site):
    path = meeting_at(state="public")
    visitor = visit("facilitator")
    visitor.go(f"{path}/edit")
    assert visitor.browser.getControl(name="form.widgets.location").value == (
        "12 Hidden Lane"
    )
    assert visitor.browser.getControl(name="form.widgets.start").value == (
        "2027-03-27T09:00"
    )
    fill(visitor, location="Elsewhere", **{"timezone:list": ["Europe/London"]})
    meeting = the_one(site)
    assert meeting.place == "Elsewhere"
    # The clock that was read is the one that is meant.
    assert meeting.start.isoformat() == "2027-03-27T09:00:00+00:00"


def test_a_changed_time_is_counted_once(visit, meeting_at, kept):
    path = meeting_at()
    visitor = visit("facilitator")
    visitor.go(f"{path}/edit")
    fill(visitor, start="2027-03-27T10:00", end="2027-03-27T13:30")
    assert kept(path).sequence == 1
    visitor.go(f"{path}/edit")
    fill(visitor, **{"IBasic.title": "Another"})
    assert kept(path).sequence == 1


def test_nothing_is_saved_over_what_nobody_saw(visit, meeting_at, rest, site):
    path = meeting_at()
    visitor = visit("facilitator")
    visitor.go(f"{path}/edit")
    sent = {"location": "The library"}
    assert rest("siteadmin").patch(path, json=sent).status_code == 204
    fill(visitor, location="The town hall")
    assert visitor.status == 409
    assert the_one(site).place == "The library"
    assert "The town hall" in visitor.contents


@pytest.mark.parametrize("who", ["member", "colleague", "newcomer"])
def test_who_does_not_change_it_here(visit, meeting_at, who):
    visitor = visit(who)
    visitor.go(f"{meeting_at(state='public')}/edit")
    assert visitor.status in (403, 404)
