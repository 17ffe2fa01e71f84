"""What people send who invite, and who are invited."""

from leap.cop import _
from leap.cop.core.schemas import Address
from leap.cop.core.schemas import CleanLine
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Pick
from leap.cop.core.schemas import UserId
from leap.cop.recruitment.invitations import rules
from zope.interface import Interface


class IInvitation(Interface):
    """One person, by id or by address."""

    userid = UserId(required=False)
    email = Address(required=False)
    name = CleanLine(max_length=rules.MAX_NAME, required=False)
    channel = OneLine(max_length=rules.MAX_NAME, required=False)
    language = OneLine(max_length=rules.MAX_NAME, required=False)


class IAnswer(Interface):
    """What somebody says who is invited."""

    answer = Pick(dict.fromkeys(rules.ANSWERS, ""), title=_("Will you join?"))
