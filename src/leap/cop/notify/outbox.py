"""From a transaction to the mail server: nothing leaves before the commit.

What is to be told is put on the transaction as a few plain values. An after-commit hook
opens the site anew, on a connection, request and transaction of its own, and asks there
who may still know; only then are mails written and handed over, at once, because after
a commit there is no transaction left that MailHost could join. An aborted transaction
and each lost try of a retried one take their notices with them. Whatever goes wrong in
the hook ends in one line of the log, without an address, a path or what the server
said: servers repeat addresses in their refusals.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from datetime import UTC
from functools import partial
from leap.cop import logger
from leap.cop.core import settings
from leap.cop.notify import later
from leap.cop.notify import receivers
from leap.cop.notify.collected import collected
from leap.cop.notify.mails import Mail
from leap.cop.notify.mails import message
from plone import api
from Products.CMFCore.utils import getToolByName
from smtplib import SMTPDataError
from smtplib import SMTPRecipientsRefused
from Testing.makerequest import makerequest
from typing import NamedTuple
from ZODB.POSException import ConflictError
from zope.component.hooks import getSite
from zope.component.hooks import setSite
from zope.globalrequest import getRequest
from zope.globalrequest import setRequest

import time
import transaction


class Notice(NamedTuple):
    """Something to be told after the commit.

    `write` is called in the site as it was committed: `write(content, site, **details)`
    gives the mails, `site` being the address of the site as its users see it.
    """

    write: Callable[..., list[Mail]]
    path: tuple[str, ...]
    details: tuple[tuple[str, str], ...] = ()


class _Outbox:
    """The notices of one transaction on one site, in order, each once."""

    def __init__(self, portal) -> None:
        self.database = portal.getPhysicalRoot()._p_jar.db()
        self.portal_path = portal.getPhysicalPath()
        self.site = portal.absolute_url()
        self.notices: dict[Notice, None] = {}


def after_commit(write: Callable[..., list[Mail]], content, **details: str) -> None:
    """Have mails about some content written and sent once all of this is committed."""
    outbox = collected(_Outbox, _deliver)
    notice = Notice(write, content.getPhysicalPath(), tuple(sorted(details.items())))
    outbox.notices[notice] = None


def _deliver(committed: bool, outbox: _Outbox) -> None:
    if not committed:
        return
    request = getRequest()
    try:
        with _site_as_committed(outbox.database, outbox.portal_path) as portal:
            if not can_send(portal):
                return
            post = _Post(portal)
            for notice in outbox.notices:
                content = portal.unrestrictedTraverse(notice.path, None)
                if content is not None:
                    done = post.tell(notice, content, outbox.site, request)
                    _keep(portal, notice, outbox.site, done)
            _try_again(portal, post)
    except Exception as error:
        logger.warning("Mails could not be written (%s)", type(error).__name__)


class Told(NamedTuple):
    """How many mails about something went, and whom it is still to be told."""

    handed: int
    left: frozenset[str]


class _Post:
    """The way to the mail server, for some notices after each other."""

    def __init__(self, portal) -> None:
        self.portal = portal
        self.is_down = False

    def tell(self, notice: Notice, content, site: str, request=None, only=None) -> Told:
        """Write the mails of a notice and hand them over.

        :param site: what links begin with where the organisation has set no address.
        """
        site = settings.site_address() or site
        with receivers.asking(only) as asked:
            try:
                mails = list(notice.write(content, site, **dict(notice.details)))
            except Exception as error:
                logger.warning("A mail could not be written (%s)", type(error).__name__)
                return Told(0, only or frozenset({later.EVERYBODY}))
        taken, not_tried = _hand_over(self.portal, mails, self)
        left = {asked.found.get(mail.address) for mail in not_tried} - {None}
        after = _AFTER.get(notice.write)
        if after is not None:
            after(content, len(taken), request)
        return Told(len(taken), frozenset(left | asked.missed))


#: What follows once the mails of a writer are handed over: called with the content as
#: it was committed, how many went, and the request that caused it, if there is one.
_AFTER: dict[Callable[..., list[Mail]], Callable] = {}


def afterwards(write: Callable[..., list[Mail]], do: Callable) -> None:
    """Have something done after the mails of a writer were handed over, or were not."""
    _AFTER[write] = do


def _keep(portal, notice: Notice, site: str, done: Told) -> None:
    """Keep for later what could not be told to everybody."""
    path = notice.path[len(portal.getPhysicalPath()) :]
    now = datetime.now(UTC)
    left = later.left_of(notice.write, path, notice.details, site, done.left, now=now)
    if left is not None:
        commit_apart(portal, lambda again: later.Waiting(again).add(left))


def commit_apart(portal, act: Callable) -> None:
    """Do something with a site on a connection and in a transaction of its own."""
    database, path = portal._p_jar.db(), portal.getPhysicalPath()
    for remaining in reversed(range(_TRIES)):
        try:
            with _site_as_committed(database, path) as again:
                act(again)
                again._p_jar.transaction_manager.commit()
            return
        except ConflictError:
            if not remaining:
                raise


#: Between two tries of the requests of one process; commands try each time.
BETWEEN_TRIES = 60.0

_TRIES = 3

_last_try: dict[tuple[str, ...], float] = {}


def _try_again(portal, post: _Post) -> None:
    """Try what waits, but not with every request: an outage would slow each of them."""
    path, moment = portal.getPhysicalPath(), time.monotonic()
    if moment - _last_try.get(path, -BETWEEN_TRIES) < BETWEEN_TRIES:
        return
    if later.Waiting(portal).all():
        _last_try[path] = moment
        try_again(portal, datetime.now(UTC), post)


def _put(portal, *, key: str, people: set[str]) -> None:
    later.Waiting(portal).note(key, people)


def try_again(portal, now: datetime, post: _Post | None = None) -> int:
    """Tell what waits to those who can be told now; return how many mails went."""
    waiting, handed = later.Waiting(portal), 0
    post = post or _Post(portal)
    if not can_send(portal):
        return 0
    for key, left in waiting.all().items():
        write = later.writer_of(left)
        content = portal.unrestrictedTraverse(left.path, None)
        people: frozenset[str] = frozenset()
        if write is not None and content is not None and not waiting.is_over(left, now):
            notice = Notice(write, left.path, left.details)
            done = post.tell(notice, content, left.site, only=left.only)
            handed, people = handed + done.handed, done.left
        if people != frozenset(left.people):
            commit_apart(portal, partial(_put, key=key, people={*people}))
    return handed


@contextmanager
def _site_as_committed(database, path: tuple[str, ...]) -> Iterator:
    """Open a site on a connection of its own; what was known to the request is not."""
    manager = transaction.TransactionManager()
    connection = database.open(transaction_manager=manager)
    site, request = getSite(), getRequest()
    try:
        app = makerequest(connection.root()["Application"])
        portal = app.unrestrictedTraverse(path)
        setRequest(app.REQUEST)
        setSite(portal)
        yield portal
    finally:
        setSite(site)
        setRequest(request)
        manager.abort()
        connection.close()


def can_send(portal) -> bool:
    """Tell whether the site has a mail server and an address to write from."""
    return getToolByName(portal, "MailHost", None) is not None and settings.sends_mail()


def hand_over(portal, mails: Iterable[Mail]) -> list[Mail]:
    """Give mails to the mail server, one by one; return those that it took.

    It never raises. After a server that does not answer at all the rest is not tried:
    whoever waits for the page would wait for each of them.
    """
    return _hand_over(portal, list(mails), _Post(portal))[0]


def _hand_over(portal, mails: list[Mail], post: _Post) -> tuple[list[Mail], list[Mail]]:
    """Return the mails that the server took, and those that it never got to see."""
    mailhost = getToolByName(portal, "MailHost")
    sender = api.portal.get_registry_record("plone.email_from_address")
    taken, not_tried = [], []
    for mail in mails:
        if post.is_down:
            not_tried.append(mail)
            continue
        try:
            mailhost.send(
                message(mail, sender).as_string(),
                mto=mail.address,
                mfrom=sender,
                immediate=True,
            )
        except Exception as error:
            logger.warning("A mail could not be sent (%s)", type(error).__name__)
            if _is_down(error):
                post.is_down = True
                not_tried.append(mail)
        else:
            taken.append(mail)
    return taken, not_tried


def _is_down(error: Exception) -> bool:
    """Tell a server that is not there from one that does not want this mail."""
    about_this_mail = (SMTPRecipientsRefused, SMTPDataError)
    return isinstance(error, OSError) and not isinstance(error, about_this_mail)
