"""The add form and the edit form of a round, without JavaScript."""

from datetime import datetime
from datetime import timedelta
from leap.cop import _
from leap.cop.core.errors import NotNow
from leap.cop.topic.content import ITopicRound
from plone import api
from zoneinfo import ZoneInfo
from zope.component import getGlobalSiteManager
from zope.lifecycleevent.interfaces import IObjectModifiedEvent

import pytest
import re
import transaction


ADD = "tuesday/++add++leap.cop.TopicRound"
OPENS = "form.widgets.opens"
CLOSES = "form.widgets.closes"


def kept(site):
    """Return the one round that is there now."""
    transaction.begin()
    [found] = site["tuesday"].values()
    return found


def save(visitor, **values) -> str:
    """Fill a form in, by the last part of the names, and send it."""
    browser = visitor.browser
    for name, value in values.items():
        browser.getControl(name=f"form.widgets.{name}").value = value
    browser.getControl(name="form.buttons.save").click()
    return visitor.text


@pytest.fixture
def in_sofia(site):
    """Let the site be two hours ahead of UTC, and three in summer."""
    zones = ["Europe/Sofia"]
    api.portal.set_registry_record("plone.available_timezones", zones)
    api.portal.set_registry_record("plone.portal_timezone", zones[0])
    transaction.commit()


def test_a_new_round_closes_by_itself_unless_somebody_takes_that_out(
    visit, site, in_sofia
):
    visitor = visit("facilitator")
    visitor.go(ADD)
    proposed = visitor.browser.getControl(name=CLOSES).value
    in_four_weeks = datetime.now(ZoneInfo("Europe/Sofia")) + timedelta(days=28)
    assert proposed == f"{in_four_weeks:%Y-%m-%d}T20:00"
    save(visitor, **{"IBasic.title": "With a close"})
    made = kept(site)
    local = made.closes.astimezone(ZoneInfo("Europe/Sofia"))
    assert f"{local:%Y-%m-%dT%H:%M}" == proposed
    visitor.go(f"{made.absolute_url()}/edit")
    save(visitor, closes="")
    assert kept(site).closes is None


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("facilitator", 200),
        ("member", 403),
        ("newcomer", 403),
        ("colleague", 403),
        ("reviewer", 403),
        ("siteadmin", 403),
        ("admin", 403),
    ],
)
def test_who_gets_the_add_form(visit, who, status):
    visitor = visit(who)
    visitor.go(ADD)
    assert visitor.status == status


def test_a_visitor_is_asked_to_log_in(visit):
    visitor = visit(None)
    visitor.go(ADD)
    assert visitor.path.startswith("login")


def test_the_form_says_what_it_is_for(visit):
    visitor = visit("facilitator")
    visitor.go(ADD)
    for words in (
        "Ask what people want to talk about",
        "What it is about",
        "Dots for each person",
        "Secret dots: final",
        "Time zone: UTC",
        "Leave empty to close the vote yourself",
    ):
        assert words in visitor.text, words


def test_a_round_is_made_on_the_clock_of_whoever_types(visit, site, in_sofia):
    visitor = visit("facilitator")
    visitor.go(ADD)
    assert "Time zone: Europe/Sofia" in visitor.text
    said = save(
        visitor,
        **{"IBasic.title": "This spring"},
        opens="2027-03-01T10:00",
        closes="2027-04-01T10:00",
    )
    assert "Only facilitators see it until you show it" in said
    made = kept(site)
    assert api.content.get_state(made) == "private"
    assert made.opens.isoformat() == "2027-03-01T08:00:00+00:00"
    assert made.closes.isoformat() == "2027-04-01T07:00:00+00:00"
    assert made.getId() in visitor.path


def test_saving_without_a_change_moves_no_time(visit, site, round_at, in_sofia, rest):
    url = round_at("community")
    sent = {"opens": "2027-03-01T08:00:00Z", "closes": "2027-04-01T07:00:00Z"}
    rest("facilitator").patch(url, json=sent)
    visitor = visit("facilitator")
    for _time in range(2):
        visitor.go(f"{url}/edit")
        field = visitor.browser.getControl(name=OPENS)
        assert field.value == "2027-03-01T10:00"
        save(visitor, **{"IBasic.title": "Anew"})
    made = kept(site)
    assert made.title == "Anew"
    assert made.opens.isoformat() == "2027-03-01T08:00:00+00:00"
    assert made.closes.isoformat() == "2027-04-01T07:00:00+00:00"


def test_times_can_be_emptied(visit, site, round_at, rest):
    url = round_at()
    rest("facilitator").patch(url, json={"closes": "2027-04-01T07:00:00Z"})
    visitor = visit("facilitator")
    visitor.go(f"{url}/edit")
    save(visitor, closes="")
    assert kept(site).closes is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"max_per_theme": "6"}, "his cannot be more than the dots each person has."),
        (
            {"opens": "2027-03-02T10:00", "closes": "2027-03-01T10:00"},
            "oting must close after it opens.",
        ),
        (
            {"opens": "tomorrow"},
            "Enter a date and a time, for example 2026-12-01T10:00:00+02:00",
        ),
        (
            {"opens": "9999-12-31T23:59"},
            "Enter a date and a time, for example 2026-12-01T10:00:00+02:00",
        ),
        (
            {"opens": "0000-00-00T00:00"},
            "Enter a date and a time, for example 2026-12-01T10:00:00+02:00",
        ),
        ({"dots": "many"}, "not a valid integer"),
        ({"dots": "0"}, "too small"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(visit, site, typed, said):
    visitor = visit("facilitator")
    visitor.go(ADD)
    text = save(visitor, **{"IBasic.title": "This spring", **typed})
    assert said in text
    assert "max_per_theme" not in text
    assert visitor.browser.getControl(name="form.widgets.IBasic.title").value
    transaction.begin()
    assert len(site["tuesday"]) == 0


@pytest.mark.parametrize(("who", "status"), [("member", 403), ("siteadmin", 200)])
def test_who_gets_the_edit_form(visit, round_at, who, status):
    visitor = visit(who)
    visitor.go(f"{round_at('community')}/edit")
    assert visitor.status == status


def test_what_a_rule_says_stands_in_the_form(visit, site, round_at):
    """Whatever listens may say no to a change, such as rules that are fixed by now."""

    def say_no(content, event):
        raise NotNow(_("dots: somebody has voted."))

    url = round_at()
    manager = getGlobalSiteManager()
    manager.registerHandler(say_no, (ITopicRound, IObjectModifiedEvent))
    try:
        visitor = visit("facilitator")
        visitor.go(f"{url}/edit")
        text = save(visitor, dots="7")
    finally:
        manager.unregisterHandler(say_no, (ITopicRound, IObjectModifiedEvent))
    assert visitor.status == 409
    assert "Once somebody has voted, the rules cannot be changed." in text
    assert visitor.browser.getControl(name="form.widgets.dots").value == "7"
    assert kept(site).dots == 5


def fields(visitor) -> set[str]:
    """Return the fields of the form that is shown, without their prefix."""
    names = re.findall(r'name="form\.widgets\.([\w.]+)', visitor.browser.contents)
    known = ("IBasic.title", "stage", "unnamed_topics", "dots", "max_per_theme")
    return {*known, "secrecy", "opens", "closes"} & set(names)


WORDS = {"IBasic.title", "stage"}
RULES = {"dots", "max_per_theme", "secrecy"}


def test_the_form_offers_what_can_still_be_changed(visit, site, a_vote, rest, go_on):
    vote = a_vote("collecting")
    page = visit("facilitator")
    edit = f"{vote.url}/edit"
    page.go(edit)
    assert fields(page) == {*WORDS, "unnamed_topics", *RULES, "opens", "closes"}
    rest("member").post(f"{vote.url}/@topics", json={"text": "Rest"})
    page.go(edit)
    assert fields(page) == {*WORDS, *RULES, "opens", "closes"}, "names were promised"
    go_on(vote, "voting")
    page.go(edit)
    assert fields(page) == {*WORDS, *RULES, "closes"}
    rest("member").put(f"{vote.url}/@ballot", json={"dots": {vote.themes[0]: 1}})
    page.go(vote.url)
    page.browser.getLink("Edit its text, and when the vote closes").click()
    assert fields(page) == {*WORDS, "closes"}
    assert "Somebody has voted" in page.text
    save(page, closes="2031-04-01T10:00")
    assert kept(site).closes.year == 2031
    go_on(vote, "closed")
    page.go(vote.url)
    page.browser.getLink("Edit its title and summary").click()
    assert fields(page) == WORDS
    assert "This round is over" in page.text
    save(page, **{"IBasic.title": "What moved us"})
    found = kept(site)
    assert (found.title, found.dots, found.closes.year) == ("What moved us", 5, 2031)


def test_a_vote_that_opened_as_a_secret_one_stays_one(visit, a_vote):
    page = visit("facilitator")
    page.go(f"{a_vote('voting', secrecy='secret').url}/edit")
    assert fields(page) == {*WORDS, "unnamed_topics", *RULES, "closes"} - {"secrecy"}


def test_what_was_open_before_the_first_dots_is_refused_and_not_passed_over(
    visit, site, a_vote, rest
):
    vote = a_vote("voting")
    page = visit("facilitator")
    page.go(f"{vote.url}/edit")
    rest("member").put(f"{vote.url}/@ballot", json={"dots": {vote.themes[0]: 1}})
    save(page, dots="7")
    assert page.status == 409
    assert page.browser.getControl(name="form.widgets.dots").value == "7"
    assert kept(site).dots == 5
