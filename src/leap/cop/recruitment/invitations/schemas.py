"""What people send who invite, and who are invited."""

from leap.cop import _
from leap.cop.core.schemas import Address
from leap.cop.core.schemas import CleanLine
from leap.cop.core.schemas import Pick
from leap.cop.core.schemas import Select
from leap.cop.core.schemas import UserId
from leap.cop.recruitment.invitations import rules
from zope.interface import Interface


CHANNEL_TITLES = {
    "face_to_face": _("In person"),
    "telephone": _("By phone"),
    "mail": _("By email"),
    "letter": _("By official letter"),
    "network": _("On social media or a network"),
}

#: Languages are called what those who read them call them.
LANGUAGE_TITLES = {
    "en": "English",
    "bg": "Български",
    "ro": "Română",
    "nl": "Nederlands",
}


def _channel() -> Select:
    return Select(
        CHANNEL_TITLES,
        title=_("How you reached them"),
        nothing=_("not noted"),
        required=False,
    )


class IByAccount(Interface):
    """What is noted of somebody who is invited and has an account."""

    channel = _channel()


class IByAddress(Interface):
    """Somebody is invited who may have no account."""

    email = Address(
        title=_("Email address"),
        description=_(
            "Only used for this invitation. Deleted once the person has joined or "
            "you withdraw the invitation."
        ),
    )
    name = CleanLine(
        title=_("Name, for your own reference"),
        max_length=rules.MAX_NAME,
        required=False,
    )
    channel = _channel()
    language = Select(
        LANGUAGE_TITLES,
        title=_("Language of the email"),
        nothing=_("The site's language"),
        required=False,
    )


class IInvitation(IByAddress):
    """One person, by id or by address."""

    userid = UserId(required=False)
    email = Address(required=False)


class IAccount(Interface):
    """Whose account it is that an invitation waited for."""

    userid = UserId(title=_("User id of the account"))


class IAnswer(Interface):
    """What somebody says who is invited."""

    answer = Pick(dict.fromkeys(rules.ANSWERS, ""), title=_("Will you join?"))
