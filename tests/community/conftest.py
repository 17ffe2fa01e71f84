"""Fixtures of the community room: a browser without JavaScript, per person."""

from leap.cop.community.membership import Membership
from leap.cop.story.rules import plain
from leap.cop.testing import PASSWORD
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser

import pytest
import transaction


class Visitor:
    """One person's browser; paths are relative to the site."""

    def __init__(self, app, base: str) -> None:
        self.base = base
        self.browser = Browser(app)
        self.browser.raiseHttpErrors = False

    def go(self, path: str) -> str:
        """Open a page; give its body."""
        self.browser.open(path if path.startswith("http") else f"{self.base}/{path}")
        return self.browser.contents

    @property
    def contents(self) -> str:
        """The page as it came."""
        return self.browser.contents

    @property
    def text(self) -> str:
        """The words of the page, with single spaces."""
        return plain(self.browser.contents)

    @property
    def status(self) -> int:
        """The status of the last answer."""
        return int(self.browser.headers["Status"].split()[0])

    @property
    def path(self) -> str:
        """Where the browser is, without the site and the query."""
        return self.browser.url.removeprefix(self.base).strip("/").partition("?")[0]

    def form_to(self, page: str, **values):
        """Give the form that goes to `page`, and holds these values."""
        for form in self._forms():
            action = (form.action or "").partition("?")[0].partition("#")[0]
            if not action.endswith(f"/{page}"):
                continue
            if all(_holds(form, name, value) for name, value in values.items()):
                return form
        raise LookupError(f"no form to {page} with {values}")

    def _forms(self):
        for number in range(100):
            try:
                yield self.browser.getForm(index=number)
            except (LookupError, IndexError):
                return


def _holds(form, name: str, value: str) -> bool:
    try:
        return form.getControl(name=name, index=0).value == value
    except LookupError:
        return False


@pytest.fixture
def visit(functional, site):
    """Give browsers by user id; None is anonymous, `admin` the root user."""

    def visitor(userid: str | None) -> Visitor:
        made = Visitor(functional["app"], site.absolute_url())
        if userid == "admin":
            login, password = SITE_OWNER_NAME, SITE_OWNER_PASSWORD
        else:
            login, password = userid, PASSWORD
        if userid is not None:
            made.browser.addHeader("Authorization", f"Basic {login}:{password}")
        return made

    return visitor


@pytest.fixture
def roles_now(site):
    """Give a function that reads the roles as they are stored now."""

    def read() -> dict[str, str]:
        transaction.begin()
        rows = Membership(site["tuesday"]).rows()
        return {row.userid: row.role for row in rows if not row.paused}

    return read
