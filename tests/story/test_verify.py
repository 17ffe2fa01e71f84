"""The check of the whole ledger: what it finds, without naming anything or anybody."""

from leap.cop.consent import chain
from leap.cop.consent.consent_state import set_standing
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import IChainHolder
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.ledger import new_ledger_key
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.proof import verify as module
from leap.cop.story.proof.verify import Fault
from leap.cop.story.proof.verify import in_words
from leap.cop.story.proof.verify import verify
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from zope.component import getGlobalSiteManager

import pytest


def chain_of(story):
    ledger = Ledger(api.portal.get())
    key = standing_of(story).ledger_key
    return ledger._bucket(key), key


def kinds(portal, paper=""):
    return [fault.kind for fault in verify(portal, paper).faults]


@pytest.mark.parametrize(
    "state", ["private", "community", "pending", "community_pending", "public"]
)
def test_what_the_domain_writes_is_valid(portal, story_in, state):
    story = story_in(state)
    before = verify(portal)
    assert before.valid
    assert before.chains == (state != "private")
    assert before.last_seal is None
    paper = Ledger(portal).seal(now=lifecycle.utc_now())
    with api.env.adopt_user("teller"):
        if state != "private":
            lifecycle.withdraw(story)
        lifecycle.grant(story, "community", now=lifecycle.utc_now())
    after = verify(portal, paper)
    assert after.valid
    assert (after.chains, after.seals) == (1, 1)
    assert after.last_seal.chains == (state != "private")


def test_a_shared_story_without_its_chain(portal, story_in):
    bucket, key = chain_of(story_in("community"))
    del bucket[key]
    assert kinds(portal) == [module.SUM, module.NO_CHAIN]


def test_a_chain_of_a_deleted_story_that_is_taken_out(portal, community, story_in):
    story = story_in("community")
    bucket, key = chain_of(story)
    community._delObject(story.getId())
    assert verify(portal).valid
    del bucket[key]
    assert kinds(portal) == [module.SUM]


def test_a_story_that_stands_on_another_text(portal, story_in):
    story = story_in("community")
    standing = standing_of(story)
    set_standing(story, standing._replace(granted_digest="v1:another"))
    assert verify(portal).faults == (Fault(module.OTHER_TEXT, chain=1),)


@pytest.fixture
def agreement(portal):
    """Return the chain of an agreement, and who says that it is one's."""
    key = new_ledger_key()
    ledger = Ledger(portal)
    for act in ("enact", "accept", "decline", "withdraw"):
        ledger.append(
            key,
            "member",
            now=lifecycle.utc_now(),
            act=act,
            level="agreement",
            digest="v1:0",
        )

    class Holder:
        held_as = [(key, chain.AGREEMENT)]

        def __init__(self, site):
            assert site is portal

        def held(self):
            return self.held_as

    site = getGlobalSiteManager()
    site.registerSubscriptionAdapter(Holder, (IPloneSiteRoot,), IChainHolder)
    yield Holder
    site.unregisterSubscriptionAdapter(Holder, (IPloneSiteRoot,), IChainHolder)


def test_a_chain_whose_owner_is_no_story(portal, story_in, agreement):
    story_in("community")
    report = verify(portal, Ledger(portal).seal(now=lifecycle.utc_now()))
    assert report.valid
    assert (report.chains, report.rows) == (2, 5)


def test_a_chain_of_a_story_in_an_agreements_hands(portal, story_in, agreement):
    key = standing_of(story_in("community")).ledger_key
    agreement.held_as = [(key, chain.AGREEMENT), ("gone", chain.AGREEMENT)]
    assert kinds(portal) == [module.OTHER_KIND]


@pytest.mark.parametrize("state", ["private", "community"])
def test_a_story_that_holds_an_agreements_chain(portal, story_in, agreement, state):
    story = story_in(state)
    key = agreement.held_as[0][0]
    set_standing(story, standing_of(story)._replace(ledger_key=key))
    assert module.OTHER_KIND in kinds(portal)


def test_a_row_of_an_agreement_in_a_storys_chain(portal, story_in):
    story = story_in("community")
    Ledger(portal).append(
        standing_of(story).ledger_key,
        "member",
        now=lifecycle.utc_now(),
        act="withdraw",
        level="agreement",
        digest="v1:0",
    )
    assert verify(portal).faults == (Fault(module.ROW, chain=1, number=2),)


def test_changed_rows_and_a_paper_seal(portal, story_in):
    story = story_in("public")
    paper = Ledger(portal).seal(now=lifecycle.utc_now())
    bucket, key = chain_of(story)
    bucket[key][-1] = bucket[key][-1].replace('"public"', '"community"')
    report = verify(portal, paper)
    assert report.faults == (
        Fault(module.END, chain=1, number=2),
        Fault(module.SEAL, number=1),
    )
    assert not report.valid


def test_a_sealed_chain_that_is_shorter(portal, story_in):
    story = story_in("public")
    Ledger(portal).seal(now=lifecycle.utc_now())
    bucket, key = chain_of(story)
    del bucket[key][-1]
    assert Fault(module.SEAL, chain=1, number=1) in verify(portal).faults


def test_a_seal_of_another_ledger(portal, story_in):
    story_in("community")
    Ledger(portal).seal(now=lifecycle.utc_now())
    assert kinds(portal, "0:" + "0" * 64) == [module.PAPER]


@pytest.mark.parametrize("kind", sorted(module._WORDS))
def test_faults_are_said_in_numbers(kind):
    for number in (None, 7):
        text = in_words(Fault(kind, chain=number, number=3))
        assert text and "None" not in text.replace("chain None", "")


def test_nothing_is_woken_for_good(portal, story_in):
    import transaction

    story = story_in("community")
    transaction.savepoint()
    story._p_jar.cacheMinimize()
    verify(portal)
    assert story.aq_base._p_changed is None
