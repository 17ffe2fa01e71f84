"""What people send to an agreement: one schema for its pages and for REST."""

from leap.cop import _
from leap.cop.agreement import rules
from leap.cop.core.schemas import Day
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Pick
from leap.cop.core.schemas import Tick
from leap.cop.core.schemas import Whole
from leap.cop.core.schemas import Words
from zope.interface import Interface

import re


ANSWERS = {
    rules.AGREE: _("I agree"),
    rules.TALK: _("I agree, but let's talk"),
    rules.NOT_YET: _("Not yet"),
}

CHANGES = {
    rules.MINOR: _("Small: a comma, or a clearer word. Nobody is asked."),
    rules.MATERIAL: _("It changes something: everybody is asked to say yes."),
}

CHOICES = {
    rules.ACCEPTED: _("Yes"),
    rules.TALK: _("Let's talk first"),
    rules.DECLINED: _("I do not agree"),
    rules.WITHDRAWN: _("I take back my yes"),
}


class Tongue(OneLine):
    """The code of a language, such as `bg` or `pt-br`."""

    refusal = _("send a language code, for example bg.")

    def constraint(self, value: str) -> bool:
        """Tell whether a text is a language's code."""
        return re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})?", value, re.I) is not None


class IClause(Interface):
    """A new clause."""

    text = OneLine(
        title=_("The rule"),
        description=_("One sentence that everybody can remember."),
        max_length=rules.LONGEST_CLAUSE,
    )
    meaning = Words(
        title=_("What we mean by it"),
        description=_("When does it matter? You can leave it empty."),
        max_length=rules.LONGEST_MEANING,
        required=False,
    )


class IChangedClause(Interface):
    """What is changed about a clause, or what somebody answers to it."""

    rev = Whole(required=False)
    text = OneLine(max_length=rules.LONGEST_CLAUSE, required=False, may_be_empty=False)
    meaning = Words(max_length=rules.LONGEST_MEANING, required=False)
    goes_in = Tick(required=False)
    before = OneLine(max_length=60, required=False)
    answer = Pick(ANSWERS, required=False)


def _effective() -> Day:
    return Day(
        title=_("Applies from"),
        description=_(
            "If you leave this empty, it applies a month from today, or from today "
            "if the change is small. If an earlier version does not apply yet, this "
            "one waits for it."
        ),
        required=False,
    )


def _present() -> Whole:
    return Whole(
        title=_("How many people decided this together"),
        min=0,
        max=rules.MOST_PRESENT,
        required=False,
    )


class IFirstVersionForm(Interface):
    """What is asked about the first version."""

    effective = _effective()
    present = _present()


class IVersionForm(Interface):
    """What is asked about a version that is put in force."""

    change = Pick(CHANGES, title=_("How much does it change?"))
    note = Words(
        title=_("What has changed since the last version"),
        description=_(
            "People read this before they answer. Leave empty for a small change."
        ),
        max_length=rules.LONGEST_NOTE,
        required=False,
    )
    effective = _effective()
    present = _present()


class IVersion(IVersionForm):
    """A version that is put in force; which words, the digest says.

    The first one always changes something, so nobody need say so.
    """

    digest = OneLine(max_length=200)
    change = Pick(CHANGES, required=False)


class IContest(Interface):
    """Somebody says that a small change is none."""

    contest = Tick()


class IAcceptance(Interface):
    """An answer to a version, for oneself."""

    answer = Pick(CHOICES)
    version = Whole(min=1, max=99_999)
    digest = OneLine(max_length=200)
    language = Tongue(max_length=12, required=False)


class IAgainst(Interface):
    """With which other version one is compared."""

    against = Whole(min=1, max=99_999, required=False)
