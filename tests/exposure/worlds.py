"""A whole site to look at: communities, stories in every state, and stock content.

For modules of tests that only read; `Readers` are its HTTP clients. What all of them
begin with is planted once a process. Each module has a database of its own upon that
one: what it stores is seen by nobody after it, and all that was stored while the world
was made is there, old revisions included.
"""

from functools import cache
from leap.cop.community.membership import Membership
from leap.cop.testing import FUNCTIONAL_TESTING
from leap.cop.testing import PASSWORD
from OFS import ObjectManager
from plone import api
from plone.app.portlets.portlets import news
from plone.app.portlets.portlets import recent
from plone.app.portlets.portlets import review
from plone.app.portlets.portlets import search
from plone.app.testing import login
from plone.app.testing import logout
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from plone.portlet.collection import collection
from plone.portlets.interfaces import IPortletAssignmentMapping
from plone.portlets.interfaces import IPortletManager
from tests.conftest import CACHE_SIZE
from tests.conftest import make_community
from tests.conftest import NOW
from tests.conftest import RestSession
from tests.exposure import canaries
from tests.exposure import readers
from typing import NamedTuple
from z3c.relationfield import RelationValue
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage
from zope.component import getMultiAdapter
from zope.component import getUtility
from zope.event import notify
from zope.intid.interfaces import IIntIds
from zope.lifecycleevent import ObjectModifiedEvent

import atexit
import contextlib
import tempfile
import transaction


ACCEPT = {"json": "application/json", "html": "text/html"}


class World(dict):
    """What stands on the site, by name, and clients for each reader."""

    def __init__(self, portal) -> None:
        self.portal = portal
        self.planted: list[canaries.Planted] = []
        #: What is found in answers, and has no address of its own to ask for.
        self.written: list[canaries.Planted] = []
        #: UIDs that a page of the site shows by itself.
        self.known: set[str] = set()
        self._sessions: dict = {}

    @property
    def stories(self):
        return {thing.key: thing for thing in self.planted if thing.kind == "story"}

    @property
    def rounds(self):
        return {thing.key: thing for thing in self.planted if thing.kind == "round"}

    @property
    def agreements(self):
        return {thing.key: thing for thing in self.planted if thing.kind == "agreement"}

    @property
    def meetings(self):
        return {thing.key: thing for thing in self.planted if thing.kind == "meeting"}

    def session(self, reader, accept: str = "html") -> RestSession:
        key = (reader, accept)
        if key not in self._sessions:
            made = RestSession(self.portal.absolute_url())
            if reader == "admin":
                made.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
            elif reader is not None:
                made.auth = (reader, PASSWORD)
            made.headers["Accept"] = ACCEPT[accept]
            self._sessions[key] = made
        return self._sessions[key]

    def close(self) -> None:
        for session in self._sessions.values():
            session.close()

    def leaks(self, answer, reader, tells=frozenset()):
        request = answer.request
        body = request.body or ""
        if isinstance(body, bytes):
            body = body.decode("utf-8", "replace")
        return canaries.leaks(
            answer,
            reader,
            [*self.planted, *self.written],
            asked=f"{request.url} {body}",
            tells=tells,
            known=self.known,
        )


class Kept(NamedTuple):
    """A world to begin with: its database, and what is known of what stands there."""

    database: DB
    planted: tuple[canaries.Planted, ...] = ()
    written: tuple[canaries.Planted, ...] = ()
    known: frozenset[str] = frozenset()


@contextlib.contextmanager
def upon(kept: Kept | None):
    """Give a world with a database of its own: upon one that is kept, or the site's."""
    layer = FUNCTIONAL_TESTING
    if kept is not None:
        # The layer puts a test's database upon the one that is there.
        layer["zodbDB"] = kept.database
    layer.testSetUp()
    layer["zodbDB"].setCacheSize(CACHE_SIZE)
    with contextlib.ExitStack() as stack:
        stack.callback(layer.testTearDown)
        stack.enter_context(folder_for_exports())
        world = World(layer["portal"])
        stack.callback(world.close)
        if kept is not None:
            world.planted += kept.planted
            world.written += kept.written
            world.known |= kept.known
        yield world


@contextlib.contextmanager
def folder_for_exports():
    """Let there be a folder for the root user's export, which would fail without it.

    Zope remembers where it is from the moment of its import, before there is a site.
    """
    before = ObjectManager.CONFIG.clienthome
    with tempfile.TemporaryDirectory() as folder:
        ObjectManager.CONFIG.clienthome = folder
        try:
            yield
        finally:
            ObjectManager.CONFIG.clienthome = before


def keep(world: World) -> Kept:
    """Keep a world that has been made, and is about to end, to begin with it anew."""
    layer = FUNCTIONAL_TESTING
    transaction.commit()
    database = layer["zodbDB"]
    # What the layer closes in the end is an empty one in its place.
    layer["zodbDB"] = DB(DemoStorage())
    atexit.register(database.close)
    return Kept(
        database, tuple(world.planted), tuple(world.written), frozenset(world.known)
    )


@cache
def _empty() -> Kept:
    """Make a site with one community that all staff see, and nothing told."""
    with upon(None) as world:
        portal = world.portal
        with api.env.adopt_user("siteadmin"):
            community = make_community(portal)
        Membership(community).remove("siteadmin", now=NOW)
        login(portal.aq_parent, SITE_OWNER_NAME)
        readers.add_people(community, PASSWORD, NOW)
        logout()
        open_every_channel(portal)
        return keep(world)


@cache
def _full(keys: tuple[str, ...]) -> Kept:
    """Make a site with stories in some states, and pages that point to them."""
    with empty_world() as world:
        portal = world.portal
        for number, key in enumerate(keys):
            world.planted.append(
                canaries.plant_story(portal["tuesday"], key, number, NOW)
            )
        for key in canaries.COMMUNITIES:
            world.planted.append(canaries.plant_community(portal, key, make_community))
        for key in canaries.ROUNDS:
            planted = canaries.plant_round(portal["tuesday"], key)
            content = portal["tuesday"][planted.id]
            world.planted.append(
                canaries.write_in_round(content, planted, PASSWORD, NOW)
            )
        for key in canaries.MEETINGS:
            world.planted.append(
                canaries.plant_meeting(portal["tuesday"], key, PASSWORD, NOW)
            )
        for key in canaries.AGREEMENTS:
            world.planted.append(
                canaries.plant_agreement(portal, key, make_community, PASSWORD, NOW)
            )
        world.written.append(
            canaries.plant_way_in(portal, portal["tuesday"], PASSWORD, NOW)
        )
        point_to_everything(world)
        return keep(world)


def empty_world():
    """Return a site with one community that all staff see, and nothing told."""
    return upon(_empty())


def full_world(keys=tuple(canaries.WAYS)):
    """Return a site with stories in every state, and pages that point to them."""
    return upon(_full(keys))


def open_every_channel(portal) -> None:
    """Turn on what an organisation may turn on: feeds, site map, portlets."""
    wanted = {
        "enable_sitemap": True,
        "allowed": True,
        "default_enabled": True,
        "search_rss_enabled": True,
        "show_author_info": True,
        "allow_anon_views_about": True,
        "display_pub_date_in_byline": True,
    }
    registry = api.portal.get_tool("portal_registry")
    for name in list(registry.records):
        if name.rpartition(".")[2] in wanted and name.startswith(
            ("plone.", "Products.CMFPlone.interfaces.syndication")
        ):
            registry.records[name].value = wanted[name.rpartition(".")[2]]
    with api.env.adopt_roles(["Manager"]):
        listing = api.content.create(
            portal,
            type="Collection",
            id="everything",
            title="Everything",
            query=[
                {
                    "i": "portal_type",
                    "o": "plone.app.querystring.operation.selection.any",
                    "v": [
                        "leap.cop.Story",
                        "leap.cop.Community",
                        "leap.cop.Agreement",
                        "leap.cop.Meeting",
                        "leap.cop.TopicRound",
                        "Document",
                    ],
                }
            ],
        )
        # Where nobody made it, stock names whoever asks, or whoever saved it last.
        listing.creators = ("siteadmin",)
        api.content.create(portal, type="Folder", id="folder", title="Folder")
    for column, assignments in {
        "plone.leftcolumn": {
            "recent": recent.Assignment(count=50),
            "review": review.Assignment(),
            "search": search.Assignment(),
        },
        "plone.rightcolumn": {
            "news": news.Assignment(count=50),
            "everything": collection.Assignment(
                header="Everything", uid=listing.UID(), limit=50, show_dates=True
            ),
        },
    }.items():
        manager = getUtility(IPortletManager, name=column)
        mapping = getMultiAdapter((portal, manager), IPortletAssignmentMapping)
        for name, assignment in assignments.items():
            if name not in mapping:
                mapping[name] = assignment


def point_to_everything(world) -> None:
    """Make a page that everybody sees, with links and relations to what was told."""
    portal = world.portal
    things = [
        thing for thing in world.planted if thing.key not in ("deleted", "withdrawn")
    ]
    links = "".join(
        f'<p><a href="resolveuid/{thing.uid}">See</a>'
        f'<img src="resolveuid/{thing.uid}" class="captioned"/></p>'
        for thing in things
    )
    with api.env.adopt_roles(["Manager"]):
        page = api.content.create(
            portal,
            type="Document",
            id="pointers",
            title="Pointers",
            text=canaries.html(links),
        )
        api.content.create(
            portal,
            type="Link",
            id="way",
            title="Way",
            remoteUrl=f"/resolveuid/{things[0].uid}",
        )
        world.known = {things[0].uid}
        intids = getUtility(IIntIds)
        page.relatedItems = [
            RelationValue(intids.getId(portal.unrestrictedTraverse(path_of(thing))))
            for thing in things
            if intids.queryId(portal.unrestrictedTraverse(path_of(thing))) is not None
        ]
        notify(ObjectModifiedEvent(page))


def path_of(thing) -> str:
    """Return the path of something planted, below the site."""
    if thing.kind in ("story", "round", "meeting"):
        return f"tuesday/{thing.id}"
    if thing.kind == "agreement":
        return "/".join(thing.url.rsplit("/", 2)[1:])
    return thing.url.rsplit("/", 1)[1]
