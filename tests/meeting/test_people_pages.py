"""Answers, turns and presence on the pages of a meeting, without JavaScript."""

from leap.cop.meeting.records import record_of
from tests.meeting.people import ago
from tests.meeting.people import let_wait

import pytest
import re
import transaction


PAGES = ("will-you-come", "who-comes", "whose-turn", "who-was-here")


@pytest.fixture
def path(meeting_at):
    """Return the path of a meeting."""
    return meeting_at()


@pytest.mark.parametrize(
    "who, expected",
    [
        ("facilitator", (200, 200, 200, 200)),
        ("member", (200, 200, 200, 404)),
        ("siteadmin", (403, 404, 403, 403)),
        ("newcomer", (404, 404, 404, 404)),
        ("reviewer", (404, 404, 404, 404)),
        ("colleague", (404, 404, 404, 404)),
    ],
)
def test_who_sees_which_page(visit, path, who, expected):
    visitor, found = visit(who), []
    for page in PAGES:
        visitor.go(f"{path}/{page}")
        found.append(visitor.status)
    assert tuple(found) == expected


def test_three_buttons_on_the_page(visit, path, kept):
    visitor = visit("member")
    visitor.go(path)
    assert "Will you come?" in visitor.text
    assert "We have not heard from you yet." in visitor.text
    visitor.browser.getControl("Perhaps").click()
    assert visitor.path == path
    assert "You said “perhaps”." in visitor.text
    assert "We have not heard from you yet." not in visitor.text
    assert kept(path).answers["member"] == ("perhaps", "")
    visitor.browser.getControl("Take my answer back").click()
    assert not kept(path).answers


def test_where_both_ways_are_open_one_says_which(visit, meeting_at, kept):
    path = meeting_at(mode="both")
    visitor = visit("member")
    visitor.go(path)
    form = visitor.form_to("will-you-come")
    form.getControl(name="how").value = ["online"]
    form.getControl("Yes").click()
    assert kept(path).answers["member"] == ("yes", "online")
    visitor.go(f"{path}/who-comes")
    assert "Mia Brook online" in visitor.text


def test_after_its_end_there_is_no_question(visit, meeting_at):
    path = meeting_at(start=ago(hours=5))
    visitor = visit("member")
    visitor.go(path)
    assert "Will you come?" not in visitor.text
    assert "Nobody has noted yet whether you were there." in visitor.text
    visitor.go(f"{path}/will-you-come")
    assert "This meeting no longer needs an answer." in visitor.text


def test_whoever_waits_answers_too(visit, path, site, kept):
    let_wait(site, "member")
    visitor = visit("member")
    visitor.go(path)
    visitor.browser.getControl("Yes").click()
    assert kept(path).answers["member"] == ("yes", "")
    assert "Offer to take notes" not in visitor.contents


def test_who_comes_by_name(visit, rest, path):
    for who, given in {"member": "yes", "teller": "no"}.items():
        rest(who).put(f"{path}/@rsvp", json={"answer": given})
    visitor = visit("member")
    visitor.go(f"{path}/who-comes")
    assert "Mia Brook" in visitor.text
    assert "Tess Lane" not in visitor.text and "Fay Holt" not in visitor.text
    facilitator = visit("facilitator")
    facilitator.go(f"{path}/who-comes")
    assert "Tess Lane" in facilitator.text and "Not answered 1" in facilitator.text
    admin = visit("siteadmin")
    admin.go(path)
    assert "Yes 1" in admin.text
    assert "Brook" not in admin.contents and ">MB<" not in admin.contents
    assert "who-comes" not in admin.contents.replace("cop-who-comes", "")


@pytest.mark.parametrize("who", ["newcomer", "reviewer", "colleague"])
def test_outside_nothing_of_it_is_seen(visit, rest, meeting_at, who):
    path = meeting_at(state="public", start=ago(hours=1))
    rest("member").put(f"{path}/@rsvp", json={"answer": "yes"})
    rest("member").patch(f"{path}/@turns", json={"chair": "accept"})
    visitor = visit(who)
    visitor.go(path)
    assert visitor.status == 200
    for said in (
        "Will you come?",
        "Who is coming",
        "Whose turn it is",
        "Who was there",
        "Brook",
    ):
        assert said not in visitor.contents


def test_a_facilitator_asks_and_a_member_says_yes(visit, path):
    facilitator = visit("facilitator")
    facilitator.go(path)
    facilitator.browser.getLink("Ask somebody").click()
    assert re.search(r"It could be [^.]+'s turn\.", facilitator.text)
    form = _asking_form(facilitator, "chair")
    form.getControl(name="userid").value = ["member"]
    form.getControl("Ask").click()
    assert facilitator.path == path
    assert "Chair: Mia Brook asked" in facilitator.text
    teller = visit("teller")
    teller.go(path)
    assert "Chair: nobody yet" in teller.text
    assert "Mia" not in teller.text
    member = visit("member")
    member.go(path)
    member.browser.getControl("Yes, I will do it").click()
    assert "Chair: Mia Brook said yes" in member.text
    assert "Hand it back" in member.contents
    teller.go(path)
    assert "Chair: Mia Brook said yes" in teller.text


def _asking_form(visitor, kind: str):
    """Return the form that asks somebody, not the one about oneself."""
    for form in visitor._forms():
        try:
            form.getControl(name="userid")
            if form.getControl(name="kind").value == kind:
                return form
        except LookupError:
            continue
    raise LookupError(kind)


def test_a_page_that_stayed_open_asks_nobody_twice(visit, rest, path):
    facilitator = visit("facilitator")
    facilitator.go(f"{path}/whose-turn")
    turns = f"{path}/@turns"
    rest("facilitator").patch(turns, json={"chair": {"userid": "teller"}})
    rest("teller").patch(turns, json={"chair": "accept"})
    form = _asking_form(facilitator, "chair")
    form.getControl(name="userid").value = ["member"]
    form.getControl("Ask").click()
    assert facilitator.status == 409
    found = rest("member").get(f"{path}/@turns").json()["chair"]
    assert found["name"] == "Tess Lane"


def test_a_member_offers_and_hands_over(visit, rest, path):
    member = visit("member")
    member.go(path)
    member.browser.getControl("Offer to take notes").click()
    assert "Note-taker: nobody yet you have offered" in member.text
    member.browser.getControl("Take my offer back").click()
    member.browser.getControl("Offer to take notes").click()
    asked = {"note_taker": {"userid": "member"}}
    rest("facilitator").patch(f"{path}/@turns", json=asked)
    member.go(path)
    assert "Note-taker: Mia Brook said yes" in member.text
    member.browser.getControl("Hand it back").click()
    assert "Note-taker: nobody yet" in member.text


def test_who_was_here_is_noted(visit, rest, meeting_at, kept):
    path = meeting_at(start=ago(hours=2))
    rest("member").put(f"{path}/@rsvp", json={"answer": "yes"})
    visitor = visit("facilitator")
    visitor.go(f"{path}/who-was-here")
    assert 'checked="checked"' not in visitor.contents
    visitor.browser.getControl("Mark everybody who said yes as present").click()
    assert "Not saved yet." in visitor.text
    assert visitor.contents.count('checked="checked"') == 1
    assert not kept(path).presence
    form = visitor.form_to("who-was-here")
    form.getControl(name="guests").value = "2"
    form.getControl("Save").click()
    assert visitor.path == path
    assert dict(kept(path).presence) == {"member": "present"}
    assert kept(path).guests == 2
    member = visit("member")
    member.go(path)
    assert "You were there." in member.text
    assert "Was there 1" in member.text and "Guests 2" in member.text
    visitor.go(f"{path}/who-was-here")
    form = visitor.form_to("who-was-here")
    form.getControl(name=f"was-{b'member'.hex()}").value = ["unknown"]
    form.getControl("Save").click()
    assert not kept(path).presence


def test_filling_in_keeps_what_was_chosen(visit, rest, meeting_at, kept):
    path = meeting_at(start=ago(hours=2))
    rest("member").put(f"{path}/@rsvp", json={"answer": "yes"})
    visitor = visit("facilitator")
    visitor.go(f"{path}/who-was-here")
    form = visitor.form_to("who-was-here")
    form.getControl(name=f"was-{b'member'.hex()}").value = ["absent"]
    form.getControl("Mark everybody who said yes as present").click()
    visitor.form_to("who-was-here").getControl("Save").click()
    assert dict(kept(path).presence) == {"member": "absent"}


def test_of_two_who_note_it_the_second_sees_the_first(visit, rest, meeting_at, kept):
    path = meeting_at(start=ago(hours=2))
    visitor = visit("facilitator")
    visitor.go(f"{path}/who-was-here")
    rest("facilitator").patch(
        f"{path}/@attendance", json={"people": {"teller": "present"}}
    )
    form = visitor.form_to("who-was-here")
    form.getControl(name=f"was-{b'member'.hex()}").value = ["present"]
    form.getControl("Save").click()
    assert visitor.status == 409
    assert dict(kept(path).presence) == {"teller": "present"}


def test_before_it_begins_there_is_nothing_to_note(visit, path):
    visitor = visit("facilitator")
    visitor.go(f"{path}/who-was-here")
    assert "The meeting has not started yet, or it was cancelled." in visitor.text
    with pytest.raises(LookupError):
        visitor.form_to("who-was-here")


def test_a_cancelled_meeting_asks_nothing(visit, path, site):
    transaction.begin()
    record_of(site.unrestrictedTraverse(path)).phase = "cancelled"
    transaction.commit()
    visitor = visit("member")
    visitor.go(path)
    for said in ("Will you come?", "Who is coming", "Whose turn it is"):
        assert said not in visitor.text


@pytest.mark.parametrize("state, asks", [("private", False), ("community", True)])
def test_nobody_is_asked_about_what_is_only_prepared(visit, meeting_at, state, asks):
    path = meeting_at(state=state)
    visitor = visit("facilitator")
    visitor.go(path)
    assert ("/will-you-come" in visitor.contents) is asks
    visitor.go("tuesday")
    assert ("Say whether you will come" in visitor.text) is asks
    visitor.go("tuesday/meetings")
    assert visitor.status == 200


def test_a_no_is_thanked_for_and_reads_alike_everywhere(visit, rest, meeting_at):
    path = meeting_at()
    visitor = visit("member")
    visitor.go(f"{path}/will-you-come")
    visitor.form_to("will-you-come").getControl("Not this time").click()
    assert "Thank you. Your answer has been saved." in visitor.text
    for page in (path, "tuesday", "tuesday/meetings"):
        visitor.go(page)
        assert "You said “not this time”." in visitor.text
