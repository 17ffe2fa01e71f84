"""Going on to the next phase, showing a round, deleting it: pages for facilitators."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.topic import collecting
from leap.cop.topic import grouping
from plone import api

import pytest
import transaction


# Going on


def test_from_collecting_to_the_close(visit, a_round):
    found = a_round()
    topic = found.topic("How do we ask?")
    found.topic("Alone")
    page = visit("facilitator")
    page.go(found.path)
    page.browser.getLink("Go on to grouping").click()
    assert "Nobody can add new topics after this. Topics so far: 2." in page.text
    page.form_to("go-on").submit()
    assert page.path == f"{found.path}/board"
    assert found.phase() == "grouping"
    page.go(f"{found.path}/go-on")
    assert "There are no themes yet" in page.text
    with pytest.raises(LookupError):
        page.browser.getControl("Open the vote")
    asking = found.theme("Asking", topic)
    found.do("member", collecting.object_to, topic, "Rather listening")
    page.go(found.path)
    page.browser.getLink("Open the vote").click()
    for words in (
        "who is a member or facilitator at this moment (3)",
        "Rather listening",
        "Topics not in a theme",
        "Alone",
        "Themes: 1. Dots for each person: 5.",
        "a good number of dots is: 3.",
    ):
        assert words in page.text, words
    assert (
        "With twelve or more, people tend to choose what they saw last" not in page.text
    )
    page.form_to("go-on").submit()
    assert found.phase() == "voting"
    member = visit("member")
    member.go(found.path)
    assert "Give your dots to what matters most to you." in member.text
    assert "Voted: 0 of 3" in member.text
    assert member.browser.getLink("Give your dots").url.endswith("/vote")
    found.vote({asking: 2})
    member.go(found.path)
    assert "You have given your dots. You can move them" in member.text
    assert member.browser.getLink("Change your dots").url.endswith("/vote")
    page.go(found.path)
    page.browser.getLink("Close the vote").click()
    assert "Voted: 1 of 3" in page.text
    assert "After this nobody can vote, and nobody can reopen the vote" in page.text
    assert "database" not in page.text
    page.form_to("go-on").submit()
    assert found.phase() == "closed"
    assert "The round is over." in page.text
    member.go(found.path)
    assert "The round is over." in member.text
    assert "Your topics in this round" in member.text


def test_administrators_see_how_many_object_and_not_what_they_say(visit, a_round):
    found = a_round()
    topic = found.topic("How do we ask?")
    found.theme("Asking", topic)
    found.go("grouping")
    found.do("member", collecting.object_to, topic, "Rather listening")
    page = visit("siteadmin")
    page.go(f"{found.path}/go-on")
    assert "Topics that do not fit, according to their authors (1)" in page.text
    assert "Facilitators can read what they say." in page.text
    assert "Rather listening" not in page.text


def test_many_themes_and_few_voters_are_spoken_of(visit, a_round):
    found = a_round(secrecy="secret")
    for number in range(12):
        found.theme(f"Theme {number}")
    page = visit("facilitator")
    page.go(f"{found.path}/go-on?phase=voting")
    for words in (
        "With twelve or more, people tend to choose what they saw last",
        "a good number of dots is 4.",
        "dots are final once they are given",
        "If fewer than 8 people vote, only the order is shown",
    ):
        assert words in page.text, words
    page.form_to("go-on").submit()
    found.vote({grouping.themes(found.content)[0].id: 1})
    page.go(f"{found.path}/go-on")
    assert (
        "The people who run the server could still find out "
        "until the round is closed and the database has been "
        "packed (cleaned up)"
    ) in page.text
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
    assert " round can only move forward" in page.text
    with pytest.raises(LookupError):
        page.form_to("go-on")
    page.go(f"{found.path}/go-on")
    page.form_to("go-on").getControl(name="phase").value = "grouping"
    page.form_to("go-on").submit()
    assert page.status == 409
    assert found.phase() == "voting"


def test_a_round_ends_without_a_vote(visit, a_round):
    found = a_round()
    found.theme("Asking", found.topic("How do we ask?"))
    page = visit("facilitator")
    page.go(found.path)
    page.browser.getLink("End the round without a vote …").click()
    assert "Nobody gives dots" in page.text
    page.form_to("go-on").submit()
    member = visit("member")
    member.go(found.path)
    assert "This round ended without a vote." in member.text
    assert "(done)" not in member.text
    assert "How do we ask?" in member.text
    page.go(found.path)
    page.browser.getLink("Start the next round").click()
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
    assert "Voted: 0 of 3" in page.text
    assert "Open until" in page.text
    assert page.browser.getLink("Give your dots")
    content = found.content
    content.closes = now - timedelta(minutes=1)
    transaction.commit()
    page.go(found.path)
    assert "The round is over." in page.text


def test_times_are_those_of_the_reader(visit, a_round):
    found = a_round(opens=datetime(2030, 6, 1, 10, tzinfo=UTC))
    api.portal.set_registry_record("plone.portal_timezone", "Europe/Sofia")
    transaction.commit()
    page = visit("member")
    page.go(found.path)
    assert "Voting opens 1 June 2030, 13:00 (Europe/Sofia)" in page.text


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
    assert "You joined after the vote opened." in page.text
    with pytest.raises(LookupError):
        page.browser.getLink("Give your dots")
    assert "write-to-facilitators" in page.browser.getLink("Ask the facilit").url


# Showing it, deleting it


def test_a_facilitator_shows_a_private_round(visit, a_round):
    found = a_round("private")
    member = visit("member")
    member.go(found.path)
    assert member.status == 404
    page = visit("facilitator")
    page.go(found.path)
    assert "Only facilitators see this round." in page.text
    page.form_to("move-round").getControl("Show to members").click()
    assert "Members can see the round now." in page.text
    member.go(found.path)
    assert member.status == 200


def test_a_round_goes_no_further_than_its_community(visit, a_round, site):
    found = a_round("private")
    with api.env.adopt_user("siteadmin"):
        api.content.transition(site["tuesday"], "hide")
    transaction.commit()
    page = visit("facilitator")
    page.go(f"{found.path}/move-round")
    page.form_to("move-round").getControl("Show to members").click()
    assert page.status == 409
    assert "Open the community first." in page.text


def test_while_nobody_sees_it_the_vote_warns(visit, a_round):
    found = a_round("private")
    found.theme("Asking")
    page = visit("facilitator")
    page.go(f"{found.path}/go-on?phase=voting")
    assert "Until members can see it, nobody can vote." in page.text


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
    assert "The round has been deleted." in page.text
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
