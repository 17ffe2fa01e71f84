"""Who asked to come in, kept on the community: by id, and beside it who has which."""

from BTrees.OOBTree import OOBTree
from datetime import datetime
from leap.cop.core.events import IIdForgotten
from leap.cop.core.ids import new_id
from leap.cop.core.records import made_of
from leap.cop.core.records import Shelf
from persistent import Persistent
from typing import Any


KEY = "leap.cop.recruitment.applications"


class Application(Persistent):
    """What one person asked for, and what became of it. Moments are aware, in UTC."""

    id: str
    userid: str
    message: str
    filed: datetime
    decision: str = ""
    decided_by: str = ""
    decided: datetime | None = None
    answer: str = ""

    def __init__(self, id: str, userid: str, message: str, filed: datetime) -> None:
        self.id = id
        self.userid = userid
        self.message = message
        self.filed = filed

    @property
    def waits(self) -> bool:
        """Whether nobody has answered yet."""
        return not self.decision


class Box(Persistent):
    """The applications of one community: by id, and by person, oldest first."""

    def __init__(self) -> None:
        self.by_id = OOBTree()
        self.by_person = OOBTree()
        self.waiting = OOBTree()

    def add(self, row: Application) -> None:
        """Keep an application."""
        self.by_id[row.id] = row
        self.by_person[row.userid] = (*self.by_person.get(row.userid, ()), row.id)
        if row.waits:
            self.waiting[row.userid] = row.id


class Applications(Shelf):
    """The applications to one community."""

    key = KEY
    counted = "applications without a name"
    make = Box

    # Reading

    def get(self, application_id: str) -> Application | None:
        """Return one by its id, None for none."""
        return self.kept.by_id.get(application_id)

    def waiting(self) -> list[Application]:
        """Return those that nobody has answered yet, oldest first."""
        box = self.kept
        rows = [box.by_id[application_id] for application_id in box.waiting.values()]
        return sorted(rows, key=lambda row: (row.filed, row.id))

    def waiting_total(self) -> int:
        """Return how many wait."""
        return len(self.kept.waiting)

    def waiting_of(self, userid: str) -> Application | None:
        """Return what waits of one person, None for nothing."""
        box = self.kept
        return box.by_id[box.waiting[userid]] if userid in box.waiting else None

    def of(self, userid: str) -> list[Application]:
        """Return all of one person, oldest first."""
        box = self.kept
        return [box.by_id[one] for one in box.by_person.get(userid, ())]

    def people(self) -> set[str]:
        """Return the user ids of those who ever asked, as far as that is kept."""
        return set(self.kept.by_person)

    # Changing

    def file(self, userid: str, message: str, now: datetime) -> Application:
        """Keep a new one."""
        row = Application(new_id(), userid, message, now)
        self.ready.add(row)
        return row

    def decide(
        self, row: Application, decision: str, *, by: str, answer: str, now: datetime
    ) -> None:
        """Keep an answer: it waits no longer."""
        row.decision = decision
        row.decided_by = by
        row.decided = now
        row.answer = answer
        del self.kept.waiting[row.userid]

    def answered_before(self, moment: datetime) -> list[Application]:
        """Return those that were answered before a moment."""
        rows = self.kept.by_id.values()
        return [row for row in rows if row.decided and row.decided < moment]

    def forget(self, row: Application) -> None:
        """Drop one, without a trace."""
        box = self.kept
        if row.waits:
            del box.waiting[row.userid]
        del box.by_id[row.id]
        ids = tuple(other for other in box.by_person[row.userid] if other != row.id)
        if ids:
            box.by_person[row.userid] = ids
        else:
            del box.by_person[row.userid]

    # What every shelf owes

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Drop all of one person, and the id where that person answered others."""
        userid = forgotten.userid
        own = self.of(userid)
        for row in own:
            self.forget(row)
        rows = self.kept.by_id.values()
        answered = [row for row in rows if row.decided_by == userid]
        for row in answered:
            row.decided_by = ""
        return len(own) + len(answered)

    def pack(self) -> list[dict]:
        """Return the fields of each, in the order in which each person asked."""
        box = self.kept
        ids = (one for found in box.by_person.values() for one in found)
        return [box.by_id[one].__getstate__() for one in ids]

    def unpack(self, packed: Any) -> None:
        """Put applications in place of what is here."""
        rows = [made_of(Application, state) for state in packed]
        self.clear()
        for row in rows:
            self.ready.add(row)
