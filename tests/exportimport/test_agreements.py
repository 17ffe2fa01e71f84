"""Agreements out of one site and into another: what the ledger proves, and no more."""

from datetime import timedelta
from leap.cop.agreement import acceptance
from leap.cop.agreement import clauses
from leap.cop.agreement import rules
from leap.cop.agreement import versions
from leap.cop.agreement import waiting
from leap.cop.agreement.content import find_agreement
from leap.cop.agreement.records import record_of
from leap.cop.community.membership import Membership
from leap.cop.consent.ledger import Ledger
from leap.cop.exportimport import ledger
from leap.cop.story.proof.verify import verify
from plone import api
from tests.agreement import made
from zope.component.hooks import setSite

import pytest
import transaction


PEOPLE = ("facilitator", "member", "teller", "newcomer")


def picture_of(content) -> dict:
    """Return everything that an agreement is to its people."""
    record, now = record_of(content), made.now()
    return {
        "uid": content.UID(),
        "fields": (content.title, content.one_line),
        "clauses": [
            (*clause.wording, clause.goes_in, clause.author, clause.rev)
            for clause in record.ordered()
        ],
        "given": [sorted(clause.answers_now().items()) for clause in record.ordered()],
        "versions": record.all_versions(),
        "contested": dict(record.contested),
        "asked from": (record.asked_from, record.stopped, record.asks),
        "next": clauses.next_digest(content),
        "mine": {who: acceptance.mine(content, who, now=now) for who in PEOPLE},
        "heard": acceptance.heard(content),
        "totals": acceptance.totals(content),
    }


def who_waits(community) -> set[str]:
    membership = Membership(community)
    return {userid for userid in membership.histories() if membership.waits(userid)}


@pytest.fixture
def content(site):
    """Return one with a history: a comma that was questioned, a version announced."""
    setSite(site)
    content = made.begin(site["tuesday"])
    clause = record_of(content).ordered()[0]
    clauses.answer(content, clause, rules.AGREE, by="teller")
    made.enact(content)
    made.answer(content, "facilitator")
    made.answer(content, "member")
    made.write(content, "Никой не пита кой го е казал.", by="teller")
    made.enact(content, rules.MINOR)
    for userid in ("facilitator", "newcomer"):
        made.answer(content, userid)
    versions.contest(content, 2, by="member", now=made.now())
    made.write(content, "One more.")
    made.enact(content, in_days=40)
    made.answer(content, "facilitator")
    made.answer(content, "member", rules.TALK)
    made.answer(content, "teller", rules.DECLINED)
    transaction.commit()
    return content


def landed_in(other):
    setSite(other)
    return find_agreement(other["tuesday"])


def test_answers_are_equal_there(site, content, export, other, take_in):
    before, waited = picture_of(content), who_waits(site["tuesday"])
    rows = Ledger(site).rows(record_of(content).ledger_key)
    assert waited == {"teller"}
    export(site)
    report = take_in(other)
    landed = landed_in(other)
    assert "could not be taken" not in report
    assert picture_of(landed) == before
    assert api.content.get_state(landed) == "private"
    assert who_waits(other["tuesday"]) == waited
    assert Ledger(other).rows(record_of(landed).ledger_key) == rows
    assert verify(other).valid
    # And it goes on there.
    with api.env.adopt_user("facilitator"):
        api.content.transition(landed, "share")
    made.answer(landed, "teller")
    assert who_waits(other["tuesday"]) == set()
    assert Ledger(other).verify() == {}


def test_a_month_of_notice_goes_along(site, export, other, take_in):
    setSite(site)
    community, content = site["tuesday"], made.begin(site["tuesday"])
    made.enact(content)
    for asks, days_ago in ((False, 40), (True, 0)):
        community.requires_agreement = asks
        at = made.now() - timedelta(days=days_ago)
        waiting.follow_the_settings(community, at)
    transaction.commit()
    assert who_waits(community) == set()
    export(site)
    take_in(other)
    landed = landed_in(other)
    assert record_of(landed).asked_from == record_of(content).asked_from
    assert who_waits(other["tuesday"]) == set()


def test_without_its_chain_nobody_has_accepted(
    site, content, export, other, take_in, change
):
    key = record_of(content).ledger_key
    words = [clause.wording for clause in record_of(content).ordered()]
    export(site)
    change(lambda data: data["ledger"]["chains"].pop(key), reseal=ledger.own_key(site))
    take_in(other)
    landed = landed_in(other)
    record = record_of(landed)
    assert api.content.get_state(landed) == "private"
    assert (record.all_versions(), dict(record.answers)) == ([], {})
    assert acceptance.totals(landed)[0] == 0
    # What people wrote is there, and can be put in force once more.
    assert [clause.wording for clause in record.ordered()] == words
    assert record.ledger_key != key
    with api.env.adopt_user("facilitator"):
        api.content.transition(landed, "share")
    assert made.enact(landed).n == 1
    assert Ledger(other).verify() == {}


def test_whoever_cannot_be_proved_waits(site, content, export, other, take_in, change):
    """A yes in the file alone, a version that is too new, and somebody's own one."""
    uid, at = content.UID(), made.now().isoformat()
    export(site)

    def say_yes(data):
        answers = data["agreements"][uid]["agreement"]["answers"]
        answers["teller"] = [rules.ACCEPTED, 3, at, 3]
        answers["member"] = [rules.ACCEPTED, 3, at, 3]

    change(say_yes, reseal=ledger.own_key(site))
    take_in(other)
    landed = landed_in(other)
    mine = {
        who: acceptance.mine(landed, who, now=made.now())
        for who in ("teller", "member")
    }
    assert [mine[who].keeps_to for who in mine] == [None, 1]
    assert [mine[who].answer for who in mine] == [None, None]
    assert who_waits(other["tuesday"]) == {"teller"}
    roles = {row.userid: row.role for row in Membership(other["tuesday"]).listed()}
    assert roles["teller"] == "member"


@pytest.mark.parametrize("what", ["text", "safeguarding", "digest"])
def test_other_words_than_were_agreed_to_bind_nobody(
    site, content, export, other, take_in, change, what
):
    export(site)

    def change_the_words(data):
        version = data["agreements"][content.UID()]["agreement"]["versions"][0]
        if what == "text":
            version["clauses"][0][1] += " Or not."
        else:
            version[what] += "0"

    change(change_the_words, reseal=ledger.own_key(site))
    take_in(other)
    assert record_of(landed_in(other)).all_versions() == []


def test_a_file_that_was_changed_on_the_way_is_not_believed(
    site, content, export, other, take_in, change
):
    export(site)
    change(lambda data: data["agreements"][content.UID()].update(state="public"))
    assert "CHANGED ON THE WAY" in take_in(other)
    landed = landed_in(other)
    record = record_of(landed)
    assert api.content.get_state(landed) == "private"
    assert (len(record.clauses), len(record.versions), len(record.answers)) == (0, 0, 0)
    assert Membership(other["tuesday"]).histories() == {}


@pytest.mark.parametrize("wrong", [None, {}, {"versions": [{}]}, {"clauses": 3}])
def test_what_no_export_wrote_is_said(
    site, content, export, other, take_in, change, wrong
):
    export(site)
    change(
        lambda data: data["agreements"][content.UID()].update(agreement=wrong),
        reseal=ledger.own_key(site),
    )
    assert "an agreement could not be taken, " in take_in(other)
    assert len(record_of(landed_in(other)).clauses) == 0


def test_whose_account_is_gone_leaves_words_and_no_name(
    site, content, export, other, take_in, folder
):
    export(site)
    (folder / "principals.json").unlink()
    setSite(other)
    with api.env.adopt_user("admin"), api.env.adopt_roles(["Manager"]):
        api.user.delete(username="teller")
    transaction.commit()
    take_in(other)
    record = record_of(landed_in(other))
    first, second, _third = record.ordered()
    assert (first.author, second.author) == ("member", "")
    # That somebody agreed stays, and whoever gets the id next has not.
    assert list(first.answers_now().values()) == [rules.AGREE]
    assert "teller" not in {*first.answers, *record.answers}


def test_a_community_keeps_the_agreement_that_it_has(
    site, content, export, other, take_in
):
    uid = content.UID()
    export(site)
    take_in(other)
    landed = landed_in(other)
    container = landed.aq_parent
    record_of(landed).versions.clear()
    container._delObject(landed.getId())
    own = made.begin(container, "Another rule.")
    made.enact(own)
    transaction.commit()
    before = picture_of(own)
    assert "1 could not be taken" in take_in(other)
    assert landed_in(other).UID() == own.UID() != uid
    assert picture_of(landed_in(other)) == before


def test_a_community_without_one_takes_its_own_back(site, content, export, take_in):
    before, container = picture_of(content), site["tuesday"]
    export(site)
    # As after a mistake in the database: a chain stays, whatever is gone.
    kept = dict(record_of(content).versions)
    record_of(content).versions.clear()
    container._delObject(content.getId())
    transaction.commit()
    assert kept and find_agreement(container) is None
    take_in(site)
    assert picture_of(find_agreement(container)) == before
    assert Ledger(site).verify() == {}


def test_through_the_web_comes_no_agreement_and_goes_no_answer(site, content, rest):
    answer = rest("admin").post("@export")
    assert answer.status_code == 200
    for word in (b"stays here", b"ledger_key"):
        assert word not in answer.content
