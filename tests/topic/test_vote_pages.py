"""The pages of the vote over HTTP, per role: the own dots, the room, paper, voters."""

from leap.cop.community.membership import Membership
from leap.cop.story.rules import plain
from leap.cop.testing import PASSWORD
from leap.cop.testing import PEOPLE
from leap.cop.topic.storage import record_of
from plone import api
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from tests.conftest import NOW

import pytest
import re
import requests
import transaction


TITLES = ("Schools", "Online", "Rest")

NOBODY_FINAL = "You have voted"


class Pages(requests.Session):
    """Somebody's browser without JavaScript, which follows no redirect by itself."""

    def __init__(self, userid: str | None) -> None:
        super().__init__()
        if userid == "admin":
            self.auth = (SITE_OWNER_NAME, SITE_OWNER_PASSWORD)
        elif userid is not None:
            self.auth = (userid, PASSWORD)

    def request(self, method, url, *args, **kwargs):
        kwargs["allow_redirects"] = False
        return super().request(method, url, *args, **kwargs)

    def hidden(self, url: str, name: str) -> str:
        """Give what a hidden field of a page holds."""
        found = re.search(
            rf'name="{name}"[^>]*value="([^"]*)"', self.get(url).text.replace("\n", " ")
        )
        return found.group(1) if found else ""

    def submit(self, url: str, **data):
        """Send a form of a page, with what says that it is ours."""
        token = self.hidden(url, "_authenticator") or self.hidden(
            f"{url.partition('/tuesday/')[0]}/tuesday/write-to-facilitators",
            "_authenticator",
        )
        return self.post(url, data={"_authenticator": token, **data})

    def words(self, url: str) -> str:
        """Give the words of a page."""
        return plain(self.get(url).text)


class Vote:
    """A round, where it stands, and its themes in the order of TITLES."""

    def __init__(self, url: str, themes: list[str], content) -> None:
        self.url = url
        self.vote = f"{url}/vote"
        self.themes = themes
        self._content = content

    def dots(self, *numbers: object) -> dict:
        """Give the fields of a form for dots."""
        return {
            f"dots.{theme}": str(number)
            for theme, number in zip(self.themes, numbers, strict=False)
        }

    def stored(self):
        """Give the record as it is stored now."""
        transaction.begin()
        return record_of(self._content())


@pytest.fixture
def pages():
    """Give browsers by user id; None is anonymous, `admin` the root user."""
    sessions = []

    def session(userid: str | None) -> Pages:
        sessions.append(Pages(userid))
        return sessions[-1]

    yield session
    for made in sessions:
        made.close()


@pytest.fixture
def a_vote(site, rest):
    """Give a function that makes a round with three themes, in a phase."""

    def make(phase: str = "voting", titles=TITLES, show="share", **fields) -> Vote:
        facilitator = rest("facilitator")
        payload = {"@type": "leap.cop.TopicRound", "title": "What next?", **fields}
        made = facilitator.post("tuesday", json=payload)
        assert made.status_code == 201, made.text
        url = made.json()["@id"]
        if show:
            facilitator.post(f"{url}/@workflow/{show}", json={})
        themes = [
            facilitator.post(f"{url}/@themes", json={"title": title}).json()["id"]
            for title in titles
        ]
        if phase != "collecting":
            moved = facilitator.post(f"{url}/@phase", json={"phase": phase})
            assert moved.status_code == 200, moved.text
        name = url.rpartition("/")[2]
        return Vote(url, themes, lambda: site["tuesday"][name])

    return make


@pytest.fixture
def go_on(rest):
    """Give a function that takes a round on to a phase."""

    def move(vote: Vote, phase: str) -> None:
        moved = rest("facilitator").post(f"{vote.url}/@phase", json={"phase": phase})
        assert moved.status_code == 200, moved.text

    return move


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
    for vote in (open_vote, closed):
        statuses(facilitator, vote)
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
    assert "5 of 5 dots left" in member.words(vote.vote)
    answer = member.submit(vote.vote, act="keep", **vote.dots(3, 1))
    assert (answer.status_code, answer.text) == (303, "")
    assert answer.headers["Location"] == vote.vote
    page = member.get(vote.vote).text
    assert "1 of 5 dots left" in plain(page)
    assert "Your dots are kept" in plain(page)
    assert vote.stored().box.ballot_of("member") == tuple(
        sorted(zip(vote.themes, (3, 1), strict=False))
    )
    member.submit(vote.vote, act="keep", **vote.dots("", "", 2))
    assert vote.stored().box.ballot_of("member") == ((vote.themes[2], 2),)
    assert member.submit(vote.vote, act="take-back").status_code == 303
    assert vote.stored().box.ballot_of("member") is None
    assert vote.stored().box.voted_total == 0
    assert "You have all your dots again" in member.words(vote.vote)


def test_the_same_again_is_no_other_ballot(pages, a_vote):
    vote = a_vote()
    member = pages("member")
    for _time in range(3):
        member.submit(vote.vote, act="keep", **vote.dots(1))
    assert vote.stored().box.tally().spent == 1
    assert "as they were" in member.words(vote.vote)


@pytest.mark.parametrize(
    "numbers,words",
    [
        (("3", "2", "1"), "There are 5 to spend"),
        (("4",), "At most 3 on the same one"),
        (("1", "-1"), "fewer than no dots"),
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
    for theme, number in vote.dots(*numbers).items():
        field = re.search(rf'name="{theme}"[^>]*value="([^"]*)"', answer.text)
        assert field.group(1) == number
    assert not vote.stored().box.has_ballots


def test_how_many_are_too_many_is_said(pages, a_vote):
    vote = a_vote()
    answer = pages("member").submit(vote.vote, act="keep", **vote.dots(3, 3, 1))
    assert "2 more than your 5 dots" in plain(answer.text)


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
    assert "your dots are final" in page
    assert "until the round is closed and the database is packed" in page
    answer = member.submit(vote.vote, act="keep", **vote.dots(2, 1))
    assert answer.status_code == 400
    assert "Tick first" in plain(answer.text)
    assert not vote.stored().box.has_ballots
    receipt = member.hidden(vote.vote, "receipt")
    answer = member.submit(
        vote.vote, act="keep", final="1", receipt=receipt, **vote.dots(2, 1)
    )
    assert (answer.status_code, answer.text) == (303, "")
    assert receipt not in answer.headers["Location"]
    page = member.get(vote.vote).text
    assert NOBODY_FINAL in plain(page)
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
    assert "It was counted" in plain(found.text)
    assert "Schools: 2 dots" in plain(found.text)
    assert "Rest: 1 dot" in plain(found.text)
    assert receipt not in found.text
    other = member.submit(look, receipt="nobody-has-this-one")
    assert "There is no ballot with this receipt" in plain(other.text)
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
    assert "The vote is over" in member.words(vote.vote)
    sent = {"_authenticator": token, "act": "keep", **vote.dots(1)}
    assert member.post(vote.vote, data=sent).status_code == 409
    assert vote.stored().box.tally().ballots == 0


def test_a_late_joiner_asks_the_facilitators_who_let_them_vote(pages, site, a_vote):
    vote = a_vote()
    Membership(site["tuesday"]).add("colleague", "member", now=NOW)
    transaction.commit()
    late = pages("colleague")
    assert "you were not a member then" in late.words(vote.vote)
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


# Reminders


def test_a_reminder_says_how_many_and_never_who(pages, a_vote):
    vote = a_vote()
    pages("member").submit(vote.vote, act="keep", **vote.dots(1))
    facilitator = pages("facilitator")
    voters = f"{vote.url}/voters"
    assert facilitator.submit(voters, act="remind").status_code == 303
    page = facilitator.words(voters)
    assert "2 people get a reminder. Nobody sees who." in page
    again = facilitator.submit(voters, act="remind")
    assert again.status_code == 409
    assert "less than a day ago" in plain(again.text)


def test_the_list_of_voters_does_not_tell_who_has_voted(pages, a_vote):
    vote = a_vote()
    facilitator = pages("facilitator")

    def listed() -> str:
        page = facilitator.get(f"{vote.url}/voters").text
        return page[page.index("cop-voters-title") :].partition("</main>")[0]

    before = listed()
    pages("member").submit(vote.vote, act="keep", **vote.dots(1))
    assert listed() == before
    assert "1 of 3 have voted" in facilitator.words(f"{vote.url}/voters")


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
    assert "The dots of 2 people are in" in facilitator.words(paper)
    box = vote.stored().box
    assert (box.voted_total, box.tally().ballots, box.tally().spent) == (2, 2, 8)
    assert "they were on paper" in pages("member").words(vote.vote)
    answer = pages("member").submit(vote.vote, act="keep", **vote.dots(1))
    assert answer.status_code == 409


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
    assert "have voted already: Mia Brook." in words
    assert (
        "Tess Lane" not in words[: words.index("Whose stickers")].partition("Noth")[2]
    )
    box = vote.stored().box
    assert (box.voted_total, box.tally().spent) == (1, 1)
    for ticked in ("teller", "member"):
        field = re.search(rf'<input[^>]*value="{ticked}"[^>]*>', answer.text).group()
        assert "checked" in field
    assert 'value="wall-of-one"' in answer.text
    assert re.search(rf'name="dots.{vote.themes[0]}"[^>]*value="4"', answer.text)


@pytest.mark.parametrize(
    "sent,words",
    [
        ({"voters": []}, "whose dots these are"),
        ({"voters": ["member"], "numbers": (4,)}, "At most 3"),
        ({"voters": ["member", "teller"], "numbers": (6, 5)}, "There are 10"),
        ({"voters": ["colleague"], "numbers": (1,)}, "cannot vote in this round"),
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
        assert "2 of 3 have voted" in plain(page)
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
    assert "1 of 3 have voted" in words
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


def test_what_waits_stands_on_the_home_until_it_is_done(pages, site, a_vote):
    home = f"{site.absolute_url()}/tuesday"
    member = pages("member")
    assert f'href="{home}/rounds"' in member.get(home).text
    vote = a_vote()
    assert "You have 5 dots to give: What next?" in member.words(home)
    member.submit(vote.vote, act="keep", **vote.dots(1))
    assert "dots to give" not in member.words(home)
    rounds = member.words(f"{home}/rounds")
    assert "You have voted, and 4 dots are left if you want to give them" in rounds
    assert "dots to give" not in pages("siteadmin").words(home)


def test_a_home_says_nothing_of_rounds_that_others_prepare(pages, site, a_vote):
    vote = a_vote("grouping", show="")
    home = f"{site.absolute_url()}/tuesday"
    for who in ("member", "colleague"):
        for page in (home, f"{home}/rounds"):
            assert "What next?" not in pages(who).get(page).text
    words = pages("facilitator").words(f"{home}/rounds")
    assert "What next?" in words
    assert "Only facilitators see this round" in words
    assert pages("member").get(f"{vote.url}/room").status_code == 404


def test_only_facilitators_begin_a_round(pages, site):
    url = f"{site.absolute_url()}/tuesday/rounds"
    begin = "++add++leap.cop.TopicRound"
    assert begin in pages("facilitator").get(url).text
    for who in ("member", "colleague", "siteadmin"):
        assert begin not in pages(who).get(url).text
    assert "There is no round for you to see yet" in pages("member").words(url)


def test_rounds_of_a_closed_community_are_not_there(pages, site):
    with api.env.adopt_user("siteadmin"):
        api.content.transition(site["tuesday"], "hide")
    transaction.commit()
    url = f"{site.absolute_url()}/tuesday/rounds"
    for who in ("member", "colleague", "newcomer"):
        assert pages(who).get(url).status_code == 404
