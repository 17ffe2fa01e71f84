"""Sharing in twenty seconds: how many words and clicks that takes, with and without."""

from tests.journeys.test_media_screens import ask
from tests.journeys.waiting import next_page

import pytest


#: Every word that is seen in the content before the button of the page, whom to call
#: and the title too: what is folded or belongs to another answer is not seen.
ABOVE_THE_BUTTON = """() => {
    const button = document.querySelector('.cop-consent > .cop-buttons');
    const texts = document.createTreeWalker(
        document.querySelector('#content'), NodeFilter.SHOW_TEXT);
    const seen = [];
    while (texts.nextNode() && !button.contains(texts.currentNode)) {
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        if (texts.currentNode.parentElement.checkVisibility({
            contentVisibilityAuto: true, visibilityProperty: true})
            && range.getClientRects().length) {
            seen.push(texts.currentNode.textContent);
        }
    }
    return seen.join(' ');
}"""

WORDS = 120


@pytest.fixture
def tell(demo):
    """Return a function that keeps a story of the teller's and returns its address."""

    def keep(**fields) -> str:
        story = {
            "@type": "leap.cop.Story",
            "title": "The bus timetable",
            "reflection": "<p>Now nobody has to ask us when they want to leave.</p>",
            **fields,
        }
        return ask("teller", f"{demo}/tuesday-circle", story)["@id"]

    return keep


@pytest.mark.parametrize("level", ["community", "public"])
def test_fewer_words_than_anybody_skips(visit, tell, level):
    page = visit("teller", "")
    page.goto(f"{tell()}/share-story?level={level}")
    words = page.evaluate(ABOVE_THE_BUTTON).split()
    assert len(words) < WORDS, " ".join(words)
    assert "Only you" in " ".join(words)
    fold = page.locator(".cop-consent > details")
    asked = "What can the people who run the site see?"
    assert not fold.get_by_text(asked).is_visible()
    fold.locator("summary").click()
    assert fold.get_by_text(asked).is_visible()


def test_a_role_is_put_into_words_by_whoever_chooses_one(visit, tell):
    page = visit("teller", "")
    page.goto(f"{tell()}/share-story")
    words = page.get_by_label("In these words")
    page.locator("#cop-attribution-anonymous").check()
    assert not words.is_visible()
    page.locator("#cop-attribution-role").check()
    assert words.is_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_three_clicks_from_the_page_of_a_story(visit, tell, javascript):
    page = visit("teller", "", javascript=javascript)
    page.goto(f"{tell()}/share-story")
    page.locator("#cop-attribution-anonymous").check()
    page.locator("#cop-nobody_recognised-yes").check()
    with next_page(page):
        page.get_by_role("button", name="Share with our community").click()
    # From now on the name is chosen beforehand.
    page.goto(tell())
    with next_page(page):
        page.get_by_role("link", name="Share it").click()
    assert page.locator("#cop-attribution-anonymous").is_checked()
    page.locator("#cop-nobody_recognised-yes").check()
    with next_page(page):
        page.get_by_role("button", name="Share with our community").click()
    assert page.get_by_role("heading", level=1).inner_text() == (
        "Our community can read your story now"
    )
    page.get_by_role("link", name="Take it back").wait_for()


def test_the_parts_follow_the_answer(visit, tell):
    page = visit("teller", "")
    page.goto(f"{tell()}/share-story")
    promise = page.get_by_text("A reviewer checks it first.")
    assert not promise.is_visible()
    page.locator("#cop-level-public").check()
    assert promise.is_visible()
    assert page.get_by_role("button", name="Ask to publish").is_visible()


def test_the_button_is_in_sight_on_a_phone(visit):
    page = visit("teller", "", width=390)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{page.url.rstrip('/')}/tuesday-circle/++add++leap.cop.Story")
    box = page.get_by_role("button", name="Save", exact=True).bounding_box()
    assert box["y"] > 0 and box["y"] + box["height"] <= 844


def test_no_sheet_is_missing_and_the_font_is_the_themes(visit):
    page = visit("teller", "")
    missing = []
    page.on("response", lambda got: got.status >= 400 and missing.append(got.url))
    page.goto(f"{page.url.rstrip('/')}/tuesday-circle/++add++leap.cop.Story")
    body = page.frame_locator("iframe.tox-edit-area__iframe").first.locator("body")
    body.wait_for()
    font = "node => getComputedStyle(node).fontFamily"
    assert body.evaluate(font) == page.locator("body").evaluate(font)
    assert missing == []


def test_without_scripts_a_text_is_changed_in_plain_lines(visit, tell):
    page = visit("teller", "", javascript=False)
    page.goto(f"{tell()}/edit")
    page.wait_for_url(lambda url: url.endswith("edit?plain=1"))
    area = page.locator("textarea[name='form.widgets.reflection']")
    assert area.input_value() == "Now nobody has to ask us when they want to leave."


def test_leaving_a_changed_form_asks(visit):
    page = visit("teller", "")
    page.goto(f"{page.url.rstrip('/')}/tuesday-circle/++add++leap.cop.Story")
    editor = page.frame_locator("iframe.tox-edit-area__iframe").first.locator("body")
    editor.click()
    editor.press_sequentially("He laughed.")
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.get_by_role("link", name="Cancel").click()
    page.wait_for_url(lambda url: "++add++" not in url)
    assert asked == ["beforeunload"]


def test_the_first_box_is_in_sight_on_a_phone_below_whom_to_call(visit):
    page = visit("teller", "", width=390)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{page.url.rstrip('/')}/tuesday-circle/++add++leap.cop.Story")
    first = page.locator(".cop-tell-form iframe").first
    first.wait_for()
    bar = page.locator(".cop-reachbar").bounding_box()
    # Three lines of it at least stand above the button.
    assert first.bounding_box()["y"] + 3 * 24 <= bar["y"]
    worried = page.locator(".cop-worried")
    assert worried.locator("a[href^='tel:']").is_visible()
    rather = worried.get_by_text("Please phone rather than write it here.").first
    assert not rather.is_visible()
    worried.locator("summary").click()
    assert rather.is_visible()
    assert worried.locator(".cop-call-who").is_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.reload()
    assert page.get_by_text(
        "Please phone rather than write it here."
    ).first.is_visible()
