"""What is kept of meetings besides fields: three shelves.

On the meeting what belongs to it alone: turns, agenda, answers, presence, texts. On the
community what outlives a meeting: whose turns there were, what people set out to do.
Each thing that people write at the same time is an object of its own.
"""

from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from datetime import datetime
from leap.cop.core.errors import Refused
from leap.cop.core.events import IIdForgotten
from leap.cop.core.people import GONE
from leap.cop.core.people import is_gone
from leap.cop.core.records import FineTree
from leap.cop.core.records import Shelf
from leap.cop.meeting import packing
from leap.cop.meeting import rules
from leap.cop.meeting import turn_rows
from leap.cop.meeting.finding import every_meeting
from persistent import Persistent
from persistent.mapping import PersistentMapping
from typing import Any

import hashlib
import hmac
import secrets


#: Under these annotations of a meeting, and of a community.
RECORD_KEY = "leap.cop.meeting.record"
TURNS_KEY = "leap.cop.meeting.turns"
ACTIONS_KEY = "leap.cop.meeting.actions"


class AgendaRow(Persistent):
    """One thing that people talk about. Who put it there is told to nobody."""

    def __init__(self, id_: str, kind: str, author: str) -> None:
        self.id = id_
        self.kind = kind
        self.author = author
        #: Goes up with each change; a page that stayed open overwrites nothing.
        self.rev = 1
        self.title = ""
        self.minutes = 0
        #: User id of who leads it, empty for nobody.
        self.lead = ""
        self.note = ""
        #: The line of a theme; the UID of a story. Empty for none.
        self.theme = ""
        self.story = ""
        self.outcome = ""
        self.state = rules.OPEN
        #: Whether those whose views are brought along said yes to that.
        self.permission = False
        #: Key of the suggestion that it was, so that nothing is suggested twice.
        self.suggestion = ""


class Order(Persistent):
    """The order of the agenda, apart from its rows: who moves one changes none."""

    def __init__(self) -> None:
        self.ids: tuple[str, ...] = ()


class Minutes(Persistent):
    """What was said: for members, and what may be shown."""

    def __init__(self) -> None:
        self.members_record = ""
        self.summary = ""
        #: Nothing is written yet.
        self.rev = 0
        self.kept = False
        self.summary_shown = False


class MeetingRecord(Persistent):
    """Everything that is kept of one meeting besides its fields."""

    def __init__(self) -> None:
        self.phase = rules.PLANNED
        #: Of a cancellation.
        self.note = ""
        #: How often what a calendar is told has changed, and when it did last.
        self.sequence = 0
        self.said: datetime | None = None
        #: How much of that people were told, and when they believe that it begins.
        self.announced = 0
        self.announced_for: datetime | None = None
        #: When people were told of a change last.
        self.announced_on: datetime | None = None
        #: What that was, as `said.told_of` gives it.
        self.last_told: tuple[str, ...] = ()
        #: Kind of turn -> (user id, asked or accepted).
        self.turns = PersistentMapping()
        #: (kind of turn, user id) of those who offer to take it; see `offers.py`.
        self.offers = OOTreeSet()
        #: Codes of those who are not asked again for this meeting; see `code_of`.
        self.salt = secrets.token_bytes(16)
        self.left_out = OOTreeSet()
        self.rows = OOBTree()
        self.order = Order()
        #: User id -> (yes, no or perhaps; here, online or empty).
        self.answers = FineTree()
        #: User id -> present, apologies or absent.
        self.presence = OOBTree()
        self.guests = 0
        self.young_people = 0
        self.minutes = Minutes()
        #: UIDs of stories that were told.
        self.told: tuple[str, ...] = ()
        #: User ids of those who got an invitation.
        self.invited = OOTreeSet()
        #: The day on which people were reminded.
        self.reminded: date | None = None
        #: Id of a file or link -> user id of who added it.
        self.added_by = OOBTree()
        #: Ids of files and links that are shown as far as the meeting is.
        self.shown_media = OOTreeSet()

    def agenda(self) -> list[AgendaRow]:
        """Return the agenda in its order; a row that no order knows comes last."""
        place = {id_: index for index, id_ in enumerate(self.order.ids)}
        return sorted(
            self.rows.values(), key=lambda row: (place.get(row.id, len(place)), row.id)
        )

    def turn(self, kind: str) -> tuple[str, str] | None:
        """Return who has a turn and whether they said yes, None for nobody yet."""
        return self.turns.get(kind)

    def code_of(self, kind: str, userid: str) -> str:
        """Return what stands for somebody at this meeting alone.

        :param kind: for what: of one regard nothing is learnt about another.
        """
        said = f"{kind} {userid}".encode()
        return hmac.new(self.salt, said, hashlib.sha256).hexdigest()


class MeetingShelf(Shelf):
    """The record of one meeting.

    :param content: the meeting.
    """

    key = RECORD_KEY
    counted = "answers, turns and presence at meetings"
    make = MeetingRecord

    @classmethod
    def within(cls, community: Any) -> Iterator[Shelf]:
        """Yield the shelves of the community's meetings."""
        for meeting in every_meeting(community):
            yield cls(meeting)

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Take a user id out; how many came stays."""
        return self.forget(forgotten.userid)

    def forget(self, userid: str) -> int:
        """Take a user id out, whoever says so; return how often it stood there."""
        if not self.is_there:
            return 0
        record = self.kept
        mine = [kind for kind, (who, _state) in record.turns.items() if who == userid]
        for kind in mine:
            del record.turns[kind]
        found = len(mine) + _forget_writer(record, userid)
        for offer in [one for one in record.offers if one[1] == userid]:
            record.offers.remove(offer)
            found += 1
        if record.answers.pop(userid, None):
            found += 1
        if userid in record.presence:
            nobody = f"{GONE}{secrets.token_hex(8)}"
            record.presence[nobody] = record.presence.pop(userid)
            found += 1
        if userid in record.invited:
            record.invited.remove(userid)
            found += 1
        for kind in rules.TURNS:
            code = record.code_of(kind, userid)
            if code in record.left_out:
                record.left_out.remove(code)
        return found

    def people(self) -> set[str]:
        """Return every user id that stands here."""
        record = self.kept
        found = {*record.answers, *record.presence, *record.invited}
        found |= {who for who, _state in record.turns.values()}
        found |= {who for _kind, who in record.offers}
        found |= {*record.added_by.values()}
        for row in record.rows.values():
            found |= {row.author, row.lead}
        return {userid for userid in found if userid and not is_gone(userid)}

    def pack(self) -> Any:
        """Return all that goes along when the meeting travels, as plain values."""
        return packing.packed_meeting(self.kept)

    def unpack(self, packed: Any) -> None:
        """Put what arrived in place of what is here.

        A calendar that knows the meeting takes it for a newer one.

        :raises Refused: for what cannot have been packed here.
        """
        record = MeetingRecord()
        packing.unpack_meeting(record, packed, AgendaRow)
        record.sequence += 1
        self.keep(record)


def _forget_writer(record: MeetingRecord, userid: str) -> int:
    """Leave what somebody wrote or added without a name; return how often."""
    found = 0
    for row in record.rows.values():
        for name in ("author", "lead"):
            if getattr(row, name) == userid:
                setattr(row, name, "")
                found += 1
    for medium, who in list(record.added_by.items()):
        if who == userid:
            record.added_by[medium] = ""
            found += 1
    return found


class Turns(Persistent):
    """Whose turns there were in a community, and who can host."""

    def __init__(self) -> None:
        #: The turns in two orders; see `turn_rows`. Written by way of `taken` alone.
        self.by_day = OOTreeSet()
        self.by_person = OOTreeSet()
        #: User id of whoever said that they can host -> the day on which they did.
        self.can_host = OOBTree()
        #: Line of a theme -> UIDs of the meetings at which it is done.
        self.talked = OOBTree()
        #: UID of a story -> UIDs of the meetings at which it stands.
        self.named = OOBTree()

    @property
    def taken(self) -> tuple[tuple[str, str, str, str], ...]:
        """All turns: (day, kind, user id, UID of the meeting), oldest first."""
        return tuple(self.by_day)

    @taken.setter
    def taken(self, turns: Iterable[tuple[str, str, str, str]]) -> None:
        turn_rows.replace(self.by_day, self.by_person, turns)


class TurnsShelf(Shelf):
    """Whose turns there were, so that fairness outlasts a meeting.

    :param content: the community.
    """

    key = TURNS_KEY
    counted = "turns taken at meetings"
    make = Turns

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Take a user id out; that there was a turn stays."""
        return self.forget(forgotten.userid)

    def forget(self, userid: str) -> int:
        """Take a user id out, whoever says so; return how often it stood there."""
        if not self.is_there:
            return 0
        kept, found = self.kept, 0
        mine = sum(row[2] == userid for row in kept.taken)
        if mine:
            kept.taken = tuple(
                (day, kind, "" if who == userid else who, uid)
                for day, kind, who, uid in kept.taken
            )
            found += mine
        if kept.can_host.pop(userid, None):
            found += 1
        return found

    def people(self) -> set[str]:
        """Return every user id that stands here."""
        kept = self.kept
        return {*(row[2] for row in kept.taken), *kept.can_host} - {""}

    def pack(self) -> Any:
        """Return turns and who can host, as plain values.

        Meetings say themselves what they talked about, where they arrive.
        """
        kept = self.kept
        return {
            "taken": [list(row) for row in kept.taken],
            "can_host": dict(kept.can_host),
        }

    def unpack(self, packed: Any) -> None:
        """Put what arrived in place of what is here.

        :raises Refused: for what cannot have been packed here.
        """
        turns = Turns()
        try:
            turns.taken = packing.unpacked_turns(packed["taken"])
            turns.can_host.update(packing.unpacked_hosts(packed["can_host"]))
        except packing.MALFORMED as error:
            raise Refused("turns: these were not written by an export.") from error
        self.keep(turns)


class Action(Persistent):
    """What somebody set out to do."""

    def __init__(self, id_: str, text: str, owner: str) -> None:
        self.id = id_
        self.text = text
        #: User id of whose it is, empty for nobody yet.
        self.owner = owner
        #: Goes up with each change.
        self.rev = 1
        #: When it was written down.
        self.made: datetime | None = None
        self.due: date | None = None
        self.status = rules.PLANNED
        self.learned = ""
        #: UID of the meeting, line of the theme, UID of the story; empty for none.
        self.meeting = ""
        self.theme = ""
        self.story = ""
        #: For its owner alone, until shared.
        self.personal = False
        self.shared = False
        #: User id of who wrote it down, told to nobody: who may change it.
        self.author = owner
        #: Which mails about it went out: `soon`, `late`.
        self.told: tuple[str, ...] = ()


class ActionsShelf(Shelf):
    """What the people of a community set out to do.

    :param content: the community.
    """

    key = ACTIONS_KEY
    counted = "actions"

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Take a user id out: own words for oneself go, the group's stay nobody's."""
        return self.forget(forgotten.userid)

    def forget(self, userid: str) -> int:
        """Take a user id out, whoever says so; return how often it stood there."""
        found = 0
        for id_, action in list(self.kept.items()):
            if userid not in (action.owner, action.author):
                continue
            found += 1
            if action.personal and not action.shared:
                self.drop(id_)
                continue
            if action.owner == userid:
                action.owner = ""
            if action.author == userid:
                action.author = ""
        return found

    def pack(self) -> Any:
        """Return the actions as plain values."""
        return packing.packed_actions(self.kept.values())

    def people(self) -> set[str]:
        """Return every user id that stands here."""
        found = {who for one in self.kept.values() for who in (one.owner, one.author)}
        return found - {""}

    def unpack(self, packed: Any) -> None:
        """Put what arrived in place of what is here.

        :raises Refused: for what cannot have been packed here.
        """
        found = packing.unpacked_actions(packed, Action)
        self.clear()
        for action in found:
            self.put(action.id, action)


def record_of(meeting) -> MeetingRecord:
    """Return the record of a meeting; it is made together with the meeting."""
    return MeetingShelf(meeting).kept
