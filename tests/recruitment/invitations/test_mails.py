"""The mails about invitations, through a real mail server."""

from datetime import datetime
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.notify import invitations as mails
from leap.cop.recruitment.invitations import invitations
from leap.cop.recruitment.invitations import respond
from plone import api
from zope.component.hooks import setSite

import pytest
import transaction


NOT_EVERY_TIME = "You do not have to come every time."


@pytest.fixture
def secretive(hidden):
    hidden.title = "Quillfeather practitioners"
    hidden.description = "Perihelion"
    transaction.commit()
    return hidden


def only(sink):
    [message] = sink.messages
    return message


def words_of(message) -> str:
    return " ".join(message.get_content().split())


def test_the_mail_to_somebody_on_the_site(secretive, invited, sink):
    token = invited(userid="colleague")
    message = only(sink)
    assert message["To"] == "colleague@example.org"
    assert message["Subject"] == "Tuesday circle: you are invited"
    words = words_of(message)
    assert NOT_EVERY_TIME in words
    assert words.count(token) == 1
    assert "Fay Holt would be glad" in words
    everything = sink.everything()
    for secret in ("Quillfeather", "Perihelion", "listen", "Tea and"):
        assert secret not in everything
    assert token not in "".join(f"{k}: {v}" for k, v in message.items())


def test_the_mail_to_an_address(post, invited, sink):
    invited(email="Ron@BÜCHER.example", name="Ron\r\nBcc: all@example.org")
    message = only(sink)
    assert message["To"] == "ron@xn--bcher-kva.example"
    assert message["Bcc"] is None
    assert NOT_EVERY_TIME in words_of(message)
    # The name is for the facilitators' list, not for a mail.
    assert "Ron\n" not in message.get_content()


@pytest.mark.parametrize(
    "name",
    ["Fay\r\nBcc: all@example.org", "\u202eFay\u2066", "Fay " * 200, "Fay\x00\x1b[0m"],
)
def test_odd_names_of_the_inviting_person(post, invited, sink, name):
    api.user.get(userid="facilitator").setMemberProperties({"fullname": name})
    transaction.commit()
    invited(email="ron@example.com")
    message = only(sink)
    assert message["Bcc"] is None
    body = message.get_content()
    assert not set("\u202e\u2066\x00\x1b") & set(body)
    assert "\nBcc" not in body
    assert len(body) < 1500


def test_who_facilitates_no_more_is_not_named(post, sink):
    setSite(post)
    transaction.begin()
    community = post["tuesday"]
    membership = Membership(community)
    membership.add("colleague", "facilitator", now=datetime.now(UTC))
    invitations.invite(
        community, by="facilitator", now=datetime.now(UTC), email="ron@example.com"
    )
    membership.remove("facilitator", now=datetime.now(UTC))
    transaction.commit()
    words = words_of(only(sink))
    assert "Fay" not in words
    assert "The facilitators would be glad" in words


def test_in_which_language(post, invited, sink):
    # A language that was given comes before that of the profile.
    api.user.get(userid="colleague").setMemberProperties({"language": "nl"})
    transaction.commit()
    invited(userid="colleague")
    invited(email="ron@example.com", language="ro")
    invited(email="una@example.com")
    community = post["tuesday"]
    found = {
        row.userid or row.email: mails._receiver(row).language
        for row in invitations.Invitations(community).rows()
    }
    assert found == {
        "colleague": "nl",
        "ron@example.com": "ro",
        "una@example.com": "en",
    }


def test_nothing_is_sent_for_what_is_undone(post, sink):
    setSite(post)
    invitations.invite(
        post["tuesday"], by="facilitator", now=datetime.now(UTC), userid="colleague"
    )
    transaction.abort()
    assert sink.envelopes == []


def test_a_newer_link_is_the_only_one(post, sink):
    setSite(post)
    transaction.begin()
    now = datetime.now(UTC)
    community = post["tuesday"]
    row = invitations.invite(
        community, by="facilitator", now=now, email="ron@example.com"
    ).row
    invitations.send_again(community, row.id, now=now)
    transaction.commit()
    assert len(sink.messages) == 1


@pytest.mark.parametrize("said,count", [("accept", 1), ("decline", 0)])
def test_the_site_is_asked_for_an_account(secretive, post, invited, sink, said, count):
    token = invited(email="ron@example.com", name="Ron")
    sink.envelopes.clear()
    transaction.begin()
    now = datetime.now(UTC)
    found = respond.find(token, now=now)
    respond.answer(found, said, userid=None, now=now)
    transaction.commit()
    assert len(sink.messages) == count
    if count:
        message = only(sink)
        assert message["To"] == "intranet@example.org"
        everything = sink.everything()
        for secret in ("Quillfeather", "Perihelion", "ron", "Ron", token, "tuesday"):
            assert secret not in everything
        assert "@@waiting-for-an-account" in everything
