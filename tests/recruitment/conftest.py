"""Fixtures of the room: forms of a community, as somebody made them."""

from leap.cop.recruitment.applications import Applications
from leap.cop.story.rules import plain
from leap.cop.testing import PASSWORD
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.testing.zope import Browser

import pytest
import transaction


class Visitor:
    """One person's browser without JavaScript; paths are relative to the site."""

    def __init__(self, app, base: str) -> None:
        self.base = base
        self.browser = Browser(app)
        self.browser.raiseHttpErrors = False

    def go(self, path: str) -> str:
        """Open a page; give its body."""
        self.browser.open(f"{self.base}/{path}")
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

    def form_to(self, page: str):
        """Give the first form that goes to `page`."""
        for number in range(20):
            form = self.browser.getForm(index=number)
            if (form.action or "").endswith(f"/{page}"):
                return form
        raise LookupError(page)


@pytest.fixture
def visit(functional, site):
    """Give browsers by user id; None is anonymous, `admin` the root user."""

    def visitor(userid: str | None) -> Visitor:
        made = Visitor(functional["app"], site.absolute_url())
        login, password = userid, PASSWORD
        if userid == "admin":
            login, password = SITE_OWNER_NAME, SITE_OWNER_PASSWORD
        if userid is not None:
            made.browser.addHeader("Authorization", f"Basic {login}:{password}")
        return made

    return visitor


@pytest.fixture
def form_of(rest, site):
    """Give a function that makes a ready-made form and gives its path in the site."""

    def make(kind: str = "join", state: str = "public") -> str:
        with api.env.adopt_user("siteadmin"):
            site["tuesday"].accepts_staff_stories = True
            site["tuesday"].join_policy = "apply"
            api.content.transition(site["tuesday"], "retract")
            api.content.transition(site["tuesday"], "publish")
        transaction.commit()
        session = rest("facilitator")
        answer = session.post("tuesday/@forms", json={"kind": kind})
        assert answer.status_code == 201, answer.text
        url = answer.json()["@id"]
        move = {"community": "share", "public": "publish"}.get(state)
        if move:
            moved = session.post(f"{url}/@workflow/{move}", json={})
            assert moved.json()["review_state"] == state, moved.text
        transaction.begin()
        return url.removeprefix(f"{site.absolute_url()}/")

    return make


@pytest.fixture
def filed(site):
    """Give a function that gives who asked to come in, and in which words."""

    def rows() -> list[tuple[str, str]]:
        transaction.begin()
        waiting = Applications(site["tuesday"]).waiting()
        return [(row.userid, row.message) for row in waiting]

    return rows
