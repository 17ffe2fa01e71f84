"""Thanks and answers: among the people of a story's community, the teller unnamed."""

from concurrent.futures import ThreadPoolExecutor
from leap.cop.community.membership import Membership
from leap.cop.community.profiles import NO_LONGER_HERE
from leap.cop.core.errors import NotNow
from leap.cop.core.people import NOTED
from leap.cop.core.people import People
from leap.cop.story import erasure
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.responses import records
from leap.cop.story.responses import responses
from leap.cop.story.responses import rules
from plone import api
from zope.annotation.interfaces import IAnnotations

import pytest
import re
import transaction


SHARED = ("community", "community_pending", "public")
STATES = ("private", "community", "pending", "community_pending", "public")
INSIDE = ("member", "facilitator")
OUTSIDE = ("reviewer", "newcomer", "colleague", "siteadmin", "admin")

WORDS = "We put a table up as well, and two came."
ANSWER = "How long did it stand there?"


def now():
    return lifecycle.utc_now()


def send(rest, userid, url, text=WORDS, kind="tried_it", **sent):
    return rest(userid).post(
        f"{url}/@responses", json={"text": text, "kind": kind, **sent}
    )


def thank(rest, userid, url):
    return rest(userid).post(f"{url}/@responses", json={"kind": "thanks"})


def read(rest, userid, url) -> dict:
    answer = rest(userid).get(f"{url}/@responses")
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["items_total"] == len(found["items"])
    return found


def change_membership(site, do, *args, **kwargs):
    getattr(Membership(site["tuesday"]), do)(*args, now=now(), **kwargs)
    transaction.commit()


# Who


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


# What


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
        responses.write(story, "thanks", None, now=now())
        responses.take_out(story, responses.lines_for_reader(story)[0].response.id)
        responses.write(story, "question", "three", now=now())
        texts = [line.response.text for line in responses.lines_for_reader(story)]
    assert texts == ["two", "three"]


def test_a_hundred_are_the_most():
    assert records.MAX_RESPONSES == 100


# Switched off


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


# No trace elsewhere


def test_no_trace_anywhere_else(site, told, rest):
    """Same dates, same history, same catalog, nothing in the undo log."""
    url = told("public", attribution="anonymous")
    story = site["tuesday"][url.rpartition("/")[2]]
    catalog = api.portal.get_tool("portal_catalog")

    def seen():
        transaction.begin()
        [brain] = catalog.unrestrictedSearchResults(UID=story.UID())
        lists = ("@story-library", "@search?SearchableText=Zanzibarbier", "@my-stories")
        return (
            story.modified(),
            repr(story.workflow_history),
            catalog.getMetadataForRID(brain.getRID()),
            catalog.getIndexDataForRID(brain.getRID()),
            [rest(who).get(url).json() for who in ("member", "siteadmin", "colleague")],
            [rest("member").get(path).json() for path in lists],
            [rest("colleague").get(path).json() for path in lists],
        )

    before = seen()
    send(rest, "member", url, "Zanzibarbier")
    send(rest, "teller", url, "Quokkabrief")
    thank(rest, "facilitator", url)
    assert seen() == before
    written = list(site._p_jar.db().storage.changes.iterator())[-3:]
    assert {(entry.user, entry.description) for entry in written} == {(b"", b"")}


def test_reading_writes_nothing(story_in):
    story = story_in("community")
    with api.env.adopt_user("member"):
        assert responses.lines_for_reader(story) == []
        assert not responses.has_thanked(story)
    assert not {records.RESPONSES_KEY, records.THANKS_KEY} & set(IAnnotations(story))


# What becomes of it


def test_taken_back_the_teller_keeps_them(told, rest):
    url = told("public")
    send(rest, "member", url)
    thank(rest, "member", url)
    rest("teller").delete(f"{url}/@consent")
    for userid in INSIDE:
        assert rest(userid).get(f"{url}/@responses").status_code == 410
        assert send(rest, userid, url, ANSWER).status_code == 410
    kept = read(rest, "teller", url)
    assert [row["text"] for row in kept["items"]] == [WORDS]
    assert kept["thanks"] == 1
    assert send(rest, "teller", url, ANSWER).status_code == 409
    rest("teller").post(f"{url}/@consent", json={"level": "community"})
    assert len(read(rest, "member", url)["items"]) == 1


def noted_in(portal, userid):
    people = People(portal)
    return people.places(people.code_of(userid), NOTED)


def write_as(userid, story, kind="question", text=ANSWER):
    with api.env.adopt_user(userid):
        return responses.write(story, kind, text, now=now())


def names_seen_by(userid, story):
    with api.env.adopt_user(userid):
        return [line.fullname for line in responses.lines_for_reader(story)]


def test_what_is_taken_out_is_noted_nowhere(portal, story_in):
    story = story_in("community")
    line = write_as("member", story)
    write_as("member", story, "thanks", None)
    assert len(noted_in(portal, "member")) == 1
    with api.env.adopt_user("member"):
        responses.take_out(story, line.response.id)
        assert len(noted_in(portal, "member")) == 1
        responses.take_thanks_back(story)
    assert noted_in(portal, "member") == []
    assert People(portal).code_of("member") is None


def test_deleted_with_the_story(portal, story_in):
    story = story_in("community")
    write_as("member", story)
    write_as("facilitator", story, "thanks", None)
    with api.env.adopt_user("teller"):
        api.content.delete(story, check_linkintegrity=False)
    assert noted_in(portal, "member") == noted_in(portal, "facilitator") == []


def test_a_copy_has_none_and_the_original_keeps_its_own(story_in):
    story = story_in("community")
    write_as("member", story)
    write_as("member", story, "thanks", None)
    with api.env.adopt_user("teller"):
        copy = api.content.copy(story, target=story.__parent__)
        assert not {records.RESPONSES_KEY, records.THANKS_KEY} & set(IAnnotations(copy))
    assert (len(records.Responses(story)), len(records.Thanks(story))) == (1, 1)


def test_who_leaves_has_no_name_there(community, story_in):
    story = story_in("community")
    write_as("member", story)
    assert names_seen_by("facilitator", story) == ["Mia Brook"]
    Membership(community).pause("member", now=now(), by_site=True)
    assert names_seen_by("facilitator", story) == ["Mia Brook"]
    Membership(community).remove("member", now=now())
    assert names_seen_by("facilitator", story) == [str(NO_LONGER_HERE)]
    assert names_seen_by("teller", story) == [str(NO_LONGER_HERE)]


def test_whoever_gets_the_id_later_is_somebody_else(portal, community, story_in):
    story = story_in("community")
    mine = write_as("member", story).response.id
    write_as("member", story, "thanks", None)
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username="member")
    api.user.create(username="member", email="m@example.org", password="Secret-12345")
    Membership(community).add("member", "member", now=now())
    assert names_seen_by("facilitator", story) == [str(NO_LONGER_HERE)]
    with api.env.adopt_user("member"):
        assert not responses.has_thanked(story)
        [line] = responses.lines_for_reader(story)
        assert not line.is_mine and not line.may_take_out
        with pytest.raises(responses.NotYours):
            responses.take_out(story, mine)
        responses.write(story, "thanks", None, now=now())
    assert responses.thanks(story) == 2


def test_an_erased_author_leaves_the_text_without_a_name(portal, story_in):
    story = story_in("community")
    write_as("member", story)
    write_as("member", story, "thanks", None)
    counts = erasure.erase(portal, "member", now=now())
    assert counts["answers to stories without a name"] == 1
    assert counts["thanks without a name"] == 1
    [kept] = records.Responses(story).rows()
    assert (kept.author, kept.text) == ("", ANSWER)
    assert responses.thanks(story) == 1
    assert names_seen_by("facilitator", story) == [str(NO_LONGER_HERE)]
    assert noted_in(portal, "member") == []


# The page


def test_the_box_of_a_member_and_of_the_teller(browse, told, rest):
    url = told("community", attribution="anonymous")
    member = browse("member")
    member.visit(url)
    assert member.press("Say thank you") == 200
    assert "You said thank you" in member.main
    member.getControl("I tried this too").click()
    member.field("text").value = WORDS
    assert member.press("Send") == 200
    assert WORDS in member.main
    assert "people said" not in member.main and "1 person" not in member.main
    teller = browse("teller")
    teller.visit(url)
    assert "1 person said thank you" in teller.main
    assert "Mia Brook" in teller.main
    teller.field("text").value = ANSWER
    assert teller.press("Send") == 200
    assert "Your name is not on it" in teller.main
    member.visit(url)
    assert ANSWER in member.main and "The storyteller" in member.main
    member.visit(f"{url}/responses")
    assert ANSWER in member.main
    assert "Tess" not in member.page
    member.press("Take your thanks back")
    member.press("Remove")
    assert WORDS not in member.main
    assert read(rest, "teller", url)["thanks"] == 0


def test_the_teller_switches_it_off_and_on(browse, told, rest):
    url = told("community")
    send(rest, "member", url)
    teller, member = browse("teller"), browse("member")
    teller.visit(url)
    assert teller.press("Turn off thanks and answers") == 200
    assert "nobody else sees anything here" in teller.main
    member.visit(url)
    assert "Thanks and answers" not in member.main and WORDS not in member.main
    assert member.visit(f"{url}/responses") == 404
    assert teller.press("Turn thanks and answers back on") == 200
    member.visit(url)
    assert WORDS in member.main


def test_many_stand_on_a_page_of_their_own(site, browse, told):
    url = told("community")
    story = site["tuesday"][url.rpartition("/")[2]]
    for number in range(26):
        write_as("member", story, text=f"Number {number:02}?")
    transaction.commit()
    visitor = browse("facilitator")
    visitor.visit(url)
    assert "Number 00?" not in visitor.main and "Number 25?" in visitor.main
    visitor.getLink("All 26 answers").click()
    assert "Number 00?" in visitor.main and "Number 25?" in visitor.main


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


def test_nothing_typed_is_lost(browse, told):
    visitor = browse("member")
    url = told("public")
    visitor.visit(url)
    visitor.getControl(name="text", index=0).value = "x" * 1001
    visitor.getControl("I have a question").click()
    assert visitor.press("Send") == 400
    assert visitor.field("text").value == "x" * 1001
    assert visitor.getControl("I have a question").selected
    visitor.field("text").value = ANSWER
    assert visitor.press("Send") == 200
    assert ANSWER in visitor.main


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
    assert browse("member").post(f"{url}/responses", "act=thank") == 403
    assert read(rest, "teller", url)["thanks"] == 0


@pytest.mark.parametrize(
    "act, status",
    [("nothing", 400), ("take-out", 404), ("take-back", 404), ("off", 403)],
)
def test_buttons_that_are_not_there(browse, told, act, status):
    visitor = browse("member")
    visitor.visit(told("public"))
    form = visitor.contents.partition('value="thank"')[0].rpartition("<form")[2]
    token = re.search(r'_authenticator"[^>]*value="(\w+)"', form)[1]
    url = visitor.url.partition("#")[0]
    sent = f"_authenticator={token}&act={act}&response=nothing"
    assert visitor.post(f"{url}/responses", sent) == status


def test_an_empty_box_of_the_teller_alone(browse, told):
    visitor = browse("teller")
    visitor.visit(told("private"))
    assert "Thanks and answers" not in visitor.main


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
