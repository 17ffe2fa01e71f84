"""Plain lines and HTML, and back."""

from leap.cop.core.pages.editor import lines
from leap.cop.core.pages.editor import same_text
from leap.cop.core.pages.richtext import paragraphs

import pytest


@pytest.mark.parametrize(
    "html, text",
    [
        ("", ""),
        ("<p>One</p>", "One"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One</p>\n<p>Two<br>Three</p>", "One\n\nTwo\nThree"),
        ("<p>Tea &amp; cake &lt;3</p>", "Tea & cake <3"),
    ],
)
def test_paragraphs_become_lines(html, text):
    assert lines(html) == text
    assert lines(paragraphs(text)) == text


@pytest.mark.parametrize(
    "html",
    ["<p>A <strong>b</strong></p>", "<ul><li>A</li></ul>", "<p>&lt;b&gt;</p>"],
)
def test_more_than_paragraphs_stays_html(html):
    assert lines(html) == html


def test_the_same_words_are_the_same_text():
    assert same_text("<p>One</p><p>Two</p>", "One\r\n\r\nTwo")
    assert not same_text("<p>One</p>", "Two")
