"""Mails about what a group promises each other, and about what went wrong in one.

None of them has a rule's words, a name, or who answered what.
"""

from datetime import datetime
from datetime import UTC
from functools import partial
from leap.cop import _
from leap.cop.agreement import acceptance
from leap.cop.agreement import events
from leap.cop.agreement import rules
from leap.cop.agreement import waiting
from leap.cop.agreement.records import record_of
from leap.cop.community.membership import Membership
from leap.cop.concern.events import IWentWrong
from leap.cop.core import dates
from leap.cop.core.containment import community_of
from leap.cop.notify import later
from leap.cop.notify import mails
from leap.cop.notify import outbox
from leap.cop.notify import receivers
from leap.cop.notify.mails import Letter
from leap.cop.notify.posting import free_again_unless_sent
from leap.cop.notify.posting import Posting
from leap.cop.notify.receivers import Receiver
from zope.i18nmessageid import Message


_WHY = _("You are getting this email because you belong to this group.")

ASKS = Letter(
    subject=_("${group}: what do you say?"),
    opening=(
        _("Hello,"),
        _(
            "Your group has written down how it deals with what people tell each "
            "other, and would like your answer to it. Please read it when you have a "
            "quiet moment:"
        ),
    ),
    page="",
    closing=(
        _(
            "You can say yes, say no, or ask to talk about it first. Whatever you say, "
            "you keep your place and your own stories."
        ),
        _WHY,
    ),
)

REMINDS = Letter(
    subject=_("${group}: what do you say?"),
    opening=(
        _("Hello,"),
        _(
            "Your group would still like to hear from you about its agreement. It "
            "takes five minutes to read:"
        ),
    ),
    page="",
    closing=(
        _(
            "If you would like to talk about it first, you can say so "
            "there too. Nobody loses their place over it."
        ),
        _WHY,
    ),
)

TALK = Letter(
    subject=_("${group}: somebody would like to talk"),
    opening=(
        _("Hello,"),
        _(
            "Somebody would like to talk about your group's agreement. Perhaps you "
            "can take a little time for it when you next meet. You can see more "
            "here:"
        ),
    ),
    page="",
    closing=(
        _("You get this email once a day at most, however many people ask."),
        _("You are getting this email because you facilitate this group."),
    ),
)

WAITS = Letter(
    subject=_("${group}: we are waiting for your answer"),
    opening=(
        _("Hello,"),
        _(
            "Your group is asking everybody to say whether they will keep to its "
            "agreement, and you have not said yes yet. Until you do, you cannot read "
            "stories that others share only with the group. Nothing changes for your "
            "own stories. The agreement is here:"
        ),
    ),
    page="",
    closing=(
        _(
            "If something in it does not suit you, say that you would like to talk. "
            "You keep your place in the meantime."
        ),
        _WHY,
    ),
)

LATER = _(
    "From ${day} on, people who have not said yes cannot read "
    "stories that others share only with the group."
)
NOW = _(
    "People who have not said yes cannot read stories that others "
    "share only with the group."
)


def _with_the_day(letter: Letter, agreement) -> Letter:
    """Return a letter that says besides from when stories wait, where they do."""
    record, community = record_of(agreement), community_of(agreement)
    asking = rules.to_accept(record.all_versions(), record.contested)
    if asking is None or not community.requires_agreement:
        return letter
    day = rules.binds_from(asking, record.contested, record.asked_from)
    said = Message(LATER, mapping={"day": partial(dates.day, day)})
    if day <= waiting.site_day(datetime.now(UTC)):
        said = NOW
    return letter._replace(closing=(said, *letter.closing))


def _asks(agreement, **_carried: str) -> Letter:
    return _with_the_day(ASKS, agreement)


def _reminds(agreement, **_carried: str) -> Letter:
    return _with_the_day(REMINDS, agreement)


def _who_has_not_answered(agreement, userid: str) -> dict[str, Receiver]:
    """Return who has something to answer, without whoever has them asked."""
    silent = set(acceptance.not_heard_from(agreement)) - {userid}
    return receivers.readers_inside(agreement, silent)


def _facilitators(agreement) -> dict[str, Receiver]:
    return receivers.facilitators_of(community_of(agreement), besides="")


def _who_waits(agreement, userid: str) -> dict[str, Receiver]:
    waits = Membership(community_of(agreement)).waits(userid)
    return receivers.readers_inside(agreement, [userid] if waits else [])


#: Facilitators may ask again soon where no mail went out; what the daily job could not
#: send is tried again by itself.
REMINDER = Posting(
    "agreement-reminds",
    events.IAgreementReminds,
    _reminds,
    _who_has_not_answered,
    when=lambda event: bool(event.userid),
    carries=("userid",),
    page="what-changed",
)
DUE = REMINDER._replace(name="agreement-due", when=lambda event: not event.userid)

outbox.afterwards(REMINDER, free_again_unless_sent(record_of))

POSTINGS = (
    Posting(
        "agreement-asks",
        events.IAgreementAsks,
        _asks,
        _who_has_not_answered,
        carries=("userid",),
        page="what-changed",
    ),
    REMINDER,
    DUE,
    Posting(
        "agreement-talk",
        events.ITalkWanted,
        TALK,
        _facilitators,
        still=acceptance.somebody_wants_to_talk,
        page="who-has-answered",
    ),
    Posting(
        "agreement-waits",
        events.ISomebodyWaits,
        WAITS,
        _who_waits,
        carries=("userid",),
        page="what-changed",
    ),
    Posting(
        "went-wrong",
        IWentWrong,
        mails.WENT_WRONG,
        receivers.readers_of_what_went_wrong,
        carries=("readers",),
        keep=later.must_go,
    ),
)
