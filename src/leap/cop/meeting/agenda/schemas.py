"""What people send to an agenda: one schema for its pages and for REST."""

from leap.cop import _
from leap.cop.core.schemas import Field
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Pick
from leap.cop.core.schemas import Tick
from leap.cop.core.schemas import Whole
from leap.cop.core.schemas import Words
from leap.cop.meeting import rules
from leap.cop.meeting.agenda import rules as agenda_rules
from leap.cop.meeting.agenda.words import KIND_TITLES
from leap.cop.meeting.agenda.words import STATE_TITLES
from zope import schema
from zope.interface import Interface


class Keys(Field, schema.List):
    """Some keys, each a text."""

    refusal = _("send a list of keys that were suggested.")

    def __init__(self, **kwargs) -> None:
        super().__init__(value_type=schema.TextLine(max_length=100), **kwargs)


def _title() -> OneLine:
    return OneLine(
        title=_("What is it about?"),
        max_length=agenda_rules.LONGEST_TITLE,
        required=False,
    )


def _minutes(*, required: bool = False) -> Whole:
    return Whole(
        title=_("How many minutes?"), min=0, max=rules.MAX_MINUTES, required=required
    )


def _note() -> Words:
    return Words(
        title=_("What to prepare or know"),
        description=_("Nothing that could identify anybody you work with."),
        max_length=agenda_rules.LONGEST_NOTE,
        required=False,
    )


def _outcome() -> Words:
    return Words(
        title=_("What came out of it"),
        description=_(
            "In a sentence or two, without repeating what anybody told the group."
        ),
        max_length=agenda_rules.LONGEST_OUTCOME,
        required=False,
    )


class IRowWords(Interface):
    """What can be written about most rows."""

    title = _title()
    minutes = _minutes(required=True)
    note = _note()


class IRowTime(Interface):
    """What can be written about a row without words."""

    minutes = _minutes(required=True)


class IOutcome(Interface):
    """What became of a row."""

    state = Pick(STATE_TITLES, title=_("Did you get to it?"))
    outcome = _outcome()


class IRowWordsAndOutcome(IRowWords, IOutcome):
    """All of a row."""


class IRowTimeAndOutcome(IRowTime, IOutcome):
    """All of a row without words."""


class IRow(Interface):
    """What is said of a row besides its kind."""

    title = _title()
    minutes = _minutes()
    lead = OneLine(max_length=500, required=False)
    note = _note()
    theme = OneLine(max_length=60, required=False)
    story = OneLine(max_length=60, required=False)
    permission = Tick(required=False)


class INewRow(IRow):
    """A row that is added."""

    kind = Pick(KIND_TITLES)


class IChangedRow(IRow):
    """What is changed about a row, or where it goes."""

    rev = Whole(required=False)
    outcome = _outcome()
    state = Pick(STATE_TITLES, required=False)
    dealt_with = Tick(required=False)
    before = OneLine(max_length=60, required=False)


class ITaken(Interface):
    """Suggestions that are taken."""

    take = Keys(min_length=1)
