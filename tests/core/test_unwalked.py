"""No address leads through a page or a service of ours, to what it knows.

Stock walks along an address that somebody sends, by attributes and keys, as nobody, and
says whether the last step leads anywhere: at the login, for an upload, for an address
that something had before. What a page knows is not what its reader may ask.
"""

from leap.cop.core.unwalked import Unwalked
from leap.cop.testing import PASSWORD
from plone import api
from tests.agreement import made
from tests.exposure import registered
from zope.component.hooks import setSite

import pytest
import transaction


#: Pages and services of stock's that say a little more with us, and macros: they know
#: what they know without us.
STOCKS = (
    "leap.cop.controlpanel.",
    "leap.cop.core.pages.chrome.",
    "leap.cop.core.pages.macros.",
    "leap.cop.core.privacy.",
    "leap.cop.place.portlet.",
    "leap.cop.story.display.breadcrumbs.",
    "leap.cop.story.library.search.",
)


@pytest.fixture
def answered(site):
    """Return the way to what is kept of who has answered an agreement."""
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(site, "Folder", id="folder", title="Folder")
        for who in ("member", "colleague"):
            folder.manage_setLocalRoles(who, ["Owner", "Contributor"])
        folder.reindexObjectSecurity()
    setSite(site)
    content = made.begin(site["tuesday"])
    made.enact(content)
    made.answer(content, "teller")
    transaction.commit()
    return f"tuesday/{content.getId()}/versions/record/answers"


def log_in(rest, site, reader, way):
    """Log in, and ask to be led somewhere; tell whether one was."""
    came_from = f"{site.absolute_url()}/{way}"
    data = {"__ac_name": reader, "__ac_password": PASSWORD, "came_from": came_from}
    data["buttons.login"] = "Log in"
    answer = rest(None).post("login", data=data)
    assert answer.status_code == 302
    return answer.headers["Location"] == came_from


def upload(rest, site, reader, way):
    """Ask whether something may be uploaded somewhere."""
    path = "/".join((*site.getPhysicalPath(), way))
    session = rest(reader)
    session.headers["Accept"] = "text/html"
    answer = session.get("folder/allow_upload", params={"path": path})
    return answer.status_code, answer.headers["Content-Type"]


@pytest.mark.parametrize("reader", ["member", "colleague"])
@pytest.mark.parametrize("ask", [log_in, upload])
def test_nobody_learns_who_has_answered(site, answered, rest, ask, reader):
    ways = (f"{answered}/{who}" for who in ("teller", "newcomer"))
    told = [ask(rest, site, reader, way) for way in ways]
    assert told[0] == told[1]


@pytest.mark.parametrize("reader", ["member", "colleague"])
@pytest.mark.parametrize("after", ["", "/domain", "/content_note", "/none"])
def test_an_upload_asks_nothing_of_a_story(site, told, answered, rest, reader, after):
    way = told("private", domain="practice").removeprefix(f"{site.absolute_url()}/")
    nothing = f"tuesday/{'x' * 20}"
    there = upload(rest, site, reader, f"{way}{after}")
    assert there == upload(rest, site, reader, f"{nothing}{after}")


def test_an_upload_finds_its_folder(site, answered, rest):
    session = rest("colleague")
    session.headers["Accept"] = "text/html"
    for path in ("", "/plone/folder"):
        answer = session.get("folder/allow_upload", params={"path": path})
        assert answer.json()["allowUpload"] is True
    answer = session.get("folder/allow_upload", params={"path": "/plone/tuesday"})
    assert answer.json()["allowUpload"] is False


@pytest.mark.usefixtures("integration")
def test_no_page_or_service_of_ours_is_walked_through():
    found = set()
    for row in registered.own():
        kinds = getattr(row.factory, "__mro__", ())
        ours = [
            f"{kind.__module__}.{kind.__name__}"
            for kind in kinds
            if kind.__module__.startswith("leap.cop.")
        ]
        if ours and not ours[0].startswith(STOCKS):
            found.add((ours[0], issubclass(row.factory, Unwalked)))
    assert len(found) > 200
    assert sorted(name for name, is_closed in found if not is_closed) == []
