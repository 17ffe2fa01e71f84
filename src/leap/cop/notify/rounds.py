"""Mails about rounds: there are dots to give, they are still there, what came out.

No theme, no topic, no result and nobody's name stands in them: they lead to a page that
asks who is there. Who has voted is looked up at the moment of sending and told nobody.
"""

from datetime import datetime
from datetime import UTC
from functools import partial
from leap.cop import _
from leap.cop.ballot.rules import SECRET
from leap.cop.core.containment import community_of
from leap.cop.notify import later
from leap.cop.notify import mails
from leap.cop.notify import outbox
from leap.cop.notify import receivers
from leap.cop.notify.mails import Letter
from leap.cop.notify.mails import Mail
from leap.cop.topic import rules
from leap.cop.topic.phases import phase_of
from leap.cop.topic.storage import record_of
from plone import api
from plone.app.event.base import default_timezone
from zope.i18nmessageid import Message


OPENED = Letter(
    subject=_("${group}: you have dots to give"),
    opening=(
        _("Hello,"),
        _(
            "your group chooses what to talk about, and you have dots to give to what "
            "matters to you. They are here:"
        ),
    ),
    page="",
    closing=(
        _("You need not spend all of them."),
        _("You get this mail because you can vote in this round."),
    ),
)

REMINDED = Letter(
    subject=_("${group}: you still have dots to give"),
    opening=(
        _("Hello,"),
        _(
            "your group is choosing what to talk about, and your dots are still here. "
            "It takes two minutes:"
        ),
    ),
    page="",
    closing=(
        _(
            "This mail goes by itself to whoever has not voted. Nobody is told who "
            "that is, and it is fine to leave it."
        ),
        _("You get this mail because you can vote in this round."),
    ),
)

TAKEN_DOWN = Letter(
    subject=_("${group}: your dots from paper were taken out again"),
    opening=(
        _("Hello,"),
        _(
            "a facilitator had entered stickers on paper as yours, and has taken them "
            "out again: perhaps something was typed wrongly. At this moment they do "
            "not count. They can be entered once more, or you give your dots here "
            "yourself:"
        ),
    ),
    page="",
    closing=(
        _("If you put up no stickers at all, please say so to the facilitator."),
        _("You get this mail because you can vote in this round."),
    ),
)

CAME_OUT = Letter(
    subject=_("${group}: what came out is there"),
    opening=(
        _("Hello,"),
        _("the dots of your group are counted. What came out stands here:"),
    ),
    page="",
    closing=(_("You get this mail because you belong to this group."),),
)

UNTIL = _("You can give them until ${moment}.")
NO_END = _("You can give them until a facilitator closes the round.")
FINAL = _(
    "Dots are secret and final here: once you have given them they stay as they are."
)
FREE_TO_MOVE = _("Until the round closes you can move them as often as you like.")


def tell_who_can_vote(event) -> None:
    """Have those told who can vote that they have dots to give."""
    outbox.after_commit(to_voters, event.round)


def tell_who_was_admitted(event) -> None:
    """Have somebody told who came later that there are dots to give."""
    outbox.after_commit(to_one_voter, event.round, userid=event.userid)


def tell_whose_paper_was_taken_out(event) -> None:
    """Have those told who would believe that their stickers count."""
    for userid in event.voters:
        outbox.after_commit(to_one_taken_out, event.round, userid=userid)


def remind_who_has_not_voted(event) -> None:
    """Have those reminded who have not voted."""
    outbox.after_commit(to_waiting, event.round)


def tell_what_came_out(event) -> None:
    """Have the members told that the dots are counted."""
    outbox.after_commit(to_members, event.round)


# What follows runs after the commit, in the site as it is then.


@later.can_wait
def to_voters(content, site: str) -> list[Mail]:
    """Write to everybody who can vote, while they can."""
    if not _is_open(content):
        return []
    return _written(content, site, OPENED, record_of(content).box.voters())


@later.can_wait
def to_one_voter(content, site: str, *, userid: str) -> list[Mail]:
    """Write to one person who can vote now, while that is so."""
    return _written(content, site, OPENED, [userid]) if _is_open(content) else []


@later.can_wait
def to_one_taken_out(content, site: str, *, userid: str) -> list[Mail]:
    """Write to one person whose paper does not count any more.

    Also when the vote was closed a moment later: they have to know.
    """
    return _written(content, site, TAKEN_DOWN, [userid])


@later.can_wait
def to_waiting(content, site: str) -> list[Mail]:
    """Write to whoever can vote and has not, while they can."""
    if not _is_open(content):
        return []
    return _written(content, site, REMINDED, record_of(content).box.not_voted())


@later.can_wait
def to_members(content, site: str) -> list[Mail]:
    """Write to everybody inside that something came out; not what."""
    letter = CAME_OUT._replace(page=_page(content))
    group = mails.group_name(community_of(content))
    return [
        mails.write(letter, to, group=group, site=site)
        for to in receivers.readers_inside(content).values()
    ]


def _is_open(content) -> bool:
    return phase_of(content, datetime.now(UTC)) == rules.VOTING


def _page(content) -> str:
    """Give the path of a round below the site."""
    depth = len(api.portal.get().getPhysicalPath())
    return "/".join(content.getPhysicalPath()[depth:])


def _written(content, site: str, letter: Letter, userids: list[str]) -> list[Mail]:
    inside = receivers.readers_inside(content, userids)
    letter = letter._replace(
        page=f"{_page(content)}/vote",
        closing=(*_rules_in_words(content), *letter.closing),
    )
    group = mails.group_name(community_of(content))
    said = {"group": group, "site": site, "words": _words(content)}
    return [
        mails.write(letter, inside[userid], **said)
        for userid in userids
        if userid in inside
    ]


def _rules_in_words(content) -> tuple[Message, Message]:
    return (
        NO_END if content.closes is None else UNTIL,
        FINAL if content.secrecy == SECRET else FREE_TO_MOVE,
    )


def _words(content) -> dict[str, str]:
    """Give the end on the site's clock, as every language reads it."""
    if content.closes is None:
        return {}
    moment = content.closes.astimezone(default_timezone(as_tzinfo=True))
    return {"moment": f"{moment:%Y-%m-%d %H:%M} ({default_timezone()})"}


def begin_the_day(content, handed: int, request) -> None:
    """Let those be reminded again soon who were not, because no mail went out."""
    if request is not None and not handed:
        path = content.getPhysicalPath()
        outbox.commit_apart(api.portal.get(), partial(_forget_reminder, path=path))


def _forget_reminder(portal, *, path: tuple[str, ...]) -> None:
    record_of(portal.unrestrictedTraverse(path)).reminded = None


outbox.afterwards(to_waiting, begin_the_day)
