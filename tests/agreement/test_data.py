"""What becomes of an agreement when people, communities and the add-on go or move."""

from leap.cop.agreement import acceptance
from leap.cop.agreement import clauses
from leap.cop.agreement import rules
from leap.cop.agreement.content import find_agreement
from leap.cop.agreement.records import record_of
from leap.cop.community.membership import Membership
from leap.cop.consent.ledger import Ledger
from leap.cop.core.errors import NotNow
from leap.cop.story import erasure
from leap.cop.story.proof import verify as checks
from leap.cop.story.proof.verify import verify
from OFS.CopySupport import CopyError
from plone import api
from plone.app.testing import applyProfile
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.portlets.constants import USER_CATEGORY
from plone.portlets.interfaces import IPortletManager
from tests.agreement import made
from tests.stored import strings
from ZODB.ExportImport import export_end_marker
from ZODB.utils import get_pickle_metadata
from ZODB.utils import u64
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility
from zope.globalrequest import getRequest

import io
import pytest
import transaction


@pytest.fixture
def content(community):
    """Return one in force: the facilitator keeps to it, members wait for an answer."""
    membership = Membership(community)
    if membership.role_of("siteadmin"):
        membership.remove("siteadmin", now=made.now())
    content = made.begin(community)
    [clause] = record_of(content).ordered()
    for userid in ("member", "teller"):
        clauses.answer(content, clause, rules.AGREE, by=userid)
    made.enact(content)
    made.answer(content, "facilitator")
    return content


def who_waits(community) -> set[str]:
    membership = Membership(community)
    return {userid for userid in membership.histories() if membership.waits(userid)}


def sees(userid: str, content) -> bool:
    IAnnotations(getRequest()).clear()
    return bool(api.user.has_permission("View", username=userid, obj=content))


def all_texts(content) -> set[str]:
    return {text for _way, text in strings(record_of(content))}


# People


def test_who_is_erased_leaves_a_number_and_no_name(portal, community, content):
    made.answer(content, "member")
    assert acceptance.totals(content) == (2, 3)
    counts = erasure.erase(portal, "member", now=made.now())
    assert counts["clauses and answers of agreements"] == 3
    assert acceptance.totals(content) == (1, 2)
    assert "member" not in {row.userid for row in acceptance.heard(content)}
    [clause] = record_of(content).ordered()
    assert (clause.author, len(clause.answers_now())) == ("", 2)
    rows = Ledger(portal).rows(record_of(content).ledger_key)
    assert [row["act"] for row in rows] == ["enact", "accept", "accept"]
    assert Ledger(portal).person(rows[-1]["actor"]) is None
    assert "member" not in all_texts(content)
    assert verify(portal).valid


def test_who_put_it_in_force_is_erased_and_it_stays_in_force(portal, content):
    before = record_of(content).all_versions()[0]
    erasure.erase(portal, "facilitator", now=made.now())
    [version] = record_of(content).all_versions()
    assert version == before._replace(by="")
    assert "facilitator" not in all_texts(content)


def test_an_account_that_is_deleted_is_asked_for_nothing(portal, community, content):
    made.answer(content, "member")
    with api.env.adopt_user("admin"):
        api.user.delete(username="member")
    assert acceptance.totals(content) == (1, 2)
    record = record_of(content)
    assert "member" not in record.answers
    [clause] = record.ordered()
    assert (clause.author, len(clause.answers_now())) == ("", 2)
    # Whoever gets the id next has said nothing.
    api.user.create(email="mia@example.org", username="member", password="A!long!one")
    Membership(community).add("member", "member", now=made.now())
    assert who_waits(community) == {"teller", "member"}


def test_no_answer_waits_for_the_last_facilitator(community, content):
    """The others are gone without having been asked for a successor."""
    membership = Membership(community)
    membership.add("colleague", "facilitator", now=made.now())
    assert who_waits(community) == {"member", "teller", "colleague"}
    membership.pause("facilitator", now=made.now(), by_site=True)
    assert who_waits(community) == {"member", "teller"}


def test_of_an_erased_person_no_byte_is_left(site):
    """In all that can be reached, which is what packing leaves."""
    community, canary = site["tuesday"], "canary-of-the-agreement"
    with api.env.adopt_user("admin"), api.env.adopt_roles(["Manager"]):
        api.user.create(
            username=canary, email="c@example.org", password="A!long!password"
        )
        Membership(community).add(canary, "member", now=made.now())
    content = made.begin(community)
    clause = made.write(content, "Another rule.", by=canary)
    clauses.answer(content, clause, rules.AGREE, by=canary)
    made.enact(content)
    made.answer(content, canary)
    made.answer(content, canary, rules.DECLINED)
    transaction.commit()
    assert holding(site, canary)
    erasure.erase(site, canary, now=made.now())
    with api.env.adopt_user("admin"), api.env.adopt_roles(["Manager"]):
        api.user.delete(username=canary)
    # Plone keeps dashboard and roles of everybody who ever was there.
    for column in range(1, 5):
        manager = getUtility(IPortletManager, name=f"plone.dashboard{column}")
        if canary in manager[USER_CATEGORY]:
            del manager[USER_CATEGORY][canary]
    site.acl_users.portal_role_manager._principal_roles.pop(canary, None)
    transaction.commit()
    assert holding(site, canary) == []
    assert acceptance.totals(content) == (0, 3)


def holding(portal, word: str) -> list[tuple[str, str]]:
    """Return the classes of all stored objects that hold a word."""
    found, exported = [], io.BytesIO()
    portal._p_jar.exportFile(portal._p_oid, exported)
    exported.seek(len(b"ZEXP"))
    while (head := exported.read(16)) != export_end_marker:
        data = exported.read(u64(head[8:]))
        if word.encode() in data:
            found.append(get_pickle_metadata(data))
    return found


# The agreement


def test_it_goes_while_nothing_was_put_in_force(community):
    content = made.begin(community)
    with api.env.adopt_user("facilitator"):
        community._delObject(content.getId())
    assert find_agreement(community) is None
    again = made.begin(community)
    assert find_agreement(community).getId() == again.getId()


def test_it_stays_after_that(community, content):
    with pytest.raises(NotNow):
        community._delObject(content.getId())
    assert find_agreement(community).getId() == content.getId()


def test_over_rest_it_stays_after_that(site, rest):
    content = made.begin(site["tuesday"])
    transaction.commit()
    url = content.absolute_url()
    assert rest("member").delete(url).status_code in (401, 403)
    made.enact(content)
    transaction.commit()
    answer = rest("facilitator").delete(url)
    assert answer.status_code == 409, answer.text
    assert rest("facilitator").get(url).status_code == 200


def test_a_community_takes_its_agreement_with_it(portal, community, content):
    key = record_of(content).ledger_key
    with api.env.adopt_user("admin"), api.env.adopt_roles(["Manager"]):
        portal._delObject(community.getId())
    # What was said stays on record, and is no fault of anybody's.
    assert len(Ledger(portal).rows(key)) == 2
    assert verify(portal).valid


def test_it_is_neither_copied_nor_moved(portal, community, content):
    assert not content.cb_isCopyable() and not content.cb_isMoveable()
    with api.env.adopt_user("admin"), api.env.adopt_roles(["Manager"]):
        other = api.content.create(portal, "Folder", id="other")
        for act in (api.content.copy, api.content.move):
            with pytest.raises((NotNow, CopyError, api.exc.InvalidParameterError)):
                act(content, target=other)
    with pytest.raises(NotNow):
        community.manage_renameObject(content.getId(), "our-rules")


def test_it_goes_along_when_a_folder_above_is_moved(portal, community, content):
    with api.env.adopt_user("admin"), api.env.adopt_roles(["Manager"]):
        above = api.content.create(portal, "Folder", id="above")
        transaction.savepoint()
        api.content.move(community, target=above)
        api.content.rename(above, new_id="elsewhere")
    moved = portal["elsewhere"]["tuesday"]
    there = find_agreement(moved)
    assert there.UID() == content.UID()
    assert who_waits(moved) == {"member", "teller"}
    made.answer(there, "member")
    assert who_waits(moved) == {"teller"}
    assert acceptance.totals(there) == (2, 3)
    assert sees("member", there) and not sees("colleague", there)


def test_made_anew_the_catalog_knows_of_none(portal, content):
    catalog = api.portal.get_tool("portal_catalog")
    catalog.clearFindAndRebuild()
    for query in ({"portal_type": content.portal_type}, {"UID": content.UID()}):
        assert len(catalog.unrestrictedSearchResults(**query)) == 0
    assert catalog.getrid("/".join(content.getPhysicalPath())) is None


def test_uninstalling_opens_nothing_and_installing_brings_all_back(
    portal, community, content, story_in
):
    story = story_in("community")
    made.answer(content, "teller")
    before = {
        userid: (sees(userid, content), sees(userid, story), sees(userid, community))
        for userid in ("facilitator", "member", "newcomer", "colleague", "siteadmin")
    }
    assert before["member"][:2] == (True, False)
    waited, totals = who_waits(community), acceptance.totals(content)
    login(portal.aq_parent, SITE_OWNER_NAME)
    applyProfile(portal, "leap.cop:uninstall")
    api.portal.get_tool("portal_workflow").updateRoleMappings()
    for userid in before:
        assert not sees(userid, story)
        assert userid == "siteadmin" or not sees(userid, content)
    applyProfile(portal, "leap.cop:default")
    assert {
        userid: (sees(userid, content), sees(userid, story), sees(userid, community))
        for userid in before
    } == before
    assert (who_waits(community), acceptance.totals(content)) == (waited, totals)
    made.answer(content, "member")
    assert who_waits(community) == set()
    assert sees("member", story)
    assert verify(portal).valid


# The ledger


def kinds(portal) -> list[str]:
    return [fault.kind for fault in verify(portal).faults]


def test_the_check_knows_its_chain(portal, content):
    assert verify(portal).valid
    key = record_of(content).ledger_key
    seal = Ledger(portal).seal(now=made.now())
    made.answer(content, "member")
    assert verify(portal, seal).valid
    Ledger(portal)._bucket(key)[key][-1].pop()
    assert checks.END in kinds(portal)


def test_a_row_of_a_story_in_its_chain_is_a_fault(portal, content):
    Ledger(portal).append(
        record_of(content).ledger_key,
        "member",
        now=made.now(),
        act="grant",
        level="community",
        digest="v1:0",
    )
    assert kinds(portal) != []
    assert not verify(portal).valid


def test_a_chain_that_was_taken_out_is_a_fault(portal, content):
    key = record_of(content).ledger_key
    del Ledger(portal)._bucket(key)[key]
    assert not verify(portal).valid


class TestWhatAnAnswerWrites:
    """Whoever answers writes what changes for them, and little of anybody else's."""

    PEOPLE = 60
    #: Bytes of records: a transaction's own are about 300 more.
    BYTES = 1_800

    @pytest.fixture
    def many(self, site):
        """Return an agreement that sixty people keep to, one for the second time."""
        community = site["tuesday"]
        membership = Membership(community)
        ids = [f"person{number:03}" for number in range(self.PEOPLE)]
        for userid in ids:
            api.user.create(
                username=userid, email=f"{userid}@example.org", password=userid * 2
            )
            membership.add(userid, "member", now=made.now())
        content = made.begin(community)
        made.enact(content)
        for userid in ids:
            made.answer(content, userid)
        for given in ("withdrawn", "accepted"):
            made.answer(content, "person030", given)
        transaction.commit()
        return content

    @pytest.mark.parametrize("given", ["withdrawn", "accepted"])
    def test_it_is_little(self, many, given):
        if given == "accepted":
            made.answer(many, "person030", "withdrawn")
        transaction.commit()
        made.answer(many, "person030", given)
        transaction.commit()
        last = list(many._p_jar.db().storage.changes.iterator())[-1]
        assert sum(len(record.data) for record in last) <= self.BYTES
