"""Screens stay short: how many words are seen before the button that decides.

Whom to call is not counted, nor what is folded, nor what is there for screen readers.
"""

from tests.journeys.test_media_screens import ask

import pytest


#: Every word that is seen in the content before an element of the page.
BEFORE = """(button) => {
    const texts = document.createTreeWalker(
        document.querySelector('#content'), NodeFilter.SHOW_TEXT);
    const seen = [];
    while (texts.nextNode()) {
        const node = texts.currentNode, parent = node.parentElement;
        const range = document.createRange();
        range.selectNodeContents(node);
        if (button.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING
            && !parent.closest('.cop-worried, .visually-hidden')
            && parent.checkVisibility({
                contentVisibilityAuto: true, visibilityProperty: true})
            && range.getClientRects().length) {
            seen.push(node.textContent);
        }
    }
    return seen.join(' ');
}"""

#: A page, what decides there, and how many words are seen before it at most.
SCREENS = [
    ("{circle}/++add++leap.cop.Story", ".cop-reachbar", 170),
    ("{story}/take-back", "button[value='all']", 60),
    ("{story}/agreed", "#content .cop-buttons", 30),
]


@pytest.mark.parametrize("path, button, most", SCREENS)
def test_few_words_before_the_button(visit, demo, path, button, most):
    circle = f"{demo}/tuesday-circle"
    story = {
        "@type": "leap.cop.Story",
        "title": "The kettle",
        "reflection": "<p>Now the kettle is on before they come.</p>",
    }
    told = ask("teller", circle, story)["@id"]
    ask("teller", f"{told}/@consent", {"level": "community", "attribution": "name"})
    page = visit("teller", "")
    page.goto(path.format(circle=circle, story=told))
    words = page.locator(button).first.evaluate(BEFORE).split()
    assert len(words) <= most, " ".join(words)
    assert "Who" in words or "Tell" in words
