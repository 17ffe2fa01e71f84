"""The words of each mail, and how they become a message.

A mailbox has other readers: subject, body and headers hold no title, no name, no text
of a story and nothing of what the community works on. Its short name stands for it,
and the link leads to a page that asks who is there.
"""

from collections.abc import Callable
from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import make_msgid
from leap.cop import _
from leap.cop.notify.receivers import Receiver
from typing import NamedTuple
from zope.i18n import translate
from zope.i18nmessageid import Message

import textwrap


WIDTH = 72

QUEUE = "review-queue"
MY_STORIES = "my-stories"
CONCERNS = "concerns"


#: What stands for a group without a neutral name: to its people, and to others.
NO_NAME = _("Your group")
SOME_GROUP = _("A group of colleagues")


class Letter(NamedTuple):
    """What a mail says, in no language yet: a subject, paragraphs, a page, a reason.

    `${group}` stands at the beginning of a line, with a colon after it: what stands for
    a group without a name fits into no sentence.
    """

    subject: Message
    opening: tuple[Message, ...]
    page: str
    closing: tuple[Message, ...]
    no_name: Message = NO_NAME


class CalendarPart(NamedTuple):
    """What a mail program puts into a calendar, or takes out: a method of iTIP."""

    method: str
    text: bytes


class Mail(NamedTuple):
    """One mail to one receiver."""

    address: str
    subject: str
    body: str
    reply_to: str = ""
    calendar: CalendarPart | None = None


#: What a text of a letter leaves open; a function where it depends on the language.
Word = str | Callable[[str], str]


class Own(NamedTuple):
    """What a letter has for one receiver alone, besides what all of them get."""

    #: Where it leads, None for where it leads all.
    page: str | None = None

    words: Mapping[str, Word] = {}

    calendar: CalendarPart | None = None


ASKED = Letter(
    subject=_("${group}: a story is waiting for you"),
    opening=(
        _("Hello,"),
        _(
            "Somebody would like to publish a story, and it needs a review first. It "
            "is on this list, with the longest wait at the top:"
        ),
    ),
    page=QUEUE,
    closing=(
        _(
            "Three things to check: can anybody be recognised, is anybody "
            "at risk, and has everybody in the pictures agreed? How well "
            "it is written does not matter."
        ),
        _("If you have a full week, another reviewer may be quicker. Thank you!"),
        _("You are getting this email because you review stories here."),
    ),
)

REMINDER = Letter(
    subject=_("${group}: a story is still waiting"),
    opening=(
        _("Hello,"),
        _(
            "Five or more working days ago, somebody asked to publish a story. They "
            "would be glad of an answer. Do you have half an hour this week?"
        ),
    ),
    page=QUEUE,
    closing=(
        _(
            "If something keeps you from deciding, send the story back with a note. "
            "That is an answer too."
        ),
        _("You are getting this email because you review stories here."),
    ),
)

PUBLISHED = Letter(
    subject=_("${group}: good news for you"),
    opening=(
        _("Hello,"),
        _(
            "Your story is published! Everybody with an account on the site can read "
            "it now, with your name, your role or no name, as you chose."
        ),
    ),
    page=MY_STORIES,
    closing=(
        _(
            "You can take it back whenever you like, with one button and "
            "no reason. Thank you for telling it."
        ),
        _("You are getting this email because you asked to publish a story."),
    ),
)

RETURNED = Letter(
    subject=_("${group}: you have an answer"),
    opening=(
        _("Hello,"),
        _(
            "A reviewer has read your story with care and sent it back with a note "
            "for you. The people who could read it before can still read it, and "
            "nobody else. You can read the note here:"
        ),
    ),
    page=MY_STORIES,
    closing=(
        _(
            "Change something and ask again, or leave it as it is: both are fine, and "
            "there is no hurry."
        ),
        _("You are getting this email because you asked to publish a story."),
    ),
)

HELD = Letter(
    subject=_("${group}: please have a look"),
    opening=(
        _("Hello,"),
        _(
            "Your story has been put on hold, so only you can read it for now. The "
            "reason is here, for you alone:"
        ),
    ),
    page=MY_STORIES,
    closing=(
        _(
            "The story is still yours. You can change it and share it again, or "
            "leave it as it is."
        ),
        _("You are getting this email because you told a story."),
    ),
)

WRITTEN = Letter(
    subject=_("${group}: somebody wrote to the facilitators"),
    opening=(
        _("Hello,"),
        _("Somebody on this site has written to the facilitators of your group:"),
    ),
    page="",
    closing=(
        _("If you reply to this email, your reply goes to the person who wrote it."),
        _(
            "You are getting this email because you facilitate a group, or took "
            "notes at one of its meetings."
        ),
    ),
)

NOTE = Letter(
    subject=_("${group}: somebody wrote to you"),
    opening=(
        _("Hello,"),
        _(
            "Somebody has written to you about a story you told. Only you can read "
            "the note, on the site:"
        ),
    ),
    page=MY_STORIES,
    closing=(
        _("You can answer there. Your name is not on your answer."),
        _("You are getting this email because you told a story."),
    ),
)

ANSWER = Letter(
    subject=_("${group}: you have an answer"),
    opening=(
        _("Hello,"),
        _(
            "You wrote to somebody about a story, and they have answered. Only you "
            "can read the answer, on the site:"
        ),
    ),
    page="",
    closing=(_("You are getting this email because you wrote a note about a story."),),
)

CONCERN = Letter(
    subject=_("${group}: please have a look"),
    opening=(
        _("Hello,"),
        _(
            "A reader thinks that somebody could be recognised in a story. Please "
            "read their message today, if you can:"
        ),
    ),
    page=CONCERNS,
    closing=(
        _(
            "A reviewer can put the story on hold first and ask later. We do not "
            "know who wrote the message, unless they left a way to reach them."
        ),
        _("You are getting this email because you look after stories here."),
    ),
)

WENT_WRONG = Letter(
    subject=_("${group}: please have a look"),
    opening=(
        _("Hello,"),
        _(
            "Somebody wrote that something went wrong. You can read what they wrote "
            "on the site. Only the people who read such messages can see it. Please "
            "read it today, if you can:"
        ),
    ),
    page=CONCERNS,
    closing=(
        _("We do not know who wrote it. Please do not try to find out."),
        _("You are getting this email because people can send you messages like this."),
    ),
)

#: Instead of the line about answering, where the writer left no address.
NO_ANSWER = _("The person who wrote it left no address to reply to.")


def write(
    letter: Letter,
    to: Receiver,
    *,
    group: str,
    site: str,
    body: str = "",
    words: Mapping[str, Word] | None = None,
    own: Own | None = None,
) -> Mail:
    """Write a letter to one receiver, in the receiver's language.

    :param group: the neutral name, empty for none.
    :param site: the address of the site, without a slash at the end.
    :param body: what somebody wrote, for the letter that passes it on.
    :param words: what else the texts of the letter leave open.
    :param own: what this receiver alone gets.
    """
    own = own or Own()

    def say(text: Message) -> str:
        words = {
            name: word(to.language) if callable(word) else word
            for name, word in {**(text.mapping or {}), **mapping}.items()
        }
        return translate(Message(text, mapping=words), target_language=to.language)

    name = group or translate(letter.no_name, target_language=to.language)
    mapping = {"group": name, **(words or {}), **own.words}
    subject = say(letter.subject)
    page = letter.page if own.page is None else own.page
    link = f"{site}/{page}" if page else ""
    parts = (
        *(_wrapped(say(text)) for text in letter.opening),
        link,
        _quoted(body),
        *(_wrapped(say(text)) for text in letter.closing),
    )
    text = "\n\n".join(part for part in parts if part) + "\n"
    subject = " ".join(subject.split())
    return Mail(to.address, subject, text, calendar=own.calendar)


def pass_on(to: Receiver, *, group: str, text: str, reply_to: str) -> Mail:
    """Write the mail that brings somebody's words to one facilitator."""
    letter = WRITTEN
    if not reply_to:
        letter = letter._replace(closing=(NO_ANSWER, *letter.closing[1:]))
    mail = write(letter, to, group=group, site="", body=text)
    return mail._replace(reply_to=reply_to)


def _wrapped(paragraph: str) -> str:
    return textwrap.fill(
        paragraph, WIDTH, break_long_words=False, break_on_hyphens=False
    )


def _quoted(text: str) -> str:
    lines = text.strip().splitlines()
    return "\n".join(f"> {line}".rstrip() for line in lines)


def message(mail: Mail, sender: str) -> EmailMessage:
    """Return a mail as a message: plain text in UTF-8, addresses without a name.

    What software writes of its own accord says so (RFC 3834); what it passes on for a
    person does not, so that an absence note comes back to that person. What is for a
    calendar stands beside the text as another way to read it, where programs look.
    """
    result = EmailMessage()
    result["Subject"] = mail.subject
    result["From"] = sender
    result["To"] = mail.address
    result["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    if mail.reply_to:
        result["Reply-To"] = mail.reply_to
    else:
        result["Auto-Submitted"] = "auto-generated"
    result.set_content(mail.body, charset="utf-8", cte="quoted-printable")
    if mail.calendar is not None:
        result.add_alternative(
            mail.calendar.text.decode("utf-8"),
            subtype="calendar",
            charset="utf-8",
            cte="quoted-printable",
            params={"method": mail.calendar.method},
        )
    return result
