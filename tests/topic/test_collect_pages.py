"""The pages of a round up to the vote, in a browser without JavaScript, per role."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.testing import PASSWORD
from leap.cop.topic import collecting
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic import voting
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from tests.community.conftest import Visitor
from typing import NamedTuple

import pytest
import transaction


ALL = (
    "colleague",
    "newcomer",
    "member",
    "facilitator",
    "reviewer",
    "siteadmin",
    "admin",
)
MEMBERS = {"facilitator", "member"}
MANAGERS = {"facilitator", "siteadmin", "admin"}

#: Who opens which page of a round that members see.
PAGES = {
    "": MEMBERS | MANAGERS,
    "view": MEMBERS | MANAGERS,
    "change-topics": MEMBERS,
    "take-back-topic?topic={topic}": {"member"},
    "take-out-topic?topic={topic}": MANAGERS,
    "board": MANAGERS,
    "take-out-theme?theme={theme}": MANAGERS,
    "go-on": MANAGERS,
    "move-round": MANAGERS,
    "delete_confirmation": MANAGERS,
    "edit": MANAGERS,
}

NEVER_ON_A_SCREEN = (
    "exposure",
    "canary",
    "digest",
    "declined",
    "failed",
    "pipeline",
    "not selected",
    "candidate",
    "inactive",
    "ballot box",
    "electorate",
)


class Round(NamedTuple):
    """A round over there, and what to reach it by."""

    site: object
    path: str

    @property
    def content(self):
        """The round as it is stored now."""
        transaction.begin()
        return self.site.unrestrictedTraverse(self.path)

    def do(self, userid: str, function, *args, **kwargs):
        """Do something of the domain as somebody, and store it."""
        content = self.content
        with api.env.adopt_user(userid):
            done = function(content, *args, now=datetime.now(UTC), **kwargs)
            found = getattr(done, "id", None)
        transaction.commit()
        return found

    def topic(self, text: str, userid: str = "member") -> str:
        """Write a topic; give its id."""
        return self.do(userid, collecting.raise_topic, text)

    def theme(self, title: str, *topics: str) -> str:
        """Make a theme; give its id."""
        return self.do("facilitator", grouping.add_theme, title, topics=topics)

    def go(self, phase: str) -> None:
        """Take it on."""
        self.do("facilitator", phases.go_to, phase)

    def vote(self, dots: dict, userid: str = "member") -> None:
        """Cast a ballot."""
        self.do(userid, voting.cast, dots)

    def places(self) -> dict[str, str]:
        """Give the title of its theme by the words of each topic."""
        content = self.content
        titles = {one.id: one.title for one in grouping.themes(content)}
        with api.env.adopt_user("facilitator"):
            rows = collecting.topics(content)
        return {row.text: titles.get(row.theme, "") for row in rows}

    def titles(self) -> list[str]:
        """Give the titles of the themes in their order."""
        return [one.title for one in grouping.themes(self.content)]

    def phase(self) -> str:
        """Give the phase it is in."""
        return phases.phase_of(self.content, datetime.now(UTC))


@pytest.fixture
def visit(functional, site):
    """Give browsers by user id; None is anonymous, `admin` the root user."""

    def visitor(userid: str | None) -> Visitor:
        made = Visitor(functional["app"], site.absolute_url())
        login, password = userid, PASSWORD
        if userid == "admin":
            login, password = SITE_OWNER_NAME, SITE_OWNER_PASSWORD
        if userid is not None:
            made.browser.addHeader("Authorization", f"Basic {login}:{password}")
        return made

    return visitor


@pytest.fixture
def a_round(site):
    """Give a function that makes a round in a state."""

    def make(state: str = "community", **fields) -> Round:
        with api.env.adopt_user("facilitator"):
            content = api.content.create(
                site["tuesday"],
                type="leap.cop.TopicRound",
                **{"title": "What next?", **fields},
            )
            if state != "private":
                move = {"community": "share", "public": "publish"}[state]
                api.content.transition(content, move)
        transaction.commit()
        return Round(site, f"tuesday/{content.getId()}")

    return make


def button(visitor, words: str):
    """Give the one button of a page that says this, hidden words left out."""
    return visitor.browser.getControl(words, index=0)


# Who may


@pytest.mark.parametrize("who", ALL)
def test_who_opens_which_page(visit, a_round, who):
    found = a_round()
    topic = found.topic("Rest")
    theme = found.theme("Rest", topic)
    visitor = visit(who)
    answers = {}
    for page in PAGES:
        visitor.go(f"{found.path}/{page.format(topic=topic, theme=theme)}")
        answers[page] = visitor.status
        words = visitor.text.lower()
        assert [word for word in NEVER_ON_A_SCREEN if word in words] == [], page
        if visitor.status == 200:
            assert "Worried about somebody?" in visitor.text or page == "edit"
    inside = who in MEMBERS | MANAGERS
    meant = {
        page: 200 if who in allowed else 403 if inside else 404
        for page, allowed in PAGES.items()
    }
    assert answers == meant


def test_anonymous_visitors_are_sent_to_log_in(visit, a_round):
    found = a_round("public")
    visitor = visit(None)
    for page in PAGES:
        visitor.go(f"{found.path}/{page}")
        assert "login" in visitor.path, page
        assert "What next?" not in visitor.contents


@pytest.mark.parametrize("who", ["colleague", "newcomer", "reviewer"])
def test_all_staff_read_a_public_round_and_write_nothing(visit, a_round, who):
    found = a_round("public", unnamed_topics=False)
    topic = found.topic("How to rest", "teller")
    page = visit(who)
    page.go(found.path)
    assert page.status == 200
    assert "How to rest" in page.text
    assert "Tess Lane" not in page.text
    for words in ("Add this topic", "Take out", "For facilitators", "yours"):
        assert words not in page.text
    for name in ("board", f"take-back-topic?topic={topic}", "go-on", "change-topics"):
        page.go(f"{found.path}/{name}")
        assert page.status == 403, name


@pytest.mark.parametrize(
    "page,who,data",
    [
        ("change-topics", "member", "act=raise&text=X"),
        ("take-back-topic", "member", "topic={topic}"),
        ("take-out-topic", "facilitator", "topic={topic}"),
        ("board", "facilitator", "do=add&new-title=X"),
        ("take-out-theme", "facilitator", "theme={theme}"),
        ("go-on", "facilitator", "phase=grouping"),
        ("move-round", "facilitator", "move=hide"),
        ("delete_confirmation", "facilitator", ""),
    ],
)
def test_a_form_of_another_site_changes_nothing(visit, a_round, page, who, data):
    found = a_round()
    topic = found.topic("Rest")
    theme = found.theme("Rest", topic)
    visitor = visit(who)
    sent = data.format(topic=topic, theme=theme)
    visitor.browser.post(f"{visitor.base}/{found.path}/{page}", sent)
    assert visitor.status == 403
    assert found.titles() == ["Rest"]
    assert found.places() == {"Rest": "Rest"}
    assert found.phase() == "collecting"


def test_reading_writes_nothing(visit, a_round):
    found = a_round()
    topic = found.topic("Rest")
    theme = found.theme("Rest", topic)
    before = found.content._p_jar.db().lastTransaction()
    for phase in ("collecting", "grouping", "voting", "closed"):
        if phase != "collecting":
            found.go(phase)
            before = found.content._p_jar.db().lastTransaction()
        for who in ("member", "facilitator"):
            for page in PAGES:
                at = page.format(topic=topic, theme=theme)
                visit(who).go(f"{found.path}/{at}")
    assert found.content._p_jar.db().lastTransaction() == before


# The page of a round


def test_what_stands_there_before_anybody_wrote(visit, a_round):
    found = a_round(description="One line on it.")
    page = visit("member")
    page.go(found.path)
    for words in (
        "What next?",
        "One line on it.",
        "Tuesday circle",
        "Nobody has written a topic yet. Yours can be the first.",
        "No names, and nothing by which anybody could recognise a child",
        "The members of this community read it (3).",
        "Your name does not stand there, not even for facilitators.",
        "Dots for each person 5",
    ):
        assert words in page.text, words
    assert "For facilitators" not in page.text
    steps = (
        page.contents.partition('class="cop-phases"')[2]
        .partition("</ol>")[0]
        .split("</li>")
    )
    assert "Collect topics" in steps[0]
    assert [step.count('aria-current="step"') for step in steps[:4]] == [1, 0, 0, 0]
    page.browser.getLink("Tuesday circle", index=0).click()
    assert page.path == "tuesday"


def test_who_reads_a_topic_is_said(visit, a_round):
    for state, words in (
        ("private", "Only facilitators read it, until the round is shown to members."),
        ("public", "All staff can read it."),
    ):
        page = visit("facilitator")
        page.go(a_round(state, unnamed_topics=False).path)
        assert words in page.text
        assert "Members see your name with it." in page.text


def test_write_change_and_take_back(visit, a_round):
    found = a_round()
    other = found.topic("Of somebody else", "teller")
    page = visit("member")
    page.go(found.path)
    form = page.form_to("change-topics", act="raise")
    form.getControl(name="text").value = "How do we ask?\nWithout asking."
    form.submit()
    assert page.status == 200
    assert "Your topic is there." in page.text
    assert page.path == found.path
    assert page.text.index("How do we ask?") < page.text.index("Of somebody else")
    form = page.form_to("change-topics", act="change")
    form.getControl(name="text").value = "How do we listen?"
    form.submit()
    assert "Your words are changed." in page.text
    assert set(found.places()) == {"How do we listen?", "Of somebody else"}
    page.browser.getLink("Take it back").click()
    assert "How do we listen?" in page.text
    page.form_to("take-back-topic").submit()
    assert "The topic is gone." in page.text
    assert set(found.places()) == {"Of somebody else"}
    page.go(f"{found.path}/take-back-topic?topic={other}")
    assert page.status == 403
    page.go(f"{found.path}/take-back-topic?topic=nothing")
    assert page.status == 404


def test_names_stand_with_topics_where_the_round_says_so(visit, a_round):
    for unnamed in (True, False):
        found = a_round(unnamed_topics=unnamed)
        found.topic("Rest", "teller")
        for who in ("facilitator", "member"):
            page = visit(who)
            page.go(found.path)
            assert ("Tess Lane" in page.text) is not unnamed


def test_what_was_typed_stays_and_the_field_is_named(visit, a_round):
    found = a_round()
    page = visit("member")
    page.go(found.path)
    form = page.form_to("change-topics", act="raise")
    form.getControl(name="text").value = "   "
    form.submit()
    assert page.status == 400
    assert "Say in a few words what you want to talk about." in page.text
    field = page.contents[page.contents.index('id="cop-topic-text"') :][:400]
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="cop-problem cop-topic-help"' in field
    long = "a" * 501
    page.form_to("change-topics", act="raise").getControl(name="text").value = long
    page.form_to("change-topics", act="raise").submit()
    assert page.status == 400
    assert long in page.contents
    assert found.places() == {}


def test_words_typed_too_late_are_not_lost(visit, a_round):
    found = a_round()
    topic = found.topic("Rest")
    page, slow = visit("member"), visit("member")
    page.go(found.path)
    slow.go(found.path)
    found.go("grouping")
    form = page.form_to("change-topics", act="raise")
    form.getControl(name="text").value = "Came too late, with many words"
    form.submit()
    assert page.status == 409
    assert "Came too late, with many words" in page.contents
    found.theme("Rest", topic)
    found.go("voting")
    form = slow.form_to("change-topics", act="change")
    form.getControl(name="text").value = "Better words"
    form.submit()
    assert slow.status == 409
    assert "Better words" in slow.contents
    assert set(found.places()) == {"Rest"}


def test_words_for_a_topic_that_was_taken_out_are_not_lost(visit, a_round):
    found = a_round()
    topic = found.topic("Rest")
    page = visit("member")
    page.go(found.path)
    found.do("facilitator", collecting.drop_topic, topic)
    form = page.form_to("change-topics", act="change")
    form.getControl(name="text").value = "Better words"
    form.submit()
    assert page.status == 409
    assert "This topic was taken out in the meantime." in page.text
    assert "Better words" in page.contents


def test_facilitators_take_any_topic_out_at_any_time(visit, a_round):
    found = a_round()
    first, second = found.topic("With a name in it"), found.topic("Another one")
    theme = found.theme("All", first, second)
    page = visit("facilitator")
    page.go(found.path)
    page.browser.getLink("Take out", index=0)
    for topic in (first, second):
        page.go(f"{found.path}/take-out-topic?topic={topic}")
        assert "It is gone at once" in page.text
        page.form_to("take-out-topic").submit()
        assert page.status == 200
        if topic == first:
            found.go("voting")
            found.vote({theme: 2})
    assert found.places() == {}


def test_a_double_click_on_taking_back_is_harmless(visit, a_round):
    found = a_round()
    topic = found.topic("Rest")
    pages = [visit("member"), visit("member")]
    for page in pages:
        page.go(f"{found.path}/take-back-topic?topic={topic}")
    for page in pages:
        page.form_to("take-back-topic").submit()
        assert page.path == found.path


# Grouping, for authors


def test_authors_see_where_their_topics_went_and_object(visit, a_round):
    found = a_round()
    topic = found.topic("How do we ask?")
    found.topic("Somebody's", "teller")
    found.go("grouping")
    page = visit("member")
    page.go(found.path)
    assert "Stands under no theme yet" in page.text
    assert "It does not fit there" not in page.text
    found.theme("Asking", topic)
    page.go(found.path)
    assert "Stands under Asking" in page.text
    form = page.form_to("change-topics", act="object")
    form.getControl(name="objection").value = "It is about listening"
    form.submit()
    assert "The facilitators read what you say." in page.text
    assert "It is about listening" in page.text
    other = visit("teller")
    other.go(found.path)
    assert "It is about listening" not in other.text
    board = visit("facilitator")
    board.go(f"{found.path}/board")
    assert "It is about listening" in board.text
    form = page.form_to("change-topics", act="object", objection="")
    form.submit()
    assert "You say nothing against it any more." in page.text
    board.go(f"{found.path}/board")
    assert "It is about listening" not in board.text


def test_an_objection_that_is_too_long_stays_in_its_field(visit, a_round):
    found = a_round()
    topic = found.topic("How do we ask?")
    found.theme("Asking", topic)
    found.go("grouping")
    page = visit("member")
    page.go(found.path)
    form = page.form_to("change-topics", act="object")
    form.getControl(name="objection").value = "b" * 501
    form.submit()
    assert page.status == 400
    assert "b" * 501 in page.contents
    assert "A text of up to 500 signs." in page.text


# The board


def board_of(visit, found, who="facilitator"):
    page = visit(who)
    page.go(f"{found.path}/board")
    assert page.status == 200
    return page


def test_all_topics_are_moved_at_once(visit, a_round):
    found = a_round()
    first, second, third = (found.topic(text) for text in ("One", "Two", "Three"))
    asking, rest = found.theme("Asking"), found.theme("Rest", third)
    page = board_of(visit, found)
    form = page.form_to("board")
    form.getControl(name=f"place-{first}").value = [asking]
    form.getControl(name=f"place-{second}").value = [rest]
    form.getControl(name=f"place-{third}").value = [""]
    form.getControl("Save", index=0).click()
    assert "The board is saved." in page.text
    assert found.places() == {"One": "Asking", "Two": "Rest", "Three": ""}


def test_only_what_was_changed_here_is_changed(visit, a_round):
    """Two people at one board do not undo each other's work."""
    found = a_round()
    first, second = found.topic("One"), found.topic("Two")
    asking = found.theme("Asking")
    page = board_of(visit, found)
    with api.env.adopt_user("facilitator"):
        content = found.content
        grouping.move_topic(content, second, asking, now=datetime.now(UTC))
        grouping.change_theme(
            content, asking, {"title": "To ask"}, now=datetime.now(UTC)
        )
    transaction.commit()
    form = page.form_to("board")
    form.getControl(name=f"place-{first}").value = [asking]
    form.getControl("Save", index=0).click()
    assert found.places() == {"One": "To ask", "Two": "To ask"}


def test_a_topic_that_was_taken_back_meanwhile_stops_nobody(visit, a_round):
    found = a_round()
    first, second = found.topic("One"), found.topic("Two")
    asking = found.theme("Asking")
    page = board_of(visit, found)
    found.do("member", collecting.drop_topic, second)
    form = page.form_to("board")
    for topic in (first, second):
        form.getControl(name=f"place-{topic}").value = [asking]
    form.getControl("Save", index=0).click()
    assert page.status == 200
    assert found.places() == {"One": "Asking"}


def test_a_theme_that_was_taken_out_meanwhile_loses_nothing(visit, a_round):
    found = a_round()
    first, second = found.topic("One"), found.topic("Two")
    asking, rest = found.theme("Asking"), found.theme("Rest")
    page = board_of(visit, found)
    found.do("facilitator", grouping.drop_theme, rest)
    form = page.form_to("board")
    form.getControl(name=f"place-{first}").value = [asking]
    form.getControl(name=f"place-{second}").value = [rest]
    form.getControl(name="new-title").value = "Not lost"
    form.getControl("Save", index=0).click()
    assert page.status == 400
    assert "There is no such theme in this round." in page.text
    form = page.form_to("board")
    assert form.getControl(name=f"place-{first}").value == [asking]
    assert form.getControl(name="new-title").value == "Not lost"
    form.getControl("Save", index=0).click()
    assert found.places() == {"One": "Asking", "Two": ""}
    assert found.titles() == ["Asking", "Not lost"]


def test_themes_are_made_named_ordered_and_taken_out(visit, a_round):
    found = a_round()
    topic = found.topic("How do we ask people who do not want to talk?\nPlease.")
    page = board_of(visit, found)
    form = page.form_to("board")
    form.getControl(name="new-title").value = "Rest"
    form.getControl(name="new-description").value = "What keeps us going"
    form.getControl("Add this theme").click()
    assert "“Rest” is a theme now." in page.text
    page.form_to("board").getControl(name="do", index=0)
    button(page, "Make a theme of it").click()
    assert found.places() == {
        "How do we ask people who do not want to talk?\nPlease.": (
            "How do we ask people who do not want to talk? Please."
        )
    }
    rest, asking = (one.id for one in grouping.themes(found.content))
    form = page.form_to("board")
    form.getControl(name=f"title-{asking}").value = "Asking"
    form.getControl(name=f"description-{rest}").value = "What keeps\nus going"
    button(page, "Forwards: How do we ask").click()
    assert "“Asking” stands on place 1 now." in page.text
    assert found.titles() == ["Asking", "Rest"]
    assert [one.description for one in grouping.themes(found.content)] == [
        "",
        "What keeps\nus going",
    ]
    button(page, "Backwards: Asking").click()
    assert found.titles() == ["Rest", "Asking"]
    button(page, "Take out …: Asking").click()
    assert "These topics stand alone again" in page.text
    page.form_to("take-out-theme").submit()
    assert "“Asking” is no theme any more." in page.text
    assert found.titles() == ["Rest"]
    assert set(found.places().values()) == {""}
    assert topic in page.contents


def test_a_title_that_is_none_is_asked_for_at_its_field(visit, a_round):
    found = a_round()
    topic = found.topic("One")
    asking, rest = found.theme("Asking"), found.theme("Rest")
    page = board_of(visit, found)
    form = page.form_to("board")
    form.getControl(name=f"place-{topic}").value = [asking]
    form.getControl(name=f"title-{rest}").value = " "
    form.getControl("Save", index=0).click()
    assert page.status == 400
    assert "A short title of up to 150 signs." in page.text
    for theme, wrong in ((asking, False), (rest, True)):
        field = page.contents[page.contents.index(f'id="cop-title-{theme}"') :][:250]
        assert ('aria-invalid="true"' in field) is wrong
    form = page.form_to("board")
    assert form.getControl(name=f"place-{topic}").value == [asking]
    assert found.places() == {"One": ""}
    form = page.form_to("board")
    form.getControl(name=f"title-{rest}").value = "Rest"
    form.getControl("Add this theme").click()
    assert page.status == 400
    field = page.contents[page.contents.index('id="cop-new-title"') :][:250]
    assert 'aria-invalid="true"' in field


def test_what_earlier_rounds_left_is_taken_in(visit, a_round):
    before = a_round(title="In spring")
    before.theme("Night shifts")
    before.go("closed")
    found = a_round()
    page = board_of(visit, found)
    assert "From earlier rounds" in page.text
    assert "In spring" in page.text
    button(page, "Take it into this round: Night shifts").click()
    assert "“Night shifts” is in this round now." in page.text
    assert "From earlier rounds" not in page.text
    first = grouping.themes(before.content)[0].line
    assert grouping.themes(found.content)[0].line == first


def test_after_the_first_dots_only_titles_are_corrected(visit, a_round):
    found = a_round()
    topic = found.topic("One")
    asking = found.theme("Asked", topic)
    found.go("voting")
    page = board_of(visit, found)
    assert "Make a theme of it" in page.text
    late = board_of(visit, found)
    found.vote({asking: 1})
    form = late.form_to("board")
    form.getControl(name=f"place-{topic}").value = [""]
    form.getControl("Save", index=0).click()
    assert late.status == 409
    assert "somebody has voted on these themes" in late.text.lower()
    page = board_of(visit, found)
    assert "Somebody has given dots to these themes" in page.text
    for words in ("Make a theme of it", "A new theme"):
        assert words not in page.text
    for name in (f"place-{topic}", f"drop:{asking}"):
        assert name not in page.contents
    assert page.browser.getLink(url=f"take-out-topic?topic={topic}")
    form = page.form_to("board")
    form.getControl(name=f"title-{asking}").value = "Asking"
    form.getControl("Save", index=0).click()
    assert found.titles() == ["Asking"]
    assert "it was called" in page.text
    member = visit("member")
    member.go(found.path)
    assert "it was called" in member.text
    assert "Asked" in member.text


def test_administrators_use_the_form_and_get_no_script(visit, a_round):
    """REST lets members alone move topics; the form asks another permission."""
    found = a_round()
    topic = found.topic("One")
    asking = found.theme("Asking")
    page = board_of(visit, found, "siteadmin")
    assert "board.js" not in page.contents
    form = page.form_to("board")
    form.getControl(name=f"place-{topic}").value = [asking]
    form.getControl("Save", index=0).click()
    assert found.places() == {"One": "Asking"}
    assert "board.js" in board_of(visit, found).contents


# Going on


def test_from_collecting_to_the_close(visit, a_round):
    found = a_round()
    topic = found.topic("How do we ask?")
    found.topic("Alone")
    page = visit("facilitator")
    page.go(found.path)
    page.browser.getLink("Go on to grouping").click()
    assert "Nobody writes new topics any more. So far there are: 2." in page.text
    page.form_to("go-on").submit()
    assert page.path == f"{found.path}/board"
    assert found.phase() == "grouping"
    page.go(f"{found.path}/go-on")
    assert "There is no theme yet" in page.text
    with pytest.raises(LookupError):
        page.browser.getControl("Open the vote")
    asking = found.theme("Asking", topic)
    found.do("member", collecting.object_to, topic, "Rather listening")
    page.go(found.path)
    page.browser.getLink("Open the vote").click()
    for words in (
        "Who can vote is fixed now: 3 people",
        "Rather listening",
        "Topics without a theme",
        "Alone",
        "Themes: 1. Dots for each person: 5.",
        "this number of dots suits well: 3.",
    ):
        assert words in page.text, words
    assert "from twelve on" not in page.text
    page.form_to("go-on").submit()
    assert found.phase() == "voting"
    member = visit("member")
    member.go(found.path)
    assert "Give your dots to what matters to you." in member.text
    assert "0 of 3 have voted" in member.text
    assert member.browser.getLink("Give your dots").url.endswith("/vote")
    found.vote({asking: 2})
    member.go(found.path)
    assert "You have given your dots. You can move them" in member.text
    assert member.browser.getLink("Change your dots").url.endswith("/vote")
    page.go(found.path)
    page.browser.getLink("Close the vote").click()
    assert "1 of 3 have voted" in page.text
    assert "Nobody can vote after the close" in page.text
    assert "database" not in page.text
    page.form_to("go-on").submit()
    assert found.phase() == "closed"
    assert "The round is over." in page.text
    member.go(found.path)
    assert "The vote is over. Here is what came out." in member.text
    assert "Your topics in this round" in member.text


def test_administrators_see_how_many_object_and_not_what_they_say(visit, a_round):
    found = a_round()
    topic = found.topic("How do we ask?")
    found.theme("Asking", topic)
    found.go("grouping")
    found.do("member", collecting.object_to, topic, "Rather listening")
    page = visit("siteadmin")
    page.go(f"{found.path}/go-on")
    assert "Authors who say that it does not fit (1)" in page.text
    assert "Facilitators can read what they say." in page.text
    assert "Rather listening" not in page.text


def test_many_themes_and_few_voters_are_spoken_of(visit, a_round):
    found = a_round(secrecy="secret")
    for number in range(12):
        found.theme(f"Theme {number}")
    page = visit("facilitator")
    page.go(f"{found.path}/go-on?phase=voting")
    for words in (
        "from twelve on people choose what they saw last",
        "this number of dots suits well: 4.",
        "dots are final once they are given",
        "With fewer than 8 ballots no numbers are shown",
    ):
        assert words in page.text, words
    page.form_to("go-on").submit()
    found.vote({grouping.themes(found.content)[0].id: 1})
    page.go(f"{found.path}/go-on")
    assert "the database is packed after that" in page.text
    member = visit("member")
    member.go(found.path)
    assert "You have given your dots. In this round they are final." in member.text
    with pytest.raises(LookupError):
        member.browser.getLink("Change your dots")


def test_a_round_goes_forwards_only(visit, a_round):
    found = a_round()
    found.theme("Asking")
    found.go("voting")
    page = visit("facilitator")
    page.go(f"{found.path}/go-on?phase=grouping")
    assert "goes forwards only" in page.text
    with pytest.raises(LookupError):
        page.form_to("go-on").getControl(name="nothing")
    page.form_to("go-on").getControl(name="phase").value = "grouping"
    page.form_to("go-on").submit()
    assert page.status == 409
    assert found.phase() == "voting"


def test_a_round_ends_without_a_vote(visit, a_round):
    found = a_round()
    found.theme("Asking", found.topic("How do we ask?"))
    page = visit("facilitator")
    page.go(found.path)
    page.browser.getLink("End it without a vote").click()
    assert "Nobody gives dots" in page.text
    page.form_to("go-on").submit()
    member = visit("member")
    member.go(found.path)
    assert "This round ended without a vote." in member.text
    assert "How do we ask?" in member.text
    page.go(found.path)
    page.browser.getLink("Begin the next round").click()
    assert page.status == 200


def test_a_vote_that_opens_and_closes_by_itself_needs_nobody(visit, a_round):
    now = datetime.now(UTC)
    found = a_round(opens=now + timedelta(days=1), closes=now + timedelta(days=2))
    found.theme("Asking")
    found.go("grouping")
    page = visit("member")
    page.go(found.path)
    assert "Voting opens" in page.text
    content = found.content
    content.opens = now - timedelta(hours=1)
    transaction.commit()
    page.go(found.path)
    assert "0 of 3 have voted" in page.text
    assert "Open until" in page.text
    assert page.browser.getLink("Give your dots")
    content = found.content
    content.closes = now - timedelta(minutes=1)
    transaction.commit()
    page.go(found.path)
    assert "The vote is over." in page.text


def test_times_are_those_of_the_reader(visit, a_round):
    found = a_round(opens=datetime(2030, 6, 1, 10, tzinfo=UTC))
    api.portal.set_registry_record("plone.portal_timezone", "Europe/Sofia")
    transaction.commit()
    page = visit("member")
    page.go(found.path)
    assert "Voting opens Jun 01, 2030 01:00 PM (Europe/Sofia)" in page.text


def test_who_came_in_later_is_told_so(visit, a_round, site):
    from leap.cop.community.membership import Membership

    found = a_round()
    found.theme("Asking")
    found.go("voting")
    transaction.begin()
    Membership(site["tuesday"]).add("colleague", "member", now=datetime.now(UTC))
    transaction.commit()
    page = visit("colleague")
    page.go(found.path)
    assert "You came in after the vote opened." in page.text
    with pytest.raises(LookupError):
        page.browser.getLink("Give your dots")


# Showing it, deleting it


def test_a_facilitator_shows_a_private_round(visit, a_round):
    found = a_round("private")
    member = visit("member")
    member.go(found.path)
    assert member.status == 404
    page = visit("facilitator")
    page.go(found.path)
    assert "Only facilitators see this round." in page.text
    page.browser.getLink(url="move-round", index=0).click()
    page.form_to("move-round").getControl("Show it to members").click()
    assert "Members see the round now." in page.text
    member.go(found.path)
    assert member.status == 200


def test_a_round_goes_no_further_than_its_community(visit, a_round, site):
    found = a_round("private")
    with api.env.adopt_user("siteadmin"):
        api.content.transition(site["tuesday"], "hide")
    transaction.commit()
    page = visit("facilitator")
    page.go(f"{found.path}/move-round")
    page.form_to("move-round").getControl("Show it to members").click()
    assert page.status == 409
    assert "Open the community first." in page.text


def test_while_nobody_sees_it_the_vote_warns(visit, a_round):
    found = a_round("private")
    found.theme("Asking")
    page = visit("facilitator")
    page.go(f"{found.path}/go-on?phase=voting")
    assert "While that is so, nobody can vote." in page.text


def test_deleting_says_what_goes_and_waits_for_the_close(visit, a_round):
    found = a_round()
    asking = found.theme("Asking", found.topic("How do we ask?"))
    found.go("voting")
    found.vote({asking: 1})
    page = visit("facilitator")
    page.go(f"{found.path}/delete_confirmation")
    assert "Close the vote first" in page.text
    with pytest.raises(LookupError):
        page.form_to("delete_confirmation")
    found.go("closed")
    page.go(f"{found.path}/delete_confirmation")
    for words in ("Topics: 1", "People who have given dots: 1"):
        assert words in page.text
    page.form_to("delete_confirmation").getControl("Delete this round").click()
    assert page.path == "tuesday"
    assert "The round is deleted." in page.text
    page.go(found.path)
    assert page.status == 404


# The domain, where these pages found something missing


def test_a_description_stays_once_somebody_gave_dots(rest, a_round):
    found = a_round()
    asking = found.theme("Asking")
    found.go("voting")
    found.vote({asking: 1})
    url = f"{found.path}/@themes/{asking}"
    answer = rest("facilitator").patch(url, json={"description": "Something else"})
    assert answer.status_code == 409
    same = rest("facilitator").patch(url, json={"description": "", "title": "To ask"})
    assert same.status_code == 200, same.text
