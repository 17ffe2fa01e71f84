"""What a story tells the rooms above: asked for, published, sent back, put on hold."""

from leap.cop.core.events import ICopEvent
from zope.interface import Attribute
from zope.interface import implementer


class IStoryEvent(ICopEvent):
    """Something happened to a story. Nothing of its text goes with the event."""

    story = Attribute("The story")


class IStorySubmitted(IStoryEvent):
    """Its teller asks to publish it."""


class IStoryPublished(IStoryEvent):
    """A reviewer published it."""


class IStoryReturned(IStoryEvent):
    """A reviewer sent it back with a note."""


class IStoryHeld(IStoryEvent):
    """A facilitator or reviewer put it on hold."""


class IStoryTakenBack(IStoryEvent):
    """It is its teller's alone again, whoever saw to that."""


class INoteWritten(IStoryEvent):
    """Somebody wrote to the teller through the story, or the teller answered."""

    writer = Attribute("Whom the teller answered, by user id; None for a note to them")


class IStoryAnswered(IStoryEvent):
    """Somebody thanked, or wrote under it. Who it was does not go with it."""


class IConcernRaised(IStoryEvent):
    """Somebody wrote about a person in a public story. Who it was is not known."""


class StoryEvent:
    def __init__(self, story) -> None:
        self.story = self.about = story


@implementer(IStorySubmitted)
class StorySubmitted(StoryEvent):
    """Its teller asks to publish it."""


@implementer(IStoryPublished)
class StoryPublished(StoryEvent):
    """A reviewer published it."""


@implementer(IStoryReturned)
class StoryReturned(StoryEvent):
    """A reviewer sent it back with a note."""


@implementer(IStoryHeld)
class StoryHeld(StoryEvent):
    """A facilitator or reviewer put it on hold."""


@implementer(IStoryTakenBack)
class StoryTakenBack(StoryEvent):
    """It is its teller's alone again."""


@implementer(INoteWritten)
class NoteWritten(StoryEvent):
    """Somebody wrote to the teller through the story, or the teller answered."""

    def __init__(self, story, writer: str | None) -> None:
        super().__init__(story)
        self.writer = writer


@implementer(IStoryAnswered)
class StoryAnswered(StoryEvent):
    """Somebody thanked, or wrote under it."""


@implementer(IConcernRaised)
class ConcernRaised(StoryEvent):
    """Somebody wrote about a person in a public story."""
