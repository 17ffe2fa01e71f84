"""Sites of the first release become what a new site is."""

from leap.cop.consent.standing import standing_of
from leap.cop.settings import SITE_REVIEWERS
from leap.cop.upgrades import v20261125001 as upgrade
from plone import api
from plone.app.redirector.interfaces import IRedirectionStorage
from zope.component import getUtility


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
