"""What people send who leave, or left."""

from leap.cop import _
from leap.cop.core.schemas import Anything
from leap.cop.core.schemas import LONGEST_MARK
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Tick
from zope.interface import Interface


class ILeaving(Interface):
    """What becomes of one's stories, which the room compares with what there are."""

    stories = Anything(required=False)
    link = Tick(required=False, may_be_null=False)
    mail_link = Tick(required=False, may_be_null=False)


class ILink(Interface):
    """Whether whoever leaves wants a link to their own stories."""

    link = Tick(
        title=_("Show me a link to my stories once I have left"),
        description=_(
            "While you have an account, your stories are under “My stories”. This "
            "link also works without one: anybody who has it can see what your "
            "stories are called, take them back or take your name off. Once you have "
            "no account, they can also delete them. Keep the link to yourself."
        ),
        required=False,
    )


class ILinkByMail(ILink):
    """The same, for somebody who can be written to."""

    mail_link = Tick(title=_("Email it to me too"), required=False)


class IDeleting(Interface):
    """A story goes for good."""

    sure = Tick(
        title=_("Delete it for good. It cannot be brought back."),
        required=False,
    )


class ILeft(Interface):
    """What becomes of one story, or of the link itself."""

    story = OneLine(max_length=LONGEST_MARK, required=False)
    choice = OneLine(max_length=LONGEST_MARK, required=False)
    end = Tick(required=False)
