"""What is sent about a meeting as a whole, over REST and by forms."""

from leap.cop import _
from leap.cop.core.schemas import Pick
from leap.cop.core.schemas import Words
from leap.cop.meeting import rules
from zope.interface import Interface


PHASE_TITLES = {
    rules.PLANNED: _("Planned"),
    rules.HELD: _("Took place"),
    rules.CANCELLED: _("Cancelled"),
}


class ICancel(Interface):
    """Why a meeting does not take place."""

    note = Words(
        title=_("A note to your community"),
        description=_("Why, or what comes instead. It stands on the meeting's page."),
        max_length=rules.MAX_NOTE,
        required=False,
    )


class IPhase(ICancel):
    """What becomes of a meeting."""

    phase = Pick(PHASE_TITLES, title=_("What becomes of it"))
