"""A directory that is away costs nobody a mail: what did not go goes afterwards."""

from datetime import timedelta
from leap.cop.commands import parser
from leap.cop.commands import run
from leap.cop.community.membership import Membership
from leap.cop.core import accounts
from leap.cop.notify import later
from leap.cop.notify import outbox
from leap.cop.story.lifecycle import lifecycle
from leap.cop.topic import voting
from leap.cop.topic.records import record_of
from plone import api
from tests import directory
from tests.conftest import make_story
from tests.conftest import NOW
from tests.directory import Person
from tests.topic import rounds

import pytest
import transaction


AWAY = (directory.SILENT, directory.STUMBLES)


@pytest.fixture
def ldap(post, sink, monkeypatch):
    """Connect a directory with people who facilitate, review, tell and belong."""
    monkeypatch.setattr(outbox, "BETWEEN_TRIES", 0.0)
    made = directory.connect(post)
    members = Membership(post["tuesday"])
    roles = {"fa": "facilitator", "re": "reviewer", "m1": "member", "m2": "member"}
    for userid, role in roles.items():
        made.put(userid, Person(userid.upper(), f"{userid}@example.org"))
        members.add(userid, role, now=NOW)
    made.put("mute", Person("Mute One"))
    members.add("mute", "member", now=NOW)
    for userid in ("facilitator", "reviewer"):
        members.change_role(userid, "member", now=NOW)
    transaction.commit()
    sink.envelopes.clear()
    return made


def be(ldap, way: str) -> None:
    transaction.begin()
    ldap.be(way)
    transaction.commit()


def waiting(site) -> list[later.Left]:
    transaction.begin()
    return list(later.Waiting(site).all().values())


def remind(site) -> int:
    words = ("remind", "https://intranet.example.org")
    arguments = ["--conf", "zope.conf", "--site", site.getId(), *words]
    return run(site.aq_parent, parser().parse_args(arguments))


@pytest.fixture
def concern(post, ldap, rest):
    """Return a function that writes about somebody in a public story."""
    transaction.begin()
    members = Membership(post["tuesday"])
    members.change_role("reviewer", "reviewer", now=NOW)
    story = make_story(post["tuesday"], "public")
    members.change_role("reviewer", "member", now=NOW)
    transaction.commit()

    def write(text: str = "She can be recognised."):
        url = f"{story.absolute_url()}/@concerns"
        return rest("colleague").post(url, json={"text": text})

    return write


def test_a_concern_is_sent_when_it_is_sent(post, ldap, sink, concern):
    sink.envelopes.clear()
    answer = concern()
    assert answer.status_code == 201
    assert answer.json()["sent"] is True
    assert sink.receivers == ["re"]
    assert waiting(post) == []


@pytest.mark.parametrize("way", AWAY)
def test_a_concern_reaches_its_readers_after_the_outage(
    post, ldap, sink, concern, way, rest
):
    sink.envelopes.clear()
    be(ldap, way)
    answer = concern()
    assert (answer.status_code, answer.json()["sent"]) == (201, False)
    assert sink.receivers == []
    [left] = waiting(post)
    assert "colleague" not in repr(left)
    assert "recognised" not in repr(left)
    assert remind(post) == 0
    assert sink.receivers == []
    assert len(waiting(post)) == 1
    be(ldap, directory.WORKS)
    session = rest("re")
    session.auth = ("re", directory.PASSWORD)
    assert session.get("@concerns").json()["items_total"] == 1
    assert remind(post) == 0
    assert sink.receivers == ["re"]
    assert waiting(post) == []
    assert remind(post) == 0
    assert sink.receivers == ["re"]


def test_a_concern_is_tried_until_it_went(post, ldap, sink, concern):
    sink.envelopes.clear()
    be(ldap, directory.STUMBLES)
    concern()
    for days in (1, 4, 40):
        assert outbox.try_again(post, lifecycle.utc_now() + timedelta(days=days)) == 0
        assert len(waiting(post)) == 1
    be(ldap, directory.WORKS)
    assert outbox.try_again(post, lifecycle.utc_now() + timedelta(days=41)) == 1
    assert sink.receivers == ["re"]


def test_so_is_one_that_the_mail_server_does_not_take(post, ldap, sink, concern):
    sink.envelopes.clear()
    api.portal.set_registry_record("plone.smtp_port", 1)
    transaction.commit()
    assert concern().json()["sent"] is False
    assert len(waiting(post)) == 1
    api.portal.set_registry_record("plone.smtp_port", sink.port)
    transaction.commit()
    assert remind(post) == 0
    assert sink.receivers == ["re"]
    assert waiting(post) == []


def test_the_next_transaction_with_mails_takes_it_along(post, ldap, sink, concern):
    sink.envelopes.clear()
    be(ldap, directory.STUMBLES)
    assert concern().json()["sent"] is False
    be(ldap, directory.WORKS)
    assert concern("Another one.").json()["sent"] is True
    assert sink.receivers == ["re", "re"]
    assert waiting(post) == []


# Votes


@pytest.fixture
def talk(post, ldap):
    """Return a round that is ready for the vote."""
    transaction.begin()
    members = Membership(post["tuesday"])
    members.change_role("facilitator", "facilitator", now=NOW)
    made = rounds.make_round(post["tuesday"])
    rounds.go(made, "grouping")
    rounds.add_themes(made)
    transaction.commit()
    return made


LOCAL = ["facilitator", "member", "reviewer", "teller"]
THEIRS = ["fa", "m1", "m2"]


def go(rest, talk):
    url = f"{talk.absolute_url()}/@phase"
    return rest("facilitator").post(url, json={"phase": "voting"})


@pytest.mark.parametrize("way", AWAY)
def test_who_can_vote_hears_of_it_afterwards(post, ldap, sink, rest, talk, way):
    be(ldap, way)
    assert go(rest, talk).status_code < 300
    assert sink.receivers == LOCAL
    be(ldap, directory.WORKS)
    sink.envelopes.clear()
    remind(post)
    assert sink.receivers == THEIRS
    assert waiting(post) == []


def test_nobody_is_told_after_three_days_or_of_what_is_over(
    post, ldap, sink, rest, talk
):
    be(ldap, directory.STUMBLES)
    go(rest, talk)
    assert len(waiting(post)) == 1
    assert outbox.try_again(post, lifecycle.utc_now() + timedelta(days=4)) == 0
    assert waiting(post) == []
    be(ldap, directory.WORKS)
    assert outbox.try_again(post, lifecycle.utc_now()) == 0


def remind_voters(rest, talk):
    return rest("facilitator").post(f"{talk.absolute_url()}/@reminder", json={})


def test_a_reminder_says_how_many_it_reached(post, ldap, sink, rest, talk):
    go(rest, talk)
    sink.envelopes.clear()
    answer = remind_voters(rest, talk)
    assert answer.status_code == 200
    said = answer.json()
    assert (said["people"], said["reached"], said["no_address"]) == (8, 7, 1)
    assert sink.receivers == sorted(LOCAL + THEIRS)
    assert remind_voters(rest, talk).status_code == 409


def test_the_numbers_of_a_reminder_tell_of_nobody(post, ldap, sink, rest, talk):
    """That the one without an address has voted, or has not, is for nobody to know."""
    go(rest, talk)
    said = []
    for voter in ("m1", "mute"):
        transaction.begin()
        rounds.vote(talk, voter, {first_theme(talk): 1})
        with api.env.adopt_user("facilitator"):
            said.append(voting.remind(talk, now=lifecycle.utc_now()))
        transaction.abort()
    assert said[0] == said[1]


def first_theme(talk) -> str:
    return min(record_of(talk).themes)


@pytest.mark.parametrize("way", AWAY)
def test_a_day_begins_when_mails_went(post, ldap, sink, rest, talk, way):
    """Nobody of this site itself has to vote still: nobody was reached."""
    go(rest, talk)
    for userid in LOCAL:
        transaction.begin()
        rounds.vote(talk, userid, {first_theme(talk): 1})
        transaction.commit()
    sink.envelopes.clear()
    be(ldap, way)
    first = remind_voters(rest, talk)
    assert (first.status_code, first.json()["reached"]) == (200, 0)
    assert sink.receivers == []
    again = remind_voters(rest, talk)
    assert again.status_code == 200
    be(ldap, directory.WORKS)
    remind(post)
    assert sink.receivers == THEIRS
    assert waiting(post) == []


# Nobody is named for longer than it takes


def test_who_is_gone_stands_in_nothing_that_waits(post, ldap, rest, talk):
    be(ldap, directory.STUMBLES)
    go(rest, talk)
    assert "m1" in repr(waiting(post))
    be(ldap, directory.WORKS)
    accounts.close(post, "m1", now=NOW)
    transaction.commit()
    assert "m1" not in repr(waiting(post))
    assert "m2" in repr(waiting(post))


def test_whose_a_story_is_is_not_written_down(post, ldap, sink, rest):
    transaction.begin()
    members = Membership(post["tuesday"])
    members.change_role("reviewer", "reviewer", now=NOW)
    story = make_story(post["tuesday"], "community", teller="m1")
    transaction.commit()
    with api.env.adopt_user("fa"):
        lifecycle.put_on_hold(story, "A reason.")
        ldap.be(directory.STUMBLES)
        transaction.commit()
    [left] = waiting(post)
    assert "m1" not in repr(left)
    be(ldap, directory.WORKS)
    remind(post)
    assert "m1" in sink.receivers


def test_a_link_is_kept_nowhere(post, ldap, sink, rest):
    body = {"userid": "colleague"}
    row = rest("siteadmin").post("tuesday/@invitations", json=body).json()
    api.portal.set_registry_record("plone.smtp_port", 1)
    transaction.commit()
    assert rest("siteadmin").post(row["@id"], json={}).status_code == 200
    assert waiting(post) == []
