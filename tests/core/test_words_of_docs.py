"""The guides call things what the screens call them, and use the screens' words.

A name in *single asterisks* that begins with a capital letter is a text of the catalog;
what `test_words.py` does not want on screens is not in the prose of the guides either.
Code and the addresses of links are left out; the tables that a program writes are not.
"""

from pathlib import Path
from tests.core.test_words import ENGLISH
from tests.core.test_words import texts

import pytest
import re


ROOT = Path(__file__).parents[2]
GUIDES = [
    ROOT / "README.md",
    *sorted(ROOT.glob("docs/how-to-guides/*.md")),
    *sorted(ROOT.glob("docs/tutorials/*.md")),
]

#: What is no prose: code, and what is named to a program.
NO_PROSE = re.compile(
    r"^ *(?P<fence>`{3,}).*?^ *(?P=fence)$"
    r"|`[^`\n]+(\n[^`\n]+)?`|\]\([^)\s]+\)",
    re.MULTILINE | re.DOTALL,
)

NAME = re.compile(r"(?<![\w*])\*(?P<name>[A-Z][^*]*[^*\s])\*(?![\w*])")
HIDDEN = re.compile(r"<span class=\"visually-hidden\">.*?</span>")
TAG = re.compile(r"</?\w[^>]*>")
PLACEHOLDER = re.compile(r"\$\{\w+\}")

#: Names on Plone's own pages, of roles of Plone, and in browsers.
PLONE = {
    "Add content rule",
    "Add new action",
    "Add portlet",
    "Add-ons",
    "Apply to subfolders",
    "Content Rules",
    "Content Settings",
    "Content Types",
    "Create a keyring for each user",
    "Days of object history to keep after packing",
    "Define form actions",
    "JavaScript for web statistics",
    "List portal members",
    "List undoable changes",
    "Mail",
    "Maintenance",
    "Manage portlets",
    "Negotiation scheme",
    "Pack",
    "Print",
    "Security",
    "Send email",
    "Set the language cookie always",
    "Site",
    "Site Setup",
    "Uninstall",
    "Use browser language request negotiation",
    "Users",
    "Users and Groups",
}

#: Titles of the demo's content.
DEMO = {"Side by side: the Tuesday circle"}

#: Said with emphasis, and no name: what stands before a colon, and examples.
NO_NAMES = {"Back up", "Ionescu", "Maria", "While the database is away"}

#: What may be said in a guide all the same, and why.
ALLOWED = {
    r"\bmail servers?\b": "what administrators call it, in Plone's own panel as well",
    r"\bmail merge\b": "what word processors call it",
    r"\*Mail\*": "Plone's panel",
    r"the \*fingerprint\* of the folder|\bThe fingerprint\b": "the option of `import`",
}


def prose(path: Path) -> str:
    """Return a guide's text with what is no prose blanked, line ends kept."""
    text = path.read_text(encoding="utf-8")
    return NO_PROSE.sub(lambda found: "\n" * found[0].count("\n"), text)


def names(text: str) -> list[str]:
    """Return what a text sets in single asterisks and begins with a capital letter."""
    text = text.replace("**", "")
    return [" ".join(found["name"].split()) for found in NAME.finditer(text)]


def as_pattern(text: str) -> str:
    """Return what matches a text of the catalog, whatever its placeholders hold."""
    literals = PLACEHOLDER.split(text)
    return "[^.:?]+".join(re.escape(literal) for literal in literals)


def on_screens() -> re.Pattern[str]:
    """Return what matches any text of the catalog that has words of its own."""
    plain = [TAG.sub("", HIDDEN.sub("", text)) for text in texts("en")]
    worded = [
        text for text in plain if re.search("[A-Za-z]{2}", PLACEHOLDER.sub("", text))
    ]
    return re.compile("|".join(as_pattern(" ".join(text.split())) for text in worded))


def not_said(text: str) -> list[tuple[str, str]]:
    """Return the words of a prose that screens do not say, with what they say."""
    for allowed in ALLOWED:
        text = re.sub(allowed, "", text)
    return [
        (found[0], instead)
        for pattern, instead in ENGLISH.items()
        for found in re.finditer(pattern, text, re.IGNORECASE)
    ]


@pytest.fixture(scope="module")
def known():
    """Tell whether a name is a text on a screen, ours or Plone's."""
    catalog = on_screens()
    others = PLONE | DEMO | NO_NAMES
    return lambda name: name in others or catalog.fullmatch(name) is not None


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_a_name_in_a_guide_is_on_a_screen(path, known):
    assert [name for name in names(prose(path)) if not known(name)] == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_a_guide_says_what_screens_say(path):
    assert not_said(prose(path)) == []


def test_every_exception_is_needed():
    said = {name for path in GUIDES for name in names(prose(path))}
    text = "\n".join(map(prose, GUIDES))
    assert (PLONE | DEMO | NO_NAMES) - said == set()
    assert [allowed for allowed in ALLOWED if not re.search(allowed, text)] == []


def test_a_name_that_no_screen_has_is_found(known):
    text = "Press *Keep it*, then *Save*; **bold**, *no name*, *Take it\nback*."
    assert names(text) == ["Keep it", "Save", "Take it back"]
    assert [name for name in names(text) if not known(name)] == ["Keep it"]


def test_a_word_that_screens_do_not_say_is_found():
    assert not_said("A mail server sends it.\nThe teller gets a mail.") == [
        ("teller", "storyteller"),
        ("mail", "email, inbox"),
    ]
