"""Meetings out of one site and into another: whole, for facilitators, with no links."""

from datetime import date
from datetime import timedelta
from leap.cop.core.access import may_view
from leap.cop.core.links import Links
from leap.cop.exportimport import ledger
from leap.cop.exportimport import tree
from leap.cop.exportimport.restoring import restore
from leap.cop.media import keeping
from leap.cop.media.content import LINK
from leap.cop.meeting import named
from leap.cop.meeting import rules
from leap.cop.meeting.actions import actions
from leap.cop.meeting.calendar import announcing
from leap.cop.meeting.calendar.said import something_changed
from leap.cop.meeting.records import ActionsShelf
from leap.cop.meeting.records import AgendaRow
from leap.cop.meeting.records import MeetingShelf
from leap.cop.meeting.records import record_of
from leap.cop.meeting.records import TurnsShelf
from leap.cop.story import erasure
from leap.cop.story.proof.verify import verify
from plone import api
from tests.conftest import make_story
from tests.conftest import NOW
from tests.meeting.made import BEGINS
from tests.meeting.made import plan
from zope.component.hooks import setSite

import io
import json
import pytest
import transaction
import zipfile


FIELDS = (
    *("title", "description", "timezone", "start", "end", "mode", "place"),
    *("address_may_be_shown", "online_link", "venue_notes", "room_for"),
)


def row(kind, number, **said) -> AgendaRow:
    made = AgendaRow(f"{'abcdefg'[number]}" * 20, kind, "member")
    for name, value in said.items():
        setattr(made, name, value)
    return made


def picture_of(meeting) -> dict:
    """Return everything that a meeting is, without how often calendars were told."""
    kept = MeetingShelf(meeting).pack()
    del kept["sequence"]
    # Links did not come along, so whoever was invited is invited anew.
    del kept["invited"]
    return {
        "uid": meeting.UID(),
        "fields": {name: getattr(meeting, name) for name in FIELDS},
        "kept": kept,
        "order": [one.id for one in record_of(meeting).agenda()],
        "created": meeting.created().timeTime(),
    }


def of_community(community) -> dict:
    acts = ActionsShelf(community).pack()
    return {
        "turns": TurnsShelf(community).pack(),
        "actions": sorted(acts, key=lambda one: one["id"]),
    }


@pytest.fixture
def meeting(site):
    """Return a meeting that was held, with something in each corner."""
    setSite(site)
    community = site["tuesday"]
    story = make_story(community, "community")
    made = plan(
        community,
        state="public",
        description="In the long room",
        mode="both",
        room_for=12,
    )
    record = record_of(made)
    record.phase, record.sequence, record.note = rules.HELD, 3, "Snow"
    record.turns.update(
        {
            rules.HOST: ("member", rules.ACCEPTED),
            rules.CHAIR: ("teller", rules.ASKED),
        }
    )
    rows = (
        row("welcome", 1, minutes=10, rev=2),
        row("theme", 0, title="Doors", theme="z" * 20, state=rules.DONE, lead="teller"),
        row("story", 2, story=story.UID(), minutes=30),
        row("brought_views", 3, permission=True, note="From them", outcome="Listen"),
    )
    record.rows.update({one.id: one for one in rows})
    record.order.ids = tuple(one.id for one in rows)
    record.offers.add((rules.NOTE_TAKER, "member"))
    record.answers.update({"member": (rules.YES, rules.HERE), "teller": (rules.NO, "")})
    record.presence.update({"member": rules.PRESENT, "teller": rules.APOLOGIES})
    record.guests, record.young_people = 2, 3
    record.minutes.members_record = "<p>Who cooks? MIA brook.</p>"
    record.minutes.summary = "<p>We listened.</p>"
    record.minutes.rev, record.minutes.kept = 4, True
    record.minutes.summary_shown = True
    record.told = (story.UID(),)
    record.invited.update(["member", "teller"])
    record.reminded = date(2027, 3, 25)
    record.left_out.insert("x" * 64)
    turns = TurnsShelf(community).ready
    turns.can_host["teller"] = "2027-01-02"
    turns.taken = (("2027-03-27", rules.HOST, "member", made.UID()),)
    with api.env.adopt_user("member"):
        for fields in (
            {
                "text": "Ask them, and Mia  Brook",
                "due": date(2027, 4, 1),
                "meeting": made.UID(),
            },
            {"text": "For me alone", "personal": True},
        ):
            actions.add(community, **fields, story=story.UID(), now=NOW)
    transaction.commit()
    return made


def landed_in(other, meeting):
    setSite(other)
    return other["tuesday"][meeting.getId()]


def test_nothing_is_lost(site, meeting, export, other, take_in):
    before, around = picture_of(meeting), of_community(site["tuesday"])
    export(site)
    assert "could not be taken" not in take_in(other)
    landed = landed_in(other, meeting)
    assert picture_of(landed) == before
    assert of_community(other["tuesday"]) == around
    record = record_of(landed)
    assert named.meetings_naming(other["tuesday"], named.THEMES, "z" * 20) == (
        meeting.UID(),
    )
    assert not list(record.invited)
    assert record.sequence == 4
    # What calendars and people were told counts from here on.
    assert not announcing.is_pending(record)
    assert not something_changed(landed, NOW)
    landed.start += timedelta(days=1)
    assert something_changed(landed, NOW)
    assert verify(other).valid


def test_it_arrives_for_facilitators_alone(site, meeting, export, other, take_in):
    export(site)
    take_in(other)
    landed = landed_in(other, meeting)
    assert api.content.get_state(landed) == "private"
    for who, sees in (("facilitator", True), ("member", False), ("colleague", False)):
        with api.env.adopt_user(who):
            assert bool(api.user.has_permission("View", obj=landed)) is sees
    # It can be shown as it could be there.
    with api.env.adopt_user("facilitator"):
        api.content.transition(landed, "share")
    assert api.content.get_state(landed) == "community"


def test_neither_links_nor_who_passed_go_along(site, meeting, export, folder):
    Links(site).make(
        "meeting-answer",
        target=meeting.UID(),
        userid="member",
        now=NOW,
        until=BEGINS + timedelta(days=1),
    )
    code = next(iter(record_of(meeting).left_out))
    salt = record_of(meeting).salt.hex()
    transaction.commit()
    export(site)
    everything = "".join(
        path.read_text(errors="ignore") for path in folder.rglob("*") if path.is_file()
    )
    assert "meeting-answer" not in everything
    assert code not in everything
    assert salt not in everything


def test_a_story_that_did_not_come_is_told_nowhere(
    site, meeting, export, other, take_in, change
):
    export(site)
    [uid] = record_of(meeting).told
    change(lambda data: data["stories"].pop(uid), reseal=ledger.own_key(site))
    take_in(other)
    record = record_of(landed_in(other, meeting))
    assert record.told == ()
    assert {one.story for one in record.rows.values()} == {""}


def test_a_file_that_was_changed_on_the_way_is_not_believed(
    site, meeting, export, other, take_in, change
):
    export(site)
    change(lambda data: data["meetings"][meeting.UID()].update(state="private"))
    assert "CHANGED ON THE WAY" in take_in(other)
    setSite(other)
    assert meeting.getId() not in other["tuesday"]
    assert of_community(other["tuesday"])["actions"] == []


@pytest.mark.parametrize(
    "where, wrong",
    [
        ("fields", {"timezone": "Mars/North"}),
        ("fields", {"start": "2027-13-01T00:00:00+00:00"}),
        ("fields", {"end": "2026-01-01T00:00:00+00:00"}),
        ("fields", {"online_link": "http://example.org"}),
        ("fields", {"address_may_be_shown": "yes"}),
        ("record", {"phase": "begun"}),
        ("record", {"guests": -1}),
        ("record", {"answers": {"member": ["maybe", ""]}}),
        ("record", {"presence": {"member": "unknown"}}),
        ("record", {"turns": {"cook": ["member", "asked"]}}),
        ("record", {"rows": [{"id": "../x"}]}),
        ("record", {"minutes": None}),
    ],
)
def test_what_no_export_wrote_is_said(
    site, meeting, export, other, take_in, change, where, wrong
):
    export(site)
    change(
        lambda data: data["meetings"][meeting.UID()]["meeting"][where].update(wrong),
        reseal=ledger.own_key(site),
    )
    assert "a meeting could not be taken, " in take_in(other)
    setSite(other)
    assert meeting.getId() not in other["tuesday"]


@pytest.mark.parametrize(
    "number, wrong",
    [
        (0, {"kind": "advice", "title": "Her case"}),
        (0, {"kind": "story", "note": "What she told"}),
        (0, {"theme": "z" * 20}),
        (0, {"story": "a" * 32}),
        (0, {"permission": True}),
        (3, {"permission": False}),
        (0, {"title": "x" * 151}),
        (0, {"title": "Two\nlines"}),
        (0, {"note": "x" * 2001}),
        (0, {"outcome": "x" * 301}),
        (0, {"lead": "x" * 501}),
        (0, {"minutes": 241}),
    ],
)
def test_a_row_that_nobody_could_have_written(
    site, meeting, export, other, take_in, change, number, wrong
):
    export(site)

    def write(data):
        record = data["meetings"][meeting.UID()]["meeting"]["record"]
        record["rows"][number].update(wrong)

    change(write, reseal=ledger.own_key(site))
    assert "a meeting could not be taken, " in take_in(other)
    setSite(other)
    assert meeting.getId() not in other["tuesday"]


@pytest.mark.parametrize("day", ["", "soon", "2027-02-30", None])
def test_turns_are_taken_on_a_day(site, meeting, export, other, take_in, change, day):
    export(site)
    uid = site["tuesday"].UID()

    def write(data):
        shelves = data["communities"][uid]["shelves"]
        turns = tree.load(shelves[TurnsShelf.key])
        turns["taken"][0][0] = day
        shelves[TurnsShelf.key] = tree.dump(turns)

    change(write, reseal=ledger.own_key(site))
    assert "turns could not be taken" in take_in(other)
    setSite(other)
    assert TurnsShelf(other["tuesday"]).kept.taken == ()


def test_what_people_wrote_comes_in_clean(
    site, meeting, export, other, take_in, change
):
    export(site)

    def write(data):
        record = data["meetings"][meeting.UID()]["meeting"]["record"]
        record["minutes"]["members_record"] = "<p>Hello<script>x</script></p>"

    change(write, reseal=ledger.own_key(site))
    take_in(other)
    minutes = record_of(landed_in(other, meeting)).minutes
    assert "script" not in minutes.members_record
    assert "Hello" in minutes.members_record


def test_actions_that_no_export_wrote(site, meeting, export, other, take_in, change):
    export(site)
    uid = site["tuesday"].UID()

    def write(data):
        shelves = data["communities"][uid]["shelves"]
        actions = tree.load(shelves[ActionsShelf.key])
        actions[0]["rev"] = "1"
        shelves[ActionsShelf.key] = tree.dump(actions)

    change(write, reseal=ledger.own_key(site))
    assert "actions could not be taken" in take_in(other)
    assert of_community(other["tuesday"])["actions"] == []


def test_whose_account_is_gone_leaves_totals_and_no_name(
    site, meeting, export, other, take_in, folder
):
    export(site)
    (folder / "principals.json").unlink()
    setSite(other)
    with api.env.adopt_user("admin"), api.env.adopt_roles(["Manager"]):
        api.user.delete(username="member")
    transaction.commit()
    take_in(other)
    landed = landed_in(other, meeting)
    record, community = record_of(landed), other["tuesday"]
    assert "member" not in json.dumps(MeetingShelf(landed).pack()["answers"])
    assert "member" not in MeetingShelf(landed).people()
    assert sorted(record.presence.values()) == [rules.APOLOGIES, rules.PRESENT]
    assert TurnsShelf(community).kept.taken[0][:3] == ("2027-03-27", rules.HOST, "")
    [left] = ActionsShelf(community).kept.values()
    assert (left.text, left.owner) == ("Ask them, and Mia  Brook", "")


def test_through_the_web_goes_nothing_of_it(site, meeting, rest):
    answer = rest("admin").post("@export")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        everything = b"".join(packed.read(name) for name in packed.namelist())
    assert b"Tuesday circle" in everything
    for word in (b"Who cooks", b"Ask them", b"meeting.turns"):
        assert word not in everything


def test_erasing_somebody(site, meeting):
    setSite(site)
    community = site["tuesday"]
    before = sorted(record_of(meeting).presence.values())
    with api.env.adopt_user("admin"), api.env.adopt_roles(["Manager"]):
        counts = erasure.erase(site, "member", now=NOW)
    record = record_of(meeting)
    assert "member" not in MeetingShelf(meeting).people()
    assert sorted(record.presence.values()) == before
    assert rules.HOST not in record.turns
    assert [one.author for one in record.rows.values()] == [""] * 4
    # For oneself alone goes; what the group set out to do stays, as nobody's.
    [left] = ActionsShelf(community).kept.values()
    assert (left.text, left.owner, left.author) == ("Ask them, and Mia  Brook", "", "")
    assert counts["actions"] == 2
    assert counts["turns taken at meetings"] == 1
    # What people wrote they alone change: whoever erases is told where.
    path = f"tuesday/{meeting.getId()}"
    assert counts[f"the name stands in members_record of {path}"] == 1
    assert record.minutes.members_record == "<p>Who cooks? MIA brook.</p>"
    assert counts["the name stands in actions of tuesday"] == 1


def test_files_and_links_travel_with_their_meeting(
    site, meeting, export, other, take_in
):
    setSite(site)
    with api.env.adopt_user("facilitator"):
        link = {"remoteUrl": "https://example.org/x", "title": "A page"}
        keeping.add(meeting, LINK, link)
    [medium] = meeting.objectIds()
    record_of(meeting).added_by[medium] = "facilitator"
    record_of(meeting).shown_media.insert(medium)
    transaction.commit()
    export(site)
    take_in(other)
    landed = landed_in(other, meeting)
    assert [one.title for one in landed.objectValues()] == ["A page"]
    record = record_of(landed)
    assert dict(record.added_by) == {medium: "facilitator"}
    # It is for the people inside again, until somebody has looked at it and shows it.
    assert list(record.shown_media) == []
    [link] = landed.objectValues()
    with api.env.adopt_user("facilitator"):
        api.content.transition(landed, "share")
        api.content.transition(landed, "publish")
    for who, sees in (("member", True), ("colleague", False)):
        with api.env.adopt_user(who):
            assert may_view(landed)
            assert may_view(link) is sees


def test_settings_that_were_changed_are_put_right(site, meeting):
    setSite(site)
    with api.env.adopt_roles(["Manager"]):
        meeting.manage_permission("View", ["Anonymous"], 1)
        assert restore(site)["rounds and forms"] >= 1
        assert verify(site).valid
    roles = {
        one["name"] for one in meeting.rolesOfPermission("View") if one["selected"]
    }
    assert "Anonymous" not in roles
