"""What rooms above tell about themes, asked for by an interface."""

from datetime import date
from typing import NamedTuple
from zope.interface import Interface


class Met(NamedTuple):
    """Somewhere else than in a round where people talked about a theme."""

    url: str
    title: str
    day: date


class SetOut(NamedTuple):
    """What somebody set out to do about a theme."""

    url: str
    text: str
    who: str


class NextStep(NamedTuple):
    """What a group does with what came out of a round."""

    url: str
    text: object


class IWhatNext(Interface):
    """Subscription adapter of a community: where what came out is talked about.

    As far as the current user may know of it.
    """

    def steps() -> list[NextStep]:
        """Return what to do next, the first thing first."""


class ILifeLine(Interface):
    """Subscription adapter of a community: where else its themes came up.

    As far as the current user may know of it.
    """

    def met(line: str) -> list[Met]:
        """Return where people talked about a theme, by its line."""

    def set_out(line: str) -> list[SetOut]:
        """Return what people set out to do about a theme, by its line."""
