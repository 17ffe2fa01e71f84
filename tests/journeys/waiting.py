"""Waiting for a state, not for time, with a limit that a busy machine keeps to.

A click comes back before the page that it leads to is there: whoever then reads, or
goes elsewhere, may read the old page, or end what the click began.
"""

from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager

import time


#: The longest that anything is waited for, in seconds.
PATIENCE = 60

#: All is loaded, and scripts have made of it what they make. A text becomes an editor a
#: moment after the page has come; the editor shows a spinner first, and then for half a
#: second a button for the count of words with nothing in it.
SETTLED = """() => {
    const count = (found) => document.querySelectorAll(found).length;
    const words = [...document.querySelectorAll('.tox-statusbar__wordcount')];
    const body = document.body;
    return document.readyState === 'complete'
        && (count('script[src*="bundle-plone"]') === 0
            || body.classList.contains('patterns-loaded'))
        && (count('.tox-tinymce') >= count('textarea.pat-tinymce')
            || !body.classList.contains('patterns-loaded'))
        && count('.tox-throbber__busy-spinner') === 0
        && words.every((button) => button.textContent.trim() !== '');
}"""


@contextmanager
def next_page(page) -> Iterator[None]:
    """Wait, after the block, until the page that it leads to has been loaded."""
    with page.expect_navigation(wait_until="load"):
        yield


def settle(page) -> None:
    """Wait until a page is as its scripts leave it."""
    page.wait_for_function(SETTLED)


def says(page, words: str) -> None:
    """Wait until a page that says something has been loaded to its end."""
    page.wait_for_selector(f"text={words}")
    page.wait_for_load_state("load")


def eventually(read: Callable[[], object], expected: object) -> None:
    """Wait until what is read anew each time is what is expected."""
    until = time.monotonic() + PATIENCE
    while (found := read()) != expected and time.monotonic() < until:
        time.sleep(0.2)
    assert found == expected
