"""One chain of ledger rows: how a row looks, how it hangs on the one before.

A row is kept as its canonical JSON, so that what was hashed is what is stored. `prev`
is the SHA-256 of the row before; the first row of a chain hangs on `GENESIS`.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from datetime import datetime
from datetime import UTC

import hashlib
import json


VERSION = 1
GENESIS = "0" * 64
ACTS = frozenset({"grant", "withdraw", "review", "takedown", "edit", "unseal"})

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
    """Give the hash by which the next row holds on to this one."""
    return hashlib.sha256(row.encode("utf-8")).hexdigest()


def timestamp(now: datetime) -> str:
    """Give a moment as UTC to the second; a naive one is taken as UTC."""
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
) -> str:
    """Give the row that goes at the end of a chain.

    :raises ValueError: when the act is not one of `ACTS`.
    """
    if act not in ACTS:
        raise ValueError(f"act: {act!r} is not one that the ledger knows")
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
        "grants": {},
        "expires": None,
        "wording_id": wording_id,
        "language": language,
        "digest": digest,
        "channel": channel,
    }
    return json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def first_fault(chain: Iterable[str]) -> int | None:
    """Give the number of the first row that does not hold, None for a sound chain."""
    prev = GENESIS
    for number, text in enumerate(chain):
        try:
            row = json.loads(text)
        except ValueError:
            return number
        sound = (
            isinstance(row, dict)
            and set(row) == set(FIELDS)
            and row["n"] == number
            and row["prev"] == prev
            and row["act"] in ACTS
        )
        if not sound:
            return number
        prev = row_hash(text)
    return None
