"""Mails about meetings through a real mail server, and what they put into calendars."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from email.message import EmailMessage
from icalendar import Calendar
from leap.cop.community.membership import Membership
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.links import Links
from leap.cop.meeting import phases
from leap.cop.meeting import rules
from leap.cop.meeting.calendar import announcing
from leap.cop.meeting.calendar import feeds
from leap.cop.meeting.calendar import inviting
from leap.cop.meeting.daily import look_after_meetings
from leap.cop.meeting.events import SummaryShown
from leap.cop.meeting.events import TurnAsked
from leap.cop.meeting.records import Action
from leap.cop.meeting.records import ActionsShelf
from leap.cop.meeting.records import MeetingShelf
from leap.cop.meeting.records import record_of
from leap.cop.notify.outbox import try_again
from plone import api
from tests.meeting.made import plan
from tests.meeting.spoken import in_dutch
from tests.notify.doing import set_properties
from zExceptions import NotFound
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest
import transaction


INSIDE = ["facilitator", "member", "teller"]

#: Nothing of these may stand in a mail, nor in what it brings to a calendar.
SECRETS = (
    "Zanzibar",
    "Marmalade",
    "Quillfeather",
    "Hidden Lane",
    "secret-room",
    "Ring the bell",
    "Tess",
    "Mia",
    "Fay",
)


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def meet(post, sink):
    """Return a function that plans a meeting full of words, some days ahead."""

    def make(days: float = 30, **fields):
        post["tuesday"].title = "Quillfeather practitioners"
        meeting = plan(
            post["tuesday"],
            title="Zanzibar",
            description="Marmalade",
            start=now() + timedelta(days=days),
            **fields,
        )
        record = MeetingShelf(meeting).ready
        record.minutes.members_record = "Marmalade"
        record.said = now() - timedelta(days=9)
        transaction.commit()
        return meeting

    return make


def invite(meeting, who: str = "facilitator") -> list[str]:
    with api.env.adopt_user(who):
        found = inviting.invite(meeting, now=now())
    transaction.commit()
    return found


def change(meeting, *, long_ago: bool = False, **fields) -> None:
    """Change fields as a form does."""
    for name, value in fields.items():
        setattr(meeting, name, value)
    notify(ObjectModifiedEvent(meeting))
    if long_ago:
        record_of(meeting).said = now() - timedelta(minutes=10)
    transaction.commit()


def go(meeting, phase: str, *, long_ago: bool = False) -> None:
    with api.env.adopt_user("facilitator"):
        phases.go_to(meeting, phase, now=now())
    if long_ago:
        record_of(meeting).said = now() - timedelta(minutes=10)
    transaction.commit()


def answer(meeting, userid: str, said: str) -> None:
    MeetingShelf(meeting).ready.answers[userid] = (said, "")
    transaction.commit()


def words_of(message: EmailMessage) -> str:
    return " ".join(message.get_body(("plain",)).get_content().split())


def entry_in(message: EmailMessage) -> tuple[str, object]:
    """Return the method and the entry of what a mail brings to a calendar."""
    [part] = [
        part for part in message.walk() if part.get_content_type() == "text/calendar"
    ]
    calendar = Calendar.from_ical(part.get_content())
    assert part.get_param("method") == str(calendar["method"])
    [event] = calendar.events
    return str(calendar["method"]), event


def has_entry(message: EmailMessage) -> bool:
    return "text/calendar" in [part.get_content_type() for part in message.walk()]


def no_secret(sink) -> None:
    for message in sink.messages:
        texts = [f"{name}: {value}" for name, value in message.items()]
        texts += [
            part.get_content() for part in message.walk() if not part.is_multipart()
        ]
        said = "\n".join(texts).replace("\r\n ", "").replace("\n ", "")
        for secret in SECRETS:
            assert secret not in said, secret


class TestInvite:
    def test_everybody_who_has_not_answered_gets_one(self, sink, meet):
        meeting = meet()
        answer(meeting, "teller", rules.PERHAPS)
        assert invite(meeting) == ["facilitator", "member"]
        assert sink.receivers == ["facilitator", "member"]
        message = sink.message_to("member")
        day = f"{meeting.start.day} {meeting.start:%B %Y}"
        assert message["Subject"] == f"Tuesday circle: meeting on {day}"
        assert message["Auto-Submitted"] == "auto-generated"
        words = words_of(message)
        # In the evening it goes on after midnight.
        is_one_day = meeting.end.date() == meeting.start.date()
        local = meeting.end.replace(tzinfo=None)
        end = f"{local:%H:%M}" if is_one_day else f"{local.day} {local:%B %Y, %H:%M}"
        assert f"{day}, {meeting.start:%H:%M} – {end}" in words
        assert "(Europe/Sofia)" in words
        assert meeting.absolute_url() in words
        no_secret(sink)
        for envelope in sink.envelopes:
            assert len(envelope.rcpt_tos) == 1

    def test_the_link_in_it_is_that_persons_own(self, sink, meet, post):
        meeting = meet()
        invite(meeting)
        transaction.begin()
        for name in INSIDE:
            [address] = [
                word
                for word in words_of(sink.message_to(name)).split()
                if "@@cop-answer/" in word
            ]
            assert address.startswith(post.absolute_url())
            token = address.rpartition("/")[2]
            link = Links(post).find(token, "meeting-answer", now=now())
            assert (link.userid, link.target) == (name, meeting.UID())

    def test_it_answers_without_an_account_and_looking_writes_nothing(
        self, visit, sink, meet, post
    ):
        meeting = meet()
        invite(meeting)
        words = words_of(sink.message_to("member")).split()
        [address] = [word for word in words if "@@cop-answer/" in word]
        nobody = visit(None)
        before = post._p_jar.db().lastTransaction()
        for _scan in range(5):
            nobody.go(address)
            assert nobody.status == 200
        assert post._p_jar.db().lastTransaction() == before
        nobody.browser.getControl("Perhaps").click()
        transaction.begin()
        assert record_of(meeting).answers["member"][0] == rules.PERHAPS

    def test_pressed_twice_tells_nobody_again(self, sink, meet, post):
        meeting = meet()
        invite(meeting)
        sink.envelopes.clear()
        assert invite(meeting) == []
        assert sink.receivers == []
        Membership(post["tuesday"]).add("colleague", "member", now=now())
        transaction.commit()
        assert invite(meeting) == ["colleague"]
        assert sink.receivers == ["colleague"]

    def test_whoever_waits_is_asked_and_whoever_is_paused_or_left_is_not(
        self, sink, meet, post
    ):
        meeting = meet()
        membership = Membership(post["tuesday"])
        membership.add("colleague", "member", now=now())
        membership.let_wait("colleague", True, now=now())
        membership.pause("member", now=now(), by_site=True)
        membership.remove("teller", now=now())
        transaction.commit()
        invite(meeting)
        assert sink.receivers == ["colleague", "facilitator"]

    def test_undone(self, sink, meet):
        meeting = meet()
        with api.env.adopt_user("facilitator"):
            inviting.invite(meeting, now=now())
        transaction.abort()
        transaction.commit()
        assert sink.receivers == []
        assert not record_of(meeting).invited

    @pytest.mark.parametrize("who", ["member", "siteadmin", "colleague"])
    def test_who_invites(self, meet, who):
        meeting = meet(state="public")
        if who == "siteadmin":
            assert invite(meeting, who) == INSIDE
            return
        error = NotYours if who == "member" else NotFound
        with pytest.raises(error):
            invite(meeting, who)

    def test_not_before_members_see_it_nor_once_it_is_over(self, sink, meet):
        for meeting in (meet(state="private"), meet(days=-2)):
            with pytest.raises(NotNow):
                invite(meeting)
        meeting = meet()
        go(meeting, rules.CANCELLED)
        with pytest.raises(NotNow):
            invite(meeting)
        assert sink.receivers == []

    def test_what_it_brings_to_a_calendar(self, sink, meet, post):
        meeting = meet()
        invite(meeting)
        method, event = entry_in(sink.message_to("member"))
        assert method == "REQUEST"
        assert str(event["uid"]) == meeting.UID()
        assert event["dtstart"].dt.astimezone(UTC) == meeting.start.astimezone(UTC)
        assert event["sequence"] == 0
        assert str(event["attendee"]) == "mailto:member@example.org"
        assert event["attendee"].params["RSVP"] == "FALSE"
        assert str(event["organizer"]) == "mailto:intranet@example.org"
        assert str(event["class"]) == "PRIVATE"

    def test_nothing_for_a_calendar_that_comes_back_by_itself(self, sink, meet):
        meeting = meet()
        feeds.make_link("member", now=now())
        transaction.commit()
        invite(meeting)
        assert not has_entry(sink.message_to("member"))
        assert has_entry(sink.message_to("teller"))

    def test_all_links_are_looked_at_once_a_mail(self, sink, meet, monkeypatch):
        meeting = meet()
        invite(meeting)
        asked, look = [], feeds.who_comes_back
        monkeypatch.setattr(
            feeds, "who_comes_back", lambda *, now: asked.append(now) or look(now=now)
        )
        sink.envelopes.clear()
        change(meeting, start=meeting.start + timedelta(hours=1), long_ago=True)
        look_after_meetings(now=now())
        assert sink.receivers == INSIDE
        assert len(asked) == 1

    def test_what_is_cancelled_is_taken_out_of_any_calendar(self, sink, meet):
        meeting = meet()
        invite(meeting)
        transaction.begin()
        feeds.make_link("member", now=now())
        transaction.commit()
        sink.envelopes.clear()
        go(meeting, rules.CANCELLED, long_ago=True)
        look_after_meetings(now=now())
        assert entry_in(sink.message_to("member"))[0] == "CANCEL"

    def test_in_the_language_of_the_receiver(self, sink, meet):
        meeting = meet()
        set_properties("member", language="nl")
        with in_dutch():
            invite(meeting)
        said = {
            name: str(entry_in(sink.message_to(name))[1]["summary"]) for name in INSIDE
        }
        assert said["member"] == "Tuesday circle: bijeenkomst"
        assert said["teller"] == "Tuesday circle: meeting"

    def test_a_server_that_is_down_loses_no_invitation(self, sink, meet, post):
        meeting = meet()
        api.portal.set_registry_record("plone.smtp_port", 1)
        transaction.commit()
        invite(meeting)
        assert sink.receivers == []
        api.portal.set_registry_record("plone.smtp_port", sink.port)
        transaction.commit()
        assert try_again(post, now()) == 3
        assert sink.receivers == INSIDE
        assert "@@cop-answer/" in words_of(sink.message_to("member"))


class TestOverRest:
    def test_invite(self, rest, sink, meet):
        path = f"tuesday/{meet().getId()}/@invite"
        assert rest("member").post(path, json={}).status_code == 403
        assert rest("colleague").post(path, json={}).status_code == 404
        assert rest(None).post(path, json={}).status_code == 401
        session = rest("facilitator")
        assert session.post(path, json={"x": 1}).status_code == 400
        assert sink.receivers == []
        assert session.post(path, json={}).json() == {"invited": 3}
        assert session.post(path, json={}).json() == {"invited": 0}
        assert sink.receivers == INSIDE

    def test_the_page(self, visit, sink, meet):
        path = f"tuesday/{meet().getId()}"
        member = visit("member")
        member.go(f"{path}/invite-to-meeting")
        assert "Invite people to this meeting" not in member.text
        facilitator = visit("facilitator")
        facilitator.go(path)
        assert "invite-to-meeting" in facilitator.contents
        facilitator.go(f"{path}/invite-to-meeting")
        assert "People who will get an email: 3" in facilitator.text
        facilitator.form_to("invite-to-meeting").submit()
        assert facilitator.path == path
        assert "Invited: 3" in facilitator.text
        assert sink.receivers == INSIDE
        facilitator.go(f"{path}/invite-to-meeting")
        assert (
            "Everybody has answered, or has been invited already." in facilitator.text
        )


class TestChanged:
    def test_twice_in_a_minute_is_one_mail_about_the_last_state(self, sink, meet):
        meeting = meet()
        invite(meeting)
        sink.envelopes.clear()
        for hours in (1, 2):
            change(meeting, start=meeting.start + timedelta(hours=hours))
        assert sink.receivers == []
        look_after_meetings(now=now())
        assert sink.receivers == []
        record_of(meeting).said -= timedelta(minutes=6)
        transaction.commit()
        look_after_meetings(now=now())
        assert sink.receivers == INSIDE
        message = sink.message_to("member")
        day = f"{meeting.start.day} {meeting.start:%B %Y}"
        assert message["Subject"] == f"Tuesday circle: the meeting is now on {day}"
        assert f"{day}, {meeting.start:%H:%M} – " in words_of(message)
        method, event = entry_in(message)
        assert (method, event["sequence"]) == ("REQUEST", 2)
        assert event["dtstart"].dt.astimezone(UTC) == meeting.start.astimezone(UTC)
        no_secret(sink)
        sink.envelopes.clear()
        look_after_meetings(now=now())
        assert sink.receivers == []

    def test_in_one_transaction(self, sink, meet):
        meeting = meet(days=1)
        invite(meeting)
        sink.envelopes.clear()
        for hours in (1, 2):
            meeting.start += timedelta(hours=hours)
            meeting.end += timedelta(hours=hours)
            notify(ObjectModifiedEvent(meeting))
        transaction.commit()
        assert sink.receivers == INSIDE
        _method, event = entry_in(sink.message_to("member"))
        assert event["dtstart"].dt.astimezone(UTC) == meeting.start.astimezone(UTC)

    def test_at_once_where_people_may_be_on_their_way(self, sink, meet):
        meeting = meet(days=1)
        invite(meeting)
        sink.envelopes.clear()
        # Put off by a month: it is not close any more, and people believe it is.
        later = timedelta(days=30)
        change(meeting, start=meeting.start + later, end=meeting.end + later)
        assert sink.receivers == INSIDE

    def test_at_once_but_not_each_time(self, sink, meet):
        meeting = meet(days=1)
        invite(meeting)
        sink.envelopes.clear()
        for _time in range(3):
            change(meeting, start=meeting.start + timedelta(hours=1))
        assert sink.receivers == INSIDE
        look_after_meetings(now=now())
        assert sink.receivers == INSIDE
        sink.envelopes.clear()
        later = now() + timedelta(minutes=6)
        look_after_meetings(now=later)
        assert sink.receivers == INSIDE
        _method, event = entry_in(sink.message_to("member"))
        assert event["dtstart"].dt.astimezone(UTC) == meeting.start.astimezone(UTC)
        sink.envelopes.clear()
        look_after_meetings(now=later + timedelta(minutes=6))
        assert sink.receivers == []

    def test_what_changes_while_nobody_sees_it_is_told_once_it_is_shown(
        self, sink, meet
    ):
        meeting = meet()
        invite(meeting)
        sink.envelopes.clear()
        with api.env.adopt_user("facilitator"):
            api.content.transition(meeting, "hide")
        change(meeting, start=meeting.start + timedelta(hours=1), long_ago=True)
        look_after_meetings(now=now())
        assert sink.receivers == []
        with api.env.adopt_user("facilitator"):
            api.content.transition(meeting, "share")
        transaction.commit()
        look_after_meetings(now=now())
        assert sink.receivers == INSIDE

    def test_not_before_anybody_was_invited(self, sink, meet):
        meeting = meet()
        change(meeting, start=meeting.start + timedelta(hours=1), long_ago=True)
        look_after_meetings(now=now())
        assert sink.receivers == []
        # They were invited to what it is now.
        invite(meeting)
        sink.envelopes.clear()
        look_after_meetings(now=now())
        assert sink.receivers == []

    def test_whoever_answered_uninvited_hears_of_it_and_no_is_left_alone(
        self, sink, meet
    ):
        meeting = meet()
        answer(meeting, "teller", rules.YES)
        answer(meeting, "member", rules.NO)
        change(meeting, start=meeting.start + timedelta(hours=1), long_ago=True)
        look_after_meetings(now=now())
        assert sink.receivers == ["teller"]

    def test_title_and_a_hidden_place_are_no_change(self, sink, meet):
        meeting = meet()
        invite(meeting)
        sink.envelopes.clear()
        change(meeting, title="Other", location="Elsewhere", long_ago=True)
        look_after_meetings(now=now())
        assert sink.receivers == []

    def test_an_invitation_does_not_swallow_a_change(self, sink, meet, post):
        meeting = meet()
        invite(meeting)
        change(meeting, start=meeting.start + timedelta(hours=1))
        Membership(post["tuesday"]).add("colleague", "member", now=now())
        transaction.commit()
        sink.envelopes.clear()
        assert invite(meeting) == ["colleague"]
        subjects = {
            message["To"].partition("@")[0]: message["Subject"]
            for message in sink.messages
        }
        assert "now" in subjects["member"]
        assert set(subjects) == {*INSIDE, "colleague"}

    def test_of_the_past_nobody_hears(self, sink, meet):
        meeting = meet()
        invite(meeting)
        sink.envelopes.clear()
        past = now() - timedelta(days=3)
        change(meeting, start=past, end=past + timedelta(hours=3), long_ago=True)
        look_after_meetings(now=now())
        assert sink.receivers == []


class TestCancelled:
    def test_everybody_invited_hears_of_it(self, sink, meet):
        meeting = meet()
        invite(meeting)
        answer(meeting, "member", rules.NO)
        sink.envelopes.clear()
        go(meeting, rules.CANCELLED, long_ago=True)
        look_after_meetings(now=now())
        assert sink.receivers == INSIDE
        message = sink.message_to("member")
        day = f"{meeting.start.day} {meeting.start:%B %Y}"
        assert message["Subject"] == f"Tuesday circle: no meeting on {day}"
        method, event = entry_in(message)
        assert (method, str(event["status"])) == ("CANCEL", "CANCELLED")
        assert event["sequence"] == 1
        no_secret(sink)

    def test_and_when_it_takes_place_after_all(self, sink, meet):
        meeting = meet()
        invite(meeting)
        go(meeting, rules.CANCELLED, long_ago=True)
        look_after_meetings(now=now())
        sink.envelopes.clear()
        go(meeting, rules.PLANNED, long_ago=True)
        look_after_meetings(now=now())
        method, event = entry_in(sink.message_to("member"))
        assert (method, str(event["status"])) == ("REQUEST", "CONFIRMED")
        assert event["sequence"] == 2

    def test_cancelled_close_to_it(self, sink, meet):
        meeting = meet(days=1)
        invite(meeting)
        sink.envelopes.clear()
        go(meeting, rules.CANCELLED)
        assert sink.receivers == INSIDE


class TestDeleted:
    def delete(self, meeting):
        with api.env.adopt_roles(["Manager"]):
            api.content.delete(meeting, check_linkintegrity=False)
        transaction.commit()

    @pytest.mark.parametrize("phase, sequence", [("planned", 1), ("cancelled", 2)])
    def test_it_is_taken_out_of_calendars_first(self, sink, meet, phase, sequence):
        meeting = meet()
        invite(meeting)
        # Nobody was told yet, where it is cancelled.
        go(meeting, phase)
        sink.envelopes.clear()
        uid, starts = meeting.UID(), meeting.start
        self.delete(meeting)
        assert sink.receivers == INSIDE
        method, event = entry_in(sink.message_to("member"))
        assert (method, str(event["status"])) == ("CANCEL", "CANCELLED")
        assert (str(event["uid"]), event["sequence"]) == (uid, sequence)
        assert event["dtstart"].dt.astimezone(UTC) == starts.astimezone(UTC)
        no_secret(sink)

    def test_whoever_answered_uninvited(self, sink, meet):
        meeting = meet()
        answer(meeting, "member", rules.YES)
        answer(meeting, "teller", rules.NO)
        self.delete(meeting)
        assert sink.receivers == ["member"]
        assert entry_in(sink.message_to("member"))[0] == "CANCEL"

    def test_nobody_hears_who_holds_nothing(self, sink, meet):
        self.delete(meet())
        told = meet()
        invite(told)
        go(told, rules.CANCELLED, long_ago=True)
        look_after_meetings(now=now())
        sink.envelopes.clear()
        self.delete(told)
        assert sink.receivers == []

    def test_a_new_meeting_calls_off_nothing(self, sink, meet):
        meet()
        assert sink.receivers == []


class TestSoon:
    def test_two_days_before_and_not_to_who_said_no(self, sink, meet):
        meeting = meet(days=1.9)
        answer(meeting, "teller", rules.NO)
        answer(meeting, "member", rules.YES)
        look_after_meetings(now=now())
        assert sink.receivers == ["facilitator", "member"]
        message = sink.message_to("member")
        assert meeting.absolute_url() in words_of(message).split()
        assert not has_entry(message)
        no_secret(sink)
        look_after_meetings(now=now())
        assert len(sink.envelopes) == 2

    @pytest.mark.parametrize(
        "fields", [{"days": 2.2}, {"days": 1, "state": "private"}, {"days": -0.1}]
    )
    def test_not_yet_or_not_for_anybody(self, sink, meet, fields):
        meet(**fields)
        look_after_meetings(now=now())
        assert sink.receivers == []

    def test_not_of_what_is_off(self, sink, meet):
        meeting = meet(days=1)
        go(meeting, rules.CANCELLED)
        look_after_meetings(now=now())
        assert sink.receivers == []

    def test_by_the_command_and_over_rest(self, rest, sink, meet):
        meet(days=1.5)
        session = rest("admin")
        assert session.post("@reminders", json={}).status_code == 200
        assert sink.receivers == INSIDE


class TestTurn:
    def ask(self, meeting, userid="member", state=rules.ASKED):
        MeetingShelf(meeting).ready.turns["host"] = (userid, state)
        notify(TurnAsked(meeting, "member", "host"))
        transaction.commit()

    def test_whoever_is_asked(self, sink, meet):
        meeting = meet()
        self.ask(meeting)
        assert sink.receivers == ["member"]
        assert meeting.absolute_url() in words_of(sink.message_to("member")).split()
        no_secret(sink)

    @pytest.mark.parametrize(
        "state, userid", [(rules.ACCEPTED, "member"), (rules.ASKED, "teller")]
    )
    def test_not_if_it_is_settled_by_then(self, sink, meet, state, userid):
        self.ask(meet(), userid, state)
        assert sink.receivers == []


class TestSummary:
    def test_members_hear_that_it_is_there(self, sink, meet):
        meeting = meet(days=-1)
        MeetingShelf(meeting).ready.minutes.summary_shown = True
        notify(SummaryShown(meeting))
        transaction.commit()
        assert sink.receivers == INSIDE
        no_secret(sink)

    def test_not_if_it_is_hidden_again(self, sink, meet):
        notify(SummaryShown(meet(days=-1)))
        transaction.commit()
        assert sink.receivers == []


class TestActions:
    def put(self, post, days: int, owner="member", **fields):
        action = Action(f"a{days}", "Marmalade", owner)
        action.due = now().date() + timedelta(days=days)
        for name, value in fields.items():
            setattr(action, name, value)
        ActionsShelf(post["tuesday"]).put(action.id, action)
        transaction.commit()

    def run(self) -> None:
        look_after_meetings(now=now())

    @pytest.mark.parametrize(
        "days, word",
        [
            (
                7,
                (
                    "you wanted to do something, and the day you chose is "
                    "within the next week"
                ),
            ),
            (-2, "has passed"),
        ],
    )
    def test_its_owner_once(self, sink, post, days, word):
        self.put(post, days)
        self.run()
        self.run()
        assert sink.receivers == ["member"]
        message = sink.message_to("member")
        assert message["Subject"] == "Tuesday circle: something for you to do"
        assert word in words_of(message)
        assert f"{post.absolute_url()}/tuesday/actions" in words_of(message)
        no_secret(sink)

    def test_one_mail_for_several(self, sink, post):
        for days in (3, 4, 5):
            self.put(post, days)
        self.run()
        assert sink.receivers == ["member"]

    @pytest.mark.parametrize(
        "fields",
        [
            {"days": 9},
            {"days": 3, "status": rules.DONE},
            {"days": 3, "owner": ""},
            {"days": 3, "owner": "colleague"},
            {"days": 3, "due": None},
            {"days": 3, "due": date(2199, 1, 1)},
        ],
    )
    def test_nobody(self, sink, post, fields):
        self.put(post, **fields)
        self.run()
        assert sink.receivers == []

    def test_whoever_waits_does_not_read_them(self, sink, post):
        self.put(post, 3)
        Membership(post["tuesday"]).let_wait("member", True, now=now())
        transaction.commit()
        self.run()
        assert sink.receivers == []


def test_people_know_what_they_were_told(meet):
    meeting = meet()
    record = record_of(meeting)
    assert not announcing.is_pending(record)
    change(meeting, start=meeting.start + timedelta(hours=1))
    assert announcing.is_pending(record)
    announcing.take_as_told(meeting)
    assert not announcing.is_pending(record)
