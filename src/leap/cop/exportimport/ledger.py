"""The ledger on a journey: whole out, and merged in without losing a later word.

What stands in the root of the ledger travels whatever it is, rows byte for byte. Of two
chains with the same key the one that continues the other wins; where they part, what
stands on the site stays and is reported.
"""

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from leap.cop.consent import chain
from leap.cop.consent.ledger import HEADS
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.records import as_stored
from leap.cop.consent.records import LedgerShelf
from leap.cop.consent.records import Rows
from leap.cop.exportimport import tree
from persistent.list import PersistentList
from typing import NamedTuple

import hashlib
import hmac
import json


#: Parts of the root that tie rows to people.
PERSONAL = ("years", "keys")


class Taken(NamedTuple):
    """What became of the chains that came in, in numbers."""

    added: int
    continued: int
    kept: int
    parted: int
    broken: int


def pack(portal, only: Iterable[str] | None = None, *, persons: bool = True) -> dict:
    """Return the ledger of a site as JSON can hold it.

    :param only: keys of the chains that go; all of them without it.
    :param persons: whether what ties rows to people goes, too.
    """
    packed = LedgerShelf(portal).pack()
    wanted = set(packed["chains"] if only is None else only)
    left_out = () if persons else PERSONAL
    return {
        "chains": {
            ledger_key: tree.dump(rows)
            for ledger_key, rows in packed["chains"].items()
            if ledger_key in wanted
        },
        "rest": {
            name: tree.dump(part)
            for name, part in packed["rest"].items()
            if name not in left_out
        },
    }


def _keys(portal) -> dict[str, bytes]:
    return dict(LedgerShelf(portal).kept.get("keys", {}))


def proving_key(keys) -> bytes | None:
    """Return the one key of a ledger under which an export is sealed."""
    found = keys.get(HEADS)
    return found if isinstance(found, bytes) else None


def own_key(portal) -> bytes | None:
    """Return the proving key of this site."""
    return proving_key(_keys(portal))


def sent_key(packed: dict) -> bytes | None:
    """Return the proving key that came along, None where it was left out."""
    keys = packed.get("rest", {}).get("keys")
    return proving_key(tree.load(keys)) if keys is not None else None


def is_of(portal, actor: str, userid: str) -> bool:
    """Tell whether a pseudonym stands for a user."""
    if not actor or not userid:
        return False
    if Ledger(portal).person(actor) == userid:
        return True
    for name, key in _keys(portal).items():
        made = hmac.new(key, userid.encode("utf-8"), hashlib.sha256).hexdigest()
        if name != HEADS and hmac.compare_digest(made, actor):
            return True
    return False


def is_fresh(portal) -> bool:
    """Tell whether nothing was ever written into this ledger."""
    return next(iter(Ledger(portal).chains()), None) is None


def take_in(portal, packed: dict, *, own: bool) -> Taken:
    """Merge a packed ledger into the one of this site.

    :param own: whether it was packed under the key of this ledger; a chain that stands
        here already is continued by nobody else.
    """
    ledger = Ledger(portal)
    ledger.install()
    sent = {name: tree.load(part) for name, part in packed["rest"].items()}
    if is_fresh(portal):
        ledger.shelf.unpack({"rest": sent})
        own = True
    merge = _Merge(ledger, ledger.shelf.kept, proving_key(sent.get("keys", {})), own)
    for ledger_key, chain_sent in packed["chains"].items():
        merge.take(ledger_key, tree.load(chain_sent))
    merge.take_people(sent)
    merge.count_what_came()
    return Taken(**merge.counted)


class _Merge:
    """One merge: which chains came in, and whom their rows speak of."""

    def __init__(self, ledger, root, key: bytes | None, own: bool) -> None:
        self.ledger = ledger
        self.root = root
        self.key = key
        self.own = own
        self.fresh = not any(map(len, root["chains"].values()))
        self.counted = dict.fromkeys(Taken._fields, 0)
        self.codes: set[str] = set()

    def take(self, ledger_key: str, sent: PersistentList) -> None:
        self.counted[self._take(ledger_key, sent)] += 1

    def _take(self, ledger_key: str, sent: PersistentList) -> str:
        if chain.first_fault(sent) is not None or not self._prove(ledger_key, sent):
            return "broken"
        bucket = self.ledger._bucket(ledger_key)
        here = bucket.get(ledger_key)
        if here is None:
            self._put(bucket, ledger_key, sent)
            return "added"
        said = list(Rows(here))
        shorter = min(len(said), len(sent))
        if said[:shorter] != list(sent[:shorter]):
            return "parted"
        if len(sent) <= len(said):
            return "kept"
        if not self.own:
            return "parted"
        bucket[ledger_key] = as_stored(sent)
        self._remember(sent[len(said) :])
        return "continued"

    def _prove(self, ledger_key: str, sent: PersistentList) -> bool:
        """Tell whether a chain's head fits; give it one under the key of this site."""
        here = self.root["keys"].get(HEADS)
        if here is None:
            return True
        if self.key is None or not chain.fits(
            getattr(sent, "head", None), chain.head(self.key, ledger_key, sent)
        ):
            return False
        sent.head = chain.head(here, ledger_key, sent)
        return True

    def _put(self, bucket, ledger_key: str, sent: PersistentList) -> None:
        bucket[ledger_key] = as_stored(sent)
        self._remember(sent)
        here = self.root["keys"].get(HEADS)
        if here is not None and not self.fresh:
            self.root["sum"].change(chain.weight(here, ledger_key))

    def _remember(self, rows: Iterable[str]) -> None:
        for row in map(json.loads, rows):
            self.codes |= {row["actor"], row["on_behalf"]}

    def count_what_came(self) -> None:
        """Let the sum over a ledger that was empty say which chains came in."""
        here = self.root["keys"].get(HEADS)
        if self.fresh and here is not None:
            total = sum(
                chain.weight(here, name) for name, _rows in self.ledger.chains()
            )
            self.root["sum"] = Length(total)

    def take_people(self, sent: dict) -> None:
        """Take whom the rows that came in speak of; whoever was forgotten stays so."""
        self._take_codes(self.root["years"], sent.get("years"))

    def _take_codes(self, here, sent) -> None:
        for code, found in (sent or {}).items():
            if not isinstance(found, str):
                if code not in here:
                    here[code] = OOBTree()
                self._take_codes(here[code], found)
            elif code in self.codes and code not in here:
                here[code] = found
