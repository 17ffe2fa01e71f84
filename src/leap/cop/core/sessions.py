"""A session ends with logout, a new password, a deleted account, where it can end.

Plone's session is a signed ticket. With a switch of its own each user has a key ring,
and the ring is renewed here. Tokens of plone.restapi are dropped where its plugin keeps
them. (Stock does both at logout, and plone.protect undoes it over REST.) Installing
turns both switches on, uninstalling turns off what it had turned on. A site that turns
them off has tickets that are good until they run out.
"""

from leap.cop.core.events import IIdForgotten
from plone import api
from plone.keyring.interfaces import IKeyManager
from plone.keyring.keyring import Keyring
from plone.protect.interfaces import IDisableCSRFProtection
from Products.PluggableAuthService.interfaces.events import ICredentialsUpdatedEvent
from Products.PluggableAuthService.interfaces.events import IPrincipalDeletedEvent
from Products.PluggableAuthService.interfaces.events import IUserLoggedOutEvent
from zope.annotation.interfaces import IAnnotations
from zope.component import adapter
from zope.component import queryUtility
from zope.component.hooks import getSite
from zope.globalrequest import getRequest
from zope.interface import alsoProvides


_TICKETS = "Plone Session Plugin"
_TOKENS = "JWT Authentication Plugin"

_SWITCHES = ((_TICKETS, "per_user_keyring"), (_TOKENS, "store_tokens"))

#: Which switches installing has turned on: `((id of a plugin, name), ...)`.
KEY = "leap.cop.core.sessions"


def end_sessions(userid: str) -> None:
    """Let no ticket and no token count any more that somebody got so far."""
    if getSite() is None:
        return
    users, keys = api.portal.get_tool("acl_users"), queryUtility(IKeyManager)
    for plugin in users.objectValues(_TICKETS):
        if keys is not None and plugin.getProperty("per_user_keyring"):
            _renew(keys, plugin._getSecretKey(userid))
    _drop_tokens(users, userid)


def forget_sessions(userid: str) -> int:
    """End all sessions of somebody who has no account, and leave no trace of them.

    :returns: how many records had the id.
    """
    users, keys, dropped = (
        api.portal.get_tool("acl_users"),
        queryUtility(IKeyManager),
        0,
    )
    for plugin in users.objectValues(_TICKETS):
        name = plugin._getSecretKey(userid)
        if keys is not None and name in keys:
            del keys[name]
            dropped += 1
    return dropped + _drop_tokens(users, userid)


def _drop_tokens(users, userid: str) -> int:
    dropped = 0
    for plugin in users.objectValues(_TOKENS):
        if plugin.store_tokens and plugin._tokens and userid in plugin._tokens:
            del plugin._tokens[userid]
            dropped += 1
    return dropped


def turn_on(portal) -> None:
    """Turn the switches on, and remember which were off."""
    users = portal.acl_users
    turned = [
        (plugin.getId(), name)
        for kind, name in _SWITCHES
        for plugin in users.objectValues(kind)
        if not getattr(plugin, name)
    ]
    for plugin_id, name in turned:
        setattr(users[plugin_id], name, True)
    if turned:
        IAnnotations(portal)[KEY] = tuple(turned)


def turn_off(portal) -> None:
    """Turn off what was turned on; whoever is logged in logs in again.

    Without the switch no ticket that is made counts under a ring of one user, so these
    rings go.
    """
    users, keys = portal.acl_users, queryUtility(IKeyManager)
    for plugin_id, name in IAnnotations(portal).pop(KEY, ()):
        plugin = users.get(plugin_id)
        if plugin is None:
            continue
        setattr(plugin, name, False)
        if plugin.meta_type == _TICKETS and keys is not None:
            for ring in [
                ring for ring in keys if ring.startswith(plugin.secret_prefix)
            ]:
                del keys[ring]


def _renew(keys, name: str) -> None:
    if name not in keys:
        # Until there is one, tickets from before the switch count under everybody's.
        keys[name] = Keyring(1)
    keys.clear(ring=name)
    keys.rotate(ring=name)


@adapter(IUserLoggedOutEvent)
def end_sessions_with_logout(event) -> None:
    """End what is open elsewhere, too: who logs out may have lost a device."""
    userid = getattr(event.principal, "getId", lambda: None)()
    if not userid:
        return
    request = getRequest()
    if request is not None:
        alsoProvides(request, IDisableCSRFProtection)
    end_sessions(userid)


@adapter(ICredentialsUpdatedEvent)
def end_sessions_with_a_new_password(event) -> None:
    """End what was begun with the password before; the own page logs in again."""
    if event.principal is not None:
        end_sessions(event.principal.getId())


@adapter(IPrincipalDeletedEvent)
def end_sessions_with_an_account(event) -> None:
    """End what would open the account of whoever gets the id later."""
    if getSite() is not None:
        forget_sessions(event.principal)


@adapter(IIdForgotten)
def forget_sessions_of_somebody(event) -> None:
    """Leave no key ring with the id of somebody in its name."""
    event.counts["key rings"] = forget_sessions(event.userid)
