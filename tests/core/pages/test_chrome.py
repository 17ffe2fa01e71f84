"""What stock puts around our pages: the toolbar, the lit tab, the page's address."""

from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.recruitment.forms import forms
from lxml import html
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.interface import alsoProvides

import pytest


@pytest.fixture
def request_(portal):
    alsoProvides(portal.REQUEST, IBrowserLayer)
    return portal.REQUEST


@pytest.fixture
def has_toolbar(request_, as_user):
    """Return a function that tells whether somebody has the toolbar on some content."""

    def has_toolbar(content, userid: str, view=None) -> bool:
        as_user(userid)
        request_.other["PUBLISHED"] = view
        # What stock keeps for a request is asked anew for each reader.
        IAnnotations(request_).pop("plone.memoize", None)
        state = content.restrictedTraverse("@@plone_context_state")
        return state.is_toolbar_visible()

    return has_toolbar


EVERYBODY = ("siteadmin", "facilitator", "member", "colleague")


def test_on_communities_it_is_for_who_administrates(
    community, request_, story_in, as_user, has_toolbar
):
    as_user("facilitator")
    form = forms.make_form(community, forms.JOIN, request_)
    api.content.transition(form, "publish")
    story = story_in("public")
    for content in (community, story, form):
        shown = {who for who in EVERYBODY if has_toolbar(content, who)}
        assert shown == {"siteadmin"}


def test_on_the_site_for_all_but_on_pages_of_ours(portal, request_, has_toolbar):
    with api.env.adopt_user("member"):
        ours = portal.restrictedTraverse("@@communities")
        stock = portal.restrictedTraverse("@@sitemap")
    assert has_toolbar(portal, "member")
    assert has_toolbar(portal, "member", stock)
    assert not has_toolbar(portal, "member", ours)
    assert has_toolbar(portal, "siteadmin", ours)


def test_a_folder_of_the_site_keeps_it(portal, has_toolbar):
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(portal, "Folder", "handbook")
    assert has_toolbar(folder, "member")


@pytest.mark.parametrize(
    ("page", "lit"), [("communities", "Communities"), ("story-library", "Stories")]
)
def test_a_page_of_the_site_says_which_one_it_is(portal, request_, as_user, page, lit):
    as_user("member")
    shown = html.fromstring(portal.restrictedTraverse(f"@@{page}")())
    [tab] = shown.cssselect("#portal-globalnav .selected")
    assert tab.text_content().strip() == lit
    [canonical] = shown.cssselect("link[rel='canonical']")
    # The site's script lights a tab by it: of the site itself, that would be Home.
    assert canonical.get("href") == f"{portal.absolute_url()}/{page}"
    crumbs = shown.cssselect(".breadcrumb-item")
    assert len(crumbs) == 2
