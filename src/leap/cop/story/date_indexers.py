"""Dates of a story in the catalog, as coarse as its teller's safety asks for.

Where a published story leaves community and country off (fewer than eight members), its
exact dates would tell as much: who was at work that day is known. The catalog then has
the first of the month in every date it keeps.
"""

from DateTime import DateTime
from leap.cop.story.content import IStory
from leap.cop.story.display.attribution import told_on
from leap.cop.story.lifecycle import lifecycle
from plone.indexer import indexer


@indexer(IStory)
def created(story) -> DateTime:
    """When it was written down."""
    return told_on(story, story.created())


@indexer(IStory)
def modified(story) -> DateTime:
    """When it was changed last."""
    return told_on(story, story.modified())


@indexer(IStory)
def effective(story) -> DateTime:
    """When it was shared or published."""
    return told_on(story, story.effective())


@indexer(IStory)
def creation_date(story) -> str:
    """When it was written down, for lists."""
    return told_on(story, story.created()).ISO()


@indexer(IStory)
def modification_date(story) -> str:
    """When it was changed last, for lists."""
    return told_on(story, story.modified()).ISO()


@indexer(IStory)
def effective_date(story) -> str:
    """When it was shared or published, for lists."""
    return told_on(story, story.effective()).ISO()


@indexer(IStory)
def cop_since(story) -> int:
    """Since when it stands where it stands, in milliseconds: lists sort by it."""
    asked = lifecycle.standing_of(story).asked
    if asked is not None:
        return int(asked.timestamp() * 1000)
    if lifecycle.state_of(story) == "private":
        return 0
    return int(told_on(story, story.effective()).timeTime() * 1000)
