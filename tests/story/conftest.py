"""A browser without JavaScript, for each person."""

from leap.cop.testing import PASSWORD
from lxml import html
from plone.testing.zope import Browser

import pytest


TELL = "tuesday/++add++leap.cop.Story"

STEP = "form.widgets.starting_point"
DONE = "form.widgets.participation_work"
CHANGE = "form.widgets.reflection"
LEARNED = "form.widgets.learning"


class Visitor(Browser):
    """One person at a browser."""

    base = ""

    def __init__(self, app, base: str) -> None:
        super().__init__(app)
        self.base = base
        self.handleErrors = True
        self.raiseHttpErrors = False

    def visit(self, path: str) -> int:
        """Go somewhere; give the status."""
        self.open(path if path.startswith("http") else f"{self.base}/{path}")
        return self.status

    @property
    def status(self) -> int:
        return int(self.headers["status"].split()[0])

    def field(self, name: str):
        return self.getControl(name=name)

    def press(self, label: str, index: int = 0) -> int:
        """Press a button; give the status of the page that follows."""
        self.getControl(label, index=index).click()
        return self.status

    def post(self, path: str, data: str = "") -> int:
        """Post something that no form of ours would."""
        url = path if path.startswith("http") else f"{self.base}/{path}"
        super().post(url, data)
        return self.status

    @property
    def page(self) -> str:
        """The page, with single spaces."""
        return " ".join(self.contents.split())

    @property
    def main(self) -> str:
        """What is ours of the page: without toolbar, menus and footer."""
        found = html.fromstring(self.contents).get_element_by_id("content")
        return " ".join(html.tostring(found, encoding="unicode").split())


@pytest.fixture
def browse(site, functional):
    """Return a browser for a user id; None is anonymous."""

    def open_for(userid: str | None) -> Visitor:
        visitor = Visitor(functional["app"], site.absolute_url())
        if userid is not None:
            visitor.addHeader("Authorization", f"Basic {userid}:{PASSWORD}")
        return visitor

    return open_for


@pytest.fixture
def story_at(site):
    """Return the story behind an address, as it is in the database now."""
    import transaction

    def find(url: str):
        transaction.begin()
        return site["tuesday"][url.split("/tuesday/")[1].split("/")[0]]

    return find
