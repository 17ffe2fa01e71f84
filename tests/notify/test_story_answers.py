"""A mail about thanks and answers: to the teller alone, once a day, and empty."""

from datetime import timedelta
from leap.cop.core.people import People
from leap.cop.notify.story_answers import Told
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import teller
from leap.cop.story.responses import responses

import pytest
import transaction


WORDS = "Thimblerig went well with us."


def now():
    return lifecycle.utc_now()


@pytest.fixture
def shared(act, story_there):
    """Return a function that tells a story and shares it."""

    def make(**fields):
        story = story_there(**fields)
        act("teller", lifecycle.grant, story, "community", now=now())
        transaction.commit()
        return story

    return make


def answer(act, story, userid="member", kind="question", text=WORDS):
    act(userid, responses.write, story, kind, text, now=now())
    transaction.commit()


def a_day_passes(post, story):
    transaction.begin()
    told = Told(post)
    code = teller.code_of(story)
    told.put(code, (now() - timedelta(days=1)).isoformat())
    transaction.commit()


def test_the_teller_alone_is_told_and_nothing_of_it(act, sink, shared):
    story = shared(title="Zanzibar")
    sink.envelopes.clear()
    answer(act, story)
    assert sink.receivers == ["teller"]
    message = sink.message_to("teller")
    assert message["Subject"] == "Tuesday circle: somebody answered you"
    assert message["Reply-To"] is None
    assert "/my-stories" in message.get_content()
    names = ("Mia", "Brook", "member", "Tess", story.getId())
    for word in ("Thimblerig", "Zanzibar", "question", *names):
        assert word not in sink.everything(), word


def test_once_a_day_for_all_of_somebodys_stories(act, post, sink, shared):
    first, second = shared(title="A"), shared(title="B")
    sink.envelopes.clear()
    answer(act, first)
    answer(act, first, "facilitator")
    answer(act, second, "member", "thanks", None)
    assert sink.receivers == ["teller"]
    a_day_passes(post, first)
    answer(act, second, "facilitator", "thanks", None)
    assert sink.receivers == ["teller", "teller"]


def test_a_thank_you_is_told_as_well_and_once(act, post, sink, shared):
    story = shared()
    sink.envelopes.clear()
    answer(act, story, "member", "thanks", None)
    assert sink.receivers == ["teller"]
    a_day_passes(post, story)
    answer(act, story, "member", "thanks", None)
    assert sink.receivers == ["teller"]


def test_nobody_is_told_what_the_teller_answers(act, sink, shared):
    story = shared()
    answer(act, story)
    sink.envelopes.clear()
    answer(act, story, "teller", "answer", "Gladly.")
    assert sink.receivers == []


def test_what_could_not_go_holds_no_later_one_back(act, sink, shared):
    story = shared()
    sink.envelopes.clear()
    sink.accepts = False
    answer(act, story)
    assert sink.receivers == []
    sink.accepts = True
    answer(act, story, "facilitator")
    assert sink.receivers == ["teller"]


def test_erased_with_the_person(act, post, sink, shared):
    story = shared()
    code = teller.code_of(story)
    answer(act, story)
    transaction.begin()
    assert set(Told(post).all()) == {code}
    # Of whom a day has passed nothing is kept: the next mail clears that.
    a_day_passes(post, story)
    Told(post).note("another", now())
    assert set(Told(post).all()) == {"another"}

    class Forgotten:
        pass

    Forgotten.code = "another"
    assert Told(post).forget_person(Forgotten) == 1
    Forgotten.code = None
    assert Told(post).forget_person(Forgotten) == 0
    assert People(post).code_of("teller") == code
