"""What rooms above say of the things that people write concerns about."""

from typing import NamedTuple
from zope.interface import Interface


class Shown(NamedTuple):
    """What a concern is about, as whoever reads the concern may see it.

    `url` is empty for what that reader cannot open; `title` says so then.
    """

    title: object
    url: str = ""
    may_hold: bool = False
    may_write: bool = False


class ISubject(Interface):
    """Named adapter of a community: things of one kind. Its name is the kind."""

    def shown(name: str) -> Shown:
        """Return what stands on the screen for one of them."""

    def hold(name: str, reason: str) -> None:
        """Put one of them on hold, with a reason.

        :raises NotNow: where it cannot be put on hold.
        """
