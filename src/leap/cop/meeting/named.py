"""Which meetings name a theme or a story, kept on the community by what is named.

A theme's page asks for a few meetings, and a story that is taken back for those where
it stands: neither looks through all there were. Whatever changes what a meeting names
says so here (`note`).
"""

from leap.cop.core.containment import community_of
from leap.cop.meeting import rules
from leap.cop.meeting.agenda import rules as agenda_rules
from leap.cop.meeting.records import record_of
from leap.cop.meeting.records import TurnsShelf


#: Where that is kept.
THEMES = "talked"
STORIES = "named"


def _themes_of(meeting) -> set[str]:
    """Return the lines of the themes that are done at a meeting."""
    return {
        row.theme
        for row in record_of(meeting).rows.values()
        if row.kind == agenda_rules.THEME and row.theme and row.state == rules.DONE
    }


def _stories_of(meeting) -> set[str]:
    """Return the UIDs of the stories on the agenda of a meeting, and of those told."""
    record = record_of(meeting)
    return {row.story for row in record.rows.values() if row.story} | {*record.told}


def note(meeting) -> None:
    """Keep of a meeting which themes are done there and which stories stand there."""
    community = community_of(meeting)
    _put(community, THEMES, meeting.UID(), _themes_of(meeting))
    _put(community, STORIES, meeting.UID(), _stories_of(meeting))


def forget(meeting, event) -> None:
    """Keep nothing of a meeting that is deleted."""
    if event.newParent is None:
        for kind in (THEMES, STORIES):
            _put(community_of(event.oldParent), kind, meeting.UID(), set())


def meetings_naming(community, kind: str, name: str) -> tuple[str, ...]:
    """Return the UIDs of the meetings at which a theme is done, or a story stands.

    :param kind: `THEMES` or `STORIES`.
    :param name: the line of a theme, or the UID of a story.
    """
    return getattr(TurnsShelf(community).kept, kind).get(name, ())


def _put(community, kind: str, uid: str, wanted: set[str]) -> None:
    shelf = TurnsShelf(community)
    kept = getattr(shelf.kept, kind)
    there = {name for name, uids in kept.items() if uid in uids}
    for name in wanted - there:
        kept = getattr(shelf.ready, kind)
        kept[name] = (*kept.get(name, ()), uid)
    for name in there - wanted:
        kept = getattr(shelf.ready, kind)
        kept[name] = tuple(one for one in kept[name] if one != uid)
        if not kept[name]:
            del kept[name]
