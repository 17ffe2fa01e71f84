"""A note to facilitators that goes to note-takers as well, as a mail."""

from leap.cop.community.events import MessageToFacilitators
from leap.cop.notify.subscribers import to_facilitators


def test_who_gets_it(community):
    mails = to_facilitators(
        community, "https://example.org", "teller", "Take it out", also="member"
    )
    assert sorted(mail.address for mail in mails) == [
        "facilitator@example.org",
        "member@example.org",
    ]


def test_nobody_gets_it_twice_and_no_outsider(community):
    also = "facilitator\nteller\ncolleague\nnewcomer"
    mails = to_facilitators(community, "https://example.org", "teller", "x", also=also)
    assert [mail.address for mail in mails] == ["facilitator@example.org"]


def test_it_travels_as_plain_text(community):
    event = MessageToFacilitators(community, "teller", "x", also=["member", "other"])
    assert event.also == "member\nother"
    assert MessageToFacilitators(community, "teller", "x").also == ""
