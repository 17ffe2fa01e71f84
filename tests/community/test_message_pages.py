"""The page on which anybody writes to the facilitators."""

import pytest


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
