"""What of a meeting has to stay, and what may be changed."""

from Acquisition import aq_base
from leap.cop import _
from leap.cop.core.errors import NotNow
from leap.cop.meeting import rules
from leap.cop.meeting.records import record_of


STAYS = _("Something has been noted about this meeting, so it cannot be deleted.")
STAYS_PLANNED = _(
    "Something has been noted about this meeting, so it cannot be "
    "deleted. You can cancel it instead."
)


def is_kept(meeting) -> bool:
    """Tell whether the record of a meeting is kept as it is."""
    return record_of(meeting).minutes.kept


def need_open(meeting, refusal: str) -> None:
    """Let a meeting be changed while its record is not kept as it is.

    :param refusal: what is said otherwise.
    :raises NotNow: when it is kept.
    """
    minutes = record_of(meeting).minutes
    if minutes.kept:
        raise NotNow(refusal)
    # Whoever keeps it meanwhile ends this transaction in a conflict.
    if minutes._p_jar is not None:
        minutes._p_jar.readCurrent(minutes)


def has_to_stay(meeting) -> bool:
    """Tell whether somebody was at a meeting, or something was said there."""
    record = record_of(meeting)
    was_held = record.phase == rules.HELD
    return bool(record.presence or record.minutes.rev or was_held)


def stays(meeting):
    """Return what is said of a meeting that has to stay."""
    is_planned = record_of(meeting).phase == rules.PLANNED
    return STAYS_PLANNED if is_planned else STAYS


def keep_what_was_said(meeting, event) -> None:
    """Refuse to delete a meeting that has to stay. A whole community or site goes.

    :raises NotNow: with the reason.
    """
    if event.newParent is not None or event.oldParent is None:
        return
    if aq_base(event.object) is aq_base(meeting) and has_to_stay(meeting):
        raise NotNow(stays(meeting))
