"""What is asked of whoever says that something went wrong: by a page and over REST."""

from leap.cop import _
from leap.cop.concern import rules
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Pick
from leap.cop.core.schemas import Words
from zope.interface import Interface


class IWentWrongHere(Interface):
    """Something went wrong in a group."""

    about = Pick(
        title=_("Who is it about?"),
        choices={
            "group": _("The group. The facilitators can read your message."),
            "facilitator": _(
                "A facilitator. No facilitator can read your message. Only the "
                "person chosen here to read messages about people recognised in "
                "stories can."
            ),
        },
    )
    text = Words(title=_("What went wrong?"), max_length=rules.MAX_TEXT)
    contact = OneLine(
        title=_("How to reach you for an answer"),
        description=_("You can leave this empty, but then nobody can answer you."),
        max_length=rules.MAX_CONTACT,
        required=False,
    )


class IHold(Interface):
    """Why what a concern is about is put on hold."""

    reason = Words(
        title=_("Your reason, for the storyteller"),
        description=_(
            "Only you and the storyteller read it. Do not say anything "
            "that shows who wrote to you."
        ),
        max_length=rules.MAX_TEXT,
    )


class IDealtWith(Interface):
    """A concern that was dealt with."""

    status = Pick({rules.DEALT_WITH: ""})
