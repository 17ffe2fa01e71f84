"""Where a piece of content stands: what its teller granted, what a review allowed.

One immutable value in one attribute of the content, replaced at each change: no object
of its own, no write on read. A copy starts with a new one.
"""

from Acquisition import aq_base
from datetime import datetime
from leap.cop.consent.ledger import new_ledger_key
from typing import NamedTuple

import secrets


ATTRIBUTE = "_cop_standing"


class Decision(NamedTuple):
    """What a reviewer or facilitator decided, and why."""

    act: str
    at: datetime
    by: str
    reason: str


class ConsentState(NamedTuple):
    """The keys of one story. Digests are of exactly the text they were given for."""

    ledger_key: str
    salt: bytes
    granted: str = ""
    granted_digest: str = ""
    approved_digest: str = ""
    held_digest: str = ""
    asked: datetime | None = None
    decisions: tuple[Decision, ...] = ()
    #: Digests of other texts that were put on hold before, and not released.
    held_before: tuple[str, ...] = ()
    #: Went out without a name while its community was small; growth does not undo that.
    alone: bool = False
    #: The digest of a text that was stored clean, and the one it had before.
    cleaned: tuple[str, ...] = ()


def new_standing() -> ConsentState:
    """Give the standing of new content: its own chain and salt, nothing granted."""
    return ConsentState(new_ledger_key(), secrets.token_bytes(16))


def standing_of(content) -> ConsentState:
    """Give where some content stands; without a record nothing is granted."""
    found = getattr(aq_base(content), ATTRIBUTE, None)
    return found if found is not None else ConsentState("", b"")


def set_standing(content, standing: ConsentState) -> None:
    """Replace where some content stands."""
    setattr(aq_base(content), ATTRIBUTE, standing)


def held_digests(standing: ConsentState) -> tuple[str, ...]:
    """Give the digests of all texts that were put on hold and not released."""
    return tuple(held for held in (standing.held_digest, *standing.held_before) if held)


def hold(standing: ConsentState, digest: str) -> ConsentState:
    """Give a standing with one more text on hold; those before it stay on hold."""
    before = tuple(held for held in held_digests(standing) if held != digest)
    return standing._replace(held_digest=digest, held_before=before)
