"""Meetings as entries of a calendar, in somebody's language.

Of what people wrote nothing goes in: not the title, for a calendar has other readers.
"""

from collections.abc import Iterable
from leap.cop import _
from leap.cop.core.containment import community_of
from leap.cop.core.site_url import site_address
from leap.cop.meeting import rules
from leap.cop.meeting.calendar.text import Entry
from leap.cop.meeting.place import SEE_PAGE
from leap.cop.meeting.records import record_of
from plone import api
from zope.i18n import translate
from zope.i18nmessageid import Message


SUMMARY = _("${group}: meeting")
UNNAMED = _("Meeting")


def short_name(community) -> str:
    """Return the neutral name of a community on one line, empty where it has none."""
    return " ".join((community.short_name or "").split())


def summary_of(group: str, language: str) -> str:
    """Return what a meeting is called in calendars.

    :param group: the neutral name, empty for none.
    """
    text = Message(SUMMARY, mapping={"group": group}) if group else UNNAMED
    return translate(text, target_language=language)


def address_of(meeting, site: str = "") -> str:
    """Return the address of a meeting's page, as people reach the site.

    :param site: what it begins with, where no request says it.
    """
    portal = api.portal.get()
    below = meeting.getPhysicalPath()[len(portal.getPhysicalPath()) :]
    return "/".join((site or site_address(portal), *below))


def sender() -> str:
    """Return the address that the site writes from, empty where there is none."""
    record = api.portal.get_registry_record
    return record("plone.email_from_address", default=None) or ""


def entries_of(meetings: Iterable, language: str) -> list[Entry]:
    """Return what a calendar is told of many meetings."""
    site = site_address(api.portal.get())
    return [entry_of(meeting, language, site) for meeting in meetings]


def entry_of(meeting, language: str, site: str = "") -> Entry:
    """Return what a calendar is told of a meeting."""
    record, group = record_of(meeting), short_name(community_of(meeting))
    return Entry(
        uid=meeting.UID(),
        begins=meeting.start,
        ends=meeting.end,
        said=record.said or meeting.start,
        sequence=record.sequence,
        is_cancelled=record.phase == rules.CANCELLED,
        summary=summary_of(group, language),
        url=address_of(meeting, site),
        place=meeting.location or translate(SEE_PAGE, target_language=language),
        group=group,
        sender=sender(),
    )
