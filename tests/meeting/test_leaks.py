"""What is looked for before a text is shown: pure rules."""

from leap.cop.meeting.minutes import leaks

import pytest


TITLE, NAME = "title", "name"


def found(text, titles=(), names=()):
    needles = leaks.of_titles(TITLE, titles) + leaks.of_names(NAME, names)
    return leaks.search({"text": text}, needles)


@pytest.mark.parametrize(
    "text, titles, kinds_of",
    [
        ("We heard The long table again.", ["The long table"], [TITLE]),
        ("we heard the LONG   table", ["The long table"], [TITLE]),
        ("A long tableau", ["long table"], []),
        ("She saw cat", ["Cat"], []),
        ("A cats' year", ["Cats"], [TITLE]),
        ("Nothing", ["", "  "], []),
        ("Дългата маса.", ["дългата маса"], [TITLE]),
        ("a.b", ["a.b."], []),
        ("What? (really!)", ["really!"], [TITLE]),
    ],
)
def test_titles(text, titles, kinds_of):
    assert [one.what for one in found(text, titles)] == kinds_of


@pytest.mark.parametrize(
    "text, names, count",
    [
        ("Mia Brook said so", ["Mia Brook"], 1),
        ("Mia said so", ["Mia Brook"], 1),
        ("mia said so", ["Mia Brook"], 0),
        ("mia brook said so", ["Mia Brook"], 1),
        ("A brook in the field", ["Mia Brook", "Rob Field"], 0),
        ("Jo came", ["Jo Lane"], 0),
        ("Miami", ["Mia Brook"], 0),
        ("Mia Brook and Mia Stone", ["Mia Brook", "Mia Stone"], 2),
    ],
)
def test_names(text, names, count):
    assert len(found(text, names=names)) == count


def test_an_excerpt_is_of_the_own_text():
    text = "x" * 100 + " THE LONG TABLE " + "y" * 100
    [one] = found(text, ["The long table"])
    assert "THE LONG TABLE" in one.excerpt
    assert one.excerpt.startswith("…") and one.excerpt.endswith("…")
    assert len(one.excerpt) < 100
