"""Whose turn it is, over REST: asked, said yes, passed on; nobody learns who passed."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.core.errors import Refused
from leap.cop.meeting import hosting
from leap.cop.meeting import turns
from leap.cop.meeting.events import ITurnAsked
from leap.cop.meeting.events import MeetingHeld
from leap.cop.meeting.records import MeetingShelf
from leap.cop.meeting.records import record_of
from leap.cop.meeting.records import TurnsShelf
from tests.conftest import NOW
from tests.meeting.conftest import plan
from tests.meeting.people import ago
from tests.meeting.people import leave
from tests.meeting.people import let_wait
from tests.meeting.people import pause
from zope.component import getGlobalSiteManager
from zope.component import provideHandler
from zope.event import notify

import pytest
import transaction


NOBODY = {"name": None, "state": None, "mine": False}


@pytest.fixture
def path(meeting_at):
    """Give the path of a meeting."""
    return meeting_at()


@pytest.fixture
def heard():
    """Give what is fired while somebody is asked."""
    found = []

    def hear(event) -> None:
        found.append((event.userid, event.kind))

    provideHandler(hear, (ITurnAsked,))
    yield found
    getGlobalSiteManager().unregisterHandler(hear, (ITurnAsked,))


def send(rest, path, who, **body):
    return rest(who).patch(f"{path}/@turns", json=body)


def seen(rest, path, who, kind="chair"):
    found = rest(who).get(f"{path}/@turns")
    assert found.status_code == 200, found.text
    return found.json()[kind]


def test_nobody_has_a_turn_at_first(rest, path):
    found = rest("member").get(f"{path}/@turns").json()
    assert [found[kind] for kind in ("host", "chair", "note_taker")] == [NOBODY] * 3
    assert "suggested" not in found


def test_who_is_asked_is_told_to_three(rest, path, site, heard):
    answer = send(rest, path, "facilitator", chair={"userid": "member"})
    assert answer.status_code == 200, answer.text
    asked = {"name": "Mia Brook", "state": "asked"}
    assert seen(rest, path, "facilitator") == {**asked, "mine": False}
    assert seen(rest, path, "member") == {**asked, "mine": True}
    for who in ("teller", "siteadmin"):
        assert seen(rest, path, who) == NOBODY
    assert heard == [("member", "chair")]
    send(rest, path, "facilitator", chair={"userid": "member"})
    assert heard == [("member", "chair")]


def test_a_yes_is_told_to_all(rest, path, site):
    send(rest, path, "facilitator", chair={"userid": "member"})
    assert send(rest, path, "member", chair="accept").status_code == 200
    for who in ("teller", "facilitator", "siteadmin"):
        expected = {"name": "Mia Brook", "state": "accepted", "mine": False}
        assert seen(rest, path, who) == expected
    let_wait(site, "teller")
    assert seen(rest, path, "teller")["name"] == "Mia Brook"


def test_nobody_learns_who_passed(rest, path, kept):
    before = rest("teller").get(f"{path}/@turns").json()
    send(rest, path, "facilitator", chair={"userid": "member"})
    assert rest("teller").get(f"{path}/@turns").json() == before
    assert send(rest, path, "member", chair="pass").status_code == 200
    assert rest("teller").get(f"{path}/@turns").json() == before
    assert seen(rest, path, "facilitator") == NOBODY
    record = kept(path)
    assert not record.turns
    assert len(record.left_out) == 1
    assert not any("member" in code for code in record.left_out)


def test_whoever_passed_is_not_suggested_for_this_meeting(rest, path):
    def suggested():
        found = rest("facilitator").get(f"{path}/@turns").json()["suggested"]
        return found["chair"]

    names = []
    while (one := suggested()) is not None:
        names.append(one["name"])
        send(rest, path, "facilitator", chair={"userid": one["userid"]})
        who = one["userid"]
        act = "pass" if who != "facilitator" else "hand_over"
        assert send(rest, path, who, chair=act).status_code == 200
    assert sorted(names) == ["Fay Holt", "Mia Brook", "Tess Lane"]


def test_what_is_taken_is_not_suggested(rest, path):
    send(rest, path, "member", host="accept")
    found = rest("facilitator").get(f"{path}/@turns").json()["suggested"]
    assert found["host"] is None
    assert set(found["chair"]) == {"userid", "name"}


def test_people_offer_themselves(rest, path, heard):
    assert send(rest, path, "member", note_taker="accept").status_code == 200
    assert seen(rest, path, "teller", "note_taker")["name"] == "Mia Brook"
    taken = send(rest, path, "teller", note_taker="accept")
    assert taken.status_code == 409
    assert send(rest, path, "member", note_taker="hand_over").status_code == 200
    assert seen(rest, path, "teller", "note_taker") == NOBODY
    assert heard == []


def test_an_offer_goes_before_what_somebody_is_asked(rest, path):
    send(rest, path, "facilitator", chair={"userid": "member"})
    # Told otherwise, the teller would learn that somebody is asked.
    assert send(rest, path, "teller", chair="accept").status_code == 200
    assert seen(rest, path, "member")["name"] == "Tess Lane"
    assert send(rest, path, "member", chair="pass").status_code == 409


def test_who_asks_oneself_has_it(rest, path, heard):
    send(rest, path, "facilitator", chair={"userid": "facilitator"})
    assert seen(rest, path, "member")["state"] == "accepted"
    assert heard == []


def test_the_chair_asks_as_well(rest, path):
    send(rest, path, "member", chair="accept")
    answer = send(rest, path, "member", host={"userid": "teller"})
    assert answer.status_code == 200
    assert answer.json()["host"]["state"] == "asked"
    assert "suggested" in answer.json()
    assert seen(rest, path, "facilitator", "host")["name"] == "Tess Lane"


@pytest.mark.parametrize(
    "who, ask, accept",
    [
        ("facilitator", 200, 200),
        ("member", 403, 200),
        ("siteadmin", 403, 403),
        ("newcomer", 404, 404),
        ("colleague", 404, 404),
        (None, 401, 401),
    ],
)
def test_who_asks_and_who_takes(rest, path, who, ask, accept):
    assert send(rest, path, who, host={"userid": "teller"}).status_code == ask
    assert send(rest, path, who, chair="accept").status_code == accept


def test_whoever_waits_takes_none_and_is_not_suggested(rest, path, site):
    let_wait(site, "member")
    assert send(rest, path, "member", chair="accept").status_code == 403
    suggested = rest("facilitator").get(f"{path}/@turns").json()["suggested"]
    assert {one["name"] for one in suggested.values()} <= {"Fay Holt", "Tess Lane"}


def test_asking_tells_nobody_who_waits(rest, path, site, visit, heard):
    let_wait(site, "member")
    asked = {}
    for who in ("member", "teller"):
        answer = send(rest, path, "facilitator", chair={"userid": who})
        assert answer.status_code == 200
        asked[who] = {**answer.json()["chair"], "name": ""}
        assert seen(rest, path, who) == (
            NOBODY if who == "member" else {**seen(rest, path, who), "mine": True}
        )
    assert asked["member"] == asked["teller"]
    assert heard == [("teller", "chair")]
    visitor = visit("facilitator")
    visitor.go(f"{path}/whose-turn")
    assert '<option value="member"' in visitor.contents
    send(rest, path, "facilitator", chair={"userid": "member"})
    let_wait(site, "member", False)
    assert seen(rest, path, "member")["mine"] is True
    let_wait(site, "member")
    assert seen(rest, path, "facilitator")["state"] == "asked"


@pytest.mark.parametrize("act", ["pass", "hand_over"])
def test_nobody_gives_up_what_is_not_theirs(rest, path, act):
    send(rest, path, "facilitator", chair={"userid": "member"})
    assert send(rest, path, "teller", chair=act).status_code == 409
    if act == "hand_over":
        assert send(rest, path, "member", chair=act).status_code == 409


@pytest.mark.parametrize(
    "body, field",
    [
        ({"chair": "take"}, "chair"),
        ({"chair": {"userid": 3}}, "chair"),
        ({"chair": {"userid": "member", "state": "accepted"}}, "chair"),
        ({"chair": {"userid": "colleague"}}, "chair"),
        ({"chair": {"userid": "newcomer"}}, "chair"),
        ({"chair": ["member"]}, "chair"),
        ({"char": "accept"}, "char"),
        ({}, "body"),
    ],
)
def test_what_is_refused(rest, path, body, field):
    answer = send(rest, path, "facilitator", **body)
    assert answer.status_code == 400, answer.text
    assert answer.json()["message"].startswith(f"{field}: ")


@pytest.mark.parametrize("phase", ["held", "cancelled"])
def test_turns_change_while_it_is_planned(rest, path, site, phase):
    transaction.begin()
    record_of(site.unrestrictedTraverse(path)).phase = phase
    transaction.commit()
    assert send(rest, path, "member", chair="accept").status_code == 409
    asked = send(rest, path, "facilitator", chair={"userid": "member"})
    assert asked.status_code == 409


@pytest.mark.parametrize("go", [leave, pause, let_wait])
def test_who_cannot_come_leaves_an_empty_turn(rest, path, site, meeting_at, go):
    over = meeting_at(start=ago(days=3))
    for one in (path, over):
        assert send(rest, one, "member", host="accept").status_code == 200
    go(site, "member")
    assert seen(rest, path, "facilitator", "host") == NOBODY
    # What was stays as it was.
    assert seen(rest, over, "facilitator", "host")["state"] == "accepted"


def test_who_is_no_member_any_more_leaves_an_empty_turn(rest, path, site):
    send(rest, path, "member", host="accept")
    answer = rest("facilitator").patch(
        "tuesday/@members/member", json={"role": "reviewer"}
    )
    assert answer.status_code == 200, answer.text
    assert seen(rest, path, "facilitator", "host") == NOBODY


def test_another_role_inside_keeps_the_turn(rest, path):
    send(rest, path, "member", host="accept")
    rest("facilitator").patch("tuesday/@members/member", json={"role": "facilitator"})
    assert seen(rest, path, "teller", "host")["name"] == "Mia Brook"


def test_of_whoever_is_erased_nothing_stays(meeting):
    record = record_of(meeting)
    turns.ask(meeting, "chair", "member", by="facilitator")
    turns.pass_on(meeting, "chair", userid="member")
    turns.accept(meeting, "host", userid="member")
    assert len(record.left_out) == 1
    MeetingShelf(meeting).forget("member")
    assert not record.turns and not record.left_out


def test_once_it_took_place_nobody_can_find_out_who_passed(meeting):
    turns.ask(meeting, "chair", "member", by="facilitator")
    turns.pass_on(meeting, "chair", userid="member")
    notify(MeetingHeld(meeting))
    assert not record_of(meeting).left_out


# Who can host


def own(rest, who, **body):
    return rest(who).patch(f"tuesday/@members/{who}", json=body)


def test_everybody_says_for_oneself_whether_they_can_host(rest, site):
    answer = own(rest, "member", can_host=True)
    assert answer.status_code == 200, answer.text
    assert answer.json()["can_host"] is True
    rows = rest("member").get("tuesday/@members").json()["items"]
    said = {row["fullname"]: row.get("can_host") for row in rows}
    assert said.pop("Mia Brook") is True
    assert set(said.values()) == {None}
    rows = rest("facilitator").get("tuesday/@members").json()["items"]
    assert [row["can_host"] for row in rows if "can_host" in row] == [False]
    assert own(rest, "member", can_host=False).json()["can_host"] is False


def test_nobody_says_it_for_somebody_else(rest):
    answer = rest("facilitator").patch(
        "tuesday/@members/member", json={"can_host": True}
    )
    assert answer.status_code == 403
    answer = own(rest, "member", can_host="yes")
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("can_host: ")


def test_who_can_host_is_suggested(rest, path):
    own(rest, "member", can_host=True)
    suggested = rest("facilitator").get(f"{path}/@turns").json()["suggested"]
    assert suggested["host"]["name"] == "Mia Brook"


def test_on_the_page_it_is_a_box_to_tick(site, visit, rest):
    visitor = visit("member")
    visitor.go("tuesday/how-i-am-listed")
    form = visitor.form_to("how-i-am-listed")
    form.getControl(name="can_host").value = ["yes"]
    form.getControl("Save").click()
    assert rest("member").get("tuesday/@members").json()["items"]
    transaction.begin()
    assert list(TurnsShelf(site["tuesday"]).kept.can_host) == ["member"]
    visitor.go("tuesday/how-i-am-listed")
    assert visitor.form_to("how-i-am-listed").getControl(name="can_host").value == [
        "yes"
    ]
    newcomer = visit("newcomer")
    newcomer.go("tuesday/how-i-am-listed")
    assert "can_host" not in newcomer.contents


def test_whoever_leaves_is_not_asked_to_host_on_return(site, rest):
    own(rest, "member", can_host=True)
    leave(site, "member")
    transaction.begin()
    assert not TurnsShelf(site["tuesday"]).kept.can_host


# What is fair


@pytest.fixture
def three(community):
    """Give a community of a facilitator and two members."""
    Membership(community).remove("siteadmin", now=NOW)
    return community


def test_the_last_meetings_count(three):
    community, meeting = three, plan(three)
    shelf = TurnsShelf(community)
    days = [date(2026, 12, 1) + timedelta(days=7 * n) for n in range(4)]
    shelf.ready.taken = tuple(
        (day.isoformat(), "chair", userid, "uid")
        for day, userid in zip(days, ["member", "teller"] * 2, strict=True)
    )
    now = datetime(2027, 1, 20, tzinfo=UTC)
    assert turns.suggestions(meeting, now)["chair"].userid == "facilitator"


def test_a_newcomer_is_not_asked_for_the_first_meeting(three):
    community, meeting = three, plan(three)
    now = datetime(2027, 1, 20, tzinfo=UTC)
    members = Membership(community)
    members.add("colleague", "member", now=now)
    TurnsShelf(community).ready.taken = tuple(
        ("2027-01-10", "chair", userid, str(n))
        for n, userid in enumerate(["member", "teller", "facilitator"] * 3)
    )
    for _turn in range(3):
        one = turns.suggestions(meeting, now)["chair"]
        assert one.userid != "colleague"
        turns.ask(meeting, "chair", one.userid, by="facilitator")
        if one.userid == "facilitator":
            turns.hand_over(meeting, "chair", userid=one.userid)
        else:
            turns.pass_on(meeting, "chair", userid=one.userid)
    assert turns.suggestions(meeting, now)["chair"] is None


def test_who_can_host_travels_with_the_turns(community):
    now = datetime(2026, 12, 8, tzinfo=UTC)
    hosting.set_can_host(community, "member", True, now=now)
    shelf = TurnsShelf(community)
    packed = shelf.pack()
    hosting.set_can_host(community, "member", False, now=now)
    shelf.unpack(packed)
    assert dict(shelf.kept.can_host) == {"member": "2026-12-08"}
    for hosts in ({"member": "soon"}, ["member"], {"member": 3}):
        with pytest.raises(Refused):
            shelf.unpack({**packed, "can_host": hosts})
