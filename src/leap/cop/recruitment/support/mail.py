"""The mail to a manager: its words, for the page that shows it and for the mail itself.

It names who asks, because that person reads it first and sends it; of the community it
holds the short, neutral name alone. A mailbox has other readers.
"""

from leap.cop import _
from leap.cop.community.profiles import fullname
from leap.cop.core.links import path_to
from leap.cop.recruitment import names_in_mails
from leap.cop.recruitment.support.expiry import manager_link_life
from leap.cop.recruitment.support.links import PAGE
from typing import NamedTuple
from zope.i18n import translate
from zope.i18nmessageid import Message

import textwrap


WIDTH = 72

_SOME_GROUP = _("A group of colleagues")

_SUBJECT = _("${group}: a question for you")

_OPENING = (
    _("Hello,"),
    _(
        "${name} would like to join a group of colleagues who learn "
        "from each other, and would need some working time for it. Do "
        "you support that? This is what the group asks for and what "
        "it offers:"
    ),
)

_CLOSING = (
    _(
        "You do not need an account. You can say that you support it, "
        "or that you would like to talk about it first. The link "
        "works for one answer, for ${days} days. Please do not pass "
        "it on."
    ),
    _(
        "The group will not report to you about who came or what was "
        "said. What is said in the group stays in the group."
    ),
    _(
        "You are getting this email because ${name} gave us your address. You do not "
        "have to answer."
    ),
)


class Words(NamedTuple):
    """A mail as it is read."""

    subject: str
    body: str


def link(site: str, token: str) -> str:
    """Return the address that a manager answers on."""
    return f"{site}/{path_to(PAGE, token)}"


def words(community, userid: str, *, address: str, language: str) -> Words:
    """Return the mail to a manager.

    :param address: the link in it, or what stands for it in a preview.
    """
    name = names_in_mails.person(fullname(userid), userid, language)
    group = names_in_mails.group(community) or translate(
        _SOME_GROUP, target_language=language
    )
    mapping = {"name": name, "group": group, "days": manager_link_life().days}

    def say(text: Message) -> str:
        said = translate(Message(text, mapping=mapping), target_language=language)
        return textwrap.fill(
            said, WIDTH, break_long_words=False, break_on_hyphens=False
        )

    subject = " ".join(
        translate(Message(_SUBJECT, mapping=mapping), target_language=language).split()
    )
    parts = (*map(say, _OPENING), address, *map(say, _CLOSING))
    return Words(subject, "\n\n".join(parts) + "\n")
