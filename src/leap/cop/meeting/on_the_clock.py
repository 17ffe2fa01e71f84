"""Attributes of content that hold times as they stand on a clock, and on which one."""

from datetime import datetime
from leap.cop.core.settings import site_zone
from leap.cop.meeting import clock
from zoneinfo import ZoneInfo


class OnTheClock:
    """An attribute that holds a time on the clock of the content's zone.

    Which of two, on the night on which clocks go back, is kept beside it: it gets lost
    where dates are stored.
    """

    def __set_name__(self, owner, name: str) -> None:
        self.name = name
        self._second = f"{name}_is_second"

    def __get__(self, content, kind=None):
        if content is None:
            return self
        wall = content.__dict__.get(self.name)
        if wall is None:
            return None
        # Not checked again: a country may leave out a time that was fine once.
        fold = content.__dict__.get(self._second, 0)
        return wall.replace(tzinfo=ZoneInfo(content.timezone), fold=fold)

    def __set__(self, content, moment: datetime | None) -> None:
        if moment is not None and moment.tzinfo is not None:
            moment = clock.in_zone(moment, content.timezone)
        content.__dict__[self.name] = moment and moment.replace(
            tzinfo=None, microsecond=0, fold=0
        )
        content.__dict__.pop(self._second, None)
        if moment is not None and moment.fold:
            content.__dict__[self._second] = 1
        content._p_changed = True


class Zone:
    """The zone on whose clock times are kept; another one keeps the instants."""

    def __get__(self, content, kind=None):
        if content is None:
            return self
        return content.__dict__.get("timezone") or site_zone()

    def __set__(self, content, name: str) -> None:
        if content.__dict__.get("timezone") == name:
            return
        kept = {one: getattr(content, one) for one in ("start", "end")}
        content.__dict__["timezone"] = name
        for one, moment in kept.items():
            setattr(content, one, moment)
        content._p_changed = True
