"""The card of a story in a list: what it says, once, and how far it goes."""

from leap.cop.story import rules
from leap.cop.story.display.cards import KIND_SIGNS
from leap.cop.story.display.cards import markup
from leap.cop.story.display.cards import NO_KIND
from leap.cop.story.display.cards import said_once
from leap.cop.story.display.cards import sign_and_hue
from leap.cop.story.display.cards import StoryCard
from lxml import html

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


@pytest.mark.parametrize("level", [2, 3])
def test_what_people_wrote_is_text_on_a_card(level):
    typed = '<b onclick="x">&'
    card = StoryCard(
        url="http://site/story",
        title=typed,
        text=typed,
        look="pic",
        picture='http://site/"><i>',
        kind=typed,
        hue=1,
        sign="<svg/>",
        name=typed,
        facts=(typed, "March"),
        reach="All staff",
        reach_sign="<svg/>",
    )
    found = html.fragment_fromstring(markup([card], level))
    (title,) = found.findall(f".//h{level}/a")
    assert title.text == typed
    assert [one.text_content().strip() for one in found.findall(".//p")][:3] == [
        typed
    ] * 3
    assert found.find(".//img").get("src") == 'http://site/"><i>'
    assert not found.xpath(".//b | .//i")
