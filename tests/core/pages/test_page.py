"""A page of the macro `page`: what it asks, what it says of what is wrong."""

from leap.cop.community.views.page import CommunityPage
from leap.cop.core.errors import Refused
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.pages.asked import asked
from leap.cop.core.pages.components import Card
from leap.cop.core.pages.components import Notice
from leap.cop.core.pages.components import Person
from leap.cop.core.pages.components import Row
from leap.cop.core.pages.components import RowButton
from leap.cop.core.pages.components import Step
from leap.cop.core.pages.components import Wait
from leap.cop.core.pages.pager import Pages
from leap.cop.core.pages.tabs import tabs_of
from leap.cop.core.schemas import Day
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Pick
from leap.cop.core.schemas import Select
from leap.cop.core.schemas import Tick
from leap.cop.core.schemas import Whole
from leap.cop.core.schemas import Words
from lxml import html
from plone.protect import createToken
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import alsoProvides
from zope.interface import Interface

import pytest


class IRule(Interface):
    text = OneLine(title="A rule", description="In one sentence.", max_length=20)
    why = Words(title="Why", max_length=5_000, required=False)
    kind = Pick({"minor": "A comma", "material": "More"}, title="How much")
    day = Day(title="From when", required=False)
    present = Whole(title="How many were there", required=False)
    said = Tick(title="All were asked", required=False)


class Suggest(CommunityPage):
    """A page with one form."""

    __name__ = "suggest-rule"
    page_title = "Suggest a rule"
    asks = IRule
    button = "Suggest it"
    tab = "about"
    is_about_practice = True
    carries = ("from",)

    def values(self):
        return {"text": "No names", "said": True, "present": 0}

    def act(self, **sent):
        raise Refused("this rule is there already.", "text")


@pytest.fixture
def request_(portal):
    request = portal.REQUEST
    alsoProvides(request, IBrowserLayer)
    return request


@pytest.fixture
def show(community, request_, as_user):
    """Return a function that shows a page to somebody."""

    def show(view_class=Suggest, userid="member", part=".cop-page:has(h1)", **sent):
        as_user(userid)
        request_.form.update(sent)
        view = view_class(community, request_)
        if sent:
            request_.form["revision"] = view.revision
            request_.form["_authenticator"] = createToken()
            request_.environ["REQUEST_METHOD"] = request_.method = "POST"
        return html.fromstring(view()).cssselect(part)[0]

    return show


def text(node) -> str:
    return " ".join(node.text_content().split())


def of(page, name: str):
    return page.get_element_by_id(f"cop-{name}")


def test_a_form_shows_what_is_there_and_says_what_it_takes(show):
    page = show()
    assert text(page.cssselect("h1")[0]) == "Suggest a rule"
    rule = of(page, "text")
    assert rule.get("value") == "No names"
    assert (rule.get("maxlength"), rule.get("required")) == ("20", "required")
    said = text(page.get_element_by_id(rule.get("aria-describedby")))
    assert said == "In one sentence. Up to 20 characters."
    why = of(page, "why")
    assert (why.tag, why.get("maxlength")) == ("textarea", "5000")
    assert "Up to 5,000 characters." in text(page)
    assert of(page, "day").get("type") == "date"
    assert of(page, "present").get("value") == "0"
    assert of(page, "said").get("checked") == "checked"
    assert of(page, "kind-minor").get("type") == "radio"
    group = page.cssselect("[role=radiogroup]")[0]
    assert group.get("aria-required") == "true"
    assert "Why (if you like)" in text(page)
    assert not page.cssselect("[aria-invalid], .cop-mend")


def test_all_that_is_wrong_is_said_at_once_and_at_its_field(show):
    page = show(why="So that", day="tomorrow", **{"from": "there"})
    mend = page.cssselect(".cop-mend")[0]
    assert (mend.get("role"), mend.get("tabindex")) == ("alert", "-1")
    assert mend.get("autofocus") is not None
    links = [link.get("href") for link in mend.cssselect("a")]
    assert links == ["#cop-text", "#cop-kind-minor", "#cop-day"]
    for link in links:
        assert page.get_element_by_id(link[1:]) is not None
    wrong = of(page, "text")
    assert wrong.get("aria-invalid") == "true"
    described = [
        page.get_element_by_id(one) for one in wrong.get("aria-describedby").split()
    ]
    assert [text(one) for one in described][1].startswith("Write between 1 and 20")
    group = page.cssselect("[role=radiogroup]")[0]
    assert group.get("aria-invalid") == "true"
    assert "Choose one of these." in text(group)
    assert of(page, "why").text == "So that"
    assert of(page, "day").get("value") == "tomorrow"
    assert of(page, "said").get("checked") is None
    assert page.cssselect("[name=from]")[0].get("value") == "there"


def test_what_the_domain_refuses_stands_at_its_field_too(show):
    page = show(text="No names", kind="minor")
    links = [link.get("href") for link in page.cssselect(".cop-mend a")]
    assert links == ["#cop-text"]
    assert "This rule is there already." in text(page.cssselect(".cop-field")[0])


class Shown(CommunityPage):
    """A page that only shows."""

    __name__ = "our-rules"
    page_title = "Our rules"
    notice = Notice("know", "They count from Monday.")


def test_a_page_that_only_shows_has_no_form(show):
    page = show(Shown)
    assert not page.cssselect("form")
    assert not page.cssselect(".cop-worried")
    assert text(page.cssselect(".cop-know h2")[0]) == "They count from Monday."


def test_whom_to_call_comes_before_everything_in_the_columns(show):
    page = show()
    first, main, aside = page.cssselect(".cop-columns")[0]
    assert "cop-worried" in first.get("class")
    assert first.cssselect("a")[0].get("href") == "tel:01632960001"
    assert (main.get("class"), aside.get("class")) == ("cop-main", "cop-aside")


def test_whoever_belongs_has_tabs(show):
    page = show(part=".cop-tabs-above")
    tabs = page.cssselect(".cop-tabs a")
    assert [text(tab) for tab in tabs] == [
        "Home",
        "Stories",
        "Topics",
        "Meetings",
        "People",
        "About",
    ]
    [current] = page.cssselect("[aria-current]")
    assert text(current) == "About"


def test_nobody_else_has_tabs_but_all_see_where_they_are(show):
    page = show(userid="colleague", part=".cop-tabs-above")
    assert not page.cssselect(".cop-tabs")
    assert text(page.cssselect(".cop-where a")[0]) == "Tuesday circle"


def test_what_waits_for_a_review_is_counted_for_reviewers(
    story_in, community, request_, as_user
):
    story_in("pending")

    def counts(userid: str) -> dict[str, int]:
        as_user(userid)
        return {tab.name: tab.count for tab in tabs_of(community, request_)}

    assert counts("reviewer")["stories"] == 1
    assert counts("member")["stories"] == 0
    assert counts("colleague") == {}


def test_outside_a_community_there_are_no_tabs(portal, request_):
    assert tabs_of(None, request_) == []


def test_a_field_that_is_not_there_is_empty():
    assert {field.value for field in asked(IRule, {}, {})} == {""}


class Listed(CommunityPage):
    """A page with the components that post and lead on."""

    __name__ = "our-suggestions"
    page_title = "Suggestions"
    index = ViewPageTemplateFile("components.pt")
    rows = (
        Row(
            "No names",
            (RowButton("up", "Up", "No names"), RowButton("out", "Take out")),
            sends={"rule": "r7"},
            revision="seen",
        ),
        Row("No towns", (RowButton("up", "Up"),), page="other-page"),
    )
    steps = (
        Step(1, "Write", "done", "#w"),
        Step(2, "Ask", "next", "#a", button="Ask them"),
    )
    waits = (Wait("Say yes", "#y", left="3 left", is_first=True), Wait("Read", "#r"))
    people = (Person("Ruth Calloway", "Lanternhouse", "Facilitator"),)
    card = Card("c", "It has changed", "#c", is_offer=True)

    @property
    def pages(self) -> Pages:
        return Pages(range(30), self.request, url="u")


def test_each_button_of_a_row_is_a_form_of_its_own(show):
    forms = show(Listed).cssselect(".cop-row form")
    assert [form.action.rsplit("/", 1)[1] for form in forms] == [
        "our-suggestions",
        "our-suggestions",
        "other-page",
    ]
    first = dict(forms[0].form_values())
    assert (first["rule"], first["revision"]) == ("r7", "seen")
    assert first["_authenticator"]
    assert [form.cssselect("button")[0].get("value") for form in forms] == [
        "up",
        "out",
        "up",
    ]
    assert text(forms[0]) == "Up No names"


def test_components_show_what_they_are_given(show):
    page = show(Listed)
    assert [text(step) for step in page.cssselect(".cop-step")] == [
        "Write Done",
        "2 Ask Next Ask them",
    ]
    first, second = page.cssselect(".cop-wait")
    assert "cop-wait-first" in first.get("class") and text(first) == "Say yes 3 left"
    assert "cop-wait-first" not in second.get("class")
    assert text(page.cssselect(".cop-person")[0]).startswith("RC Ruth Calloway")
    card = page.cssselect(".cop-card.cop-card-sand.cop-card-link")[0]
    assert text(card) == "It has changed What is new"
    assert [link.get("rel") for link in page.cssselect(".cop-pages a")] == ["next"]


class IReply(Interface):
    said = Pick({"yes": "Yes", "no": "No"}, title="Do you come")
    how = Select({"foot": "On foot"}, title="How", nothing="not noted", required=False)


class Reply(CommunityPage):
    """A page with a button for each answer."""

    __name__ = "reply"
    page_title = "Do you come?"
    asks = IReply
    pressed = "said"
    labels = {"yes": "I come", "no": "Not now"}

    def act(self, **sent):
        raise Refused("not on foot.", "how")


def test_a_field_that_buttons_answer_is_not_asked_twice(show):
    form = show(Reply).cssselect("form.cop-form")[0]
    buttons = form.cssselect("button")
    assert [(one.get("name"), one.get("value")) for one in buttons] == [
        ("said", "yes"),
        ("said", "no"),
    ]
    assert [text(one) for one in buttons] == ["I come", "Not now"]
    assert not form.cssselect("[type=radio]")


def test_one_button_sends_what_it_is_for_by_whatever_key(show, monkeypatch):
    monkeypatch.setattr(Reply, "labels", {"yes": "I come"})
    form = show(Reply).cssselect("form.cop-form")[0]
    assert dict(form.form_values())["said"] == "yes"
    assert form.cssselect("button")[0].get("name") is None


def test_a_list_that_unfolds_has_nothing_first_and_is_marked(show):
    how = of(show(Reply), "how")
    assert [text(one) for one in how.cssselect("option")] == ["not noted", "On foot"]
    page = show(Reply, said="yes", how="boat")
    assert of(page, "how").get("aria-invalid") == "true"
    assert [one.get("href") for one in page.cssselect(".cop-mend a")] == ["#cop-how"]


def test_what_was_chosen_stays_chosen(show):
    page = show(Reply, said="yes", how="foot")
    [chosen] = of(page, "how").cssselect("[selected]")
    assert chosen.get("value") == "foot"
    assert of(page, "how").get("aria-invalid") == "true"


class IWord(Interface):
    word = OneLine(title="A word", max_length=5)


class WordRows(Listed):
    """A list with a form a row."""

    takes = IWord

    @property
    def sent_row(self):
        return self.typed("id")

    @property
    def row_forms(self):
        return [
            Row(
                name,
                (RowButton("keep", "Keep"), RowButton("drop", "Drop")),
                sends={"id": name},
                fields=self.fields_of(IWord, name),
            )
            for name in ("one", "two")
        ]

    rows = row_forms

    def act(self, **sent):
        raise NotImplementedError


def test_a_row_with_fields_is_one_form_and_alone_has_what_was_typed(show):
    page = show(WordRows, act="keep", id="two", word="too long")
    first, second = page.cssselect(".cop-row form")
    assert [text(one) for one in second.cssselect("button")] == ["Keep", "Drop"]
    assert of(first, "word-one").get("value") == ""
    assert of(first, "word-one").get("aria-invalid") is None
    assert of(second, "word-two").get("value") == "too long"
    assert of(second, "word-two").get("aria-invalid") == "true"
    links = [one.get("href") for one in page.cssselect(".cop-mend a")]
    assert links == ["#cop-word-two"]
