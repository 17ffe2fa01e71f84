"""Answers that the teller of a story has switched off, and on again."""

from tests.story.responses.answers import ANSWER
from tests.story.responses.answers import read
from tests.story.responses.answers import send
from tests.story.responses.answers import SHARED
from tests.story.responses.answers import thank
from tests.story.responses.answers import WORDS

import pytest


def test_switched_off(told, rest):
    url = told("community")
    mine = send(rest, "member", url).json()["@id"]
    revision = rest("member").get(url).json()["revision"]
    before = rest("member").get(url).json()
    teller = rest("teller")
    assert teller.patch(url, json={"accepts_responses": False}).status_code == 204
    assert teller.get(url).json()["accepts_responses"] is False
    for answer in (
        rest("member").get(f"{url}/@responses"),
        send(rest, "member", url, ANSWER),
        thank(rest, "member", url),
        send(rest, "teller", url, ANSWER),
    ):
        assert answer.status_code == 409
        assert "teller" not in answer.json()["message"]
    assert rest("member").get(url).json()["revision"] == revision
    assert rest("member").get(url).json() == before
    assert len(read(rest, "teller", url)["items"]) == 1
    assert read(rest, "teller", url)["accepts_responses"] is False
    # Whoever wrote can still take it out.
    assert rest("facilitator").delete(mine).status_code == 404
    assert rest("member").delete(mine).status_code == 204
    assert teller.patch(url, json={"accepts_responses": True}).status_code == 204
    assert send(rest, "member", url).status_code == 201


def test_switching_moves_no_date_however_it_is_sent(told, rest):
    url = told("community")
    before = rest("member").get(url).json()
    teller = rest("teller")
    representation = {"Prefer": "return=representation"}
    off = {"accepts_responses": False}
    answer = teller.patch(url, json=off, headers=representation)
    assert answer.json()["accepts_responses"] is False
    assert rest("member").get(url).json() == before
    seen = {"revision": answer.json()["revision"], "title": before["title"]}
    on = {"accepts_responses": True, **seen}
    assert teller.patch(url, json=on).status_code == 204
    assert rest("member").get(url).json() == before
    # It rests on what was seen, as any other change.
    assert teller.patch(url, json=off | seen).status_code == 409
    assert read(rest, "teller", url)["accepts_responses"] is True
    assert teller.patch(url, json={"accepts_responses": None}).status_code == 204
    assert read(rest, "teller", url)["accepts_responses"] is False
    assert rest("member").get(url).json() == before


@pytest.mark.parametrize("state", SHARED)
def test_switching_needs_no_new_grant(told, rest, state):
    url = told(state)
    before = rest("teller").get(f"{url}/@consent").json()
    answer = rest("teller").patch(url, json={"accepts_responses": False})
    assert answer.status_code == 204
    assert rest("teller").get(f"{url}/@consent").json() == before
    assert rest("member").patch(url, json={"accepts_responses": True}).status_code in (
        401,
        403,
    )


def test_the_teller_switches_it_off_and_on(browse, told, rest):
    url = told("community")
    send(rest, "member", url)
    teller, member = browse("teller"), browse("member")
    teller.visit(url)
    assert teller.press("Turn off thanks and answers") == 200
    assert "obody else sees anything here" in teller.main
    member.visit(url)
    assert "Thanks and answers" not in member.main and WORDS not in member.main
    assert member.visit(f"{url}/responses") == 404
    assert teller.press("Turn thanks and answers back on") == 200
    member.visit(url)
    assert WORDS in member.main


@pytest.mark.parametrize("button", ["Say thank you", "Send"])
def test_switched_off_while_a_page_stays_open(browse, told, rest, button):
    url = told("community")
    member = browse("member")
    member.visit(url)
    member.getControl("I have a question").click()
    member.getControl(name="text", index=0).value = WORDS
    rest("teller").patch(url, json={"accepts_responses": False})
    assert member.press(button) == 409
    assert "not possible here" in member.page
    assert read(rest, "teller", url)["items"] == []
