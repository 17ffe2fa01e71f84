"""Random histories of one box beside a model of dictionaries.

Whatever is done in whatever order: the box says yes where the model does, and holds
what the model holds, in a database, read by another connection after each step.
"""

from collections import Counter
from datetime import timedelta
from hypothesis import HealthCheck
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import rule
from hypothesis.stateful import RuleBasedStateMachine
from leap.cop.ballot.rules import chosen
from leap.cop.ballot.rules import SECRECIES
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from tests.ballot.databases import commit
from tests.ballot.databases import new_box
from tests.ballot.databases import NOW
from tests.ballot.databases import OPTIONS
from tests.ballot.databases import people
from tests.ballot.databases import rules
from tests.ballot.databases import slips

import ZODB


MINUTE = timedelta(minutes=1)

somebody = st.sampled_from(people(6))
receipts = st.none() | st.sampled_from([f"receipt-{number}" for number in range(4)])
seldom = st.integers(0, 7).map(lambda number: number == 7)
dots = st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 3))


def spent(sent) -> int:
    return sum(sent.values())


def slip(sent) -> tuple:
    return tuple(sorted((option, number) for option, number in sent.items() if number))


class History(RuleBasedStateMachine):
    """One box, and beside it what ought to be in it."""

    @initialize(
        secrecy=st.sampled_from(SECRECIES),
        voters=st.sets(somebody, min_size=1),
        lasts=st.none() | st.integers(3, 30),
        waits=seldom,
    )
    def begin(self, secrecy, voters, lasts, waits):
        self.database = ZODB.DB(None)
        self.now = NOW
        self.state = "waiting"
        self.secrecy = secrecy
        self.most = 3
        self.dots = 5
        self.end = None if lasts is None else NOW + lasts * MINUTE
        # What each person on the roll has done: "", "voted", "paper".
        self.marks = {}
        # Named: by person. Secret: by receipt.
        self.ballots = {}
        self.gone = []
        self.walls = {}
        # Whose each of them is, and under which id it stands in the box.
        self.whose = {}
        self.ids = {}
        self.begun = False
        self.voters = voters
        new_box(self.database)
        if not waits:
            self.open()

    def teardown(self):
        if hasattr(self, "database"):
            self.database.close()

    def does(self, act):
        """Do it in a transaction of its own; give what came back, or the error."""
        try:
            return commit(self.database, act)
        except (NotNow, NotYours, Refused) as error:
            for kind in (NotNow, NotYours, Refused):
                if isinstance(error, kind):
                    return kind
            raise

    # What the model says

    @property
    def is_open(self):
        return self.state == "open" and (self.end is None or self.now < self.end)

    def too_much(self, sent, people_of_it=1):
        return (
            spent(sent) > self.dots * people_of_it
            or max(sent.values(), default=0) > self.most * people_of_it
        )

    def why_not(self, userid, sent):
        if self.state == "waiting":
            return NotNow
        if userid not in self.marks:
            return NotYours
        if self.too_much(sent):
            return Refused
        return None

    # What can be done

    @rule(minutes=st.integers(1, 3))
    def time_passes(self, minutes):
        self.now += minutes * MINUTE

    @rule()
    def open(self):
        got = self.does(
            lambda box: box.open(rules(self.secrecy), self.voters, self.end)
        )
        if self.state != "waiting":
            assert got is NotNow
            return
        assert got is None
        self.state = "open"
        self.marks = dict.fromkeys(self.voters, "")

    @rule(userid=somebody, sent=dots, receipt=receipts)
    def cast(self, userid, sent, receipt):
        got = self.does(lambda box: box.cast(userid, sent, receipt, now=self.now))
        why_not = self.why_not(userid, sent)
        if self.is_retry(userid, receipt):
            # Whatever dots come with it.
            assert got == (self.ballots[receipt], receipt, True)
        elif why_not is not None:
            assert got is why_not
        elif self.secrecy == "named":
            self.cast_named(userid, slip(sent), got)
        else:
            self.cast_secret(userid, slip(sent), receipt, got)

    def is_retry(self, userid, receipt):
        if self.secrecy != "secret" or self.marks.get(userid) != "voted":
            return False
        return receipt in self.ballots

    def cast_named(self, userid, wanted, got):
        if not self.is_open or self.marks[userid] == "paper":
            assert got is NotNow
            return
        assert got == (wanted, "", self.ballots.get(userid) == wanted)
        self.begun = True
        self.ballots[userid] = wanted
        self.marks[userid] = "voted"

    def cast_secret(self, userid, wanted, receipt, got):
        if not self.is_open or self.marks[userid] or receipt in self.ballots:
            assert got is NotNow
        else:
            assert got == (wanted, receipt or got.receipt, False)
            self.begun = True
            self.ballots[got.receipt] = wanted
            self.marks[userid] = "voted"

    @rule(userid=somebody)
    def take_back(self, userid):
        got = self.does(lambda box: box.take_back(userid, now=self.now))
        why_not = self.why_not(userid, {})
        if why_not is not None:
            assert got is why_not
        elif (
            self.secrecy == "secret"
            or not self.is_open
            or self.marks[userid] == "paper"
        ):
            assert got is NotNow
        else:
            assert got is (self.ballots.pop(userid, None) is not None)
            self.marks[userid] = ""

    @rule(
        voters=st.lists(somebody, min_size=1, max_size=3),
        sent=dots,
        receipt=receipts,
    )
    def paper(self, voters, sent, receipt):
        got = self.does(
            lambda box: box.cast_on_paper(voters, sent, receipt, now=self.now)
        )
        wall = (len(voters), slip(sent))
        if self.state == "waiting":
            assert got is NotNow
        elif self.too_much(sent, len(voters)):
            assert got is Refused
        elif receipt is not None and self.is_known(receipt, wall, voters):
            assert got == (self.ids[receipt], len(voters), True)
        elif not self.is_open or receipt in self.walls:
            assert got is NotNow
        elif len(set(voters)) < len(voters) or any(
            self.marks.get(userid, "nobody") for userid in voters
        ):
            assert got is Refused
        else:
            assert got == (got.id, len(voters), False)
            self.begun = True
            key = receipt or got.id
            self.walls[key], self.ids[key] = wall, got.id
            self.whose[key] = list(voters)
            self.marks.update(dict.fromkeys(voters, "paper"))

    def is_known(self, receipt, wall, voters):
        """Tell whether this very wall is up, as far as the box still knows whose."""
        names = sorted(map(str, self.whose.get(receipt, voters)))
        return self.walls.get(receipt) == wall and names == sorted(voters)

    @rule(number=st.integers(0, 2))
    def take_down(self, number):
        key = sorted(self.whose)[number] if number < len(self.whose) else None
        wall_id = self.ids.get(key, "0" * 64)
        try:
            got = self.does(lambda box: box.take_down(wall_id, now=self.now))
        except KeyError:
            assert self.is_open and key is None
            return
        if not self.is_open:
            assert got is NotNow
            return
        assert got == [one for one in self.whose[key] if one in self.marks]
        del self.walls[key]
        for one in self.whose.pop(key):
            if one in self.marks:
                self.marks[one] = ""
            else:
                self.gone[one] = ""

    @rule(userid=somebody)
    def admit(self, userid):
        got = self.does(lambda box: box.admit(userid, now=self.now))
        if not self.is_open:
            assert got is NotNow
        else:
            assert got is (userid not in self.marks)
            self.marks.setdefault(userid, "")

    @rule(most=st.integers(1, 5), more=st.integers(0, 2))
    def change_rules(self, most, more):
        wanted = rules(self.secrecy, most=most, dots=most + more)
        got = self.does(lambda box: box.change(rules=wanted, now=self.now))
        if not self.is_open or self.begun:
            assert got is NotNow
        else:
            assert got is None
            self.most, self.dots = most, most + more

    @rule(minutes=st.none() | st.integers(-1, 5))
    def change_end(self, minutes):
        end = None if minutes is None else self.now + minutes * MINUTE
        got = self.does(lambda box: box.change(closes=end, now=self.now))
        if not self.is_open:
            assert got is NotNow
        elif end is not None and end <= self.now:
            assert got is Refused
        else:
            assert got is None
            self.end = end

    @rule(really=seldom)
    def close(self, really):
        if not really:
            return
        got = self.does(lambda box: box.close())
        assert got is (None if self.state == "open" else NotNow)
        if self.state == "open":
            self.state = "closed"

    @rule()
    def count_up(self):
        got = self.does(lambda box: box.count_up())
        if self.state != "closed":
            assert got is NotNow
            return
        assert got.ballots == self.voted
        self.state = "counted"
        self.whose = {}
        if self.secrecy == "secret":
            self.marks = {
                userid: "voted" if mark else "" for userid, mark in self.marks.items()
            }
            people_of_it = sum(number for number, _slip in self.walls.values())
            # Read before the walls it adds up are taken down.
            dots = self.on_paper
            self.walls = {"all": (people_of_it, dots)} if people_of_it else {}

    @property
    def on_paper(self):
        total = Counter()
        for _number, one in self.walls.values():
            total.update(dict(one))
        return tuple(sorted(total.items()))

    @rule(userid=somebody)
    def forget(self, userid):
        got = self.does(lambda box: box.forget(userid))
        assert got is (userid in self.marks)
        if got:
            self.gone.append(self.marks.pop(userid))
            for voters in self.whose.values():
                if userid in voters:
                    voters.remove(userid)
                    voters.append(len(self.gone) - 1)
            if self.secrecy == "named" and userid in self.ballots:
                self.ballots[f"gone {len(self.gone)}"] = self.ballots.pop(userid)

    # What always holds

    @property
    def voted(self):
        return sum(map(bool, self.marks.values())) + sum(map(bool, self.gone))

    @invariant()
    def the_box_holds_what_the_model_holds(self):
        if self.state != "waiting":
            commit(self.database, self.compare)

    def compare(self, box):
        assert box.state == self.state
        assert box.rules == rules(self.secrecy, most=self.most, dots=self.dots)
        assert box.is_open(self.now) == self.is_open
        assert box.is_over(self.now) != self.is_open
        assert box.voters() == sorted(self.marks)
        assert box.not_voted() == sorted(
            u for u, mark in self.marks.items() if not mark
        )
        assert box.voters_total == len(self.marks) + len(self.gone)
        assert box.voted_total == self.voted
        for userid in people(6):
            assert box.may_vote(userid) == (userid in self.marks)
            assert box.has_voted(userid) == bool(self.marks.get(userid))
        assert slips(box) == sorted(self.ballots.values())
        walls = [(number, chosen(kept)) for number, kept in box.papers.values()]
        assert sorted(walls) == sorted(self.walls.values())
        assert sorted((wall.id, wall.people) for wall in box.walls()) == sorted(
            (self.ids[key], len(voters)) for key, voters in self.whose.items()
        )
        self.compare_tally(box)
        self.compare_own(box)

    def compare_tally(self, box):
        total = Counter(dict.fromkeys(OPTIONS, 0))
        for one in (*self.ballots.values(), self.on_paper):
            total.update(dict(one))
        tally = box.tally()
        assert {line.option: line.dots for line in tally.lines} == dict(total)
        assert tally.ballots == self.voted
        # Nobody has more dots than there are.
        assert tally.spent <= self.dots * self.voted

    def compare_own(self, box):
        if self.secrecy == "named":
            for userid in people(6):
                assert box.ballot_of(userid) == self.ballots.get(userid)
        elif box.is_over(self.now):
            for receipt, one in self.ballots.items():
                assert box.find(receipt, now=self.now) == one


History.TestCase.settings = settings(
    max_examples=100,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

TestHistory = History.TestCase
