"""Whose turn it is, over REST: asked, said yes, passed on; nobody learns who passed."""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.core.errors import Refused
from leap.cop.meeting.events import ITurnAsked
from leap.cop.meeting.events import MeetingHeld
from leap.cop.meeting.people import hosting
from leap.cop.meeting.people import turn_suggestions
from leap.cop.meeting.people import turns
from leap.cop.meeting.records import MeetingShelf
from leap.cop.meeting.records import record_of
from leap.cop.meeting.records import TurnsShelf
from tests.conftest import NOW
from tests.meeting.made import plan
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
    """Return the path of a meeting."""
    return meeting_at()


@pytest.fixture
def heard():
    """Yield what is fired while somebody is asked."""
    found = []

    def hear(event) -> None:
        found.append((event.userid, event.kind))

    provideHandler(hear, (ITurnAsked,))
    yield found
    getGlobalSiteManager().unregisterHandler(hear, (ITurnAsked,))


def send(rest, path, who, **body):
    return rest(who).patch(f"{path}/@turns", json=body)


def give(rest, path, who, kind):
    asked = send(rest, path, "facilitator", **{kind: {"userid": who}})
    assert asked.status_code == 200, asked.text
    answer = send(rest, path, who, **{kind: "accept"})
    assert answer.status_code == 200, answer.text
    return answer


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
    give(rest, path, "member", "host")
    found = rest("facilitator").get(f"{path}/@turns").json()["suggested"]
    assert found["host"] is None
    assert set(found["chair"]) == {"userid", "name"}


def offered(rest, path, who, kind="chair"):
    found = rest(who).get(f"{path}/@turns").json()
    return [one["name"] for one in found["offered"][kind]]


def test_who_has_said_yes_hands_it_over(rest, path):
    give(rest, path, "member", "note_taker")
    assert seen(rest, path, "teller", "note_taker")["name"] == "Mia Brook"
    assert send(rest, path, "teller", note_taker="accept").status_code == 409
    assert seen(rest, path, "teller", "note_taker")["name"] == "Mia Brook"
    assert send(rest, path, "member", note_taker="hand_over").status_code == 200
    assert seen(rest, path, "teller", "note_taker") == NOBODY


def test_an_offer_is_nobodys_turn_and_no_right(rest, path, kept, heard):
    answer = send(rest, path, "member", chair="accept")
    assert answer.status_code == 200, answer.text
    mine = {**NOBODY, "mine": "offered"}
    assert answer.json()["chair"] == seen(rest, path, "member") == mine
    assert "offered" not in answer.json() and "suggested" not in answer.json()
    for who in ("teller", "facilitator", "siteadmin"):
        assert seen(rest, path, who) == NOBODY
    for who in ("teller", "siteadmin"):
        assert "offered" not in rest(who).get(f"{path}/@turns").json()
    assert offered(rest, path, "facilitator") == ["Mia Brook"]
    assert "no" not in rest("member").get(f"{path}/@rsvp").json()
    changed = rest("member").patch(path, json={"online_link": "https://evil.example"})
    assert changed.status_code == 403
    asked = send(rest, path, "member", host={"userid": "teller"})
    assert asked.status_code == 403
    assert not kept(path).turns and heard == []


@pytest.mark.parametrize("is_asked", [False, True])
def test_an_offer_tells_nobody_that_somebody_is_asked(rest, path, kept, is_asked):
    if is_asked:
        send(rest, path, "facilitator", chair={"userid": "member"})
    answer = send(rest, path, "teller", chair="accept")
    assert answer.status_code == 200
    assert answer.json()["chair"] == {**NOBODY, "mine": "offered"}
    assert seen(rest, path, "teller") == {**NOBODY, "mine": "offered"}
    if is_asked:
        assert kept(path).turn("chair") == ("member", "asked")
        assert seen(rest, path, "member")["state"] == "asked"
        assert send(rest, path, "member", chair="accept").status_code == 200
        assert seen(rest, path, "teller")["mine"] is False
        assert not kept(path).offers


def test_who_offered_has_it_once_asked(rest, path, heard):
    send(rest, path, "member", chair="accept")
    send(rest, path, "teller", chair="accept")
    answer = send(rest, path, "facilitator", chair={"userid": "member"})
    assert answer.json()["chair"]["state"] == "accepted"
    assert answer.json()["offered"]["chair"] == [] and heard == []
    assert seen(rest, path, "member")["mine"] is True
    assert seen(rest, path, "teller") == {
        "name": "Mia Brook",
        "state": "accepted",
        "mine": False,
    }


def test_an_offer_is_taken_back(rest, path, kept):
    send(rest, path, "member", chair="accept")
    assert send(rest, path, "member", chair="hand_over").status_code == 409
    assert send(rest, path, "member", chair="pass").status_code == 200
    assert seen(rest, path, "member") == NOBODY
    assert offered(rest, path, "facilitator") == []
    assert send(rest, path, "member", chair="pass").status_code == 409
    asked = send(rest, path, "facilitator", chair={"userid": "member"})
    assert asked.json()["chair"]["state"] == "asked"


def test_who_asks_has_at_once_what_they_offer(rest, path):
    send(rest, path, "facilitator", chair="accept")
    assert seen(rest, path, "member")["name"] == "Fay Holt"
    send(rest, path, "facilitator", host={"userid": "member"})
    assert send(rest, path, "facilitator", host="accept").status_code == 409
    assert seen(rest, path, "member", "host")["mine"] is True


@pytest.mark.parametrize("who", ["member", "facilitator"])
def test_nothing_is_taken_once_it_has_begun(rest, meeting_at, kept, who):
    begun = meeting_at(start=ago(hours=1))
    kept(begun).turns["chair"] = ("member", "asked")
    transaction.commit()
    assert send(rest, begun, who, host="accept").status_code == 409
    assert send(rest, begun, "member", chair="accept").status_code == 409
    asked = send(rest, begun, "facilitator", note_taker={"userid": "teller"})
    assert asked.status_code == 409
    suggested = rest("facilitator").get(f"{begun}/@turns").json()["suggested"]
    assert set(suggested.values()) == {None}
    assert send(rest, begun, "member", chair="pass").status_code == 200
    assert not kept(begun).turns


@pytest.mark.parametrize("go", [leave, pause, let_wait])
def test_an_offer_goes_with_who_made_it(rest, path, site, kept, go):
    send(rest, path, "member", chair="accept")
    go(site, "member")
    assert not kept(path).offers


def test_a_cancelled_meeting_keeps_no_turn_of_who_left(rest, path, site, kept):
    give(rest, path, "member", "host")
    kept(path).phase = "cancelled"
    transaction.commit()
    leave(site, "member")
    assert not kept(path).turns


def test_offers_on_the_page(site, visit, rest, path):
    member = visit("member")
    member.go(f"{path}/whose-turn")
    member.form_to("whose-turn", kind="host").getControl("Offer to host").click()
    assert "The facilitators and the chair can see your offer." in member.contents
    member.go(f"{path}/whose-turn")
    assert "you have offered" in member.contents
    assert "Mia Brook offers" not in member.contents
    visitor = visit("facilitator")
    visitor.go(path)
    assert "Mia Brook offers to host" in visitor.contents
    visitor.go(f"{path}/whose-turn")
    form = visitor.form_to("whose-turn", kind="host", userid="member")
    form.getControl("Yes, please").click()
    assert "They had offered, so the turn is theirs now." in visitor.contents
    assert seen(rest, path, "teller", "host")["name"] == "Mia Brook"


def test_who_asks_oneself_has_it(rest, path, heard):
    send(rest, path, "facilitator", chair={"userid": "facilitator"})
    assert seen(rest, path, "member")["state"] == "accepted"
    assert heard == []


def test_the_chair_asks_as_well(rest, path):
    give(rest, path, "member", "chair")
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
        ({"chair": {"userid": "colleague"}}, "chair"),
        ({"chair": {"userid": "newcomer"}}, "chair"),
        ({}, "body"),
    ],
)
def test_what_is_refused(rest, path, kept, body, field):
    answer = send(rest, path, "facilitator", **body)
    assert answer.status_code == 400, answer.text
    assert answer.json()["message"].startswith(f"{field}: ")
    assert not kept(path).turns


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
    give(rest, path, "member", "host")
    transaction.begin()
    record_of(site.unrestrictedTraverse(over)).turns["host"] = ("member", "accepted")
    transaction.commit()
    go(site, "member")
    assert seen(rest, path, "facilitator", "host") == NOBODY
    # What was stays as it was.
    assert seen(rest, over, "facilitator", "host")["state"] == "accepted"


def test_who_is_no_member_any_more_leaves_an_empty_turn(rest, path, site):
    give(rest, path, "member", "host")
    answer = rest("facilitator").patch(
        "tuesday/@members/member", json={"role": "reviewer"}
    )
    assert answer.status_code == 200, answer.text
    assert seen(rest, path, "facilitator", "host") == NOBODY


def test_another_role_inside_keeps_the_turn(rest, path):
    give(rest, path, "member", "host")
    rest("facilitator").patch("tuesday/@members/member", json={"role": "facilitator"})
    assert seen(rest, path, "teller", "host")["name"] == "Mia Brook"


def test_of_whoever_is_erased_nothing_stays(meeting):
    record = record_of(meeting)
    turns.ask(meeting, "chair", "member", by="facilitator", now=NOW)
    turns.pass_on(meeting, "chair", userid="member")
    turns.accept(meeting, "host", userid="member", now=NOW)
    record.turns["note_taker"] = ("member", "accepted")
    assert len(record.left_out) == 1 and len(record.offers) == 1
    assert MeetingShelf(meeting).people() == {"member"}
    MeetingShelf(meeting).forget("member")
    assert not record.turns and not record.left_out and not record.offers


def test_once_it_took_place_nobody_can_find_out_who_passed(meeting):
    turns.ask(meeting, "chair", "member", by="facilitator", now=NOW)
    turns.pass_on(meeting, "chair", userid="member")
    turns.accept(meeting, "chair", userid="teller", now=NOW)
    notify(MeetingHeld(meeting))
    assert not record_of(meeting).left_out and not record_of(meeting).offers


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
    """Return a community of a facilitator and two members."""
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
    assert turn_suggestions.suggestions(meeting, now)["chair"].userid == "facilitator"


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
        one = turn_suggestions.suggestions(meeting, now)["chair"]
        assert one.userid != "colleague"
        turns.ask(meeting, "chair", one.userid, by="facilitator", now=now)
        if one.userid == "facilitator":
            turns.hand_over(meeting, "chair", userid=one.userid)
        else:
            turns.pass_on(meeting, "chair", userid=one.userid)
    assert turn_suggestions.suggestions(meeting, now)["chair"] is None


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
