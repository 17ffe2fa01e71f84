"""Where somebody's name stands in what people wrote: for whoever erases a person.

What people wrote they alone rewrite, so the places are told and nothing is changed.
"""

from collections.abc import Iterator
from leap.cop.community.membership import all_communities
from leap.cop.core.text import folded
from leap.cop.meeting.finding import every_meeting
from leap.cop.meeting.minutes.written import texts_of
from leap.cop.meeting.records import ActionsShelf
from plone import api


#: A shorter name stands in too many words.
SHORTEST = 4


def places_of(name: str) -> Iterator[tuple[str, str]]:
    """Yield path and kind of each text about meetings in which a name stands."""
    wanted = folded(name)
    if len(wanted) < SHORTEST:
        return
    for community in all_communities():
        for content, kind, text in _texts(community):
            if wanted in folded(text):
                yield _path(content), kind


def _texts(community) -> Iterator[tuple]:
    for meeting in every_meeting(community):
        for text in texts_of(meeting):
            yield meeting, text.field, text.words
    for action in ActionsShelf(community).kept.values():
        yield community, "actions", f"{action.text} \n {action.learned}"


def _path(content) -> str:
    portal = api.portal.get()
    return "/".join(content.getPhysicalPath()[len(portal.getPhysicalPath()) :])
