"""Who reads and writes answers to a story, and who finds no trace of them."""

from leap.cop.story.responses import rules
from tests.story.responses.answers import ANSWER
from tests.story.responses.answers import change_membership
from tests.story.responses.answers import INSIDE
from tests.story.responses.answers import OUTSIDE
from tests.story.responses.answers import read
from tests.story.responses.answers import send
from tests.story.responses.answers import SHARED
from tests.story.responses.answers import STATES
from tests.story.responses.answers import thank

import pytest
import re


@pytest.mark.parametrize("state", STATES)
def test_who_reads_and_writes(told, rest, state):
    url = told(state)
    for userid in INSIDE:
        sees = rest(userid).get(url).status_code
        answered = send(rest, userid, url)
        if state in SHARED:
            assert answered.status_code == 201, answered.text
            assert thank(rest, userid, url).status_code == 201
        else:
            assert answered.status_code == sees == 404
            assert rest(userid).get(f"{url}/@responses").status_code == 404
    teller = rest("teller")
    assert teller.get(f"{url}/@responses").status_code == 200
    assert send(rest, "teller", url).status_code == (201 if state in SHARED else 409)
    for userid in OUTSIDE:
        sees = rest(userid).get(url).status_code
        assert rest(userid).get(f"{url}/@responses").status_code == 404, userid
        refused = 403 if sees == 200 else sees
        assert send(rest, userid, url).status_code == refused, userid
        assert thank(rest, userid, url).status_code == refused, userid
        for name in ("thanks", "nothing"):
            gone = rest(userid).delete(f"{url}/@responses/{name}")
            assert gone.status_code == refused, userid
    assert rest(None).get(f"{url}/@responses").status_code == 401
    assert send(rest, None, url).status_code == 401


@pytest.mark.parametrize("how", ["paused", "waits", "left"])
def test_it_ends_at_once(site, told, rest, how):
    url = told("public")
    mine = send(rest, "member", url).json()["id"]
    if how == "paused":
        change_membership(site, "pause", "member", by_site=True)
    elif how == "left":
        change_membership(site, "remove", "member")
    else:
        change_membership(site, "let_wait", "member", True)
    assert rest("member").get(url).status_code == 200
    assert rest("member").get(f"{url}/@responses").status_code == 404
    assert send(rest, "member", url).status_code == 403
    assert rest("member").delete(f"{url}/@responses/{mine}").status_code == 403
    assert len(read(rest, "facilitator", url)["items"]) == 1


@pytest.mark.parametrize("how", ["paused", "waits"])
def test_a_teller_who_stands_back_reads_none(site, told, rest, how):
    url = told("public")
    send(rest, "member", url)
    if how == "paused":
        change_membership(site, "pause", "teller", by_site=True)
    else:
        change_membership(site, "let_wait", "teller", True)
    assert rest("teller").get(f"{url}/@responses").status_code == 404
    assert send(rest, "teller", url).status_code == 403


@pytest.mark.parametrize("userid", ["colleague", "reviewer", "siteadmin"])
def test_a_colleague_finds_no_trace(site, told, rest, userid):
    """Whether anything was said, and whether anything can be: it is one to them."""
    url = told("public", attribution="name")
    addresses = (url, f"{url}/@responses", f"{url}/@responses/thanks", f"{url}/@search")

    def seen():
        session = rest(userid)
        page = session.get(url, headers={"Accept": "text/html"})
        texts = [re.sub(r"[0-9a-f]{40}", "token", page.text)]
        texts += [session.get(address).text for address in addresses]
        for body in ({"kind": "thanks"}, {"kind": "nothing"}, {}):
            texts.append(session.post(f"{url}/@responses", json=body).text)
        return [text for text in texts if "Traceback" not in text]

    before = seen()
    assert "responses" not in before[0] and "accepts_responses" not in before[1]
    nothing = rest(userid).get(f"{url}/@nothing").json()
    found = rest(userid).get(f"{url}/@responses").json()
    assert found == {**nothing, "message": found["message"]}
    send(rest, "member", url)
    thank(rest, "facilitator", url)
    send(rest, "teller", url, ANSWER)
    assert seen() == before
    rest("teller").patch(url, json={"accepts_responses": False})
    assert seen() == before


@pytest.mark.parametrize("userid", ["colleague", "reviewer", "newcomer", "siteadmin"])
def test_nobody_else_has_the_page(browse, told, rest, userid):
    url = told("public")
    send(rest, "member", url)
    visitor = browse(userid)
    visitor.visit(url)
    assert "responses" not in visitor.contents and "thank" not in visitor.main.lower()
    assert visitor.visit(f"{url}/responses") == 403


def test_a_form_of_another_site(browse, told, rest):
    url = told("public")
    assert browse("member").post(f"{url}/responses", "kind=thanks") == 403
    assert read(rest, "teller", url)["thanks"] == 0


def test_rules_have_no_cell_undefined():
    for state in STATES:
        for groups in ({"members"}, {"members", "facilitators"}):
            voice = rules.voice(state, groups, is_teller=False, stands_back=False)
            assert voice == (rules.MEMBER if state in SHARED else None)
        for groups in (set(), {"reviewers"}, {"candidates"}, {"waiting"}):
            assert not rules.voice(state, groups, is_teller=False, stands_back=False)
        for groups in (set(), {"members"}):
            assert rules.voice(state, groups, is_teller=True, stands_back=False)
            assert not rules.voice(state, groups, is_teller=True, stands_back=True)
