"""Characters in what people type: what is kept, what nobody sees."""

from hypothesis import given
from hypothesis import strategies
from leap.cop.core import text

import pytest


FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
PERSIAN = "نیلوفر می\u200cآید"

#: What draws nothing, and hides as a title of its own.
NOTHING = ["", " ", "\u00a0", "\u200b", "\ufeff", "\u00ad", "\u2800", "\u3164"]
NOTHING += ["\u200d", "\u2060", "\ufe0f", "\u034f", "\u202e", "\x00", "\U000e0067"]
NOTHING += ["\ufeff \u2800"]


@pytest.mark.parametrize("said", [FAMILY, ENGLAND, PERSIAN, "❤️", "क्\u200dष", "Ștefan"])
def test_what_is_written_with_them_keeps_its_joiners(said):
    assert not text.has_hidden(said)
    assert text.seen(said) == said
    assert text.shows_something(said)


@pytest.mark.parametrize(
    "said,seen",
    [
        ("left\u202eright", "leftright"),
        ("Fay\u200dHolt", "FayHolt"),
        ("Иван\u200c", "Иван"),
        ("S\u0326\u200d", "S\u0326"),
        ("half \ud83d", "half "),
        ("a\U000e0067b", "ab"),
        ("x\uffff", "x"),
        ("\u00adhy\u200bphen", "hyphen"),
        ("line\u2028end", "lineend"),
    ],
)
def test_what_hides_is_found_and_taken_out(said, seen):
    assert text.has_hidden(said)
    assert text.seen(said) == seen


def test_ends_of_lines_are_plain():
    assert text.seen("a\r\nb\rc\td") == "a\nb\nc d"
    assert text.has_hidden("a\nb") and not text.has_hidden("a\nb", besides="\n")


@pytest.mark.parametrize("said", NOTHING, ids=ascii)
def test_what_draws_nothing_shows_nothing(said):
    assert not text.shows_something(said)


@given(strategies.text())
def test_what_was_taken_out_is_not_there_any_more(said):
    left = text.seen(said)
    assert not text.has_hidden(left, besides="\n")
    assert text.seen(left) == left
    assert text.is_storable(left)
    line = text.one_line(said)
    assert text.one_line(line) == line and not text.has_hidden(line)


@pytest.mark.parametrize(
    "one,other",
    [
        ("  Ștefan  POP ", "s\u0326tefan pop"),
        ("STRASSE", "straße"),
        ("Zoe\u0301", "Zoé"),
        ("İvan", "i\u0307van"),
    ],
)
def test_what_is_the_same_however_it_is_written(one, other):
    assert text.folded(one) == text.folded(other)


@pytest.mark.parametrize(
    "typed,seen",
    [
        ("Mia Brook", "Mia Brook"),
        ("  Mia\r\nBcc: all@example.org ", "Mia Bcc: all@example.org"),
        ("Mia\u2028Brook\u2029x", "Mia Brook x"),
        ("\u202eMia\u2066 Brook\u200f", "Mia Brook"),
        ("Mi\x00a\x1b[31m", "Mia[31m"),
        ("\ud800Mia", "Mia"),
        ("S\u0326tefania T\u0326ugui", "Ștefania Țugui"),
        ("Мая Иванова", "Мая Иванова"),
        (None, ""),
        (["Mia"], ""),
    ],
)
def test_a_name_stands_on_one_line(typed, seen):
    assert text.one_line(typed) == seen
