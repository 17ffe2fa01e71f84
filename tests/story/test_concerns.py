"""Do you recognise yourself or somebody? From the foot of a story to who reads it."""

from leap.cop.community.membership import Membership
from leap.cop.concern import reading
from leap.cop.concern import rules
from leap.cop.concern.records import Concerns
from leap.cop.concern.records import KEY
from leap.cop.core.errors import NotNow
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.notes import concerns
from plone import api
from tests.naming import name_site_reviewer
from zope.annotation.interfaces import IAnnotations

import pytest
import re
import transaction


WORDS = "My sister could be the girl at the mill."
READERS = ("member", "facilitator", "newcomer", "colleague", "reviewer", "siteadmin")


def send(rest, userid, url, text=WORDS, **sent):
    return rest(userid).post(f"{url}/@concerns", json={"text": text, **sent})


def items(rest, userid):
    answer = rest(userid).get("@concerns")
    assert answer.status_code == 200, answer.text
    assert answer.json()["items_total"] == len(answer.json()["items"])
    return answer.json()["items"]


def name_person(site, userid="colleague"):
    site["tuesday"].safeguarding_person = userid
    transaction.commit()


@pytest.mark.parametrize("userid", [*READERS, "admin"])
def test_every_reader_of_a_public_story_may_write(told, rest, userid):
    url = told("public")
    answer = send(rest, userid, url, contact="ring 5")
    assert answer.status_code == 201
    # This site has no mail server: it stands on its readers' page, and nothing went.
    assert answer.json() == {"@id": f"{url}/@concerns", "sent": False}
    [found] = items(rest, "reviewer")
    assert (found["text"], found["contact"]) == (WORDS, "ring 5")
    assert (found["story"], found["status"]) == (url, "open")
    assert found["date"] == lifecycle.utc_now().date().isoformat()


@pytest.mark.parametrize(
    "state, userid, status",
    [
        ("public", "teller", 403),
        ("private", "teller", 403),
        ("community", "member", 409),
        ("community_pending", "member", 409),
        ("pending", "reviewer", 409),
        ("community", "colleague", 404),
        ("private", "member", 404),
        ("public", None, 401),
    ],
)
def test_who_may_not(told, rest, state, userid, status):
    url = told(state)
    assert send(rest, userid, url).status_code == status
    assert items(rest, "reviewer") == []


@pytest.mark.parametrize(
    "sent, field",
    [
        ({"text": " "}, "text"),
        ({"text": "\ud800"}, "text"),
        ({"text": "x", "contact": 5}, "contact"),
    ],
)
def test_bad_input(told, rest, sent, field):
    answer = rest("member").post(f"{told('public')}/@concerns", json=sent)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(f"{field}: ")


def test_nothing_is_kept_of_whoever_wrote(site, told, rest):
    url = told("public")
    send(rest, "member", url)
    transaction.begin()
    kept = dict(IAnnotations(site["tuesday"])[KEY])
    stored = repr(kept)
    assert "member" not in stored
    assert "Mia" not in stored
    assert "teller" not in stored
    [concern] = Concerns(site["tuesday"]).concerns().values()
    assert not hasattr(concern.day, "hour")
    last = list(site._p_jar.db().storage.changes.iterator())[-1]
    assert (last.user, last.description) == (b"", b"")


def test_who_reads_it(site, told, rest):
    send(rest, "member", told("public"))
    for userid in (
        "facilitator",
        "member",
        "teller",
        "colleague",
        "siteadmin",
        "admin",
    ):
        assert items(rest, userid) == [], userid
    assert len(items(rest, "reviewer")) == 1
    name_person(site)
    assert len(items(rest, "colleague")) == 1
    name_site_reviewer("newcomer")
    assert len(items(rest, "newcomer")) == 1
    assert rest(None).get("@concerns").status_code == 401


def test_plones_own_role_reads_nothing(site, told, rest):
    api.user.grant_roles(username="newcomer", roles=["Reviewer"])
    transaction.commit()
    url = told("public")
    send(rest, "member", url)
    assert items(rest, "newcomer") == []
    assert rest("newcomer").post(f"{url}/@notes", json={"text": "x"}).status_code == 403
    assert len(items(rest, "reviewer")) == 1


def test_a_paused_person_reads_nothing(site, told, rest):
    send(rest, "member", told("public"))
    name_person(site, "facilitator")
    assert len(items(rest, "facilitator")) == 1
    membership = Membership(site["tuesday"])
    for userid in ("facilitator", "reviewer"):
        membership.pause(userid, now=lifecycle.utc_now(), by_site=True)
    transaction.commit()
    assert items(rest, "facilitator") == []
    assert items(rest, "reviewer") == []


def test_a_teller_who_reviews_never_reads_about_the_own_story(site, rest):
    """Also not after the story is gone, and not as the safeguarding person."""
    with api.env.adopt_user("facilitator"):
        story = api.content.create(
            site["tuesday"], "leap.cop.Story", title="Mine", description="A sentence."
        )
        lifecycle.grant(story, "public", now=lifecycle.utc_now())
    with api.env.adopt_user("reviewer"):
        lifecycle.approve(story)
    transaction.commit()
    url = story.absolute_url()
    name_person(site, "facilitator")
    name_site_reviewer("facilitator")
    send(rest, "member", url)
    assert items(rest, "facilitator") == []
    assert len(items(rest, "reviewer")) == 1
    assert rest("facilitator").delete(url).status_code == 204
    assert items(rest, "facilitator") == []
    assert len(items(rest, "reviewer")) == 1


def test_after_the_story_left(told, rest):
    url = told("public", title="Zanzibarbier")
    send(rest, "member", url)
    rest("teller").delete(f"{url}/@consent")
    [found] = items(rest, "reviewer")
    assert (found["text"], found["story"], found["title"]) == (WORDS, None, "")
    assert "Zanzibarbier" not in str(found)


def test_dealt_with_then_erased(told, rest):
    send(rest, "member", told("public"))
    [found] = items(rest, "reviewer")
    path = f"@concerns/{found['id']}"
    assert rest("reviewer").delete(path, json={}).status_code == 409
    bad = rest("reviewer").patch(path, json={"status": "open"})
    assert bad.status_code == 400
    assert bad.json()["message"].startswith("status: ")
    done = rest("reviewer").patch(path, json={"status": "dealt_with"})
    assert (done.status_code, done.json()["status"]) == (200, "dealt_with")
    assert items(rest, "reviewer")[0]["status"] == "dealt_with"
    assert rest("reviewer").delete(path, json={}).status_code == 204
    assert items(rest, "reviewer") == []


@pytest.mark.parametrize("userid", ["member", "facilitator", "teller", "siteadmin"])
def test_not_yours_and_not_there_look_alike(told, rest, userid):
    send(rest, "member", told("public"))
    [found] = items(rest, "reviewer")
    session = rest(userid)
    theirs = session.patch(f"@concerns/{found['id']}", json={"status": "dealt_with"})
    nothing = session.patch("@concerns/0123456789abcdef", json={"status": "dealt_with"})
    assert theirs.status_code == nothing.status_code == 404
    same = theirs.text.replace(found["id"], "0123456789abcdef")
    assert same == nothing.text
    assert items(rest, "reviewer")[0]["status"] == "open"


def test_the_box_does_not_tell_whether_others_wrote(told, rest):
    """Same answer to the first, to the same words again, and beside others'."""
    url = told("public")
    page = rest("colleague").get(url, headers={"Accept": "text/html"}).text
    first = send(rest, "member", url)
    again = send(rest, "colleague", url)
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert len(items(rest, "reviewer")) == 1
    after = rest("colleague").get(url, headers={"Accept": "text/html"}).text
    token = re.compile(r"\b[0-9a-f]{40}\b")
    assert token.sub("", page) == token.sub("", after)


def test_there_is_an_end(story_in, monkeypatch):
    story = story_in("public")
    monkeypatch.setattr(rules, "MAX_OPEN", 2)
    with api.env.adopt_user("member"):
        for text in ("one", "two"):
            concerns.raise_concern(story, text, now=lifecycle.utc_now())
        with pytest.raises(NotNow, match="Please phone the safeguarding contact"):
            concerns.raise_concern(story, "three", now=lifecycle.utc_now())


def test_reading_writes_nothing(story_in):
    story = story_in("public")
    with api.env.adopt_user("reviewer"):
        assert reading.for_reader() == []
    assert KEY not in IAnnotations(story.__parent__)


# Pages


def test_from_the_foot_of_the_story_to_a_hold(browse, told, story_at):
    url = told("public")
    reader = browse("colleague")
    reader.visit(url)
    assert (
        "Read by the reviewers (this community has named nobody else yet)"
        in reader.page
    )
    reader.field("text").value = WORDS
    assert reader.press("Send") == 200
    assert "ave it now, without your name" in reader.page
    reviewer = browse("reviewer")
    reviewer.visit("review-queue")
    reviewer.getLink("People recognised in stories").click()
    assert WORDS in reviewer.page
    reviewer.field("reason").value = "Somebody could be recognised."
    assert reviewer.press("Put on hold") == 200
    assert lifecycle.state_of(story_at(url)) == "private"
    assert "no longer for all staff" in reviewer.page
    assert WORDS in reviewer.page
    assert "The long table" not in reviewer.main
    reviewer.press("Mark as dealt with")
    reviewer.press("Delete it for good")
    assert "There are no messages for you to read" in reviewer.page


def test_who_dealt_with_it_is_not_in_the_undo_log(browse, site, told, rest):
    send(rest, "member", told("public"))
    reviewer = browse("reviewer")
    reviewer.visit("concerns")
    assert reviewer.press("Mark as dealt with") == 200
    last = list(site._p_jar.db().storage.changes.iterator())[-1]
    assert (last.user, last.description) == (b"", b"")


def test_a_hold_without_a_reason(browse, told, story_at, rest):
    url = told("public")
    send(rest, "member", url)
    reviewer = browse("reviewer")
    reviewer.visit("concerns")
    assert reviewer.press("Put on hold") == 400
    assert lifecycle.state_of(story_at(url)) == "public"


def test_the_safeguarding_person_finds_the_list(browse, site, told, rest):
    name_person(site)
    send(rest, "member", told("public"))
    visitor = browse("colleague")
    visitor.visit("tuesday")
    visitor.getLink("ead messages about people recognised in stories").click()
    assert WORDS in visitor.page
    assert "Put the story on hold" not in visitor.page
    visitor.getLink("Write to the storyteller").click()
    assert visitor.status == 200


def test_the_box_is_not_for_the_teller(browse, told):
    url = told("public")
    teller = browse("teller")
    teller.visit(url)
    assert "Do you recognise yourself" not in teller.page
    assert teller.visit(f"{url}/recognise") == 403
    member = browse("member")
    shared = told("community")
    member.visit(shared)
    assert "Do you recognise yourself" not in member.page
    assert member.visit(f"{shared}/recognise") == 409


def test_nothing_typed_is_lost(browse, told):
    reader = browse("colleague")
    reader.visit(f"{told('public')}/recognise")
    reader.field("text").value = "x" * 5001
    reader.field("contact").value = "ring 5"
    assert reader.press("Send") == 400
    assert reader.field("text").value == "x" * 5001
    assert reader.field("contact").value == "ring 5"


def test_a_form_of_another_site(browse, told, rest):
    url = told("public")
    assert browse("member").post(f"{url}/recognise", "text=Hello") == 403
    assert items(rest, "reviewer") == []
    send(rest, "member", url)
    [found] = items(rest, "reviewer")
    data = f"act=dealt_with&concern={found['id']}"
    assert browse("reviewer").post("concerns", data) == 403
    assert items(rest, "reviewer")[0]["status"] == "open"


def test_an_empty_list(browse):
    visitor = browse("member")
    assert visitor.visit("concerns") == 200
    assert "There are no messages for you to read" in visitor.page
