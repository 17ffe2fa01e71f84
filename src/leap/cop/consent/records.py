"""What is kept of the ledger: one root of plain trees and lists; how rows lie in it."""

from collections.abc import Iterator
from collections.abc import Sequence
from leap.cop.consent import chain
from leap.cop.core.events import IIdForgotten
from leap.cop.core.events import IPersonErased
from leap.cop.core.records import Shelf
from persistent.list import PersistentList


KEY = "leap.cop.consent.ledger"


class Rows(Sequence):
    """The rows of one chain, as one sequence of texts however they are stored.

    Length and last row of a linked chain are there without its links: a new row needs
    no more. Who goes through it reads what is there, whatever length was written down.
    """

    def __init__(self, kept: Sequence) -> None:
        self.kept = kept
        self.is_linked = bool(kept) and isinstance(kept[0], PersistentList)

    def __len__(self) -> int:
        return getattr(self.kept, "length", 0) if self.is_linked else len(self.kept)

    def __iter__(self) -> Iterator[str]:
        if not self.is_linked:
            return iter(self.kept)
        return reversed(list(self._newest_first()))

    def _newest_first(self) -> Iterator[str]:
        link = self.kept[0]
        # Links that somebody tied to a ring have no end.
        for _number in range(len(self) + 1):
            yield from link[1:]
            link = link[0] if link else None
            if not isinstance(link, PersistentList):
                return

    def __getitem__(self, at):
        if not self.is_linked:
            return self.kept[at]
        if at == -1:
            return next(self._newest_first())
        return list(self)[at]

    def flat(self) -> PersistentList:
        """Return the rows as one list, with their head."""
        found = PersistentList(self[:])
        if hasattr(self.kept, "head"):
            found.head = self.kept.head
        return found

    def add(self, row: str, *, linked: bool) -> None:
        """Put a row at the end.

        :param linked: how a chain begins that has none yet.
        """
        if (self.kept and not self.is_linked) or not (self.kept or linked):
            self.kept.append(row)
            return
        before = self.kept[0] if self.kept else None
        self.kept.length = len(self) + 1
        self.kept[:] = [PersistentList([before, row])]
        self.is_linked = True


def as_stored(rows: PersistentList) -> PersistentList:
    """Return a sound chain that came as one list in the way in which it is stored."""
    if not rows or not chain.is_agreements(rows):
        return rows
    found = Rows(PersistentList())
    for row in rows:
        found.add(row, linked=True)
    if hasattr(rows, "head"):
        found.kept.head = rows.head
    return found.kept


class LedgerShelf(Shelf):
    """The ledger of one site, as it is kept; see `ledger`."""

    key = KEY
    counted = "codes in the ledger that are nobody's now"
    of_site = True

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Drop which codes were somebody's who is erased: rows stay, nobody's.

        Not when an account is closed: what a code stands for is proof until then.
        """
        if not IPersonErased.providedBy(forgotten) or not forgotten.known_as:
            return 0
        return self.forget(forgotten.known_as)

    def forget(self, userid: str) -> int:
        """Drop which codes were a user's; return how many there were."""
        dropped = 0
        for mapping in self.kept.get("years", {}).values():
            for actor in [code for code, known in mapping.items() if known == userid]:
                del mapping[actor]
                dropped += 1
        return dropped

    def pack(self) -> dict[str, dict]:
        """Return the rows by chain, each chain as one list, and all the rest."""
        rest = self.all()
        chains = {
            ledger_key: Rows(rows).flat()
            for bucket in rest.pop("chains", {}).values()
            for ledger_key, rows in bucket.items()
        }
        return {"chains": chains, "rest": rest}

    def unpack(self, packed: dict[str, dict]) -> None:
        """Put in place what came besides the chains, which are merged one by one."""
        self.ready.update(packed["rest"])
