"""What people send to a round: one schema a service."""

from leap.cop import _
from leap.cop.core.schemas import Anything
from leap.cop.core.schemas import CleanLine
from leap.cop.core.schemas import CleanWords
from leap.cop.core.schemas import LONGEST_MARK
from leap.cop.core.schemas import Many
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Pick
from leap.cop.core.schemas import Tick
from leap.cop.core.schemas import UserId
from leap.cop.core.schemas import Whole
from leap.cop.topic import grouping
from leap.cop.topic import rules
from zope.interface import Interface


class Place(Whole):
    """A place in a list, from 1; one before or after it is its beginning or end."""

    refusal = _("send a whole number.")


def _words(**kwargs) -> CleanWords:
    # Where nothing is left, the room says what to write.
    return CleanWords(max_length=rules.LONGEST_TOPIC, may_be_empty=True, **kwargs)


def _rev() -> Whole:
    return Whole(required=False, may_be_null=False)


class ITopic(Interface):
    """A new topic."""

    text = _words(
        title=_("What do you want to talk about?"),
        description=_(
            "Please leave out names, and anything that could identify a "
            "child or a family."
        ),
    )


class IOtherWords(Interface):
    """Other words for one's own topic."""

    text = _words(title=_("Your topic"))


class IObjection(Interface):
    """What an author says against where their topic was put; nothing takes it back."""

    objection = _words(
        title=_("Where would it fit better, or what is lost?"),
        description=_("Facilitators can read it next to your topic."),
    )


class IChangedTopic(Interface):
    """What is changed about a topic."""

    text = _words(required=False, may_be_null=False)
    objection = _words(required=False, may_be_null=False)
    theme = OneLine(max_length=LONGEST_MARK, required=False)
    rev = _rev()


class IThemeWords(Interface):
    """What a theme says."""

    title = CleanLine(
        title=_("Title"),
        max_length=grouping.LONGEST_TITLE,
        required=False,
        may_be_null=False,
    )
    description = CleanWords(
        title=_("In a sentence"),
        max_length=grouping.LONGEST_DESCRIPTION,
        required=False,
    )


class IWhatAThemeSays(IThemeWords):
    """What a new theme says, and one that is changed."""

    topics = Many(
        OneLine(max_length=LONGEST_MARK),
        _("send ids of topics of this round."),
        required=False,
    )


class IChangedTheme(IWhatAThemeSays):
    """What is changed about a theme."""

    position = Place(required=False, may_be_null=False)
    dealt_with = Tick(required=False, may_be_null=False)
    rev = _rev()


class ITheme(IWhatAThemeSays):
    """A new theme, or one that is taken over from an earlier round."""

    candidate = OneLine(max_length=LONGEST_MARK, required=False, may_be_null=False)


class IPhase(Interface):
    """Where a round goes on to."""

    phase = Pick(dict.fromkeys(rules.PHASES, ""))
    revision = OneLine(max_length=LONGEST_MARK, required=False, may_be_null=False)


class IBallot(Interface):
    """A whole ballot.

    Its box looks at it: what comes again with a known receipt is not looked at.
    """

    dots = Anything(_("send a number for each theme that you choose."))
    receipt = Anything(required=False)


class IReceipt(Interface):
    """What a secret ballot is found by."""

    receipt = OneLine(
        title=_("The receipt you wrote down when you gave your dots"),
        description=_(
            "We look it up and do not save it. Anybody who can see your "
            "screen can see how you voted."
        ),
        max_length=128,
    )


class IPutAside(Interface):
    """Whether the home still tells somebody what came out."""

    put_aside = Tick(title=_("Put it aside"), required=False, may_be_null=False)


class IPaper(IBallot):
    """What stuck to paper."""

    voters = Many(UserId(), _("send a list of user ids."))


class IVoter(Interface):
    """Somebody who is let in late."""

    userid = UserId()
