"""What people send about actions: one schema for pages and for REST."""

from leap.cop import _
from leap.cop.core.schemas import Day
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Pick
from leap.cop.core.schemas import Tick
from leap.cop.core.schemas import Whole
from leap.cop.core.schemas import Words
from leap.cop.meeting import rules
from leap.cop.meeting.actions import rules as action_rules
from zope.interface import Interface


STATUSES = {
    rules.PLANNED: _("Planned"),
    rules.IN_PROGRESS: _("In progress"),
    rules.DONE: _("Done"),
    rules.STOPPED_LEARNED: _("Stopped, and we learned something"),
}

#: Of UIDs, lines and user ids.
_NAME = 255


def _text(**kwargs) -> OneLine:
    return OneLine(
        title=_("What needs doing"),
        description=_("What can you do yourself to move this forward?"),
        max_length=action_rules.MAX_TEXT,
        may_be_empty=False,
        **kwargs,
    )


def _due() -> Day:
    return Day(title=_("By when"), required=False)


class IActionForm(Interface):
    """What a page asks about something new."""

    text = _text()
    due = _due()
    personal = Tick(
        title=_("Just for me, until I share it"),
        description=_(
            "Nobody else in the community can see it, not even the facilitators."
        ),
        required=False,
    )


class IChangeForm(Interface):
    """What a page asks about something that is there."""

    text = _text()
    due = _due()
    status = Pick(STATUSES, title=_("How is it going?"))
    learned = Words(
        title=_("What did you learn?"),
        description=_("What did not work is just as welcome."),
        max_length=action_rules.MAX_LEARNED,
        required=False,
    )


class IAction(IActionForm):
    """A new action over REST."""

    owner = OneLine(max_length=_NAME, required=False)
    meeting = OneLine(max_length=_NAME, required=False)
    theme = OneLine(max_length=_NAME, required=False)
    story = OneLine(max_length=_NAME, required=False)


class IChangedAction(Interface):
    """What is changed about an action."""

    rev = Whole(min=1, max=10**9)
    text = _text(required=False)
    due = _due()
    status = Pick(STATUSES, required=False)
    learned = Words(max_length=action_rules.MAX_LEARNED, required=False)
    owner = OneLine(max_length=_NAME, required=False)
    theme = OneLine(max_length=_NAME, required=False)
    story = OneLine(max_length=_NAME, required=False)
    shared = Tick(required=False)


class IWhichActions(Interface):
    """Which actions of a community are asked for."""

    mine = Pick({"1": ""}, required=False)
    status = Pick(STATUSES, required=False)
    meeting = OneLine(max_length=_NAME, required=False)


class IWhichOfMine(Interface):
    """Which of one's own actions are asked for."""

    status = Pick(STATUSES, required=False)
