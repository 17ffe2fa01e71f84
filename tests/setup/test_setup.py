"""Installing, taking out, and leaving a site as it was."""

from leap.cop.consent.records import KEY as LEDGER_KEY
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.testing import PEOPLE
from leap.cop.testing import settings_of
from leap.cop.topic.records import record_of
from plone import api
from plone.app.testing import applyProfile
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.browserlayer.utils import registered_layers
from Products.CMFCore.permissions import View
from tests.meeting.made import plan
from tests.topic import rounds
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

import pytest


INSIDE = {"facilitator", "member", "teller"}

OURS = (
    "leap.cop.Agreement",
    "leap.cop.Community",
    "leap.cop.Meeting",
    "leap.cop.Story",
    "leap.cop.TopicRound",
)


@pytest.mark.parametrize(
    ("portal_type", "name", "expected"),
    [
        ("leap.cop.Community", "klass", "leap.cop.community.content.Community"),
        ("leap.cop.Community", "add_permission", "leap.cop.community.add"),
        ("leap.cop.Community", "filter_content_types", True),
        (
            "leap.cop.Community",
            "allowed_content_types",
            (
                "leap.cop.Agreement",
                "leap.cop.Meeting",
                "leap.cop.Story",
                "leap.cop.TopicRound",
            ),
        ),
        ("leap.cop.Community", "behaviors", ("plone.basic", "plone.namefromtitle")),
        ("leap.cop.Agreement", "klass", "leap.cop.agreement.content.Agreement"),
        ("leap.cop.Agreement", "add_permission", "leap.cop.agreement.add"),
        ("leap.cop.Agreement", "global_allow", False),
        ("leap.cop.Agreement", "allowed_content_types", ()),
        ("leap.cop.Agreement", "behaviors", ("plone.basic",)),
        ("leap.cop.Meeting", "klass", "leap.cop.meeting.content.Meeting"),
        ("leap.cop.Meeting", "add_permission", "leap.cop.meeting.add"),
        ("leap.cop.Meeting", "global_allow", False),
        (
            "leap.cop.Meeting",
            "allowed_content_types",
            ("leap.cop.File", "leap.cop.Image", "leap.cop.Link"),
        ),
        ("leap.cop.Meeting", "behaviors", ("plone.basic",)),
        ("leap.cop.Story", "klass", "leap.cop.story.content.Story"),
        ("leap.cop.Story", "add_permission", "leap.cop.story.add"),
        ("leap.cop.Story", "global_allow", False),
        ("leap.cop.Story", "behaviors", ("plone.basic",)),
        ("leap.cop.TopicRound", "klass", "leap.cop.topic.content.TopicRound"),
        ("leap.cop.TopicRound", "add_permission", "leap.cop.topic.add"),
        ("leap.cop.TopicRound", "global_allow", False),
        ("leap.cop.TopicRound", "allowed_content_types", ()),
        ("leap.cop.TopicRound", "behaviors", ("plone.basic",)),
    ],
)
def test_types(portal, portal_type, name, expected):
    fti = api.portal.get_tool("portal_types")[portal_type]
    assert fti.getProperty(name) == expected


def test_no_dangling_upgrade_step(portal):
    setup = api.portal.get_tool("portal_setup")
    assert setup.listUpgrades("leap.cop:default") == []


def test_our_types_stay_out_of_the_navigation(portal):
    displayed = api.portal.get_registry_record("plone.displayed_types")
    assert not set(OURS) & set(displayed)


def test_our_groups_are_found_by_nobody(community):
    assert not [group for group in api.group.get_groups() if "cop:" in group.getId()]
    found = api.portal.get_tool("acl_users").searchGroups()
    assert not [group for group in found if "cop:" in group["id"]]


def differences(before, after):
    """Return what was changed or taken away, by name; what was added does not count."""
    found = []
    for kind, old in before.items():
        new = after[kind]
        if kind in ("active", "actions"):
            found += [(kind, key) for key in old if not set(old[key]) <= set(new[key])]
        elif isinstance(old, dict):
            found += [(kind, key) for key in old if new.get(key) != old[key]]
        elif isinstance(old, set):
            found += [(kind, key) for key in old - new]
        elif old != new:
            found.append((kind, old, new))
    return found


def test_installing_changes_nothing_of_theirs(integration, portal):
    assert differences(integration["before"], settings_of(portal)) == []


@pytest.fixture
def uninstalled(portal, community, story_in):
    """Take the add-on out of a site where stories were told and rounds begun."""
    found = {state: story_in(state) for state in ("private", "community", "public")}
    for state in ("private", "community"):
        content = rounds.make_round(community, state, title="Spring")
        rounds.say(content, "facilitator", "How do we ask?")
        found[f"{state} round"] = content
    found["open round"], _themes = rounds.open_round(community)
    with api.env.adopt_user("facilitator"):
        agreement = api.content.create(community, type="leap.cop.Agreement", title="O")
        api.content.transition(agreement, "share")
    found["community agreement"] = agreement
    for state in ("private", "community", "public"):
        found[f"{state} meeting"] = plan(community, state=state)
    login(portal.aq_parent, SITE_OWNER_NAME)
    applyProfile(portal, "leap.cop:uninstall")
    return found


def test_uninstalling_leaves_the_site_as_it_was(integration, portal, uninstalled):
    now = settings_of(portal)
    before = integration["before"]
    assert differences(before, now) == []
    assert IBrowserLayer not in registered_layers()
    for kind in ("types", "indexes", "columns", "plugins", "active", "actions"):
        assert now[kind] == before[kind], kind
    # Bound to nothing, so that nobody's default workflow opens what is private.
    chains = api.portal.get_tool("portal_workflow")._chains_by_type
    assert [chains[name] for name in OURS] == [()] * len(OURS)


def test_uninstalling_opens_nothing(portal, uninstalled):
    api.portal.get_tool("portal_workflow").updateRoleMappings()
    # Local roles are remembered for one request, and a test is one long one.
    IAnnotations(getRequest()).clear()
    for userid in ("colleague", "member", "facilitator"):
        for state, content in uninstalled.items():
            may = api.user.has_permission(View, username=userid, obj=content)
            assert not may or state == "public", (userid, state)
    # Who administrates the site sees a round, and no story, as before.
    for state in ("private", "community"):
        content = uninstalled[state]
        assert not api.user.has_permission(View, username="siteadmin", obj=content)
    with api.env.adopt_user("colleague"):
        assert not api.content.find(Title="Spring")
    catalog = api.portal.get_tool("portal_catalog")
    left = catalog.unrestrictedSearchResults(path="/".join(portal.getPhysicalPath()))
    assert not [brain.getPath() for brain in left if "/tuesday" in brain.getPath()]
    # Proof of what was agreed to outlives the add-on, in plain BTrees and strings.
    assert LEDGER_KEY in IAnnotations(portal)


@pytest.mark.parametrize("way", ["clearFindAndRebuild", "manage_catalogReindex"])
def test_a_catalog_made_anew_meanwhile_lists_nothing(portal, uninstalled, way):
    catalog = api.portal.get_tool("portal_catalog")
    request = getRequest()
    arguments = () if way == "clearFindAndRebuild" else (request, request.response, "")
    getattr(catalog, way)(*arguments)
    left = catalog.unrestrictedSearchResults()
    assert [brain.getPath() for brain in left if "/tuesday" in brain.getPath()] == []
    applyProfile(portal, "leap.cop:default")
    with api.env.adopt_user("colleague"):
        found = api.content.find(portal_type="leap.cop.Story")
    assert [brain.UID for brain in found] == [uninstalled["public"].UID()]


DECIDED = {
    "small_group": 20,
    "safeguarding_clause": "Call Sam.",
    "ledger_years": 10,
    "invitation_days": 12,
}


def test_what_was_decided_outlasts_an_uninstallation(portal):
    login(portal.aq_parent, SITE_OWNER_NAME)
    for name, value in DECIDED.items():
        api.portal.set_registry_record(f"leap.cop.{name}", value)
    applyProfile(portal, "leap.cop:uninstall")
    applyProfile(portal, "leap.cop:uninstall")
    assert api.portal.get_registry_record("leap.cop.small_group", default=None) is None
    applyProfile(portal, "leap.cop:default")
    for name, value in DECIDED.items():
        assert api.portal.get_registry_record(f"leap.cop.{name}") == value


def test_installing_again_brings_people_back(portal, uninstalled):
    applyProfile(portal, "leap.cop:default")
    assert IBrowserLayer in registered_layers()
    shared = uninstalled["community"]
    assert api.user.has_permission(View, username="member", obj=shared)
    assert not api.user.has_permission(View, username="colleague", obj=shared)
    assert not api.user.has_permission(
        View, username="member", obj=uninstalled["private"]
    )
    agreement = uninstalled["community agreement"]
    for userid in PEOPLE:
        may = api.user.has_permission(View, username=userid, obj=agreement)
        assert may == (userid in INSIDE | {"newcomer", "siteadmin"}), userid
    for state, readers in {"private": {"facilitator"}, "community": INSIDE}.items():
        content = uninstalled[f"{state} round"]
        for userid in PEOPLE:
            may = api.user.has_permission(View, username=userid, obj=content)
            assert may == (userid in readers | {"siteadmin"}), (userid, state)
    again = uninstalled["open round"]
    rounds.vote(again, "member", {next(iter(record_of(again).themes)): 2})
    with api.env.adopt_user("colleague"):
        found = api.content.find(portal_type="leap.cop.Story", cop_country="GB")
    assert [brain.UID for brain in found] == [uninstalled["public"].UID()]
