"""A mail that goes out by itself, as one row: a letter, when, to whom, if still so.

Asked twice: when something happens, of the event; and after the commit, of the site as
it is then. Until then a row travels with plain texts and by its name.
"""

from collections.abc import Callable
from functools import partial
from leap.cop.community.naming import group_name
from leap.cop.core.containment import community_of
from leap.cop.notify import later
from leap.cop.notify import mails
from leap.cop.notify import outbox
from leap.cop.notify.mails import Letter
from leap.cop.notify.mails import Mail
from leap.cop.notify.mails import Own
from leap.cop.notify.receivers import Receiver
from plone import api
from typing import Any
from typing import NamedTuple
from zope.interface.interface import InterfaceClass


def always(*_about: object, **_carried: str) -> bool:
    """Tell that it is so."""
    return True


class Posting(NamedTuple):
    """One mail. What is asked after the commit gets the content and what is carried."""

    #: What it is called in the table and in what is kept for later.
    name: str

    #: On which event, an `ICopEvent`, whose content the mail is about.
    event: InterfaceClass

    #: What it says; where that depends on what is carried, a function that returns it.
    letter: Letter | Callable[..., Letter]

    #: To whom: receivers by user id, asked after the commit.
    to: Callable[..., dict[str, Receiver]]

    #: Whether it is still so, asked after the commit.
    still: Callable[..., bool] = always

    #: Whether this event is meant at all, asked when it happens.
    when: Callable[[Any], bool] = always

    #: Which attributes of the event go along, all of them texts.
    carries: tuple[str, ...] = ()

    #: A page of the content that it leads to, empty for the content itself; None where
    #: the letter has its own.
    page: str | None = None

    #: How long it is tried again; None for a mail that is kept nowhere.
    keep: Callable[[Callable], Callable] | None = later.can_wait

    #: What one receiver alone gets besides: called once with the content, the site's
    #: address and, by name, what is carried; what it returns is asked for each, with
    #: the user id and the receiver.
    own: Callable[..., Callable[[str, Receiver], Own]] | None = None

    def __call__(self, content: Any, site: str, **carried: str) -> list[Mail]:
        """Write the mail to everybody who is still to get it.

        :param site: the address of the site, without a slash at the end.
        """
        if not self.still(content, **carried):
            return []
        group = group_name(community_of(content))
        letter = self._letter(content, **carried)
        people = self.to(content, **carried)
        own = self.own and self.own(content, site, **carried)
        return [
            mails.write(
                letter,
                to,
                group=group,
                site=site,
                own=own and own(userid, to),
            )
            for userid, to in people.items()
        ]

    def _letter(self, content: Any, **carried: str) -> Letter:
        found = self.letter
        if not isinstance(found, Letter):
            found = found(content, **carried)
        if self.page is None:
            return found
        return found._replace(page=path_below_site(content, self.page))


def free_again_unless_sent(record_of: Callable[[Any], Any]) -> Callable:
    """Return what lets people be reminded again soon where no mail went out.

    For `outbox.afterwards`, and while somebody waits for the answer: what is tried
    again later changes nothing.

    :param record_of: returns the record of some content, which says in `reminded` when
        that was last.
    """

    def forget(portal, *, path: tuple[str, ...]) -> None:
        record_of(portal.unrestrictedTraverse(path)).reminded = None

    def after(content: Any, handed: int, request: Any) -> None:
        if request is not None and not handed:
            path = content.getPhysicalPath()
            outbox.commit_apart(api.portal.get(), partial(forget, path=path))

    return after


def path_below_site(content: Any, page: str = "") -> str:
    """Return the path of some content, or of a page of it, below the site."""
    depth = len(api.portal.get().getPhysicalPath())
    return "/".join((*content.getPhysicalPath()[depth:], *page.split()))
