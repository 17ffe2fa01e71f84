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
from leap.cop import logger
from leap.cop.notify.mails import Mail
from leap.cop.notify.mails import message
from plone import api
from Products.CMFCore.utils import getToolByName
from smtplib import SMTPDataError
from smtplib import SMTPRecipientsRefused
from Testing.makerequest import makerequest
from typing import NamedTuple
from zope.component.hooks import getSite
from zope.component.hooks import setSite
from zope.globalrequest import getRequest
from zope.globalrequest import setRequest

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


#: Under this the outboxes of a transaction stand among its data.
_KEY = object()


def after_commit(write: Callable[..., list[Mail]], content, **details: str) -> None:
    """Have mails about some content written and sent once all of this is committed."""
    portal = api.portal.get()
    current = transaction.get()
    try:
        outboxes = current.data(_KEY)
    except KeyError:
        outboxes = {}
        current.set_data(_KEY, outboxes)
    outbox = outboxes.get(portal.getPhysicalPath())
    if outbox is None:
        outbox = outboxes[portal.getPhysicalPath()] = _Outbox(portal)
        current.addAfterCommitHook(_deliver, args=(outbox,))
    notice = Notice(write, content.getPhysicalPath(), tuple(sorted(details.items())))
    outbox.notices[notice] = None


def _deliver(committed: bool, outbox: _Outbox) -> None:
    if not committed:
        return
    try:
        with _site_as_committed(outbox.database, outbox.portal_path) as portal:
            if can_send(portal):
                hand_over(portal, list(_written(portal, outbox)))
    except Exception as error:
        logger.warning("Mails could not be written (%s)", type(error).__name__)


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


def _written(portal, outbox: _Outbox) -> Iterator[Mail]:
    for notice in outbox.notices:
        content = portal.unrestrictedTraverse(notice.path, None)
        if content is None:
            continue
        try:
            yield from notice.write(content, outbox.site, **dict(notice.details))
        except Exception as error:
            logger.warning("A mail could not be written (%s)", type(error).__name__)


def can_send(portal) -> bool:
    """Tell whether the site has a mail server and an address to write from."""
    record = api.portal.get_registry_record
    return bool(
        getToolByName(portal, "MailHost", None) is not None
        and record("plone.smtp_host", default=None)
        and record("plone.email_from_address", default=None)
    )


def hand_over(portal, mails: Iterable[Mail]) -> list[Mail]:
    """Give mails to the mail server, one by one; give those back that it took.

    It never raises. After a server that does not answer at all the rest is not tried:
    whoever waits for the page would wait for each of them.
    """
    mailhost = getToolByName(portal, "MailHost")
    sender = api.portal.get_registry_record("plone.email_from_address")
    taken = []
    for mail in mails:
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
                break
        else:
            taken.append(mail)
    return taken


def _is_down(error: Exception) -> bool:
    """Tell a server that is not there from one that does not want this mail."""
    about_this_mail = (SMTPRecipientsRefused, SMTPDataError)
    return isinstance(error, OSError) and not isinstance(error, about_this_mail)
