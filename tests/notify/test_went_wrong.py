"""Mails about what went wrong in a group: to its readers, and none of the words."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.concern import raising
from leap.cop.notify import outbox
from plone import api

import transaction


NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
WORDS = "Thimblerig laughed."


def say(act, site, about, userid="member"):
    act(
        userid,
        raising.say_what_went_wrong,
        site["tuesday"],
        WORDS,
        "ring Thimblerig",
        about,
        now=NOW,
    )
    transaction.commit()


def test_about_the_group_the_facilitators_get_one(act, post, sink):
    say(act, post, "group")
    assert sink.receivers == ["facilitator"]
    message = sink.message_to("facilitator")
    assert message["Subject"] == "Tuesday circle: please have a look"
    assert "/concerns" in message.get_content()
    for word in ("Thimblerig", "laughed", "Mia", "member@", "tuesday"):
        assert word not in sink.everything(), word


def test_a_facilitator_who_wrote_gets_it_like_the_others(act, post, sink):
    say(act, post, "group", userid="facilitator")
    assert sink.receivers == ["facilitator"]


def test_about_a_facilitator_the_safeguarding_person_gets_one(act, post, sink):
    post["tuesday"].safeguarding_person = "colleague"
    transaction.commit()
    say(act, post, "facilitator")
    assert sink.receivers == ["colleague"]
    assert "Thimblerig" not in sink.everything()


def test_the_same_words_again_are_no_second_mail(act, post, sink):
    say(act, post, "group")
    say(act, post, "group", userid="teller")
    assert sink.receivers == ["facilitator"]


def test_it_is_tried_until_it_went(act, post, sink):
    api.portal.set_registry_record("plone.smtp_port", 1)
    say(act, post, "group")
    assert sink.receivers == []
    api.portal.set_registry_record("plone.smtp_port", sink.port)
    transaction.commit()
    later = datetime.now(UTC) + timedelta(days=40)
    assert outbox.try_again(post, later) == 1
    assert sink.receivers == ["facilitator"]
