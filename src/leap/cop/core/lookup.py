"""Accounts, looked up in whatever sources of users a site has.

A look-up asks for properties and for nothing else: no groups, no roles, which cost a
directory some twenty questions a person. What is shown of people is looked up once for
a request, with one question to a source that knows them. Everything that decides
something looks anew.

There are three answers and not two. An account is found; or every source was asked and
none has it; or a source could not be asked, and nobody knows. And even the second is no
proof that somebody is gone: a directory may answer nothing to anybody for a while.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from functools import cached_property
from leap.cop import _
from leap.cop import logger
from leap.cop.core.names import matches
from leap.cop.core.names import SHORTEST_PART
from leap.cop.core.names import spellings
from leap.cop.core.people import People
from leap.cop.core.text import folded
from leap.cop.core.text import one_line
from leap.cop.core.text import seen
from plone import api
from Products.PlonePAS.plugins.property import ZODBMutablePropertyProvider
from Products.PluggableAuthService.interfaces.plugins import IPropertiesPlugin
from Products.PluggableAuthService.interfaces.plugins import IUserEnumerationPlugin
from Products.PluggableAuthService.plugins.ZODBUserManager import ZODBUserManager
from Products.PluggableAuthService.UserPropertySheet import UserPropertySheet
from transaction.interfaces import TransientError
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

import secrets


#: A name that nobody logs in with. A source that knows people by that name alone says
#: nothing then, where it might speak of whoever logs in with somebody else's id.
_NO_LOGIN = f"nobody-{secrets.token_hex(16)}"

#: Where a request keeps what was asked.
ON_REQUEST = "leap.cop.lookup"


class Unanswered(Exception):
    """A source of users could not be asked; its argument is the source's id."""


#: What is said then of something that cannot be decided without.
AWAY = _("Accounts cannot be looked up at the moment. Please try again later.")


class Account(NamedTuple):
    """What the sources of users know of somebody."""

    #: As the source writes it, whatever was asked for; in what `shown` gives, as it was
    #: asked for, and without the login name, which costs another question.
    userid: str
    login: str
    source: str
    fullname: str = ""
    email: str = ""
    language: str = ""
    location: str = ""
    description: str = ""


_PROPERTIES = ("fullname", "email", "language", "location", "description")

#: Those of one line that people read.
_LINES = ("fullname", "location")


#: A plugin of the user folder, with its id.
Plugin = tuple[str, object]


class _Folder:
    """The user folder with its sources, looked up once for several people.

    :param away: the sources that could not be asked.
    """

    def __init__(self, away: set[str]) -> None:
        self.away = away
        self._site = api.portal.get()
        self._users = api.portal.get_tool("acl_users")
        self._plugins = self._users.plugins

    @cached_property
    def sources(self) -> list[Plugin]:
        """The plugins that know who is there."""
        return [
            (name, plugin)
            for name, plugin in self._plugins.listPlugins(IUserEnumerationPlugin)
            # It keeps what people wrote about themselves, gone accounts included.
            if not isinstance(plugin, ZODBMutablePropertyProvider)
        ]

    @cached_property
    def properties(self) -> list[Plugin]:
        """The plugins that know something of somebody."""
        return list(self._plugins.listPlugins(IPropertiesPlugin))

    @cached_property
    def telling(self) -> frozenset[str]:
        """The ids of those that know who is there, and what they are called."""
        names = dict(self.properties)
        return frozenset(name for name, _plugin in self.sources if name in names)

    def source_of(self, userid: str) -> str:
        """Return which source knew somebody last, empty for none."""
        return People(self._site).seen_in(userid)

    def user(self, userid: str, login: str):
        """Return what a source of properties is asked with."""
        return self._users._createUser(self._plugins, userid, login)


class _Asked:
    """What was asked already while one request is answered."""

    def __init__(self) -> None:
        self.accounts: dict[str, Account | None] = {}
        self.logins: dict[str, str] = {}
        self.away: set[str] = set()

    @cached_property
    def folder(self) -> _Folder:
        """The user folder."""
        return _Folder(self.away)


def _asked() -> _Asked:
    """Return what this request knows; commands and jobs look anew each time."""
    request = getRequest()
    if request is None or request.get("PUBLISHED") is None:
        return _Asked()
    return IAnnotations(request).setdefault(ON_REQUEST, _Asked())


def same(value: str) -> str:
    """Return a value as directories compare it."""
    return folded(value)


def find(userid: str, away: set[str] | None = None) -> Account | None:
    """Look an account up by its id, as directories compare ids.

    :param away: the sources that failed before and are not asked again; it grows.
    :returns: None where every source was asked and none has it.
    :raises Unanswered: where none has it and one could not be asked.
    """
    return _find(userid, _Folder(set() if away is None else away))


def find_exactly(userid: str, away: set[str] | None = None) -> Account | None:
    """Look an account up whose own id is this one; see `find`."""
    account = find(userid, away)
    return account if account is not None and account.userid == userid else None


def find_all(userids: Iterable[str]) -> dict[str, Account | None]:
    """Look accounts up; None for who is not found, whatever that means."""
    away: set[str] = set()
    found: dict[str, Account | None] = {}
    for userid in userids:
        try:
            found[userid] = find_exactly(userid, away)
        except Unanswered:
            found[userid] = None
    return found


def is_found(userid: str) -> bool:
    """Tell whether an account is found now; who is not may be there all the same."""
    try:
        return find_exactly(userid) is not None
    except Unanswered:
        return False


def shown(userid: str) -> Account | None:
    """Return an account to show something of it; None where it is not found now.

    One look-up a person and request. A source that could not be asked once is not
    asked again: it may take its time to say so.
    """
    asked = _asked()
    if userid not in asked.accounts:
        try:
            asked.accounts[userid] = _at_once(userid, asked.folder)
        except Unanswered:
            asked.accounts[userid] = None
    return asked.accounts[userid]


def login_of(userid: str) -> str:
    """Return the name that somebody logs in with, to show it; empty for nobody."""
    asked = _asked()
    if userid not in asked.logins:
        try:
            account = _find(userid, asked.folder)
        except Unanswered:
            account = None
        asked.logins[userid] = account.login if account is not None else ""
    return asked.logins[userid]


def search(words: str, *, limit: int) -> list[str]:
    """Return the ids of accounts whose name, login name or id matches; reads none.

    Names are compared as people look for them where a source says them all, which costs
    little here and nothing elsewhere: others compare as they do, and are asked in the
    ways in which a name may be written, until there are enough. Those found by a source
    that knows who is there come first.
    """
    folder, found = _asked().folder, {}
    away = folder.away
    for name, plugin in folder.sources:
        for asks in _questions(words, plugin):
            if len(found) < limit:
                rows = _answer(name, away, plugin.enumerateUsers, **asks)
                found.update(dict.fromkeys(row["id"] for row in rows or ()))
    plugins = api.portal.get_tool("acl_users").plugins
    for name, plugin in plugins.listPlugins(IUserEnumerationPlugin):
        if isinstance(plugin, ZODBMutablePropertyProvider):
            rows = _answer(name, away, plugin.enumerateUsers) or ()
            hits = (row["id"] for row in rows if matches(words, row["title"]))
            found.update(dict.fromkeys(hits))
    return list(found)[:limit]


def _questions(words: str, plugin) -> Iterator[dict[str, object]]:
    """Yield what a source is asked about words that somebody typed."""
    # Too many begin with two letters: then they are the whole name, or its first word.
    # Whoever reads the name looks at it again; nobody is looked for by such a login.
    is_whole = len(words) < SHORTEST_PART
    if not isinstance(plugin, ZODBUserManager):
        for way in spellings(words)[: 2 if is_whole else None]:
            yield {"fullname": way, "exact_match": is_whole}
        if is_whole:
            yield {"fullname": f"{words} ", "exact_match": False}
    for criterion in ("id",) if is_whole else ("login", "id"):
        yield {criterion: words, "exact_match": is_whole}


def some_are_away() -> bool:
    """Tell whether a source could not be asked while this request was answered."""
    return bool(_asked().away)


def _find(userid: str, folder: _Folder, first: str = "") -> Account | None:
    if not userid:
        return None
    # A sort keeps the order of the others.
    for name, plugin in sorted(folder.sources, key=lambda pair: pair[0] != first):
        asks = plugin.enumerateUsers
        rows = _answer(name, folder.away, asks, id=userid, exact_match=True)
        row = _own_row(rows, userid)
        if row is not None:
            return _account(name, row, folder)
    if folder.away:
        raise Unanswered(*folder.away)
    return None


def _at_once(userid: str, folder: _Folder) -> Account | None:
    """Find an account to show it: one question to the source that knew it last.

    A source that has a name for somebody has the account. All of them are asked in turn
    of whom none has one, and of whom the one that knew them last keeps but the login.
    """
    last, telling = folder.source_of(userid), folder.telling
    if userid and telling and (last in telling or not last):
        told = dict(_properties(userid, _NO_LOGIN, folder))
        named = (name for name in told if name in telling and "fullname" in told[name])
        source = next(named, None)
        if source is not None:
            return Account(userid, "", source, **_merged(told))
    return _find(userid, folder, first=last)


def _answer(name: str, away: set[str], ask, *words, **details):
    """Return what a plugin answers; None once it failed."""
    if name in away:
        return None
    try:
        return ask(*words, **details)
    except TransientError:
        raise
    except Exception as error:
        # The server's words may have an address or a name in them.
        logger.warning("A source of users failed (%s)", type(error).__name__)
        away.add(name)
        return None


def _own_row(rows, userid: str) -> dict | None:
    """Return the row that is meant: the very id, or the one that a source equals it."""
    found = list(rows or ())
    exact = [row for row in found if row["id"] == userid]
    return (exact or found or [None])[0]


def _account(source: str, row: dict, folder: _Folder) -> Account:
    """Read the properties of somebody who was found."""
    told = dict(_properties(row["id"], row["login"], folder))
    return Account(row["id"], row["login"], source, **_merged(told))


def _properties(
    userid: str, login: str, folder: _Folder
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what the sources of properties know of somebody, those without nothing."""
    user = folder.user(userid, login)
    for name, plugin in folder.properties:
        data = _answer(name, folder.away, plugin.getPropertiesForUser, user)
        if not data:
            continue
        if not hasattr(data, "propertyItems"):
            data = UserPropertySheet(name, **data)
        kept = dict(data.propertyItems())
        texts = {
            wanted: _cleaned(wanted, kept[wanted])
            for wanted in _PROPERTIES
            if isinstance(kept.get(wanted), str)
        }
        yield name, {wanted: text for wanted, text in texts.items() if text}


def _cleaned(name: str, text: str) -> str:
    """Return a property as it may be shown: people write these into their profiles.

    What nobody sees in a name makes it look like the name of somebody else, or unlike
    the same one beside it. An address is left as it is: without them it is another.
    """
    if name in _LINES:
        return one_line(text)
    return (seen(text) if name == "description" else text).strip()


def _merged(told: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return properties, each from the first source that has it."""
    return {key: text for one in reversed(told.values()) for key, text in one.items()}
