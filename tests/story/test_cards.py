"""The card of a story in a list: what it says, once, and how far it goes."""

from leap.cop.story import rules
from leap.cop.story.display.cards import KIND_SIGNS
from leap.cop.story.display.cards import NO_KIND
from leap.cop.story.display.cards import said_once
from leap.cop.story.display.cards import sign_and_hue

import pytest


LONG = "on and on " * 15


def test_each_kind_has_a_sign_and_a_colour_of_its_own():
    assert tuple(KIND_SIGNS) == rules.DOMAINS
    seen = [sign_and_hue(domain) for domain in (*rules.DOMAINS, "")]
    assert len(set(seen)) == len({hue for _sign, hue in seen}) == len(seen)
    assert seen[-1] == NO_KIND


@pytest.mark.parametrize(
    ("title", "text", "said"),
    [
        ("The door", "We left it open.", ("The door", "We left it open.")),
        ("We left it open", "We left it open.", ("We left it open.", "")),
        ("We left it…", "We left it open.", ("We left it open.", "")),
        ("The door", "", ("The door", "")),
        (
            "We left it",
            f"We left it {'on ' * 60}",
            ("We left it", f"We left it {'on ' * 60}"),
        ),
    ],
)
def test_a_sentence_stands_there_once(title, text, said):
    assert said_once(title, text) == said
