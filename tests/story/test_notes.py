"""Notes through the story: who writes is named, who told it is not."""

from leap.cop.community.membership import Membership
from leap.cop.core.errors import NotNow
from leap.cop.core.people import People
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.notes import notes
from leap.cop.story.notes import records
from plone import api
from zope.annotation.interfaces import IAnnotations

import pytest
import transaction


#: Who may write to the teller, by state.
WRITERS = {
    "private": (),
    "community": ("facilitator",),
    "pending": ("reviewer",),
    "community_pending": ("facilitator", "reviewer"),
    "public": ("facilitator", "reviewer"),
}
OTHERS = ("facilitator", "member", "reviewer", "newcomer", "colleague", "siteadmin")

WORDS = "Would you leave the mill out?"
ANSWER = "Gladly, and the year as well."


def send(rest, userid, url, text=WORDS, **sent):
    return rest(userid).post(f"{url}/@notes", json={"text": text, **sent})


def items(rest, userid, url):
    answer = rest(userid).get(f"{url}/@notes")
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["items_total"] == len(found["items"])
    return found["items"]


def name_safeguarding_person(site, userid="colleague"):
    site["tuesday"].safeguarding_person = userid
    transaction.commit()


@pytest.mark.parametrize("state", WRITERS)
def test_who_may_write(told, rest, state):
    url = told(state)
    for userid in (*OTHERS, "admin"):
        status = send(rest, userid, url).status_code
        if userid in WRITERS[state]:
            assert status == 201, userid
        else:
            reads = rest(userid).get(url).status_code
            assert status == (403 if reads == 200 else reads), userid
            assert rest(userid).get(f"{url}/@notes").status_code == status
    assert rest(None).post(f"{url}/@notes", json={"text": "x"}).status_code == 401
    assert len(items(rest, "teller", url)) == len(WRITERS[state])


def test_the_safeguarding_person_writes_about_public_stories(site, told, rest):
    name_safeguarding_person(site)
    url = told("public")
    answer = send(rest, "colleague", url)
    assert answer.status_code == 201
    assert answer.json()["from"] == {"fullname": "Col Hill", "role": "safeguarding"}
    transaction.begin()
    assert send(rest, "colleague", told("community")).status_code == 404
    Membership(site["tuesday"]).add("colleague", "member", now=lifecycle.utc_now())
    transaction.commit()
    assert send(rest, "colleague", told("community")).status_code == 403
    Membership(site["tuesday"]).pause(
        "colleague", now=lifecycle.utc_now(), by_site=True
    )
    transaction.commit()
    assert rest("colleague").get(f"{url}/@notes").status_code == 403


def test_back_and_forth(told, rest):
    url = told("community_pending", attribution="anonymous")
    first = send(rest, "reviewer", url).json()
    assert first["from"] == {"fullname": "Rob Field", "role": "reviewer"}
    assert send(rest, "facilitator", url, "Well told.").status_code == 201
    answered = send(rest, "teller", url, ANSWER, thread=first["thread"])
    assert answered.status_code == 201
    assert answered.json()["from"] == "teller"
    # The teller reads both threads, each writer one.
    assert {row["text"] for row in items(rest, "teller", url)} == {
        WORDS,
        ANSWER,
        "Well told.",
    }
    theirs = items(rest, "reviewer", url)
    assert [row["text"] for row in theirs] == [WORDS, ANSWER]
    assert theirs[1]["from"] == "teller"
    assert [row["text"] for row in items(rest, "facilitator", url)] == ["Well told."]
    for userid in ("reviewer", "facilitator"):
        page = rest(userid).get(f"{url}/@notes").text
        assert "Tess" not in page
        assert '"teller"' in page or userid == "facilitator"


def test_the_teller_stays_unnamed_in_the_database_too(site, told, rest):
    url = told("public", attribution="anonymous")
    thread = send(rest, "reviewer", url).json()["thread"]
    send(rest, "teller", url, ANSWER, thread=thread)
    transaction.begin()
    story = site["tuesday"][url.rpartition("/")[2]]
    [kept] = notes.Notes(story).threads().values()
    assert kept.writer == People(site).code_of("reviewer")
    assert "teller" not in {note.voice for note in kept.notes if note.text == WORDS}
    assert all("Tess" not in repr(note) for note in kept.notes)
    # The day alone: when somebody sat at a screen says who it was.
    assert all(not hasattr(note.day, "hour") for note in kept.notes)


@pytest.mark.parametrize(
    "sent, field",
    [
        # Of what is no note, one that the schema refuses and one that only it lets by.
        ({"text": "\ud800"}, "text"),
        ({"text": " \n "}, "text"),
        ({"text": "x", "thread": "somebody-elses"}, "thread"),
    ],
)
def test_bad_input(told, rest, sent, field):
    url = told("public")
    answer = rest("reviewer").post(f"{url}/@notes", json=sent)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(f"{field}: ")


@pytest.mark.parametrize("thread", [None, "", "unknown", 5])
def test_the_teller_names_a_thread(told, rest, thread):
    url = told("public")
    send(rest, "reviewer", url)
    answer = rest("teller").post(
        f"{url}/@notes", json={"text": ANSWER, "thread": thread}
    )
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("thread: ")


def test_sent_twice_is_there_once(told, rest):
    url = told("public")
    first, second = send(rest, "reviewer", url), send(rest, "reviewer", url)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] == second.json()["id"]
    assert len(items(rest, "teller", url)) == 1


def test_there_is_an_end(story_in, monkeypatch):
    story = story_in("public")
    monkeypatch.setattr(records, "MAX_NOTES", 2)
    monkeypatch.setattr(records, "MAX_THREADS", 1)
    with api.env.adopt_user("reviewer"):
        for text in ("one", "two"):
            notes.write(story, text, now=lifecycle.utc_now())
        with pytest.raises(NotNow):
            notes.write(story, "three", now=lifecycle.utc_now())
    with api.env.adopt_user("facilitator"), pytest.raises(NotNow):
        notes.write(story, "me, too", now=lifecycle.utc_now())


def test_access_ends_at_once(site, told, rest):
    url = told("public")
    send(rest, "facilitator", url)
    membership = Membership(site["tuesday"])
    membership.add("colleague", "facilitator", now=lifecycle.utc_now())
    membership.pause("facilitator", now=lifecycle.utc_now(), by_site=True)
    transaction.commit()
    assert rest("facilitator").get(url).status_code == 200
    assert rest("facilitator").get(f"{url}/@notes").status_code == 403
    assert items(rest, "colleague", url) == []
    membership.resume("facilitator", now=lifecycle.utc_now(), by_site=True)
    transaction.commit()
    assert len(items(rest, "facilitator", url)) == 1
    membership.remove("facilitator", now=lifecycle.utc_now())
    transaction.commit()
    assert rest("facilitator").get(f"{url}/@notes").status_code == 403


def test_taken_back_the_teller_keeps_them(told, rest):
    url = told("public")
    send(rest, "reviewer", url)
    rest("teller").delete(f"{url}/@consent")
    assert rest("reviewer").get(f"{url}/@notes").status_code == 410
    assert [row["text"] for row in items(rest, "teller", url)] == [WORDS]


def test_a_copy_has_none_and_the_original_keeps_its_own(story_in):
    story = story_in("community")
    with api.env.adopt_user("facilitator"):
        notes.write(story, WORDS, now=lifecycle.utc_now())
    with api.env.adopt_user("teller"):
        copy = api.content.copy(story, target=story.__parent__)
        assert records.KEY not in IAnnotations(copy)
        assert len(notes.Notes(story).threads()) == 1


def test_reading_writes_nothing(story_in):
    story = story_in("community")
    with api.env.adopt_user("facilitator"):
        assert notes.threads_for_reader(story) == {}
    assert records.KEY not in IAnnotations(story)


def test_no_trace_anywhere_else(site, told, rest):
    """Same dates, same history, same catalog, nothing in the undo log."""
    url = told("public")
    story = site["tuesday"][url.rpartition("/")[2]]
    catalog = api.portal.get_tool("portal_catalog")

    def seen():
        transaction.begin()
        [brain] = catalog.unrestrictedSearchResults(UID=story.UID())
        return (
            story.modified(),
            repr(story.workflow_history),
            catalog.getMetadataForRID(brain.getRID()),
            catalog.getIndexDataForRID(brain.getRID()),
            [rest(who).get(url).json() for who in ("member", "siteadmin")],
            rest("member").get(f"{url}/@history").status_code,
            rest("member").get(f"{url}/@notes").status_code,
        )

    before = seen()
    thread = send(rest, "reviewer", url, "Zanzibarbier").json()["thread"]
    send(rest, "teller", url, "Quokkabrief", thread=thread)
    assert seen() == before
    written = list(site._p_jar.db().storage.changes.iterator())[-2:]
    assert {(entry.user, entry.description) for entry in written} == {(b"", b"")}


# The page


def test_the_pages_of_both_sides(browse, told):
    url = told("public", attribution="anonymous")
    writer = browse("reviewer")
    writer.visit(url)
    writer.getLink("Write to the storyteller").click()
    writer.field("text").value = WORDS
    assert writer.press("Send") == 200
    assert "The storyteller will find it on the story" in writer.page
    teller = browse("teller")
    teller.visit("my-stories")
    teller.getLink("Somebody has written to you about this story").click()
    assert WORDS in teller.page
    assert "Rob Field" in teller.page
    teller.field("text").value = ANSWER
    assert teller.press("Send") == 200
    assert "Sent, without your name" in teller.page
    writer.visit(f"{url}/notes")
    assert ANSWER in writer.main
    assert "Tess" not in writer.page
    teller.visit("my-stories")
    assert "Somebody wrote to you" not in teller.page


def test_nothing_typed_is_lost(browse, told):
    visitor = browse("reviewer")
    visitor.visit(f"{told('public')}/notes")
    visitor.field("text").value = "x" * 5001
    assert visitor.press("Send") == 400
    assert "Up to 5,000 characters" in visitor.page
    assert visitor.field("text").value == "x" * 5001


@pytest.mark.parametrize("userid", ["member", "colleague", "newcomer", "siteadmin"])
def test_nobody_else_has_the_page(browse, told, userid):
    url = told("public")
    visitor = browse(userid)
    visitor.visit(url)
    assert "Write to the storyteller" not in visitor.page
    assert visitor.visit(f"{url}/notes") == 403


def test_a_form_of_another_site(browse, told, rest):
    url = told("public")
    assert browse("reviewer").post(f"{url}/notes", "text=Hello") == 403
    assert items(rest, "teller", url) == []


def test_an_empty_page(browse, told):
    url = told("private")
    visitor = browse("teller")
    visitor.visit(f"{url}/notes")
    assert "Nobody has written to you" in visitor.page


def test_the_story_leads_to_its_notes_with_and_without_one(browse, told, rest):
    url = told("community")
    visitor = browse("teller")
    visitor.visit(url)
    assert f'href="{url}/notes"' in visitor.page
    assert "Notes to you: none yet" in visitor.page
    answer = rest("facilitator").post(f"{url}/@notes", json={"text": "May I ask?"})
    assert answer.status_code == 201
    visitor.visit(url)
    assert "Notes to you" in visitor.page
    member = browse("member")
    member.visit(url)
    assert "/notes" not in member.page
