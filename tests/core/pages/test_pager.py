"""Pages of a longer list."""

from leap.cop.core.pages.pager import Pages

import pytest


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
