"""Accounts, looked up in whatever sources of users a site has.

A look-up asks for properties and for nothing else: no groups, no roles, which cost a
directory some twenty questions a person. What is shown of people is looked up once for
a request. Everything that decides something looks anew.

There are three answers and not two. An account is found; or every source was asked and
none has it; or a source could not be asked, and nobody knows. And even the second is no
proof that somebody is gone: a directory may answer nothing to anybody for a while.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from itertools import product
from leap.cop import logger
from leap.cop.core.names import spellings
from leap.cop.core.text import folded
from plone import api
from Products.PlonePAS.plugins.property import ZODBMutablePropertyProvider
from Products.PluggableAuthService.interfaces.plugins import IPropertiesPlugin
from Products.PluggableAuthService.interfaces.plugins import IUserEnumerationPlugin
from Products.PluggableAuthService.UserPropertySheet import UserPropertySheet
from transaction.interfaces import TransientError
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest


#: Where a request keeps what was asked.
ON_REQUEST = "leap.cop.lookup"


class Unanswered(Exception):
    """A source of users could not be asked; its argument is the source's id."""


class Account(NamedTuple):
    """What the sources of users know of somebody."""

    #: As the source writes it, whatever was asked for.
    userid: str
    login: str
    source: str
    fullname: str = ""
    email: str = ""
    language: str = ""
    location: str = ""
    description: str = ""


_PROPERTIES = ("fullname", "email", "language", "location", "description")


class _Asked:
    """What was asked already while one request is answered."""

    def __init__(self) -> None:
        self.accounts: dict[str, Account | None] = {}
        self.away: set[str] = set()


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
    return _find(userid, set() if away is None else away)


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
            asked.accounts[userid] = _find(userid, asked.away)
        except Unanswered:
            asked.accounts[userid] = None
    return asked.accounts[userid]


def search(words: str, criteria: Iterable[str], *, limit: int) -> list[str]:
    """Return the ids of accounts that match by one of some criteria; reads none.

    Those found by a source that knows who is there come first.
    """
    plugins = api.portal.get_tool("acl_users").plugins
    enumerators = plugins.listPlugins(IUserEnumerationPlugin)
    enumerators.sort(key=lambda pair: isinstance(pair[1], ZODBMutablePropertyProvider))
    asked, found = _asked(), {}
    for name, plugin in enumerators:
        for criterion, way in product(criteria, spellings(words)):
            wanted = {criterion: way, "exact_match": False}
            rows = _answer(name, asked.away, plugin.enumerateUsers, **wanted)
            found.update(dict.fromkeys(row["id"] for row in rows or ()))
    return list(found)[:limit]


def some_are_away() -> bool:
    """Tell whether a source could not be asked while this request was answered."""
    return bool(_asked().away)


def _find(userid: str, away: set[str]) -> Account | None:
    if not userid:
        return None
    for name, plugin in _sources():
        rows = _answer(name, away, plugin.enumerateUsers, id=userid, exact_match=True)
        row = _own_row(rows, userid)
        if row is not None:
            return _account(name, row, away)
    if away:
        raise Unanswered(*away)
    return None


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


def _sources() -> Iterator[tuple[str, object]]:
    """Return the plugins that know who is there."""
    plugins = api.portal.get_tool("acl_users").plugins
    for name, plugin in plugins.listPlugins(IUserEnumerationPlugin):
        # It keeps what people wrote about themselves, also of accounts that are gone.
        if not isinstance(plugin, ZODBMutablePropertyProvider):
            yield name, plugin


def _own_row(rows, userid: str) -> dict | None:
    """Return the row that is meant: the very id, or the one that a source equals it."""
    found = list(rows or ())
    exact = [row for row in found if row["id"] == userid]
    return (exact or found or [None])[0]


def _account(source: str, row: dict, away: set[str]) -> Account:
    """Read the properties of somebody who was found."""
    users = api.portal.get_tool("acl_users")
    plugins = users.plugins
    user = users._createUser(plugins, row["id"], row["login"])
    found: dict[str, str] = {}
    for name, plugin in plugins.listPlugins(IPropertiesPlugin):
        data = _answer(name, away, plugin.getPropertiesForUser, user)
        if not data:
            continue
        if not hasattr(data, "propertyItems"):
            data = UserPropertySheet(name, **data)
        kept = dict(data.propertyItems())
        for wanted in _PROPERTIES:
            if not found.get(wanted) and isinstance(kept.get(wanted), str):
                found[wanted] = kept[wanted].strip()
    return Account(row["id"], row["login"], source, **found)
