"""Meetings as entries of a calendar, in somebody's language.

Of what people wrote nothing goes in: not the title, for a calendar has other readers.
"""

from Acquisition import aq_base
from collections.abc import Iterable
from leap.cop import _
from leap.cop.community.naming import group_name
from leap.cop.core.containment import container_of
from leap.cop.core.site_url import site_address
from leap.cop.meeting import rules
from leap.cop.meeting.calendar.text import Entry
from leap.cop.meeting.place import SEE_PAGE
from leap.cop.meeting.records import record_of
from plone import api
from plone.uuid.interfaces import ATTRIBUTE_NAME
from typing import NamedTuple
from zope.i18n import translate
from zope.i18nmessageid import Message


SUMMARY = _("${group}: meeting")
UNNAMED = _("Meeting")


def summary_of(group: str, language: str) -> str:
    """Return what a meeting is called in calendars.

    :param group: the neutral name, empty for none.
    """
    text = Message(SUMMARY, mapping={"group": group}) if group else UNNAMED
    return translate(text, target_language=language)


def address_of(content, site: str = "") -> str:
    """Return the address of the page of a meeting or community, as people reach it.

    :param site: what it begins with, where no request says it.
    """
    portal = api.portal.get()
    below = content.getPhysicalPath()[len(portal.getPhysicalPath()) :]
    return "/".join((site or site_address(portal), *below))


def sender() -> str:
    """Return the address that the site writes from, empty where there is none."""
    record = api.portal.get_registry_record
    return record("plone.email_from_address", default=None) or ""


def entries_of(meetings: Iterable, language: str) -> list[Entry]:
    """Return what a calendar is told of many meetings."""
    told = Told(language)
    return [told.entry_of(meeting) for meeting in meetings]


def entry_of(meeting, language: str, site: str = "") -> Entry:
    """Return what a calendar is told of a meeting."""
    return Told(language, site).entry_of(meeting)


class Group(NamedTuple):
    """What calendars are told of a community with each of its meetings."""

    name: str
    summary: str
    url: str
    #: What Plone ends UIDs with where languages share a folder; mostly nothing.
    uids_end: str


class Told:
    """What calendars are told in one language: what meetings share is asked once."""

    def __init__(self, language: str, site: str = "") -> None:
        self.language, self.site = language, site
        self.see_page = translate(SEE_PAGE, target_language=language)
        self.sender = sender()
        self._groups: dict[int, Group] = {}

    def entry_of(self, meeting) -> Entry:
        """Return what a calendar is told of a meeting."""
        record, group, base = record_of(meeting), self._group(meeting), aq_base(meeting)
        begins = meeting.start
        return Entry(
            uid=f"{getattr(base, ATTRIBUTE_NAME)}{group.uids_end}",
            begins=begins,
            ends=meeting.end,
            said=record.said or begins,
            sequence=record.sequence,
            is_cancelled=record.phase == rules.CANCELLED,
            summary=group.summary,
            url=f"{group.url}/{base.getId()}",
            place=base.location or self.see_page,
            group=group.name,
            sender=self.sender,
        )

    def _group(self, meeting) -> Group:
        community = container_of(meeting)
        key = id(aq_base(community))
        if key not in self._groups:
            self._groups[key] = self._read(community)
        return self._groups[key]

    def _read(self, community) -> Group:
        name = group_name(community)
        own = getattr(aq_base(community), ATTRIBUTE_NAME)
        return Group(
            name=name,
            summary=summary_of(name, self.language),
            url=address_of(community, self.site),
            uids_end=community.UID().removeprefix(own),
        )
