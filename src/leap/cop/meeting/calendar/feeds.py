"""Calendars: of a community, and of one person, behind a link that is a key.

A phone that asks brings no password. So the link says whose calendar it is, and what
stands in it is asked anew each time, as that person.
"""

from collections.abc import Iterable
from datetime import datetime
from datetime import timedelta
from leap.cop import _
from leap.cop.community import groups
from leap.cop.core import lookup
from leap.cop.core.access_below import Below
from leap.cop.core.errors import NotYours
from leap.cop.core.links import Link
from leap.cop.core.links import Links
from leap.cop.core.links import path_to
from leap.cop.core.site_url import site_address
from leap.cop.meeting import finding
from leap.cop.meeting import rules
from leap.cop.meeting.calendar import text as calendar_text
from leap.cop.meeting.calendar.entries import entries_of
from leap.cop.meeting.records import record_of
from plone import api
from zope.i18n import translate


PURPOSE = "calendar"

#: The name of the page behind the link.
PAGE = "cop-calendar"

SUFFIX = ".ics"

#: So long a link lasts that nobody ends: longer than most phones.
LASTS = timedelta(days=3650)

#: So long meetings stay in a calendar; some programs forget nothing that just goes.
BACK = timedelta(days=90)

NAME = _("Meetings")


# The link


def make_link(userid: str, *, now: datetime) -> str:
    """Make somebody's link and return its address, which is shown once.

    An older one leads nowhere from now on.

    :raises NotYours: for who has no account here, such as whoever runs the server.
    """
    if api.portal.get_tool("acl_users").getUserById(userid) is None:
        raise NotYours(_("You need an account on this site for this."))
    portal = api.portal.get()
    token = Links(portal).make(
        PURPOSE, target="", userid=userid, now=now, until=now + LASTS
    )
    return f"{site_address(portal)}/{path_to(PAGE, token)}{SUFFIX}"


def end_link(userid: str) -> bool:
    """Let somebody's link lead nowhere; tell whether there was one."""
    return bool(Links(api.portal.get()).drop_all(purpose=PURPOSE, userid=userid))


def link_of(userid: str, *, now: datetime) -> Link | None:
    """Return somebody's link, None where there is none."""
    links = Links(api.portal.get()).held(PURPOSE, now=now)
    return next((link for link in links if link.userid == userid), None)


def who_comes_back(*, now: datetime) -> set[str]:
    """Return the user ids of those whose calendar comes back by itself."""
    return {link.userid for link in Links(api.portal.get()).held(PURPOSE, now=now)}


# What stands in it


def stays(meeting, now: datetime) -> bool:
    """Tell whether a meeting is still in calendars, or again."""
    record = record_of(meeting)
    is_cancelled = record.phase == rules.CANCELLED
    last = record.said if is_cancelled and record.said else meeting.end
    return now - last <= BACK


def meetings_of(communities: Iterable, now: datetime) -> list:
    """Return the meetings of communities that whoever is logged in may see now."""
    places = list(communities)
    if not places:
        return []
    paths = ["/".join(community.getPhysicalPath()) for community in places]
    catalog = api.portal.get_tool("portal_catalog")
    since = {"query": now - BACK, "range": "min"}
    # What was cancelled lately stays, however long ago it would have been.
    before = {"query": now - BACK, "range": "max"}
    lately = ({"end": since}, {"end": before, "modified": since})
    # Found without asking who may, because the catalog asks in its own way.
    brains = {
        brain.getRID(): brain
        for when in lately
        for brain in catalog.unrestrictedSearchResults(
            path=paths, portal_type=finding.PORTAL_TYPE, **when
        )
    }
    found = []
    for community, meetings in finding.of_brains(places, brains.values()):
        below = Below(community)
        found += [one for one in meetings if stays(one, now) and below.shows(one)]
    return found


def communities_of(userid: str) -> list:
    """Return the communities that somebody belongs to now and is not paused in.

    By the groups, which say that of all communities at once and wake none.
    """
    names = groups.ROLE_OF_GROUP
    uids = {groups.community_uid(group) for group in groups.groups_of(userid, *names)}
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(
        portal_type="leap.cop.Community", UID=sorted(uids)
    )
    return [brain._unrestrictedGetObject() for brain in brains] if uids else []


def file_of(meetings: Iterable) -> bytes:
    """Return meetings as a file that somebody takes home, in the reader's language."""
    language = api.portal.get_current_language()
    return calendar_text.calendar_of(entries_of(meetings, language))


def personal(token: str, *, now: datetime) -> bytes | None:
    """Return somebody's calendar; None for a link that leads nowhere.

    Whoever belongs nowhere any more has an empty one: some programs drop nothing when
    there is an error.
    """
    link = Links(api.portal.get()).find(token, PURPOSE, now=now)
    user = link and api.portal.get_tool("acl_users").getUserById(link.userid)
    if not user:
        return None
    account = lookup.shown(link.userid)
    language = (account.language if account else "") or (
        api.portal.get_default_language()
    )
    with api.env.adopt_user(user=user):
        told = meetings_of(communities_of(link.userid), now)
    return calendar_text.calendar_of(
        entries_of(told, language),
        method=calendar_text.PUBLISH,
        name=translate(NAME, target_language=language),
    )
