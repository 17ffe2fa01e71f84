"""The ledger: append-only chains of grants and withdrawals that outlive the content.

Under one annotation of the portal, made of plain BTrees and strings only, so that a
site still starts without this package:

* `chains`: 256 ready-made buckets of `ledger_key -> PersistentList of rows` (one chain
  per story or agreement; a single one would be a conflict on every consent). That of an
  agreement, to which many answer, is linked: a list of its newest link alone, and each
  link is a list of the link before and one row, so that a new row rewrites no other.
  The head (`chain.py`) is an attribute of the list; `sum` is a Length over all chains.
* `seals`: a PersistentList of seals, with a head as well.
* `keys`: one key per calendar year makes the codes that stand for people in the rows of
  that year; `heads` makes heads.
* `years`: per year, which code is which user id. Key and mapping of a year are
  destroyed together when its retention ends (`retention.py`).
"""

from BTrees.Length import Length
from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import datetime
from leap.cop import _
from leap.cop.consent import chain
from leap.cop.consent import seals
from leap.cop.consent.records import LedgerShelf
from leap.cop.consent.records import Rows
from leap.cop.core.errors import NotNow
from leap.cop.core.interfaces import IMeaningOfSigns
from persistent.list import PersistentList
from zope.interface import Interface
from zope.interface import provider

import hashlib
import hmac
import json
import secrets


BUCKETS = 256

#: The key for heads.
HEADS = "heads"

_SEALS = "seals"


class IChainHolder(Interface):
    """A room whose content holds chains: a subscription adapter of the site.

    The ledger knows chains by random names alone; a room says which ones are its own,
    so that the check of the ledger can tell a chain in the wrong hands.
    """

    def held() -> Iterable[tuple[str, str]]:
        """Return name and kind, see `chain.KINDS`, of each chain that is held."""


def new_ledger_key() -> str:
    """Return the random name of a new chain; it says nothing about the content."""
    return secrets.token_hex(16)


class Ledger:
    """The consent ledger of one site."""

    def __init__(self, portal) -> None:
        self.shelf = LedgerShelf(portal)

    # Making it

    def install(self) -> None:
        """Make what is missing; what is there already stays."""
        root = self.shelf.ready
        if "chains" not in root:
            root["chains"] = OOBTree(
                {f"{number:02x}": OOBTree() for number in range(BUCKETS)}
            )
        for name in ("years", "keys"):
            if name not in root:
                root[name] = OOBTree()
        if HEADS not in root["keys"]:
            self._begin_heads(root)

    def _begin_heads(self, root) -> None:
        # What has a head or a sum already keeps it: a key that was taken out and made
        # anew would make everything fit otherwise.
        key = root["keys"][HEADS] = secrets.token_bytes(32)
        if _SEALS not in root:
            root[_SEALS] = PersistentList()
            root[_SEALS].head = chain.head(key, _SEALS, ())
        if "sum" not in root:
            root["sum"] = Length()

    @property
    def _root(self):
        if not self.shelf.is_there:
            self.install()
        return self.shelf.kept

    @property
    def _found(self):
        """The root for reading: nothing is made."""
        return self.shelf.kept

    def _bucket(self, ledger_key: str):
        name = hashlib.sha256(ledger_key.encode()).hexdigest()[:2]
        return self._root["chains"][name]

    # People

    def actor(self, userid: str, now: datetime) -> str:
        """Return the code under which a user stands in the rows of a moment's year."""
        keys, year = self._root["keys"], _year(now)
        if year not in keys:
            keys[year] = secrets.token_bytes(32)
        return hmac.new(keys[year], userid.encode("utf-8"), hashlib.sha256).hexdigest()

    def _remember(self, actor: str, userid: str, now: datetime) -> None:
        years, year = self._root["years"], _year(now)
        if year not in years:
            years[year] = OOBTree()
        if actor not in years[year]:
            years[year][actor] = userid

    def person(self, actor: str) -> str | None:
        """Return the user id behind a code, None once the mapping is destroyed."""
        found = (known.get(actor) for known in self._found.get("years", {}).values())
        return next((userid for userid in found if userid is not None), None)

    # Rows

    def append(self, ledger_key: str, userid: str, *, now: datetime, **fields) -> str:
        """Write one row at the end of a chain and return it.

        A head that did not fit before does not fit afterwards: adding a row does not
        make a changed chain sound.

        :param fields: what `chain.next_row` takes besides actor and moment.
        """
        bucket = self._bucket(ledger_key)
        rows = bucket.get(ledger_key)
        key = self._root["keys"].get(HEADS)
        sound = rows is None or (key is not None and _is_whole(key, ledger_key, rows))
        if rows is None:
            rows = bucket[ledger_key] = PersistentList()
            if key is not None:
                self._root["sum"].change(chain.weight(key, ledger_key))
        actor = self.actor(userid, now) if userid else ""
        if actor:
            self._remember(actor, userid, now)
        there = Rows(rows)
        row = chain.next_row(there, now=now, actor=actor, **fields)
        there.add(row, linked=fields.get("level") == chain.AGREEMENT)
        if sound and key is not None:
            rows.head = chain.head(key, ledger_key, there)
        return row

    def take_in(self, ledger_key: str, rows: Sequence[str]) -> None:
        """Put a chain in that another site wrote, or what continues the one here.

        :raises ValueError: when it does not hold, or parts from the one that is here.
        """
        bucket = self._bucket(ledger_key)
        here = bucket.get(ledger_key)
        if chain.first_fault(rows) is not None or not rows:
            raise ValueError("rows: the chain does not hold")
        said = [] if here is None else list(Rows(here))
        if list(rows[: len(said)]) != said:
            raise ValueError("rows: the chain here says something else")
        key = self._root["keys"][HEADS]
        sound = here is None or _is_whole(key, ledger_key, here)
        if here is None:
            here = bucket[ledger_key] = PersistentList()
            self._root["sum"].change(chain.weight(key, ledger_key))
        there, linked = Rows(here), chain.is_agreements(rows)
        for row in rows[len(said) :]:
            there.add(row, linked=linked)
        if sound:
            here.head = chain.head(key, ledger_key, there)

    def rows(self, ledger_key: str) -> list[dict]:
        """Return the rows of one chain, oldest first."""
        if not self.shelf.is_there:
            return []
        return [json.loads(row) for row in self.stored(ledger_key)]

    def stored(self, ledger_key: str) -> tuple[str, ...]:
        """Return the rows of one chain as they are stored."""
        return tuple(Rows(self._bucket(ledger_key).get(ledger_key, ())))

    def has(self, ledger_key: str) -> bool:
        """Tell whether there is a chain of this name, without reading it."""
        return self.shelf.is_there and ledger_key in self._bucket(ledger_key)

    def _lists(self) -> Iterator[tuple[str, PersistentList]]:
        for bucket in self._found.get("chains", {}).values():
            yield from bucket.items()

    def chains(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield every chain of the site: its key and its rows as they are stored."""
        for ledger_key, rows in self._lists():
            yield ledger_key, tuple(Rows(rows))

    # Proof

    def verify(self) -> dict[str, int]:
        """Return the chains that do not hold: key and number of the first bad row.

        One more than the last row means that rows are missing at the end, or that the
        last one was changed.
        """
        key = self._found.get("keys", {}).get(HEADS)
        faults = {}
        for ledger_key, kept in self._lists():
            # All of them, rather than what the chain says of its length.
            rows = Rows(kept).flat()
            fault = chain.first_fault(rows)
            if fault is None and (key is None or not _is_whole(key, ledger_key, rows)):
                fault = len(rows)
            if fault is not None:
                faults[ledger_key] = fault
        return faults

    def is_complete(self) -> bool:
        """Tell whether no chain was taken out or put in past this class."""
        root = self._found
        key = root.get("keys", {}).get(HEADS)
        if key is None:
            return not root
        expected = sum(chain.weight(key, name) for name, _list in self._lists())
        return root["sum"]() == expected

    def seals(self) -> tuple[str, ...]:
        """Return the seals, oldest first, as they are stored."""
        return tuple(self._found.get(_SEALS, ()))

    def seals_are_whole(self) -> bool:
        """Tell whether no seal was added or taken away at the end past this class."""
        root = self._found
        key = root.get("keys", {}).get(HEADS)
        if key is None:
            return not root
        return _is_whole(key, _SEALS, root[_SEALS])

    def seal(self, *, now: datetime) -> str:
        """Add a seal over all chains as they are; return what is to be written down.

        :raises NotNow: where somebody took the key for heads out.
        """
        if HEADS not in self._root["keys"]:
            raise NotNow(
                _("The record of consent cannot be sealed: its key is missing.")
            )
        kept = self._root[_SEALS]
        key = self._root["keys"][HEADS]
        sound = self.seals_are_whole()
        kept.append(seals.next_seal(kept, dict(self.chains()), now=now))
        if sound:
            kept.head = chain.head(key, _SEALS, kept)
        return seals.printed(kept[-1])


def _year(now: datetime) -> str:
    return chain.timestamp(now)[:4]


def _is_whole(key: bytes, name: str, rows) -> bool:
    return chain.fits(getattr(rows, "head", None), chain.head(key, name, Rows(rows)))


@provider(IMeaningOfSigns)
def meaning_of(portal, word: str) -> str:
    """Return what a word stands for that names a chain, empty for any other."""
    known = Ledger(portal).has(word)
    return " (the random name of a chain in the ledger)" if known else ""
