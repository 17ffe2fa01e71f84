"""One chain of ledger rows: how a row looks, how it hangs on the one before.

A row is kept as its canonical JSON, so that what was hashed is what is stored. `prev`
is the SHA-256 of the row before; the first row of a chain hangs on `GENESIS`. On the
last row nothing hangs, so each chain has a head: a code (HMAC) over name, length and
last row, made with a key of the site. It tells a last row that was changed and a chain
that was shortened; it does not stop somebody who reads that key in the database. For
that there are seals (`seals.py`), kept elsewhere.

A chain speaks of one thing, a story or an agreement: what its rows can say depends on
that, and no row of the one kind stands in a chain of the other.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import datetime
from datetime import UTC
from leap.cop.consent import rules
from typing import NamedTuple

import hashlib
import hmac
import json


VERSION = 1
GENESIS = "0" * 64

STORY = "story"
AGREEMENT = "agreement"


class Kind(NamedTuple):
    """What the rows of a chain can say: acts, and levels that they are about."""

    acts: tuple[str, ...]
    levels: tuple[str, ...]


#: What chains speak of. No level is one of two kinds; an agreement's is no audience:
#: people answer it, and nothing is shown to anybody by that.
KINDS = {
    STORY: Kind(
        ("grant", "withdraw", "review", "takedown", "edit", "unseal"), rules.LEVELS
    ),
    AGREEMENT: Kind(("enact", "accept", "decline", "withdraw"), (AGREEMENT,)),
}
ACTS = frozenset(act for kind in KINDS.values() for act in kind.acts)

FIELDS = (
    "v",
    "n",
    "prev",
    "at",
    "actor",
    "on_behalf",
    "act",
    "level",
    "attribution",
    "grants",
    "expires",
    "wording_id",
    "language",
    "digest",
    "channel",
)


def row_hash(row: str) -> str:
    """Return the hash by which the next row holds on to this one."""
    return hashlib.sha256(row.encode("utf-8", "surrogatepass")).hexdigest()


def timestamp(now: datetime) -> str:
    """Return a moment as UTC to the second; a naive one is taken as UTC."""
    aware = now if now.tzinfo else now.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def next_row(
    chain: Sequence[str],
    *,
    now: datetime,
    actor: str,
    act: str,
    level: str,
    digest: str,
    attribution: str = "",
    on_behalf: str = "",
    wording_id: str = "",
    language: str = "",
    channel: str = "",
    grants: Mapping[str, object] | None = None,
    expires: datetime | None = None,
) -> str:
    """Return the row that goes at the end of a chain.

    :param grants: what is allowed besides, by name; nothing when left out.
    :param expires: when it ends by itself; never when left out.
    :raises ValueError: when the act is not one of `ACTS`, or none at this level, or
        without a digest: each row points to the exact text.
    """
    if act not in ACTS:
        raise ValueError(f"act: {act!r} is not one that the ledger knows")
    if kind_of({"act": act, "level": level}) is None:
        raise ValueError(f"level: there is no {act} at {level!r}")
    if not digest:
        raise ValueError("digest: a row points to the exact text")
    row = {
        "v": VERSION,
        "n": len(chain),
        "prev": row_hash(chain[-1]) if chain else GENESIS,
        "at": timestamp(now),
        "actor": actor,
        "on_behalf": on_behalf,
        "act": act,
        "level": level,
        "attribution": attribution,
        "grants": dict(grants or {}),
        "expires": expires and timestamp(expires),
        "wording_id": wording_id,
        "language": language,
        "digest": digest,
        "channel": channel,
    }
    return canonical(row)


def is_agreements(rows: Sequence[str]) -> bool:
    """Tell whether stored rows, at least one, speak of an agreement."""
    return kind_of(json.loads(rows[0])) == AGREEMENT


def kind_of(row: Mapping) -> str | None:
    """Return of what a row speaks, see `KINDS`; None where it makes no sense."""
    for name, kind in KINDS.items():
        if row["act"] in kind.acts and row["level"] in kind.levels:
            return name
    return None


def canonical(value: object) -> str:
    """Return the one way in which a row or a seal is written."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def head(key: bytes, name: str, chain: Sequence[str]) -> bytes:
    """Return the head of a chain: a code over its name, its length and its last row."""
    last = row_hash(chain[-1]) if chain else GENESIS
    text = f"{name} {len(chain)} {last}"
    return hmac.new(key, text.encode("utf-8"), hashlib.sha256).digest()


def weight(key: bytes, name: str) -> int:
    """Return what a chain adds to the sum over all chains of a site.

    The sum tells that a chain was taken out or put in. Sums can be made in any order,
    so that writers need not wait for each other.
    """
    code = hmac.new(key, f"chain {name}".encode(), hashlib.sha256).digest()
    return int.from_bytes(code[:8], "big")


def fits(found: object, expected: bytes) -> bool:
    """Tell whether a head is the one that it should be."""
    return isinstance(found, bytes) and hmac.compare_digest(found, expected)


def first_fault(chain: Iterable[str]) -> int | None:
    """Return the number of the first row that does not hold, None for a sound chain."""
    prev, kind = GENESIS, None
    for number, text in enumerate(chain):
        try:
            row = json.loads(text)
        except (TypeError, ValueError, RecursionError):
            return number
        sound = (
            isinstance(row, dict)
            and set(row) == set(FIELDS)
            and row["n"] == number
            and row["prev"] == prev
            and kind_of(row) is not None
            and kind_of(row) == (kind or kind_of(row))
            and bool(row["digest"])
            and canonical(row) == text
        )
        if not sound:
            return number
        kind = kind_of(row)
        prev = row_hash(text)
    return None
