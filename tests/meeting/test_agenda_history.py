"""Random histories of one agenda beside a sheet of paper.

Nobody changes what is not theirs, nothing that was kept is lost, a stale change never
wins, and the order is that of the last move; whatever is tried, and by whomever.
"""

from datetime import datetime
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
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.errors import Stale
from leap.cop.meeting import rules
from leap.cop.meeting.agenda import agenda
from leap.cop.meeting.agenda import rules as agenda_rules
from leap.cop.meeting.agenda import suggestions
from leap.cop.meeting.records import record_of
from plone import api
from tests.meeting.made import plan
from zExceptions import NotFound
from zope.globalrequest import getRequest

import os
import transaction


WHOLE = bool(os.environ.get("LEAP_COP_EXPOSURE"))
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)

PEOPLE = ("facilitator", "member", "teller")
OUTSIDE = ("colleague", "newcomer")
ERRORS = {Stale: "stale", NotNow: "not now", NotYours: "not yours", Refused: "refused"}

somebody = st.sampled_from((*PEOPLE, *PEOPLE, *OUTSIDE))
kinds = st.sampled_from(
    ("other", "break", "advice", "story", "brought_views", "method")
)
words = st.sampled_from(("", "Chairs", "Doors", "Tea"))
places = st.integers(0, 50)


class Paper:
    """A row as somebody who watches would write it down."""

    def __init__(self, kind: str, author: str, **said) -> None:
        self.kind, self.author, self.rev = kind, author, 1
        self.said = {"title": "", "minutes": 0, "outcome": "", "state": "open", **said}


class History(RuleBasedStateMachine):
    """One agenda, and beside it the sheet of paper."""

    community = None

    def __init__(self) -> None:
        super().__init__()
        self.point = transaction.savepoint()

    def teardown(self) -> None:
        self.point.rollback()

    @initialize()
    def begin(self):
        self.meeting = plan(self.community)
        self.record = record_of(self.meeting)
        self.rows, self.order = {}, []
        self.chair, self.notes, self.kept = "", "", False

    # What may be done

    def belongs(self, who):
        return who in PEOPLE

    def leads(self, who):
        return who == "facilitator" or who == self.chair

    def may_change(self, who, row):
        return self.leads(who) or (self.belongs(who) and row.author == who)

    def does(self, act):
        """Do it; give what came of it, in words, and empty for done."""
        point = transaction.savepoint()
        try:
            self.made = act()
        except NotFound:
            point.rollback()
            return "not there"
        except tuple(ERRORS) as error:
            point.rollback()
            return ERRORS[type(error)]
        return ""

    def one(self, at):
        return self.order[at % len(self.order)]

    # What is done

    @rule(who=somebody, kind=kinds, title=words, minutes=st.integers(0, 240))
    def add(self, who, kind, title, minutes):
        said = {"title": title, "minutes": minutes}
        done = self.does(lambda: agenda.add(self.meeting, kind, by=who, **said))
        wordless = kind in ("story", "advice") and bool(title)
        if not self.belongs(who):
            assert done == "not there"
        elif self.kept or len(self.rows) >= rules.MAX_ROWS:
            assert done == "not now"
        elif wordless or kind == "brought_views":
            assert done == "refused"
        else:
            assert done == ""
            self.rows[self.made.id] = Paper(kind, who, **said)
            self.order.append(self.made.id)

    @precondition(lambda self: self.order)
    @rule(who=somebody, at=places, title=words, minutes=st.integers(0, 240), late=words)
    def change(self, who, at, title, minutes, late):
        id_ = self.one(at)
        row, seen = self.rows[id_], self.record.rows[id_]
        rev = row.rev - 1 if late == "Tea" else row.rev
        sent = {"title": title, "minutes": minutes}
        done = self.does(
            lambda: agenda.change(self.meeting, seen, by=who, rev=rev, now=NOW, **sent)
        )
        if not self.belongs(who):
            assert done == "not there"
        elif not self.may_change(who, row):
            assert done == "not yours"
        elif self.kept:
            assert done == "not now"
        elif rev != row.rev:
            assert done == "stale"
        elif title and row.kind in ("story", "advice"):
            assert done == "refused"
        else:
            assert done == ""
            self.note(row, **sent)

    @precondition(lambda self: self.order)
    @rule(who=somebody, at=places, state=st.sampled_from(rules.ROW_STATES), said=words)
    def what_became_of_it(self, who, at, state, said):
        id_ = self.one(at)
        row, seen = self.rows[id_], self.record.rows[id_]
        sent = {"state": state, "outcome": said}
        done = self.does(
            lambda: agenda.change(
                self.meeting, seen, by=who, rev=row.rev, now=NOW, **sent
            )
        )
        if not self.belongs(who):
            assert done == "not there"
        elif not self.leads(who) and who != self.notes:
            assert done == "not yours"
        elif self.kept:
            assert done == "not now"
        else:
            assert done == ""
            self.note(row, **sent)

    def note(self, row, **said):
        if {**row.said, **said} != row.said:
            row.said.update(said)
            row.rev += 1

    @precondition(lambda self: self.order)
    @rule(who=somebody, at=places, before=st.none() | places)
    def move(self, who, at, before):
        id_ = self.one(at)
        other = None if before is None else self.one(before)
        seen = self.record.rows[id_]
        done = self.does(lambda: agenda.move(self.meeting, seen, other, by=who))
        if not self.belongs(who):
            assert done == "not there"
        elif not self.leads(who):
            assert done == "not yours"
        elif self.kept:
            assert done == "not now"
        else:
            assert done == ""
            if other != id_:
                self.order.remove(id_)
                there = len(self.order) if other is None else self.order.index(other)
                self.order.insert(there, id_)

    @precondition(lambda self: self.order)
    @rule(who=somebody, at=places)
    def take_out(self, who, at):
        id_ = self.one(at)
        seen = self.record.rows[id_]
        done = self.does(lambda: agenda.take_out(self.meeting, seen, by=who))
        if not self.belongs(who):
            assert done == "not there"
        elif not self.may_change(who, self.rows[id_]):
            assert done == "not yours"
        elif self.kept:
            assert done == "not now"
        else:
            assert done == ""
            del self.rows[id_]
            self.order.remove(id_)

    @rule(who=somebody, at=places)
    def take_a_suggestion(self, who, at):
        with api.env.adopt_user("facilitator"):
            found = suggestions.suggested(self.meeting, now=NOW)
        if not found:
            return
        one = found[at % len(found)]

        def act():
            return suggestions.take(
                self.meeting, [one.key], by=who, now=NOW, request=getRequest()
            )

        done = self.does(act)
        if not self.belongs(who):
            assert done == "not there"
        elif self.kept or len(self.rows) >= rules.MAX_ROWS:
            assert done == "not now"
        else:
            assert done == ""
            [row] = self.made
            said = {"title": row.title, "minutes": one.minutes}
            self.rows[row.id] = Paper(one.kind, who, **said)
            self.order.append(row.id)
            again = suggestions.suggested(self.meeting, now=NOW)
            assert one.key not in [other.key for other in again]

    # What happens besides

    @rule(who=st.sampled_from(("", *PEOPLE)), kind=st.sampled_from(("chair", "notes")))
    def take_turns(self, who, kind):
        setattr(self, kind, who)
        turn = {"chair": rules.CHAIR, "notes": rules.NOTE_TAKER}[kind]
        self.record.turns.pop(turn, None)
        if who:
            self.record.turns[turn] = (who, rules.ACCEPTED)

    @rule(keeps=st.integers(0, 4))
    def keep_the_record(self, keeps):
        self.kept = self.record.minutes.kept = keeps == 4

    @rule(at=places)
    def lose_some_of_the_order(self, at):
        """A row that the order does not know stands last, and nothing is lost."""
        if len(self.order) < 2:
            return
        lost = self.order.pop(at % len(self.order))
        self.record.order.ids = tuple(self.order)
        self.order.append(lost)

    # What must hold

    @invariant()
    def the_agenda_is_what_the_paper_says(self):
        found = self.record.agenda()
        assert [row.id for row in found] == self.order
        for row in found:
            paper = self.rows[row.id]
            assert (row.kind, row.author, row.rev) == (
                paper.kind,
                paper.author,
                paper.rev,
            )
            assert {name: getattr(row, name) for name in paper.said} == paper.said

    @invariant()
    def what_is_suggested_has_room(self):
        with api.env.adopt_user("member"):
            found = suggestions.suggested(self.meeting, now=NOW)
            assert found == suggestions.suggested(self.meeting, now=NOW)
        there = agenda_rules.minutes_between(self.meeting.start, self.meeting.end)
        planned = sum(row.said["minutes"] for row in self.rows.values())
        assert sum(one.minutes for one in found) <= max(there - planned, 0)


def test_whatever_happens(community, monkeypatch):
    # So few that histories come there.
    monkeypatch.setattr(rules, "MAX_ROWS", 3)

    class Here(History):
        """The same, in this community."""

        # A class would bind it as its method.
        community = property(lambda _self: where)

    where = community
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
