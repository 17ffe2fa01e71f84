"""Plone's own calendars, portlets and lists with meetings in them.

Each of them shows a meeting to whoever sees it, at the right time, and no place.
"""

from DateTime import DateTime
from datetime import datetime
from datetime import UTC
from leap.cop.meeting.calendar.accessor import stock_zone
from leap.cop.meeting.clock import on_clock
from leap.cop.meeting.records import MeetingShelf
from Missing import MV
from plone import api
from plone.app.event.portlets import portlet_calendar
from plone.app.event.portlets import portlet_events
from plone.event.interfaces import IEventAccessor
from plone.portlets.interfaces import IPortletAssignmentMapping
from plone.portlets.interfaces import IPortletManager
from tests.meeting.made import plan
from zoneinfo import ZoneInfo
from zope.component import getMultiAdapter
from zope.component import getUtility

import pytest
import transaction


#: What stands where there is nothing.
NOTHING = (None, "", (), [], MV)

#: What must leave the community nowhere.
SECRETS = ("12 Hidden Lane", "Ring the bell", "secret-room", "meet.example.org")

#: Title, state, mode, zone, and what its clock shows when the meeting begins.
MEETINGS = (
    ("Sofia", "public", "in_person", "Europe/Sofia", datetime(2027, 3, 29, 9)),
    ("Amsterdam", "public", "online", "Europe/Amsterdam", datetime(2027, 3, 30, 9)),
    ("Abidjan", "public", "both", "Africa/Abidjan", datetime(2027, 3, 30, 11)),
    ("Late", "public", "in_person", "Europe/Sofia", datetime(2041, 7, 1, 9)),
    ("Odd", "public", "in_person", "Pacific/Chatham", datetime(2027, 3, 31, 9)),
    ("Members", "community", "online", "Europe/Sofia", datetime(2027, 3, 30, 14)),
    ("Prepared", "private", "both", "Europe/London", datetime(2027, 3, 30, 15)),
    ("Cancelled", "public", "both", "Europe/London", datetime(2027, 3, 30, 16)),
)

OF_MEMBERS = {"Members"}
OF_FACILITATORS = {"Prepared"}


@pytest.fixture
def planned(site):
    """Return the paths of meetings of each mode, zone and state, by title."""
    paths = {}
    for title, state, mode, zone, wall in MEETINGS:
        meeting = plan(
            site["tuesday"],
            title=f"{title}-meeting",
            state=state,
            mode=mode,
            timezone=zone,
            start=on_clock(wall, zone),
        )
        if title == "Cancelled":
            MeetingShelf(meeting).ready.phase = "cancelled"
        paths[title] = f"tuesday/{meeting.getId()}"
    transaction.commit()
    return paths


@pytest.fixture
def surroundings(site):
    """Give a site with a folder, a collection of everything, and stock's portlets."""
    with api.env.adopt_roles(["Manager"]):
        api.content.create(site, type="Folder", id="folder", title="Folder")
        everything = api.content.create(
            site,
            type="Collection",
            id="everything",
            title="Everything",
            sort_on="start",
            query=[
                {
                    "i": "portal_type",
                    "o": "plone.app.querystring.operation.selection.any",
                    "v": ["leap.cop.Meeting"],
                }
            ],
        )
        registry = api.portal.get_tool("portal_registry")
        for name in list(registry.records):
            if name.endswith((".syndication.ISiteSyndicationSettings.allowed",)):
                registry.records[name].value = True
            if name.endswith(("default_enabled", "search_rss_enabled")):
                registry.records[name].value = True
        for page in ("folder", "everything"):
            api.content.get(f"/{page}").reindexObject()
    manager = getUtility(IPortletManager, name="plone.leftcolumn")
    mapping = getMultiAdapter((site, manager), IPortletAssignmentMapping)
    mapping["the-events"] = portlet_events.Assignment(count=20)
    mapping["the-calendar"] = portlet_calendar.Assignment()
    mapping["the-list"] = portlet_events.Assignment(
        count=20, search_base_uid=everything.UID()
    )
    transaction.commit()


def hidden_from(who: str) -> set[str]:
    """Return the titles that somebody sees nowhere."""
    return {"facilitator": set(), "member": OF_FACILITATORS}.get(
        who, OF_MEMBERS | OF_FACILITATORS
    )


def check(page: str, who: str) -> None:
    """Let no place and no meeting of others stand in a page."""
    for secret in SECRETS:
        assert secret not in page
    for title in hidden_from(who):
        assert f"{title}-meeting" not in page


WHO = ("facilitator", "member", "colleague")

#: Stock's pages that show events.
PAGES = (
    "folder?month=3&year=2027",
    "event_listing",
    "event_listing?mode=all",
    "event_listing?mode=day&date=2027-03-30",
    "event_listing?mode=week&date=2027-03-30",
    "event_listing?mode=month&date=2027-03-30",
    "event_listing?mode=past",
    "tuesday/event_listing?mode=all",
    "folder/event_listing",
    "everything",
    "everything/event_listing?mode=all",
    "everything/@@summary_view",
    "everything/RSS",
    "everything/rss.xml",
    "everything/atom.xml",
    "everything/itunes.xml",
    "search_rss?portal_type=leap.cop.Meeting&b_size=50",
    "@@search?portal_type=leap.cop.Meeting&b_size=50",
    "tuesday/@@folder_contents",
    "tuesday/sitemap",
    "@@sitemap.xml.gz",
)


@pytest.mark.parametrize("who", WHO)
def test_no_page_of_the_site_fails_or_tells(visit, surroundings, planned, who):
    visitor = visit(who)
    for page in PAGES:
        text = visitor.go(page)
        assert visitor.status < 500, page
        check(text if isinstance(text, str) else text.decode("latin-1"), who)


@pytest.mark.parametrize("who", WHO)
def test_portlets_show_the_clock_of_the_meeting(visit, surroundings, planned, who):
    visitor = visit(who)
    page = visitor.go("folder?month=3&year=2027")
    assert "Sofia-meeting 09:00" in page
    assert "Amsterdam-meeting 09:00" in page
    assert "see the meeting page" in page
    assert ("Members-meeting" in page) is (who != "colleague")


@pytest.mark.parametrize("who", WHO)
def test_a_listing_shows_the_clock_of_the_meeting(visit, surroundings, planned, who):
    visitor = visit(who)
    visitor.go("event_listing?mode=day&date=2027-03-29")
    assert "Sofia-meeting" in visitor.text
    assert "9:00 AM" in visitor.text or "09:00 AM" in visitor.text


@pytest.mark.parametrize("who", WHO)
def test_pages_of_a_meeting_itself(visit, surroundings, planned, who):
    visitor = visit(who)
    for title, path in planned.items():
        for page in (
            "@@event_summary",
            "event_view",
            "event_listing",
            "@@event_listing_ical",
            "ics_view",
            "@@images",
            "2027-03-30",
            "@@contentleadimage",
            "@@full_view_item",
            "@@listing_view",
        ):
            text = visitor.go(f"{path}/{page}")
            assert visitor.status < 500, (title, page)
            check(text if isinstance(text, str) else text.decode("latin-1"), who)
            if title in hidden_from(who):
                assert f"{title}-meeting" not in text


def test_a_summary_shows_no_place(visit, planned):
    visitor = visit("colleague")
    visitor.go(f"{planned['Amsterdam']}/@@event_summary")
    assert visitor.status == 200
    assert "see the meeting page" in visitor.text
    assert "9:00 AM" in visitor.text or "09:00" in visitor.text


@pytest.mark.parametrize("who", WHO)
def test_calendars_of_site_folder_and_collection(visit, surroundings, planned, who):
    visitor = visit(who)
    for where in ("", "tuesday/", "folder/", "everything/"):
        for page in ("ics_view", "@@event_listing_ical?mode=all"):
            text = visitor.go(f"{where}{page}")
            assert visitor.status == 200, where + page
            check(text, who)
            assert "RRULE" not in text


@pytest.mark.parametrize("who", WHO)
def test_searches_give_no_place(rest, surroundings, planned, who):
    session = rest(who)
    query = {
        "portal_type": "leap.cop.Meeting",
        "metadata_fields": "_all",
        "b_size": 50,
        "sort_on": "start",
    }
    answer = session.get("@search", params=query)
    assert answer.status_code == 200
    check(answer.text, who)
    rows = {row["title"]: row for row in answer.json()["items"]}
    assert rows["Sofia-meeting"]["start"] == "2027-03-29T06:00:00+00:00"
    assert rows["Amsterdam-meeting"]["start"] == "2027-03-30T07:00:00+00:00"
    assert set(rows) == {
        f"{title}-meeting" for title in planned if title not in hidden_from(who)
    }
    body = {
        "query": [
            {
                "i": "portal_type",
                "o": "plone.app.querystring.operation.selection.any",
                "v": ["leap.cop.Meeting"],
            }
        ],
        "metadata_fields": ["_all"],
        "b_size": 50,
    }
    answer = session.post("@querystring-search", json=body)
    assert answer.status_code == 200
    check(answer.text, who)
    assert len(answer.json()["items"]) == len(rows)
    answer = session.get("everything", params={"fullobjects": 1, "b_size": 50})
    assert answer.status_code == 200
    if who == "colleague":
        check(answer.text, who)


@pytest.mark.parametrize("secret", ["Hidden Lane", "Ring the bell", "secret-room"])
def test_nothing_is_found_by_its_place(rest, planned, secret):
    for who in ("facilitator", "colleague"):
        answer = rest(who).get("@search", params={"SearchableText": secret})
        assert answer.json()["items_total"] == 0


def test_a_place_that_may_be_shown(rest, visit, meeting_at):
    path = meeting_at(state="public", address_may_be_shown=True)
    visitor = visit("colleague")
    assert "12 Hidden Lane" in visitor.go(f"{path}/@@event_summary")
    assert "Ring the bell" not in visitor.contents
    answer = rest("colleague").get(
        "@search", params={"UID": rest("member").get(path).json()["UID"]}
    )
    assert "Hidden" not in answer.text


#: What the columns of the catalog have of a meeting; all others have nothing.
COLUMNS = {
    # Stock's, of everything.
    "CreationDate": str,
    "Date": str,
    "EffectiveDate": "None",
    "ExpirationDate": "None",
    "ModificationDate": str,
    "Title": "Listening well",
    "Type": "Meeting",
    "UID": str,
    "created": DateTime,
    "effective": DateTime,
    "expires": DateTime,
    "getId": str,
    "getObjSize": "0 KB",
    "id": str,
    "is_folderish": True,
    "mime_type": "text/plain",
    "modified": DateTime,
    "portal_type": "leap.cop.Meeting",
    "review_state": "community",
    # Of events.
    "start": datetime(2027, 3, 27, 7, 0, tzinfo=UTC),
    "end": datetime(2027, 3, 27, 10, 30, tzinfo=UTC),
    "sync_uid": str,
}


def test_each_column_of_the_catalog_is_known(meeting):
    meeting.recurrence = "RRULE:FREQ=DAILY"
    meeting.sync_uid = "sent-by-a-client"
    meeting.reindexObject()
    catalog = api.portal.get_tool("portal_catalog")
    (brain,) = catalog.unrestrictedSearchResults(UID=meeting.UID())
    columns = {name: getattr(brain, name) for name in catalog.schema()}
    filled = {name: value for name, value in columns.items() if value not in NOTHING}
    assert set(filled) == set(COLUMNS)
    for name, expected in COLUMNS.items():
        if isinstance(expected, type):
            assert isinstance(filled[name], expected), name
        else:
            assert filled[name] == expected, name
    assert filled["sync_uid"] == meeting.UID()


#: The indexes that have something of a meeting.
INDEXES = {
    "Date",
    "SearchableText",
    "Title",
    "Type",
    "UID",
    "allowedRolesAndUsers",
    "created",
    "effective",
    "effectiveRange",
    "end",
    "expires",
    "getId",
    "id",
    "is_default_page",
    "is_folderish",
    "modified",
    "object_provides",
    "path",
    "portal_type",
    "review_state",
    "sortable_title",
    "start",
    "sync_uid",
}


def test_each_index_of_the_catalog_is_known(meeting):
    catalog = api.portal.get_tool("portal_catalog")
    (brain,) = catalog.unrestrictedSearchResults(UID=meeting.UID())
    found = catalog.getIndexDataForRID(brain.getRID())
    assert {name for name, value in found.items() if value not in NOTHING} == INDEXES
    words = {str(word).lower() for word in found["SearchableText"]}
    assert not words & {"hidden", "lane", "ring", "bell", "secret", "meet"}


def test_stock_gets_a_zone_that_it_knows():
    summer = datetime(2041, 7, 1, 6, tzinfo=UTC)
    there = ZoneInfo("Europe/Sofia")
    soon = datetime(2027, 7, 1, 9, tzinfo=there)
    assert stock_zone("Europe/Sofia", soon).zone == "Europe/Sofia"
    assert stock_zone("Europe/Sofia", summer.astimezone(there)).zone == "UTC"
    assert stock_zone("Africa/Abidjan", soon).zone == "UTC"
    assert stock_zone("Mars/Olympus", soon).zone == "UTC"


def test_every_attribute_is_answered(meeting):
    accessor = IEventAccessor(meeting)
    for name in IEventAccessor:
        getattr(accessor, name)
    assert accessor.start.isoformat() == "2027-03-27T09:00:00+02:00"
    assert accessor.start.tzinfo.zone == "Europe/Sofia"
    assert accessor.location == "see the meeting page"
    assert accessor.url == meeting.absolute_url()
    assert accessor.context == meeting
