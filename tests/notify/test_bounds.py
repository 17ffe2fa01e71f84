"""Nobody speaks in the name of this site: names, addresses, how many mails."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.core import mail_bounds
from leap.cop.core.errors import NotNow
from leap.cop.core.events import PersonErased
from leap.cop.recruitment.applications import applications
from leap.cop.recruitment.invitations import invitations
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.event import notify

import pytest
import transaction


LURE = "URGENT: your mailbox is full, log in at http://evil.example/login today"
URL = "tuesday/@applications"
MANAGER = "boss@example.com"
PANEL = "@controlpanels/leap.cop"
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.fixture
def asks(post):
    """Return a community that asks for a manager's support."""
    community = post["tuesday"]
    community.join_policy = "apply"
    community.requires_manager_support = True
    transaction.commit()
    return community


def rename(rest, userid: str, fullname: str) -> None:
    answer = rest(userid).patch(f"@users/{userid}", json={"fullname": fullname})
    assert answer.status_code == 204, answer.text


def apply(rest, address: str = MANAGER):
    body = {"message": "Hello.", "manager_email": address}
    return rest("colleague").post(URL, json=body)


# Names


@pytest.mark.parametrize("name", [LURE, "www.evil", "x" * 300, "evil.example"])
def test_a_lure_is_no_name_in_the_mail_to_a_manager(rest, asks, sink, name):
    rename(rest, "colleague", name)
    assert apply(rest).status_code == 201
    [mail] = [mail for mail in sink.messages if mail["To"] == MANAGER]
    text = " ".join(mail.get_content().split())
    assert "evil" not in text and "xxx" not in text
    assert "a colleague (colleague) would like to join" in text


def test_nor_in_an_invitation(rest, asks, sink):
    rename(rest, "facilitator", LURE)
    body = {"email": "new@example.com"}
    assert (
        rest("facilitator").post("tuesday/@invitations", json=body).status_code == 201
    )
    [mail] = [mail for mail in sink.messages if mail["To"] == "new@example.com"]
    text = " ".join(mail.get_content().split())
    assert "evil" not in text
    assert "a colleague (facilitator) would be glad" in text


def test_nor_is_a_short_name(rest, asks, sink):
    asks.short_name = LURE
    transaction.commit()
    assert apply(rest).status_code == 201
    body = {"email": "new@example.com"}
    assert (
        rest("facilitator").post("tuesday/@invitations", json=body).status_code == 201
    )
    outside = [mail for mail in sink.messages if mail["To"].endswith("example.com")]
    assert [mail["Subject"].partition(":")[0] for mail in outside] == [
        "A group of colleagues"
    ] * 2
    assert not any("evil" in mail.get_content() for mail in outside)


# A manager's address


@pytest.mark.parametrize(
    "own", ["colleague@example.org", "Colleague@EXAMPLE.org", "colleague+1@example.org"]
)
def test_nobody_is_the_own_manager(rest, asks, sink, own):
    answer = apply(rest, own)
    assert answer.status_code == 400
    assert "manager_email" in answer.json()["message"]
    assert rest("colleague").get(URL).json()["items_total"] == 0
    assert apply(rest).status_code == 201
    answer = rest("colleague").post(
        "tuesday/@manager-support", json={"manager_email": own}
    )
    assert answer.status_code == 400
    assert own.lower() not in {to for mail in sink.envelopes for to in mail.rcpt_tos}


def test_managers_are_of_the_domains_that_the_site_names(rest, asks, sink):
    session = rest("siteadmin")
    for bad in ("https://a.example", "a b", "*.example.com", "example", "x@a.example"):
        answer = session.patch(PANEL, json={"manager_domains": bad})
        assert answer.status_code == 400 and "manager_domains" in answer.text, bad
    value = "Example.com\n\n  example.net "
    assert session.patch(PANEL, json={"manager_domains": value}).status_code == 204
    for bad in ("b@example.org", "b@mail.example.com", "b@example.com.evil.example"):
        answer = apply(rest, bad)
        assert answer.status_code == 400
        assert "example.com, example.net" in answer.json()["message"]
    assert apply(rest, "Boss@EXAMPLE.com").status_code == 201


def test_facilitators_see_the_domain_until_there_is_an_answer(rest, asks, visit, sink):
    apply(rest)
    [row] = rest("facilitator").get(URL).json()["items"]
    assert row["manager_asked_at"] == "example.com"
    assert MANAGER not in str(row)
    visitor = visit("facilitator")
    visitor.go("tuesday/applications")
    assert "Email sent to an address at example.com" in visitor.text
    assert MANAGER not in visitor.contents
    assert "manager_asked_at" not in rest("colleague").get(URL).text
    [mail] = [mail for mail in sink.messages if mail["To"] == MANAGER]
    token = mail.get_content().partition("@@manager-support/")[2].split()[0]
    rest(None).post(f"@@manager-support/{token}", data={"answer": "talk"})
    [row] = rest("facilitator").get(URL).json()["items"]
    assert row["manager_asked_at"] == ""


# How many


def test_an_invitation_is_sent_again_a_few_times_in_an_hour(rest, asks, sink):
    session = rest("facilitator")
    body = {"email": "new@example.com"}
    row = session.post("tuesday/@invitations", json=body).json()
    url = f"tuesday/@invitations/{row['id']}"
    found = [session.post(url, json={}).status_code for _time in range(6)]
    assert found == [200] * 4 + [409] * 2
    # Not by taking it off the list and inviting anew, either.
    assert session.delete(url).status_code == 204
    answer = session.post("tuesday/@invitations", json=body)
    assert answer.status_code == 409
    assert "in an hour" in answer.json()["message"]
    assert sink.receivers.count("new") == 5


def test_the_facilitators_are_written_to_a_few_times_in_an_hour(visit, post, sink):
    visitor = visit("colleague")
    for _time in range(5):
        visitor.go("tuesday/write-to-facilitators")
        form = visitor.form_to("write-to-facilitators")
        form.getControl(name="text").value = "Hello."
        form.submit()
        assert visitor.status == 200
    visitor.go("tuesday/write-to-facilitators")
    form = visitor.form_to("write-to-facilitators")
    form.getControl(name="text").value = "Hello again."
    form.submit()
    assert visitor.status == 409
    assert "Hello again." in visitor.contents and "in an hour" in visitor.text
    assert sink.receivers == ["facilitator"] * 5


def test_applying_anew_has_an_end(rest, asks, sink):
    session, found = rest("colleague"), []
    for _time in range(5):
        answer = session.post(URL, json={"message": "Hello."})
        found.append(answer.status_code)
        if answer.status_code == 201:
            session.delete(f"{URL}/{answer.json()['id']}", json={})
    assert found == [201] * 3 + [409] * 2
    assert "in an hour" in answer.json()["message"]
    assert sink.receivers == ["facilitator"] * 3


def test_an_hour_later_it_goes_on(post):
    community = post["tuesday"]
    community.join_policy = "apply"

    def ask_and_take_back(now):
        done = applications.apply(community, "colleague", "Hello.", now=now)
        applications.take_back(community, done.application.id, "colleague")

    for _time in range(3):
        ask_and_take_back(NOW)
    with pytest.raises(NotNow):
        ask_and_take_back(NOW + timedelta(minutes=59))
    ask_and_take_back(NOW + timedelta(hours=1))


def test_one_person_asks_few_managers_wherever_that_is(post):
    for _time in range(mail_bounds.MANAGERS.most):
        mail_bounds.count(mail_bounds.MANAGERS, "colleague", now=NOW)
    with pytest.raises(NotNow, match="for one day"):
        mail_bounds.count(mail_bounds.MANAGERS, "colleague", now=NOW)
    mail_bounds.count(mail_bounds.MANAGERS, "teller", now=NOW)


def test_one_person_invites_so_many_in_an_hour(post):
    def invite(address):
        community = post["tuesday"]
        return invitations.invite(community, by="facilitator", now=NOW, email=address)

    row = invite("one@example.com").row
    for _time in range(mail_bounds.AGAIN.most):
        mail_bounds.count(mail_bounds.AGAIN, "facilitator", now=NOW)
    with pytest.raises(NotNow):
        invitations.send_again(post["tuesday"], row.id, now=NOW, by="facilitator")
    for _time in range(mail_bounds.INVITATIONS.most - 1):
        mail_bounds.count(mail_bounds.INVITATIONS, "facilitator", now=NOW)
    with pytest.raises(NotNow):
        invite("two@example.com")


def test_what_was_counted_is_no_address_and_goes(post):
    invitations.invite(
        post["tuesday"], by="facilitator", now=NOW, email="one@example.com"
    )
    rows = IAnnotations(api.portal.get())[mail_bounds.KEY]
    assert len(rows) == 2
    assert "example" not in repr(dict(rows)) and "facil" not in repr(dict(rows))
    event = PersonErased("facilitator", {}, NOW)
    notify(event)
    assert event.counts["counted mails"] == 1 and len(rows) == 1
    later = NOW + timedelta(days=1)
    mail_bounds.count(mail_bounds.MESSAGES, "teller", "uid", now=later)
    assert len(rows) == 1
