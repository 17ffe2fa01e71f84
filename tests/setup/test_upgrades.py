"""Sites of the first release become what a new site is."""

from leap.cop.consent.standing import standing_of
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


def test_no_step_dangles(portal):
    setup_tool = api.portal.get_tool("portal_setup")
    installed = setup_tool.getLastVersionForProfile("leap.cop:default")
    assert setup_tool.getVersionForProfile("leap.cop:default") == ".".join(installed)
    assert setup_tool.listUpgrades("leap.cop:default") == []
