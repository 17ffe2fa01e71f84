"""Test layers: one site with leap.cop, shared by all tests."""

from plone import api
from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import IntegrationTesting
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer
from plone.app.testing import SITE_OWNER_NAME
from plone.browserlayer.utils import registered_layers
from plone.registry.interfaces import IRegistry
from plone.testing.zope import WSGI_SERVER_FIXTURE
from zope.component import getUtility

import collective.easyform
import leap.cop
import plone.app.caching
import plone.app.dexterity
import plone.restapi


PASSWORD = "Circle!Of!Practice"

#: User id, full name, site-wide role, role in the communities of the tests.
PEOPLE = {
    "facilitator": ("Fay Holt", "Member", "facilitator"),
    "member": ("Mia Brook", "Member", "member"),
    "teller": ("Tess Lane", "Member", "member"),
    "reviewer": ("Rob Field", "Member", "reviewer"),
    "newcomer": ("Nia West", "Member", "candidate"),
    "colleague": ("Col Hill", "Member", None),
    "siteadmin": ("Sid Moss", "Site Administrator", None),
}


def make_people() -> None:
    """Make the users; nobody of them is in a community yet."""
    for userid, (name, role, _role) in PEOPLE.items():
        api.user.create(
            username=userid,
            email=f"{userid}@example.org",
            password=PASSWORD,
            roles=("Member", role),
            properties={"fullname": name},
        )


def settings_of(portal) -> dict:
    """Return what an organisation has set up, by name."""
    workflows = api.portal.get_tool("portal_workflow")
    types = api.portal.get_tool("portal_types")
    catalog = api.portal.get_tool("portal_catalog")
    users = api.portal.get_tool("acl_users")
    actions = api.portal.get_tool("portal_actions")
    registry = getUtility(IRegistry)
    chains = dict(workflows._chains_by_type)
    return {
        "chains": {name: tuple(chain) for name, chain in chains.items()},
        "default chain": workflows._default_chain,
        "workflows": set(workflows.objectIds()),
        "types": {
            name: tuple(map(repr, fti.propertyValues())) for name, fti in types.items()
        },
        "indexes": set(catalog.indexes()),
        "columns": set(catalog.schema()),
        "roles": set(portal.valid_roles()),
        "permissions": {
            permission["name"]: tuple(
                role["name"]
                for role in portal.rolesOfPermission(permission["name"])
                if role["selected"]
            )
            for permission in portal.permission_settings()
            if not permission["name"].startswith("leap.cop: ")
        },
        "plugins": set(users.objectIds()),
        "active": {
            str(kind["interface"]): tuple(
                users.plugins.listPluginIds(kind["interface"])
            )
            for kind in users.plugins.listPluginTypeInfo()
        },
        "actions": {
            category.getId(): tuple(category.objectIds())
            for category in actions.objectValues()
        },
        "registry": {
            name: repr(record.value)
            for name, record in registry.records.items()
            if "leap.cop" not in name and not name.startswith("plone.bundles/leap")
        },
        "layers": {layer.__identifier__ for layer in registered_layers()},
    }


class CopLayer(PloneSandboxLayer):
    """A Plone site with the add-on and plone.restapi's own profile."""

    defaultBases = (PLONE_FIXTURE,)

    def setUpZope(self, app, configurationContext):
        for package in (
            plone.app.caching,
            plone.app.dexterity,
            plone.restapi,
            collective.easyform,
        ):
            self.loadZCML(package=package)
        self.loadZCML(package=leap.cop)

    def setUpPloneSite(self, portal):
        applyProfile(portal, "plone.restapi:default")
        applyProfile(portal, "collective.easyform:default")
        applyProfile(portal, "plone.app.event:default")
        self["before"] = settings_of(portal)
        applyProfile(portal, "leap.cop:default")
        login(portal.aq_parent, SITE_OWNER_NAME)
        make_people()
        logout()


FIXTURE = CopLayer()

INTEGRATION_TESTING = IntegrationTesting(bases=(FIXTURE,), name="CopLayer:Integration")

FUNCTIONAL_TESTING = FunctionalTesting(
    bases=(FIXTURE, WSGI_SERVER_FIXTURE), name="CopLayer:Functional"
)
