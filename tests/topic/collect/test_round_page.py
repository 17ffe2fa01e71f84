"""The page of a round up to the vote, in a browser without JavaScript, per role."""

from leap.cop.topic import collecting
from tests.who import MANAGERS
from tests.who import NEVER_ON_A_SCREEN
from tests.who import STAFF

import pytest


MEMBERS = {"facilitator", "member"}

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

NEVER_HERE = (*NEVER_ON_A_SCREEN, "ballot box", "electorate")


# Who may


@pytest.mark.parametrize("who", STAFF)
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
        assert [word for word in NEVER_HERE if word in words] == [], page
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
    for words in ("Add this topic", "Remove", "For facilitators", "yours"):
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
        "No topics yet. Yours could be the first.",
        (
            "Please leave out names, and anything that could "
            "identify a child or a family"
        ),
        (
            "The members of this community (3) and the site administrators can read "
            "your topic."
        ),
        "Your name is not shown, not even to facilitators.",
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
        (
            "private",
            (
                "Only facilitators and site administrators can read your topic until "
                "the round is shown to members."
            ),
        ),
        ("public", "All staff can read your topic."),
    ):
        page = visit("facilitator")
        page.go(a_round(state, unnamed_topics=False).path)
        assert words in page.text
        assert "Members can see your name with your topic." in page.text


def test_write_change_and_take_back(visit, a_round):
    found = a_round()
    other = found.topic("Of somebody else", "teller")
    page = visit("member")
    page.go(found.path)
    form = page.form_to("change-topics", act="raise")
    form.getControl(name="text").value = "How do we ask?\nWithout asking."
    form.submit()
    assert page.status == 200
    assert "Thank you. Your topic is in." in page.text
    assert page.path == found.path
    assert page.text.index("How do we ask?") < page.text.index("Of somebody else")
    form = page.form_to("change-topics", act="change")
    form.getControl(name="text").value = "How do we listen?"
    form.submit()
    assert "Your topic has been changed." in page.text
    assert set(found.places()) == {"How do we listen?", "Of somebody else"}
    page.browser.getLink("Take it back").click()
    assert "How do we listen?" in page.text
    page.form_to("take-back-topic").submit()
    assert "The topic has been removed." in page.text
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
    field = page.contents[page.contents.index('id="cop-text"') :][:400]
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="cop-text-help cop-text-problem"' in field
    assert 'href="#cop-text"' in page.contents
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
    assert "Somebody has removed this topic in the meantime." in page.text
    assert "Better words" in page.contents


def test_facilitators_take_any_topic_out_at_any_time(visit, a_round):
    found = a_round()
    first, second = found.topic("With a name in it"), found.topic("Another one")
    theme = found.theme("All", first, second)
    page = visit("facilitator")
    page.go(found.path)
    page.browser.getLink("Remove", index=0)
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
    assert found.places() == {}


def test_a_theme_of_one_topic_says_it_once(visit, a_round):
    found = a_round(unnamed_topics=False)
    found.theme("How to rest", found.topic("How  to\nrest", "teller"))
    found.theme("Asking", found.topic("How do we ask?"))
    found.go("voting")
    page = visit("member")
    page.go(f"{found.path}/vote")
    assert page.text.count("How to rest") == 1
    assert page.text.count("What people wrote") == 1
    page.go(found.path)
    assert page.text.count("How to rest") == 1
    assert "How to rest Tess Lane" in page.text
    found.go("closed")
    page.go(found.path)
    assert "How to" not in page.text.replace("How to rest", "")


# Grouping, for authors


def test_authors_see_where_their_topics_went_and_object(visit, a_round):
    found = a_round()
    topic = found.topic("How do we ask?")
    found.topic("Somebody's", "teller")
    found.go("grouping")
    page = visit("member")
    page.go(found.path)
    assert "Not in a theme yet" in page.text
    assert "It does not fit" not in page.text
    found.theme("Asking", topic)
    page.go(found.path)
    assert "In theme: Asking" in page.text
    form = page.form_to("change-topics", act="object")
    form.getControl(name="objection").value = "It is about listening"
    form.submit()
    assert "The facilitators will read what you said." in page.text
    assert "It is about listening" in page.text
    other = visit("teller")
    other.go(found.path)
    assert "It is about listening" not in other.text
    board = visit("facilitator")
    board.go(found.path)
    assert "Topics that do not fit, according to their authors: 1" in board.text
    board.go(f"{found.path}/board")
    assert "It is about listening" in board.text
    form = page.form_to("change-topics", act="object", objection="")
    form.submit()
    assert "Saved: it fits now." in page.text
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
    assert "Write between 1 and 500 characters" in page.text
    assert f'href="#cop-objection-{topic}"' in page.contents
    field = page.contents[page.contents.index(f'id="cop-objection-{topic}"') :][:400]
    assert 'aria-invalid="true"' in field
