"""Mails about the agreement of a group, through a real mail server."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.agreement import acceptance
from leap.cop.agreement import versions
from leap.cop.agreement.content import find_agreement
from leap.cop.agreement.daily import look_after_agreements
from leap.cop.agreement.records import record_of
from leap.cop.agreement.waiting import follow_the_settings
from leap.cop.agreement.waiting import look_at_all
from leap.cop.agreement.waiting import site_day
from leap.cop.community.membership import Membership
from leap.cop.notify import later
from leap.cop.notify import outbox
from leap.cop.testing import PEOPLE
from plone import api
from tests import directory
from tests.conftest import NOW
from tests.directory import Person
from tests.plugins.agreement import Made
from tests.plugins.agreement import RULES

import pytest
import transaction


TITLE = "Quillfeather practitioners"


@pytest.fixture
def made(post, rest, sink):
    """Return a shared agreement with some rules, nothing of them in force."""
    post["tuesday"].title = TITLE
    transaction.commit()
    found = Made(post, rest)
    assert found.begin().status_code == 201
    found.share()
    for text in RULES:
        found.write(text)
    sink.envelopes.clear()
    return found


@pytest.fixture
def today(site):
    return site_day(datetime.now(UTC))


@pytest.fixture
def enact(made, today, sink):
    """Return a function that puts a version in force that binds in some days."""

    def do(days: int = 30, **more):
        effective = (today + timedelta(days=days)).isoformat()
        answer = made.enact(effective=effective, **more)
        assert answer.status_code == 201, answer.text
        return answer.json()

    return do


def run_the_job(days: int = 0) -> None:
    transaction.begin()
    done = look_after_agreements(now=datetime.now(UTC) + timedelta(days=days))
    assert done.stuck == 0
    transaction.begin()


def sent(sink) -> list[str]:
    """Return who got mails since this was asked last."""
    found = sink.receivers
    sink.envelopes.clear()
    return found


def answer_directly(made, who: str, given: str = "accepted", days: int = 0) -> None:
    """Answer the newest version, not yet committed."""
    agreement = find_agreement(made.site["tuesday"])
    newest = record_of(agreement).all_versions()[-1]
    with api.env.adopt_user(who):
        acceptance.answer(
            agreement,
            given,
            userid=who,
            version=newest.n,
            digest=newest.digest,
            now=datetime.now(UTC) + timedelta(days=days),
            language="en",
            channel="rest",
        )


class TestAVersionAsks:
    def test_each_member_but_who_put_it_in_force(self, enact, sink):
        enact()
        assert sent(sink) == ["member", "teller"]

    def test_each_version_once(self, made, enact, sink):
        enact()
        made.put("member")
        made.write("A new rule")
        sink.envelopes.clear()
        enact()
        assert sent(sink) == ["member", "teller"]

    def test_a_comma_asks_nobody(self, made, enact, sink):
        enact(0)
        made.write("A comma")
        sink.envelopes.clear()
        assert made.enact(change="minor").status_code == 201
        assert sent(sink) == []

    def test_a_contested_comma_asks_all_but_who_says_so(self, made, enact, sink):
        enact(0)
        for who in ("facilitator", "member", "teller"):
            made.put(who)
        made.write("A comma")
        sink.envelopes.clear()
        assert made.enact(change="minor").status_code == 201
        for _twice in range(2):
            answer = made.post("member", "/@versions/2", {"contest": True})
            assert answer.status_code == 200
        assert sent(sink) == ["facilitator", "teller"]

    def test_one_that_binds_today_is_one_mail_each(self, enact, sink):
        enact(0)
        assert sent(sink) == ["member", "teller"]

    def test_what_was_undone_is_not_told(self, made, enact, act, sink):
        enact(0)
        made.write("A new rule")
        digest = made.get("facilitator", "/@clauses").json()["digest"]
        sink.envelopes.clear()
        transaction.begin()
        act(
            "facilitator",
            versions.put_in_force,
            made.content,
            by="facilitator",
            now=datetime.now(UTC),
            digest=digest,
            change="material",
            note="It says more.",
            language="en",
            channel="rest",
        )
        transaction.abort()
        assert made.record.all_versions()[-1].n == 1
        assert sent(sink) == []

    def test_who_answers_before_the_commit_gets_none(self, made, act, sink):
        digest = made.get("facilitator", "/@clauses").json()["digest"]
        transaction.begin()
        act(
            "facilitator",
            versions.put_in_force,
            made.content,
            by="facilitator",
            now=datetime.now(UTC),
            digest=digest,
            change="material",
            language="en",
            channel="rest",
        )
        answer_directly(made, "member")
        transaction.commit()
        assert sent(sink) == ["teller"]

    def test_who_is_paused_or_left_gets_none(self, made, enact, post, sink):
        members = Membership(post["tuesday"])
        members.pause("teller", now=NOW, by_site=True)
        members.remove("member", now=NOW)
        transaction.commit()
        enact()
        assert sent(sink) == []

    def test_not_while_members_do_not_see_it(self, made, enact, ldap, sink):
        be(ldap, directory.STUMBLES)
        enact()
        sink.envelopes.clear()
        hidden = made.as_("siteadmin").post("tuesday/@workflow/hide", json={})
        assert hidden.status_code == 200
        be(ldap, directory.WORKS)
        outbox.try_again(made.site, datetime.now(UTC))
        assert sent(sink) == []


class TestWhatTheySay:
    def all_of_them(self, made, enact):
        enact(0)
        made.put("teller", "talk")
        made.put("facilitator")
        made.put("member")
        made.write("A new rule")
        enact(7)
        run_the_job()
        run_the_job(days=8)

    @pytest.mark.parametrize("short_name", ["Tuesday", ""])
    def test_nothing_of_what_is_said_there(self, made, enact, sink, post, short_name):
        post["tuesday"].short_name = short_name
        transaction.commit()
        self.all_of_them(made, enact)
        subjects = {message["Subject"] for message in sink.messages}
        start = short_name or "Your group"
        assert subjects == {
            f"{start}: what do you say?",
            f"{start}: somebody would like to talk",
            f"{start}: we are waiting for your answer",
        }
        said = sink.everything().replace(made.url, "").casefold()
        names = [word for name, *_rest in PEOPLE.values() for word in name.split()]
        words = [word for text in RULES for word in text.split() if len(word) > 5]
        for secret in (
            TITLE,
            *RULES,
            *names,
            *words,
            "A new rule",
            "check that it does not say more than you want",
        ):
            assert secret.casefold() not in said, secret

    def test_where_they_lead(self, made, enact, sink):
        enact()
        lines = sink.message_to("member").get_content().splitlines()
        assert lines[0] == "Hello,"
        assert f"{made.url}/what-changed" in lines
        assert max(map(len, lines)) <= 76

    def test_from_when_stories_wait(self, made, enact, sink, today):
        enact()
        later = today + timedelta(days=30)
        day = f"{later.day} {later:%B %Y}"
        words = " ".join(sink.message_to("member").get_content().split())
        assert (
            f"From {day} on, people who have not said yes cannot read stories" in words
        )
        sink.envelopes.clear()
        made.write("A new rule")
        enact(30)
        change = {"requires_agreement": False, "join_policy": "apply"}
        assert made.as_("facilitator").patch("tuesday", json=change).status_code == 204
        sink.envelopes.clear()
        made.write("One more rule")
        enact(40)
        assert (
            "until you say yes, you cannot read stories that others "
            "share only with this community"
        ) not in sink.everything()


class TestTalk:
    def test_facilitators_hear_once_a_day(self, made, enact, sink):
        enact()
        sink.envelopes.clear()
        made.put("member", "talk")
        made.put("teller", "declined")
        assert sent(sink) == ["facilitator"]
        transaction.begin()
        answer_directly(made, "member", "accepted", days=1)
        answer_directly(made, "member", "talk", days=1)
        transaction.commit()
        assert sent(sink) == ["facilitator"]

    def test_also_of_somebody_on_the_way_in(self, made, enact, sink):
        enact()
        sink.envelopes.clear()
        made.put("newcomer", "talk")
        assert sent(sink) == ["facilitator"]

    def test_not_when_nobody_would_like_to_any_more(self, made, enact, sink):
        enact()
        sink.envelopes.clear()
        transaction.begin()
        answer_directly(made, "member", "talk")
        answer_directly(made, "member", "accepted")
        transaction.commit()
        assert sent(sink) == []


class TestReminder:
    def test_once_a_week_to_who_has_not_answered(self, made, enact, sink):
        enact()
        made.put("member")
        sink.envelopes.clear()
        answer = made.post("facilitator", "/@reminder")
        assert (answer.status_code, answer.json()["people"]) == (200, 1)
        assert sent(sink) == ["teller"]
        assert made.post("facilitator", "/@reminder").status_code == 409
        assert sent(sink) == []

    @pytest.mark.parametrize("said", ["declined", "talk"])
    def test_who_said_no_has_answered(self, made, enact, sink, said):
        """Nobody who did not say yes is asked again; a new version asks everybody."""
        enact()
        made.put("member", said)
        sink.envelopes.clear()
        assert made.post("facilitator", "/@reminder").json()["people"] == 1
        assert sent(sink) == ["teller"]
        made.write("A new rule")
        enact(30)
        assert "member" in sent(sink)

    @pytest.mark.parametrize("said", ["declined", "talk"])
    def test_a_week_before_who_said_no_is_left_alone(self, made, enact, sink, said):
        enact(30)
        for userid in ("facilitator", "teller"):
            made.put(userid)
        made.put("member", said)
        sink.envelopes.clear()
        run_the_job(days=24)
        assert sent(sink) == []

    def test_a_week_begins_when_mails_went(self, made, enact, sink):
        enact()
        sink.envelopes.clear()
        sink.accepts = False
        assert made.post("facilitator", "/@reminder").status_code == 200
        sink.accepts = True
        assert made.post("facilitator", "/@reminder").status_code == 200
        assert sent(sink) == ["member", "teller"]
        assert made.post("facilitator", "/@reminder").status_code == 409

    def test_a_week_before_a_version_binds(self, made, enact, sink):
        enact(30)
        made.put("member")
        made.put("facilitator")
        sink.envelopes.clear()
        got = {}
        for day in (21, 22, 23, 24, 26, 29):
            run_the_job(day)
            run_the_job(day)
            got[day] = sent(sink)
        assert {day: who for day, who in got.items() if who} == {23: ["teller"]}

    def test_a_week_late_is_once_as_well(self, enact, made, sink):
        enact(30)
        sink.envelopes.clear()
        run_the_job(28)
        assert sent(sink) == ["facilitator", "member", "teller"]
        run_the_job(29)
        assert sent(sink) == []

    def test_who_was_asked_within_the_week_is_not(self, made, enact, sink):
        enact(5)
        sink.envelopes.clear()
        run_the_job(1)
        assert sent(sink) == []

    def test_of_a_version_that_binds_before_another_one(self, made, enact, sink):
        enact(0)
        for who in ("facilitator", "member", "teller"):
            made.put(who)
        made.write("A new rule")
        enact(20)
        made.put("member")
        made.write("One more")
        enact(60)
        sink.envelopes.clear()
        run_the_job(14)
        assert "teller" in sent(sink)

    def test_nobody_where_no_agreement_is_asked(self, made, enact, sink):
        change = {"requires_agreement": False, "join_policy": "apply"}
        assert made.as_("facilitator").patch("tuesday", json=change).status_code == 204
        enact(30)
        sink.envelopes.clear()
        run_the_job(25)
        assert sent(sink) == []


class TestWaiting:
    def test_from_the_day_on_and_once(self, made, enact, sink):
        enact(10)
        made.put("facilitator")
        made.put("member")
        sink.envelopes.clear()
        run_the_job(10)
        assert sent(sink) == ["teller"]
        assert Membership(made.community).waits("teller")
        run_the_job(11)
        assert sent(sink) == []

    def test_the_last_facilitator_does_not_wait(self, made, enact, sink):
        enact(10)
        sink.envelopes.clear()
        run_the_job(10)
        assert sent(sink) == ["member", "teller"]

    def test_off_and_on_again_is_not_told_again(self, made, enact, sink):
        enact(10)
        made.put("facilitator")
        run_the_job(10)
        sink.envelopes.clear()
        community = made.community
        for asks in (False, True):
            community.requires_agreement = asks
            follow_the_settings(community, datetime.now(UTC) + timedelta(days=11))
            transaction.commit()
        assert Membership(made.community).waits("teller")
        # Came in while nothing was asked, and is asked for the first time.
        assert sent(sink) == ["newcomer"]

    def test_the_next_version_is_told(self, made, enact, sink):
        enact(0)
        for who in ("facilitator", "member", "teller"):
            made.put(who)
        made.write("A new rule")
        enact(10)
        sink.envelopes.clear()
        run_the_job(10)
        assert sent(sink) == ["member", "teller"]

    def test_who_takes_the_yes_back_knows(self, made, enact, sink):
        enact(0)
        made.put("member")
        sink.envelopes.clear()
        assert made.put("member", "withdrawn").json()["waits"] is True
        assert sent(sink) == []

    def test_who_comes_in_as_facilitator_is_told(self, made, enact, sink):
        enact(0)
        sink.envelopes.clear()
        body = {"userid": "colleague", "role": "facilitator"}
        answer = made.as_("facilitator").post("tuesday/@members", json=body)
        assert answer.status_code == 201
        assert sent(sink) == ["colleague"]

    def test_who_answers_before_the_commit_is_not(self, made, enact, sink):
        enact(10)
        made.put("facilitator")
        made.put("member")
        sink.envelopes.clear()
        transaction.begin()
        look_at_all(made.content, now=datetime.now(UTC) + timedelta(days=10))
        answer_directly(made, "teller", days=10)
        transaction.commit()
        assert sent(sink) == []


# Outages


@pytest.fixture
def ldap(post, sink, monkeypatch):
    """Connect a directory from which two members come."""
    monkeypatch.setattr(outbox, "BETWEEN_TRIES", 0.0)
    found = directory.connect(post)
    members = Membership(post["tuesday"])
    for userid in ("m1", "m2"):
        found.put(userid, Person(userid.upper(), f"{userid}@example.org"))
        members.add(userid, "member", now=NOW)
    transaction.commit()
    sink.envelopes.clear()
    return found


def be(ldap, way: str) -> None:
    transaction.begin()
    ldap.be(way)
    transaction.commit()


@pytest.mark.parametrize("way", [directory.SILENT, directory.STUMBLES])
def test_who_is_not_found_is_told_afterwards(made, ldap, enact, sink, way):
    be(ldap, way)
    enact()
    assert sent(sink) == ["member", "teller"]
    be(ldap, directory.WORKS)
    transaction.begin()
    assert outbox.try_again(made.site, datetime.now(UTC)) == 2
    assert sent(sink) == ["m1", "m2"]
    transaction.begin()
    assert not later.Waiting(made.site).all()


def test_a_server_that_is_away(made, enact, sink, monkeypatch):
    monkeypatch.setattr(outbox, "BETWEEN_TRIES", 0.0)
    set_port(1)
    enact()
    assert made.put("member").status_code == 200
    set_port(sink.port)
    transaction.begin()
    outbox.try_again(made.site, datetime.now(UTC))
    assert sent(sink) == ["teller"]


def set_port(port: int) -> None:
    transaction.begin()
    api.portal.set_registry_record("plone.smtp_port", port)
    transaction.commit()
