"""A form that tells a story tells one, however often it is sent."""

from concurrent.futures import ThreadPoolExecutor
from leap.cop.core.ids import id_of_once
from leap.cop.core.ids import is_opaque
from plone.keyring.interfaces import IKeyManager
from zope.component import getUtility

import pytest
import transaction


TELL = "tuesday/++add++leap.cop.Story"
LEARNED = "form.widgets.learning"


@pytest.fixture
def stories(site):
    """Return a function that counts the stories that are kept."""

    def count() -> int:
        transaction.begin()
        return len(site["tuesday"])

    return count


def again(tab, page):
    """Return another tab with the same form in it, as *Back* would show it."""
    other = tab("teller").visit(TELL)
    other.field("once").value = page.field("once").value
    return other


def test_the_same_form_twice_is_one_story(tab, stories):
    first = tab("teller").visit(TELL)
    second = again(tab, first)
    for page in (first, second):
        page.field(LEARNED).value = "Ask first."
        page.getControl("Save").click()
    assert first.url == second.url
    assert stories() == 1


def test_a_double_click_is_one_story(tab, stories):
    first = tab("teller").visit(TELL)
    pages = [first, again(tab, first), again(tab, first)]
    for page in pages:
        page.field(LEARNED).value = "Ask first."
    with ThreadPoolExecutor(len(pages)) as pool:
        list(pool.map(lambda page: page.getControl("Save").click(), pages))
    assert len({page.url for page in pages}) == 1
    assert stories() == 1


def test_other_words_are_asked_about_and_not_lost(tab, stories):
    first = tab("teller").visit(TELL)
    second = again(tab, first)
    first.field(LEARNED).value = "Ask first."
    first.getControl("Save").click()
    second.field(LEARNED).value = "Ask twice."
    second.getControl("Save").click()
    assert second.status == 409
    assert "his story has already been saved" in second.words
    assert "Ask twice." in second.field(LEARNED).value
    assert stories() == 1
    second.getControl("Save").click()
    assert second.url != first.url
    assert stories() == 2


def test_a_mistake_does_not_use_the_word_up(tab, stories):
    page = tab("teller").visit(TELL)
    word = page.field("once").value
    page.getControl("Save").click()
    assert page.status == 400
    assert page.field("once").value == word


def test_the_box_for_one_sentence(tab, stories):
    first, second = (tab("teller").visit("tuesday") for _ in range(2))
    second.field("once").value = first.field("once").value
    for page in (first, second):
        page.field("text").value = "He laughed."
        page.getControl("Save it, just for me").click()
    assert first.url == second.url
    assert stories() == 1


@pytest.mark.parametrize("word", ["", "short", "x" * 100, "a b c d e f g h i j"])
def test_a_form_without_a_word_tells_as_before(tab, stories, word):
    for number in range(2):
        page = tab("teller").visit(TELL)
        page.field("once").value = word
        page.field(LEARNED).value = "Ask first."
        page.getControl("Save").click()
        assert stories() == number + 1


def test_a_word_leads_nobody_else_to_the_story(tab, stories):
    first = tab("teller").visit(TELL)
    first.field(LEARNED).value = "Ask first."
    word = first.field("once").value
    first.getControl("Save").click()
    other = tab("member").visit(TELL)
    other.field("once").value = word
    other.field(LEARNED).value = "Ask first."
    other.getControl("Save").click()
    assert other.url != first.url
    assert stories() == 2


@pytest.mark.parametrize("page", [TELL, "tuesday/keep-story", "tuesday", "my-place"])
def test_an_address_gives_nobody_a_word(tab, page):
    """Its maker would know the word, and a story's id is made of it."""
    word = "AAAAAAAAAAAAAAAAAAAA"
    visited = tab("teller").visit(f"{page}?once={word}")
    assert visited.field("once").value not in ("", word)


def test_the_word_does_not_tell_who_sent_it(portal):
    """Without the secret of the site nobody can try it with the ids of all members."""
    made = ("AAAAAAAAAAAAAAAAAAAA", "teller", "here")
    before = id_of_once(*made)
    getUtility(IKeyManager).rotate()
    assert id_of_once(*made) != before


def test_the_id_tells_nothing_and_is_one_of_ours(portal):
    word = "AAAAAAAAAAAAAAAAAAAA"
    assert is_opaque(id_of_once(word, "teller", "here"))
    ids = {id_of_once(word, *of) for of in (("a", "b"), ("b", "a"), ("a", "c"))}
    assert len(ids) == 3
