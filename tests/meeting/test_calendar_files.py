"""Calendar files: of Plone, to take home, behind a link; who gets what in them."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from icalendar import Calendar
from leap.cop.community.membership import Membership
from leap.cop.core.links import LinkShelf
from leap.cop.meeting import rules
from leap.cop.meeting.calendar import feeds
from leap.cop.meeting.records import record_of
from plone import api
from tests.meeting.made import plan
from tests.meeting.spoken import in_dutch

import pytest
import re
import transaction
import vobject


#: What people wrote, and where they meet: in no calendar.
CANARIES = (
    "Listening well",
    "Hidden Lane",
    "Ring the bell",
    "secret-room",
    "Fay Holt",
    "Mia Brook",
    "Peppermint",
)

ALLOWED = {
    "UID",
    "DTSTAMP",
    "LAST-MODIFIED",
    "SEQUENCE",
    "STATUS",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "URL",
    "LOCATION",
    "ORGANIZER",
    "CLASS",
}


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def full(site):
    """Return a public meeting over there that has all that people write."""
    meeting = plan(site["tuesday"], state="public", description="Peppermint")
    record = record_of(meeting)
    record.minutes.members_record = record.minutes.summary = "<p>Peppermint</p>"
    record.answers["member"] = (rules.YES, "")
    transaction.commit()
    return meeting


@pytest.fixture
def where(site, full):
    """Return the addresses of all four stock calendars, and of our files."""
    with api.env.adopt_roles(["Manager"]):
        api.content.create(site, type="Folder", id="folder")
        api.content.create(
            site,
            type="Collection",
            id="all",
            query=[
                {
                    "i": "portal_type",
                    "o": "plone.app.querystring.operation.selection.any",
                    "v": ["leap.cop.Meeting"],
                }
            ],
        )
    transaction.commit()
    own = f"tuesday/{full.getId()}"
    return {
        "site": "ics_view",
        "collection": "all/ics_view",
        "community": "tuesday/ics_view",
        "meeting": f"{own}/ics_view",
        "our file": f"{own}/calendar.ics",
        "our community file": "tuesday/calendar.ics",
    }


PLACES = [
    "site",
    "collection",
    "community",
    "meeting",
    "our file",
    "our community file",
]


def events_in(answer) -> list:
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(answer.content).events


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("who", ["member", "colleague", "newcomer", "siteadmin"])
def test_whoever_sees_it_gets_this_and_nothing_more(rest, where, full, place, who):
    answer = get(rest(who), where[place])
    [event] = events_in(answer)
    assert set(event) <= ALLOWED
    assert str(event["summary"]) == "Tuesday circle: meeting"
    assert str(event["uid"]) == full.UID()
    assert event["dtstart"].dt.astimezone(UTC) == datetime(2027, 3, 27, 7, tzinfo=UTC)
    assert event["dtstart"].params["TZID"] == "Europe/Sofia"
    read = vobject.readOne(answer.text).vevent
    assert read.dtstart.value.astimezone(UTC) == datetime(2027, 3, 27, 7, tzinfo=UTC)
    assert str(event["url"]) == full.absolute_url()
    assert str(event["location"]) == "see the meeting page"
    unfolded = answer.text.replace("\r\n ", "")
    for canary in CANARIES:
        assert canary not in unfolded


def get(session, path, **headers):
    session.headers["Accept"] = "*/*"
    return session.get(path, headers=headers)


@pytest.mark.parametrize("place", ["site", "collection", "our community file"])
def test_a_meeting_of_members_is_in_no_file_of_others(rest, where, full, place):
    with api.env.adopt_user("facilitator"):
        api.content.transition(full, "retract")
    transaction.commit()
    assert len(events_in(get(rest("member"), where[place]))) == 1
    assert events_in(get(rest("colleague"), where[place])) == []


def test_a_place_that_may_be_shown_is(rest, where, full):
    full.address_may_be_shown = True
    full.location = "The long hall"
    transaction.commit()
    [event] = events_in(get(rest("member"), where["our file"]))
    assert str(event["location"]) == "The long hall"


def test_a_community_without_a_short_name(rest, site, where):
    site["tuesday"].short_name = ""
    transaction.commit()
    [event] = events_in(get(rest("member"), where["our file"]))
    assert str(event["summary"]) == "Meeting"
    assert "CN" not in getattr(event.get("organizer"), "params", {})


@pytest.mark.parametrize("who, status", [("colleague", 404), (None, (401, 302))])
def test_files_that_are_not_theirs(rest, site, meeting_at, who, status):
    path = f"{meeting_at()}/calendar.ics"
    got = get(rest(who), path).status_code
    assert got in (status if isinstance(status, tuple) else (status,))


def test_a_zone_that_stock_cannot_write(rest, site):
    meeting = plan(site["tuesday"], state="public", timezone="Africa/Abidjan")
    late = plan(
        site["tuesday"],
        state="public",
        start=datetime(2041, 7, 1, 7, tzinfo=UTC),
    )
    transaction.commit()
    begins = {
        str(event["uid"]): event["dtstart"].dt.astimezone(UTC)
        for event in events_in(get(rest("member"), "ics_view"))
    }
    assert begins == {
        meeting.UID(): meeting.start.astimezone(UTC),
        late.UID(): late.start.astimezone(UTC),
    }


class TestAgain:
    def test_twice_the_same_bytes(self, rest, where, full):
        session = rest("member")
        first, second = (get(session, where["our file"]) for _ in range(2))
        assert first.content == second.content
        assert first.headers["ETag"] == second.headers["ETag"]
        assert first.headers["Cache-Control"] == "private, no-store"
        assert "METHOD" not in first.text
        known = get(
            session, where["our file"], **{"If-None-Match": first.headers["ETag"]}
        )
        assert (known.status_code, known.content) == (304, b"")

    def test_another_title_is_no_change(self, rest, where, full):
        session = rest("member")
        first = get(session, where["our file"])
        url = full.absolute_url()
        assert rest("facilitator").patch(url, json={"title": "X"}).status_code == 204
        again = get(session, where["our file"])
        assert again.content == first.content

    def test_another_zone_is_the_same_instant_on_another_clock(self, rest, where, full):
        url = full.absolute_url()
        body = {"timezone": "Europe/Amsterdam"}
        assert rest("facilitator").patch(url, json=body).status_code == 204
        for place in ("our file", "meeting"):
            answer = get(rest("member"), where[place])
            [event] = events_in(answer)
            assert event["sequence"] == 1
            assert event["dtstart"].params["TZID"] == "Europe/Amsterdam"
            assert event["dtstart"].dt.hour == 8
            begins = datetime(2027, 3, 27, 7, tzinfo=UTC)
            assert event["dtstart"].dt.astimezone(UTC) == begins
            read = vobject.readOne(answer.text).vevent
            assert read.dtstart.value.astimezone(UTC) == begins

    def test_cancelled_and_on_again(self, rest, where, full):
        session, path = rest("facilitator"), f"{full.absolute_url()}/@phase"
        for phase, status, sequence in (
            ("cancelled", "CANCELLED", 1),
            ("planned", "CONFIRMED", 2),
        ):
            assert session.post(path, json={"phase": phase}).status_code == 200
            [event] = events_in(get(rest("member"), where["our file"]))
            assert (str(event["status"]), event["sequence"]) == (status, sequence)

    def test_not_for_whoever_may_not_see_it_any_more(self, rest, where, full):
        session = rest("colleague")
        etag = get(session, where["our file"]).headers["ETag"]
        with api.env.adopt_user("facilitator"):
            api.content.transition(full, "retract")
        transaction.commit()
        again = get(session, where["our file"], **{"If-None-Match": etag})
        assert again.status_code == 404
        assert "ETag" not in again.headers

    def test_in_another_language_other_words_and_another_etag(self, rest, where):
        api.portal.set_registry_record("plone.available_languages", ["en", "nl"])
        api.portal.set_registry_record("plone.use_request_negotiation", True)
        transaction.commit()
        with in_dutch():
            english, dutch = (
                get(rest("member"), where["our file"], **{"Accept-Language": one})
                for one in ("en", "nl")
            )
        assert "SUMMARY:Tuesday circle: meeting" in english.text
        assert "SUMMARY:Tuesday circle: bijeenkomst" in dutch.text
        assert english.headers["ETag"] != dutch.headers["ETag"]
        assert "Accept-Language" in dutch.headers["Vary"]


class TestLink:
    def make(self, rest, who="member"):
        answer = rest(who).post("@calendar-link", json={})
        assert answer.status_code == 201, answer.text
        assert set(answer.json()) == {"url"}
        return answer.json()["url"]

    def test_shown_once_and_kept_nowhere(self, rest, site):
        session = rest("member")
        there = session.get("@calendar-link").json()
        assert (there["there"], there["made"]) == (False, None)
        url = self.make(rest)
        token = url.rpartition("/")[2].removesuffix(".ics")
        assert len(token) == 43
        there = session.get("@calendar-link").json()
        assert there["there"] is True
        assert there["made"] == now().date().isoformat()
        assert token not in session.get("@calendar-link").text
        transaction.begin()
        assert token not in repr(LinkShelf(site).all())
        assert rest("teller").get("@calendar-link").json()["there"] is False

    def test_who(self, rest):
        anonymous = rest(None)
        assert anonymous.get("@calendar-link").status_code == 401
        assert anonymous.post("@calendar-link", json={}).status_code == 401
        assert anonymous.delete("@calendar-link", json={}).status_code == 401
        assert rest("colleague").post("@calendar-link", json={}).status_code == 201
        assert rest("member").post("@calendar-link", json={"x": 1}).status_code == 400

    def test_not_for_whoever_has_no_account_here(self, rest, visit, site):
        answer = rest("admin").post("@calendar-link", json={})
        assert answer.status_code == 403, answer.text
        runs_it = visit("admin")
        runs_it.go("my-calendar")
        runs_it.form_to("my-calendar").submit()
        assert runs_it.status == 403
        transaction.begin()
        assert not LinkShelf(site).all()

    def test_what_stands_behind_it(self, rest, full):
        answer = get(rest(None), self.make(rest))
        [event] = events_in(answer)
        assert set(event) <= ALLOWED
        calendar = Calendar.from_ical(answer.content)
        assert str(calendar["method"]) == "PUBLISH"
        assert str(calendar["x-wr-calname"]) == "Meetings"
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in answer.headers
        for canary in CANARIES:
            assert canary not in answer.text.replace("\r\n ", "")

    def test_again_and_nothing_changed(self, rest, full):
        url = self.make(rest)
        first, second = (get(rest(None), url) for _ in range(2))
        assert first.content == second.content
        known = get(rest(None), url, **{"If-None-Match": first.headers["ETag"]})
        assert (known.status_code, known.content) == (304, b"")

    def test_fetching_writes_nothing(self, rest, full, site):
        url = self.make(rest)
        before = site._p_jar.db().lastTransaction()
        for _time in range(5):
            get(rest(None), url)
        assert site._p_jar.db().lastTransaction() == before

    def test_a_new_one_kills_the_old_one_and_ending_kills_both(self, rest, full):
        old, new = self.make(rest), self.make(rest)
        assert get(rest(None), new).status_code == 200
        gone = get(rest(None), old)
        nonsense = get(rest(None), old.replace("/@@cop-calendar/", "/@@cop-calendar/x"))
        assert rest("member").delete("@calendar-link", json={}).status_code == 204
        ended = get(rest(None), new)
        bare = get(rest(None), old.rpartition("/")[0])
        for answer in (gone, nonsense, ended, bare):
            assert answer.status_code == 404
            assert answer.content == gone.content
            assert answer.headers["Content-Type"] == gone.headers["Content-Type"]
            assert "ETag" not in answer.headers

    def test_an_account_that_is_gone(self, rest, full, site):
        url = self.make(rest, "teller")
        nonsense = get(rest(None), f"{site.absolute_url()}/@@cop-calendar/nonsense.ics")
        with api.env.adopt_roles(["Manager"]):
            api.user.delete(username="teller")
        transaction.commit()
        gone = get(rest(None), url)
        assert (gone.status_code, gone.content) == (404, nonsense.content)

    def test_as_that_person_now(self, rest, full, site):
        membership = Membership(site["tuesday"])
        with api.env.adopt_user("facilitator"):
            api.content.transition(full, "retract")
        transaction.commit()
        url, theirs = self.make(rest), self.make(rest, "facilitator")
        outside = self.make(rest, "newcomer")
        assert len(events_in(get(rest(None), url))) == 1
        assert events_in(get(rest(None), outside)) == []
        with api.env.adopt_user("facilitator"):
            api.content.transition(full, "hide")
        transaction.commit()
        assert events_in(get(rest(None), url)) == []
        assert len(events_in(get(rest(None), theirs))) == 1
        with api.env.adopt_user("facilitator"):
            api.content.transition(full, "share")
        membership.pause("member", now=now(), by_site=True)
        transaction.commit()
        assert events_in(get(rest(None), url)) == []
        membership.resume("member", now=now(), by_site=True)
        transaction.commit()
        assert len(events_in(get(rest(None), url))) == 1

    def test_whoever_left_has_an_empty_calendar(self, rest, full, site):
        url = self.make(rest)
        Membership(site["tuesday"]).remove("member", now=now())
        transaction.commit()
        answer = get(rest(None), url)
        assert events_in(answer) == []
        assert b"BEGIN:VCALENDAR" in answer.content

    def test_what_is_long_over_goes_and_what_is_off_stays_a_while(self, rest, site):
        ages = {"recent": 60, "long ago": 120}
        made = {
            name: plan(site["tuesday"], start=now() - timedelta(days=days))
            for name, days in ages.items()
        }
        for name, days in (("off", 80), ("long off", 100)):
            made[name] = plan(site["tuesday"], start=now() + timedelta(days=30))
            record = record_of(made[name])
            record.phase = rules.CANCELLED
            record.said = now() - timedelta(days=days)
        transaction.commit()
        found = {
            str(event["uid"]): str(event["status"])
            for event in events_in(get(rest(None), self.make(rest)))
        }
        assert found == {
            made["recent"].UID(): "CONFIRMED",
            made["off"].UID(): "CANCELLED",
        }

    def test_in_the_language_of_its_owner(self, rest, full, site):
        url = self.make(rest)
        api.user.get(userid="member").setMemberProperties({"language": "nl"})
        transaction.commit()
        with in_dutch():
            one = get(rest(None), url)
            two = get(rest(None), url, **{"Accept-Language": "bg"})
        assert one.content == two.content
        assert "SUMMARY:Tuesday circle: bijeenkomst" in one.text
        assert "X-WR-CALNAME:Bijeenkomsten" in one.text


class TestPage:
    def test_making_renewing_ending(self, visit, rest, full):
        member = visit("member")
        member.go("my-calendar")
        assert "Make a link for my calendar" in member.text
        member.form_to("my-calendar").submit()
        assert member.status == 200
        [url] = re.findall(r'value="(http[^"]+[.]ics)"', member.contents)
        assert len(events_in(get(rest(None), url))) == 1
        member.go("my-calendar")
        assert url not in member.contents
        assert "You made a link on" in member.text
        member.form_to("my-calendar").submit()
        assert get(rest(None), url).status_code == 404
        member.go("end-my-calendar")
        member.form_to("end-my-calendar").submit()
        assert member.path == "my-calendar"
        assert "The link has been switched off." in member.text
        assert "Make a link for my calendar" in member.text

    def test_not_without_an_account(self, visit):
        nobody = visit(None)
        nobody.go("my-calendar")
        assert "Make a link for my calendar" not in nobody.text

    def test_it_is_led_to_from_a_meeting(self, visit, full):
        member = visit("member")
        member.go(f"tuesday/{full.getId()}")
        assert "/calendar.ics" in member.contents
        assert "/my-calendar" in member.contents
        assert "invite-to-meeting" not in member.contents
        colleague = visit("colleague")
        colleague.go(f"tuesday/{full.getId()}")
        assert "/calendar.ics" in colleague.contents
        assert "/my-calendar" not in colleague.contents


class TestHowFarBack:
    @pytest.fixture
    def old(self, site):
        """Return a function that plans a meeting of some days ago."""

        def make(days: int, phase: str = rules.PLANNED, said: int | None = None):
            start = now() - timedelta(days=days)
            meeting = plan(site["tuesday"], state="public", start=start)
            record = record_of(meeting)
            record.phase = phase
            record.said = now() - timedelta(days=days if said is None else said)
            meeting.reindexObject()
            return meeting

        return make

    def there(self, site) -> list:
        with api.env.adopt_user("member"):
            return feeds.meetings_of([site["tuesday"]], now())

    def test_ninety_days_and_from_a_cancellation_on(self, site, old):
        recent, off = old(80), old(200, rules.CANCELLED, said=80)
        old(100)
        old(200, rules.CANCELLED, said=100)
        old(80, rules.CANCELLED, said=100)
        assert {*self.there(site)} == {recent, off}

    def test_what_is_long_over_is_not_even_looked_at(self, site, old, monkeypatch):
        for days in (100, 300, 500):
            old(days)
        looked = []
        stays = feeds.stays
        monkeypatch.setattr(
            feeds, "stays", lambda one, now: looked.append(one) or stays(one, now)
        )
        recent = old(3)
        assert self.there(site) == looked == [recent]


class TestWhenItChanged:
    def seen(self, rest, path) -> list[str]:
        colleague = rest("colleague")
        there = colleague.get(path).json()
        query = {"portal_type": "leap.cop.Meeting", "metadata_fields": "_all"}
        [row] = colleague.get("@search", params=query).json()["items"]
        return [there["modified"], row["modified"], row["ModificationDate"]]

    def test_nobody_outside_sees_that_something_hidden_did(self, rest, site, full):
        path = f"tuesday/{full.getId()}"
        record_of(full).said = datetime(2026, 1, 7, 9, tzinfo=UTC)
        full.reindexObject()
        transaction.commit()
        before = self.seen(rest, path)
        assert all(moment.startswith("2026-01-07") for moment in before)
        sent = {"venue_notes": "Ring twice", "location": "Elsewhere"}
        assert rest("facilitator").patch(path, json=sent).status_code == 204
        assert self.seen(rest, path) == before

    def test_everybody_sees_that_it_was_moved(self, rest, site, full):
        path = f"tuesday/{full.getId()}"
        record_of(full).said = datetime(2026, 1, 7, 9, tzinfo=UTC)
        transaction.commit()
        sent = {"phase": "cancelled"}
        answer = rest("facilitator").post(f"{path}/@phase", json=sent)
        assert answer.status_code == 200, answer.text
        today = f"{now():%Y-%m-%d}"
        assert all(moment.startswith(today) for moment in self.seen(rest, path))
