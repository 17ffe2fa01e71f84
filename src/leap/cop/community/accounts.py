"""From what somebody typed as a user id to the account's own id.

Directories compare without case and spaces, so there are many ways to write one id, and
only one of them is what people are known by here. What is kept is always the account's
own.
"""

from collections.abc import Container
from leap.cop import _
from leap.cop.core import lookup
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.text import is_id
from plone import api
from Products.PluggableAuthService.interfaces.plugins import IUserEnumerationPlugin


#: What is said of an id that is nobody's.
NOBODY = _("nobody on this site has this user id.")


def may_be_id(typed: object) -> bool:
    """Tell whether something may be a user id at all."""
    return isinstance(typed, str) and is_id(typed)


def account_of(typed: object, field: str = "userid") -> lookup.Account:
    """Return the account that somebody meant.

    :raises Refused: for nobody's id, and for a group's; the message names the field.
    :raises NotNow: where a source that may have it does not answer.
    """
    try:
        account = lookup.find(typed) if may_be_id(typed) else None
    except lookup.Unanswered as error:
        raise NotNow(lookup.AWAY) from error
    if account is None:
        raise Refused(NOBODY, field)
    return account


def own_id(typed: object, field: str = "userid") -> str:
    """Return the account's own id, however it was typed; see `account_of`."""
    return account_of(typed, field).userid


def id_among(kept: Container[str], typed: object) -> object:
    """Return the id that is kept for what was typed, what was typed where none is.

    Whoever stands in a record is found in it also when the account is gone.
    """
    if not may_be_id(typed) or typed in kept:
        return typed
    try:
        account = lookup.find(typed)
    except lookup.Unanswered:
        return typed
    return account.userid if account is not None and account.userid in kept else typed


def hint(typed: str) -> str:
    """Return whose login name was typed instead of an id, for commands; or nothing."""
    users = api.portal.get_tool("acl_users")
    login = users.applyTransform(typed)
    for _name, plugin in users.plugins.listPlugins(IUserEnumerationPlugin):
        for row in plugin.enumerateUsers(login=login, exact_match=True) or ():
            if row["id"] != typed and lookup.same(row["login"]) == lookup.same(login):
                return f"{row['id']} logs in with this name: did you mean that id?"
    return ""


def person_meant(typed: str, field: str) -> str:
    """Return the account's own id, of an account that a command names.

    :raises Refused: for nobody, with a hint where a login name was typed.
    """
    try:
        return own_id(typed, field)
    except Refused as error:
        if may_be_id(typed) and (said := hint(typed)):
            raise Refused(f"there is nobody with this id. {said}", field) from error
        raise
