"""What a page for the holder of a link carries, shown on one that only tests have."""

from datetime import timedelta
from leap.cop import _
from leap.cop.core.errors import NotNow
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.links import Links
from leap.cop.core.links import path_to
from leap.cop.core.pages.secret_link import SecretLinkPage
from leap.cop.core.schemas import OneLine
from plone.base.interfaces import IPloneSiteRoot
from tests.conftest import NOW
from zope.component import getGlobalSiteManager
from zope.component.hooks import site as in_site
from zope.configuration import xmlconfig
from zope.interface import Interface

import Products.Five
import pytest
import re
import transaction


class IWord(Interface):
    word = OneLine(title="A word", max_length=20)


class WordPage(SecretLinkPage):
    """Makes the community's standing question a word of the holder's."""

    page_title = "A word from you"
    button = "Send"
    purpose = "word"
    asks = IWord
    thanks = "Thank you for the word."
    is_single = True

    def act(self, word: str) -> str:
        self.opened.standing_question = word
        if word == "never":
            raise NotNow(_("Not now."), field="word")
        return self.thanks_url


class PeepingPage(WordPage):
    """Writes although it was only looked at."""

    def show(self):
        self.opened.standing_question = "peeped"
        return super().show()


PAGE = """
<configure xmlns="http://namespaces.zope.org/browser">
  <page name="{name}" class="{module}.{page}" permission="zope.Public"
        for="plone.base.interfaces.IPloneSiteRoot"
        layer="leap.cop.core.interfaces.IBrowserLayer" />
</configure>
"""


@pytest.fixture
def pages(site):
    """Register the two pages, and give the site."""
    names = {"word": "WordPage", "peep": "PeepingPage"}
    context = xmlconfig.file("meta.zcml", Products.Five)
    with in_site(None):  # for all sites, as ZCML does when a process starts
        for name, page in names.items():
            zcml = PAGE.format(name=name, page=page, module=__name__)
            xmlconfig.string(zcml, context=context)
    yield site
    for name in names:
        getGlobalSiteManager().unregisterAdapter(
            required=(IPloneSiteRoot, IBrowserLayer), provided=Interface, name=name
        )


@pytest.fixture
def new_link(pages):
    """Return a function that makes a link to the community and gives its token."""

    def make(purpose: str = "word", **more) -> str:
        until = NOW + timedelta(days=36500)
        said = {"target": pages["tuesday"].UID(), "until": until, "now": NOW, **more}
        token = Links(pages).make(purpose, **said)
        transaction.commit()
        return token

    return make


def question(site) -> str | None:
    transaction.begin()
    return site["tuesday"].standing_question


def send(visitor, token: str, word: str):
    visitor.go(path_to("word", token))
    form = visitor.form_to(token)
    form.getControl(name="word").value = word
    form.submit()
    return visitor


@pytest.mark.parametrize("who", [None, "member", "colleague"])
def test_whoever_holds_the_link_sends_the_form(new_link, visit, pages, who):
    visitor = send(visit(who), new_link(), "soup")
    assert question(pages) == "soup"
    assert visitor.path == "@@word/thank-you"
    assert "Thank you for the word." in visitor.text


def test_it_is_for_its_holder_alone_and_its_address_goes_nowhere(new_link, visit):
    visitor = visit(None)
    token = new_link()
    for path in (path_to("word", token), path_to("word", "nothing"), "@@word"):
        visitor.go(path)
        headers = visitor.browser.headers
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in headers["Cache-Control"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def over(site, new_link) -> list[str]:
    """Return the paths of links that lead nowhere, each for another reason."""
    dropped, ended = new_link(), new_link(until=NOW + timedelta(days=1))
    other, gone = new_link("calendar"), new_link(target="0" * 32)
    Links(site).drop(dropped)
    good = new_link(userid="teller")
    transaction.commit()
    tokens = (dropped, ended, other, gone, "x" * 43, "nothing", f"{good}/{good}")
    return [path_to("word", token) for token in tokens] + ["@@word"]


def test_all_that_leads_nowhere_is_one_page(pages, new_link, visit):
    visitor = visit(None)
    seen = set()
    for path in over(pages, new_link):
        page = visitor.go(path)
        assert visitor.status == 404, path
        token = path.rpartition("@@word")[2]
        page = page.replace(token, "") if token else page
        seen.add(re.sub(r"\s+", " ", page))
    assert len(seen) == 1
    assert "This link no longer works" in visitor.text
    assert "A word from you" not in visitor.text


def test_nothing_is_done_with_one_that_leads_nowhere(pages, new_link, visit):
    visitor = visit(None)
    for path in over(pages, new_link):
        visitor.browser.post(f"{visitor.base}/{path}", "word=soup")
        assert visitor.status == 404, path
    assert question(pages) is None


def test_looking_changes_nothing_whatever_a_page_does(new_link, visit, pages):
    token = new_link()
    visitor = visit(None)
    visitor.go(path_to("peep", token))
    assert (visitor.status, question(pages)) == (200, None)
    # Nor was anybody sent to a page that says so, with the token in its address.
    assert visitor.path == path_to("peep", token)


def test_a_form_without_javascript_or_authenticator_is_proof_enough(
    new_link, visit, pages
):
    visitor = visit("member")
    path = path_to("word", new_link())
    visitor.browser.post(f"{visitor.base}/{path}", "word=tea")
    assert question(pages) == "tea"


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(new_link, visit, pages):
    token = new_link()
    visitor = send(visit(None), token, "never")
    assert (visitor.status, question(pages)) == (409, None)
    assert visitor.form_to(token, word="never")
    assert "Not now." in visitor.text
    visitor = send(visit(None), token, "x" * 21)
    assert visitor.status == 400
    send(visit(None), token, "well")
    assert question(pages) == "well"


def test_one_answer_ends_a_single_link(new_link, visit, pages):
    token = new_link()
    send(visit(None), token, "once")
    visitor = visit(None)
    visitor.go(path_to("word", token))
    assert visitor.status == 404


def test_a_write_waits_for_its_turn(new_link, visit, pages, monkeypatch):
    turns = []
    where = "leap.cop.core.pages.secret_link.take_turn"
    monkeypatch.setattr(where, lambda request: turns.append(request))
    visitor = visit(None)
    visitor.go(path_to("word", new_link()))
    assert turns == []
    send(visitor, new_link(userid="x"), "soup")
    assert len(turns) == 1
