"""Random histories of one agreement beside a sheet of paper (P1, P6, P9).

Whoever keeps to what binds never waits, and the last facilitator never does. Whoever
waits reads no story of others, and everybody else who belongs reads them. The ledger
has a row for each yes, no and change of mind, and none for a wish to talk.
"""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import precondition
from hypothesis.stateful import rule
from hypothesis.stateful import RuleBasedStateMachine
from hypothesis.stateful import run_state_machine_as_test
from leap.cop.agreement import acceptance
from leap.cop.agreement import clauses
from leap.cop.agreement import daily
from leap.cop.agreement import rules
from leap.cop.agreement import subscribers
from leap.cop.agreement import versions
from leap.cop.agreement.records import record_of
from leap.cop.community import groups
from leap.cop.community import joining
from leap.cop.community.membership import Membership
from leap.cop.consent.ledger import Ledger
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from plone import api
from tests.agreement.promises import FORTNIGHT
from tests.agreement.promises import MONTH
from tests.agreement.promises import Paper
from tests.agreement.promises import Person
from tests.conftest import make_story
from zope.annotation.interfaces import IAnnotations
from zope.event import notify
from zope.globalrequest import getRequest
from zope.lifecycleevent import ObjectModifiedEvent

import os
import transaction


WHOLE = bool(os.environ.get("LEAP_COP_EXPOSURE"))
BEGIN = datetime(2026, 11, 29, 12, tzinfo=UTC)
ERRORS = {NotNow: "not now", NotYours: "not yours", Refused: "refused"}

#: The teller of the one story stays: whose it is reads it, waiting or not.
TELLER = "teller"
PEOPLE = ("facilitator", "member", "newcomer", "colleague", "siteadmin")
ANSWERS = (rules.ACCEPTED, rules.TALK, rules.DECLINED, rules.WITHDRAWN)

somebody = st.sampled_from((*PEOPLE, TELLER))
comes_and_goes = st.sampled_from(PEOPLE)
answers = st.sampled_from((rules.ACCEPTED, *ANSWERS))
seldom = st.integers(0, 5).map(lambda number: number == 5)
ahead = st.none() | st.sampled_from((0, 0, 1, 10, 40))


class Clock:
    """The hands of the one clock that all of it looks at."""

    now_ = BEGIN

    @classmethod
    def now(cls, _zone):
        return cls.now_


class History(RuleBasedStateMachine):
    """One agreement, and beside it the sheet of paper."""

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.savepoint()

    def teardown(self) -> None:
        self.point.rollback()

    @initialize(second=st.booleans())
    def begin(self, second):
        Clock.now_ = BEGIN
        self.members = Membership(self.community)
        self.community.requires_agreement = True
        with api.env.adopt_user("facilitator"):
            self.content = api.content.create(
                self.community, "leap.cop.Agreement", title="Ours"
            )
            api.content.transition(self.content, "share")
        roles = {"facilitator": "facilitator", "member": "member", TELLER: "member"}
        self.paper = Paper({who: Person(role) for who, role in roles.items()})
        self.paper.people["newcomer"] = Person("candidate")
        self.texts, self.waited = 0, set()
        if second:
            self.come("colleague", "facilitator")
        self.write("member")

    # What is looked at

    @property
    def now(self):
        return Clock.now_

    @property
    def today(self):
        return Clock.now_.date()

    @property
    def record(self):
        return record_of(self.content)

    def does(self, act):
        """Do it; give what came of it, in words, and empty for done."""
        IAnnotations(getRequest()).clear()
        point = transaction.savepoint()
        try:
            act()
        except tuple(ERRORS) as error:
            point.rollback()
            return ERRORS[type(error)]
        finally:
            IAnnotations(getRequest()).clear()
        return ""

    def waiting(self):
        histories = self.members.histories()
        return {who for who in histories if self.members.waits(who)}

    def look(self, *whose, everybody=False):
        """Compare who waits with who ought to, of those who were looked at."""
        owes, waits = self.paper.owes(self.today), self.waiting()
        leads = self.paper.facilitators()
        if everybody:
            whose = (*self.paper.belonging(), *self.waited)
        for who in whose:
            free = leads - waits
            alone = who in leads and free == {who}
            assert (who in waits) == (who in owes and not alone), who
        others = set(self.paper.belonging()) - set(whose)
        assert waits & others == self.waited & others
        self.waited = waits

    # What can be done

    @rule(who=somebody)
    def write(self, who):
        self.texts += 1

        def act():
            clause = clauses.add(self.content, f"Rule {self.texts}.", "", by=who)
            lead = self.a_free_facilitator()
            clauses.place(self.content, clause, by=lead, rev=1, goes_in=True)

        may = who in self.paper.belonging() and self.a_free_facilitator()
        done = self.does(act)
        assert done == ("" if may else "not yours")

    def a_free_facilitator(self):
        return min(self.paper.facilitators() - self.waiting(), default="")

    @precondition(lambda self: self.record.clauses)
    @rule(who=somebody, at=st.integers(0, 3), edits=st.booleans())
    def work_on_a_clause(self, who, at, edits):
        found = self.record.ordered()
        clause = found[at % len(found)]
        if edits:
            words = f"{clause.text}!"
            act = lambda: clauses.change(  # noqa: E731
                self.content, clause, by=who, rev=clause.rev, text=words
            )
        else:
            act = lambda: clauses.answer(  # noqa: E731
                self.content, clause, rules.AGREE, by=who
            )
        given = clause.answers_now()
        done = self.does(act)
        assert done == ("" if who in self.paper.belonging() else "not yours")
        if not done and edits:
            assert clause.text == words
            assert clause.answers_now() == {}
        elif not done:
            assert clause.answers_now() == {**given, who: rules.AGREE}

    @rule(who=comes_and_goes, change=st.sampled_from(rules.CHANGES), days=ahead)
    def enact(self, who, change, days):
        wanted = None if days is None else self.today + timedelta(days=days)
        digest = clauses.next_digest(self.content) or ""
        may = who in self.paper.facilitators() - self.waiting()
        done = self.does(
            lambda: versions.put_in_force(
                self.content,
                by=who,
                now=self.now,
                digest=digest,
                change=change,
                note="It says more.",
                effective=wanted,
                language="en",
                channel="rest",
            )
        )
        assert (done == "not yours") == (not may)
        if not done:
            self.paper.enact(who, change, wanted, self.today)
            self.look(everybody=True)

    @precondition(lambda self: self.paper.versions)
    @rule(who=somebody, back=st.integers(0, 2))
    def contest(self, who, back):
        said = self.paper.versions[-1 - back % len(self.paper.versions)]
        done = self.does(
            lambda: versions.contest(self.content, said.number, by=who, now=self.now)
        )
        if who not in self.paper.belonging():
            assert done == "not yours"
            return
        again = said.change == "minor" and said.asks is not None
        in_time = said.change == "minor" and self.today - said.made <= FORTNIGHT
        assert done == ("" if again or in_time else "not now")
        if not done and not again:
            said.asks = self.today + MONTH
            self.look(everybody=True)

    @rule(who=somebody, given=answers, stale=seldom)
    def answer(self, who, given, stale):
        newest = rules.newest(self.record.all_versions())
        digest = "v1:of something else" if stale or newest is None else newest.digest
        done = self.does(
            lambda: acceptance.answer(
                self.content,
                given,
                userid=who,
                version=newest.n if newest else 1,
                digest=digest,
                now=self.now,
                language="bg",
                channel="rest",
            )
        )
        assert done == self.paper.why_no_answer(who, given, stale)
        if done:
            return
        person = self.paper.people[who]
        changes = person.last != (given, len(self.paper.versions))
        self.paper.answer(who, given)
        assert self.members.role_of(who) == person.role
        # The same once more is nothing, also where a day has brought something.
        self.look(*([who] if changes else []))

    @rule(days=st.sampled_from((1, 3, 9, 16, 31)), with_job=st.booleans())
    def days_pass(self, days, with_job):
        Clock.now_ += timedelta(days=days)
        if with_job:
            self.run_the_job()

    @rule()
    def run_the_job(self):
        assert self.does(lambda: daily._look_after(self.content, self.now)) == ""
        self.look(everybody=True)

    @rule()
    def switch(self):
        self.community.requires_agreement = not self.community.requires_agreement
        notify(ObjectModifiedEvent(self.community))
        self.paper.switch(self.today)
        self.look(everybody=True)

    # People

    @rule(who=comes_and_goes, role=st.sampled_from(("member", "facilitator")))
    def come(self, who, role):
        if who in self.paper.people:
            return
        done = self.does(
            lambda: joining.put_on_list(
                self.community, who, role, by="facilitator", now=self.now
            )
        )
        assert done == ""
        asked = role == "member" and self.paper.requires and self.paper.versions
        self.paper.people[who] = Person("candidate" if asked else role)
        self.look(who)

    @rule(who=comes_and_goes)
    def leave(self, who):
        if who not in self.paper.people:
            return
        last = self.paper.facilitators() - self.waiting() == {who}
        done = self.does(lambda: self.members.remove(who, now=self.now))
        assert done == ("not now" if last else "")
        if not done:
            del self.paper.people[who]
            self.waited = self.waited - {who}
            self.look()

    @rule(who=comes_and_goes, role=st.sampled_from(("member", "facilitator")))
    def change_role(self, who, role):
        person = self.paper.people.get(who)
        if person is None:
            return
        last = self.paper.facilitators() - self.waiting() == {who}
        lacking = person.role == "candidate" and role == "member"
        lacking = lacking and self.paper.requires and self.paper.versions
        lacking = lacking and not (person.kept and self.paper.has_answered(who))
        done = self.does(
            lambda: joining.change_role(self.community, who, role, now=self.now)
        )
        blocked = lacking or (role == "member" and last)
        assert done == ("not now" if blocked else "")
        if not done:
            person.role = role
            self.look(*([who] if person.belongs else []))

    @rule(who=comes_and_goes)
    def pause_or_resume(self, who):
        person = self.paper.people.get(who)
        if person is None:
            return
        last = self.paper.facilitators() - self.waiting() == {who}
        act = self.members.resume if person.paused else self.members.pause
        assert self.does(lambda: act(who, now=self.now, by_site=True)) == ""
        person.paused = not person.paused
        if person.paused:
            self.waited = self.waited - {who}
            self.look(everybody=last)
        else:
            self.look(*([who] if person.belongs else []))

    # What must hold

    @invariant()
    def nobody_waits_who_keeps_to_it(self):
        waits, leads = self.waiting(), self.paper.facilitators()
        assert waits <= self.paper.owes(self.today)
        assert not leads or leads - waits

    @invariant()
    def the_ledger_has_what_was_said(self):
        ledger = Ledger(api.portal.get())
        assert [
            (ledger.person(row["actor"]), row["act"], row["wording_id"])
            for row in ledger.rows(self.record.ledger_key)
        ] == [(who, act, f"agreement-{n}") for who, act, n in self.paper.rows]
        assert ledger.verify() == {}

    @invariant()
    def everybody_finds_the_own_answer(self):
        newest = len(self.paper.versions)
        for who, person in self.paper.people.items():
            if person.paused:
                continue
            mine = acceptance.mine(self.content, who, now=self.now)
            given = person.last and person.last[1] == newest and person.last[0]
            assert (mine.answer, mine.keeps_to) == (given or None, person.kept or None)
            assert mine.waits == (person.belongs and who in self.paper.owes(self.today))
        belong = self.paper.belonging()
        settled = {
            who
            for who in belong
            if self.paper.has_answered(who) and not self.paper.would_talk(who)
        }
        total = len(settled) if newest else 0
        assert acceptance.totals(self.content) == (total, len(belong))

    @invariant()
    def stories_are_read_by_those_who_belong_and_do_not_wait(self):
        read = self.paper.belonging() - self.waiting()
        assert groups.people_in(self.community, "members") == read
        assert groups.people_in(self.community, "waiting") == self.waiting()
        for who in PEOPLE[:-1]:
            IAnnotations(getRequest()).clear()
            sees = api.user.has_permission("View", username=who, obj=self.one_story)
            assert sees == (who in read), who


def test_whatever_happens(community, monkeypatch):
    Membership(community).remove("siteadmin", now=BEGIN)
    Membership(community).remove("reviewer", now=BEGIN)
    monkeypatch.setattr(subscribers, "datetime", Clock)

    story = make_story(community, "community", teller=TELLER)

    class Here(History):
        """The same, in this community."""

        # A class would bind them as its methods.
        community = property(lambda _self: community)
        one_story = property(lambda _self: story)

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=300 if WHOLE else 12,
            stateful_step_count=60 if WHOLE else 30,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate] + ([Phase.shrink] if WHOLE else []),
            suppress_health_check=list(HealthCheck),
        ),
    )
