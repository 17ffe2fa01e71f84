"""What is sent under a story: what is taken, and what comes back."""

from concurrent.futures import ThreadPoolExecutor
from leap.cop.core.errors import NotNow
from leap.cop.story.responses import records
from leap.cop.story.responses import responses
from plone import api
from tests.story.responses.answers import ANSWER
from tests.story.responses.answers import INSIDE
from tests.story.responses.answers import now
from tests.story.responses.answers import read
from tests.story.responses.answers import send
from tests.story.responses.answers import thank
from tests.story.responses.answers import WORDS
from tests.story.responses.answers import write_as
from urllib.parse import urlencode

import pytest
import re
import transaction


def test_back_and_forth(told, rest):
    url = told("community", attribution="anonymous")
    first = send(rest, "member", url, ANSWER, "question")
    assert first.headers["Location"] == first.json()["@id"]
    assert first.json()["from"] == {"fullname": "Mia Brook"}
    send(rest, "facilitator", url)
    answered = send(rest, "teller", url, "All summer.", "answer")
    assert answered.json()["from"] == "teller"
    assert "fullname" not in answered.text
    theirs = read(rest, "member", url)["items"]
    assert [row["text"] for row in theirs] == [ANSWER, WORDS, "All summer."]
    assert [row["kind"] for row in theirs] == ["question", "tried_it", "answer"]
    assert [row["mine"] for row in theirs] == [True, False, False]
    assert "Tess" not in rest("member").get(f"{url}/@responses").text
    assert [row["mine"] for row in read(rest, "teller", url)["items"]] == [
        False,
        False,
        True,
    ]


@pytest.mark.parametrize("kind", ["answer", "question", "tried_it", None])
def test_the_teller_is_never_named(site, told, rest, kind):
    url = told("public", attribution="name")
    sent = {"text": WORDS} | ({"kind": kind} if kind else {})
    answer = rest("teller").post(f"{url}/@responses", json=sent)
    assert answer.status_code == 201
    assert answer.json()["from"] == "teller"
    transaction.begin()
    story = site["tuesday"][url.rpartition("/")[2]]
    [kept] = records.Responses(story).rows()
    assert kept.author == records.TELLER
    assert not hasattr(kept.day, "hour")


@pytest.mark.parametrize(
    "userid, sent, field",
    [
        ("member", {}, "kind"),
        ("member", {"text": WORDS}, "kind"),
        ("member", {"text": WORDS, "kind": "answer"}, "kind"),
        ("member", {"text": WORDS, "kind": "praise"}, "kind"),
        ("member", {"text": WORDS, "kind": None}, "kind"),
        ("member", {"text": WORDS, "kind": 5}, "kind"),
        ("member", {"text": WORDS, "kind": ["thanks"]}, "kind"),
        ("member", {"text": WORDS, "kind": "thanks"}, "text"),
        ("member", {"kind": "question"}, "text"),
        ("member", {"kind": "question", "text": ""}, "text"),
        ("member", {"kind": "question", "text": " \n\u200b"}, "text"),
        ("member", {"kind": "question", "text": "x" * 1001}, "text"),
        ("member", {"kind": "question", "text": 5}, "text"),
        ("member", {"kind": "question", "text": "\ud800"}, "text"),
        ("member", {"kind": "question", "text": "x", "author": "member"}, "author"),
        ("teller", {"kind": "thanks"}, "kind"),
        ("teller", {"kind": "answer"}, "text"),
    ],
)
def test_bad_input(told, rest, userid, sent, field):
    url = told("public")
    answer = rest(userid).post(f"{url}/@responses", json=sent)
    assert answer.status_code == 400, answer.text
    assert answer.json()["message"].startswith(f"{field}: ")
    assert read(rest, "teller", url)["items"] == []


@pytest.mark.parametrize(
    "userid, sent",
    [
        ("member", {}),
        ("member", {"kind": "thanks"}),
        ("member", {"kind": "thanks", "text": WORDS}),
        ("member", {"kind": "answer", "text": WORDS}),
        ("member", {"kind": "praise", "text": WORDS}),
        ("member", {"kind": "question", "text": " \u200b"}),
        ("member", {"kind": "question", "text": "x" * 1001}),
        ("member", {"text": WORDS}),
        ("teller", {"text": WORDS}),
        ("teller", {"kind": "question", "text": WORDS}),
        ("teller", {"kind": "thanks"}),
    ],
)
def test_the_page_takes_what_the_service_takes(browse, told, rest, userid, sent):
    first, second = told("public"), told("public")
    over_rest = rest(userid).post(f"{first}/@responses", json=sent)
    visitor = browse(userid)
    visitor.visit(second)
    token = re.search(r'_authenticator"[^>]*value="(\w+)"', visitor.contents)[1]
    body = urlencode({"_authenticator": token, **sent})
    status = visitor.post(f"{second}/responses", body)
    if over_rest.status_code == 201:
        assert status == 200
        kept = [read(rest, "teller", url) for url in (first, second)]
        assert kept[0]["thanks"] == kept[1]["thanks"]
        words = [[(row["kind"], row["text"]) for row in at["items"]] for at in kept]
        assert words[0] == words[1]
    else:
        assert status == over_rest.status_code == 400
        field = over_rest.json()["message"].partition(":")[0]
        assert f'id="cop-{field}-problem"' in visitor.contents or userid == "teller"


def test_a_thousand_characters_fit(told, rest):
    assert send(rest, "member", told("public"), "é" * 1000).status_code == 201


def test_thanks_twice_is_one_and_only_its_teller_is_told(told, rest):
    url = told("community")
    first, second = thank(rest, "member", url), thank(rest, "member", url)
    assert (first.status_code, first.text) == (second.status_code, second.text)
    thank(rest, "facilitator", url)
    told_teller = read(rest, "teller", url)
    assert (told_teller["thanks"], told_teller["items"]) == (2, [])
    for userid in INSIDE:
        theirs = read(rest, userid, url)
        assert theirs["items"] == [] and "thanks" not in theirs
        assert "accepts_responses" not in theirs
    assert rest("member").delete(first.json()["@id"]).status_code == 204
    assert rest("member").delete(first.json()["@id"]).status_code == 404
    assert read(rest, "teller", url)["thanks"] == 1
    assert rest("teller").delete(f"{url}/@responses/thanks").status_code == 404


def test_who_takes_out(told, rest):
    url = told("community")
    mine = send(rest, "member", url).json()["@id"]
    theirs = send(rest, "facilitator", url).json()["@id"]
    tellers = send(rest, "teller", url, "Thank you!", "answer").json()["@id"]
    for address in (theirs, tellers):
        assert rest("member").delete(address).status_code == 403
    assert rest("facilitator").delete(mine).status_code == 403
    assert rest("member").delete(mine).status_code == 204
    assert rest("member").delete(mine).status_code == 404
    assert rest("teller").delete(theirs).status_code == 204
    assert rest("teller").delete(tellers).status_code == 204
    assert read(rest, "teller", url)["items"] == []
    assert rest("member").delete(f"{url}/@responses").status_code == 400


def test_sent_twice_is_there_once(told, rest):
    url = told("public")
    first, second = send(rest, "member", url), send(rest, "member", url)
    assert first.json()["id"] == second.json()["id"]
    assert len(read(rest, "member", url)["items"]) == 1
    assert send(rest, "facilitator", url).json()["id"] != first.json()["id"]


def test_one_more_reads_none_of_the_others(story_in, monkeypatch):
    """What an answer costs does not grow with those that stand there already."""
    story, read = story_in("community"), []
    for number in range(5):
        write_as("facilitator", story, text=f"Number {number}?")
    kept = records.RESPONSES.read
    monkeypatch.setattr(
        records.RESPONSES, "read", lambda row: read.append(row) or kept(row)
    )
    line = write_as("member", story)
    assert (line.fullname, line.is_mine, line.may_take_out) == ("Mia Brook", True, True)
    assert read == []
    assert write_as("member", story).response == line.response
    assert len(read) == 1


def test_a_double_click_is_one(told, rest):
    """Really at once: one of two comes upon the other's, and finds it done."""
    url = told("community")
    bodies = [{"kind": "thanks"}, {"kind": "question", "text": ANSWER}] * 4
    whose = [(rest("member"), body) for body in bodies]
    whose += [(rest("facilitator"), body) for body in bodies[:2]]
    with ThreadPoolExecutor(len(whose)) as pool:
        answers = pool.map(
            lambda one: one[0].post(f"{url}/@responses", json=one[1]), whose
        )
        assert {answer.status_code for answer in answers} == {201}
    found = read(rest, "teller", url)
    assert (found["thanks"], len(found["items"])) == (2, 2)


def test_there_is_an_end(story_in, monkeypatch):
    story = story_in("community")
    monkeypatch.setattr(records, "MAX_RESPONSES", 2)
    with api.env.adopt_user("member"):
        for text in ("one", "two"):
            responses.write(story, "question", text, now=now())
        with pytest.raises(NotNow):
            responses.write(story, "question", "three", now=now())
        # Whether this is possible tells nobody how many thanked.
        responses.write(story, "thanks", now=now())
        responses.take_out(story, responses.lines_for_reader(story)[0].response.id)
        responses.write(story, "question", "three", now=now())
        texts = [line.response.text for line in responses.lines_for_reader(story)]
    assert texts == ["two", "three"]


def test_a_hundred_are_the_most():
    assert records.MAX_RESPONSES == 100
