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
from plone.testing.zope import WSGI_SERVER_FIXTURE

import collective.easyform
import leap.cop
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


class CopLayer(PloneSandboxLayer):
    """A Plone site with the add-on and plone.restapi's own profile."""

    defaultBases = (PLONE_FIXTURE,)

    def setUpZope(self, app, configurationContext):
        for package in (plone.app.dexterity, plone.restapi, collective.easyform):
            self.loadZCML(package=package)
        self.loadZCML(package=leap.cop)

    def setUpPloneSite(self, portal):
        applyProfile(portal, "plone.restapi:default")
        applyProfile(portal, "leap.cop:default")
        login(portal.aq_parent, SITE_OWNER_NAME)
        make_people()
        logout()


FIXTURE = CopLayer()

INTEGRATION_TESTING = IntegrationTesting(bases=(FIXTURE,), name="CopLayer:Integration")

FUNCTIONAL_TESTING = FunctionalTesting(
    bases=(FIXTURE, WSGI_SERVER_FIXTURE), name="CopLayer:Functional"
)
