"""One thing, one word: what screens, mails and letters do not say, in each language.

Each pattern has what is said instead; it is looked for in every text of ours, in a
language's own letters, without regard to case.
"""

from leap.cop.locales import po
from leap.cop.locales.__main__ import HERE
from leap.cop.locales.__main__ import po_path

import html
import pytest
import re


#: What is not said, and what is, in English (docs/glossary.md).
ENGLISH = {
    r"\btellers?\b": "storyteller",
    r"\b(e-mails?|mails?|mailbox(es)?)\b": "email, inbox",
    r"\bsigns\b": "characters",
    r"\bfilms?\b": "video",
    r"\bwhoever\b(?! joins)": "anybody who, people who",
    r"\bfor instance\b": "for example",
    r"\bballots?\b": "dots",
    r"\b(fingerprint|digest of)\b": "check code",
    r"\b(erase|erased|erases)\b": "delete",
    r"\b(mend|mends|mending)\b": "fix",
    r"\bneed not\b": "does not have to",
    r"\banew\b": "again",
    r"\blets? (it|them) go\b": "lift the hold",
    r"\bsite administration\b|\blooks after (the|this) site\b": "site administrator",
    r"\bwho(ever)? runs the (server|site)\b": "the people who run the server",
    r"\bcame? in by\b|\basked to come in\b": "join, ask to join",
    r"\bstory library\b": "Stories",
    r"\bwaiting for review\b": "Stories to review; waiting for a review",
    r"^who is here$|\btopics and rounds\b": "People; Topics",
    r"\b(off|on) the list of\b": "member, remove",
    r"\bleave (it|them) (as it is|there)\b$": "Cancel",
    r"\bseal was opened\b|\bopen the seal\b": "look up who told it",
}

NOT_SAID = {"en": ENGLISH}


def texts(language: str) -> list[str]:
    """Return the texts of ours in a language, as people read them."""
    if language == "en":
        found = [one.english for one in po.read(HERE / "leap.cop.pot").values()]
    else:
        found = [one.msgstr for one in po.read(po_path(language)).values()]
    return [html.unescape(text) for text in found]


@pytest.mark.parametrize("language", sorted(NOT_SAID))
def test_screens_do_not_say(language):
    said = [
        (text, instead)
        for pattern, instead in NOT_SAID[language].items()
        for text in texts(language)
        if re.search(pattern, text, re.IGNORECASE)
    ]
    assert said == []


def test_a_word_that_is_not_said_is_found():
    assert re.search(next(iter(ENGLISH)), "Its teller reads it", re.IGNORECASE)
    assert not re.search(next(iter(ENGLISH)), "The storyteller", re.IGNORECASE)
