"""How people get to My place: after logging in, by the tab, by a portlet."""

from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.place.landing import Landing
from leap.cop.place.portlet import PlaceRenderer
from leap.cop.place.records import PlaceAssignment
from leap.cop.testing import PASSWORD
from lxml import html
from plone import api
from plone.app.testing import applyProfile
from plone.portlets.interfaces import IPortletAssignmentMapping
from plone.portlets.interfaces import IPortletManager
from plone.portlets.interfaces import IPortletType
from plone.testing.zope import Browser
from Products.CMFPlone.interfaces import IRedirectAfterLogin
from Products.Five.browser import BrowserView
from tests.conftest import make_story
from zope.component import adapter
from zope.component import getGlobalSiteManager
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.component import queryUtility
from zope.globalrequest import getRequest
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.interface import Interface
from zope.publisher.interfaces.browser import IBrowserRequest

import pytest
import re
import transaction


def let_land_on_my_place() -> None:
    api.portal.set_registry_record("leap.cop.landing", "my-place")


@pytest.fixture
def landing(portal):
    """Return a function that says where somebody arrives who came from somewhere."""
    request = getRequest()
    alsoProvides(request, IBrowserLayer)

    def arrive(came_from=None):
        found = getMultiAdapter((portal, request), IRedirectAfterLogin)
        return found(came_from, False)

    return arrive


def test_people_arrive_on_the_sites_page_unless_an_organisation_decides(
    portal, landing
):
    assert landing() is None
    let_land_on_my_place()
    assert landing() == f"{portal.absolute_url()}/my-place"


def test_whoever_came_from_somewhere_goes_back_there(portal, landing):
    let_land_on_my_place()
    there = f"{portal.absolute_url()}/handbook"
    assert landing(there) == there


@pytest.mark.parametrize("page", ["", "/"])
def test_the_sites_page_is_nowhere(portal, landing, page):
    let_land_on_my_place()
    url = f"{portal.absolute_url()}{page}"
    assert landing(url) == f"{portal.absolute_url()}/my-place"


@pytest.mark.parametrize("request_layer", [IBrowserRequest, Interface])
def test_another_add_on_is_asked_first(portal, landing, request_layer):
    @implementer(IRedirectAfterLogin)
    @adapter(Interface, request_layer)
    class Theirs:
        def __init__(self, context, request) -> None:
            pass

        def __call__(self, came_from=None, is_initial_login=False):
            return came_from or "http://nohost/plone/their-page"

    let_land_on_my_place()
    manager = getGlobalSiteManager()
    manager.registerAdapter(Theirs)
    try:
        assert landing() == "http://nohost/plone/their-page"
    finally:
        manager.unregisterAdapter(Theirs)
    assert isinstance(
        getMultiAdapter((portal, getRequest()), IRedirectAfterLogin), Landing
    )


def log_in(app, url: str) -> Browser:
    browser = Browser(app)
    browser.open(url)
    browser.getControl(name="__ac_name").value = "member"
    browser.getControl(name="__ac_password").value = PASSWORD
    browser.getControl("Log in", index=0).click()
    return browser


def test_logging_in_leads_to_my_place(functional, site):
    url = site.absolute_url()
    assert log_in(functional["app"], f"{url}/login").url == url
    let_land_on_my_place()
    transaction.commit()
    assert log_in(functional["app"], f"{url}/login").url == f"{url}/my-place"
    came = f"{url}/login?came_from={url}/story-library"
    assert log_in(functional["app"], came).url == f"{url}/story-library"


# The tab, and the menu


def test_it_is_the_first_of_our_tabs(portal):
    tabs = portal.portal_actions.portal_tabs.objectIds()
    assert tabs[-3:] == ["cop-my-place", "cop-communities", "cop-stories"]
    menu = portal.portal_actions.user.objectIds()
    assert menu.index("cop-my-place") < menu.index("cop-my-stories")
    assert menu.index("cop-review-queue") < menu.index("logout")


# The portlet


@pytest.fixture
def portlet(site):
    """Put the portlet into the right column of the site."""
    manager = getUtility(IPortletManager, name="plone.rightcolumn")
    column = getMultiAdapter((site, manager), IPortletAssignmentMapping)
    column["communities"] = PlaceAssignment()
    returned = make_story(site["tuesday"], "pending", title="Zebra")
    with api.env.adopt_user("reviewer"):
        api.content.transition(returned, "return", comment="Please say more.")
    with api.env.adopt_user("siteadmin"):
        api.content.create(site, "Document", id="handbook", title="Handbook")
    transaction.commit()
    return column


def test_a_portlet_says_what_waits_on_a_page_of_the_intranet(portlet, visit):
    visitor = visit("teller")
    visitor.go("handbook")
    assert "One of your stories came back with a note" in visitor.text
    assert "Zebra" not in visitor.text
    assert "My communities Tuesday circle" in visitor.text


def test_it_says_what_is_the_readers_alone(portlet, visit):
    visitor = visit("colleague")
    visitor.go("handbook")
    assert "Nothing is waiting for you." in visitor.text
    assert "Tuesday circle" not in visitor.text
    visitor = visit(None)
    visitor.go("handbook")
    assert "Nothing is waiting for you." not in visitor.text


def test_it_can_be_put_into_a_column(site, visit):
    visitor = visit("admin")
    visitor.go("@@manage-portlets")
    assert "Communities of practice" in visitor.text
    token = re.search('_authenticator" value="([0-9a-f]{40})"', visitor.contents)[1]
    column = "++contextportlets++plone.rightcolumn/+/leap.cop.place"
    visitor.go(f"{column}?_authenticator={token}")
    assert visitor.status == 200
    transaction.begin()
    manager = getUtility(IPortletManager, name="plone.rightcolumn")
    column = getMultiAdapter((site, manager), IPortletAssignmentMapping)
    assert [type(one) for one in column.values()][-1:] == [PlaceAssignment]


def test_uninstalling_takes_them_along(portal):
    applyProfile(portal, "leap.cop:uninstall")
    assert queryUtility(IPortletType, name="leap.cop.place") is None
    assert "cop-my-place" not in portal.portal_actions.portal_tabs.objectIds()
    assert "cop-my-place" not in portal.portal_actions.user.objectIds()
    assert api.portal.get_registry_record("leap.cop.landing", default=None) is None
    # A portlet that was left in a column shows nothing.
    left = PlaceRenderer(
        portal, getRequest(), BrowserView(portal, getRequest()), None, PlaceAssignment()
    )
    assert left.available is False


# A site on which it is installed is what it was


def parts_of(page: str) -> dict[str, str]:
    """Return content, navigation and toolbar of a page, without what is ours."""
    tree = html.fromstring(page)
    for item in tree.xpath("//li"):
        words = [item.get("class", ""), *item.xpath("./a/@id | ./a/@href | ./@id")]
        if any("cop-" in word or "leap.cop" in word for word in words):
            item.drop_tree()
    found = {}
    for name in ("portal-globalnav", "main-container", "edit-zone", "portal-footer"):
        for part in tree.xpath(f"//*[@id='{name}']"):
            text = html.tostring(part, encoding="unicode")
            found[name] = re.sub("[0-9a-f]{40}", "", " ".join(text.split()))
    return found


@pytest.mark.parametrize("userid", [None, "member", "siteadmin"])
def test_front_page_navigation_and_toolbar_are_what_they_were(site, visit, userid):
    with api.env.adopt_user("siteadmin"):
        api.content.create(site, "Folder", id="handbook", title="Handbook")
        site.manage_delObjects(["tuesday"])
    transaction.commit()
    visitor = visit(userid)
    visitor.go("")
    after = parts_of(visitor.contents)
    applyProfile(site, "leap.cop:uninstall")
    transaction.commit()
    visitor.go("")
    assert {"portal-globalnav", "main-container"} <= set(after)
    assert after == parts_of(visitor.contents)
