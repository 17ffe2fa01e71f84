"""Mails about rounds: there are dots to give, they are still there, what came out.

No theme, no topic, no result and nobody's name stands in them: they lead to a page that
asks who is there. Who has voted is looked up at the moment of sending and told nobody.
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.ballot.rules import SECRET
from leap.cop.community.naming import group_name
from leap.cop.core import dates
from leap.cop.core.containment import community_of
from leap.cop.notify import later
from leap.cop.notify import mails
from leap.cop.notify import outbox
from leap.cop.notify import receivers
from leap.cop.notify.mails import Letter
from leap.cop.notify.mails import Mail
from leap.cop.notify.posting import free_again_unless_sent
from leap.cop.notify.posting import path_below_site
from leap.cop.notify.posting import Posting
from leap.cop.notify.receivers import Receiver
from leap.cop.topic import events
from leap.cop.topic import rules
from leap.cop.topic.phases import phase_of
from leap.cop.topic.records import record_of
from plone.app.event.base import default_timezone
from zope.i18nmessageid import Message


OPENED = Letter(
    subject=_("${group}: you have dots to give"),
    opening=(
        _("Hello,"),
        _(
            "Your group is choosing what to talk about, and you have dots to give to "
            "what matters to you:"
        ),
    ),
    page="",
    closing=(
        _("You do not have to use them all."),
        _("You are getting this email because you can vote in this round."),
    ),
)

REMINDED = Letter(
    subject=_("${group}: you still have dots to give"),
    opening=(
        _("Hello,"),
        _(
            "Your group is choosing what to talk about, and you still have dots to "
            "give. It takes two minutes:"
        ),
    ),
    page="",
    closing=(
        _(
            "The site sends this email to people who have not voted. Nobody is told "
            "who they are, and you do not have to vote."
        ),
        _("You are getting this email because you can vote in this round."),
    ),
)

TAKEN_DOWN = Letter(
    subject=_("${group}: your dots from paper have been taken out"),
    opening=(
        _("Hello,"),
        _(
            "A facilitator entered stickers from paper as yours, and has now taken "
            "them out, perhaps because of a typing mistake. They do not count at the "
            "moment. The facilitator can enter them again, or you can give your dots "
            "here yourself:"
        ),
    ),
    page="",
    closing=(
        _("If you did not put up any stickers, please tell the facilitator."),
        _("You are getting this email because you can vote in this round."),
    ),
)

CAME_OUT = Letter(
    subject=_("${group}: the results are in"),
    opening=(
        _("Hello,"),
        _("Your group's dots have been counted. The results are here:"),
    ),
    page="",
    closing=(_("You are getting this email because you belong to this group."),),
)

UNTIL = _("You can give them until ${moment}.")
NO_END = _("You can give them until a facilitator closes the vote.")
FINAL = _(
    "In this round, dots are secret and final: once you have given them, you cannot "
    "change them."
)
FREE_TO_MOVE = _("You can move them as often as you like until voting closes.")


def tell_whose_paper_was_taken_out(event) -> None:
    """Have those told who would believe that their stickers count."""
    for userid in event.voters:
        outbox.after_commit(to_one_taken_out, event.round, userid=userid)


@later.can_wait
def to_one_taken_out(content, site: str, *, userid: str) -> list[Mail]:
    """Write to one person whose paper does not count any more.

    Also when the vote was closed a moment later: they have to know.
    """
    letter = _with_rules(TAKEN_DOWN, content)._replace(
        page=path_below_site(content, "vote")
    )
    group = group_name(community_of(content))
    found = receivers.readers_inside(content, [userid])
    return [mails.write(letter, to, group=group, site=site) for to in found.values()]


def _is_open(content, **_carried: str) -> bool:
    return phase_of(content, datetime.now(UTC)) == rules.VOTING


def _opened(content, **_carried: str) -> Letter:
    return _with_rules(OPENED, content)


def _reminded(content) -> Letter:
    return _with_rules(REMINDED, content)


def _with_rules(letter: Letter, content) -> Letter:
    """Return a letter that says besides until when, and how, dots can be given."""
    said = (_until(content), FINAL if content.secrecy == SECRET else FREE_TO_MOVE)
    return letter._replace(closing=(*said, *letter.closing))


def _until(content) -> Message:
    """Return the end on the site's clock, as the receiver's language says it."""
    if content.closes is None:
        return NO_END
    closes = content.closes

    def moment(language: str) -> str:
        return f"{dates.moment(closes, language)} ({default_timezone()})"

    return Message(UNTIL, mapping={"moment": moment})


def _to_voters(content) -> dict[str, Receiver]:
    return receivers.readers_inside(content, record_of(content).box.voters())


def _to_waiting(content) -> dict[str, Receiver]:
    return receivers.readers_inside(content, record_of(content).box.not_voted())


REMINDER = Posting(
    "vote-reminder",
    events.IReminderAsked,
    _reminded,
    _to_waiting,
    still=_is_open,
    page="vote",
)

outbox.afterwards(REMINDER, free_again_unless_sent(record_of))

POSTINGS = (
    Posting(
        "vote-opened",
        events.IVotingOpened,
        _opened,
        _to_voters,
        still=_is_open,
        page="vote",
    ),
    Posting(
        "voter-admitted",
        events.IVoterAdmitted,
        _opened,
        receivers.one_inside,
        still=_is_open,
        carries=("userid",),
        page="vote",
    ),
    REMINDER,
    # That something came out; not what.
    Posting(
        "round-closed",
        events.IRoundClosed,
        CAME_OUT,
        receivers.readers_inside,
        page="",
    ),
)
