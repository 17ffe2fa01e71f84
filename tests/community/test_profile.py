"""What installing puts into the menus and the head of a page, and takes out again."""

from plone import api
from plone.app.testing import applyProfile

import pytest


ENTRIES = (
    ("portal_tabs", "cop-communities"),
    ("portal_tabs", "cop-stories"),
    ("user", "cop-my-stories"),
    ("user", "cop-review-queue"),
)


def bundle_records() -> list[str]:
    registry = api.portal.get_tool("portal_registry")
    return [name for name in registry.records if "plone.bundles/leap.cop" in name]


@pytest.mark.parametrize("category,name", ENTRIES)
def test_menu_entries_come(portal, category, name):
    assert api.portal.get_tool("portal_actions")[category][name].visible


@pytest.mark.parametrize("bundle", ["leap.cop", "leap.cop-pages"])
def test_the_style_sheets_are_for_people_who_are_logged_in(portal, bundle):
    record = api.portal.get_registry_record(f"plone.bundles/{bundle}.expression")
    assert record == "python:member is not None"


def test_logging_out_stays_the_last_entry(portal):
    names = list(api.portal.get_tool("portal_actions")["user"].objectIds())
    assert names.index("cop-my-stories") < names.index("logout")
    assert names.index("cop-review-queue") < names.index("logout")


def test_uninstalling_takes_menu_entries_and_style_sheet_out(portal):
    with api.env.adopt_roles(["Manager"]):
        applyProfile(portal, "leap.cop:uninstall")
    actions = api.portal.get_tool("portal_actions")
    for category, name in ENTRIES:
        assert name not in actions[category].objectIds()
    assert "logout" in actions["user"].objectIds()
    assert bundle_records() == []
