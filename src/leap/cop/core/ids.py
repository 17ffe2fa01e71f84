"""Ids that say nothing: 20 random base32 characters, for everything below a community.

An id made of a title stands in addresses, redirects and logs for ever.
"""

from Acquisition import aq_base
from leap.cop.core.interfaces import IBelowCommunity
from leap.cop.core.interfaces import ICopContent
from plone.base.interfaces import INameFromTitle
from plone.keyring.interfaces import IKeyManager
from zope.component import adapter
from zope.component import getUtility
from zope.container.interfaces import INameChooser
from zope.interface import implementer

import base64
import hmac
import re
import secrets


ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
LENGTH = 20
_OPAQUE = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")


def new_id() -> str:
    """Return a new id (100 random bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def id_of_once(word: str, *whose: str) -> str:
    """Return the id that stands for a random word that is used once.

    Under the secret of the site: whoever knows the word, on a computer that is shared
    or because it came from them, could try with each user id whose a story is.

    :param whose: who sends it, and where to: nobody else gets the same id from it.
    """
    secret = str(getUtility(IKeyManager).secret()).encode()
    said = "\n".join((word, *whose)).encode("utf-8", "surrogatepass")
    made = hmac.digest(secret, said, "sha256")
    return base64.b32encode(made).decode().lower()[:LENGTH]


def is_opaque(value: object) -> bool:
    """Tell whether an id has the form of ours."""
    return isinstance(value, str) and bool(_OPAQUE.fullmatch(value))


@implementer(INameFromTitle)
@adapter(IBelowCommunity)
class OpaqueName:
    """The name chooser's source for content below a community."""

    def __init__(self, context) -> None:
        self.title = new_id()


@implementer(INameChooser)
@adapter(ICopContent)
class OpaqueNameChooser:
    """The name chooser of our containers: a name that is sent is ignored."""

    def __init__(self, context) -> None:
        self.context = context

    def checkName(self, name, obj) -> bool:
        """Tell whether a name may be used here."""
        return is_opaque(name) and name not in self.context

    def chooseName(self, name, obj) -> str:
        """Return a new id, whatever was asked for; or the one that our form made."""
        made = getattr(aq_base(obj), "_v_id_of_once", None)
        return made if made is not None and self.checkName(made, obj) else new_id()
