"""Themes on agendas: on their life-line, and dealt with if the group says so."""

from datetime import timedelta
from leap.cop.meeting import rules
from leap.cop.meeting.agenda.life_line import MeetingsOnTheLine
from leap.cop.meeting.records import TurnsShelf
from leap.cop.topic import records
from plone import api
from tests.meeting.made import BEGINS
from tests.topic import rounds

import pytest
import transaction


@pytest.fixture
def voted(site):
    """Return a round with three themes that people voted on, and the lines of these."""
    content, ids = rounds.open_round(site["tuesday"])
    rounds.vote(content, "member", {ids[0]: 3}, "receipt-of-member-0")
    rounds.go(content, "closed")
    transaction.commit()
    return content, ids


@pytest.fixture
def themed(rest, meeting_at, voted):
    """Return a meeting with a row for each theme, as `{title: row}`, and its path."""
    path = meeting_at()
    content, ids = voted
    record = records.record_of(content)
    rows = {}
    for id_ in ids:
        sent = {"kind": "theme", "theme": record.themes[id_].line, "minutes": 40}
        answer = rest("member").post(f"{path}/@agenda", json=sent)
        assert answer.status_code == 201, answer.text
        rows[answer.json()["title"]] = answer.json()
    return path, rows


def patch(rest, row, who="facilitator", **sent):
    return rest(who).patch(row["@id"], json={"rev": row["rev"], **sent})


def life_line(rest, voted, who="member", number=0):
    content, ids = voted
    url = f"{content.absolute_url()}/@themes/{ids[number]}"
    return rest(who).get(url).json()["life_line"]


def test_a_theme_is_called_as_it_is_now(rest, themed, site, voted):
    _path, rows = themed
    assert list(rows) == ["Schools", "Online", "Rest"]
    row = rows["Schools"]
    assert (row["theme_title"], row["state"]) == ("Schools", "open")
    content, ids = voted
    renamed = f"{content.absolute_url()}/@themes/{ids[0]}"
    assert rest("facilitator").patch(renamed, json={"title": "School"}).ok
    seen = rest("member").get(row["@id"]).json()
    assert (seen["title"], seen["theme_title"]) == ("School", "School")


def test_done_puts_the_meeting_on_the_life_line(rest, themed, voted):
    path, rows = themed
    assert len(life_line(rest, voted)) == 1
    assert patch(rest, rows["Schools"], state="done").status_code == 200
    first, stop = life_line(rest, voted)
    assert first["round"]
    assert stop == {
        "meeting": {
            "@id": f"{rest('member').base}/{path}",
            "title": "Listening well",
        },
        "held": "2027-03-27",
    }
    assert len(life_line(rest, voted, number=1)) == 1


def test_the_life_line_follows_the_agenda(rest, themed, voted, site):
    _path, rows = themed
    row = patch(rest, rows["Schools"], state="done").json()
    assert len(life_line(rest, voted)) == 2
    row = patch(rest, row, state="open").json()
    assert len(life_line(rest, voted)) == 1
    row = patch(rest, row, state="done", theme=rows["Online"]["theme"]).json()
    assert [len(life_line(rest, voted, number=one)) for one in (0, 1)] == [1, 2]
    assert rest("facilitator").delete(row["@id"]).status_code == 204
    assert len(life_line(rest, voted, number=1)) == 1
    transaction.begin()
    assert not TurnsShelf(site["tuesday"]).kept.talked


def test_a_meeting_that_is_gone_leaves_no_trace_of_its_themes(
    rest, themed, voted, site
):
    path, rows = themed
    assert patch(rest, rows["Schools"], state="done").ok
    transaction.begin()
    assert len(TurnsShelf(site["tuesday"]).kept.talked) == 1
    with api.env.adopt_user("facilitator"):
        api.content.delete(site.unrestrictedTraverse(path))
    transaction.commit()
    assert not TurnsShelf(site["tuesday"]).kept.talked
    assert len(life_line(rest, voted)) == 1


def test_other_meetings_are_left_asleep(rest, themed, voted, site, meeting_at):
    _path, rows = themed
    assert patch(rest, rows["Schools"], state="done").ok
    other = meeting_at()
    transaction.begin()
    site._p_jar.cacheMinimize()
    asleep = site.unrestrictedTraverse(other)
    asleep._p_deactivate()
    with api.env.adopt_user("member"):
        line = MeetingsOnTheLine(site["tuesday"])
        assert len(line.met(rows["Schools"]["theme"])) == 1
        assert asleep._p_changed is None
        assert line.met("nothing") == []


def test_what_is_not_dealt_with_comes_back(rest, themed, voted, meeting_at, kept):
    _path, rows = themed
    assert patch(rest, rows["Schools"], state="done", dealt_with=True).ok
    assert patch(rest, rows["Online"], state="done").ok
    created = rest("facilitator").post(
        "tuesday", json={"@type": "leap.cop.TopicRound", "title": "Next"}
    )
    found = rest("facilitator").get(f"{created.json()['@id']}/@themes").json()
    assert {row["title"] for row in found["candidates"]} == {"Online", "Rest"}
    transaction.begin()
    later = meeting_at(start=BEGINS + timedelta(days=30))
    suggested = rest("member").get(f"{later}/@agenda-suggestions").json()["items"]
    titles = [row["title"] for row in suggested if row["kind"] == "theme"]
    assert sorted(titles) == ["Online", "Rest"]


def test_dealt_with_can_be_said_later_and_taken_back(rest, themed, voted):
    _path, rows = themed
    row = patch(rest, rows["Schools"], state="done").json()
    again = patch(rest, row, dealt_with=True)
    assert again.status_code == 200, again.text
    content, ids = voted
    url = f"{content.absolute_url()}/@themes/{ids[0]}"
    assert rest("member").get(url).json()["dealt_with"] is True
    assert patch(rest, again.json(), dealt_with=False).status_code == 200
    assert rest("member").get(url).json()["dealt_with"] is False


def test_dealt_with_is_for_chair_and_facilitators(rest, themed, kept):
    path, rows = themed
    kept(path).turns.update(
        {
            rules.NOTE_TAKER: ("teller", rules.ACCEPTED),
            rules.CHAIR: ("member", rules.ACCEPTED),
        }
    )
    transaction.commit()
    row = rows["Schools"]
    sent = {"state": "done", "dealt_with": True}
    assert patch(rest, row, "teller", **sent).status_code == 403
    assert rest("member").get(row["@id"]).json()["state"] == "open"
    assert patch(rest, row, "member", **sent).status_code == 200


def test_while_people_vote_nothing_is_dealt_with(rest, meeting_at, site):
    content, ids = rounds.open_round(site["tuesday"])
    transaction.commit()
    line = records.record_of(content).themes[ids[0]].line
    path = meeting_at()
    sent = {"kind": "theme", "theme": line}
    row = rest("facilitator").post(f"{path}/@agenda", json=sent).json()
    answer = patch(rest, row, state="done", dealt_with=True)
    assert answer.status_code == 409
    assert rest("member").get(row["@id"]).json() == {**row, "may_change": False}
    assert patch(rest, row, state="done", dealt_with=False).status_code == 200


@pytest.mark.parametrize("who", ["colleague", "newcomer", None])
def test_outsiders_learn_of_no_meeting(rest, meeting_at, site, visit, who):
    content, ids = rounds.open_round(site["tuesday"], "public")
    rounds.go(content, "closed")
    transaction.commit()
    line = records.record_of(content).themes[ids[0]].line
    path = meeting_at(state="public", title="Canary")
    sent = {"kind": "theme", "theme": line}
    row = rest("facilitator").post(f"{path}/@agenda", json=sent).json()
    assert patch(rest, row, state="done").status_code == 200
    url = f"{content.absolute_url()}/@themes/{ids[0]}"
    assert "Canary" in rest("member").get(url).text
    assert "Canary" not in rest(who).get(url).text
    if who == "colleague":
        assert rest(who).get(url).status_code == 200
        visitor = visit(who)
        visitor.go(f"{content.absolute_url()}/theme?id={ids[0]}")
        assert visitor.status == 200
        assert "Canary" not in visitor.contents


def test_a_theme_that_a_reader_does_not_see(rest, meeting_at, site):
    content = rounds.make_round(site["tuesday"], "private")
    rounds.go(content, "grouping")
    [theme] = rounds.add_themes(content, "Canary")
    transaction.commit()
    line = records.record_of(content).themes[theme].line
    path = meeting_at()
    sent = {"kind": "theme", "theme": line}
    assert rest("member").post(f"{path}/@agenda", json=sent).status_code == 400
    row = rest("facilitator").post(f"{path}/@agenda", json=sent).json()
    assert row["title"] == "Canary"
    seen = rest("member").get(row["@id"]).json()
    assert (seen["title"], seen["theme"], seen["theme_title"]) == (
        "One of our themes",
        None,
        None,
    )


def test_the_page_of_a_theme_names_the_meeting(visit, rest, themed, voted):
    _path, rows = themed
    assert patch(rest, rows["Schools"], state="done").ok
    content, ids = voted
    visitor = visit("member")
    visitor.go(f"{content.absolute_url()}/theme?id={ids[0]}")
    assert "In our meetings Listening well" in visitor.text
    visitor.go(f"{content.absolute_url()}/theme?id={ids[1]}")
    assert "In our meetings" not in visitor.text


def test_said_before_goes_back_ten_meetings(rest, meeting_at, kept):
    for number in range(12):
        start = BEGINS - timedelta(days=100 - number)
        path = meeting_at(start=start)
        sent = {"kind": "standing_question", "minutes": 10}
        row = rest("facilitator").post(f"{path}/@agenda", json=sent).json()
        assert patch(rest, row, outcome=f"Said {number}").ok
        kept(path).phase = rules.CANCELLED if number == 11 else rules.HELD
        transaction.commit()
    path = meeting_at()
    row = rest("member").post(f"{path}/@agenda", json=sent).json()
    said = row["said_before"]
    assert [one["outcome"] for one in said] == [f"Said {n}" for n in range(10, 0, -1)]
    assert set(said[0]) == {"meeting", "held", "outcome"}
