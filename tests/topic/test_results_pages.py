"""What came out over HTTP: ranked, tied, few, withheld; as CSV; through the rounds."""

from leap.cop.testing import PEOPLE
from tests.topic.pages import TITLES
from tests.visitor import plain

import csv
import io
import pytest
import re


@pytest.fixture
def ballots(rest):
    """Return a function that casts ballots over REST, by user id."""

    def cast(vote, **numbers) -> None:
        for userid, given in numbers.items():
            dots = dict(zip(vote.themes, given, strict=False))
            answer = rest(userid).put(f"{vote.url}/@ballot", json={"dots": dots})
            assert answer.status_code == 200, answer.text

    return cast


# Blind until the close


def blind(session, vote) -> dict[str, str]:
    """Return what the pages say that hold nothing of the reader's own."""
    names = ("", "results-part", f"theme?id={vote.themes[0]}", "../rounds", "paper")
    found = {}
    for name in names:
        answer = session.get(f"{vote.url}/{name}")
        text = plain(answer.text)
        for voted in ("Voted: 1 of 3", "Voted: 2 of 3"):
            text = text.replace(voted, "")
        found[name] = f"{answer.status_code} {text}"
    return found


def test_nothing_depends_on_a_ballot_before_the_close(pages, a_vote, ballots):
    vote = a_vote()
    # That somebody has voted, and themes stay from then on, is for everybody to know.
    ballots(vote, teller=(1,))
    readers = {who: pages(who) for who in ("facilitator", "siteadmin", "admin")}
    before = {who: blind(session, vote) for who, session in readers.items()}
    ballots(vote, member=(3, 1), teller=(0, 3, 1))
    after = {who: blind(session, vote) for who, session in readers.items()}
    assert before == after


@pytest.mark.parametrize("who", ["member", "facilitator", "siteadmin", "admin"])
def test_nothing_came_out_before_the_close(pages, a_vote, ballots, who):
    vote = a_vote()
    ballots(vote, teller=(3, 1))
    session = pages(who)
    part = session.get(f"{vote.url}/results-part")
    assert part.status_code == 200
    assert plain(part.text) == ""
    table = session.get(f"{vote.url}/results-csv")
    assert table.status_code == 409
    assert "Schools" not in table.text


def test_nothing_came_out_of_a_round_without_a_vote(pages, a_vote, go_on):
    vote = a_vote("grouping")
    go_on(vote, "closed")
    words = pages("member").words(f"{vote.url}/results-part")
    assert "ended without a vote" in words
    assert pages("member").get(f"{vote.url}/results-csv").status_code == 200
    assert "ended without a vote" in pages("member").words(f"{vote.url}/room")
    rounds = pages("member").words(f"{vote.url.rpartition('/')[0]}/rounds")
    assert "This round ended without a vote." in rounds
    assert "The dots have been counted" not in rounds


# What came out


def test_themes_are_ranked_and_ties_are_ties(pages, a_vote, ballots, go_on):
    vote = a_vote()
    ballots(vote, member=(3, 1, 1), teller=(2, 1), facilitator=(0, 1, 2))
    go_on(vote, "closed")
    words = pages("member").words(f"{vote.url}/results-part")
    assert "Voted: 3 of 3" in words
    assert "1 Schools 5 dots 2 people" in words
    assert "2 (joint) Online 3 dots 3 people" in words
    assert "2 (joint) Rest 3 dots 2 people" in words
    plan = "What next? Plan a meeting to talk about it"
    assert plan not in words
    assert plan in pages("facilitator").words(f"{vote.url}/results-part")
    # It stands on the page of the round, for whoever sees that.
    assert "2 (joint) Online 3 dots 3 people" in pages("siteadmin").words(vote.url)


def test_what_matters_a_lot_to_few_is_flagged_and_explained(
    pages, a_vote, ballots, go_on
):
    vote = a_vote()
    ballots(vote, member=(2, 2), teller=(3, 2), facilitator=(0, 0, 3))
    go_on(vote, "closed")
    words = pages("member").words(f"{vote.url}/results-part")
    assert "Rest Matters a lot to a few" in words
    assert "Perhaps they could meet about it" in words
    assert words.count("Matters a lot to a few") == 2


def test_topics_stand_under_their_theme_and_a_corrected_label_beside_the_old_one(
    pages, a_vote, ballots, go_on, rest
):
    vote = a_vote("collecting")
    member, facilitator = rest("member"), rest("facilitator")
    topic = member.post(f"{vote.url}/@topics", json={"text": "How do we ask?"}).json()
    theme = f"{vote.url}/@themes/{vote.themes[0]}"
    facilitator.patch(theme, json={"topics": [topic["id"]]})
    go_on(vote, "voting")
    ballots(vote, member=(3,))
    facilitator.patch(theme, json={"title": "Asking at school"})
    go_on(vote, "closed")
    words = pages("teller").words(f"{vote.url}/results-part")
    assert "Asking at school Earlier, it was called “Schools”." in words
    assert "How do we ask?" in words
    assert "Mia Brook" not in words


def test_paper_is_in_the_numbers_and_the_page_says_what_it_does_not_know(
    pages, a_vote, ballots, go_on, rest
):
    vote = a_vote()
    sent = {"voters": ["member", "teller"], "dots": {vote.themes[0]: 5}}
    rest("facilitator").post(f"{vote.url}/@paper-ballots", json=sent)
    ballots(vote, facilitator=(1, 2))
    go_on(vote, "closed")
    words = pages("member").words(f"{vote.url}/results-part")
    assert "1 Schools 6 dots 1 person" in words
    assert (
        "Dots on paper count too, but cannot show how many people chose a theme"
    ) in words


def test_a_small_secret_round_shows_places_and_says_why(pages, a_vote, ballots, go_on):
    vote = a_vote(secrecy="secret")
    ballots(vote, member=(3, 1), teller=(3, 2), facilitator=(1,))
    go_on(vote, "closed")
    for page in ("results-part", "room"):
        words = pages("facilitator").words(f"{vote.url}/{page}")
        assert (
            "ew people voted in this secret round, so numbers could "
            "show how individual people voted"
        ) in words
        assert words.index("Schools") < words.index("Online") < words.index("Rest")
        assert not re.search(r"\d dots?\b", words)
    table = pages("member").get(f"{vote.url}/results-csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table)))
    assert rows[1] == ["1", "Schools", "", ""]


def test_a_very_small_secret_round_shows_no_order(pages, a_vote, ballots, go_on):
    vote = a_vote(secrecy="secret")
    ballots(vote, member=(0, 0, 3), teller=(0, 0, 3))
    go_on(vote, "closed")
    words = pages("facilitator").words(f"{vote.url}/results-part")
    assert "No results are shown" in words
    # The facilitators' order, which says nothing.
    assert words.index("Schools") < words.index("Online") < words.index("Rest")
    assert "not shown Rest" in words


def test_no_name_of_anybody_stands_in_what_came_out(pages, a_vote, ballots, go_on):
    vote = a_vote()
    ballots(vote, member=(3, 1), teller=(0, 2))
    go_on(vote, "closed")
    for page in ("results-part", "results-csv", "room"):
        text = pages("facilitator").get(f"{vote.url}/{page}").text
        for userid, (name, _site_role, _role) in PEOPLE.items():
            assert name not in text
            assert f">{userid}<" not in text


# As a table


def test_the_table_is_for_this_reader_alone_and_calculates_nothing(
    pages, a_vote, ballots, go_on
):
    vote = a_vote(titles=('=HYPERLINK("http://elsewhere")', "Школа", "@rest;=1"))
    ballots(vote, member=(3, 2), teller=(2, 1))
    go_on(vote, "closed")
    answer = pages("member").get(f"{vote.url}/results-csv")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "attachment; filename=results.csv"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [
        ["Place", "Theme", "Dots", "People"],
        ["1", '\'=HYPERLINK("http://elsewhere")', "5", "2"],
        ["2", "Школа", "3", "2"],
        ["3", "'@rest;'=1", "0", "0"],
    ]


@pytest.mark.parametrize("who", ["colleague", "newcomer", "reviewer"])
def test_the_table_is_not_there_for_others(pages, a_vote, go_on, who):
    vote = a_vote()
    go_on(vote, "closed")
    answer = pages(who).get(f"{vote.url}/results-csv")
    assert answer.status_code == 404
    assert "Schools" not in answer.text


# Dealt with


def test_facilitators_say_what_the_group_has_talked_about(pages, a_vote, rest, go_on):
    vote = a_vote()
    deal, part = f"{vote.url}/dealt-with", f"{vote.url}/results-part"
    facilitator, member = pages("facilitator"), pages("member")
    sent = {"theme": vote.themes[0], "dealt_with": "yes"}
    assert facilitator.submit(deal, **sent).status_code == 409
    go_on(vote, "closed")
    assert "We have talked about this." not in member.words(part)
    assert "dealt-with" not in member.get(part).text
    assert member.submit(deal, **sent).status_code == 403
    answer = facilitator.submit(deal, **sent)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{vote.url}#cop-results"
    assert "We have talked about this." in member.words(part)
    later = a_vote("collecting", titles=())
    waiting = rest("facilitator").get(f"{later.url}/@themes").json()["candidates"]
    assert {one["title"] for one in waiting} == set(TITLES[1:])
    facilitator.submit(deal, theme=vote.themes[0], dealt_with="no")
    waiting = rest("facilitator").get(f"{later.url}/@themes").json()["candidates"]
    assert {one["title"] for one in waiting} == set(TITLES)


@pytest.mark.parametrize(
    "sent",
    [{"theme": "nothing", "dealt_with": "yes"}, {"dealt_with": "perhaps"}, {}],
)
def test_what_is_no_theme_and_no_answer_is_said(pages, a_vote, go_on, sent):
    vote = a_vote()
    go_on(vote, "closed")
    answer = pages("facilitator").submit(f"{vote.url}/dealt-with", **sent)
    assert answer.status_code == 400


# Through the rounds


def test_the_way_of_a_theme_goes_through_the_rounds(
    pages, site, a_vote, ballots, go_on, rest
):
    first = a_vote(title="At the start")
    facilitator = rest("facilitator")
    ballots(first, member=(3, 1), teller=(1,))
    go_on(first, "closed")
    second = a_vote("collecting", titles=(), title="Half a year on", stage="middle")
    taken = facilitator.post(
        f"{second.url}/@themes", json={"candidate": first.themes[0]}
    )
    assert taken.status_code == 201, taken.text
    theme = taken.json()["id"]
    topic = rest("member").post(f"{second.url}/@topics", json={"text": "Still?"}).json()
    facilitator.patch(
        f"{second.url}/@themes/{theme}",
        json={"title": "Schools, again", "topics": [topic["id"]]},
    )
    facilitator.post(f"{second.url}/@themes", json={"title": "New here"})
    go_on(second, "voting")
    member = pages("member")
    early = member.words(f"{second.url}/theme?id={theme}")
    assert "4 dots 80% of all dots 2 people" in early
    assert "People give their dots" in early
    rest("member").put(f"{second.url}/@ballot", json={"dots": {theme: 2}})
    go_on(second, "closed")
    for where, one in ((first, first.themes[0]), (second, theme)):
        words = member.words(f"{where.url}/theme?id={one}")
        earlier = words.index("Place 1 4 dots 80% of all dots 2 people")
        assert earlier < words.index("Place 1 2 dots 100% of all dots 1 person")
        assert "In that round it was called “Schools”." in words
        assert "Still?" in words
        assert "Worried about somebody?" in words
    rounds = member.get(f"{site.absolute_url()}/tuesday/rounds").text
    words = plain(rounds)
    assert words.count("See the results") == 2
    came = "Schools, again At the start : Schools, again 80 % Half a year on"
    assert came in words
    assert "Schools, again 100 %" in words
    assert "Online At the start : Online 20 %" in words
    assert "New here Half a year on : New here 0 %" in words
    assert (
        "–" not in rounds[rounds.index("cop-lines-list") :].partition("</section>")[0]
    )
    # A chart stands where there is something to compare.
    assert rounds.count("cop-columns-chart") == 1
    order = (came, "New here Half a year on", "Online At the start")
    assert sorted(order, key=words.index) == list(order), "not the newest round first"


def test_the_way_of_a_theme_tells_what_it_was_called_before(
    pages, a_vote, ballots, rest
):
    vote = a_vote()
    ballots(vote, member=(1,))
    title = {"title": "Schools that call back"}
    rest("facilitator").patch(f"{vote.url}/@themes/{vote.themes[0]}", json=title)
    words = pages("member").words(f"{vote.url}/theme?id={vote.themes[0]}")
    assert "it was called Schools Back to the round" in words


def test_the_way_of_a_theme_leaves_out_what_a_reader_may_not_see(
    pages, a_vote, ballots, go_on, rest
):
    first = a_vote(title="At the start")
    go_on(first, "closed")
    second = a_vote("grouping", show="", titles=(), title="Being prepared")
    rest("facilitator").post(
        f"{second.url}/@themes", json={"candidate": first.themes[0]}
    )
    where = f"{first.url}/theme?id={first.themes[0]}"
    assert "Being prepared" in pages("facilitator").words(where)
    assert "Being prepared" not in pages("member").words(where)


@pytest.mark.parametrize("query", ["", "?id=nothing", "?id=1&id=2"])
def test_the_way_of_no_theme_is_not_there(pages, a_vote, query):
    vote = a_vote()
    assert pages("member").get(f"{vote.url}/theme{query}").status_code == 404
