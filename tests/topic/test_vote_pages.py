"""The page of the own dots over HTTP, per role: named and secret, and who cannot."""

from leap.cop.community.membership import Membership
from leap.cop.testing import PASSWORD
from tests.conftest import NOW
from tests.topic.pages import Pages
from tests.topic.pages import Vote
from tests.visitor import plain

import pytest
import re
import transaction


# Who may

OPEN = ("room", "results-part", "my-ballot-counted")
FACILITATORS = ("voters", "paper", "dealt-with")


def statuses(session: Pages, vote: Vote) -> dict[str, int]:
    names = ("vote", *OPEN, f"theme?id={vote.themes[0]}", *FACILITATORS)
    return {
        name.partition("?")[0]: session.get(f"{vote.url}/{name}").status_code
        for name in names
    }


def meant(vote: int, seen: int, facilitate: int) -> dict[str, int]:
    return {
        "vote": vote,
        **dict.fromkeys((*OPEN, "theme"), seen),
        **dict.fromkeys(FACILITATORS, facilitate),
    }


@pytest.mark.parametrize(
    "who,expected",
    [
        ("member", meant(200, 200, 403)),
        ("facilitator", meant(200, 200, 200)),
        ("siteadmin", meant(403, 200, 200)),
        ("admin", meant(403, 200, 200)),
        ("colleague", meant(404, 404, 404)),
        ("newcomer", meant(404, 404, 404)),
        ("reviewer", meant(404, 404, 404)),
    ],
)
def test_who_sees_which_page(pages, a_vote, who, expected):
    assert statuses(pages(who), a_vote()) == expected


def test_an_outsider_of_a_round_for_all_staff_looks_and_does_not_vote(pages, a_vote):
    vote = a_vote(show="publish")
    colleague = pages("colleague")
    assert statuses(colleague, vote) == meant(403, 200, 403)
    sent = {**vote.dots(1), "act": "keep", "_authenticator": "x"}
    assert colleague.post(vote.vote, data=sent).status_code == 403
    assert not vote.stored().box.has_ballots


def test_anonymous_visitors_are_sent_to_log_in(pages, a_vote):
    vote = a_vote(show="publish")
    for name in ("vote", *OPEN, *FACILITATORS, "results-csv", "theme"):
        answer = pages(None).get(f"{vote.url}/{name}")
        assert answer.status_code == 302, name
        assert "login" in answer.headers["Location"]
        assert "What next?" not in answer.text


def test_looking_at_pages_writes_nothing(pages, site, a_vote, go_on):
    open_vote, closed = a_vote(), a_vote(secrecy="secret")
    go_on(closed, "closed")
    facilitator, member = pages("facilitator"), pages("member")
    # Stock writes for itself the first time that somebody looks.
    for vote in (open_vote, closed):
        statuses(facilitator, vote)
        statuses(member, vote)
    member.get(f"{site.absolute_url()}/tuesday/rounds")
    before = site._p_jar.db().lastTransaction()
    for vote in (open_vote, closed):
        statuses(facilitator, vote)
        statuses(member, vote)
        member.get(f"{vote.url}/results-csv")
    member.get(f"{site.absolute_url()}/tuesday/rounds")
    assert site._p_jar.db().lastTransaction() == before


# A named ballot


def test_dots_are_kept_moved_and_taken_back(pages, a_vote):
    vote = a_vote()
    member = pages("member")
    assert "Dots left: 5 of 5" in member.words(vote.vote)
    answer = member.submit(vote.vote, act="keep", **vote.dots(3, 1))
    assert (answer.status_code, answer.text) == (303, "")
    assert answer.headers["Location"] == vote.vote
    page = member.get(vote.vote).text
    assert "Dots left: 1 of 5" in plain(page)
    assert "Your dots are in. You can move them until voting closes." in plain(page)
    assert vote.stored().box.ballot_of("member") == tuple(
        sorted(zip(vote.themes, (3, 1), strict=False))
    )
    member.submit(vote.vote, act="keep", **vote.dots("", "", 2))
    assert vote.stored().box.ballot_of("member") == ((vote.themes[2], 2),)
    assert member.submit(vote.vote, act="take-back").status_code == 303
    assert vote.stored().box.ballot_of("member") is None
    assert vote.stored().box.voted_total == 0
    assert "You have all your dots back" in member.words(vote.vote)


def test_the_same_again_is_no_other_ballot(pages, a_vote):
    vote = a_vote()
    member = pages("member")
    for _time in range(3):
        member.submit(vote.vote, act="keep", **vote.dots(1))
    assert vote.stored().box.tally().spent == 1
    assert "as before" in member.words(vote.vote)


@pytest.mark.parametrize(
    "numbers,words",
    [
        (("3", "2", "1"), "You have 5 dots in all"),
        (("4",), "No more than 3 on any one theme"),
        (("1", "-1"), " number of dots cannot be less than 0"),
        (("1", "two"), "whole numbers"),
        (("1", "1.5"), "whole numbers"),
        (("1", "9" * 5000), "whole numbers"),
    ],
)
def test_what_does_not_fit_is_said_kept_in_the_form_and_not_counted(
    pages, a_vote, numbers, words
):
    vote = a_vote()
    answer = pages("member").submit(vote.vote, act="keep", **vote.dots(*numbers))
    assert answer.status_code == 400
    assert words in plain(answer.text)
    wrong = re.search(r'href="#(cop-dots-\d+)"', answer.text).group(1)
    field = re.search(rf'<input[^>]*id="{wrong}"[^>]*>', answer.text).group()
    assert 'aria-invalid="true"' in field
    assert f'aria-describedby="{wrong}-problem"' in field
    for theme, number in vote.dots(*numbers).items():
        field = re.search(rf'name="{theme}"[^>]*value="([^"]*)"', answer.text)
        assert field.group(1) == number
    assert not vote.stored().box.has_ballots


def test_how_many_are_too_many_is_said(pages, a_vote):
    vote = a_vote()
    answer = pages("member").submit(vote.vote, act="keep", **vote.dots(3, 3, 1))
    assert "2 more than you have (5)" in plain(answer.text)


def test_a_theme_that_went_away_meanwhile_is_no_riddle(pages, a_vote, rest):
    vote = a_vote()
    gone = vote.themes[2]
    rest("facilitator").delete(f"{vote.url}/@themes/{gone}", json={})
    member = pages("member")
    answer = member.submit(vote.vote, act="keep", **vote.dots(1, 1, 1))
    assert answer.status_code == 409
    assert "themes have changed" in plain(answer.text)
    assert not vote.stored().box.has_ballots
    assert member.submit(vote.vote, act="keep", **vote.dots(1, 1, 0)).status_code == 303


def test_each_voter_has_an_order_of_their_own_that_stays(pages, a_vote):
    vote = a_vote(titles=[f"Theme {number}" for number in range(9)])

    def order(who: str) -> list[str]:
        return re.findall(r'name="dots\.(\w+)"', pages(who).get(vote.vote).text)

    assert order("member") == order("member")
    assert sorted(order("member")) == sorted(vote.themes)
    assert len({tuple(order(who)) for who in ("member", "teller", "facilitator")}) > 1


@pytest.mark.parametrize("token", ["", "0" * 40])
def test_a_form_of_another_site_gives_no_dots(pages, a_vote, token):
    vote = a_vote()
    sent = {**vote.dots(1), "act": "keep", "_authenticator": token}
    assert pages("member").post(vote.vote, data=sent).status_code == 403
    assert not vote.stored().box.has_ballots


# A secret ballot


def test_secret_dots_are_final_and_say_so_before(pages, a_vote):
    vote = a_vote(secrecy="secret")
    member = pages("member")
    page = member.words(vote.vote)
    assert 'href="#cop-final"' not in member.get(vote.vote).text
    assert "your dots are final" in page
    assert (
        "The people who run the server could still find out "
        "until the vote is closed and the database has been "
        "packed (cleaned up)"
    ) in page
    answer = member.submit(vote.vote, act="keep", **vote.dots(2, 1))
    assert answer.status_code == 400
    assert (
        "Please tick the box first, to say you know that these "
        "dots cannot be moved later"
    ) in plain(answer.text)
    assert 'href="#cop-final"' in answer.text
    assert not vote.stored().box.has_ballots
    receipt = member.hidden(vote.vote, "receipt")
    answer = member.submit(
        vote.vote, act="keep", final="1", receipt=receipt, **vote.dots(2, 1)
    )
    assert (answer.status_code, answer.text) == (303, "")
    assert receipt not in answer.headers["Location"]
    page = member.get(vote.vote).text
    assert "You have voted" in plain(page)
    assert "dots." not in page
    assert re.search(rf"<details.*{receipt}.*</details>", page, re.DOTALL)
    assert member.submit(vote.vote, act="take-back").status_code == 409
    assert vote.stored().box.tally().spent == 3


def test_a_retry_counts_once_and_another_ballot_does_not(pages, a_vote):
    vote = a_vote(secrecy="secret")
    member = pages("member")
    token = member.hidden(vote.vote, "_authenticator")
    sent = {
        "_authenticator": token,
        "act": "keep",
        "final": "1",
        "receipt": "a-receipt-of-mine",
        **vote.dots(2),
    }
    assert member.post(vote.vote, data=sent).status_code == 303
    assert member.post(vote.vote, data=sent).status_code == 303
    assert "They count once" in member.words(vote.vote)
    other = member.post(vote.vote, data={**sent, "receipt": "another-receipt"})
    assert other.status_code == 409
    assert vote.stored().box.tally().ballots == 1


def test_a_receipt_is_shown_to_nobody_else_at_the_same_computer(pages, a_vote):
    vote = a_vote(secrecy="secret")
    shared = pages("member")
    shared.submit(vote.vote, act="keep", final="1", receipt="a-receipt-of-mine")
    [cookie] = [one for one in shared.cookies if one.name.startswith("cop-receipt-")]
    assert cookie.path.endswith("/vote")
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "Strict"
    assert "member" not in cookie.name
    shared.auth = ("teller", PASSWORD)
    assert "a-receipt-of-mine" not in shared.get(vote.vote).text
    shared.submit(vote.vote, act="keep", final="1", receipt="a-receipt-of-hers")
    page = shared.get(vote.vote).text
    assert "a-receipt-of-hers" in page
    assert "a-receipt-of-mine" not in page
    assert "a-receipt" not in pages("member").get(vote.vote).text


def test_a_receipt_finds_the_ballot_after_the_close(pages, site, a_vote, go_on):
    vote = a_vote(secrecy="secret")
    member = pages("member")
    receipt = "a-receipt-of-mine"
    sent = {"act": "keep", "final": "1", "receipt": receipt}
    member.submit(vote.vote, **sent, **vote.dots(2, 0, 1))
    look = f"{vote.url}/my-ballot-counted"
    early = member.submit(look, receipt=receipt)
    assert early.status_code == 409
    assert "Schools" not in early.text
    go_on(vote, "closed")
    before = site._p_jar.db().lastTransaction()
    found = member.submit(look, receipt=f" {receipt} ")
    assert found.status_code == 200
    assert "Your dots were counted" in plain(found.text)
    assert "Schools: 2 dots" in plain(found.text)
    assert "Rest: 1 dot" in plain(found.text)
    assert receipt not in found.text
    other = member.submit(look, receipt="nobody-has-this-one")
    assert "There are no dots with this receipt in this round" in plain(other.text)
    assert member.submit(look, receipt="é").status_code == 400
    assert site._p_jar.db().lastTransaction() == before


# The other states of the page


def test_before_the_vote_the_page_says_so(pages, a_vote):
    vote = a_vote("collecting")
    member = pages("member")
    assert "has not opened yet" in member.words(vote.vote)
    answer = member.submit(vote.vote, act="keep", **vote.dots(1))
    assert answer.status_code == 409
    assert not vote.stored().box.has_ballots


def test_after_the_vote_the_page_says_so(pages, a_vote, go_on):
    vote = a_vote()
    member = pages("member")
    token = member.hidden(vote.vote, "_authenticator")
    go_on(vote, "closed")
    assert "The round is over" in member.words(vote.vote)
    sent = {"_authenticator": token, "act": "keep", **vote.dots(1)}
    assert member.post(vote.vote, data=sent).status_code == 409
    assert vote.stored().box.tally().ballots == 0


def test_a_late_joiner_asks_the_facilitators_who_let_them_vote(pages, site, a_vote):
    vote = a_vote()
    Membership(site["tuesday"]).add("colleague", "member", now=NOW)
    transaction.commit()
    late = pages("colleague")
    assert (
        "he list of who can vote was fixed when the vote "
        "opened, before you were a member"
    ) in late.words(vote.vote)
    assert late.submit(vote.vote, act="keep", **vote.dots(1)).status_code == 403
    facilitator = pages("facilitator")
    voters = f"{vote.url}/voters"
    assert "Col Hill" in facilitator.words(voters)
    answer = facilitator.submit(voters, act="admit", userid="colleague")
    assert answer.status_code == 303
    assert "One more person can vote" in facilitator.words(voters)
    assert late.submit(vote.vote, act="keep", **vote.dots(1)).status_code == 303
    assert vote.stored().box.voted_total == 1


@pytest.mark.parametrize("userid", ["newcomer", "siteadmin", "nobody-here", ""])
def test_nobody_else_is_let_vote(pages, a_vote, userid):
    vote = a_vote()
    voters = f"{vote.url}/voters"
    answer = pages("facilitator").submit(voters, act="admit", userid=userid)
    assert answer.status_code == 400
    assert "Choose a member" in plain(answer.text)
