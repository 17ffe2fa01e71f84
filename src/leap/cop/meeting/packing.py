"""Meetings and actions as plain values and back: for moving them to another site.

What comes in is held against the same rules as what somebody types, because a file can
be written by anybody. Links from mails stay, and so does who passed on a turn: a dump
is read by more eyes than a database.

What is refused says why in plain words: it is read on the server, in a terminal.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from datetime import datetime
from leap.cop.core.errors import Refused
from leap.cop.core.ids import is_opaque
from leap.cop.core.markup.clean import clean
from leap.cop.meeting import rules
from leap.cop.meeting.actions import rules as action_rules
from leap.cop.meeting.agenda import rules as agenda_rules
from leap.cop.meeting.packing_values import day
from leap.cop.meeting.packing_values import day_text
from leap.cop.meeting.packing_values import number
from leap.cop.meeting.packing_values import one_line
from leap.cop.meeting.packing_values import one_of
from leap.cop.meeting.packing_values import text
from typing import Any


#: What is wrong with a file that was not written by an export.
MALFORMED = (AttributeError, KeyError, TypeError, ValueError)

MAX_HTML = 50_000

#: Of user ids, lines and UIDs.
MAX_NAME = 500

_ROW = (
    *("id", "kind", "author", "rev", "title", "minutes", "lead", "note"),
    *("theme", "story", "outcome", "state", "permission", "suggestion"),
)
#: What a kind of row takes, or does not.
_SAID = tuple(
    name for name in _ROW if name not in ("id", "kind", "author", "rev", "suggestion")
)
_ACTION = (
    *("id", "text", "owner", "rev", "status", "learned", "meeting", "theme"),
    *("story", "personal", "shared", "author"),
)


def said(moment: date | datetime | None) -> str | None:
    """Return a day or a moment as text."""
    return moment.isoformat() if moment is not None else None


# Out


def packed_meeting(record) -> dict:
    """Return all that is kept of a meeting as plain values."""
    return {
        "phase": record.phase,
        "note": record.note,
        "sequence": record.sequence,
        "turns": {kind: list(turn) for kind, turn in record.turns.items()},
        "offers": [list(offer) for offer in record.offers],
        "rows": [
            {name: getattr(row, name) for name in _ROW} for row in record.agenda()
        ],
        "answers": {who: list(given) for who, given in record.answers.items()},
        "presence": dict(record.presence),
        "guests": record.guests,
        "young_people": record.young_people,
        "minutes": {
            name: getattr(record.minutes, name)
            for name in ("members_record", "summary", "rev", "kept", "summary_shown")
        },
        "told": list(record.told),
        "invited": list(record.invited),
        "reminded": said(record.reminded),
        "added_by": dict(record.added_by),
        "shown_media": list(record.shown_media),
    }


def packed_actions(actions: Iterable) -> list[dict]:
    """Return actions as plain values."""
    return [
        {
            **{name: getattr(action, name) for name in _ACTION},
            "made": said(action.made),
            "due": said(action.due),
            "told": list(action.told),
        }
        for action in actions
    ]


# In


def unpack_meeting(record, sent: Any, new_row: Callable[[str, str, str], Any]) -> None:
    """Fill an empty record with what arrived.

    :param new_row: makes an agenda row of its id, its kind and who put it there.
    :raises Refused: for what no meeting can be.
    """
    try:
        _fill(record, sent, new_row)
    except MALFORMED as error:
        raise Refused("meeting: this was not written by an export.") from error


def _fill(record, sent: Mapping, new_row: Callable[[str, str, str], Any]) -> None:
    record.phase = one_of(sent["phase"], rules.PHASES)
    record.note = text(sent["note"], rules.MAX_NOTE)
    record.sequence = number(sent["sequence"])
    for kind, (who, state) in sent["turns"].items():
        one_of(state, (rules.ASKED, rules.ACCEPTED))
        record.turns[one_of(kind, rules.TURNS)] = (text(who), state)
    for kind, who in sent["offers"]:
        record.offers.add((one_of(kind, rules.TURNS), text(who)))
    for packed in sent["rows"]:
        row = _row(packed, new_row)
        record.rows[row.id] = row
    if len(record.rows) > rules.MAX_ROWS or len(record.rows) != len(sent["rows"]):
        raise ValueError("rows")
    record.order.ids = tuple(row["id"] for row in sent["rows"])
    for who, (answer, way) in sent["answers"].items():
        given = one_of(answer, rules.ANSWERS), one_of(way, ("", *rules.WAYS))
        record.answers[text(who)] = given
    for who, value in sent["presence"].items():
        record.presence[text(who)] = one_of(value, rules.PRESENCE)
    record.guests = number(sent["guests"])
    record.young_people = number(sent["young_people"])
    _fill_minutes(record.minutes, sent["minutes"])
    record.told = tuple(map(text, sent["told"]))
    record.invited.update(map(text, sent["invited"]))
    record.reminded = day(sent["reminded"])
    for medium, who in sent["added_by"].items():
        record.added_by[medium] = text(who)
    record.shown_media.update(map(text, sent["shown_media"]))


def _row(sent: Mapping, new_row: Callable[[str, str, str], Any]):
    if not is_opaque(sent["id"]):
        raise ValueError("id")
    row = new_row(sent["id"], one_of(sent["kind"], rules.KINDS), text(sent["author"]))
    row.rev, row.minutes = number(sent["rev"]), number(sent["minutes"])
    if row.minutes > rules.MAX_MINUTES:
        raise ValueError("minutes")
    row.state = one_of(sent["state"], rules.ROW_STATES)
    row.permission = sent["permission"] is True
    row.title = one_line(sent["title"], agenda_rules.LONGEST_TITLE)
    row.note = text(sent["note"], agenda_rules.LONGEST_NOTE)
    row.outcome = text(sent["outcome"], agenda_rules.LONGEST_OUTCOME)
    for name in ("lead", "theme", "story", "suggestion"):
        setattr(row, name, one_line(sent[name], MAX_NAME))
    told = {name: getattr(row, name) for name in _SAID}
    if agenda_rules.misfits(row.kind, told):
        raise ValueError("row")
    if agenda_rules.lacks_permission(row.kind, row.permission):
        raise ValueError("permission")
    return row


def _fill_minutes(minutes, sent: Mapping) -> None:
    for name in ("members_record", "summary"):
        setattr(minutes, name, clean(text(sent[name], MAX_HTML)))
    minutes.rev = number(sent["rev"])
    minutes.kept = sent["kept"] is True
    minutes.summary_shown = sent["summary_shown"] is True


def unpacked_actions(sent: Any, new: Callable[[str, str, str], Any]) -> list:
    """Return the actions that arrived.

    :param new: makes one of its id, its text and its owner.
    :raises Refused: for what no action can be.
    """
    try:
        return [_action(packed, new) for packed in sent]
    except MALFORMED as error:
        raise Refused("actions: these were not written by an export.") from error


def _action(sent: Mapping, new: Callable[[str, str, str], Any]):
    if not is_opaque(sent["id"]) or not text(sent["text"]).strip():
        raise ValueError("action")
    action = new(
        sent["id"], one_line(sent["text"], action_rules.MAX_TEXT), text(sent["owner"])
    )
    action.rev = number(sent["rev"])
    action.status = one_of(sent["status"], rules.STATUSES)
    for name in ("learned", "meeting", "theme", "story", "author"):
        setattr(action, name, text(sent[name], 1000))
    action.personal, action.shared = sent["personal"] is True, sent["shared"] is True
    action.due = day(sent["due"])
    action.made = datetime.fromisoformat(sent["made"]) if sent["made"] else None
    action.told = tuple(map(text, sent["told"]))
    return action


def unpacked_turns(sent: Any) -> tuple[tuple[str, str, str, str], ...]:
    """Return the turns that arrived.

    :raises Refused: for what no turn can be.
    """
    try:
        return tuple(
            (day_text(when), one_of(kind, rules.TURNS), text(who), text(uid))
            for when, kind, who, uid in sent
        )
    except MALFORMED as error:
        raise Refused("turns: these were not written by an export.") from error


def unpacked_hosts(sent: Any) -> dict[str, str]:
    """Return who can host, and the day since when they said so.

    :raises ValueError: for what is no day.
    """
    return {text(who): day_text(since) for who, since in sent.items()}
