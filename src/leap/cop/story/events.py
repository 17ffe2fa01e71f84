"""What a story tells the rooms above: asked for, published, sent back, put on hold."""

from leap.cop.core.events import event_class
from leap.cop.core.events import ICopEvent
from zope.interface import Attribute


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


StorySubmitted = event_class(IStorySubmitted, about="story")
StoryPublished = event_class(IStoryPublished, about="story")
StoryReturned = event_class(IStoryReturned, about="story")
StoryHeld = event_class(IStoryHeld, about="story")
StoryTakenBack = event_class(IStoryTakenBack, about="story")
NoteWritten = event_class(INoteWritten, about="story")
StoryAnswered = event_class(IStoryAnswered, about="story")
ConcernRaised = event_class(IConcernRaised, about="story")
