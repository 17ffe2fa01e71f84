"""Which stories are on hold, kept on their community."""

from datetime import datetime
from leap.cop.core.events import IIdForgotten
from leap.cop.core.records import Rows
from leap.cop.core.records import Shelf
from typing import Any
from typing import NamedTuple

import secrets


KEY = "leap.cop.story.holds"


class Hold(NamedTuple):
    """One story that was put on hold."""

    story_id: str
    state: str
    at: datetime
    by: str


ROWS = Rows(Hold, "story_id state at by")


class HoldShelf(Shelf):
    """The holds of one community, by random tokens that stand for no story."""

    key = KEY
    counted = "holds without a name"

    def holds(self) -> dict[str, Hold]:
        """Return all holds by token."""
        return {token: ROWS.read(row) for token, row in self.kept.items()}

    def add(self, hold: Hold) -> str:
        """Remember a hold, in the place of an older one; return its token."""
        self.drop_of(hold.story_id)
        token = secrets.token_hex(8)
        self.put(token, ROWS.written(hold))
        return token

    def drop_of(self, story_id: str) -> None:
        """Forget the hold of a story, if there is one."""
        self.drop_where(lambda row: ROWS.read(row).story_id == story_id)

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Take a user id out, so that nobody lifts or reads under the same one."""
        theirs = {t: h for t, h in self.holds().items() if h.by == forgotten.userid}
        for token, hold in theirs.items():
            self.put(token, ROWS.written(hold._replace(by="")))
        return len(theirs)

    pack = Shelf.all

    def unpack(self, packed: Any) -> None:
        """Put rows on the shelf."""
        for token, row in packed.items():
            self.put(token, ROWS.written(ROWS.read(row)))
