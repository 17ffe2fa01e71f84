"""Pages are in the reader's language: no sentence of ours stays in English there."""

from collections import Counter
from leap.cop.locales import po
from lxml import html
from pathlib import Path
from urllib.parse import urlsplit

import leap.cop
import pytest
import re


LOCALES = Path(leap.cop.__file__).parent / "locales"

#: The least words that a text has to be looked for: shorter ones stand in others.
SHORTEST = 4
#: A number grouped as English groups it.
ENGLISH_NUMBER = re.compile(r"\b\d,\d{3}\b")
MOST_PAGES = 70
#: A story, a meeting and a round have addresses of one kind.
OF_A_KIND = 3


def english(language: str) -> dict[str, str]:
    """Return the texts of ours of three words or more that the language says otherwise.

    By what is looked for on a page: without variables and without markup.
    """
    text = (LOCALES / language / "LC_MESSAGES/leap.cop.po").read_text()
    found = {}
    for msgid, message in po.parse(text).items():
        plain = " ".join(msgid.split())
        if message.msgstr == msgid or re.search(r"\$\{|[<&]", plain):
            continue
        if len(plain.split()) >= SHORTEST:
            found[plain] = message.msgstr
    return found


def kind(address: str) -> str:
    """Return an address without the ids in it."""
    path = re.sub(r"/[a-z0-9]{20}(?=/|$)", "/*", urlsplit(address).path)
    return path + "?" * bool(urlsplit(address).query)


@pytest.mark.parametrize("language", ["bg", "ro", "nl"])
def test_no_page_keeps_a_sentence_in_english(visit, demo, language):
    page = visit("facilitator", f"?set_language={language}", javascript=False)
    circle = f"{demo}/tuesday-circle"
    todo = [f"{demo}/my-place", circle, f"{circle}/meetings", f"{circle}/rounds"]
    seen, kept, texts = Counter(), [], english(language)
    looked = 0
    while todo and looked < MOST_PAGES:
        address = todo.pop(0)
        seen[kind(address)] += 1
        if seen[kind(address)] > OF_A_KIND:
            continue
        answer = page.request.get(address)
        if "html" not in answer.headers["content-type"] or not answer.ok:
            continue
        looked += 1
        root = html.document_fromstring(answer.text(), base_url=address)
        root.make_links_absolute()
        [content] = root.xpath("//*[@id='content']")
        said = " ".join(content.text_content().split())
        kept += [f"{kind(address)}: {text}" for text in texts if text in said]
        kept += [f"{kind(address)}: {n}" for n in ENGLISH_NUMBER.findall(said)]
        kept += [
            f"{kind(address)}: {n}"
            for n in set(root.xpath("//@maxlength"))
            if not n.isdigit()
        ]
        links = root.xpath(
            "//*[@id='content' or contains(@class, 'cop-tabs')]//a/@href"
        )
        todo += [link for link in links if link.startswith((circle, f"{demo}/my-"))]
    assert looked > 50
    assert kept == []
