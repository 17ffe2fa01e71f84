"""Reminders: after five working days, once, and again after five more."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.commands import parser
from leap.cop.commands import run
from leap.cop.community.membership import Membership
from leap.cop.consent.consent_state import set_standing
from leap.cop.consent.consent_state import standing_of
from leap.cop.notify import commands as remind_commands
from leap.cop.notify.remind import remind
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from plone import api
from tests.notify.doing import make_site_reviewer

import pytest
import transaction


#: A Monday.
MONDAY = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)


def after(days: int) -> datetime:
    return MONDAY + timedelta(days=days)


def ask_at(story, moment: datetime) -> None:
    set_standing(story, standing_of(story)._replace(asked=moment))
    transaction.commit()


@pytest.fixture
def old(waiting):
    ask_at(waiting, MONDAY)
    return waiting


def test_not_before_five_working_days(post, sink, old):
    assert remind(post, after(6)) == 0
    assert sink.receivers == []


def test_once_and_again_after_five_more(post, sink, old):
    assert [remind(post, after(day)) for day in (7, 7, 8, 13)] == [1, 0, 0, 0]
    assert sink.receivers == ["reviewer"]
    assert [remind(post, after(day)) for day in (14, 20, 21)] == [1, 0, 1]
    assert sink.receivers == ["reviewer"] * 3


def test_one_mail_after_a_long_outage(post, sink, old):
    assert [remind(post, after(day)) for day in (24, 25, 28)] == [1, 0, 1]


def test_what_it_says(post, sink, old):
    remind(post, after(7), "https://intranet.example.org/")
    message = sink.message_to("reviewer")
    assert message["Subject"] == "Tuesday circle: a story is still waiting"
    lines = message.get_content().splitlines()
    assert "https://intranet.example.org/review-queue" in lines
    assert old.getId() not in sink.everything()
    assert old.title not in sink.everything()


def test_one_mail_for_many_stories(post, sink, act, old, story_there):
    other = story_there()
    act("teller", lifecycle.grant, other, "public", now=MONDAY)
    transaction.commit()
    sink.envelopes.clear()
    assert remind(post, after(8)) == 1
    assert sink.receivers == ["reviewer"]


def test_not_to_the_teller_nor_to_who_is_paused(post, sink, old):
    for userid in ("teller", "colleague"):
        make_site_reviewer(userid)
    Membership(post["tuesday"]).pause("reviewer", now=MONDAY, by_site=True)
    transaction.commit()
    assert remind(post, after(7)) == 1
    assert sink.receivers == ["colleague"]


def test_nothing_about_what_no_longer_waits(post, sink, act, old):
    act("teller", lifecycle.withdraw, old)
    transaction.commit()
    assert remind(post, after(30)) == 0


def test_asked_again_begins_anew(post, sink, act, old):
    remind(post, after(14))
    ask_at(old, after(15))
    assert remind(post, after(21)) == 0
    assert remind(post, after(22)) == 1


def test_who_becomes_reviewer_later_hears_of_it(post, sink, old):
    membership = Membership(post["tuesday"])
    membership.remove("reviewer", now=MONDAY)
    transaction.commit()
    assert remind(post, after(7)) == 0
    membership.add("colleague", "reviewer", now=after(8))
    transaction.commit()
    assert remind(post, after(8)) == 1
    assert sink.receivers == ["colleague"]


def test_it_catches_up_when_the_server_is_back(post, sink, old):
    sink.accepts = False
    assert remind(post, after(7)) == 0
    sink.accepts = True
    assert remind(post, after(8)) == 1
    assert remind(post, after(9)) == 0


def test_without_a_mail_server_nothing_is_marked(post, sink, old):
    api.portal.set_registry_record("plone.smtp_host", "")
    transaction.commit()
    assert remind(post, after(7)) == 0
    api.portal.set_registry_record("plone.smtp_host", "127.0.0.1")
    assert remind(post, after(7)) == 1


def test_the_catalog_and_the_dates_stay(post, sink, old):
    catalog = api.portal.get_tool("portal_catalog")
    [brain] = catalog.unrestrictedSearchResults(UID=old.UID())
    before = (catalog.getCounter(), brain.modified, old.modified())
    digest = digests.digest_of(old)
    remind(post, after(7))
    [brain] = catalog.unrestrictedSearchResults(UID=old.UID())
    assert (catalog.getCounter(), brain.modified, old.modified()) == before
    assert digests.digest_of(old) == digest


def test_the_command(post, sink, old, capsys, monkeypatch):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return after(7)

    monkeypatch.setattr(remind_commands, "datetime", Clock)
    app = post.getPhysicalRoot()
    words = ["--conf", "-", "--site", post.getId(), "remind", "https://example.org"]
    assert run(app, parser().parse_args(words)) == 0
    assert capsys.readouterr().out == "Reminders sent: 1\n"
    assert sink.receivers == ["reviewer"]
