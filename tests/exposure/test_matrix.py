"""The declared matrix, executed three ways: security manager, catalog, HTTP."""

from leap.cop.community.membership import Membership
from leap.cop.core.ids import new_id
from leap.cop.story.lifecycle import lifecycle
from leap.cop.testing import PASSWORD
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import SITE_OWNER_NAME
from Products.CMFCore.utils import getToolByName
from tests.conftest import make_community
from tests.conftest import NOW
from tests.exposure import matrix
from tests.exposure import readers
from tests.exposure import worlds
from tests.exposure.canaries import AGREEMENTS
from tests.exposure.canaries import MEETINGS
from tests.exposure.canaries import plant_agreement
from tests.exposure.canaries import plant_meeting
from tests.exposure.canaries import plant_round
from tests.exposure.canaries import plant_story
from tests.exposure.canaries import ROUNDS
from tests.exposure.matrix_questions import AGREEMENT_HTTP
from tests.exposure.matrix_questions import AGREEMENT_WRITES
from tests.exposure.matrix_questions import COMMUNITY_HTTP
from tests.exposure.matrix_questions import MEETING_HTTP
from tests.exposure.matrix_questions import MEETING_WRITES
from tests.exposure.matrix_questions import ROUND_HTTP
from tests.exposure.matrix_questions import STORY_HTTP
from tests.exposure.matrix_questions import TRANSITIONS
from tests.exposure.matrix_questions import WRITES
from tests.exposure.sample import Scope
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

import pytest
import transaction


STORY = matrix.table(matrix.STORY)
COMMUNITY = matrix.table(matrix.COMMUNITY)
ROUND = matrix.table(matrix.ROUND)
AGREEMENT = matrix.table(matrix.AGREEMENT)
MEETING = matrix.table(matrix.MEETING)
TABLES = {
    "story": STORY,
    "community": COMMUNITY,
    "round": ROUND,
    "agreement": AGREEMENT,
    "meeting": MEETING,
}
KEYS = {state: state.replace("_", "") for state in STORY}


#: Operation to the permission that the security manager is asked for.
PERMISSIONS = {
    "page": "View",
    "json": "View",
    "access": "Access contents information",
    "history": "leap.cop: Read Review",
    "consent": "leap.cop: Give Consent",
    **dict.fromkeys(("responses", "respond"), "leap.cop: Respond To Story"),
    "delete": "Delete objects",
    "copy": "Copy or Move",
    "sharing": "Sharing page: Delegate roles",
    "roles": "Change local roles",
    "lock": "WebDAV Lock items",
}
COMMUNITY_PERMISSIONS = {
    "page": "View",
    "json": "View",
    "home": "View",
    "brain": "Access contents information",
    "roster": "leap.cop: View Members",
    "let_in": "leap.cop: Manage Members",
    "user_search": "leap.cop: Manage Members",
    "edit": "Modify portal content",
    "tell": "leap.cop: Add Story",
    "begin_round": "leap.cop: Add Round",
    "begin": "leap.cop: Add Agreement",
    "say": "leap.cop: Say Something",
    "sharing": "Sharing page: Delegate roles",
    "roles": "Change local roles",
    "lock": "WebDAV Lock items",
}
ROUND_PERMISSIONS = {
    "page": "View",
    "json": "View",
    "brain": "Access contents information",
    "history": "Modify portal content",
    "edit": "Modify portal content",
    "delete": "Delete objects",
    **dict.fromkeys(("topics", "themes", "phase", "ballot", "results"), "View"),
    "raise": "leap.cop: Raise Topic",
    "take_back": "leap.cop: Change Topic",
    **dict.fromkeys(("group", "take_out", "go_on"), "leap.cop: Group Topics"),
    **dict.fromkeys(("vote", "vote_again"), "leap.cop: Cast Ballot"),
    **dict.fromkeys(("paper", "voters", "admit", "remind"), "leap.cop: Group Topics"),
    "copy": "Copy or Move",
    "sharing": "Sharing page: Delegate roles",
    "roles": "Change local roles",
    "lock": "WebDAV Lock items",
}
#: Of facilitators who wait, and of who administers, membership says what they may.
AGREEMENT_PERMISSIONS = {
    **dict.fromkeys(("page", "json", "versions"), "View"),
    **dict.fromkeys(("history", "edit", "delete"), "Modify portal content"),
    **dict.fromkeys(("write", "change", "agree"), "leap.cop: Write Clause"),
    "answer": "leap.cop: Answer Agreement",
    **dict.fromkeys(("enact", "remind"), "leap.cop: Enact Agreement"),
    "say": "leap.cop: Say Something",
    "sharing": "Sharing page: Delegate roles",
    "roles": "Change local roles",
    "lock": "WebDAV Lock items",
}
#: Of those who take part, turns say what they may.
MEETING_PERMISSIONS = {
    **{name: ROUND_PERMISSIONS[name] for name in ("page", "json", "brain", "history")},
    **{name: ROUND_PERMISSIONS[name] for name in ("edit", "delete", "copy", "lock")},
    **{name: ROUND_PERMISSIONS[name] for name in ("sharing", "roles")},
    **dict.fromkeys(
        ("insides", "phase", "agenda", "rsvp", "turns", "told"),
        "leap.cop: View Meeting Insides",
    ),
    "answer": "leap.cop: Take Part In Meeting",
}
ASKED_OF = {
    "story": PERMISSIONS,
    "community": COMMUNITY_PERMISSIONS,
    "round": ROUND_PERMISSIONS,
    "agreement": AGREEMENT_PERMISSIONS,
    "meeting": MEETING_PERMISSIONS,
}


@pytest.fixture(scope="module")
def place(functional_session):
    """Yield a site with a thing of each kind, and a community, in each state."""
    with worlds.empty_world() as world:
        portal = world.portal
        for key in KEYS.values():
            world.planted.append(plant_story(portal["tuesday"], key, 0, NOW))
        for key in ROUNDS:
            world.planted.append(plant_round(portal["tuesday"], key))
        for key in list(MEETINGS)[:3]:
            world.planted.append(plant_meeting(portal["tuesday"], key, PASSWORD, NOW))
        for key in AGREEMENTS:
            world.planted.append(
                plant_agreement(portal, key, make_community, PASSWORD, NOW)
            )
        for state in COMMUNITY:
            with api.env.adopt_user("siteadmin"):
                made = make_community(portal, state=state, id=f"circle-{state}")
            Membership(made).remove("siteadmin", now=NOW)
            login(portal.aq_parent, SITE_OWNER_NAME)
            readers.add_people(made, PASSWORD, NOW)
            logout()
        transaction.commit()
        yield world


def begin(place) -> None:
    transaction.begin()
    # Local roles are remembered for one request, and this module is one long one.
    IAnnotations(getRequest()).clear()


def story_of(place, state):
    return place.portal["tuesday"][place.stories[KEYS[state]].id]


def round_in(place, state):
    """Return the round in a state, as it was planted."""
    return next(one for one in place.rounds.values() if one.state == state)


def agreement_in(place, state):
    """Return the agreement in a state, as it was planted."""
    return next(one for one in place.agreements.values() if one.state == state)


def meeting_in(place, state):
    """Return the meeting in a state, as it was planted."""
    return next(one for one in place.meetings.values() if one.state == state)


def content_of(place, kind: str, state: str):
    """Return what stands in a state."""
    if kind == "story":
        return story_of(place, state)
    if kind == "round":
        return place.portal["tuesday"][round_in(place, state).id]
    if kind == "meeting":
        return place.portal["tuesday"][meeting_in(place, state).id]
    if kind == "agreement":
        return place.portal.unrestrictedTraverse(
            worlds.path_of(agreement_in(place, state))
        )
    return place.portal[f"circle-{state}"]


def skipped_for(kind: str) -> set:
    """Return who is left out: the teller belongs to one community only."""
    return {"zzquibble"} if kind == "community" else set()


def people(without=()):
    return [userid for userid in matrix.ACTORS.values() if userid not in without]


def ask_as(userid, act):
    """Do something in-process as somebody who has an account in the site."""
    user = SITE_OWNER_NAME if userid == "admin" else userid
    with api.env.adopt_user(user):
        return act()


def compare(table, state, operation, may: set, found: list) -> None:
    declared = table[state][operation]
    if may != declared:
        found.append(
            f"{state} {operation}: more {sorted(may - declared)}, "
            f"less {sorted(declared - may)}"
        )


def test_no_cell_is_undefined():
    for table in TABLES.values():
        sizes = {len(operations) for operations in table.values()}
        assert len(sizes) == 1 and sizes.pop() > 15
    with pytest.raises(ValueError):
        matrix.table("operation | a | b\n---\npage | T | \n")


@pytest.mark.parametrize("kind", TABLES)
def test_the_security_manager_says_so(place, kind):
    table, permissions = TABLES[kind], ASKED_OF[kind]
    found = []
    workflows = getToolByName(place.portal, "portal_workflow")
    begin(place)
    for state, operations in table.items():
        content = content_of(place, kind, state)
        skipped = skipped_for(kind)
        users = [one for one in people(skipped) if one is not None]
        for operation in operations:
            if operation in permissions:
                may = {
                    userid
                    for userid in users
                    if ask_as(
                        userid,
                        lambda name=operation, on=content: (
                            api.user.has_permission(permissions[name], obj=on)
                            # The gate asks View before anything else.
                            and api.user.has_permission("View", obj=on)
                        ),
                    )
                }
            elif operation in TRANSITIONS:
                workflow = workflows.getWorkflowsFor(content)[0]
                may = {
                    userid
                    for userid in users
                    if ask_as(
                        userid,
                        lambda name=operation, on=content, flow=workflow: (
                            flow.isActionSupported(on, name)
                            and api.user.has_permission("View", obj=on)
                        ),
                    )
                }
            else:
                continue
            declared = dict(table[state])
            declared[operation] = declared[operation] - skipped
            compare({state: declared}, state, operation, may, found)
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("kind", TABLES)
def test_the_catalog_says_so(place, kind):
    table, skipped = TABLES[kind], skipped_for(kind)
    found = []
    begin(place)
    for state in table:
        content = content_of(place, kind, state)
        queries = {
            "brain": {"UID": content.UID()},
            "listing": {"path": "/".join(content.getPhysicalPath())},
        }
        if kind == "story":
            word = place.stories[KEYS[state]].words["learning"]
            queries["fulltext"] = {"SearchableText": word}
        elif kind == "round":
            word = round_in(place, state).words["description"]
            queries["fulltext"] = {"SearchableText": word}
        elif kind == "meeting":
            word = meeting_in(place, state).words["description"]
            queries["fulltext"] = {"SearchableText": word}
        elif kind == "agreement":
            word = agreement_in(place, state).words["rule"]
            queries["fulltext"] = {"SearchableText": word}
        for operation, query in queries.items():
            may = {
                userid
                for userid in people(skipped)
                if userid is not None
                and ask_as(
                    userid,
                    lambda asked=query, on=content: any(
                        on.UID() == brain.UID for brain in api.content.find(**asked)
                    ),
                )
            }
            declared = {operation: table[state][operation] - skipped}
            compare({state: declared}, state, operation, may, found)
    assert found == [], "\n".join(found)


def cells(table, questions, whole: Scope, count: int):
    every = [
        (state, operation, userid)
        for state, operations in table.items()
        for operation in operations
        if operation in questions
        for userid in matrix.ACTORS.values()
    ]
    return whole.chosen("matrix", every, count)


def test_http_says_so_of_stories(place, whole):
    found = []
    for state, operation, userid in cells(STORY, STORY_HTTP, whole, 170):
        may = userid in STORY[state][operation]
        thing = place.stories[KEYS[state]]
        if may and operation in WRITES:
            transaction.begin()
            thing = plant_story(place.portal["tuesday"], KEYS[state], 0, NOW)
            transaction.commit()
        session = place.session(userid, "json")
        if STORY_HTTP[operation](session, thing, place.portal) != may:
            found.append(f"{state} {operation} {userid}: declared {may}")
    begin(place)
    for state in STORY:
        assert lifecycle.state_of(story_of(place, state)) == state
    assert found == [], "\n".join(found)


def test_http_says_so_of_communities(place, whole):
    found = []
    for state, operation, userid in cells(COMMUNITY, COMMUNITY_HTTP, whole, 110):
        if userid == "zzquibble":
            continue
        name = f"circle-{state}"
        thing = place.planted[0]._replace(
            url=f"{place.portal.absolute_url()}/{name}", id=name
        )
        may = userid in COMMUNITY[state][operation]
        session = place.session(userid, "json")
        if COMMUNITY_HTTP[operation](session, thing, place.portal) != may:
            found.append(f"{state} {operation} {userid}: declared {may}")
    assert found == [], "\n".join(found)


def test_http_says_so_of_rounds(place, whole):
    keys = {round_in(place, state).state: round_in(place, state).key for state in ROUND}
    found = []
    for state, operation, userid in cells(ROUND, ROUND_HTTP, whole, 200):
        may = userid in ROUND[state][operation]
        thing = round_in(place, state)
        if may and operation in WRITES:
            transaction.begin()
            thing = plant_round(place.portal["tuesday"], keys[state])
            transaction.commit()
        session = place.session(userid, "json")
        if ROUND_HTTP[operation](session, thing, place.portal) != may:
            found.append(f"{state} {operation} {userid}: declared {may}")
    begin(place)
    for state in ROUND:
        assert api.content.get_state(content_of(place, "round", state)) == state
    assert found == [], "\n".join(found)


def test_http_says_so_of_agreements(place, whole):
    found = []
    for state, operation, userid in cells(AGREEMENT, AGREEMENT_HTTP, whole, 200):
        if (state, operation) == ("private", "hide"):
            # It is hidden, and people keep to it: 409 for either reason.
            continue
        may = userid in AGREEMENT[state][operation]
        thing = agreement_in(place, state)
        if may and operation in AGREEMENT_WRITES:
            transaction.begin()
            thing = plant_agreement(
                place.portal, thing.key, make_community, PASSWORD, NOW, new_id()
            )
            transaction.commit()
        session = place.session(userid, "json")
        if AGREEMENT_HTTP[operation](session, thing, place.portal) != may:
            found.append(f"{state} {operation} {userid}: declared {may}")
    begin(place)
    for state in AGREEMENT:
        assert api.content.get_state(content_of(place, "agreement", state)) == state
    assert found == [], "\n".join(found)


def test_http_says_so_of_meetings(place, whole):
    found = []
    for state, operation, userid in cells(MEETING, MEETING_HTTP, whole, 250):
        may = userid in MEETING[state][operation]
        thing = meeting_in(place, state)
        if may and operation in MEETING_WRITES:
            transaction.begin()
            thing = plant_meeting(place.portal["tuesday"], thing.key, PASSWORD, NOW)
            transaction.commit()
        session = place.session(userid, "json")
        if MEETING_HTTP[operation](session, thing, place.portal) != may:
            found.append(f"{state} {operation} {userid}: declared {may}")
    begin(place)
    for state in MEETING:
        assert api.content.get_state(content_of(place, "meeting", state)) == state
    assert found == [], "\n".join(found)
