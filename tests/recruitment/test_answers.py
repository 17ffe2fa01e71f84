"""Answers as texts, and cells that no spreadsheet runs."""

from datetime import date
from leap.cop.recruitment.forms import form_values

import pytest


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (False, ""),
        (True, "Yes"),
        ("  a\r\nb ", "a\nb"),
        (3, "3"),
        (date(2026, 11, 2), "2026-11-02"),
        (["a", None, "b"], "a, b"),
    ],
)
def test_answers_become_texts(value, text):
    assert form_values.as_text(value) == text


def test_a_file_is_no_text():
    with pytest.raises(form_values.NoText):
        form_values.as_text(object())


def test_no_answer_is_left_out():
    text = form_values.with_questions("Hello", [("When?", "Soon"), ("Why?", "")])
    assert text == "Hello\n\nWhen?\nSoon"
    html = form_values.html("a < b\nc\n\nd", [("<i>?", "e")])
    assert html == (
        "<p>a &lt; b<br />\nc</p>\n<p>d</p>\n<p><strong>&lt;i&gt;?</strong></p>\n"
        "<p>e</p>"
    )
