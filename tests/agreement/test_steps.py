"""What waits in an agreement: each row, for whom, and before what."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.agreement import rules
from leap.cop.agreement import steps
from leap.cop.agreement.rules import Version
from leap.cop.core import settings
from leap.cop.core.waiting import ROUNDS
from leap.cop.core.waiting import Waiting
from leap.cop.core.waiting import waits_for
from plone import api
from tests.plugins.agreement import Made

import pytest
import transaction


KINDS = {
    "begin-agreement",
    "show-agreement",
    "enact-agreement",
    "answer-agreement",
    "small-change",
    "talk-wanted",
}


@pytest.fixture
def enact(agreement, today):
    """Return a function that puts a version in force that binds in some days."""

    def do(days: int = 0, **more) -> None:
        agreement.write("A new rule")
        more["effective"] = (today + timedelta(days=days)).isoformat()
        answer = agreement.enact(**more)
        assert answer.status_code == 201, answer.text

    return do


@pytest.fixture
def rows(site):
    """Return a function that says what of an agreement waits for somebody."""

    def ask(who: str) -> list[Waiting]:
        transaction.begin()
        found = waits_for(site["tuesday"], who)
        mine = [row for row in found if row.kind in KINDS]
        urgent = [row for row in mine if row.kind != "begin-agreement"]
        assert found[: len(urgent)] == urgent
        assert all(row.weight < ROUNDS for row in urgent)
        return mine

    return ask


@pytest.fixture
def texts(rows):
    def ask(who: str) -> list[str]:
        return [row.text for row in rows(who)]

    return ask


def everybody_keeps_to_it(agreement) -> None:
    for who in ("facilitator", "member", "teller"):
        assert agreement.put(who).status_code == 200


def change_version(agreement, n: int, **fields) -> None:
    record = agreement.record
    row = Version(*record.versions[n])._replace(**fields)
    record.versions[n] = tuple(row)
    transaction.commit()


class TestBeforeAVersion:
    def test_facilitators_begin(self, site, texts):
        assert texts("facilitator") == [steps._BEGIN]
        assert texts("member") == texts("newcomer") == texts("siteadmin") == []

    def test_not_where_nobody_asks_for_one(self, site, texts):
        site["tuesday"].requires_agreement = False
        transaction.commit()
        assert texts("facilitator") == []

    def test_facilitators_show_it(self, site, rest, texts):
        made = Made(site, rest)
        made.begin()
        assert texts("facilitator") == [steps._SHARE]
        assert texts("member") == []

    def test_facilitators_put_it_in_force(self, agreement, texts):
        assert texts("facilitator") == []
        agreement.write("A rule", "member", goes_in=False)
        assert texts("facilitator") == [steps._ENACT]
        assert texts("member") == []


class TestAVersion:
    def test_is_answered_by_all_before_it_binds(self, enact, texts, rows, agreement):
        enact(30)
        for who in ("facilitator", "member", "teller", "newcomer"):
            assert texts(who) == [steps._ANSWER], who
        for who in ("", "reviewer", "colleague", "siteadmin"):
            assert texts(who) == [], who
        assert rows("newcomer")[0].url == f"{agreement.url}/what-changed"
        agreement.put("member")
        assert texts("member") == []

    def test_has_whoever_has_not_answered_wait(self, enact, texts):
        enact(0)
        assert texts("member") == [steps._WAITS]
        assert texts("newcomer") == [steps._ANSWER]

    def test_is_announced_to_whoever_keeps_to_the_one_before(
        self, enact, texts, agreement
    ):
        enact(0)
        everybody_keeps_to_it(agreement)
        assert texts("member") == []
        enact(20)
        [text] = texts("member")
        assert text == steps._CHANGED
        assert text.mapping["day"]

    def test_that_is_small_is_news_for_two_weeks(self, enact, texts, agreement):
        enact(0)
        everybody_keeps_to_it(agreement)
        enact(0, change="minor")
        assert texts("member") == [steps._SMALL]
        made = datetime.now(UTC) - timedelta(days=15)
        change_version(agreement, 2, made=made)
        assert texts("member") == []

    def test_a_small_one_is_not_what_whoever_has_not_answered_reads(self, enact, texts):
        enact(0)
        enact(0, change="minor")
        assert texts("member") == [steps._WAITS]

    def test_outsiders_of_a_public_one_have_nothing_to_answer(
        self, enact, texts, agreement
    ):
        enact(0)
        assert agreement.post("facilitator", "/@workflow/publish").status_code == 200
        assert texts("colleague") == []

    def test_whoever_is_paused_has_nothing_to_do(self, enact, texts, agreement):
        enact(30)
        agreement.as_("facilitator").patch(
            "tuesday/@members/member", json={"paused": True}
        )
        assert texts("member") == []


class TestTalk:
    def test_facilitators_know_for_two_weeks_at_most(self, enact, texts, agreement):
        enact(0)
        everybody_keeps_to_it(agreement)
        agreement.put("member", "talk")
        assert texts("facilitator") == [steps._TALK]
        assert texts("teller") == []
        record = agreement.record
        record.told -= timedelta(days=15)
        transaction.commit()
        assert texts("facilitator") == []

    def test_not_when_nobody_would_like_to_any_more(self, enact, texts, agreement):
        enact(0)
        everybody_keeps_to_it(agreement)
        agreement.put("member", "talk")
        agreement.put("member", "accepted")
        assert texts("facilitator") == []


class TestTheOrganisationsRule:
    def test_a_version_keeps_the_one_it_was_made_with(
        self, enact, texts, agreement, rest
    ):
        old = settings.safeguarding_clause()
        enact(0)
        everybody_keeps_to_it(agreement)
        api.portal.set_registry_record("leap.cop.safeguarding_clause", "Call us first.")
        transaction.commit()
        read = agreement.get("member", "/@versions/1").json()
        assert read["safeguarding"] == old != "Call us first."
        assert agreement.get("member").json()["in_force"]["safeguarding"] == old
        assert texts("facilitator") == [steps._CLAUSE]
        assert texts("member") == texts("siteadmin") == []
        assert texts("newcomer") == [steps._ANSWER]
        enact(0, change=rules.MINOR)
        assert steps._CLAUSE not in texts("facilitator")
        read = agreement.get("member", "/@versions/2").json()
        assert read["safeguarding"] == "Call us first."
