"""Something went wrong in a group: who may say it, who reads it, and no sign of it."""

from datetime import datetime
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.concern import reading
from leap.cop.concern import rules
from leap.cop.concern.records import Concerns
from leap.cop.concern.records import KEY
from leap.cop.concern.services import WentWrongPost
from leap.cop.core.errors import Refused
from leap.cop.core.events import AccountClosed
from leap.cop.core.events import PersonErased
from leap.cop.core.records import SHELVES
from plone import api
from Products.Five.browser import BrowserView
from zope.annotation.interfaces import IAnnotations

import pytest
import re
import transaction


NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
WORDS = "We laughed about Quimby behind the door."
PHONE = "Sam Reed, 01632 960001, weekdays 9 to 17"

INSIDE = ("facilitator", "member", "teller", "newcomer")
OUTSIDE = ("colleague", "reviewer", "siteadmin", "admin")
READERS = (*INSIDE, *OUTSIDE)


@pytest.fixture
def say(rest):
    """Return a function that says what went wrong, over REST."""

    def send(userid, about="group", text=WORDS, **more):
        sent = {"about": about, "text": text, **more}
        return rest(userid).post("tuesday/@concerns", json=sent)

    return send


@pytest.fixture
def read(rest):
    """Return a function that reads what is there for somebody."""

    def items(userid):
        return rest(userid).get("@concerns").json()["items"]

    return items


def name_person(site, userid="colleague"):
    site["tuesday"].safeguarding_person = userid
    transaction.commit()


@pytest.mark.parametrize("userid", INSIDE)
def test_who_may_say_it(say, read, userid):
    answer = say(userid, contact="ring 5")
    assert (answer.status_code, answer.json()) == (201, {})
    [found] = read("facilitator")
    assert (found["text"], found["contact"]) == (WORDS, "ring 5")
    assert (found["about"], found["story"], found["title"]) == ("group", None, "")
    assert (found["community"], found["status"]) == ("Tuesday circle", "open")


@pytest.mark.parametrize("userid", [*OUTSIDE, None])
def test_who_only_sees_the_community_says_nothing(rest, site, userid):
    for sent in ({"about": "group", "text": WORDS}, {"text": 5}, {"nothing": 1}):
        answer = rest(userid).post("tuesday/@concerns", json=sent)
        assert answer.status_code == (403 if userid else 401), sent
    page = rest(userid).get("tuesday/say-something", headers={"Accept": "text/html"})
    assert page.status_code in ((403,) if userid else (302, 401))
    assert KEY not in IAnnotations(site["tuesday"])


def test_who_is_paused_says_nothing(say, site):
    Membership(site["tuesday"]).pause("member", now=NOW, by_site=False)
    transaction.commit()
    assert say("member").status_code == 403


@pytest.mark.parametrize("userid", READERS)
def test_facilitators_read_what_is_about_the_group(say, read, site, userid):
    name_person(site)
    say("member")
    assert len(read(userid)) == (userid == "facilitator")


@pytest.mark.parametrize("userid", READERS)
def test_the_safeguarding_person_alone_reads_about_a_facilitator(
    say, read, site, userid
):
    name_person(site)
    assert say("member", "facilitator").status_code == 201
    found = read(userid)
    assert [one["about"] for one in found] == ["facilitator"] * (userid == "colleague")


def test_nobody_named_and_a_facilitator_named_are_alike(say, site):
    for userid in (None, "facilitator"):
        name_person(site, userid)
        answer = say("member", "facilitator")
        assert answer.status_code == 409
        assert answer.json()["message"] == (
            "about: Nobody here can read messages about a facilitator. "
            f"Please phone: {PHONE}"
        )
    transaction.begin()
    assert KEY not in IAnnotations(site["tuesday"])


def test_without_a_telephone_it_says_to_go_elsewhere(say, site):
    site["tuesday"].safeguarding_contact = ""
    transaction.commit()
    answer = say("member", "facilitator")
    assert (
        "Please use your organisation's own safeguarding procedure."
    ) in answer.json()["message"]


def test_who_facilitated_then_never_reads_it(say, read, site):
    """Also not after handing over, and being named as the safeguarding person."""
    name_person(site)
    say("member", "facilitator")
    membership = Membership(site["tuesday"])
    membership.change_role("member", "facilitator", now=NOW)
    membership.change_role("facilitator", "member", now=NOW)
    name_person(site, "facilitator")
    assert read("facilitator") == []
    assert read("colleague") == []
    name_person(site)
    assert len(read("colleague")) == 1


def test_a_safeguarding_person_who_begins_to_facilitate_reads_no_more(say, read, site):
    name_person(site)
    say("member", "facilitator")
    Membership(site["tuesday"]).add("colleague", "facilitator", now=NOW)
    transaction.commit()
    assert read("colleague") == []


def test_who_stops_facilitating_reads_nothing_about_the_group(say, read, site):
    say("member")
    membership = Membership(site["tuesday"])
    membership.change_role("member", "facilitator", now=NOW)
    membership.pause("facilitator", now=NOW, by_site=True)
    transaction.commit()
    assert read("facilitator") == []
    assert len(read("member")) == 1


def test_what_does_not_fit_is_not_kept(rest, site):
    """The table of what does not fit is in test_schemas."""
    sent = {"about": "group", "text": "\u202eabc"}
    answer = rest("member").post("tuesday/@concerns", json=sent)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("text: ")
    transaction.begin()
    assert KEY not in IAnnotations(site["tuesday"])


def test_nothing_is_kept_of_whoever_wrote(say, site):
    name_person(site)
    say("member")
    say("member", "facilitator")
    transaction.begin()
    stored = repr(Concerns(site["tuesday"]).all())
    for word in ("member", "Mia", "facilitator:", "Fay", ":0", "colleague"):
        assert word not in stored.replace("safeguarding_person", ""), word
    last = list(site._p_jar.db().storage.changes.iterator())[-1]
    assert (last.user, last.description) == (b"", b"")


def test_the_same_words_again_and_the_thirty_first(say, read, monkeypatch):
    first, again = say("member"), say("teller")
    assert first.content == again.content
    assert len(read("facilitator")) == 1
    monkeypatch.setattr(rules, "MAX_OPEN", 2)
    assert say("member", text="Two.").status_code == 201
    full = say("member", text="Three.")
    assert full.status_code == 409
    assert PHONE in full.json()["message"]
    assert len(read("facilitator")) == 2


def test_dealt_with_then_erased(rest, say, read, site):
    say("member")
    [found] = read("facilitator")
    path = f"@concerns/{found['id']}"
    stranger = rest("member").patch(path, json={"status": "dealt_with"})
    assert stranger.status_code == 404
    reader = rest("facilitator")
    assert reader.delete(path, json={}).status_code == 409
    assert reader.patch(path, json={"status": "dealt_with"}).status_code == 200
    assert reader.delete(path, json={}).status_code == 204
    transaction.begin()
    assert Concerns(site["tuesday"]).all() == {}


# No sign of it


def test_the_pages_of_the_community_show_no_sign_to_others(rest, say, site):
    name_person(site)

    def seen(userid):
        token = re.compile(r'\b[0-9a-f]{40}\b|name="once" [^>]*value="[^"]*"')
        session = rest(userid)
        page = session.get("tuesday", headers={"Accept": "text/html"}).text
        home = session.get("tuesday/@cop-home").json()
        members = session.get("tuesday/@members").text
        return token.sub("", page), home, members

    others = [userid for userid in READERS if userid != "facilitator"]
    before = {userid: seen(userid) for userid in others}
    say("member")
    say("member", "facilitator")
    assert {userid: seen(userid) for userid in others} == before


# On pages


def test_said_on_a_page_and_read_by_a_facilitator(tab):
    member = tab("member")
    member.visit("tuesday")
    member.getLink("something went wrong").click()
    assert PHONE.partition(",")[0] in member.words
    assert "Nobody here can read messages about a facilitator" in member.words
    member.getControl(name="about").value = ["group"]
    member.getControl(name="text").value = WORDS
    member.getControl("Send").click()
    assert (
        "The people who read these messages can see yours now, without your name"
        in member.words
    )
    facilitator = tab("facilitator")
    facilitator.visit("tuesday")
    facilitator.getLink("wrote about the group").click()
    assert facilitator.url.endswith("tuesday/concerns")
    assert WORDS in facilitator.words
    facilitator.getControl("Mark as dealt with").click()
    facilitator.visit("tuesday")
    assert "wrote about the group" not in facilitator.words
    facilitator.visit("concerns")
    facilitator.getControl("Delete it for good").click()
    assert WORDS not in facilitator.words


def test_a_page_offers_what_somebody_would_read(tab, site):
    member = tab("member")
    member.visit("tuesday/say-something")
    assert 'value="facilitator"' not in member.contents
    name_person(site)
    member.visit("tuesday/say-something")
    assert 'value="facilitator"' in member.contents
    assert "Nobody here can read messages about a facilitator" not in member.words


@pytest.mark.parametrize("userid", READERS)
def test_the_list_of_a_group_is_for_its_facilitators(rest, site, say, userid):
    say("member")
    answer = rest(userid).get("tuesday/concerns", headers={"Accept": "text/html"})
    assert answer.status_code == (200 if userid == "facilitator" else 404)
    assert (WORDS in answer.text) == (userid == "facilitator")


def test_what_is_about_a_facilitator_is_not_on_the_list_of_the_group(say, rest, site):
    name_person(site)
    say("member", "facilitator", text="About Fay.")
    page = rest("facilitator").get("tuesday/concerns", headers={"Accept": "text/html"})
    assert "About Fay." not in page.text
    page = rest("colleague").get("concerns", headers={"Accept": "text/html"})
    assert "About Fay." in page.text


def test_nothing_typed_is_lost_and_the_field_is_marked(tab):
    member = tab("member")
    member.visit("tuesday/say-something")
    member.getControl(name="text").value = WORDS
    member.getControl(name="contact").value = "ring 5"
    member.getControl("Send").click()
    assert member.status == 400
    assert member.getControl(name="text").value == WORDS
    assert member.getControl(name="contact").value == "ring 5"
    assert "cop-about-problem" in member.contents


def test_a_form_of_another_site(rest, site):
    data = {"about": "group", "text": WORDS}
    assert rest("member").post("tuesday/say-something", data=data).status_code == 403
    transaction.begin()
    assert KEY not in IAnnotations(site["tuesday"])


# What every shelf owes


def test_an_erased_person_is_nobody_whom_it_is_about(site, say):
    name_person(site)
    say("member", "facilitator")
    transaction.begin()
    shelf = Concerns(site["tuesday"])
    assert Concerns in SHELVES
    assert shelf.forget_person(AccountClosed("facilitator", "code", NOW)) == 0
    assert shelf.forget_person(PersonErased("facilitator", {}, NOW)) == 1
    [kept] = shelf.concerns().values()
    assert not rules.is_about(kept, "facilitator")
    assert shelf.forget_person(PersonErased("facilitator", {}, NOW)) == 0


def test_it_travels_as_plain_values(site, say):
    name_person(site)
    say("member")
    say("member", "facilitator")
    transaction.begin()
    shelf = Concerns(site["tuesday"])
    packed, before = shelf.pack(), shelf.concerns()
    shelf.clear()
    shelf.unpack(packed)
    assert shelf.concerns() == before


@pytest.mark.parametrize("packed", [5, {"a": 5}, {"a": [1, 2]}, {"a": [2] + [""] * 7}])
def test_what_was_not_packed_here_does_not_arrive(site, packed):
    with pytest.raises(Refused):
        Concerns(site["tuesday"]).unpack(packed)


def test_reading_writes_nothing(site):
    with api.env.adopt_user("facilitator"):
        assert reading.for_reader() == []
        assert reading.in_community(site["tuesday"]) == []
    assert KEY not in IAnnotations(site["tuesday"])


def test_said_on_anything_in_a_community_it_is_about_that_community(community):
    with api.env.adopt_user("facilitator"):
        made = api.content.create(community, type="leap.cop.TopicRound", title="Spring")

    class Service(WentWrongPost, BrowserView):
        """As it is registered."""

    service = Service(made, made.REQUEST)
    with api.env.adopt_user("member"):
        assert service.handle("group", WORDS) == {}
    [kept] = Concerns(community).concerns().values()
    assert (kept.text, kept.about) == (WORDS, "group")
