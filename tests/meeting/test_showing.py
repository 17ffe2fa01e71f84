"""Before a summary is shown, or all staff see a meeting: what stands in it."""

from leap.cop.meeting.records import record_of

import pytest
import transaction


def put(session, url, rev=0, **fields):
    """Send a record."""
    return session.put(f"{url}/@record", json={"rev": rev, **fields})


@pytest.fixture
def take_notes(site):
    """Return a function that lets a member take notes."""

    def take(path: str, userid: str) -> str:
        record = record_of(site.unrestrictedTraverse(path))
        record.turns["note_taker"] = (userid, "accepted")
        transaction.commit()
        return path

    return take


def kinds_of(answer) -> list[str]:
    """Return what was found."""
    assert answer.status_code == 409, answer.text
    return [row["what"] for row in answer.json()["found"]]


def test_a_title_of_the_community_in_a_public_summary(rest, meeting_at, told):
    told("community", title="The long table")
    url = meeting_at(state="public")
    text = "<p>We heard <b>the long table</b>.</p>"
    answer = put(rest("facilitator"), url, summary=text, summary_shown=True)
    assert kinds_of(answer) == ["a story's title"]
    assert answer.json()["found"][0]["excerpt"] == "We heard the long table."
    assert rest("facilitator").get(f"{url}/@record").json()["rev"] == 0
    again = put(
        rest("facilitator"), url, summary=text, summary_shown=True, confirmed=True
    )
    assert again.status_code == 200
    assert "long table" in rest("colleague").get(url).json()["summary"]


def test_the_same_title_among_members(rest, meeting_at, told):
    told("community", title="The long table")
    url = meeting_at()
    text = "<p>We heard the long table.</p>"
    answer = put(rest("facilitator"), url, summary=text, summary_shown=True)
    assert answer.status_code == 200


def test_a_public_title_is_no_secret(rest, meeting_at, told):
    told("public", title="The long table")
    url = meeting_at(state="public")
    text = "<p>We heard the long table.</p>"
    answer = put(rest("facilitator"), url, summary=text, summary_shown=True)
    assert answer.status_code == 200


def test_nobody_learns_by_trying(rest, meeting_at, told, take_notes):
    told("private", title="The long table")
    url = take_notes(meeting_at(state="public"), "member")
    text = "<p>The long table</p>"
    answer = put(rest("member"), url, summary=text, summary_shown=True)
    assert answer.status_code == 200


def test_the_teller_is_asked_about_a_private_one(rest, meeting_at, told, take_notes):
    told("private", title="The long table")
    url = take_notes(meeting_at(), "teller")
    text = "<p>The long table</p>"
    answer = put(rest("teller"), url, summary=text, summary_shown=True)
    assert kinds_of(answer) == ["a story's title"]


@pytest.mark.parametrize(
    "who, name, status",
    [
        ("facilitator", "Mia Brook", 409),
        ("facilitator", "Nia West", 409),
        ("facilitator", "Col Hill", 200),
        ("teller", "Mia Brook", 409),
        ("teller", "Nia West", 200),
    ],
)
def test_names_that_the_writer_reads(rest, meeting_at, take_notes, who, name, status):
    url = take_notes(meeting_at(), "teller")
    answer = put(rest(who), url, summary=f"<p>{name} spoke.</p>", summary_shown=True)
    assert answer.status_code == status, answer.text
    if status == 409:
        assert kinds_of(answer) == ["a member's name"]


def test_a_name_in_the_attendance(rest, meeting_at, site):
    url = meeting_at()
    record_of(site.unrestrictedTraverse(url)).presence["colleague"] = "present"
    transaction.commit()
    text = "<p>Col Hill spoke.</p>"
    answer = put(rest("facilitator"), url, summary=text, summary_shown=True)
    # Of nobody who was never here a name is kept, and the account has one.
    assert kinds_of(answer) == ["a member's name"]


def test_a_shown_summary_that_is_changed_is_looked_at_again(rest, meeting_at):
    url = meeting_at()
    session = rest("facilitator")
    put(session, url, summary="<p>Fine.</p>", summary_shown=True)
    assert put(session, url, 1, members_record="<p>Mia Brook</p>").status_code == 200
    answer = put(session, url, 2, summary="<p>Mia Brook</p>")
    assert kinds_of(answer) == ["a member's name"]


def test_publishing_asks(rest, meeting_at, told):
    told("community", title="The long table")
    url = meeting_at(title="The long table, again")
    answer = rest("facilitator").post(f"{url}/@workflow/publish", json={})
    assert kinds_of(answer) == ["a story's title"]
    assert rest("facilitator").get(url).json()["review_state"] == "community"
    bad = rest("facilitator").post(f"{url}/@workflow/publish", json={"confirmed": 1})
    assert bad.status_code == 400
    body = {"confirmed": True}
    answer = rest("facilitator").post(f"{url}/@workflow/publish", json=body)
    assert answer.status_code == 200
    assert answer.json()["review_state"] == "public"


def test_publishing_looks_at_a_shown_summary(rest, meeting_at, told):
    told("community", title="The long table")
    url = meeting_at()
    text = "<p>The long table</p>"
    put(rest("facilitator"), url, summary=text, summary_shown=True)
    answer = rest("facilitator").post(f"{url}/@workflow/publish", json={})
    assert kinds_of(answer) == ["a story's title"]


def test_stocks_door_asks_as_well(visit, meeting_at):
    url = meeting_at(title="Mia Brook")
    visitor = visit("facilitator")
    visitor.go(f"{url}/content_status_modify?workflow_action=publish")
    assert visit("colleague").go(url) and "Mia Brook" not in visit("colleague").go(url)


def test_other_moves_ask_nothing(rest, meeting_at):
    url = meeting_at(state="public")
    session = rest("facilitator")
    session.patch(url, json={"title": "Mia Brook"})
    for move in ("retract", "hide", "share"):
        answer = session.post(f"{url}/@workflow/{move}", json={})
        assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    "body, status",
    [
        ({"title": "Mia Brook talks"}, 409),
        ({"description": "With Mia Brook."}, 409),
        ({"location": "At Mia Brook's"}, 200),
        ({"location": "At Mia Brook's", "address_may_be_shown": True}, 409),
        ({"venue_notes": "Ask for Mia Brook."}, 200),
        ({"title": "Doors"}, 200),
    ],
)
def test_what_changes_once_all_staff_see_it(rest, meeting_at, body, status):
    url = meeting_at(state="public")
    answer = rest("facilitator").patch(url, json=body)
    assert answer.status_code in (status, 204 if status == 200 else status)
    if status != 409:
        return
    assert kinds_of(answer) == ["a member's name"]
    assert "Mia" not in str(rest("colleague").get(url).json())
    again = rest("facilitator").patch(url, json={**body, "confirmed": True})
    assert again.status_code == 204, again.text
    assert "Mia" in str(rest("colleague").get(url).json())


@pytest.mark.parametrize(
    "state, shown, status",
    [("private", False, 204), ("community", False, 204), ("community", True, 409)],
)
def test_what_changes_before(rest, meeting_at, state, shown, status):
    url = meeting_at(state=state)
    if shown:
        put(rest("facilitator"), url, summary="<p>Fine.</p>", summary_shown=True)
    answer = rest("facilitator").patch(url, json={"title": "Mia Brook talks"})
    assert answer.status_code == status, answer.text


def test_what_stood_there_is_not_asked_about_again(rest, meeting_at):
    url = meeting_at(title="Mia Brook talks")
    body = {"confirmed": True}
    assert rest("facilitator").post(f"{url}/@workflow/publish", json=body).ok
    answer = rest("facilitator").patch(url, json={"description": "Doors"})
    assert answer.status_code == 204, answer.text


def test_confirmed_is_true_or_false(rest, meeting_at):
    answer = rest("facilitator").patch(meeting_at(), json={"confirmed": "yes"})
    assert answer.status_code == 400 and "confirmed: " in answer.text


def test_a_shown_place_is_looked_at_before_publishing(rest, meeting_at):
    url = meeting_at(location="At Mia Brook's", address_may_be_shown=True)
    answer = rest("facilitator").post(f"{url}/@workflow/publish")
    assert kinds_of(answer) == ["a member's name"]


def test_on_the_form(visit, rest, meeting_at):
    url = meeting_at(state="public")
    visitor = visit("facilitator")
    visitor.go(f"{url}/edit")
    title = visitor.browser.getControl(name="form.widgets.IBasic.title")
    title.value = "Mia Brook talks"
    visitor.browser.getControl(name="form.buttons.save").click()
    assert visitor.status == 409
    assert "a member's name" in visitor.text
    title = visitor.browser.getControl(name="form.widgets.IBasic.title")
    assert title.value == "Mia Brook talks"
    assert rest("colleague").get(url).json()["title"] == "Listening well"
    visitor.browser.getControl(name="confirmed").value = ["yes"]
    visitor.browser.getControl(name="form.buttons.save").click()
    assert rest("colleague").get(url).json()["title"] == "Mia Brook talks"


def test_on_the_page_of_the_place(visit, rest, meeting_at):
    url = meeting_at(state="public", address_may_be_shown=True)
    visitor = visit("facilitator")
    visitor.go(f"{url}/change-place")
    form = visitor.form_to("change-place")
    form.getControl(name="location").value = "At Mia Brook's"
    form.submit()
    assert visitor.status == 409
    form = visitor.form_to("change-place")
    form.getControl(name="confirmed").value = ["yes"]
    form.submit()
    assert rest("colleague").get(url).json()["location"] == "At Mia Brook's"
