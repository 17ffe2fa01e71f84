"""Which version binds whom, and when."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies as st
from leap.cop.agreement import rules
from leap.cop.agreement.rules import MATERIAL
from leap.cop.agreement.rules import MINOR
from leap.cop.agreement.rules import Version
from leap.cop.agreement.rules import Wording

import pytest


TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def version(n=1, change=MATERIAL, *, effective=TODAY, made=NOW, clauses=()):
    return Version(
        n, change, "", tuple(clauses), "", f"v1:{n}", "en", made, effective, "", None
    )


FIRST = version(1, effective=TODAY - 40 * DAY)


class TestWhatStands:
    def test_nothing_stands_before_the_first_one_begins(self):
        coming = [version(1, effective=TODAY + DAY)]
        assert rules.in_force(coming, TODAY) is None
        assert rules.binding(coming, {}, TODAY) is None
        assert rules.announced(coming, TODAY).n == 1

    def test_a_version_stands_from_its_day_on(self):
        both = [FIRST, version(2, effective=TODAY)]
        assert rules.in_force(both, TODAY).n == 2
        assert rules.in_force(both, TODAY - DAY).n == 1
        assert rules.announced(both, TODAY - DAY).n == 2

    def test_a_minor_version_stands_and_does_not_bind(self):
        both = [FIRST, version(2, MINOR)]
        assert rules.in_force(both, TODAY).n == 2
        assert rules.binding(both, {}, TODAY).n == 1
        assert rules.to_accept(both, {}).n == 1

    def test_a_contested_one_binds_a_month_later_and_stands_meanwhile(self):
        both = [FIRST, version(2, MINOR)]
        contested = {2: TODAY + rules.NOTICE}
        assert rules.in_force(both, TODAY).n == 2
        assert rules.binding(both, contested, TODAY).n == 1
        assert rules.binding(both, contested, TODAY + rules.NOTICE).n == 2
        assert rules.to_accept(both, contested).n == 2


class TestACommaBringsNothingForward:
    COMING = version(2, effective=TODAY + 30 * DAY)

    def test_it_begins_with_what_is_announced(self):
        assert rules.begins(MINOR, None, [FIRST, self.COMING], TODAY) == (
            self.COMING.effective
        )
        wanted = TODAY + DAY
        assert rules.begins(MINOR, wanted, [FIRST, self.COMING], TODAY) == (
            self.COMING.effective
        )

    def test_it_carries_only_acceptances_of_that_one(self):
        versions = [FIRST, self.COMING, version(3, MINOR, effective=TODAY + 30 * DAY)]
        later = TODAY + 30 * DAY
        wait = {
            kept: rules.must_wait(kept, versions, {}, today=later, asked_from=None)
            for kept in (0, 1, 2, 3)
        }
        assert wait == {0: True, 1: True, 2: False, 3: False}

    def test_otherwise_it_begins_today_and_a_material_one_in_a_month(self):
        assert rules.begins(MINOR, None, [FIRST], TODAY) == TODAY
        assert rules.begins(MATERIAL, None, [FIRST], TODAY) == TODAY + rules.NOTICE
        assert rules.begins(MATERIAL, TODAY, [FIRST], TODAY) == TODAY


class TestWhoWaits:
    @pytest.mark.parametrize(
        "kept,day,waits",
        [
            (0, 0, True),
            (1, 0, False),
            (1, 29, False),
            (1, 30, True),
            (2, 30, False),
        ],
    )
    def test_until_a_version_binds_the_one_before_holds(self, kept, day, waits):
        versions = [FIRST, version(2, effective=TODAY + 30 * DAY)]
        today = TODAY + day * DAY
        assert (
            rules.must_wait(kept, versions, {}, today=today, asked_from=None) is waits
        )

    def test_nobody_waits_before_the_community_asks(self):
        asked = TODAY + DAY
        assert not rules.must_wait(0, [FIRST], {}, today=TODAY, asked_from=asked)
        assert rules.must_wait(0, [FIRST], {}, today=asked, asked_from=asked)

    def test_the_day_is_told_on_which_waiting_begins(self):
        versions = [FIRST, version(2, effective=TODAY + 30 * DAY)]
        assert rules.waits_until(1, versions, {}, TODAY) == TODAY + 30 * DAY
        assert rules.waits_until(2, versions, {}, TODAY) is None


class TestAskingAgain:
    @pytest.mark.parametrize(
        "asked,stopped,is_new,begins",
        [
            (None, None, False, TODAY + rules.NOTICE),
            (None, None, True, None),
            (TODAY + 9 * DAY, TODAY - DAY, False, TODAY + 9 * DAY),
            (None, TODAY, False, None),
            (TODAY - 90 * DAY, TODAY - 31 * DAY, False, TODAY + rules.NOTICE),
        ],
    )
    def test_off_and_on_again_gives_no_second_month(
        self, asked, stopped, is_new, begins
    ):
        assert rules.asked_from(asked, stopped, TODAY, is_new=is_new) == begins


class TestContesting:
    def test_for_two_weeks_and_only_what_is_minor(self):
        assert rules.may_be_contested(version(2, MINOR), NOW + 14 * DAY)
        assert not rules.may_be_contested(version(2, MINOR), NOW + 15 * DAY)
        assert not rules.may_be_contested(version(2), NOW)


class TestDifferences:
    def test_only_what_changed_is_there_in_the_new_order(self):
        old = version(
            clauses=[("a", "Stays", ""), ("b", "Old", ""), ("c", "Goes", "away")]
        )
        new = version(2, clauses=[("d", "Нов", ""), ("b", "Old", "now explained")])
        new = new._replace(clauses=(("a", "Stays", ""), *new.clauses))
        found = rules.differences(old, new)
        assert [row.id for row in found] == ["d", "b", "c"]
        assert found[0].was is None and found[2].now is None
        assert found[1].was == Wording("b", "Old", "")

    def test_the_same_words_are_unchanged_and_may_be_renewed_after_long(self):
        last = version(clauses=[("a", "Stays", "")])
        same = [Wording("a", "Stays", "")]
        assert rules.is_unchanged(same, "", last)
        assert not rules.is_unchanged(same, "Call somebody", last)
        assert not rules.may_be_renewed(last, "A year has gone", NOW + 299 * DAY)
        assert rules.may_be_renewed(last, "A year has gone", NOW + 300 * DAY)
        assert not rules.may_be_renewed(last, " ", NOW + 300 * DAY)


class TestSayingNo:
    @pytest.mark.parametrize(
        "answer,kept,takes_back",
        [
            ("declined", 2, True),
            ("declined", 1, False),
            ("declined", 0, False),
            ("withdrawn", 1, True),
            ("talk", 2, False),
            ("accepted", 2, False),
        ],
    )
    def test_no_to_what_one_keeps_to_takes_it_back(self, answer, kept, takes_back):
        versions = [FIRST, version(2, effective=TODAY + DAY)]
        assert rules.is_withdrawal(answer, kept, versions, {}) is takes_back


def test_few_answers_are_not_counted():
    assert rules.counts(["agree", "talk"]) is None
    assert rules.counts(["agree", "talk", "agree"]) == {
        "agree": 2,
        "talk": 1,
        "not_yet": 0,
    }


DAYS = st.integers(0, 400)


@given(
    made=st.lists(
        st.tuples(st.sampled_from(rules.CHANGES), DAYS, st.integers(0, 60)), max_size=8
    ),
    kept=st.integers(0, 8),
    day=DAYS,
)
def test_who_keeps_to_all_never_waits_and_the_day_is_told(made, kept, day):
    """Versions as they come about: each made some days after the one before."""
    versions, today = [], TODAY
    for change, ahead, gap in made:
        today += gap * DAY
        n = len(versions) + 1
        change = MATERIAL if n == 1 else change
        begins = rules.begins(change, today + min(ahead, 365) * DAY, versions, today)
        versions.append(version(n, change, effective=begins))
    # What comes later never begins earlier than what was announced.
    now = TODAY + day * DAY
    waits = rules.must_wait(kept, versions, {}, today=now, asked_from=None)
    if rules.keeps_to_all(kept, versions, {}):
        assert not waits
        assert rules.waits_until(kept, versions, {}, now) is None
    elif not waits:
        until = rules.waits_until(kept, versions, {}, now)
        assert until > now
        assert rules.must_wait(kept, versions, {}, today=until, asked_from=None)
