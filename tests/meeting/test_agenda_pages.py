"""The agenda in a browser without JavaScript."""

from leap.cop.community.membership import Membership
from leap.cop.meeting import rules
from plone import api
from tests.conftest import make_story
from tests.conftest import NOW
from tests.topic import rounds

import pytest
import re
import transaction


@pytest.fixture
def path(meeting_at):
    return meeting_at()


@pytest.fixture
def rows(rest, path):
    """Return three rows, by three people's hands."""
    made = {}
    for title, who in (
        ("Chairs", "member"),
        ("Doors", "facilitator"),
        ("Tea", "member"),
    ):
        sent = {"kind": "other", "title": title, "minutes": 20}
        made[title] = rest(who).post(f"{path}/@agenda", json=sent).json()
    return made


def titles(rest, path):
    items = rest("facilitator").get(f"{path}/@agenda").json()["items"]
    return [row["title"] for row in items]


def press(visitor, path, page, value, **holds):
    """Press a button of one of the forms of a page."""
    visitor.go(f"{path}/{page}")
    form = visitor.form_to(page, **holds)
    form.getControl(name="act", index=0)
    for number in range(3):
        button = form.getControl(name="act", index=number)
        if button._elem.get("value") == value:
            button.click()
            return
    raise LookupError(value)


PAGES = ("agenda", "add-row", "bring-story", "agenda-suggestions", "change-row")

# The part


@pytest.mark.parametrize(
    "who, sees",
    [
        ("facilitator", True),
        ("member", True),
        ("siteadmin", True),
        ("colleague", False),
        ("newcomer", False),
        ("reviewer", False),
        (None, False),
    ],
)
def test_who_sees_the_agenda_of_a_public_meeting(visit, rest, meeting_at, who, sees):
    path = meeting_at(state="public")
    sent = {"kind": "other", "title": "Canary", "minutes": 20}
    assert rest("member").post(f"{path}/@agenda", json=sent).status_code == 201
    visitor = visit(who)
    visitor.go(path)
    assert ("Canary" in visitor.contents) is sees
    for page in (
        "agenda",
        "add-row",
        "bring-story",
        "agenda-suggestions",
        "change-row",
    ):
        visitor.go(f"{path}/{page}")
        assert sees or "Canary" not in visitor.contents
        assert sees or visitor.status in (401, 403, 404) or "log in" in visitor.text


def test_times_go_on_from_the_beginning(visit, path, rows):
    visitor = visit("member")
    visitor.go(path)
    assert "Agenda 1 h of 3 h 30 min planned 09:00 Chairs 20 min" in visitor.text
    assert "09:20 Doors 20 min 09:40 Tea 20 min" in visitor.text


def test_too_much_is_said_and_not_refused(visit, rest, path):
    sent = {"kind": "method", "minutes": 230}
    assert rest("member").post(f"{path}/@agenda", json=sent).status_code == 201
    visitor = visit("member")
    visitor.go(path)
    assert "20 min more than you have" in visitor.text


def test_whoever_may_not_write_finds_no_button(visit, site, path, rows):
    with api.env.adopt_user("siteadmin"):
        Membership(site["tuesday"]).let_wait("teller", True, now=NOW)
    transaction.commit()
    for who in ("siteadmin", "teller"):
        visitor = visit(who)
        for page in ("", "/agenda"):
            visitor.go(f"{path}{page}")
            assert "Chairs" in visitor.text
            for words in ("Add something", "Remove", "Edit the agenda", "Up"):
                assert not re.search(rf"\b{words}\b", visitor.text)
        for page in ("add-row", "bring-story", "agenda-suggestions"):
            visitor.go(f"{path}/{page}")
            assert visitor.status in (403, 404)


def test_outcomes_are_shown_to_the_people(visit, rest, path, rows):
    sent = {"rev": 1, "state": "done", "outcome": "Round ones"}
    assert rest("facilitator").patch(rows["Chairs"]["@id"], json=sent).ok
    for who, sees in (("member", True), ("siteadmin", False)):
        visitor = visit(who)
        visitor.go(path)
        assert "Chairs Done" in visitor.text
        assert ("Round ones" in visitor.text) is sees


# In order


def test_rows_go_up_and_down_by_buttons(visit, rest, path, rows):
    visitor = visit("facilitator")
    press(visitor, path, "agenda", "up", row=rows["Tea"]["id"])
    assert titles(rest, path) == ["Chairs", "Tea", "Doors"]
    assert visitor.path.partition("#")[0].endswith("/agenda")
    press(visitor, path, "agenda", "down", row=rows["Chairs"]["id"])
    assert titles(rest, path) == ["Tea", "Chairs", "Doors"]
    press(visitor, path, "agenda", "down", row=rows["Chairs"]["id"])
    assert titles(rest, path) == ["Tea", "Doors", "Chairs"]


def test_members_have_buttons_at_their_own_rows(visit, rest, path, rows):
    visitor = visit("member")
    visitor.go(f"{path}/agenda")
    assert visitor.text.count("Remove") == 2
    assert not re.search(r"\b(Up|Down)\b", visitor.text)
    press(visitor, path, "agenda", "out", row=rows["Chairs"]["id"])
    assert "Removed from the agenda." in visitor.text
    assert titles(rest, path) == ["Doors", "Tea"]


def test_nothing_is_taken_out_that_was_changed_meanwhile(visit, rest, path, rows):
    visitor = visit("member")
    visitor.go(f"{path}/agenda")
    form = visitor.form_to("agenda", row=rows["Chairs"]["id"])
    sent = {"rev": 1, "title": "Tables"}
    assert rest("facilitator").patch(rows["Chairs"]["@id"], json=sent).ok
    form.getControl(name="act").click()
    assert visitor.status == 409
    assert "Tables" in visitor.text
    assert titles(rest, path) == ["Tables", "Doors", "Tea"]


def test_a_row_that_is_gone(visit, rest, path, rows):
    visitor = visit("facilitator")
    visitor.go(f"{path}/agenda")
    form = visitor.form_to("agenda", row=rows["Doors"]["id"])
    assert rest("facilitator").delete(rows["Doors"]["@id"]).status_code == 204
    form.getControl(name="act", index=0).click()
    assert visitor.status == 409
    assert "This has been removed in the meantime." in visitor.text


# New ones


def test_add_something(visit, rest, path):
    visitor = visit("member")
    visitor.go(f"{path}/add-row")
    form = visitor.form_to("add-row")
    form.getControl(name="title").value = "Chairs"
    form.getControl(name="minutes").value = "25"
    form.getControl(name="kind").value = ["method"]
    form.getControl(name="lead").displayValue = ["Fay Holt"]
    form.submit()
    assert "Added to the agenda." in visitor.text
    [row] = rest("member").get(f"{path}/@agenda").json()["items"]
    assert (row["title"], row["kind"], row["minutes"], row["lead"]) == (
        "Chairs",
        "method",
        25,
        "Fay Holt",
    )
    assert "Led by Fay Holt." in visitor.text


@pytest.mark.parametrize(
    "values, said",
    [
        ({"kind": ["other"], "title": ""}, "Say in a few words what it is."),
        (
            {"kind": ["advice"], "title": "A case"},
            (
                "This kind of item has no title, so that nothing about a "
                "case is written down"
            ),
        ),
        ({"minutes": "241"}, "Enter a whole number from 0 to 240."),
        ({"kind": ["brought_views"], "title": "x"}, "Ask them first"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(visit, rest, path, values, said):
    visitor = visit("member")
    visitor.go(f"{path}/add-row")
    form = visitor.form_to("add-row")
    form.getControl(name="note").value = "Bring a notebook"
    for name, value in values.items():
        form.getControl(name=name).value = value
    form.submit()
    assert visitor.status == 400
    assert said in visitor.text
    form = visitor.form_to("add-row")
    assert form.getControl(name="note").value == "Bring a notebook"
    for name, value in values.items():
        assert form.getControl(name=name).value == value
    assert titles(rest, path) == []


def test_a_story_has_a_page_of_its_own(visit, path):
    visitor = visit("member")
    visitor.go(f"{path}/add-row")
    kinds = visitor.form_to("add-row").getControl(name="kind").options
    assert "other" in kinds
    assert not {"story", "theme"} & set(kinds)


def test_views_are_brought_with_a_yes(visit, rest, path):
    visitor = visit("member")
    visitor.go(f"{path}/add-row")
    form = visitor.form_to("add-row")
    form.getControl(name="kind").value = ["brought_views"]
    form.getControl(name="permission").value = ["yes"]
    form.submit()
    [row] = rest("member").get(f"{path}/@agenda").json()["items"]
    assert row["permission"] is True


def test_an_address_says_no_yes(visit, path):
    visitor = visit("member")
    visitor.go(f"{path}/add-row?kind=brought_views&permission=yes")
    assert visitor.form_to("add-row").getControl(name="permission").value == []


def test_a_theme_is_chosen_and_dealt_with(visit, rest, path, site):
    content, ids = rounds.open_round(site["tuesday"])
    rounds.go(content, "closed")
    transaction.commit()
    visitor = visit("facilitator")
    visitor.go(f"{path}/add-row")
    form = visitor.form_to("add-row")
    form.getControl(name="theme").displayValue = ["Schools"]
    form.submit()
    [row] = rest("member").get(f"{path}/@agenda").json()["items"]
    assert (row["kind"], row["theme_title"]) == ("theme", "Schools")
    visitor.go(f"{path}/change-row?row={row['id']}")
    form = visitor.form_to("change-row")
    form.getControl(name="dealt_with").value = ["yes"]
    form.submit()
    assert visitor.status == 400
    assert "Only say this about a theme that is done." in visitor.text
    form = visitor.form_to("change-row")
    form.getControl(name="state").value = ["done"]
    form.submit()
    assert "Saved." in visitor.text
    theme = f"{content.absolute_url()}/@themes/{ids[0]}"
    assert rest("member").get(theme).json()["dealt_with"] is True


def test_bring_a_story(visit, rest, path, site):
    make_story(site["tuesday"], "community", title="The long table")
    make_story(site["tuesday"], "private", title="The short table")
    make_story(site["tuesday"], "community", teller="member", title="Hand it back")
    transaction.commit()
    visitor = visit("teller")
    visitor.go(f"{path}/bring-story")
    assert "Hand it back" not in visitor.text
    form = visitor.form_to("bring-story")
    form.getControl(name="story").displayValue = ["The long table"]
    form.submit()
    visitor.go(f"{path}/bring-story")
    form = visitor.form_to("bring-story")
    form.getControl(name="story").displayValue = ["The short table"]
    form.submit()
    visitor.go(f"{path}/bring-story")
    visitor.form_to("bring-story").submit()
    other = visit("member")
    other.go(f"{path}/agenda")
    assert "The long table" in other.text
    assert "The short table" not in other.text
    assert other.text.count("A story") == 2
    other.go(f"{path}/bring-story")
    form = other.form_to("bring-story")
    assert form.getControl(name="story").displayOptions == [
        "I will say which one when we meet",
        "Hand it back",
    ]


def test_names_stand_there_and_no_user_ids(visit, path, rows):
    visitor = visit("member")
    for page in ("add-row", f"change-row?row={rows['Chairs']['id']}"):
        visitor.go(f"{path}/{page}")
        assert "Fay Holt" in visitor.text
        form = visitor.form_to(page.partition("?")[0])
        assert not {"facilitator", "teller"} & set(form.getControl(name="lead").options)


def test_who_leads_is_chosen_among_the_people(visit, rest, path):
    visitor = visit("member")
    visitor.go(f"{path}/add-row")
    form = visitor.form_to("add-row")
    token = form.getControl(name="_authenticator").value
    visitor.browser.post(
        f"{visitor.base}/{path}/add-row",
        f"_authenticator={token}&title=x&kind=method&minutes=5&lead=teller",
    )
    assert visitor.status == 400
    assert titles(rest, path) == []


# Changes


def test_change_a_row(visit, rest, path, rows):
    visitor = visit("member")
    visitor.go(f"{path}/agenda")
    visitor.browser.getLink("Edit", index=0).click()
    form = visitor.form_to("change-row")
    assert form.getControl(name="title").value == "Chairs"
    with pytest.raises(LookupError):
        form.getControl(name="outcome")
    form.getControl(name="title").value = "Tables"
    form.getControl(name="lead").displayValue = ["Mia Brook"]
    form.submit()
    assert "Saved." in visitor.text
    row = rest("member").get(rows["Chairs"]["@id"]).json()
    assert (row["title"], row["lead"], row["rev"]) == ("Tables", "Mia Brook", 2)


def test_a_stale_page_shows_both_wordings(visit, rest, path, rows):
    visitor = visit("member")
    visitor.go(f"{path}/change-row?row={rows['Chairs']['id']}")
    sent = {"rev": 1, "title": "Tables", "lead": "facilitator"}
    assert rest("facilitator").patch(rows["Chairs"]["@id"], json=sent).ok
    form = visitor.form_to("change-row")
    form.getControl(name="title").value = "Stools"
    form.submit()
    assert visitor.status == 409
    assert "Stools" in visitor.text
    assert "Tables" in visitor.text
    assert "Fay Holt" in visitor.text
    assert titles(rest, path)[0] == "Tables"
    visitor.form_to("change-row").submit()
    assert titles(rest, path)[0] == "Stools"


def test_a_page_of_a_row_that_went(visit, rest, path, rows):
    visitor = visit("member")
    visitor.go(f"{path}/change-row?row={rows['Chairs']['id']}")
    form = visitor.form_to("change-row")
    form.getControl(name="title").value = "Stools"
    assert rest("member").delete(rows["Chairs"]["@id"]).status_code == 204
    form.submit()
    assert visitor.status == 409
    assert "This has been removed in the meantime." in visitor.text
    visitor.browser.getControl("Add it again").click()
    assert titles(rest, path) == ["Doors", "Tea", "Stools"]
    visitor.go(f"{path}/change-row?row={rows['Chairs']['id']}")
    assert visitor.status == 404


def test_the_note_taker_notes_and_changes_no_words(visit, rest, path, rows, kept):
    kept(path).turns[rules.NOTE_TAKER] = ("teller", rules.ACCEPTED)
    transaction.commit()
    visitor = visit("teller")
    visitor.go(f"{path}/change-row?row={rows['Doors']['id']}")
    form = visitor.form_to("change-row")
    with pytest.raises(LookupError):
        form.getControl(name="title")
    form.getControl(name="state").value = ["carried"]
    form.getControl(name="outcome").value = "No time"
    form.submit()
    row = rest("member").get(rows["Doors"]["@id"]).json()
    assert (row["state"], row["outcome"], row["title"]) == (
        "carried",
        "No time",
        "Doors",
    )


def test_others_find_no_form(visit, path, rows):
    visitor = visit("teller")
    visitor.go(f"{path}/change-row?row={rows['Doors']['id']}")
    with pytest.raises(LookupError):
        visitor.form_to("change-row")


# Suggestions


def test_take_this_and_take_all(visit, rest, path):
    visitor = visit("member")
    visitor.go(path)
    visitor.browser.getLink("Suggestions").click()
    assert "Are these our aims?" in visitor.text
    form = visitor.form_to("agenda-suggestions", key="aims")
    form.getControl(name="act").click()
    assert "Added to the agenda: 1" in visitor.text
    assert titles(rest, path) == ["Are these our aims?"]
    visitor.go(f"{path}/agenda-suggestions")
    visitor.browser.getControl("Add all").click()
    assert "Added to the agenda: 5" in visitor.text
    assert len(titles(rest, path)) == 6
    visitor.go(f"{path}/agenda-suggestions")
    assert "they are all on the agenda, or there is no time left" in visitor.text


def test_take_all_takes_what_was_seen(visit, rest, path):
    visitor = visit("member")
    visitor.go(f"{path}/agenda-suggestions")
    sent = {"take": ["welcome"]}
    assert rest("facilitator").post(f"{path}/@agenda-suggestions", json=sent).ok
    visitor.browser.getControl("Add all").click()
    assert visitor.status == 409
    assert titles(rest, path) == ["Welcome"]
    visitor.browser.getControl("Add all").click()
    assert len(titles(rest, path)) == 6


def test_the_heading_of_the_agenda_is_the_day(visit, meeting_at):
    visitor = visit("member")
    visitor.go(f"{meeting_at(title='Meeting')}/agenda")
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", visitor.contents, re.S)
    assert heading and "Saturday 27 March 2027" in heading[1]
