"""Mails about rounds through a real mail server, and rounds that are turned by cron."""

from datetime import timedelta
from leap.cop.commands import parser
from leap.cop.commands import run
from leap.cop.community.membership import Membership
from leap.cop.topic import phases
from leap.cop.topic import voting
from plone import api
from tests.topic import rounds

import pytest
import transaction


INSIDE = ["facilitator", "member", "teller"]

#: Nothing of these may stand in a mail.
SECRETS = ("Zanzibar", "Marmalade", "Perihelion", "Quillfeather", "Tess", "Mia")


@pytest.fixture
def a_round(post, sink):
    """Give a function that opens a round full of words; its mails stay in the sink."""

    def make(**fields):
        post["tuesday"].title = "Quillfeather practitioners"
        content = rounds.make_round(
            post["tuesday"], title="Zanzibar", description="Zanzibar", **fields
        )
        rounds.say(content, "teller", "Marmalade")
        rounds.go(content, "grouping")
        themes = rounds.add_themes(content, "Perihelion", "Rest")
        rounds.go(content, "voting")
        return content, themes

    return make


def lines_of(message) -> list[str]:
    return message.get_content().splitlines()


def words_of(message) -> str:
    return " ".join(message.get_content().split())


class TestOpened:
    def test_everybody_who_can_vote_is_told(self, post, sink, a_round):
        content, _themes = a_round()
        assert sink.receivers == []
        transaction.commit()
        assert sink.receivers == INSIDE
        message = sink.message_to("member")
        assert message["Subject"] == "Tuesday circle: you have dots to give"
        assert message["Auto-Submitted"] == "auto-generated"
        assert f"{content.absolute_url()}/vote" in lines_of(message)
        words = words_of(message)
        assert "ou can move them as often as you like" in words
        assert "ou can give them until a facilitator closes the vote" in words
        for secret in SECRETS:
            assert secret not in sink.everything()

    def test_it_says_until_when_and_that_it_is_secret(self, post, sink, a_round):
        api.portal.set_registry_record("plone.portal_timezone", "Europe/Bucharest")
        closes = (rounds.now() + timedelta(days=3)).replace(microsecond=0)
        a_round(secrecy="secret", closes=closes)
        transaction.commit()
        words = words_of(sink.message_to("member"))
        local = closes + timedelta(hours=2)
        day = f"{local.day} {local:%B %Y, %H:%M}"
        assert f"You can give them until {day} (Europe/Bucharest)." in words
        assert "secret and final" in words

    def test_an_undone_opening_tells_nobody(self, post, sink, a_round):
        a_round()
        transaction.abort()
        transaction.commit()
        assert sink.receivers == []

    def test_who_is_gone_by_then_gets_none(self, post, sink, a_round):
        a_round()
        membership = Membership(post["tuesday"])
        membership.pause("member", now=rounds.now(), by_site=True)
        membership.remove("teller", now=rounds.now())
        transaction.commit()
        assert sink.receivers == ["facilitator"]

    def test_a_round_that_only_facilitators_see(self, post, sink, a_round):
        content, _themes = a_round()
        with api.env.adopt_user("facilitator"):
            api.content.transition(content, "hide")
        transaction.commit()
        assert sink.receivers == ["facilitator"]


class TestReminded:
    def remind(self, content) -> int:
        with api.env.adopt_user("facilitator"):
            found = voting.remind(content, now=rounds.now()).people
        transaction.commit()
        return found

    @pytest.mark.parametrize("secrecy", ["named", "secret"])
    def test_whoever_has_not_voted_and_nobody_else(self, post, sink, a_round, secrecy):
        content, themes = a_round(secrecy=secrecy)
        rounds.vote(content, "teller", {themes[0]: 1})
        transaction.commit()
        sink.envelopes.clear()
        assert self.remind(content) == 2
        assert sink.receivers == ["facilitator", "member"]
        message = sink.message_to("member")
        assert message["Subject"] == "Tuesday circle: you still have dots to give"
        assert f"{content.absolute_url()}/vote" in lines_of(message)
        assert "Nobody is told who they are, and you do not have to vote" in words_of(
            message
        )
        for secret in SECRETS:
            assert secret not in sink.everything()

    def test_not_whoever_left_or_is_paused(self, post, sink, a_round):
        content, _themes = a_round()
        membership = Membership(post["tuesday"])
        membership.pause("member", now=rounds.now(), by_site=True)
        membership.remove("teller", now=rounds.now())
        transaction.commit()
        sink.envelopes.clear()
        # Who left is counted: the difference would tell whether they had voted.
        assert self.remind(content) == 3
        assert sink.receivers == ["facilitator"]

    def test_each_receiver_stands_alone_in_the_mail(self, post, sink, a_round):
        content, _themes = a_round()
        transaction.commit()
        sink.envelopes.clear()
        self.remind(content)
        for envelope, message in zip(sink.envelopes, sink.messages, strict=True):
            assert envelope.rcpt_tos == [message["To"]]


class TestOnePerson:
    def test_who_is_let_in_late_is_told(self, post, sink, a_round):
        content, _themes = a_round()
        Membership(post["tuesday"]).add("colleague", "member", now=rounds.now())
        transaction.commit()
        sink.envelopes.clear()
        for _click in range(2):
            with api.env.adopt_user("facilitator"):
                voting.admit(content, "colleague", now=rounds.now())
            transaction.commit()
        assert sink.receivers == ["colleague"]
        message = sink.message_to("colleague")
        assert message["Subject"] == "Tuesday circle: you have dots to give"
        assert f"{content.absolute_url()}/vote" in lines_of(message)

    def test_whose_paper_was_taken_out_is_told(self, post, sink, a_round):
        content, themes = a_round()
        with api.env.adopt_user("facilitator"):
            wall = voting.cast_on_paper(
                content, ["member", "teller"], {themes[0]: 4}, now=rounds.now()
            )
        transaction.commit()
        sink.envelopes.clear()
        with api.env.adopt_user("facilitator"):
            assert voting.take_down(content, wall.id, now=rounds.now()) == 2
        transaction.commit()
        assert sink.receivers == ["member", "teller"]
        message = sink.message_to("member")
        assert message["Subject"] == (
            "Tuesday circle: your dots from paper have been taken out"
        )
        assert f"{content.absolute_url()}/vote" in lines_of(message)
        words = words_of(message)
        assert "They do not count at the moment." in words
        for secret in SECRETS:
            assert secret not in sink.everything()


class TestClosed:
    def test_members_are_told_and_not_what(self, post, sink, a_round):
        content, themes = a_round()
        rounds.vote(content, "member", {themes[0]: 3})
        transaction.commit()
        sink.envelopes.clear()
        rounds.go(content, "closed")
        transaction.commit()
        assert sink.receivers == INSIDE
        message = sink.message_to("teller")
        assert message["Subject"] == "Tuesday circle: the results are in"
        assert content.absolute_url() in lines_of(message)
        for secret in SECRETS:
            assert secret not in sink.everything()

    def test_a_round_closed_without_a_vote_tells_nobody(self, post, sink):
        content = rounds.make_round(post["tuesday"])
        rounds.go(content, "closed")
        transaction.commit()
        assert sink.receivers == []


def call(post, *words: str) -> int:
    arguments = ["--conf", "-", "--site", post.getId(), *words]
    return run(post.getPhysicalRoot(), parser().parse_args(arguments))


ADDRESS = "https://intranet.example.org"


class TestSetTimes:
    @pytest.fixture
    def due(self, post, sink):
        """Return a round whose time to open has come."""
        content = rounds.make_round(
            post["tuesday"], closes=rounds.now() + timedelta(hours=1)
        )
        themes = rounds.add_themes(content)
        rounds.go(content, "grouping")
        content.opens = rounds.now() - timedelta(hours=1)
        transaction.commit()
        assert sink.receivers == []
        return content, themes

    @pytest.mark.parametrize("command", ["turn-rounds", "remind"])
    def test_it_opens_and_closes(self, post, sink, due, capsys, command):
        content, _themes = due
        assert call(post, command, ADDRESS) == 0
        assert "Rounds opened: 1, closed and counted: 0" in capsys.readouterr().out
        assert sink.receivers == INSIDE
        page = f"{ADDRESS}/tuesday/{content.getId()}/vote"
        assert page in lines_of(sink.message_to("member"))
        assert post.absolute_url().startswith("http://localhost")
        sink.envelopes.clear()
        # Again: nothing is due.
        assert call(post, command, ADDRESS) == 0
        assert sink.receivers == []
        content.closes = phases.record_of(content).box.closes = rounds.now()
        transaction.commit()
        capsys.readouterr()
        assert call(post, command, ADDRESS) == 0
        assert "Rounds opened: 0, closed and counted: 1" in capsys.readouterr().out
        assert sink.receivers == INSIDE
        page = f"{ADDRESS}/tuesday/{content.getId()}"
        assert page in lines_of(sink.message_to("member"))
        transaction.begin()
        assert phases.record_of(content).box.counted
        sink.envelopes.clear()
        assert call(post, command, ADDRESS) == 0
        assert sink.receivers == []

    def test_a_site_below_a_path(self, post, sink, due):
        content, _themes = due
        assert call(post, "turn-rounds", f"{ADDRESS}/in/here/") == 0
        page = f"{ADDRESS}/in/here/tuesday/{content.getId()}/vote"
        assert page in lines_of(sink.message_to("member"))

    def test_what_was_closed_and_not_counted_is_counted(self, post, sink, due):
        content, _themes = due
        call(post, "turn-rounds", ADDRESS)
        sink.envelopes.clear()
        record = phases.record_of(content)
        record.box.close()
        record.phase = "closed"
        transaction.commit()
        assert call(post, "turn-rounds", ADDRESS) == 0
        assert sink.receivers == INSIDE
        transaction.begin()
        assert phases.record_of(content).box.counted

    def test_over_before_anybody_came_by(self, post, sink, due, capsys):
        content, _themes = due
        content.closes = rounds.now() - timedelta(minutes=5)
        transaction.commit()
        assert call(post, "turn-rounds", ADDRESS) == 0
        assert "Rounds opened: 1, closed and counted: 1" in capsys.readouterr().out
        # Nobody is invited to a vote that is over.
        subjects = {message["Subject"] for message in sink.messages}
        assert subjects == {"Tuesday circle: the results are in"}

    def test_one_that_goes_wrong_keeps_no_other_one(
        self, post, sink, due, capsys, caplog
    ):
        broken = rounds.make_round(post["tuesday"], title="Zanzibar")
        rounds.add_themes(broken)
        rounds.go(broken, "grouping")
        broken.opens = rounds.now() - timedelta(hours=1)
        # No rules under which anybody could vote.
        broken.dots = 0
        transaction.commit()
        content, _themes = due
        assert call(post, "turn-rounds", ADDRESS) == 1
        out = capsys.readouterr().out
        assert "Rounds opened: 1, closed and counted: 0" in out
        assert "could not be taken on: 1" in out
        transaction.begin()
        assert phases.record_of(content).phase == "voting"
        assert phases.record_of(broken).phase == "grouping"
        for secret in ("Zanzibar", broken.getId()):
            assert secret not in out + caplog.text

    @pytest.mark.parametrize("address", ["intranet", "ftp://intranet", "https://"])
    def test_no_address(self, post, due, capsys, address):
        for command in ("turn-rounds", "remind"):
            assert call(post, command, address) == 2
            assert "no web address" in capsys.readouterr().err

    def test_over_rest(self, post, sink, due, rest):
        answer = rest("admin").post("@reminders").json()
        assert (answer["rounds_opened"], answer["rounds_closed"]) == (1, 0)
        assert sink.receivers == INSIDE
        assert rest("admin").post("@reminders").json()["rounds_opened"] == 0
