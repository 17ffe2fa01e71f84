"""No working copies: a copy of a confidence would stand beside it, for others."""

from leap.cop import _
from leap.cop.core.errors import NotYours
from leap.cop.core.services import CopService
from leap.cop.core.unwalked import Unwalked
from Products.Five.browser import BrowserView


def refuse() -> None:
    """Refuse to make a working copy, or to take one in.

    :raises NotYours: always.
    """
    raise NotYours(_("Working copies are not possible here. Edit the original."))


class NoWorkingCopyService(CopService):
    """`@workingcopy` on content of ours."""

    def reply(self):
        refuse()


class NoWorkingCopyPage(Unwalked, BrowserView):
    """The pages that check out, check in and cancel."""

    def __call__(self):
        refuse()


class NoWorkingCopies(Unwalked, BrowserView):
    """What the menus of Plone ask."""

    def checkin_allowed(self) -> bool:
        return False

    def checkout_allowed(self) -> bool:
        return False

    def cancel_allowed(self) -> bool:
        return False


def no_policy(content) -> None:
    """Give programs nothing that could check out."""
