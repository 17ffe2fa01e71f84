"""Who is invited, kept on the community.

`rows` (id -> a row of values) and `targets` (whom it is for -> id), so that a duplicate
is found without a look at every row.
"""

from BTrees.OOBTree import OOBTree
from datetime import datetime
from leap.cop.core.events import IIdForgotten
from leap.cop.core.records import Rows
from leap.cop.core.records import Shelf
from leap.cop.recruitment.invitations import links
from leap.cop.recruitment.invitations import rules
from leap.cop.recruitment.invitations.rules import Invitation
from typing import Any


KEY = "leap.cop.recruitment.invitations"

ROWS = Rows(
    Invitation,
    "id userid email name channel language by made sent state answered by_address",
)


def _two_trees() -> OOBTree:
    return OOBTree({"rows": OOBTree(), "targets": OOBTree()})


class Invitations(Shelf):
    """The invitations of one community."""

    key = KEY
    counted = "invitations erased or without a name"
    make = staticmethod(_two_trees)

    # Reading

    def get(self, invitation_id: object) -> Invitation | None:
        """Return one invitation, None for an unknown id."""
        if not isinstance(invitation_id, str):
            return None
        row = self.kept["rows"].get(invitation_id)
        return None if row is None else ROWS.read(row)

    def of(self, target: str) -> Invitation | None:
        """Return the invitation of somebody who has not come in by it."""
        return self.get(self.kept["targets"].get(target))

    def rows(self) -> list[Invitation]:
        """Return all invitations, the newest first."""
        found = map(ROWS.read, self.kept["rows"].values())
        return sorted(found, key=lambda row: (row.sent, row.id), reverse=True)

    # Writing

    def put(self, row: Invitation) -> None:
        """Keep an invitation, new or changed; once it is answered no link opens it."""
        before = self.get(row.id)
        if before is not None:
            self._forget_target(before)
        self._keep(row)
        if row.state not in rules.ALIVE:
            links.drop(self.content, row.id)

    def _keep(self, row: Invitation) -> None:
        self.ready["rows"][row.id] = ROWS.written(row)
        if row.state != rules.ACCEPTED:
            self.ready["targets"][row.target] = row.id

    def drop(self, row: Invitation) -> None:
        """Forget an invitation; its link is dead."""
        self._forget_target(row)
        self.kept["rows"].pop(row.id, None)
        links.drop(self.content, row.id)

    def _forget_target(self, row: Invitation) -> None:
        targets = self.kept["targets"]
        if targets.get(row.target) == row.id:
            del targets[row.target]

    def close(self, row: Invitation, userid: str, *, now: datetime) -> None:
        """Note that somebody came in; the address is not needed any more."""
        self.put(
            row._replace(
                state=rules.ACCEPTED,
                userid=userid,
                email="",
                name="",
                answered=now,
            )
        )

    # What every shelf owes

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Drop invitations of a person, and the name from those that person sent."""
        userid, found = forgotten.userid, 0
        for row in self.rows():
            if row.userid == userid:
                self.drop(row)
            elif row.by == userid:
                self.put(row._replace(by=""))
            else:
                continue
            found += 1
        return found

    def pack(self) -> list[tuple]:
        """Return the rows as they are kept; their links stay here."""
        return list(self.kept["rows"].values())

    def unpack(self, packed: Any) -> None:
        """Put rows on the shelf; no link leads to them here."""
        for row in map(ROWS.read, packed):
            self._keep(row)
