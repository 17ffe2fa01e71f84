"""Telling a story changes nothing of its community, whichever way it is told."""

from leap.cop.community.content import ICommunity
from leap.cop.core.ids import is_opaque
from plone import api
from tests.conftest import make_story
from zope.component import adapter
from zope.component import provideHandler
from zope.component.globalregistry import getGlobalSiteManager
from zope.lifecycleevent.interfaces import IObjectModifiedEvent

import pytest


@pytest.fixture
def changes():
    """Return the changes of communities that anybody heard of."""
    heard = []

    @adapter(ICommunity, IObjectModifiedEvent)
    def hear(community, event):
        heard.append(event)

    provideHandler(hear)
    yield heard
    getGlobalSiteManager().unregisterHandler(hear)


def entry_of(community) -> dict:
    """Return what the catalog holds of a community: columns and indexes."""
    catalog = api.portal.get_tool("portal_catalog")
    path = "/".join(community.getPhysicalPath())
    rid = catalog.getrid(path)
    return {
        "columns": catalog.getMetadataForRID(rid),
        "modified": catalog.getIndexDataForRID(rid)["modified"],
    }


def test_a_story_changes_nothing_of_its_community(community, changes):
    before = (community.modified(), entry_of(community))
    made = make_story(community)
    assert list(community.objectIds()) == [made.getId()]
    assert is_opaque(made.getId())
    assert made.aq_parent.aq_base is community.aq_base
    assert changes == []
    assert (community.modified(), entry_of(community)) == before
