"""A directory of people and groups somewhere else: a PAS plugin of the tests.

It compares as directories do, without case and without spaces that say nothing; it can
be away in each of the ways in which real ones are; and it counts what it is asked.
"""

from AccessControl import ClassSecurityInfo
from AccessControl.class_init import InitializeClass
from collections import Counter
from Products.PluggableAuthService.interfaces.plugins import IAuthenticationPlugin
from Products.PluggableAuthService.interfaces.plugins import IGroupEnumerationPlugin
from Products.PluggableAuthService.interfaces.plugins import IGroupsPlugin
from Products.PluggableAuthService.interfaces.plugins import IPropertiesPlugin
from Products.PluggableAuthService.interfaces.plugins import IUserEnumerationPlugin
from Products.PluggableAuthService.plugins.BasePlugin import BasePlugin
from typing import NamedTuple
from zope.interface import implementer


NAME = "directory"

PASSWORD = "From the directory"

KINDS = (
    IUserEnumerationPlugin,
    IAuthenticationPlugin,
    IPropertiesPlugin,
    IGroupsPlugin,
    IGroupEnumerationPlugin,
)

#: How it answers: as it should, with nobody, with an error that the user folder
#: swallows in a search, or with one that it lets through.
WORKS = "works"
SILENT = "silent"
STUMBLES = "stumbles"
RAISES = "raises"

#: Which look-ups there were, in all threads: the method's name, and how often.
ASKED: Counter[str] = Counter()


#: Directories that answer nobody any more, in any thread.
BROKEN: set[tuple[str, ...]] = set()


class ServerDown(Exception):
    """The directory does not answer, and its plugin lets that through."""


class Person(NamedTuple):
    """What the directory knows of somebody."""

    fullname: str
    email: str = ""
    location: str = ""
    login: str = ""


def same(value: str) -> str:
    """Return a value as a directory compares it."""
    return " ".join(str(value).split()).casefold()


@implementer(*KINDS)
class Directory(BasePlugin):
    """People and groups of which Plone keeps nothing."""

    meta_type = "Directory"
    security = ClassSecurityInfo()

    def __init__(self, id: str) -> None:
        self._setId(id)
        self.people: dict[str, Person] = {}
        self.groups: dict[str, tuple[str, ...]] = {}
        self.unlisted: tuple[str, ...] = ()
        self.way = WORKS
        self.breaks_at = ""
        self.for_good = False

    # What tests do with it

    def put(self, userid: str, person: Person) -> None:
        self.people = {**self.people, userid: person}

    def drop(self, userid: str) -> None:
        self.people = {name: row for name, row in self.people.items() if name != userid}

    def put_group(self, name: str, members, *, listed: bool = True) -> None:
        """Keep a group; one that is not listed is found by no search."""
        self.groups = {**self.groups, name: tuple(members)}
        if not listed:
            self.unlisted = (*self.unlisted, name)

    def be(self, way: str) -> None:
        self.way = way

    def break_at(self, userid: str, *, for_good: bool = False) -> None:
        """Fail wherever one account is read; for good: from then on, at everything."""
        self.breaks_at = userid
        self.for_good = for_good

    def _check(self, userid: str) -> None:
        if userid and userid == self.breaks_at:
            if self.for_good:
                BROKEN.add(self.getPhysicalPath())
            raise KeyError("login")

    def _answers(self, method: str) -> bool:
        ASKED[method] += 1
        if self.way == RAISES:
            raise ServerDown("Can't contact LDAP server")
        if self.way == STUMBLES:
            raise KeyError("login")
        return self.way == WORKS and self.getPhysicalPath() not in BROKEN

    # What the user folder asks it

    def enumerateUsers(
        self,
        id=None,
        login=None,
        exact_match=False,
        sort_by=None,
        max_results=None,
        **kw,
    ):
        if not self._answers("enumerateUsers"):
            return ()
        self._check(id)
        asked = {"id": id, "login": login, **kw}
        asked = {name: same(value) for name, value in asked.items() if value}
        rows = []
        for userid, person in self.people.items():
            have = {"login": userid, **person._asdict(), "id": userid}
            have["login"] = person.login or userid
            for name, value in asked.items():
                kept = same(have.get(name, ""))
                if kept != value if exact_match else not kept.startswith(value):
                    break
            else:
                login_name = have["login"]
                row = {"id": userid, "login": login_name, "pluginid": self.getId()}
                rows.append(row)
        return tuple(rows[:max_results])

    def authenticateCredentials(self, credentials):
        login = same(credentials.get("login") or "")
        if credentials.get("password") != PASSWORD or not self._answers("authenticate"):
            return None
        for userid, person in self.people.items():
            if same(person.login or userid) == login:
                return userid, person.login or userid
        return None

    def getPropertiesForUser(self, user, request=None):
        # The user folder swallows nothing here; plugins of directories do themselves.
        if self.way == STUMBLES or not self._answers("getPropertiesForUser"):
            return {}
        person = self.people.get(user.getId())
        return person._asdict() if person is not None else {}

    def getGroupsForPrincipal(self, principal, request=None):
        ASKED["getGroupsForPrincipal"] += 1
        if self.way != WORKS:
            return ()
        asked = principal.getId()
        return tuple(name for name, ids in self.groups.items() if asked in ids)

    def enumerateGroups(
        self, id=None, exact_match=False, sort_by=None, max_results=None, **kw
    ):
        if not self._answers("enumerateGroups"):
            return ()
        wanted = same(id or "")
        return tuple(
            {"id": name, "title": name, "pluginid": self.getId()}
            for name in self.groups
            if name not in self.unlisted
            and (same(name) == wanted if exact_match else wanted in same(name))
        )


InitializeClass(Directory)


def connect(portal, made: type[Directory] = Directory) -> Directory:
    """Put an empty directory into a site; it is asked before Plone's own people."""
    users = portal.acl_users
    users._setObject(NAME, made(NAME))
    for kind in KINDS:
        users.plugins.activatePlugin(kind, NAME)
        # Recursive groups ask about the groups that were found before them.
        while users.plugins.listPluginIds(kind)[0] != NAME:
            users.plugins.movePluginsUp(kind, [NAME])
    ASKED.clear()
    BROKEN.clear()
    return users[NAME]
