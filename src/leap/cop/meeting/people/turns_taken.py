"""Whose turns there were: written down when a meeting took place, taken out if not."""

from leap.cop.core.containment import community_of
from leap.cop.meeting import rules
from leap.cop.meeting.records import record_of
from leap.cop.meeting.records import TurnsShelf


def note_held(meeting) -> None:
    """Write down who hosted, chaired and took notes, of those who had said yes.

    May be said again when a turn changed hands afterwards: it counts as it is then.
    """
    day = meeting.start.date().isoformat()
    turns = record_of(meeting).turns.items()
    taken = [
        (day, kind, userid, meeting.UID())
        for kind, (userid, state) in sorted(turns)
        if state == rules.ACCEPTED
    ]
    _put(meeting, taken)


def undo_held(meeting) -> None:
    """Take out what was written down of a meeting: it did not take place."""
    _put(meeting, [])


def _put(meeting, taken: list[tuple[str, str, str, str]]) -> None:
    shelf = TurnsShelf(community_of(meeting))
    others = [row for row in shelf.kept.taken if row[3] != meeting.UID()]
    now = tuple(sorted((*others, *taken)))
    if now != shelf.kept.taken:
        shelf.ready.taken = now
