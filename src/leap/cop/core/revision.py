"""What somebody saw of something: a short string that another state does not have.

A page that stayed open would undo what was changed since: a name that was taken out, a
ceiling that was lowered. So every form carries the `revision` of what its reader saw,
and a body over REST may. Nothing is stored: a revision is made of the values that this
very reader may read, under the secret of the site. Records have an int `rev` instead.

A write asks `check` first, in the turn that writes of ours wait for; from then on a
change that another process makes is a conflict, and the write is tried again.
"""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import datetime
from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.core.errors import Stale
from leap.cop.core.fingerprint import fingerprint
from plone.app.textfield.value import IRichTextValue
from plone.autoform.interfaces import READ_PERMISSIONS_KEY
from plone.dexterity.utils import iterSchemata
from plone.keyring.interfaces import IKeyManager
from plone.namedfile.interfaces import IFile
from plone.supermodel.utils import mergedTaggedValueDict
from zope.component import getUtility
from zope.component import queryUtility
from zope.interface import Interface
from zope.schema import getFieldsInOrder
from zope.security.interfaces import IPermission

import hashlib


#: The key over REST and the field of a form.
FIELD = "revision"

CHANGED = _(
    "This has changed since you opened it, so what you wrote was "
    "not saved. See what is there now."
)


class IRevisionParts(Interface):
    """What the revision of some content is made of, by name, for the current user.

    Looked for as an adapter; content without one is what its fields hold.
    """


def field_parts(content, without: Iterable[str] = ()) -> dict[str, object]:
    """Return what the fields of some content hold that the current user may read."""
    parts: dict[str, object] = {}
    kept = aq_base(content)
    for schema in iterSchemata(content):
        permissions = mergedTaggedValueDict(schema, READ_PERMISSIONS_KEY)
        for name, _field in getFieldsInOrder(schema):
            if name not in without and _may_read(permissions.get(name), content):
                parts[name] = plain(getattr(kept, name, None))
    return parts


def _may_read(permission: str | None, content) -> bool:
    if permission is None:
        return True
    found = queryUtility(IPermission, name=permission)
    return found is not None and bool(
        getSecurityManager().checkPermission(found.title, content)
    )


def plain(value: object) -> object:
    """Return a value as text, numbers, lists and mappings of these."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if IRichTextValue.providedBy(value):
        return value.raw
    if isinstance(value, datetime):
        return value.isoformat()
    if IFile.providedBy(value):
        return getattr(value, "sha256", None) or hashlib.sha256(value.data).hexdigest()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return str(value)


def parts_of(content) -> dict[str, object]:
    """Return what the revision of some content is made of, for the current user."""
    return IRevisionParts(content, None) or field_parts(content)


def mark_of(parts: Mapping[str, object]) -> str:
    """Return the string that stands for what was seen.

    Under the secret of the site: a text that was stored long ago may hold more than is
    shown of it, and a hash alone would let its readers try that out.
    """
    secret = getUtility(IKeyManager).secret()
    return fingerprint(parts, str(secret).encode())


def revision_of(content) -> str:
    """Return the revision of some content, as the current user sees it."""
    return mark_of(parts_of(content))


def take(data: dict) -> str | None:
    """Take the revision out of a JSON object, None where none was sent.

    :raises Refused: for one that is no text.
    """
    if FIELD not in data:
        return None
    sent = data.pop(FIELD)
    if not isinstance(sent, str):
        raise Refused(_("send the text that you were given."), "revision")
    return sent


def check(
    content, sent: str | None, current: Callable[[], Mapping[str, object]] | None = None
) -> None:
    """Refuse a write that rests on another state of some content.

    :param sent: the revision that was seen, None for whoever sends none over REST.
    :param current: gives what is there now, for who asks.
    :raises Stale: for another one.
    """
    if sent is None:
        return
    hold_on_to(content)
    if sent != revision_of(content):
        raise Stale(CHANGED, current() if current is not None else None)


def check_rev(
    record, rev: int, current: Callable[[], Mapping[str, object]] | None = None
) -> None:
    """Refuse a write that rests on another state of a record.

    :param rev: the number that was seen.
    :raises Stale: for another one.
    """
    if rev != record.rev:
        raise Stale(CHANGED, current() if current is not None else None)


def hold_on_to(content) -> None:
    """Let this transaction end in a conflict if another one changes some content.

    The values alone are not enough where the write goes elsewhere, such as into the
    ledger: two transactions would both be saved.
    """
    kept = aq_base(content)
    jar = getattr(kept, "_p_jar", None)
    if jar is not None:
        # What is not loaded yet has no state that could be held on to.
        kept._p_activate()
        jar.readCurrent(kept)
