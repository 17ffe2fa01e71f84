"""Rounds out of one site and into another: whole, blind before the close, not wider."""

from datetime import timedelta
from leap.cop.commands import parser
from leap.cop.commands import run
from leap.cop.exportimport import ledger
from leap.cop.exportimport import transfer
from leap.cop.story import erasure
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic import results
from leap.cop.topic import voting
from leap.cop.topic.records import record_of
from plone import api
from tests.exportimport.travelling import a_closed_round
from tests.exportimport.travelling import arrived
from tests.exportimport.travelling import closed_without_a_vote
from tests.exportimport.travelling import collecting
from tests.exportimport.travelling import commit_in
from tests.exportimport.travelling import grouped
from tests.exportimport.travelling import picture_of
from tests.topic import hostile
from tests.topic import rounds
from zope.component.hooks import setSite

import io
import json
import pytest
import transaction
import zipfile


SOME = (hostile.voter_twice, hostile.too_many, hostile.unknown_theme)


def test_nothing_is_lost(site, export, other, take_in):
    setSite(site)
    made = {
        "named": a_closed_round(site),
        "secret": a_closed_round(site, secrecy="secret"),
        "collecting": collecting(site),
        "grouping": grouped(site),
        "without a vote": closed_without_a_vote(site),
    }
    before = {name: commit_in(site, content) for name, content in made.items()}
    export(site)
    assert "could not be taken" not in take_in(other)
    landed = {name: arrived(other, content) for name, content in made.items()}
    for name, content in landed.items():
        assert picture_of(content) == before[name], name
    for name in ("named", "secret"):
        assert before[name]["results"][1:3] == (3, 3)
        assert record_of(landed[name]).box.counted
        for userid in ("member", "teller"):
            with api.env.adopt_user(userid):
                here, there = (
                    voting.my_ballot(content, now=rounds.now())
                    for content in (made[name], landed[name])
                )
            assert there[2:5] == here[2:5]
    for receipt in rounds.RECEIPTS.values():
        assert results.ballot_by_receipt(landed["secret"], receipt, now=rounds.now())
    # And one goes on there.
    going = landed["grouping"]
    rounds.go(going, "voting")
    rounds.vote(going, "member", {next(iter(record_of(going).themes)): 3})


def test_of_a_secret_round_nothing_goes_that_ties_people_to_dots(site, export, folder):
    content = a_closed_round(site, secrecy="secret")
    export(site)
    sent = json.loads((folder / transfer.FILE_NAME).read_text())
    box = sent["rounds"][content.UID()]["round"]["box"]
    assert box["roll"] == [
        ["facilitator", "voted"],
        ["member", "voted"],
        ["teller", "voted"],
    ]
    keys = [key for key, _dots in box["slips"]]
    assert keys == sorted(keys)
    assert len(box["papers"]) == 1
    text = json.dumps(box["slips"]) + json.dumps(box["papers"])
    for word in ("member", "teller", "facilitator", *rounds.RECEIPTS.values()):
        assert word not in text


def call(site, *words: str) -> int:
    arguments = ["--conf", "-", "--site", site.getId(), *words]
    return run(site.aq_parent, parser().parse_args(arguments))


class TestWhileItIsVotedOn:
    @pytest.mark.parametrize("secrecy", ["named", "secret"])
    def test_ballots_stay(self, site, other, tmp_path, capsys, secrecy):
        setSite(site)
        content, themes = rounds.open_round(site["tuesday"], secrecy=secrecy)
        untouched = rounds.make_round(site["tuesday"], title="Later")
        transaction.commit()
        assert call(site, "export", str(tmp_path / "before")) == 0
        assert "1 round is being voted on: its dots stay here" in (
            capsys.readouterr().out
        )
        receipt = rounds.RECEIPTS["member"] if secrecy == "secret" else None
        rounds.vote(content, "member", {themes[0]: 3}, receipt)
        with api.env.adopt_user("facilitator"):
            voting.cast_on_paper(content, ["teller"], {themes[1]: 2}, now=rounds.now())
        transaction.commit()
        assert call(site, "export", str(tmp_path / "after")) == 0
        # Nothing in the whole folder tells one from the other.
        one, two = (
            {
                found.relative_to(tmp_path / name).as_posix(): found.read_bytes()
                for found in (tmp_path / name).rglob("*")
                if found.is_file()
            }
            for name in ("before", "after")
        )
        for name in one:
            assert one[name].splitlines() == two[name].splitlines(), name
        assert call(other, "import", str(tmp_path / "after")) == 0
        landed = arrived(other, content)
        assert record_of(landed).phase == "grouping"
        assert not record_of(landed).box.has_ballots
        assert record_of(landed).box.voters() == []
        assert phases.phase_of(landed, rounds.now()) == "grouping"
        assert record_of(arrived(other, untouched)).phase == "collecting"

    def test_two_are_said_in_plural(self, site, tmp_path, capsys):
        setSite(site)
        rounds.open_round(site["tuesday"])
        rounds.open_round(site["tuesday"])
        transaction.commit()
        assert call(site, "export", str(tmp_path / "out")) == 0
        assert "2 rounds are being voted on" in capsys.readouterr().out

    def test_nothing_is_said_where_none_is(self, site, tmp_path, capsys):
        a_closed_round(site)
        assert call(site, "export", str(tmp_path / "out")) == 0
        assert "voted on" not in capsys.readouterr().out


def test_set_times(site, export, other, take_in, change):
    """What is over is counted there; what is not, no time that is over opens."""
    setSite(site)
    hour = timedelta(hours=1)

    def ready(**fields):
        content = rounds.make_round(site["tuesday"], **fields)
        rounds.add_themes(content)
        rounds.go(content, "grouping")
        return content

    is_open = ready(closes=rounds.now() + hour)
    is_open.opens = rounds.now() - hour
    nobody_came = ready()
    nobody_came.opens, nobody_came.closes = (rounds.now() - hour * n for n in (2, 1))
    later = ready(opens=rounds.now() + hour, closes=rounds.now() + hour * 2)
    over, themes = rounds.open_round(site["tuesday"], closes=rounds.now() + hour)
    rounds.vote(over, "member", {themes[0]: 3})
    transaction.commit()
    over.closes = record_of(over).box.closes = rounds.now() - hour
    transaction.commit()
    phase = {one: phases.phase_of(one, rounds.now()) for one in (is_open, later)}
    assert list(phase.values()) == ["voting", "grouping"]
    counted = {
        one: results.results(one, now=rounds.now())[1:4] for one in (nobody_came, over)
    }
    assert list(counted.values()) == [(0, 3, True), (1, 3, True)]
    export(site)

    def long_ago(data):
        data["rounds"][later.UID()]["round"]["fields"].update(
            opens=(rounds.now() - hour * 48).isoformat(),
            closes=(rounds.now() - hour * 24).isoformat(),
        )

    change(long_ago, reseal=ledger.own_key(site))
    take_in(other)
    for content in (is_open, later):
        landed = arrived(other, content)
        assert phases.phase_of(landed, rounds.now()) == "grouping"
        assert landed.opens is None
    assert arrived(other, is_open).closes == is_open.closes
    assert arrived(other, later).closes is None
    for content, expected in counted.items():
        landed = arrived(other, content)
        assert record_of(landed).phase == "closed"
        assert results.results(landed, now=rounds.now())[1:4] == expected


# Files that somebody changed


def elsewhere(row):
    row["community"] = "elsewhere"


def smuggle(row):
    hidden = {"record": "leap.cop.topic.records:RoundRecord", "fields": {}}
    row["shelves"] = {"leap.cop.topic.round": hidden}


def test_what_no_round_can_be_is_refused_with_a_word(
    site, export, other, take_in, change
):
    """By somebody with the key; all that can be: `tests/topic/test_packing.py`."""
    wrong = [a_closed_round(site, title=one.__name__) for one in SOME]
    another, good = a_closed_round(site), a_closed_round(site)
    before = picture_of(good)
    export(site)

    def change_them(data):
        for content, change_it in zip(wrong, SOME, strict=True):
            change_it(data["rounds"][content.UID()]["round"])
        elsewhere(data["rounds"][another.UID()])
        smuggle(data["rounds"][good.UID()])

    change(change_them, reseal=ledger.own_key(site))
    report = take_in(other)
    setSite(other)
    assert list(other["tuesday"].objectIds()) == [good.getId()]
    assert picture_of(arrived(other, good)) == before
    assert f"{len(SOME) + 1} could not be taken" in report
    assert report.count("a round could not be taken, ") == len(SOME)
    for words in ("roll: somebody stands there twice", "dots: you have 4 dots in all"):
        assert words in report


def test_a_file_whose_seal_does_not_hold_brings_no_round(
    site, export, other, take_in, change
):
    content = a_closed_round(site)
    export(site)
    change(lambda data: data["rounds"][content.UID()].update(state="public"))
    change(lambda data: data.update(left_out=1))
    assert "CHANGED ON THE WAY" in take_in(other)
    setSite(other)
    assert len(other["tuesday"]) == 0


def test_the_files_of_the_content_promise_nothing(site, export, other, take_in, folder):
    """Named for unnamed, secret for named, more dots: what is sealed counts."""
    closed = a_closed_round(site)
    setSite(site)
    asked = rounds.make_round(site["tuesday"], secrecy="secret", unnamed_topics=False)
    rounds.say(asked, "member", "How do we ask?")
    before = {one: commit_in(site, one) for one in (closed, asked)}
    export(site)
    for content in (closed, asked):
        file = folder / "content" / content.UID() / "data.json"
        item = json.loads(file.read_text())
        item.update(
            unnamed_topics=not content.unnamed_topics,
            secrecy="secret" if content.secrecy == "named" else "named",
            dots=50,
            title="Another",
            review_state="public",
        )
        file.write_text(json.dumps(item))
    take_in(other)
    for content, picture in before.items():
        assert picture_of(arrived(other, content)) == picture


def test_who_was_erased_stays_without_a_name(site, export, other, take_in, folder):
    content = a_closed_round(site)
    erasure.erase(site, "member", now=rounds.now())
    before = commit_in(site, content)
    export(site)
    text = (folder / transfer.FILE_NAME).read_text()
    assert '"member"' not in json.dumps(json.loads(text)["rounds"])
    take_in(other)
    after = picture_of(arrived(other, content))
    assert after == before
    assert after["results"][1:3] == (3, 3)


class TestAudience:
    @pytest.mark.parametrize(
        ("limit", "expected"),
        [
            ("community", ["community", "community", "private"]),
            ("private", ["private", "private", "private"]),
        ],
    )
    def test_no_more_widely_than_its_community(
        self, site, export, other, take_in, change, limit, expected
    ):
        setSite(site)
        made = [rounds.make_round(site["tuesday"]) for _state in expected]
        transaction.commit()
        export(site)

        def move(data):
            for content, came in zip(
                made, ("public", "community", "everybody"), strict=True
            ):
                data["rounds"][content.UID()]["state"] = came
            for row in data["communities"].values():
                row["state"] = limit

        change(move, reseal=ledger.own_key(site))
        assert "rounds are shown to fewer people" in take_in(other)
        states = [api.content.get_state(arrived(other, one)) for one in made]
        assert states == expected

    def test_into_a_community_that_stands_here_for_facilitators_alone(
        self, site, export, take_in
    ):
        content = a_closed_round(site)
        name = content.getId()
        export(site)
        with api.env.adopt_user("facilitator"):
            api.content.delete(content)
        transaction.commit()
        assert "shown to fewer people" in take_in(site)
        back = site["tuesday"][name]
        assert api.content.get_state(back) == "private"
        assert results.results(back, now=rounds.now()).voted == 3

    def test_what_stands_here_stays_as_it_is(self, site, export, take_in):
        content = a_closed_round(site)
        export(site)
        with api.env.adopt_user("facilitator"):
            api.content.transition(content, "hide")
            grouping.change_theme(
                content,
                grouping.themes(content)[0].id,
                {"title": "Newer"},
                now=rounds.now(),
            )
        transaction.commit()
        take_in(site)
        assert api.content.get_state(content) == "private"
        assert grouping.themes(content)[0].title == "Newer"


class TestThroughTheWeb:
    def test_a_manager_gets_no_topics_people_or_dots(self, site, rest):
        a_closed_round(site, title="Spring")
        answer = rest("admin").post("@export")
        assert answer.status_code == 200
        with zipfile.ZipFile(io.BytesIO(answer.content)) as found:
            text = "\n".join(found.read(name).decode() for name in found.namelist())
        assert "Spring" in text
        for word in ("How do we ask", "Tea", "receipt", '"author"', '"roll"'):
            assert word not in text

    def test_an_upload_brings_no_round(self, site, other, export, rest):
        a_closed_round(site)
        folder = export(site)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as out:
            for found in folder.rglob("*"):
                if found.is_file():
                    out.write(found, found.relative_to(folder))
        answer = rest("admin").post(
            f"{other.absolute_url()}/@import",
            files={"file": ("export.zip", packed.getvalue(), "application/zip")},
        )
        assert answer.status_code == 200, answer.text
        transaction.begin()
        assert len(other["tuesday"]) == 0
