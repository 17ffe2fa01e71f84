"""A note to facilitators that goes to note-takers as well, as a mail."""

from leap.cop.community.events import MessageToFacilitators
from leap.cop.notify.subscribers import to_facilitators


#: Whoever founded the community facilitates it, too.
FACILITATORS = ("facilitator@example.org", "siteadmin@example.org")


def test_who_gets_it(community):
    mails = to_facilitators(
        community, "https://example.org", "teller", "Remove", also="member"
    )
    assert {mail.address for mail in mails} == {*FACILITATORS, "member@example.org"}


def test_nobody_gets_it_twice_and_no_outsider(community):
    also = "facilitator\nteller\ncolleague\nnewcomer"
    mails = to_facilitators(community, "https://example.org", "teller", "x", also=also)
    assert sorted(mail.address for mail in mails) == sorted(FACILITATORS)


def test_it_travels_as_plain_text(community):
    event = MessageToFacilitators(community, "teller", "x", also=["member", "other"])
    assert event.also == "member\nother"
    assert MessageToFacilitators(community, "teller", "x").also == ""
