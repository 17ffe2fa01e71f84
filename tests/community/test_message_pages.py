"""The page on which anybody writes to the facilitators."""

from plone import api

import pytest
import transaction


@pytest.fixture(autouse=True)
def mail_server(site):
    """Let the site have a mail server, which nobody asks for anything here."""
    api.portal.set_registry_record("plone.smtp_host", "127.0.0.1")
    api.portal.set_registry_record("plone.email_from_address", "here@example.org")
    transaction.commit()


def write(visitor, text: str) -> None:
    visitor.go("tuesday/write-to-facilitators")
    form = visitor.form_to("write-to-facilitators")
    form.getControl(name="text").value = text
    form.submit()


def test_a_message_goes_to_the_facilitators_once(visit, letters):
    visitor = visit("colleague")
    write(visitor, "  I would like\r\nto join.  ")
    assert letters == [("tuesday", "colleague", "I would like\nto join.")]
    assert visitor.path == "tuesday"
    assert "Your message is on its way" in visitor.text


@pytest.mark.parametrize("text", ["", "   ", "long " * 401])
def test_a_message_that_cannot_go_stays_on_the_page(visit, letters, text):
    visitor = visit("colleague")
    write(visitor, text)
    assert visitor.status == 400
    assert letters == []
    kept = visitor.form_to("write-to-facilitators").getControl(name="text").value
    assert kept.strip() == text.strip()


def without_a_server(site):
    api.portal.set_registry_record("plone.smtp_host", "")


def without_an_address(site):
    api.user.get("facilitator").setMemberProperties({"email": ""})


@pytest.mark.parametrize("change", [without_a_server, without_an_address])
def test_nobody_is_told_that_a_mail_goes_where_none_can(visit, letters, site, change):
    change(site)
    transaction.commit()
    visitor = visit("colleague")
    write(visitor, "May I come?")
    assert visitor.status == 409
    assert "on its way" not in visitor.text
    assert "Please tell them in person." in visitor.text
    assert letters == []
    kept = visitor.form_to("write-to-facilitators").getControl(name="text").value
    assert kept == "May I come?"
