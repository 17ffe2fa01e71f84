"""Mails about notes and concerns: to the one who waits, and nothing in them."""

from leap.cop.community.membership import Membership
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.notes import concerns
from leap.cop.story.notes import notes
from tests.notify.doing import make_site_reviewer

import transaction


NOTE = "Would you leave Thimblerig out?"


def now():
    return lifecycle.utc_now()


def public(act, story):
    act("teller", lifecycle.grant, story, "public", now=now(), attribution="anonymous")
    act("reviewer", lifecycle.approve, story)
    transaction.commit()


def write(act, story, userid="reviewer", text=NOTE, thread=None):
    line = act(userid, notes.write, story, text, thread, now=now())
    transaction.commit()
    return line.thread


def test_a_note_goes_to_the_teller_alone(act, sink, story_there):
    story = story_there(title="Zanzibar")
    public(act, story)
    sink.envelopes.clear()
    write(act, story)
    assert sink.receivers == ["teller"]
    message = sink.message_to("teller")
    assert message["Subject"] == "Tuesday circle: somebody wrote to you"
    # No address of the story in the teller's mailbox: it would say whose it is.
    assert "/my-stories" in message.get_content()
    for word in ("Thimblerig", "Zanzibar", "Rob", "Tess", "reviewer", story.getId()):
        assert word not in sink.everything(), word


def test_an_answer_goes_to_its_writer_alone_and_says_nothing_of_the_teller(
    act, sink, story_there
):
    story = story_there(title="Zanzibar")
    public(act, story)
    thread = write(act, story)
    write(act, story, "facilitator", "Well told.")
    sink.envelopes.clear()
    write(act, story, "teller", "Gladly.", thread)
    assert sink.receivers == ["reviewer"]
    message = sink.message_to("reviewer")
    assert f"{story.getId()}/notes" in message.get_content()
    everything = sink.everything()
    for word in ("Gladly", "Zanzibar", "Tess", "teller"):
        assert word not in everything, word
    assert message["Reply-To"] is None
    assert message["From"] == "intranet@example.org"


def test_who_cannot_read_any_more_gets_none(act, post, sink, story_there):
    story = story_there()
    public(act, story)
    thread = write(act, story, "facilitator")
    sink.envelopes.clear()
    Membership(post["tuesday"]).pause("facilitator", now=now(), by_site=True)
    transaction.commit()
    # The administration hears that nobody facilitates any more.
    assert sink.receivers == ["intranet"]
    sink.envelopes.clear()
    write(act, story, "teller", "Gladly.", thread)
    assert sink.receivers == []


def test_sent_twice_is_one_mail(act, sink, story_there):
    story = story_there()
    public(act, story)
    sink.envelopes.clear()
    write(act, story)
    write(act, story)
    assert sink.receivers == ["teller"]


def test_a_concern_goes_to_those_who_look_after_it(act, post, sink, story_there):
    story = story_there(title="Zanzibar")
    public(act, story)
    post["tuesday"].safeguarding_person = "colleague"
    make_site_reviewer("newcomer")
    sink.envelopes.clear()
    act("member", concerns.raise_concern, story, "Thimblerig", "ring 5", now=now())
    transaction.commit()
    assert sink.receivers == ["colleague", "newcomer", "reviewer"]
    assert "/concerns" in sink.message_to("colleague").get_content()
    words = ("Thimblerig", "ring 5", "Zanzibar", "Mia", "member", story.getId())
    for word in words:
        assert word not in sink.everything(), word


def test_never_to_its_teller_nor_to_whoever_is_paused(act, post, sink, story_there):
    story = story_there()
    public(act, story)
    post["tuesday"].safeguarding_person = "teller"
    Membership(post["tuesday"]).pause("reviewer", now=now(), by_site=True)
    transaction.commit()
    sink.envelopes.clear()
    act("member", concerns.raise_concern, story, "Thimblerig", now=now())
    transaction.commit()
    assert sink.receivers == []


def test_what_is_undone_sends_nothing(act, sink, story_there):
    story = story_there()
    public(act, story)
    sink.envelopes.clear()
    act("member", concerns.raise_concern, story, "Thimblerig", now=now())
    transaction.abort()
    assert sink.receivers == []
