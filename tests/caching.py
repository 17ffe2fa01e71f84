"""A site with plone.app.caching on, set up as an administrator would."""

from leap.cop.testing import FIXTURE
from plone.app.testing import applyProfile
from plone.app.testing import FunctionalTesting
from plone.app.testing import PloneSandboxLayer
from plone.caching.interfaces import ICacheSettings
from plone.registry.interfaces import IRegistry
from plone.testing.zope import WSGI_SERVER_FIXTURE
from zope.component import getUtility

import plone.app.caching


class CachingLayer(PloneSandboxLayer):
    """The site of the other tests, with caching switched on."""

    defaultBases = (FIXTURE,)

    def setUpZope(self, app, configurationContext):
        self.loadZCML(package=plone.app.caching)

    def setUpPloneSite(self, portal):
        applyProfile(portal, "plone.app.caching:default")
        applyProfile(portal, "plone.app.caching:with-caching-proxy")
        getUtility(IRegistry).forInterface(ICacheSettings).enabled = True


CACHING = FunctionalTesting(
    bases=(CachingLayer(), WSGI_SERVER_FIXTURE), name="CopLayer:Caching"
)
