"""The phases of whatever is voted on, in their order. Pure rules, no Zope.

It goes forwards only: what people decided in one phase is what the next one builds on.
At a set time it goes on by itself; nobody has to be there.
"""

from datetime import datetime
from datetime import timedelta
from typing import NamedTuple


#: How long after the set time the dots are counted: whoever was just saving is in.
COUNTING = timedelta(seconds=1)


class Phases(NamedTuple):
    """The phases in their order; people vote in one that is neither first nor last."""

    order: tuple[str, ...]
    voting: str

    @property
    def ready(self) -> str:
        """The phase from which the vote opens by itself."""
        return self.order[self.order.index(self.voting) - 1]

    @property
    def over(self) -> str:
        """The phase that begins when the vote ends."""
        return self.order[self.order.index(self.voting) + 1]

    def ahead_of(self, phase: str) -> tuple[str, ...]:
        """Return where it may go from a phase: forwards, phases left out.

        :raises ValueError: for a phase that there is not.
        """
        return self.order[self.order.index(phase) + 1 :]

    def is_past(self, phase: str) -> bool:
        """Tell whether the vote lies behind whoever is in a phase."""
        return phase in self.ahead_of(self.voting)

    def at(
        self,
        phase: str,
        now: datetime,
        *,
        opens: datetime | None,
        closes: datetime | None,
        has_options: bool,
    ) -> str:
        """Return the phase that it is in now.

        :param phase: the one that is written down.
        :param opens: when the vote begins by itself, once there is what to choose from.
        :param closes: when it ends by itself.
        """
        if phase == self.ready and has_options and opens is not None and opens <= now:
            phase = self.voting
        if phase == self.voting and closes is not None and closes <= now:
            phase = self.over
        return phase
