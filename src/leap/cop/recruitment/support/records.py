"""What is kept of managers' words, on the community by user id."""

from datetime import datetime
from leap.cop.core.events import IIdForgotten
from leap.cop.core.records import made_of
from leap.cop.core.records import Shelf
from leap.cop.recruitment.support import links
from leap.cop.recruitment.support import rules
from persistent import Persistent
from typing import Any


KEY = "leap.cop.recruitment.support"


class Support(Persistent):
    """How far one person is with their own manager. Moments are aware, in UTC."""

    state: str = rules.NOT_ASKED
    address: str = ""
    until: datetime | None = None
    sent: tuple[datetime, ...] = ()
    decided: datetime | None = None
    waived_by: str = ""


class SupportShelf(Shelf):
    """How far people are with their managers, in one community, by user id."""

    key = KEY
    counted = "words of managers erased"

    def drop(self, userid: str) -> Support | None:
        """Take out what is kept of one person; a link leads nowhere then."""
        row = super().drop(userid)
        if row is not None:
            links.drop(self.content, userid)
        return row

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Drop what is kept of one person, and the id where that one let others in."""
        own = self.drop(forgotten.userid)
        rows = self.kept.values()
        waived = [row for row in rows if row.waived_by == forgotten.userid]
        for row in waived:
            row.waived_by = ""
        return len(waived) + (own is not None)

    def pack(self) -> dict[str, dict]:
        """Return the fields of each by user id."""
        return {userid: row.__getstate__() or {} for userid, row in self.kept.items()}

    def unpack(self, packed: Any) -> None:
        """Keep how far people are."""
        for userid, state in packed.items():
            self.put(userid, made_of(Support, state))
