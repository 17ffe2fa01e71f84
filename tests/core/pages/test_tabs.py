"""Where one is: the tabs above every page of a community, the path, the site's tab."""

from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.interfaces import ICopPage
from leap.cop.core.pages.tabs import tab_over
from leap.cop.core.pages.tabs import tabs_of
from lxml import html
from types import SimpleNamespace
from zope.component import getGlobalSiteManager
from zope.interface import alsoProvides
from zope.publisher.interfaces.browser import IBrowserView

import pytest


#: Of a community, and no page that people see under a tab: files, parts, redirects.
NO_PAGES = {
    "breadcrumbs_view",
    "plone_context_state",
    "community-agreement",
    "community-forms",
    "community-next-meeting",
    "cop-macros",
    "calendar.ics",
}


@pytest.fixture
def request_(portal):
    alsoProvides(portal.REQUEST, IBrowserLayer)
    return portal.REQUEST


def pages_of(community) -> list[str]:
    """Return the names of all pages of ours that a community has."""
    return sorted(
        registration.name
        for registration in getGlobalSiteManager().registeredAdapters()
        if len(registration.required) == 2
        and registration.required[1] is IBrowserLayer
        and registration.required[0].providedBy(community)
        and "leap.cop" in (registration.required[0].__module__ or "")
        and isinstance(registration.factory, type)
        and IBrowserView.implementedBy(registration.factory)
        and ICopPage.implementedBy(registration.factory)
        and registration.name not in NO_PAGES
    )


def test_every_page_of_a_community_stands_under_one_tab(community, request_, as_user):
    as_user("facilitator")
    tabs = tabs_of(community, request_)
    names = {tab.name for tab in tabs}
    lost = []
    for name in pages_of(community):
        view = community.restrictedTraverse(f"@@{name}")
        if tab_over(view, community, community, tabs) not in names:
            lost.append(name)
    assert len(pages_of(community)) > 20
    assert lost == []


@pytest.mark.parametrize(
    ("kind", "tab"),
    [
        ("leap.cop.Story", "stories"),
        ("leap.cop.TopicRound", "topics"),
        ("leap.cop.Meeting", "meetings"),
        ("leap.cop.Agreement", "about"),
        ("EasyForm", "about"),
    ],
)
def test_a_form_that_adds_something_stands_where_it_will_be(
    community, request_, as_user, kind, tab
):
    as_user("facilitator")
    tabs = tabs_of(community, request_)
    view = SimpleNamespace(__name__=kind)
    assert tab_over(view, community, community, tabs) == tab


def test_who_has_which_tabs(community, request_, as_user):
    def names(userid: str) -> str:
        as_user(userid)
        return " ".join(tab.name for tab in tabs_of(community, request_))

    assert names("member") == "home stories topics meetings people about"
    assert names("facilitator") == f"{names('member')} settings"
    assert names("siteadmin") == names("facilitator")
    assert names("colleague") == ""


@pytest.fixture
def page(community, request_, as_user):
    """Return a function that returns a page of the community, as HTML."""

    def page(name: str, userid: str = "member"):
        as_user(userid)
        return html.fromstring(community.restrictedTraverse(f"@@{name}")())

    return page


@pytest.mark.parametrize(
    ("name", "tab", "path"),
    [
        ("view", "Home", ["Home", "Tuesday circle"]),
        ("stories", "Stories", ["Home", "Tuesday circle", "Stories"]),
        ("rounds", "Topics", ["Home", "Tuesday circle", "Topics"]),
        ("meetings", "Meetings", ["Home", "Tuesday circle", "Meetings"]),
        ("members", "People", ["Home", "Tuesday circle", "People"]),
        ("about", "About", ["Home", "Tuesday circle", "About"]),
    ],
)
def test_a_page_says_where_it_is(page, name, tab, path):
    shown = page(name)
    [current] = shown.cssselect(".cop-tabs [aria-current]")
    assert current.text_content().strip() == tab
    crumbs = shown.cssselect(".breadcrumb-item")
    assert [crumb.text_content().strip() for crumb in crumbs] == path
    # One name for each thing: that of the tab is that of the page.
    [heading] = shown.cssselect("#content h1")
    assert heading.text_content().strip() == path[-1]
    # Whatever is above the page is a link.
    assert all(crumb.cssselect("a") for crumb in crumbs[:-1])
    [lit] = shown.cssselect("#portal-globalnav .selected")
    assert lit.text_content().strip() == "Communities"


def test_colleagues_have_no_tabs_and_see_where_they_are(page):
    shown = page("about", "colleague")
    assert not shown.cssselect(".cop-tabs")
    assert shown.cssselect(".cop-where a")[0].text_content() == "Tuesday circle"
