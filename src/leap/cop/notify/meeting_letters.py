"""The words of the mails about meetings, in no language yet.

They say when, and whose group it is by its short name; nothing else of a meeting.
"""

from leap.cop import _
from leap.cop.notify.mails import Letter


_HELLO = _("Hello,")
_WHY = _("You are getting this email because you belong to this group.")
_SUBJECT = _("${group}: meeting on ${day}")
_WHEN = _("${group}: ${when}")

INVITED = Letter(
    subject=_SUBJECT,
    opening=(
        _HELLO,
        _("Your group is meeting, and you are invited:"),
        _WHEN,
        _("Will you come? You can say yes, perhaps or no here, without logging in:"),
    ),
    page="",
    closing=(
        _("Where it is, and what you plan to do there: ${where}"),
        _(
            "Nobody has to come every time. The others are glad of any "
            "answer, even a no."
        ),
        _WHY,
    ),
)

MOVED = Letter(
    subject=_("${group}: the meeting is now on ${day}"),
    opening=(
        _HELLO,
        _("Something about a meeting of your group has changed. The meeting is now:"),
        _WHEN,
    ),
    page="",
    closing=(_("You can answer there, or change your answer."), _WHY),
)

OFF = Letter(
    subject=_("${group}: no meeting on ${day}"),
    opening=(_HELLO, _("This meeting has been cancelled:"), _WHEN),
    page="",
    closing=(_WHY,),
)

SOON = Letter(
    subject=_SUBJECT,
    opening=(
        _HELLO,
        _("Your group is meeting soon:"),
        _WHEN,
        _("Where it is, and what you plan to do there:"),
    ),
    page="",
    closing=(
        _("If you cannot come, please say so there. Nobody asks for a reason."),
        _WHY,
    ),
)

TURN = Letter(
    subject=_SUBJECT,
    opening=(
        _HELLO,
        _("Your group would like to ask you to take a turn at a meeting:"),
        _WHEN,
        _("You can see what it is here, and say yes or pass:"),
    ),
    page="",
    closing=(_("If you pass, nobody is told, and nobody asks for a reason."), _WHY),
)

SUMMARY = Letter(
    subject=_SUBJECT,
    opening=(
        _HELLO,
        _("There is a summary of a meeting of your group:"),
        _WHEN,
    ),
    page="",
    closing=(_WHY,),
)

ACTION_SOON = Letter(
    subject=_("${group}: something for you to do"),
    opening=(
        _HELLO,
        _(
            "There is something for you to do, and the day set for it is within the "
            "next week. It is here:"
        ),
    ),
    page="",
    closing=(
        _(
            "You can say that it is done, choose another day, or stop and say what you "
            "learned."
        ),
        _("You are getting this email because it is noted under your name."),
    ),
)

ACTION_LATE = ACTION_SOON._replace(
    opening=(
        _HELLO,
        _(
            "There is something for you to do, and the day set for it has passed. It "
            "is here:"
        ),
    )
)
