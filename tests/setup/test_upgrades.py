"""Sites of the first release become what a new site is."""

from AccessControl.Permission import pname
from AccessControl.PermissionRole import rolesForPermissionOn
from leap.cop.consent.standing import standing_of
from leap.cop.recruitment import forms
from leap.cop.settings import SITE_REVIEWERS
from leap.cop.upgrades import v20261125001 as upgrade
from leap.cop.upgrades import v20261125002 as rounds
from plone import api
from plone.app.redirector.interfaces import IRedirectionStorage
from Products.CMFCore.indexing import processQueue
from Products.DCWorkflow.utils import modifyRolesForPermission
from zope.component import getUtility
from zope.globalrequest import getRequest


def test_temporary_addresses_are_forgotten(portal, story_in):
    story = story_in("public")
    here = "/".join(story.getPhysicalPath())
    temporary = here.rsplit("/", 1)[0] + "/0f3a7c2e-8d11-4a53-9a8e-2f6f3c9b7d10"
    redirects = getUtility(IRedirectionStorage)
    redirects.add(temporary, here)
    for _time in range(2):
        upgrade.forget_temporary_addresses(api.portal.get_tool("portal_setup"))
        assert list(redirects.redirects(here)) == []


def test_small_groups_are_remembered(portal, story_in):
    story = story_in("public")
    story.attribution = "role"
    for _time in range(2):
        upgrade.remember_small_groups(api.portal.get_tool("portal_setup"))
        assert standing_of(story).alone


def test_stories_of_the_first_release_take_notes(portal, story_in):
    """Their workflow and their own permissions; other content stays as it was."""
    story, page = story_in("public"), None
    workflow = api.portal.get_tool("portal_workflow")["cop_story_workflow"]
    new = ("leap.cop: Write Note", "leap.cop: Raise Concern")
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(portal, type="Document", id="page", title="A page")
    page.manage_permission("View", ["Manager"], acquire=0)
    story.manage_permission("View", ["CoP Teller"], acquire=0)
    for permission in new:
        workflow.delManagedPermissions([permission])
        story.manage_permission(permission, [], acquire=1)
        portal.manage_permission(permission, ["Manager"], acquire=1)

    def roles(content, permission):
        return {
            role["name"]
            for role in content.rolesOfPermission(permission)
            if role["selected"]
        }

    for _time in range(2):
        upgrade.let_people_write(api.portal.get_tool("portal_setup"))
        for permission in new:
            assert roles(story, permission) == {"CoP Teller", "Authenticated"}
            assert not story.acquiredRolesAreUsedBy(permission)
            assert roles(portal, permission) == set()
        assert roles(story, "View") == {"CoP Teller", "Authenticated"}
        assert roles(page, "View") == {"Manager"}
    # What the site decided about its own reviewers holds after it, too.
    api.portal.set_registry_record(SITE_REVIEWERS, False)
    upgrade.let_people_write(api.portal.get_tool("portal_setup"))
    assert roles(story, "leap.cop: Hold Story") == {"CoP Facilitator", "CoP Reviewer"}


def selected(content, permission: str) -> set[str]:
    """Give who holds a permission; nobody holds it by acquisition."""
    assert isinstance(getattr(content, pname(permission)), tuple)
    return set(rolesForPermissionOn(permission, content))


def before_rounds(portal, community, form) -> None:
    """Take away what the release before did not have."""
    tool = api.portal.get_tool("portal_workflow")
    types = api.portal.get_tool("portal_types")
    types.manage_delObjects(["leap.cop.TopicRound"])
    types["leap.cop.Community"].allowed_content_types = ("leap.cop.Story",)
    stock = ("simple_publication_workflow",)
    tool.setChainForPortalTypes(["leap.cop.TopicRound"], stock)
    for workflow in (tool["cop_community_workflow"], tool["cop_audience_workflow"]):
        managed = set(rounds.NEW_PERMISSIONS) & set(workflow.permissions)
        workflow.delManagedPermissions(list(managed))
    for content in (portal, community, form):
        for permission in rounds.NEW_PERMISSIONS:
            modifyRolesForPermission(content, permission, ["Manager"])
    community.manage_permission("Add portal content", [], acquire=0)
    catalog = api.portal.get_tool("portal_catalog")
    index = catalog._catalog.getIndex("object_provides")
    index.unindex_object(catalog.getrid("/".join(form.getPhysicalPath())))
    setup = api.portal.get_tool("portal_setup")
    setup.setLastVersionForProfile("leap.cop:default", "20261125001")


def test_communities_of_the_second_release_have_rounds(portal, community, story_in):
    story, page = story_in("public"), None
    with api.env.adopt_user("facilitator"):
        form = forms.make_form(community, forms.JOIN, getRequest())
        api.content.transition(form, "publish")
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(portal, type="Document", id="page", title="A page")
    page.manage_permission("View", ["Manager"], acquire=0)
    processQueue()
    before_rounds(portal, community, form)
    setup = api.portal.get_tool("portal_setup")
    setup.upgradeProfile("leap.cop:default")
    assert setup.listUpgrades("leap.cop:default") == []
    rounds.let_communities_have_rounds(setup)

    for permission in rounds.NEW_PERMISSIONS:
        assert selected(portal, permission) == set(), permission
    assert selected(form, "leap.cop: Cast Ballot") == {"CoP Facilitator", "CoP Member"}
    assert selected(community, "leap.cop: Add Round") == {"CoP Facilitator"}
    assert selected(community, "Add portal content") == {
        "CoP Facilitator",
        "CoP Member",
    }
    assert selected(page, "View") == {"Manager"}
    with api.env.adopt_user("facilitator"):
        made = api.content.create(community, type="leap.cop.TopicRound", title="Spring")
    chain = api.portal.get_tool("portal_workflow").getChainFor(made)
    assert chain == ("cop_audience_workflow",)
    # What was there already is found when its community narrows.
    with api.env.adopt_user("siteadmin"):
        api.content.transition(community, "hide")
    assert api.content.get_state(form) == "private"
    assert selected(story, "View") == {"CoP Teller"}


def test_a_closed_community_lets_its_facilitators_prepare(portal, community):
    with api.env.adopt_user("siteadmin"):
        api.content.transition(community, "hide")
    community.manage_permission("Add portal content", [], acquire=0)
    rounds.let_communities_have_rounds(api.portal.get_tool("portal_setup"))
    assert selected(community, "Add portal content") == {"CoP Facilitator"}
    assert selected(community, "leap.cop: Add Story") == set()


def test_no_step_dangles(portal):
    setup_tool = api.portal.get_tool("portal_setup")
    installed = setup_tool.getLastVersionForProfile("leap.cop:default")
    assert setup_tool.getVersionForProfile("leap.cop:default") == ".".join(installed)
    assert setup_tool.listUpgrades("leap.cop:default") == []


def test_what_nobody_chose_is_written_down(portal, community):
    del community.join_policy
    api.portal.set_registry_record("leap.cop.new_communities", "learning")
    assert community.join_policy == "apply"
    api.portal.get_tool("portal_registry")["leap.cop.new_communities"] = None
    upgrade.keep_settings_of_communities(portal.portal_setup)
    api.portal.set_registry_record("leap.cop.new_communities", "learning")
    assert community.join_policy == "invite"
