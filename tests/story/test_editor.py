"""Plain lines and HTML, and back; pages of a list."""

from leap.cop.browser.editor import lines
from leap.cop.browser.editor import same_text
from leap.cop.browser.pager import Pages
from leap.cop.browser.richtext import paragraphs

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


class Request:
    def __init__(self, **form):
        self.form = form


@pytest.mark.parametrize(
    "start, first, last",
    [
        (0, 1, 20),
        ("20", 21, 40),
        ("40", 41, 45),
        ("x", 1, 20),
        (-5, 1, 20),
        (99, 41, 45),
    ],
)
def test_pages(start, first, last):
    pages = Pages(range(45), Request(b_start=start), url="u", query=[("words", "a b")])
    assert (pages.first, pages.last) == (first, last)
    assert list(pages.here) == list(range(first - 1, last))
    assert pages.next == (f"u?words=a+b&b_start={last}" if last < 45 else "")
    assert bool(pages.previous) is (first > 1)


def test_no_pages_of_nothing():
    pages = Pages([], Request(), url="u")
    assert (pages.total, pages.next, pages.previous, pages.is_one) == (0, "", "", True)


def test_an_address_without_a_question_mark():
    assert Pages(range(21), Request(b_start=20), url="u").previous == "u"
