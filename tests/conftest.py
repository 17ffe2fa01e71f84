"""Fixtures of the whole house: the site, its people, one community with a story."""

from contextlib import contextmanager
from datetime import datetime
from datetime import UTC
from hypothesis import HealthCheck
from hypothesis import settings
from leap.cop.community.membership import Membership
from leap.cop.story.lifecycle import lifecycle
from leap.cop.testing import FUNCTIONAL_TESTING
from leap.cop.testing import INTEGRATION_TESTING
from leap.cop.testing import PASSWORD
from leap.cop.testing import PEOPLE
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.app.textfield.value import RichTextValue
from pytest_plone import fixtures_factory
from tests.again import begin_with
from tests.tab import Tab
from tests.visitor import Visitor

import gc
import os
import pytest
import requests
import transaction


#: `make test` tries the same examples at each run, `make exposure` others each time.
#: How long it takes says nothing about the code where a machine has other work.
UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("fixed", derandomize=True, **UNTIMED)
settings.register_profile("others", **UNTIMED)
settings.load_profile("others" if os.environ.get("LEAP_COP_EXPOSURE") else "fixed")

pytest_plugins = ["pytest_plone", "tests.plugins.agreement", "tests.plugins.mail"]

#: Objects that a connection keeps loaded, as in a real site. With what ZODB begins with
#: (400) each request would load again what the one before it needed.
CACHE_SIZE = 30_000

#: How many objects may come before Python looks for circles among them, and how often
#: among older ones. A test makes very many, and nearly all go by themselves.
THRESHOLDS = (20_000, 10, 10)

LAYERS = {"functional": FUNCTIONAL_TESTING, "integration": INTEGRATION_TESTING}

globals().update(
    fixtures_factory(
        [(layer, name) for name, layer in LAYERS.items()], keep_session=False
    )
)


@contextmanager
def all_of_it_stays():
    """Let Python look for nothing that could go, while something comes that stays."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """Collect tests, which stay to the end."""
    with all_of_it_stays():
        return (yield)


@pytest.fixture(autouse=True, scope="session")
def kept_layers(request):
    """Make a site once for all tests, if any of them needs one: it takes a while."""
    asked = {name for item in request.session.items for name in item.fixturenames}
    with all_of_it_stays():
        for name in LAYERS:
            if any(one.startswith(name) for one in asked):
                layer = request.getfixturevalue(f"{name}_session")
                layer["zodbDB"].setCacheSize(CACHE_SIZE)
    # From here on whatever is there already is left out, when Python looks again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)


NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def make_community(portal, state: str = "public", **fields):
    """Make a community with one person in each role."""
    payload = {
        "title": "Tuesday circle",
        "short_name": "Tuesday circle",
        "country": "GB",
        "safeguarding_contact": "Sam Reed, 01632 960001, weekdays 9 to 17",
        **fields,
    }
    community = api.content.create(
        portal, type="leap.cop.Community", id=payload.pop("id", "tuesday"), **payload
    )
    membership = Membership(community)
    for userid, (_name, _role, role) in PEOPLE.items():
        if role is not None:
            membership.add(userid, role, now=NOW)
    if state != "private":
        transition = {"community": "share", "public": "publish"}[state]
        api.content.transition(community, transition)
    return community


@pytest.fixture
def community(portal):
    """Return a community that all staff see, with one person in each role."""
    with api.env.adopt_user("siteadmin"):
        return make_community(portal)


@pytest.fixture
def as_user(portal):
    """Yield a function that logs somebody in; None logs out."""

    def switch(userid: str | None) -> None:
        logout() if userid is None else login(portal, userid)

    yield switch
    logout()


TEXTS = {
    "starting_point": "<p>Nobody had asked the young people.</p>",
    "participation_work": "<p>We put a long table into the hall.</p>",
    "reflection": "<p>Two of them stayed until the evening.</p>",
    "learning": "<p>Sit down first, ask later.</p>",
}

#: Every state, and the grants and decisions that lead there.
WAYS = {
    "private": (),
    "community": ("community",),
    "pending": ("public",),
    "community_pending": ("community", "public"),
    "public": ("public", "approve"),
}


def make_story(community, state: str = "private", teller: str = "teller", **fields):
    """Tell a story as its teller would and bring it into a state."""
    texts = {
        name: RichTextValue(html, "text/html", "text/x-html-safe")
        for name, html in TEXTS.items()
    }
    payload = {"title": "The long table", "others_recognisable": "nobody"}
    with api.env.adopt_user(teller):
        story = api.content.create(
            community, type="leap.cop.Story", **{**payload, **texts, **fields}
        )
        for step in WAYS[state]:
            if step != "approve":
                lifecycle.grant(story, step, now=NOW, attribution="name")
    if "approve" in WAYS[state]:
        with api.env.adopt_user("reviewer"):
            lifecycle.move(story, "approve", now=NOW)
    return story


@pytest.fixture
def story_in(community):
    """Return a function that tells a story and brings it into a state."""

    def make(state: str = "private", **fields):
        return make_story(community, state, **fields)

    return make


def make_site(portal) -> None:
    """Make a community that all staff see, with one person in each role."""
    with api.env.adopt_user("siteadmin"):
        community = make_community(portal)
    # Whoever founds a community facilitates it; these tests want an administrator
    # who does not belong.
    Membership(community).remove("siteadmin", now=NOW)
    transaction.commit()


@pytest.fixture
def site(functional, functional_portal):
    """Return a site that answers over HTTP, with a community that all staff see."""
    functional["zodbDB"].setCacheSize(CACHE_SIZE)
    begin_with(make_site, functional_portal, functional["zodbDB"])
    return functional_portal


@pytest.fixture
def told(site):
    """Return a function that tells a story over there and says where it stands."""

    def make(state: str = "private", **fields) -> str:
        story = make_story(site["tuesday"], state, **fields)
        transaction.commit()
        return story.absolute_url()

    return make


@pytest.fixture
def roles_now(site):
    """Return a function that reads the roles as they are stored now."""

    def read() -> dict[str, str]:
        transaction.begin()
        rows = Membership(site["tuesday"]).rows()
        return {row.userid: row.role for row in rows if not row.paused}

    return read


class RestSession(requests.Session):
    """A client of one site: paths are relative to it, answers are JSON."""

    def __init__(self, base: str) -> None:
        super().__init__()
        self.base = base
        self.headers["Accept"] = "application/json"

    def request(self, method, url, *args, **kwargs):
        if not url.startswith("http"):
            url = f"{self.base}/{url}"
        kwargs["allow_redirects"] = False
        if method == "HEAD":
            # Some stock views answer with a body, which the next answer would begin
            # with on a connection that stays open.
            kwargs["headers"] = {**(kwargs.get("headers") or {}), "Connection": "close"}
        return super().request(method, url, *args, **kwargs)


@contextmanager
def sessions_of(site):
    """Return a function that makes REST sessions by user id; close them in the end."""
    sessions = []

    def session(userid: str | None) -> RestSession:
        made = RestSession(site.absolute_url())
        if userid == "admin":
            made.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        elif userid is not None:
            made.auth = (userid, PASSWORD)
        sessions.append(made)
        return made

    yield session
    for made in sessions:
        made.close()


@pytest.fixture
def rest(site):
    """Yield REST sessions by user id; None is anonymous, `admin` the root user."""
    with sessions_of(site) as session:
        yield session


@pytest.fixture
def visit(functional, site):
    """Return browsers by user id; None is anonymous, `admin` the root user."""

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
def tab(site, functional):
    """Return a function that opens a tab of somebody's browser."""

    def open_tab(userid: str) -> Tab:
        return Tab(functional["app"], site.absolute_url(), userid)

    return open_tab
