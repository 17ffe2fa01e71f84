"""The add form with its presets and the edit form, without JavaScript."""

from html import escape
from leap.cop.community import rules
from leap.cop.core.pages.richtext import paragraphs
from leap.cop.story.lifecycle import lifecycle

import pytest
import transaction


ADD = "++add++leap.cop.Community"
EDIT = "tuesday/edit"


LISTS = ("country", "join_policy", "requires_agreement", "story_ceiling")


def control(visitor, name: str):
    kind = ":list" if name in LISTS else ""
    return visitor.browser.getControl(name=f"form.widgets.{name}{kind}")


def save(visitor, button: str = "save") -> None:
    visitor.browser.getControl(name=f"form.buttons.{button}").click()


@pytest.fixture
def stored(site):
    """Return a function that reads a community as it is stored now."""

    def read(name: str = "tuesday"):
        transaction.begin()
        return site[name]

    return read


# Adding


@pytest.mark.parametrize(
    "who,may",
    [
        ("siteadmin", True),
        ("admin", True),
        ("facilitator", False),
        ("member", False),
        ("colleague", False),
        (None, False),
    ],
)
def test_who_makes_a_community(visit, who, may):
    visitor = visit(who)
    visitor.go(ADD)
    assert ("What kind of community is it?" in visitor.text) == may


@pytest.mark.parametrize("preset", rules.PRESETS)
def test_a_preset_fills_the_settings(visit, stored, preset):
    visitor = visit("siteadmin")
    visitor.go(ADD)
    assert control(visitor, "IBeginning.preset").value == ["circle"]
    control(visitor, "IBeginning.preset").value = [preset]
    control(visitor, "IBasic.title").value = "Thursday people"
    save(visitor)
    assert "Only facilitators see it until you open it." in visitor.text
    community = stored("thursday-people")
    settings = [getattr(community, name) for name in rules.PRESET_FIELDS]
    assert settings == list(rules.PRESETS[preset])
    assert visitor.path == "thursday-people/view"


def test_the_settings_are_not_on_the_add_form(visit):
    visitor = visit("siteadmin")
    visitor.go(ADD)
    for name in rules.PRESET_FIELDS:
        assert f"form.widgets.{name}" not in visitor.contents
    assert "It is not secret" in visitor.text


def test_an_address_is_chosen(visit, stored):
    visitor = visit("siteadmin")
    visitor.go(ADD)
    control(visitor, "IBasic.title").value = "After the storm"
    control(visitor, "IBeginning.address").value = "Thursday Circle"
    save(visitor)
    assert stored("thursday-circle").title == "After the storm"


@pytest.mark.parametrize("address", ["tuesday", "Tuesday", "portal_catalog", "???"])
def test_an_address_that_is_taken_is_refused_and_nothing_is_lost(visit, site, address):
    visitor = visit("siteadmin")
    visitor.go(ADD)
    control(visitor, "IBasic.title").value = "After the storm"
    control(visitor, "purpose").value = "We ask."
    control(visitor, "IBeginning.preset").value = ["network"]
    control(visitor, "IBeginning.address").value = address
    save(visitor)
    assert "This address is taken or cannot be used." in visitor.text
    assert control(visitor, "IBasic.title").value == "After the storm"
    assert control(visitor, "purpose").value == "We ask."
    assert control(visitor, "IBeginning.preset").value == ["network"]
    transaction.begin()
    assert "After the storm" not in [item.title for item in site.objectValues()]


def test_a_community_needs_a_title(visit, site):
    before = set(site.objectIds())
    visitor = visit("siteadmin")
    visitor.go(ADD)
    control(visitor, "standing_question").value = "Whose idea was it?"
    save(visitor)
    assert control(visitor, "standing_question").value == "Whose idea was it?"
    transaction.begin()
    assert set(site.objectIds()) == before


# Editing


def test_everything_is_edited_in_plain_text_areas(visit, stored):
    visitor = visit("facilitator")
    visitor.go(EDIT)
    control(visitor, "purpose").value = "We ask first.\r\n\r\nThen we\r\nlisten & try."
    control(visitor, "aims").value = "Ask before we decide\r\n\r\n Say what went wrong "
    control(
        visitor, "guidance_links"
    ).value = "https://example.org/first\r\n\r\n  http://example.org/second  \r\n"
    control(visitor, "country").value = ["RO"]
    save(visitor)
    community = stored()
    assert community.purpose.raw == (
        "<p>We ask first.</p>\n<p>Then we<br>\nlisten &amp; try.</p>"
    )
    assert [row["text"] for row in community.aims] == [
        "Ask before we decide",
        "Say what went wrong",
    ]
    assert community.guidance_links == [
        "https://example.org/first",
        "http://example.org/second",
    ]
    assert community.country == "RO"
    assert "Romania" in visitor.text
    visitor.go(EDIT)
    assert control(visitor, "guidance_links").value.split() == community.guidance_links
    aims = community.aims
    save(visitor)
    assert stored().aims == aims


@pytest.mark.parametrize(
    "name,value,words",
    [
        (
            "guidance_links",
            "javascript:alert(1)",
            "ach must start with https:// or http://",
        ),
        (
            "guidance_links",
            "call Sam",
            "ach must start with https:// or http://",
        ),
        (
            "aims",
            "\n".join(f"Aim {number}" for number in range(31)),
            "p to 30 lines, of up to 500 characters each",
        ),
        ("aims", "x" * 501, "p to 30 lines, of up to 500 characters each"),
        ("safeguarding_contact", "x" * 501, ""),
        ("short_name", "x" * 41, ""),
    ],
)
def test_bad_input_stays_on_the_form_and_off_the_community(
    visit, stored, name, value, words
):
    before = getattr(stored(), name)
    visitor = visit("facilitator")
    visitor.go(EDIT)
    control(visitor, "IBasic.title").value = "Another title"
    control(visitor, name).value = value
    save(visitor)
    assert words in visitor.text
    assert control(visitor, name).value.strip() == value
    assert control(visitor, "IBasic.title").value == "Another title"
    assert getattr(stored(), name) == before
    assert stored().title == "Tuesday circle"


def test_an_open_community_needs_an_agreement(visit, stored):
    visitor = visit("facilitator")
    visitor.go(EDIT)
    control(visitor, "join_policy").value = ["open"]
    control(visitor, "requires_agreement").value = []
    save(visitor)
    assert (
        "n open community needs a group agreement that members accept first"
        in visitor.text
    )
    assert stored().join_policy == "invite"


@pytest.fixture
def lowered(visit, told):
    """Return a browser on the answer to a lowered ceiling, over two wider stories."""
    told("community")
    told("public")
    told("pending")
    visitor = visit("facilitator")
    visitor.go(EDIT)
    control(visitor, "standing_question").value = "Whose idea was it?"
    control(visitor, "story_ceiling").value = ["community"]
    save(visitor)
    return visitor


def states(community):
    return sorted(lifecycle.state_of(story) for story in community.objectValues())


def test_a_lowered_ceiling_asks_before_it_saves(lowered, stored):
    assert "Nothing has been saved yet." in lowered.text
    assert (
        "Stories that will come back to where they were, as soon as you save: 2."
        in lowered.text
    )
    assert control(lowered, "standing_question").value == "Whose idea was it?"
    assert control(lowered, "story_ceiling").value == ["community"]
    assert stored().story_ceiling == "public"
    assert stored().standing_question is None
    assert states(stored()) == ["community", "pending", "public"]


def test_after_the_answer_the_stories_come_back(lowered, stored):
    save(lowered, "narrow")
    community = stored()
    assert community.story_ceiling == "community"
    assert community.standing_question == "Whose idea was it?"
    assert states(community) == ["community", "community", "private"]


def test_another_thought_saves_without_bringing_anything_back(lowered, stored):
    control(lowered, "story_ceiling").value = ["public"]
    save(lowered, "narrow")
    assert stored().standing_question == "Whose idea was it?"
    assert states(stored()) == ["community", "pending", "public"]


def test_a_lowered_ceiling_over_nothing_asks_nothing(visit, told, stored):
    told("community")
    visitor = visit("facilitator")
    visitor.go(EDIT)
    control(visitor, "story_ceiling").value = ["community"]
    save(visitor)
    assert stored().story_ceiling == "community"


@pytest.mark.parametrize(
    "typed,html",
    [
        ("", ""),
        ("One line", "<p>One line</p>"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ("one\r\ntwo\n\n\nthree", "<p>one<br />\ntwo</p>\n<p>three</p>"),
        ("<p>as it is</p>\nhere", "<p>as it is</p>\nhere"),
    ],
)
def test_lines_become_paragraphs(typed, html):
    assert paragraphs(typed) == html


@pytest.mark.parametrize(
    "typed",
    [
        "We wrote <Name of child> on the box. a<b and the rest of it",
        "I felt <3 and then a<b story",
        "Write to <lena@x.example> please",
        "half<whole and the rest",
    ],
)
def test_signs_in_a_plain_text_are_signs(typed):
    assert paragraphs(typed) == f"<p>{escape(typed, quote=False)}</p>"


def test_a_link_chooses_nothing_in_a_part_that_is_folded(visit, stored):
    visitor = visit("facilitator")
    visitor.go(EDIT)
    before = {name: control(visitor, name).value for name in LISTS}
    sent = "&".join(
        f"form.widgets.{name}:list={value}"
        for name, value in (("join_policy", "open"), ("story_ceiling", "community"))
    )
    texts = "form.widgets.purpose=Evil&form.widgets.safeguarding_contact=Evil"
    off = "form.widgets.requires_agreement-empty-marker=1"
    visitor.go(f"{EDIT}?{sent}&{texts}&{off}")
    assert {name: control(visitor, name).value for name in LISTS} == before
    for name in ("purpose", "safeguarding_contact"):
        assert "Evil" not in control(visitor, name).value
