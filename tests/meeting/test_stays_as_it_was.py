"""What nobody changes any more once a meeting took place, or its record is kept."""

from leap.cop.meeting import rules
from leap.cop.meeting.records import record_of
from tests.meeting.people import ago

import pytest
import transaction


TIMES = (
    {"start": "2027-03-28T09:00"},
    {"end": "2027-03-27T09:00"},
    {"timezone": "Europe/Amsterdam"},
)
HEADING = ({"title": "Another"}, {"description": "Another"})


@pytest.fixture
def held(site, meeting_at):
    """Return the path of a meeting that took place."""
    path = meeting_at(start=ago(hours=5))
    record_of(site.unrestrictedTraverse(path)).phase = rules.HELD
    transaction.commit()
    return path


@pytest.fixture
def closed(site, held):
    """Return the path of a meeting whose record is kept."""
    record_of(site.unrestrictedTraverse(held)).minutes.kept = True
    transaction.commit()
    return held


@pytest.mark.parametrize("sent", TIMES)
def test_a_meeting_that_took_place_is_not_moved(rest, held, site, sent):
    before = site.unrestrictedTraverse(held).start
    answer = rest("facilitator").patch(held, json=sent)
    assert answer.status_code == 409, answer.text
    assert "has to say that the meeting did not take place." in answer.text
    transaction.begin()
    assert site.unrestrictedTraverse(held).start == before


@pytest.mark.parametrize("sent", HEADING)
def test_what_it_is_called_may_still_change(rest, held, sent):
    assert rest("facilitator").patch(held, json=sent).status_code == 204


@pytest.mark.parametrize("sent", TIMES + HEADING)
def test_once_the_record_is_kept_the_meeting_stays(rest, closed, sent):
    answer = rest("facilitator").patch(closed, json=sent)
    assert answer.status_code == 409, answer.text


def test_a_place_may_still_be_taken_out(rest, closed):
    sent = {"location": ""}
    assert rest("facilitator").patch(closed, json=sent).status_code == 204


def test_what_is_sent_back_is_no_change(rest, closed):
    facilitator = rest("facilitator")
    there = facilitator.get(closed).json()
    sent = {**there, "location": "Elsewhere"}
    assert facilitator.patch(closed, json=sent).status_code == 204
    times = {"start": there["start"].replace("+00:00", "Z"), "timezone": "Europe/Sofia"}
    assert facilitator.patch(closed, json=times).status_code == 204


def test_presence_stays_once_the_record_is_kept(rest, closed, kept):
    sent = {"people": {"member": "present"}}
    answer = rest("facilitator").patch(f"{closed}/@attendance", json=sent)
    assert answer.status_code == 409, answer.text
    assert dict(kept(closed).presence) == {}


def test_a_kept_record_is_of_no_cancelled_meeting(rest, closed, site, kept):
    record_of(site.unrestrictedTraverse(closed)).phase = rules.PLANNED
    transaction.commit()
    facilitator = rest("facilitator")
    sent = {"phase": "cancelled"}
    assert facilitator.post(f"{closed}/@phase", json=sent).status_code == 409
    assert kept(closed).phase == rules.PLANNED
    assert facilitator.get(f"{closed}/@phase").json()["next"] == ["held"]


def test_nor_is_it_moved_on_the_pages(visit, held, site):
    before = site.unrestrictedTraverse(held).start
    facilitator = visit("facilitator")
    facilitator.go(held)
    assert "change-time" not in facilitator.contents
    facilitator.go(f"{held}/change-time")
    form = facilitator.form_to("change-time")
    form.getControl(name="day").value = "2027-05-05"
    form.submit()
    assert facilitator.status == 409
    assert "has to say that the meeting did not take place." in facilitator.text
    facilitator.go(f"{held}/edit")
    browser = facilitator.browser
    browser.getControl(name="form.widgets.start").value = "2027-05-05T09:00"
    browser.getControl(name="form.widgets.end").value = "2027-05-05T12:00"
    browser.getControl(name="form.buttons.save").click()
    assert "has to say that the meeting did not take place." in facilitator.text
    transaction.begin()
    assert site.unrestrictedTraverse(held).start == before


def test_the_form_still_changes_what_may_change(visit, held, site):
    facilitator = visit("facilitator")
    facilitator.go(f"{held}/edit")
    browser = facilitator.browser
    browser.getControl(name="form.widgets.IBasic.title").value = "Another"
    browser.getControl(name="form.buttons.save").click()
    transaction.begin()
    assert site.unrestrictedTraverse(held).title == "Another"
