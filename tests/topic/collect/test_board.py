"""The board, in a browser without JavaScript."""

from datetime import datetime
from datetime import UTC
from leap.cop.topic import collecting
from leap.cop.topic import grouping
from plone import api

import transaction


def button(visitor, words: str):
    """Return the one button of a page that says this, hidden words left out."""
    return visitor.browser.getControl(words, index=0)


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
    assert "The board has been saved." in page.text
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
    button(page, "Make it a theme").click()
    assert found.places() == {
        "How do we ask people who do not want to talk?\nPlease.": (
            "How do we ask people who do not want to talk? Please."
        )
    }
    rest, asking = (one.id for one in grouping.themes(found.content))
    form = page.form_to("board")
    form.getControl(name=f"title-{asking}").value = "Asking"
    form.getControl(name=f"description-{rest}").value = "What keeps\nus going"
    button(page, "Move earlier: How do we ask").click()
    assert "“Asking” is now in place 1." in page.text
    assert found.titles() == ["Asking", "Rest"]
    assert [one.description for one in grouping.themes(found.content)] == [
        "",
        "What keeps\nus going",
    ]
    button(page, "Move later: Asking").click()
    assert found.titles() == ["Rest", "Asking"]
    button(page, "Remove …: Asking").click()
    assert "These topics will no longer be in a theme" in page.text
    page.form_to("take-out-theme").submit()
    assert "“Asking” is no longer a theme." in page.text
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
    assert "Write a short title of up to 150 characters." in page.text
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
    button(page, "Add to this round: Night shifts").click()
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
    assert "Make it a theme" in page.text
    late = board_of(visit, found)
    found.vote({asking: 1})
    form = late.form_to("board")
    form.getControl(name=f"place-{topic}").value = [""]
    form.getControl("Save", index=0).click()
    assert late.status == 409
    assert "somebody has voted on these themes" in late.text.lower()
    page = board_of(visit, found)
    assert "Somebody has given dots to these themes" in page.text
    for words in ("Make it a theme", "A new theme"):
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
