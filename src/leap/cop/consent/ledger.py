"""The ledger: append-only chains of grants and withdrawals that outlive the content.

Under one annotation of the portal, made of plain BTrees and strings only, so that a
site still starts without this package: `chains` is 256 ready-made buckets of
`ledger_key -> PersistentList of rows` (one chain per story; a single one would be a
conflict on every consent), `keys` holds the site key, `persons` ties the HMAC of a
user id back to the user id and can be erased on its own. The actor in a row is that
HMAC and never a name.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from datetime import datetime
from leap.cop.consent import chain
from persistent.list import PersistentList
from zope.annotation.interfaces import IAnnotations

import hashlib
import hmac
import json
import secrets


KEY = "leap.cop.consent.ledger"
BUCKETS = 256


def new_ledger_key() -> str:
    """Give the random name of a new chain; it says nothing about the content."""
    return secrets.token_hex(16)


class Ledger:
    """The consent ledger of one site."""

    def __init__(self, portal) -> None:
        self._annotations = IAnnotations(portal)

    def install(self) -> None:
        """Make the buckets and the site key; what is there already stays."""
        root = self._annotations.get(KEY)
        if root is None:
            root = self._annotations[KEY] = OOBTree()
        if "chains" not in root:
            root["chains"] = OOBTree(
                {f"{number:02x}": OOBTree() for number in range(BUCKETS)}
            )
        if "persons" not in root:
            root["persons"] = OOBTree()
        if "keys" not in root:
            root["keys"] = OOBTree({"site": secrets.token_bytes(32)})

    @property
    def _root(self):
        if KEY not in self._annotations:
            self.install()
        return self._annotations[KEY]

    def _bucket(self, ledger_key: str):
        name = hashlib.sha256(ledger_key.encode()).hexdigest()[:2]
        return self._root["chains"][name]

    def actor(self, userid: str) -> str:
        """Give the pseudonym under which a user stands in the ledger."""
        key = self._root["keys"]["site"]
        return hmac.new(key, userid.encode("utf-8"), hashlib.sha256).hexdigest()

    def person(self, actor: str) -> str | None:
        """Give the user id behind a pseudonym, None once the mapping is erased."""
        return self._root["persons"].get(actor)

    def append(self, ledger_key: str, userid: str, **fields) -> str:
        """Write one row at the end of a chain and give it back.

        :param fields: what `chain.next_row` takes besides the actor.
        """
        bucket = self._bucket(ledger_key)
        rows = bucket.get(ledger_key)
        if rows is None:
            rows = bucket[ledger_key] = PersistentList()
        actor = self.actor(userid) if userid else ""
        persons = self._root["persons"]
        if actor and actor not in persons:
            persons[actor] = userid
        row = chain.next_row(rows, actor=actor, **fields)
        rows.append(row)
        return row

    def rows(self, ledger_key: str) -> list[dict]:
        """Give the rows of one chain, oldest first."""
        if KEY not in self._annotations:
            return []
        return [json.loads(row) for row in self._bucket(ledger_key).get(ledger_key, ())]

    def chains(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Give every chain of the site: its key and its rows as they are stored."""
        if KEY not in self._annotations:
            return
        for bucket in self._root["chains"].values():
            for ledger_key, rows in bucket.items():
                yield ledger_key, tuple(rows)

    def verify(self) -> dict[str, int]:
        """Give the chains that do not hold: key and number of the first bad row."""
        faults = {}
        for ledger_key, rows in self.chains():
            fault = chain.first_fault(rows)
            if fault is not None:
                faults[ledger_key] = fault
        return faults


def last_at(rows: list[dict]) -> datetime | None:
    """Give the moment of the newest row."""
    return datetime.fromisoformat(rows[-1]["at"]) if rows else None
