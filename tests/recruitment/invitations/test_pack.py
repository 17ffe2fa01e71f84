"""The invitation pack: the words of the letter, on the page and in the PDF."""

from datetime import datetime
from datetime import UTC
from io import BytesIO
from leap.cop.core.pages import pdf
from leap.cop.recruitment.invitations.pack import NOT_EVERY_TIME
from leap.cop.recruitment.invitations.pack import Pack
from leap.cop.recruitment.invitations.pack_rules import lines_of
from plone import api
from plone.app.textfield.value import RichTextValue
from tests.visitor import plain
from zope.component import getGlobalSiteManager
from zope.i18n.interfaces import ITranslationDomain

import os
import pytest
import transaction


NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)

WORDS = {
    "bg": {
        "purpose": "<p>Учим се един от друг как да чуваме младите хора – ъглите, "
        "щедростта, ѝ.</p>",
        "process": "<p>Срещаме се веднъж месечно.</p><ul><li>чай</li></ul>",
        "benefits": "<p>Колеги, които разбират.</p>",
        "commitments": "<p>Не е нужно да идвате всеки път.</p>",
    },
    "ro": {
        "purpose": "<p>Învățăm unii de la alții să ascultăm tinerii; știm, țesem, "
        "încercăm. ȘȚĂÂÎ</p>",
        "process": "<p>Ne întâlnim o dată pe lună.</p><ul><li>ceai</li></ul>",
        "benefits": "<p>Colegi care înțeleg.</p>",
        "commitments": "<p>Nu trebuie să veniți de fiecare dată.</p>",
    },
}

TITLES = {"bg": "Кръг във вторник", "ro": "Cercul de marți"}


@pytest.fixture
def written(site):
    """Return a function that writes the community's own words in a language."""

    def write(language):
        community = site["tuesday"]
        community.title = TITLES[language]
        for name, html in WORDS[language].items():
            value = RichTextValue(html, "text/html", "text/x-html-safe")
            setattr(community, name, value)
        transaction.commit()
        return community

    return write


@pytest.fixture
def weasyprint():
    """Skip where the extra, or a library below it, is not there; fail on a build."""
    missing = not pdf.is_there() or pdf.made_of("<p>x</p>") is None
    if missing and os.environ.get("REQUIRE_PDF"):
        pytest.fail("No PDF can be made, and REQUIRE_PDF is set.")
    if missing:
        pytest.skip("The extra leap.cop[pdf], or Pango, is not there.")


def words_of(body: bytes) -> str:
    pypdf = pytest.importorskip("pypdf")
    pages = pypdf.PdfReader(BytesIO(body)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("language", WORDS)
def test_the_letter_keeps_the_communitys_own_words(written, visit, language):
    written(language)
    visitor = visit("facilitator")
    visitor.go(f"tuesday/invitation-letter?lang={language}")
    assert visitor.status == 200
    for html in (*WORDS[language].values(), TITLES[language]):
        for words in plain(html).split("  "):
            assert words in visitor.text
    assert f'lang="{language}"' in visitor.contents


@pytest.mark.parametrize("language", WORDS)
def test_the_pdf_says_what_the_letter_says(written, visit, weasyprint, language):
    community = written(language)
    visitor = visit("facilitator")
    visitor.go(f"tuesday/invitation-letter?lang={language}&format=pdf")
    assert visitor.status == 200
    assert visitor.browser.headers["Content-Type"] == "application/pdf"
    assert visitor.browser.headers["Cache-Control"] == "private, no-store"
    found = words_of(visitor.browser._response.body)
    pack = Pack(community, language, now=datetime.now(UTC))
    expected = [
        pack.day,
        pack.subject,
        pack.greeting,
        pack.opening,
        *(
            words
            for part in pack.parts
            for words in (part.title, *pack_lines(part.html))
        ),
        *pack.closing,
        pack.farewell,
        *pack.signed,
    ]
    place = 0
    for words in expected:
        place = found.find(words, place)
        assert place >= 0, (words, found)


def pack_lines(html):
    return [line.removeprefix("- ") for line in lines_of(html)]


def test_a_pdf_opens_nothing(weasyprint, monkeypatch, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Marmalade")
    opened = []
    monkeypatch.setattr("urllib.request.OpenerDirector.open", opened.append)
    body = pdf.made_of(
        f"<p>Hello</p><img src='file://{secret}'><img src='http://example.org/x.png'>"
        f"<link rel=attachment href='file://{secret}'>"
        f"<link rel=stylesheet href='file://{secret}'>"
        "<style>@import 'http://example.org/x.css';"
        "p { background: url(http://example.org/y.png) }</style>"
    )
    assert body.startswith(b"%PDF")
    assert opened == []
    assert b"Marmalade" not in body
    assert words_of(body) == "Hello"


HARD = (
    "<table><tr><td>" * 60 + "x" + "</td></tr></table>" * 60,
    "<ul><li>" * 400 + "x" + "</li></ul>" * 400,
    "<blockquote>" * 400 + "x",
)


@pytest.mark.parametrize("html", HARD, ids=("tables", "lists", "quotes"))
def test_what_no_renderer_copes_with_is_printed_by_hand(weasyprint, site, visit, html):
    site["tuesday"].process = RichTextValue(html, "text/html", "text/html")
    transaction.commit()
    visitor = visit("facilitator")
    visitor.go("tuesday/invitation-letter?lang=en&format=pdf")
    assert visitor.status in (200, 404)
    if visitor.status == 404:
        assert "Save as PDF" in visitor.text


@pytest.mark.parametrize("error", [RecursionError, AssertionError, ValueError])
def test_a_renderer_that_fails_is_one_line_of_the_log(
    weasyprint, monkeypatch, caplog, error
):
    def fail(*args, **kwargs):
        raise error("The long table")

    monkeypatch.setattr("weasyprint.HTML.write_pdf", fail)
    assert pdf.made_of("<p>x</p>") is None
    assert error.__name__ in caplog.text and "long table" not in caplog.text


def test_without_the_extra_the_page_says_how_to_print(written, visit, monkeypatch):
    written("ro")
    monkeypatch.setattr(pdf, "is_there", lambda: False)
    monkeypatch.setattr(pdf, "made_of", lambda html: None)
    visitor = visit("facilitator")
    visitor.go("tuesday/invitation-letter?lang=ro")
    assert "Download as PDF" not in visitor.text
    assert "choose Print in your browser" in visitor.text
    visitor.go("tuesday/invitation-letter?lang=ro&format=pdf")
    assert visitor.status == 404
    assert "Save as PDF" in visitor.text


def test_the_mail_to_copy(written):
    pack = Pack(written("ro"), "ro", now=NOW)
    mail = pack.mail
    assert "- ceai" in mail
    assert "<" not in mail
    assert pack.not_every_time in mail
    assert mail.startswith(pack.greeting)
    assert mail.rstrip().endswith("Fay Holt")


@pytest.mark.parametrize("language", ["en", "bg", "ro", "nl"])
def test_the_lines_for_networks_fit(written, language):
    community = written("bg")
    community.title = "Дълго име " * 40
    assert len(Pack(community, language, now=NOW).post) <= 280
    community.purpose = None
    community.title = "Tuesday"
    post = Pack(community, language, now=NOW).post
    assert post.startswith("Tuesday. ")
    assert len(post) <= 280


@pytest.mark.parametrize(
    "language,day",
    [
        ("en", "20 November 2026"),
        ("bg", "20 ноември 2026"),
        ("ro", "20 noiembrie 2026"),
        ("nl", "20 november 2026"),
    ],
)
def test_the_day_is_written_as_the_language_does(site, language, day):
    assert day in Pack(site["tuesday"], language, now=NOW).day


@pytest.mark.parametrize("wish", ["", "xx", "fr", "BG", None, 7, "../en"])
def test_another_language_is_that_of_the_site(site, wish):
    assert Pack(site["tuesday"], wish, now=NOW).language == "en"


def test_the_fixed_words_come_in_the_language_of_the_pack(site):
    class Domain:
        domain = "leap.cop"

        def translate(self, msgid, mapping, context, target_language, *rest):
            return f"{target_language}:{msgid}"

    registry = getGlobalSiteManager()
    real = registry.queryUtility(ITranslationDomain, "leap.cop")
    registry.registerUtility(Domain(), ITranslationDomain, "leap.cop")
    try:
        pack = Pack(site["tuesday"], "bg", now=NOW)
        assert pack.not_every_time == f"bg:{NOT_EVERY_TIME}"
        assert pack.greeting.startswith("bg:")
        assert pack.post.count("bg:") == 1
    finally:
        registry.unregisterUtility(provided=ITranslationDomain, name="leap.cop")
        if real is not None:
            registry.registerUtility(real, ITranslationDomain, "leap.cop")


def test_an_empty_community_says_what_to_write_first(site, visit):
    visitor = visit("facilitator")
    visitor.go("tuesday/invitation-letter")
    assert visitor.status == 200
    assert "Write this first" in visitor.text


def test_odd_queries_are_no_errors(site, visit):
    with api.env.adopt_user("siteadmin"):
        api.content.transition(site["tuesday"], "hide")
    transaction.commit()
    visitor = visit("facilitator")
    for query in ("lang=xx", "lang=bg&lang=ro", "format=doc", "lang:list=bg"):
        visitor.go(f"tuesday/invitation-letter?{query}")
        assert visitor.status == 200
