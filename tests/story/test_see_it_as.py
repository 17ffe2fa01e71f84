"""See it as…: what is said beforehand is what readers then get, over real HTTP."""

from itertools import product
from leap.cop.community.membership import Membership
from leap.cop.consent.rules import AUDIENCE_OF_STATE
from leap.cop.consent.rules import rank
from leap.cop.story import rules
from leap.cop.story.lifecycle import lifecycle
from leap.cop.testing import PASSWORD
from lxml import html
from plone import api
from urllib.parse import urlencode

import datetime
import os
import pytest
import transaction


STATES = ("private", "community", "pending", "community_pending", "public")
ATTRIBUTIONS = ("name", "role", "anonymous")
WORDS = "A youth worker"

#: Each name shown, in a small community and in a large one: `make exposure` asks for
#: all of them, `make test` for a fixed sample.
CASES = list(product(ATTRIBUTIONS, (False, True)))
if not os.environ.get("LEAP_COP_EXPOSURE"):
    CASES = [("name", False), ("role", False), ("role", True), ("anonymous", True)]
NOTHING = ("title", "byline", "teaser", "community", "country", "date")


def enlarge(site):
    """Let so many in that a story without a name is none of a few."""
    now = datetime.datetime(2026, 11, 2, tzinfo=datetime.UTC)
    for number in range(8):
        api.user.create(
            username=f"extra{number}",
            email=f"extra{number}@example.org",
            password=PASSWORD,
        )
        Membership(site["tuesday"]).add(f"extra{number}", "member", now=now)
    transaction.commit()


def essence(fragment) -> list[str]:
    """Return what a reader reads of a page or a piece of one, word by word."""
    parts = fragment.xpath(
        ".//p[@class='cop-byline'] | .//ul[@class='cop-facts']/li"
        " | .//article[contains(@class, 'cop-story')]"
        " | .//*[@class='cop-story-body']/*"
    )
    return [" ".join(part.text_content().split()) for part in parts]


def ask(session, url, **query):
    sent = {name: value for name, value in query.items() if value is not None}
    answer = session.get(f"{url}/@audience?{urlencode(sent)}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def page_of(session, url):
    answer = session.get(url, headers={"Accept": "text/html"})
    if answer.status_code != 200:
        return answer.status_code, None
    return 200, html.fromstring(answer.text).get_element_by_id("content")


def line_of(session, site_url, url, level):
    """Return the line that a list has of a story: the library, or a member's search."""
    if level == "public":
        answer = session.get(
            f"{site_url}/story-library", headers={"Accept": "text/html"}
        )
        page = html.fromstring(answer.text).get_element_by_id("content")
        found = page.xpath(f".//ul[@class='cop-stories']/li[.//a[@href='{url}']]")
        return essence(found[0]) if found else None
    answer = session.get(
        f"{site_url}/@search?portal_type=leap.cop.Story"
        "&metadata_fields=Title&metadata_fields=Description&b_size=200"
    )
    rows = [row for row in answer.json()["items"] if row["@id"] == url]
    return [rows[0]["Title"], rows[0]["Description"]] if rows else None


def compare(seen, rest, site_url, url):
    """Compare what was said with what the reader gets now."""
    reader = seen["as"]
    fragment = html.fromstring(seen["html"])
    if reader == "search":
        session = rest("colleague" if seen["level"] == "public" else "member")
        line = line_of(session, site_url, url, seen["level"])
        if not seen["visible"]:
            assert line is None
        elif seen["level"] == "public":
            assert essence(fragment) == line
        else:
            assert [seen["title"], seen["teaser"]] == line
        return
    session = rest(reader)
    status, page = page_of(session, url)
    assert seen["visible"] == (status == 200), (status, seen)
    json = session.get(url).json()
    if not seen["visible"]:
        assert json["message"] in seen["text"]
        assert all(seen[name] == "" for name in NOTHING)
        return
    assert essence(fragment) == essence(page)
    assert seen["title"] == page.xpath(".//h1")[0].text_content().strip()
    assert seen["byline"] == json["attribution_shown"]
    named = page.xpath(".//ul[@class='cop-facts']//a")
    assert seen["community"] == (named[0].text_content() if named else "")


def bring(site, rest, url, level, attribution, words):
    """Make the move as its people would: over REST, each step by whose it is."""
    teller = rest("teller")
    state = teller.get(url).json()["review_state"]

    def must(answer):
        assert answer.status_code in (200, 204), answer.text

    wider = rank(level) > rank(AUDIENCE_OF_STATE[state])
    if state in ("pending", "community_pending"):
        must(teller.post(f"{url}/@workflow/retract", json={}))
        state = "private" if state == "pending" else "community"
    if wider:
        sent = {"level": level, "attribution": attribution}
        must(teller.post(f"{url}/@consent", json={**sent, "attribution_text": words}))
    else:
        sent = {"attribution": attribution, "attribution_text": words or ""}
        must(teller.patch(url, json=sent))
        if state == "public" and level == "community":
            must(teller.post(f"{url}/@workflow/retract", json={}))
    if teller.get(url).json()["review_state"] in ("pending", "community_pending"):
        must(rest("reviewer").post(f"{url}/@workflow/approve", json={}))
    transaction.begin()
    story = site["tuesday"][url.rpartition("/")[2]]
    assert AUDIENCE_OF_STATE[lifecycle.state_of(story)] == level


@pytest.mark.parametrize("kept, is_large", CASES)
def test_as_it_is_now(site, told, rest, is_large, kept):
    if is_large:
        enlarge(site)
    for state in STATES:
        url = told(state)
        story = site["tuesday"][url.rpartition("/")[2]]
        # `told` grants under the name; here it is about every kind of one.
        words = WORDS if kept == "role" else ""
        story.attribution, story.attribution_text = kept, words
        story.reindexObject()
        transaction.commit()
        for reader in ("colleague", "member", "search"):
            seen = ask(rest("teller"), url, **{"as": reader})
            assert seen["level"] == AUDIENCE_OF_STATE[state]
            compare(seen, rest, site.absolute_url(), url)


@pytest.mark.parametrize("chosen, is_large", CASES)
def test_as_it_would_be(site, told, rest, is_large, chosen):
    """Each state, each step, each reader: asked before, looked at afterwards."""
    if is_large:
        enlarge(site)
    words = WORDS if chosen == "role" else None
    for state in STATES:
        for level in ("community", "public"):
            url = told(state, content_note="Somebody is hurt")
            teller = rest("teller")
            before = [
                ask(
                    teller,
                    url,
                    level=level,
                    attribution=chosen,
                    attribution_text=words,
                    **{"as": reader},
                )
                for reader in ("colleague", "member", "search")
            ]
            bring(site, rest, url, level, chosen, words)
            for seen in before:
                assert (seen["level"], seen["attribution"]) == (level, chosen)
                compare(seen, rest, site.absolute_url(), url)


def test_below_eight_neither_community_nor_country_nor_day(site, told, rest):
    url = told("private")
    small = ask(
        rest("teller"),
        url,
        level="public",
        attribution="role",
        attribution_text=WORDS,
        **{"as": "colleague"},
    )
    assert small["byline"] == WORDS
    assert (small["community"], small["country"]) == ("", "")
    assert small["date"] == lifecycle.utc_now().strftime("%B %Y")
    enlarge(site)
    large = ask(
        rest("teller"),
        url,
        level="public",
        attribution="role",
        attribution_text=WORDS,
        **{"as": "colleague"},
    )
    assert large["byline"] == f"{WORDS}, United Kingdom"
    assert large["community"] == "Tuesday circle"


def test_what_went_out_from_a_few_stays_alone(site, told, rest):
    """Also in what its teller sees, until it comes back and goes out anew."""
    url = told("private")
    bring(site, rest, url, "public", "role", WORDS)
    enlarge(site)
    for reader in ("colleague", "search"):
        for level in (None, "public"):
            seen = ask(rest("teller"), url, level=level, **{"as": reader})
            assert seen["community"] == "", (reader, level)
            compare(seen, rest, site.absolute_url(), url)
    seen = ask(rest("teller"), url, level="community", **{"as": "member"})
    bring(site, rest, url, "community", "role", WORDS)
    compare(seen, rest, site.absolute_url(), url)


@pytest.mark.parametrize(
    "userid", ["member", "facilitator", "colleague", "reviewer", "siteadmin"]
)
def test_nobody_else_sees_as_somebody(told, rest, userid):
    url = told("public")
    session = rest(userid)
    for query in ("as=member", "as=nonsense", "as=search&level=public"):
        assert session.get(f"{url}/@audience?{query}").status_code == 403
    assert session.get(f"{url}/see-it-as").status_code == 403
    found = session.get(f"{url}/@audience").json()
    assert set(found) == {"@id", "level", "readers", "open_ended", "text"}


@pytest.mark.parametrize(
    "query, field",
    [
        ("as=boss", "as"),
        ("as=", "as"),
        ("as=member&as=search", "as"),
        ("as=member&level=private", "level"),
        ("as=member&level=", "level"),
        ("as=member&attribution=king", "attribution"),
        (
            "as=member&attribution=role&attribution_text=" + "x" * 101,
            "attribution_text",
        ),
        ("as=member&attribution=role&attribution_text=a%0Ab", "attribution_text"),
    ],
)
def test_a_value_that_cannot_be_one(told, rest, query, field):
    answer = rest("teller").get(f"{told('private')}/@audience?{query}")
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(f"{field}: ")


def test_looking_changes_nothing(site, told, rest):
    url = told("private", attribution="name")
    ask(
        rest("teller"),
        url,
        level="public",
        attribution="anonymous",
        **{"as": "colleague"},
    )
    transaction.begin()
    story = site["tuesday"][url.rpartition("/")[2]]
    assert (story.attribution, lifecycle.state_of(story)) == ("name", "private")


def test_a_community_that_keeps_its_stories(site, told, rest):
    url = told("private")
    site["tuesday"].story_ceiling = "community"
    transaction.commit()
    seen = ask(rest("teller"), url, level="public", **{"as": "colleague"})
    assert seen["visible"] is False


def current(visitor) -> list[str]:
    """Return what is lit: of the tabs, of when, of the names."""
    page = html.fromstring(visitor.contents).get_element_by_id("content")
    lit = page.xpath(".//*[@aria-current]")
    return [" ".join(one.xpath("string((.//b|.)[last()])").split()) for one in lit]


def test_the_page(browse, told):
    """Links alone, each of which keeps what was chosen by the others."""
    url = told("private", attribution="name")
    visitor = browse("teller")
    assert visitor.visit(f"{url}/see-it-as") == 200
    assert 'type="radio"' not in visitor.main
    visitor.getLink("Once all staff can read it").click()
    visitor.getLink("A colleague").click()
    assert ("People may guess who told a story even without a name") not in visitor.page
    visitor.getLink("My role").click()
    visitor.field("attribution_text").value = WORDS
    assert visitor.press("Show me") == 200
    assert "The long table" in visitor.page
    assert f'<p class="cop-byline">{WORDS}</p>' in visitor.page
    assert ("People may guess who told a story even without a name") in visitor.page
    assert current(visitor)[:2] == ["A colleague", "Once all staff can read it"]
    visitor.getLink("A member").click()
    assert f'<p class="cop-byline">{WORDS}' in visitor.page
    assert current(visitor)[:2] == ["A member", "Once all staff can read it"]
    assert visitor.visit(f"{url}/see-it-as?as=boss") == 400
    assert "Choose colleague, member or search" in visitor.page
    assert visitor.visit(f"{url}/see-it-as?level=moon") == 400
    visitor.getLink("A member").click()
    assert visitor.status == 200


@pytest.mark.parametrize(
    "state, query, lit",
    [
        ("private", "", ["A member", "Once our community can read it"]),
        ("pending", "", ["A member", "Once our community can read it"]),
        ("community", "", ["A member", "As it is now"]),
        ("public", "", ["A colleague", "As it is now"]),
        ("private", "level=public", ["A colleague", "Once all staff can read it"]),
        ("community", "as=search", ["A list", "As it is now"]),
    ],
)
def test_what_is_looked_at_first_is_something(browse, told, state, query, lit):
    visitor = browse("teller")
    visitor.visit(f"{told(state)}/see-it-as?{query}")
    assert current(visitor)[:2] == lit
    assert "The long table" in visitor.main.split("cop-seen-frame")[1]


def test_what_nobody_sees_is_said(browse, told):
    visitor = browse("teller")
    visitor.visit(f"{told('private')}/see-it-as?as=colleague&level=now")
    assert current(visitor)[:2] == ["A colleague", "As it is now"]
    assert "They cannot read the story" in visitor.page
    assert "This page is not available" in visitor.page


@pytest.mark.parametrize("screen", ["", "/share-story", "/publish-story", "/agreed"])
def test_reachable(browse, told, screen):
    visitor = browse("teller")
    visitor.visit(told("private") + screen)
    visitor.getLink("as others").click()
    assert visitor.status == 200
    assert "Through whose eyes?" in visitor.page


def test_words_for_one_kind_of_name_do_not_become_another():
    kept = rules.Signature("name", "Tess L.")
    assert rules.signed(kept, attribution="role") == ("role", "")
    assert rules.signed(kept) == kept
    assert rules.signed(kept, attribution="anonymous", text="x") == ("anonymous", "")
    assert rules.signed(kept, attribution="role", text=" A nurse ")[1] == "A nurse"
