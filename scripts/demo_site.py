"""The demo's Plone site: made once, then only its passwords are looked after.

Called by start.py in a process where Zope is configured, before it serves. Plone
commits the bare site by itself; all the rest is one more transaction. So a site on
which the demo profile is recorded is whole, and one without it was interrupted.
"""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import noSecurityManager
from collections.abc import Iterator
from contextlib import contextmanager
from leap.cop.setuphandlers.demo_people import USERS
from plone.app.theming.interfaces import IThemeSettings
from plone.distribution.api import site as sites
from plone.i18n.interfaces import ILanguageSchema
from plone.registry.interfaces import IRegistry
from Products.GenericSetup.tool import UNKNOWN
from steps import step
from Testing.makerequest import makerequest
from zope.component import getUtility
from zope.component.hooks import setSite
from zope.globalrequest import clearRequest
from zope.globalrequest import setRequest

import os
import transaction
import Zope2


SITE = "cop"
ADMIN = "admin"
DEMO = "leap.cop:demo"
PRODUCT = "leap.cop:default"
PROFILES = (
    "collective.easyform:default",
    "plone.restapi:default",
    "leap.cop:default",
)
ANSWERS = {
    "site_id": SITE,
    "title": "Communities of practice",
    "description": "A demo site of leap.cop",
    "default_language": "en",
    "portal_timezone": "Europe/London",
    "setup_content": False,
}
LANGUAGES = ["en", "bg", "ro", "nl"]


@contextmanager
def opened(port: int) -> Iterator:
    """Give the application root, with a request, as the administrator."""
    app = makerequest(
        Zope2.app(), environ={"SERVER_NAME": "localhost", "SERVER_PORT": str(port)}
    )
    setRequest(app.REQUEST)
    try:
        yield app
    finally:
        transaction.abort()
        noSecurityManager()
        setSite(None)
        clearRequest()
        app._p_jar.close()


def prepare(port: int, password: str) -> list[str]:
    """Make the site if it is not there; give the paths of its communities."""
    with opened(port) as app:
        if not is_whole(app):
            make(app, password)
        elif is_of_another_version(app):
            raise SystemExit(
                "The demo in var/ was made by another version of leap.cop, and until "
                "1.0 nothing is upgraded. Remove var/ and start again: it is made anew."
            )
        setSite(app[SITE])
        update_passwords(app, password)
        return community_paths(app[SITE])


def is_whole(app) -> bool:
    """Tell whether the site is there and its demo was made to the end."""
    if SITE not in app.objectIds():
        return False
    setup = app[SITE].get("portal_setup")
    return setup is not None and setup.getLastVersionForProfile(DEMO) != UNKNOWN


def is_of_another_version(app) -> bool:
    """Tell whether the site was made with another version of the profile.

    Where it was uninstalled it starts as well, so that it can be installed again.
    """
    setup = app[SITE].portal_setup
    made_with = setup.getLastVersionForProfile(PRODUCT)
    if made_with == UNKNOWN:
        return False
    return ".".join(made_with) != setup.getVersionForProfile(PRODUCT)


def make(app, password: str) -> None:
    """Make the administrator, the site and what is in it."""
    if SITE in app.objectIds():
        print("  A site that was not made to the end is there; it is made again")
        app._delObject(SITE, suppress_events=True)
    if app.acl_users.getUserById(ADMIN) is None:
        app.acl_users._doAddUser(ADMIN, password, ["Manager"], [])
    transaction.commit()
    user = app.acl_users.getUserById(ADMIN)
    newSecurityManager(None, user.__of__(app.acl_users))
    with step("Making a Plone site"):
        site = sites.create(app, "classic", dict(ANSWERS))
        setSite(site)
        settle(getUtility(IRegistry))
    with step("Installing leap.cop"):
        for profile in PROFILES:
            site.portal_setup.runAllImportStepsFromProfile(f"profile-{profile}")
    with step("Making the demo communities and their people"):
        os.environ["LEAP_COP_DEMO_PASSWORD"] = password
        site.portal_setup.runAllImportStepsFromProfile(f"profile-{DEMO}")
        transaction.commit()


def settle(registry) -> None:
    """Offer the four languages; the browser or a cookie chooses."""
    languages = registry.forInterface(ILanguageSchema, prefix="plone")
    languages.available_languages = LANGUAGES
    languages.use_request_negotiation = True
    languages.use_cookie_negotiation = True
    languages.set_cookie_always = True
    # By default Plone shows bare pages at 127.0.0.1.
    registry.forInterface(IThemeSettings, False).hostnameBlacklist = []


def update_passwords(app, password: str) -> None:
    """Give the administrator and the demo users this password, where it is another."""
    roots = app.acl_users.users
    people = app[SITE].acl_users.source_users
    for source, userids in (
        (roots, [ADMIN]),
        (people, [user["userid"] for user in USERS]),
    ):
        for userid in set(userids) & set(source.listUserIds()):
            credentials = {"login": userid, "password": password}
            if source.authenticateCredentials(credentials) is None:
                source.updateUserPassword(userid, password)
    transaction.commit()


def community_paths(site) -> list[str]:
    """Give the paths of the communities, in the order they were made."""
    brains = site.portal_catalog.unrestrictedSearchResults(
        portal_type="leap.cop.Community", sort_on="created"
    )
    return [brain.getPath() for brain in brains]
