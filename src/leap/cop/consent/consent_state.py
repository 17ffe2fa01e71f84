"""Where a piece of content stands: what its teller granted, what a review allowed.

One immutable value in one attribute of the content, replaced at each change and kept as
plain values: no object of its own, no write on read. A copy starts with a new one.
"""

from Acquisition import aq_base
from datetime import datetime
from leap.cop.consent.ledger import new_ledger_key
from leap.cop.core.records import Rows
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


DECISIONS = Rows(Decision, "act at by reason")
STATES = Rows(
    ConsentState,
    "ledger_key salt granted granted_digest approved_digest held_digest asked "
    "decisions held_before alone cleaned",
)


def new_standing() -> ConsentState:
    """Return the standing of new content: its own chain and salt, nothing granted."""
    return ConsentState(new_ledger_key(), secrets.token_bytes(16))


def standing_of(content) -> ConsentState:
    """Return where some content stands; without a record nothing is granted."""
    found = getattr(aq_base(content), ATTRIBUTE, None)
    return ConsentState("", b"") if found is None else read(found)


def read(row: tuple) -> ConsentState:
    """Return what was written of where some content stands.

    :raises KeyError, TypeError, ValueError: for what was not.
    """
    kept = STATES.read(row)
    if not kept.decisions:
        return kept
    return kept._replace(decisions=tuple(map(DECISIONS.read, kept.decisions)))


def written(standing: ConsentState) -> tuple:
    """Return where some content stands as plain values."""
    decisions = tuple(map(DECISIONS.written, standing.decisions))
    return STATES.written(standing._replace(decisions=decisions))


def set_standing(content, standing: ConsentState) -> None:
    """Replace where some content stands."""
    setattr(aq_base(content), ATTRIBUTE, written(standing))


def held_digests(standing: ConsentState) -> tuple[str, ...]:
    """Return the digests of all texts that were put on hold and not released."""
    return tuple(held for held in (standing.held_digest, *standing.held_before) if held)


def hold(standing: ConsentState, digest: str) -> ConsentState:
    """Return a standing with one more text on hold; those before it stay on hold."""
    before = tuple(held for held in held_digests(standing) if held != digest)
    return standing._replace(held_digest=digest, held_before=before)
