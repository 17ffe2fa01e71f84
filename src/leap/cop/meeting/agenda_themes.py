"""At which meetings a theme was talked about, kept by theme.

A theme's page asks for a few meetings, and need not look through all there were.
"""

from leap.cop.core.containment import community_of
from leap.cop.meeting import agenda_rules
from leap.cop.meeting import rules
from leap.cop.meeting.records import record_of
from leap.cop.meeting.records import TurnsShelf


def lines_of(meeting) -> set[str]:
    """Return the lines of the themes that are done at a meeting."""
    return {
        row.theme
        for row in record_of(meeting).rows.values()
        if row.kind == agenda_rules.THEME and row.theme and row.state == rules.DONE
    }


def note(meeting) -> None:
    """Keep of a meeting which themes are done there, as its agenda says now."""
    _put(community_of(meeting), meeting.UID(), lines_of(meeting))


def forget(meeting, event) -> None:
    """Keep nothing of a meeting that is deleted."""
    if event.newParent is None:
        _put(community_of(event.oldParent), meeting.UID(), set())


def meetings_about(community, line: str) -> tuple[str, ...]:
    """Return the UIDs of the meetings at which a theme is done."""
    return TurnsShelf(community).kept.talked.get(line, ())


def _put(community, uid: str, wanted: set[str]) -> None:
    shelf = TurnsShelf(community)
    there = {line for line, uids in shelf.kept.talked.items() if uid in uids}
    for line in wanted - there:
        talked = shelf.ready.talked
        talked[line] = (*talked.get(line, ()), uid)
    for line in there - wanted:
        talked = shelf.ready.talked
        talked[line] = tuple(one for one in talked[line] if one != uid)
        if not talked[line]:
            del talked[line]
