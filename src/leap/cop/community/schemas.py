"""What people send about who belongs: one schema for pages and for REST."""

from leap.cop import _
from leap.cop.community import rules
from leap.cop.core.schemas import LONGEST_MARK
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Pick
from leap.cop.core.schemas import Tick
from leap.cop.core.schemas import UserId
from leap.cop.core.schemas import Words
from zope.interface import Interface


_ROLES = dict.fromkeys(rules.ROLES, "")


def _listed(title, **said) -> OneLine:
    return OneLine(
        title=title,
        max_length=rules.LONGEST_LISTED,
        required=False,
        may_be_null=False,
        **said,
    )


class IPerson(Interface):
    """Somebody, by id."""

    userid = UserId()


class IMember(IPerson):
    """Somebody who is let in."""

    role = Pick(_ROLES, required=False, may_be_null=False)


class IListed(Interface):
    """How one wants to be listed; an empty line means as in the profile."""

    fullname = _listed(_("Your name"))
    organisation = _listed(_("Your organisation"))
    line = _listed(
        _("One line about you"),
        description=_(
            "For example, what you do, or what others can ask you about. Only "
            "members and the site administrators can read it."
        ),
    )


class IChangedMember(IListed):
    """What is changed about somebody who belongs."""

    role = Pick(_ROLES, required=False, may_be_null=False)
    paused = Tick(required=False, may_be_null=False)
    revision = OneLine(max_length=LONGEST_MARK, required=False, may_be_null=False)


class ISearch(Interface):
    """Whom somebody looks for."""

    query = OneLine(max_length=LONGEST_MARK, required=False)


class IMessage(Interface):
    """What somebody writes to the facilitators."""

    text = Words(
        title=_("Your message"),
        description=_(
            "Other people may see the email: please leave out names, and anything "
            "private."
        ),
        max_length=2_000,
    )


class INamed(Interface):
    """Somebody who is named by the id, as it is typed."""

    userid = OneLine(title=_("Or somebody's user id"), max_length=500)
