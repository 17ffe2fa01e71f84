"""What people send about what was said: one schema for pages and for REST."""

from leap.cop import _
from leap.cop.core.numbers import written
from leap.cop.core.schemas import IMove
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Tick
from leap.cop.core.schemas import Whole
from leap.cop.core.schemas import Words
from leap.cop.meeting.minutes.minutes import MAX_TEXT
from zope.interface import Interface


class RichWords(Words):
    """A text that may have markup, which its room cleans."""

    @property
    def refusal(self):
        return _(
            "up to ${limit} characters.", mapping={"limit": written(self.max_length)}
        )

    def constraint(self, value: str) -> bool:
        return True


class ITexts(Interface):
    """What one writes down of a meeting."""

    members_record = RichWords(
        title=_("For us: what was said"),
        description=_(
            "Only members of this community can read it, including people "
            "who join later. Leave an empty line between paragraphs."
        ),
        max_length=MAX_TEXT,
        required=False,
    )
    summary = RichWords(
        title=_("Summary: what may be known outside this room"),
        description=_(
            "Only members can read it until you show it. Please do not name anybody."
        ),
        max_length=MAX_TEXT,
        required=False,
    )


class IRecord(ITexts):
    """What is sent over REST."""

    summary_shown = Tick(title=_("Show the summary"), required=False)
    confirmed = Tick(title=_("It can stay as it is"), required=False)
    rev = Whole(title=_("The version you read"), min=0, required=True)


class IStoryTold(Interface):
    """Which story was told."""

    story = OneLine(title=_("Which of your stories?"), max_length=64)


class IMeetingMove(IMove):
    """A move of a meeting, and whether somebody has looked at what others will read."""

    confirmed = Tick(required=False, may_be_null=False)
