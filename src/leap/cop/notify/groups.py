"""Mails about what a group promises each other, and about what went wrong in one.

None of them has a rule's words, a name, or who answered what.
"""

from leap.cop import _
from leap.cop.agreement import events
from leap.cop.agreement import waiting
from leap.cop.agreement.records import record_of
from leap.cop.agreement.voices import people_of
from leap.cop.community.membership import Membership
from leap.cop.concern.events import IWentWrong
from leap.cop.core.containment import community_of
from leap.cop.notify import later
from leap.cop.notify import mails
from leap.cop.notify import receivers
from leap.cop.notify.mails import Letter
from leap.cop.notify.posting import Posting
from leap.cop.notify.receivers import Receiver


_WHY = _("You get this mail because you belong to this group.")

ASKS = Letter(
    subject=_("${group}: what do you say?"),
    opening=(
        _("Hello,"),
        _(
            "your group has put down what it keeps to, and asks everybody for an "
            "answer. Read it in your own time:"
        ),
    ),
    page="",
    closing=(_("Saying no costs you nothing, and you need no reason."), _WHY),
)

REMINDS = Letter(
    subject=_("${group}: what do you say?"),
    opening=(
        _("Hello,"),
        _("your group still hopes for your answer to what it keeps to. It is here:"),
    ),
    page="",
    closing=(_("Whatever you say, you keep your place."), _WHY),
)

TALK = Letter(
    subject=_("${group}: somebody would like to talk"),
    opening=(
        _("Hello,"),
        _(
            "somebody would like to talk about what your group keeps to. Perhaps take "
            "a little time for it when you meet next. How it stands:"
        ),
    ),
    page="",
    closing=(_("You get this mail because you facilitate this group."),),
)

WAITS = Letter(
    subject=_("${group}: your answer"),
    opening=(
        _("Hello,"),
        _(
            "what your group keeps to counts from today, and there is no answer of "
            "yours yet. Your stories are yours as ever; those of others wait until you "
            "answer:"
        ),
    ),
    page="",
    closing=(_("Saying no costs you nothing, and you need no reason."), _WHY),
)


def _silent(agreement, **_carried: str) -> set[str]:
    record, people = record_of(agreement), people_of(community_of(agreement))
    return set(people) - set(waiting.who_keeps_to_it(record, people))


def _who_has_not_answered(agreement, userid: str = "") -> dict[str, Receiver]:
    """Return who has something to answer, without whoever asks."""
    silent = _silent(agreement) - {userid}
    return receivers.among(silent, lambda one: one in _silent(agreement))


def _facilitators(agreement) -> dict[str, Receiver]:
    return receivers.facilitators_of(community_of(agreement), besides="")


def _who_waits(agreement, userid: str) -> dict[str, Receiver]:
    members = Membership(community_of(agreement))
    return receivers.among({userid}, members.waits)


POSTINGS = (
    Posting(
        "agreement-asks",
        events.IAgreementAsks,
        ASKS,
        _who_has_not_answered,
        carries=("userid",),
        page="what-changed",
    ),
    Posting(
        "agreement-reminds",
        events.IAgreementReminds,
        REMINDS,
        _who_has_not_answered,
        page="what-changed",
    ),
    Posting(
        "agreement-talk",
        events.ITalkWanted,
        TALK,
        _facilitators,
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
