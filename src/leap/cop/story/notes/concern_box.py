"""Do you recognise yourself or somebody? The box under a story."""

from leap.cop import _
from leap.cop.community.people import safeguarding_person
from leap.cop.concern import rules as concern_rules
from leap.cop.core.containment import community_of
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.schemas import CleanLine
from leap.cop.core.schemas import CleanWords
from leap.cop.story import schemas
from leap.cop.story.display.page import StoryPage
from leap.cop.story.notes import concerns


class IRecognise(schemas.IConcern):
    """The same that REST takes, with what a page says about it."""

    text = CleanWords(
        title=_("Who could be recognised, and how?"),
        max_length=concern_rules.MAX_TEXT,
        may_be_empty=True,
    )
    contact = CleanLine(
        title=_("How to reach you for an answer"),
        description=_("You can leave this empty, but then nobody can answer you."),
        max_length=concern_rules.MAX_CONTACT,
        required=False,
    )


class RecogniseView(StoryPage):
    """The box as a page of its own: where a story's foot leads, and back after it."""

    page_title = _("Do you recognise yourself or somebody else?")
    undone = _("Nothing has been sent yet")
    button = _("Send")
    leave = _("Back to the story")
    asks = IRecognise
    is_about_practice = True

    unseen = {"": ADDS}

    def show(self):
        """Return the page, or say why there is no box."""
        concerns.check_may_raise(self.context)
        return super().show()

    @property
    def has_safeguarding_person(self) -> bool:
        """Whether a person is named who reads it, besides the reviewers."""
        return has_safeguarding_person(self.context)

    def act(self, text: str, contact: str = "") -> str:
        """Keep what was typed, and nothing about whoever typed it."""
        concerns.raise_concern(self.context, text, contact, now=self.now)
        self.say_done(
            _(
                "Thank you. The people who look after this have it now, "
                "without your name."
            )
        )
        return self.url


def has_safeguarding_person(story) -> bool:
    """Tell whether a story's community named somebody who reads concerns."""
    return safeguarding_person(community_of(story)) is not None
