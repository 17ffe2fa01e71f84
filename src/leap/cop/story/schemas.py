"""What people send about a story besides its fields."""

from leap.cop.concern import rules as concern_rules
from leap.cop.consent import rules as consent
from leap.cop.core.schemas import CleanLine
from leap.cop.core.schemas import CleanWords
from leap.cop.core.schemas import IMove
from leap.cop.core.schemas import LONGEST_MARK
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Pick
from leap.cop.story import rules
from leap.cop.story.lifecycle import guards
from leap.cop.story.notes.notes import MAX_TEXT
from zope.interface import Interface


class IGrant(Interface):
    """How far a story may go, and how its teller is named."""

    level = Pick(dict.fromkeys(consent.GRANTABLE, ""))
    attribution = Pick(dict.fromkeys(consent.ATTRIBUTIONS, ""), required=False)
    attribution_text = OneLine(max_length=rules.MAX_SIGNATURE, required=False)
    wording = OneLine(max_length=100, required=False)
    language = OneLine(max_length=20, required=False)
    revision = OneLine(max_length=LONGEST_MARK, required=False, may_be_null=False)


class IStoryMove(IMove):
    """A move, with what a reviewer or facilitator says to it."""

    comment = CleanWords(max_length=guards.MAX_REASON, required=False)
    digest = OneLine(max_length=LONGEST_MARK, required=False)


class INote(Interface):
    """A note about a story."""

    # Where nothing is left of it, the room says what to write.
    text = CleanWords(max_length=MAX_TEXT, may_be_empty=True)
    thread = OneLine(max_length=LONGEST_MARK, required=False)


class IConcern(Interface):
    """Somebody could be recognised in a story."""

    text = CleanWords(max_length=concern_rules.MAX_TEXT, may_be_empty=True)
    contact = CleanLine(max_length=concern_rules.MAX_CONTACT, required=False)
