"""A site of the first release gets heads for its chains, and a page to check them."""

from leap.cop.consent import ledger as ledger_module
from leap.cop.consent.ledger import Ledger
from leap.cop.story.verify import verify
from persistent.list import PersistentList
from plone import api
from zope.annotation.interfaces import IAnnotations


PROFILE = "leap.cop:default"


def as_of_the_first_release(portal) -> None:
    root = IAnnotations(portal)[ledger_module.KEY]
    for name in ("years", "sum", "seals", "site_until"):
        root.pop(name, None)
    for name in list(root["keys"]):
        del root["keys"][name]
    root["keys"]["site"] = b"s" * 32
    for bucket in root["chains"].values():
        for name, rows in bucket.items():
            bucket[name] = PersistentList(rows)
    portal.manage_permission("leap.cop: Verify Ledger", [], acquire=1)
    api.portal.get_tool("portal_controlpanel").unregisterConfiglet("leap.cop.ledger")
    setup = api.portal.get_tool("portal_setup")
    setup.setLastVersionForProfile(PROFILE, "20261124001")


def test_upgrade(portal, story_in):
    story_in("community")
    catalog = api.portal.get_tool("portal_catalog")
    kept = catalog._catalog.getIndex("SearchableText").index._lexicon
    kept.sourceToWordIds(["quokkalied"])
    as_of_the_first_release(portal)
    assert not verify(portal).valid
    api.portal.get_tool("portal_setup").upgradeProfile(PROFILE)
    assert verify(portal).valid
    assert "quokkalied" not in kept.words()
    assert "site" in IAnnotations(portal)[ledger_module.KEY]["keys"]
    roles = portal.rolesOfPermission("leap.cop: Verify Ledger")
    allowed = {role["name"] for role in roles if role["selected"]}
    assert allowed == {"Manager", "Site Administrator"}
    panel = api.portal.get_tool("portal_controlpanel")
    assert panel.getActionObject("Products/leap.cop.ledger") is not None
    assert Ledger(portal).verify() == {}


def test_uninstalling_takes_the_entry_out(portal):
    setup = api.portal.get_tool("portal_setup")
    setup.runAllImportStepsFromProfile("profile-leap.cop:uninstall")
    panel = api.portal.get_tool("portal_controlpanel")
    assert "leap.cop.ledger" not in [action.id for action in panel.listActions()]
