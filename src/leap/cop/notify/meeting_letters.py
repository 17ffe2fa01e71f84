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
        _("your group meets, and you are invited:"),
        _WHEN,
        _("Will you come? You can say yes, perhaps or no here, without logging in:"),
    ),
    page="",
    closing=(
        _("Where it is, and what you want to do there, stands here: ${where}"),
        _(
            "Nobody has to come every time. The others are glad of any answer, a no as "
            "well."
        ),
        _WHY,
    ),
)

MOVED = Letter(
    subject=_("${group}: the meeting is on ${day} now"),
    opening=(
        _HELLO,
        _(
            "something about a meeting of your group has changed. This is how it is "
            "now:"
        ),
        _WHEN,
    ),
    page="",
    closing=(_("You can change your answer there."), _WHY),
)

OFF = Letter(
    subject=_("${group}: no meeting on ${day}"),
    opening=(_HELLO, _("this meeting does not take place:"), _WHEN),
    page="",
    closing=(_WHY,),
)

SOON = Letter(
    subject=_SUBJECT,
    opening=(
        _HELLO,
        _("your group meets soon:"),
        _WHEN,
        _("Where it is, and what you want to do there, stands here:"),
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
        _("your group would like to ask you for a turn at a meeting:"),
        _WHEN,
        _("What it is stands here, and you can say yes or pass:"),
    ),
    page="",
    closing=(_("Nobody sees that you pass, and nobody asks for a reason."), _WHY),
)

SUMMARY = Letter(
    subject=_SUBJECT,
    opening=(
        _HELLO,
        _("there is a summary of a meeting of your group:"),
        _WHEN,
    ),
    page="",
    closing=(_WHY,),
)

ACTION_SOON = Letter(
    subject=_("${group}: something you wanted to do"),
    opening=(
        _HELLO,
        _(
            "you wanted to do something, and the day that you chose comes within a "
            "week. It stands here:"
        ),
    ),
    page="",
    closing=(
        _("You can choose another day, or stop and say what you learned."),
        _("You get this mail because it is yours."),
    ),
)

ACTION_LATE = ACTION_SOON._replace(
    opening=(
        _HELLO,
        _("you wanted to do something, and its day has passed. It stands here:"),
    )
)
