"""The vote in a room over HTTP: reminders, paper, the big screen, what waits."""

from leap.cop.testing import PEOPLE
from plone import api
from tests.topic.pages import TITLES
from tests.visitor import plain

import pytest
import re
import transaction


# Reminders


def test_a_reminder_says_how_many_and_never_who(pages, a_vote):
    vote = a_vote()
    pages("member").submit(vote.vote, act="keep", **vote.dots(1))
    facilitator = pages("facilitator")
    voters = f"{vote.url}/voters"
    assert facilitator.submit(voters, act="remind").status_code == 303
    page = facilitator.words(voters)
    assert "2 people have not voted. Those who can be reached by email will" in page
    again = facilitator.submit(voters, act="remind")
    assert again.status_code == 409
    assert "less than a day ago" in plain(again.text)


def test_a_reminder_says_whom_no_mail_reaches(pages, a_vote):
    vote = a_vote()
    api.user.get(userid="member").setMemberProperties({"email": ""})
    transaction.commit()
    facilitator = pages("facilitator")
    voters = f"{vote.url}/voters"
    assert facilitator.submit(voters, act="remind").status_code == 303
    page = facilitator.words(voters)
    assert (
        "1 of the people who can vote has no email address here, so they get no email."
    ) in page


def test_the_list_of_voters_does_not_tell_who_has_voted(pages, a_vote):
    vote = a_vote()
    facilitator = pages("facilitator")

    def listed() -> str:
        page = facilitator.get(f"{vote.url}/voters").text
        return page[page.index("cop-voters-title") :].partition("</main>")[0]

    before = listed()
    pages("member").submit(vote.vote, act="keep", **vote.dots(1))
    assert listed() == before
    assert "Voted: 1 of 3" in facilitator.words(f"{vote.url}/voters")


# Paper


def test_dots_on_paper_count_like_clicks_and_once(pages, a_vote):
    vote = a_vote()
    facilitator = pages("facilitator")
    paper = f"{vote.url}/paper"
    receipt = facilitator.hidden(paper, "receipt")
    sent = {"voters": ["member", "teller"], "receipt": receipt, **vote.dots(5, 3)}
    for _click in range(2):
        answer = facilitator.submit(paper, **sent)
        assert (answer.status_code, answer.text) == (303, "")
    assert "2 people's dots are in" in facilitator.words(paper)
    box = vote.stored().box
    assert (box.voted_total, box.tally().ballots, box.tally().spent) == (2, 2, 8)
    assert "they were on paper" in pages("member").words(vote.vote)
    answer = pages("member").submit(vote.vote, act="keep", **vote.dots(1))
    assert answer.status_code == 409


def test_a_wall_that_was_typed_wrongly_is_taken_out_again(pages, a_vote):
    vote = a_vote()
    facilitator = pages("facilitator")
    paper = f"{vote.url}/paper"
    assert "Entered so far" not in facilitator.words(paper)
    sent = {"voters": ["member", "teller"], "receipt": "a-wall-of-two"}
    facilitator.submit(paper, **sent, **vote.dots(5, 3))
    entered = facilitator.words(paper).partition("Entered so far")[2]
    # Whose they are stands nowhere.
    assert entered.startswith(" Stickers from 2 people: take them out again")
    assert "Brook" not in entered
    [wall] = vote.stored().box.walls()
    page = f"{vote.url}/take-out-paper"
    said = facilitator.words(f"{page}?wall={wall.id}")
    assert "2 people's stickers will no longer count." in said
    answer = facilitator.submit(page, wall=wall.id)
    assert (answer.status_code, answer.headers["Location"]) == (303, paper)
    said = facilitator.words(paper)
    assert "2 people can vote again, and will get an email." in said
    assert "Voted: 0 of 3" in said
    # A double click ends there as well; the page itself is no more.
    answer = facilitator.submit(page, wall=wall.id)
    assert (answer.status_code, answer.headers["Location"]) == (303, paper)
    assert facilitator.get(f"{page}?wall={wall.id}").status_code == 404
    # Whose they were reads it, until they have given dots.
    for url in (vote.url, vote.vote):
        assert (
            " facilitator entered stickers from paper as yours, and "
            "has taken them out again"
        ) in pages("member").words(url)
        assert (
            " facilitator entered stickers from paper as yours, and "
            "has taken them out again"
        ) not in facilitator.words(url)
    answer = pages("member").submit(vote.vote, act="keep", **vote.dots(1))
    assert answer.status_code == 303


def test_who_may_take_a_wall_out(pages, a_vote):
    vote = a_vote()
    sent = {"voters": ["member"], "receipt": "a-wall-of-one"}
    pages("facilitator").submit(f"{vote.url}/paper", **sent, **vote.dots(1))
    [wall] = vote.stored().box.walls()
    page = f"{vote.url}/take-out-paper"
    for who, status in (
        ("member", 403),
        ("reviewer", 404),
        ("newcomer", 404),
        ("colleague", 404),
        ("siteadmin", 200),
        ("facilitator", 200),
    ):
        assert pages(who).get(f"{page}?wall={wall.id}").status_code == status, who
        if status != 200:
            answer = pages(who).submit(page, wall=wall.id)
            assert answer.status_code == status, who
    assert vote.stored().box.voted_total == 1
    assert pages("siteadmin").submit(page, wall=wall.id).status_code == 303
    assert vote.stored().box.voted_total == 0


def test_nobody_counts_twice_and_then_nothing_counts(pages, a_vote):
    vote = a_vote()
    pages("member").submit(vote.vote, act="keep", **vote.dots(1))
    facilitator = pages("facilitator")
    paper = f"{vote.url}/paper"
    assert "Mia Brook" in facilitator.words(paper)
    answer = facilitator.submit(
        paper, voters=["teller", "member"], receipt="wall-of-one", **vote.dots(4, 2)
    )
    assert answer.status_code == 400
    words = plain(answer.text)
    assert (
        "at least one of these people has already voted, so nothing has been counted"
    ) in words.lower()
    # Not who: whoever asks that way would learn it about everybody.
    said = words[: words.index("Whose stickers")]
    assert "Mia Brook" not in said
    assert "Tess Lane" not in said
    box = vote.stored().box
    assert (box.voted_total, box.tally().spent) == (1, 1)
    assert 'href="#cop-voter-1"' in answer.text
    for ticked in ("teller", "member"):
        field = re.search(rf'<input[^>]*value="{ticked}"[^>]*>', answer.text).group()
        assert "checked" in field
    assert 'value="wall-of-one"' in answer.text
    assert re.search(rf'name="dots.{vote.themes[0]}"[^>]*value="4"', answer.text)


@pytest.mark.parametrize(
    "sent,words",
    [
        ({"voters": []}, "whose dots these are"),
        ({"voters": ["member"], "numbers": (4,)}, "No more than 3"),
        ({"voters": ["member", "teller"], "numbers": (6, 5)}, "You have 10"),
        ({"voters": ["colleague"], "numbers": (1,)}, "Cannot vote in this round"),
        ({"voters": ["member"], "numbers": ("many",)}, "whole numbers"),
    ],
)
def test_what_does_not_fit_on_paper_counts_nothing(pages, a_vote, sent, words):
    vote = a_vote()
    data = {"voters": sent["voters"], **vote.dots(*sent.get("numbers", ()))}
    answer = pages("facilitator").submit(f"{vote.url}/paper", **data)
    assert answer.status_code == 400
    assert words in plain(answer.text)
    assert not vote.stored().box.has_ballots


def test_paper_of_a_secret_round_says_what_few_sheets_tell(pages, a_vote):
    secret, named = a_vote(secrecy="secret"), a_vote()
    facilitator = pages("facilitator")
    words = "at least three people’s stickers together"
    assert words in facilitator.words(f"{secret.url}/paper")
    assert words not in facilitator.words(f"{named.url}/paper")


# The room


def test_the_room_shows_turnout_a_code_and_no_names(pages, a_vote, rest):
    vote = a_vote(description="What kept you thinking?")
    for who in ("member", "teller"):
        pages(who).submit(vote.vote, act="keep", **vote.dots(3, 1))
    for who in ("facilitator", "siteadmin"):
        page = pages(who).get(f"{vote.url}/room").text
        assert "Voted: 2 of 3" in plain(page)
        assert "What kept you thinking?" in plain(page)
        assert 'class="cop-code"' in page
        assert f'href="{vote.vote}"' in page
        for title in TITLES:
            assert title not in page
        for name, _site_role, _role in PEOPLE.values():
            assert name not in page


def test_the_room_shows_what_came_out(pages, a_vote, go_on):
    vote = a_vote()
    pages("member").submit(vote.vote, act="keep", **vote.dots(3, 1))
    go_on(vote, "closed")
    page = pages("facilitator").get(f"{vote.url}/room").text
    words = plain(page)
    assert "Voted: 1 of 3" in words
    assert words.index("Schools 3 dots") < words.index("Online 1 dot")
    assert "Look again" not in words
    for name, _site_role, _role in PEOPLE.values():
        assert name not in page


def test_a_phone_opens_the_vote_when_there_is_one(pages, a_vote):
    member = pages("member")
    collecting = member.get(f"{a_vote('collecting').url}/room").text
    assert 'class="cop-code"' in collecting
    grouping = member.get(f"{a_vote('grouping').url}/room").text
    assert 'class="cop-code"' not in grouping


# What waits


def test_what_waits_stands_with_the_round_until_it_is_done(pages, site, a_vote):
    home = f"{site.absolute_url()}/tuesday"
    member = pages("member")
    assert f'href="{home}/rounds"' in member.get(home).text
    vote = a_vote()
    rounds = f"{home}/rounds"
    assert "You have 5 dots to give" in member.words(rounds)
    assert f'href="{vote.vote}"' in member.get(rounds).text
    member.submit(vote.vote, act="keep", **vote.dots(1))
    left = "You have voted. You have 4 dots left, if you want to give them"
    assert left in member.words(rounds)
    member.submit(vote.vote, act="keep", **vote.dots(3, 2))
    assert "You have given your dots" in member.words(rounds)
    assert "your dots" not in pages("siteadmin").words(rounds)


def test_a_home_says_nothing_of_rounds_that_others_prepare(pages, site, a_vote):
    vote = a_vote("grouping", show="")
    home = f"{site.absolute_url()}/tuesday"
    for who in ("member", "colleague"):
        for page in (home, f"{home}/rounds"):
            assert "What next?" not in pages(who).get(page).text
    words = pages("facilitator").words(f"{home}/rounds")
    assert "What next?" in words
    assert "Only facilitators see it" in words
    assert pages("member").get(f"{vote.url}/room").status_code == 404


def test_only_facilitators_begin_a_round(pages, site):
    url = f"{site.absolute_url()}/tuesday/rounds"
    begin = "++add++leap.cop.TopicRound"
    assert begin in pages("facilitator").get(url).text
    for who in ("member", "colleague", "siteadmin"):
        assert begin not in pages(who).get(url).text
    assert "There are no rounds for you to see yet" in pages("member").words(url)


def test_rounds_of_a_closed_community_are_not_there(pages, site):
    with api.env.adopt_user("siteadmin"):
        api.content.transition(site["tuesday"], "hide")
    transaction.commit()
    url = f"{site.absolute_url()}/tuesday/rounds"
    for who in ("member", "colleague", "newcomer"):
        assert pages(who).get(url).status_code == 404
