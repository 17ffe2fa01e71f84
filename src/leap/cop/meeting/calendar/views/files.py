"""Calendars over the wire: a file to take home, and what a phone comes back for."""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.core.interfaces import ISecretAddress
from leap.cop.core.pages.path import TakesPath
from leap.cop.core.pages.secret_link import keep_to_oneself
from leap.cop.core.privacy.error_log import PRIVATE_ERROR_LOG
from leap.cop.core.unwalked import Unwalked
from leap.cop.meeting.calendar import feeds
from plone.protect.interfaces import IDisableCSRFProtection
from Products.Five.browser import BrowserView
from zope.i18n import translate
from zope.interface import alsoProvides
from zope.interface import implementer

import hashlib
import transaction


KIND = "text/calendar; charset=utf-8"

NOT_THERE = _("There is no calendar at this address.")


def etag_of(content: bytes) -> str:
    """Return what stands for these very bytes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def is_known(etag: str, header: str | None) -> bool:
    """Tell whether a client has these bytes already, by its `If-None-Match`."""
    sent = {part.strip().removeprefix("W/") for part in (header or "").split(",")}
    return etag in sent or "*" in sent


def serve(request, content: bytes) -> bytes:
    """Answer with a calendar, or say that it is as it was."""
    etag, response = etag_of(content), request.response
    response.setHeader("Content-Type", KIND)
    request.leap_cop_etag = etag
    response.setHeader("ETag", etag)
    if is_known(etag, request.getHeader("If-None-Match")):
        response.setStatus(304)
        return b""
    return content


class CalendarFile(Unwalked, BrowserView):
    """A file that somebody takes home; nothing in it but what this reader sees."""

    __error_log__ = PRIVATE_ERROR_LOG

    def __call__(self) -> bytes:
        self.request.leap_cop_ours = True
        response = self.request.response
        response.setHeader("Content-Disposition", 'attachment; filename="meetings.ics"')
        # Its words are the reader's.
        response.setHeader("Vary", "Accept-Language, Cookie")
        return serve(self.request, feeds.file_of(self.meetings()))

    def meetings(self) -> list:
        """Return what stands in it."""
        raise NotImplementedError


class MeetingCalendar(CalendarFile):
    """One meeting."""

    def meetings(self) -> list:
        return [self.context]


class CommunityCalendar(CalendarFile):
    """The meetings of a community."""

    def meetings(self) -> list:
        return feeds.meetings_of([self.context], datetime.now(UTC))


@implementer(ISecretAddress)
class PersonalCalendar(TakesPath, BrowserView):
    """What stands behind somebody's link; a phone asks, and brings no password.

    Whatever leads nowhere is one and the same answer with 404. Nothing is saved.
    """

    __error_log__ = PRIVATE_ERROR_LOG

    def __call__(self) -> bytes:
        keep_to_oneself(self.request)
        alsoProvides(self.request, IDisableCSRFProtection)
        transaction.doom()
        content = feeds.personal(self._token, now=datetime.now(UTC))
        if content is not None:
            return serve(self.request, content)
        response = self.request.response
        # Locked, because the site would send an anonymous reader to log in, and put the
        # address of this into the next one's.
        response.setStatus(404, lock=1)
        response.setHeader("Content-Type", "text/plain; charset=utf-8")
        return translate(NOT_THERE, target_language="en").encode()

    @property
    def _token(self) -> str:
        """What stands before the suffix, empty for nothing that fits."""
        name = self.path[0] if len(self.path) == 1 else ""
        return name.removesuffix(feeds.SUFFIX) if name.endswith(feeds.SUFFIX) else ""
