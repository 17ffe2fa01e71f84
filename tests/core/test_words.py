"""One thing, one word: what screens, mails and letters do not say, in each language.

Each pattern has what is said instead; it is looked for in every text of ours, in a
language's own letters, without regard to case.
"""

from leap.cop.locales import po
from leap.cop.locales.__main__ import HERE
from leap.cop.locales.__main__ import po_path
from pathlib import Path

import html
import json
import pytest
import re


#: What is not said, and what is said instead, by language (docs/glossary.md).
NOT_SAID = json.loads((Path(__file__).parent / "words_not_said.json").read_text())
ENGLISH = NOT_SAID["en"]


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
