"""Who sees, shows, changes and deletes a meeting, and where it stays."""

from AccessControl.PermissionRole import rolesForPermissionOn
from leap.cop.community.membership import Membership
from leap.cop.core.errors import NotNow
from leap.cop.meeting import listing
from leap.cop.meeting.records import MeetingShelf
from plone import api
from tests.conftest import make_community
from tests.conftest import NOW
from tests.meeting.made import plan
from tests.who import ALL
from tests.who import MANAGERS
from tests.who import STAFF

import pytest
import transaction


STATES = ("private", "community", "public")

READERS = {
    "private": MANAGERS,
    "community": MANAGERS | {"member"},
    "public": frozenset(STAFF),
}


def refusal(who, state: str) -> tuple[int, ...]:
    """Return how somebody is answered who may not do something."""
    if who is None:
        return (401,)
    return (403, 404) if who in READERS[state] else (404,)


@pytest.mark.parametrize("state", STATES)
def test_who_reads_a_meeting(rest, meeting_at, state):
    path = meeting_at(state=state)
    for who in ALL:
        session = rest(who)
        answer = session.get(path)
        reads = who in READERS[state]
        assert answer.status_code in ((200,) if reads else refusal(who, state)), who
        listed = session.get("@search?portal_type=leap.cop.Meeting&sort_on=start")
        assert listed.json()["items_total"] == reads, who
        if who is not None:
            assert session.get("tuesday/@meetings").json()["items_total"] == reads
        if reads:
            assert not {"creators", "contributors", "rights"} & set(answer.json())
            assert "Fay Holt" not in answer.text


@pytest.mark.parametrize("state", STATES)
def test_who_shows_and_deletes_it(rest, meeting_at, state):
    for who in ALL:
        path = meeting_at(state=state)
        move = "publish" if state != "public" else "retract"
        answer = rest(who).post(f"{path}/@workflow/{move}", json={})
        if who in MANAGERS:
            assert answer.status_code == 200, answer.text
            assert rest(who).delete(path).status_code == 204
            continue
        assert answer.status_code in refusal(who, state), who
        assert rest(who).delete(path).status_code in refusal(who, state), who


@pytest.mark.parametrize("who", sorted(MANAGERS))
@pytest.mark.parametrize("service", ["@copy", "@move"])
def test_a_meeting_is_copied_and_moved_nowhere(rest, site, meeting_at, who, service):
    path = meeting_at(state="public")
    url = f"{site.absolute_url()}/{path}"
    with api.env.adopt_user("siteadmin"):
        other = make_community(site, id="other")
    transaction.commit()
    for target in ("tuesday", "other", ""):
        answer = rest(who).post(f"{target}/{service}".strip("/"), json={"source": url})
        assert answer.status_code < 500
        transaction.begin()
        assert len(site["tuesday"]) == 1
        assert len(other) == 0
    assert rest(who).get(path).status_code == 200


def test_a_meeting_refuses_to_be_copied_by_code(portal, community, meeting):
    with api.env.adopt_roles(["Manager"]):
        for op, container in ((0, community), (0, portal), (1, portal)):
            with pytest.raises(NotNow):
                meeting._notifyOfCopyTo(container, op=op)
        assert not meeting.cb_isMoveable()
        with pytest.raises(NotNow):
            community.manage_renameObject(meeting.getId(), "chosen")


@pytest.mark.parametrize(
    "community_move, move",
    [("retract", "publish"), ("hide", "publish"), ("hide", "share")],
)
def test_it_is_shown_no_more_widely_than_its_community(
    rest, site, meeting_at, community_move, move
):
    path = meeting_at(state="private")
    with api.env.adopt_user("siteadmin"):
        api.content.transition(site["tuesday"], community_move)
    transaction.commit()
    answer = rest("facilitator").post(f"{path}/@workflow/{move}", json={})
    assert answer.status_code == 409
    assert rest("facilitator").get(path).json()["review_state"] == "private"


@pytest.mark.parametrize("move, state", [("retract", "community"), ("hide", "private")])
def test_it_comes_down_with_its_community(rest, visit, meeting_at, kept, move, state):
    path = meeting_at(state="public", address_may_be_shown=True)
    session = rest("facilitator")
    assert session.post(f"tuesday/@workflow/{move}", json={}).ok
    assert session.get(path).json()["review_state"] == state
    assert kept(path).sequence == 0
    assert session.post("tuesday/@workflow/publish", json={}).ok
    assert session.get(path).json()["review_state"] == state
    colleague = rest("colleague")
    assert colleague.get(path).status_code == 404
    assert colleague.get("tuesday/@meetings").json()["items_total"] == 0
    found = colleague.get("@search?portal_type=leap.cop.Meeting").json()
    assert found["items_total"] == 0
    visitor = visit("colleague")
    assert "Hidden" not in visitor.go("event_listing?mode=all")


def test_nobody_owns_a_meeting(meeting):
    assert not meeting.get_local_roles()
    assert meeting.getOwner() is None
    assert not meeting.listCreators()


def test_what_comes_ready_made_begins_with_facilitators(community, meeting):
    """A file of Zope's own brings its state along."""
    community._delOb(meeting.getId())
    community._setObject(meeting.getId(), meeting.aq_base)
    arrived = community[meeting.getId()]
    assert api.content.get_state(arrived) == "private"
    assert "CoP Member" not in rolesForPermissionOn("View", arrived)


def test_a_program_that_does_not_say_when(community):
    with api.env.adopt_user("facilitator"):
        made = api.content.create(community, type="leap.cop.Meeting", title="When?")
    assert made.end - made.start == listing.rules.USUAL
    assert MeetingShelf(made).is_there


@pytest.mark.parametrize("state", STATES)
def test_who_may_take_part(community, state):
    # Whoever founds a community facilitates it; here an administrator does not belong.
    membership = Membership(community)
    membership.remove("siteadmin", now=NOW)
    membership.let_wait("teller", True, now=NOW)
    meeting = plan(community, state=state)
    inside = set() if state == "private" else {"member", "teller"}
    expected = {
        "View": {
            "private": {"facilitator", "siteadmin"},
            "community": {"facilitator", "siteadmin", *inside},
            "public": {"facilitator", "siteadmin", *inside, *STAFF} - {"admin"},
        }[state],
        "leap.cop: View Meeting Insides": {"facilitator", "siteadmin", *inside},
        "leap.cop: Take Part In Meeting": {"facilitator", *inside},
        "leap.cop: Change Meeting": {"facilitator", "siteadmin", *inside} - {"teller"},
        "Modify portal content": {"facilitator", "siteadmin"},
        "leap.cop: Add Meeting": set(),
    }
    people = [who for who in STAFF if who != "admin"] + ["teller"]
    for permission, may in expected.items():
        found = {
            who
            for who in people
            if api.user.has_permission(permission, username=who, obj=meeting)
        }
        assert found == may, permission


def test_whoever_waits_reads_where_it_is(site, visit, rest, meeting_at):
    path = meeting_at()
    Membership(site["tuesday"]).let_wait("teller", True, now=NOW)
    transaction.commit()
    assert rest("teller").get(path).json()["location"] == "12 Hidden Lane"
    visitor = visit("teller")
    assert "12 Hidden Lane" in visitor.go(path)
    answer = rest("teller").patch(path, json={"location": "Elsewhere"})
    assert answer.status_code == 403
    answer = rest("teller").get("tuesday/@meetings").json()
    assert answer["items"][0]["mine"] is None
