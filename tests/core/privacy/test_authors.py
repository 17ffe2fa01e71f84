"""Lists of stock's that name authors name nobody for what has none."""

from plone import api
from zope.component import getMultiAdapter

import pytest
import transaction


FIELDS = ("Title", "Creator")

#: Stands in the list as well, so that a name is there to be found.
WROTE = "colleague"


@pytest.fixture
def listed(site, told) -> str:
    """Return the id of a collection with a story and a page of somebody's."""
    told("public", title="The long table")
    with api.env.adopt_user("siteadmin"):
        found = api.content.create(site, "Collection", id="found", title="Found")
        page = api.content.create(site, "Document", id="page", title="A page")
        page.setCreators((WROTE,))
        page.reindexObject()
        found.query = [
            {
                "i": "portal_type",
                "o": "plone.app.querystring.operation.selection.any",
                "v": ["leap.cop.Story", "Document"],
            }
        ]
        found.customViewFields = FIELDS
    transaction.commit()
    return "found"


@pytest.mark.parametrize("page", ["tabular_view", "listing_view", "summary_view"])
@pytest.mark.parametrize("reader", ["member", "newcomer", "teller"])
def test_the_reader_is_not_the_author(site, listed, rest, reader, page):
    session = rest(reader)
    session.headers["Accept"] = "text/html"
    answer = session.get(f"{listed}/{page}")
    assert answer.status_code == 200
    assert answer.text.count("The long table")
    assert f"/author/{WROTE}" in answer.text
    named = answer.text.partition("<article")[2].partition("</article>")[0]
    assert api.user.get(reader).getProperty("fullname") not in named
    assert '/author/"' not in answer.text


def test_stock_still_says_who_somebody_is(portal):
    view = getMultiAdapter((portal, portal.REQUEST), name="pas_member")
    with api.env.adopt_user("member"):
        assert view.info()["username"] == "member"
        assert view.info("teller")["username"] == "teller"
        assert view.info("nosuch")["name_or_id"] == "nosuch"


@pytest.mark.parametrize("name", ["username", "fullname", "name_or_id"])
def test_nobody_has_no_name(portal, name):
    view = getMultiAdapter((portal, portal.REQUEST), name="pas_member")
    found = view.info("")
    assert not found
    assert found[name] == found.get(name) == ""
    assert name not in found
