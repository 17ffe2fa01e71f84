"""A changed export, and a site that knows better: nobody reads more than before."""

from leap.cop.community import groups
from leap.cop.community.membership import MemberShelf
from leap.cop.community.membership import Membership
from leap.cop.community.rules import Interval
from leap.cop.consent import replay
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.exportimport import ledger
from leap.cop.exportimport import restore
from leap.cop.exportimport import transfer
from leap.cop.exportimport import tree
from leap.cop.story.lifecycle import lifecycle
from plone import api
from plone.app.textfield.value import RichTextValue
from zope.component.hooks import setSite
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import json
import pytest
import transaction


STATES = ("private", "community", "pending", "community_pending", "public")


@pytest.fixture
def paths(site, told):
    base = site.absolute_url()
    found = {}
    for state in STATES:
        url = told(state, title=f"Canary {state}")
        found[state] = url.removeprefix(base).strip("/")
    return found


def states_in(site, paths) -> dict:
    setSite(site)
    return {
        name: lifecycle.state_of(site.unrestrictedTraverse(path))
        for name, path in paths.items()
    }


def uid_of(site, path) -> str:
    return site.unrestrictedTraverse(path).UID()


def content_file(folder, uid):
    return folder / "content" / uid / "data.json"


def raise_states(data):
    for row in data["stories"].values():
        row["state"] = "public"
        row["history"][-1]["review_state"] = "public"


def raise_grants(data):
    for row in data["stories"].values():
        standing = row["standing"]
        standing["granted"] = "public"
        standing["approved_digest"] = standing["granted_digest"]


def swap_standings(data):
    rows = list(data["stories"].values())
    standings = [row["standing"] for row in rows]
    for row, standing in zip(rows, standings[1:] + standings[:1], strict=True):
        row["standing"] = standing


def change_last_rows(data):
    for chain in data["ledger"]["chains"].values():
        chain["list"][-1] = chain["list"][-1].replace("community", "public")


def change_first_rows(data):
    for chain in data["ledger"]["chains"].values():
        chain["list"][0] = chain["list"][0].replace("community", "public")


def drop_chains(data):
    data["ledger"]["chains"] = {}


def cut_withdrawals(data):
    for chain in data["ledger"]["chains"].values():
        chain["list"] = chain["list"][:1]


CHANGES = [
    raise_states,
    raise_grants,
    swap_standings,
    change_last_rows,
    change_first_rows,
    drop_chains,
    cut_withdrawals,
]

#: Changes that write the newest row of a chain itself, the one nothing hangs on.
FORGED = (change_last_rows, change_first_rows)


@pytest.mark.parametrize("change_it", CHANGES)
@pytest.mark.parametrize("resealed", [False, True])
def test_a_changed_file_raises_nothing(
    site, paths, export, other, take_in, change, change_it, resealed
):
    """Resealed: by somebody who reads the key in the file itself."""
    export(site)
    key = ledger.own_key(site) if resealed else None
    change(lambda data: (change_it(data), raise_states(data)), reseal=key)
    report = take_in(other)
    if not resealed:
        assert "CHANGED ON THE WAY" in report
        assert set(states_in(other, paths).values()) == {"private"}
        assert api.content.get_state(other["tuesday"]) == "private"
        assert Membership(other["tuesday"]).histories() == {}
    if resealed and change_it in FORGED:
        # Whoever writes the newest row and seals it anew speaks for the ledger.
        return
    for name, state in states_in(other, paths).items():
        assert replay.meet(name, state) == state, name


@pytest.mark.parametrize("seal", ["broken", "without its key", "made anew"])
def test_a_changed_file_says_nothing_in_a_reviewers_name(
    site, paths, export, other, take_in, change, seal
):
    said = tree.dump((("return", lifecycle.utc_now(), "reviewer", "I know you."),))

    def forge(data):
        for row in data["stories"].values():
            row["standing"]["decisions"] = said
        if seal == "without its key":
            del data["ledger"]["rest"]["keys"]

    export(site)
    change(forge, reseal=ledger.own_key(site) if seal == "made anew" else None)
    take_in(other)
    setSite(other)
    for path in paths.values():
        decisions = standing_of(other.unrestrictedTraverse(path)).decisions
        assert bool(decisions) == (seal == "made anew")


def test_states_and_roles_in_the_content_files_are_not_believed(
    site, paths, export, other, take_in, folder
):
    export(site)
    meta = folder / "content" / "__metadata__.json"
    data = json.loads(meta.read_text())
    for path in paths.values():
        uid = uid_of(site, path)
        file = content_file(folder, uid)
        item = json.loads(file.read_text())
        item["review_state"] = "public"
        item["workflow_history"] = {
            "cop_story_workflow": [
                {"review_state": "public", "time": "2026-01-01T00:00:00+00:00"}
            ]
        }
        file.write_text(json.dumps(item))
        data["local_roles"][uid] = {"local_roles": {"colleague": ["CoP Teller"]}}
        data["local_permissions"][uid] = {
            "View": {"acquire": True, "roles": ["Anonymous"]}
        }
    community = site["tuesday"].UID()
    data["local_roles"][community] = {"local_roles": {"colleague": ["CoP Member"]}}
    data["local_roles"]["plone_site_root"] = {
        "local_roles": {"colleague": ["CoP Member", "Reader"]}
    }
    meta.write_text(json.dumps(data))
    take_in(other)
    assert states_in(other, paths) == {state: state for state in paths}
    api.portal.get_tool("portal_workflow").updateRoleMappings()
    for path in paths.values():
        story = other.unrestrictedTraverse(path)
        assert lifecycle.teller_of(story) == "teller"
        assert not story.__ac_local_roles__
    assert "colleague" not in other["tuesday"].__ac_local_roles__
    assert list(other.__ac_local_roles__["colleague"]) == ["Reader"]
    private = other.unrestrictedTraverse(paths["private"])
    assert not api.user.has_permission("View", username="colleague", obj=private)


def test_a_text_that_was_changed_in_the_file_is_the_tellers_alone(
    site, paths, export, other, take_in, folder
):
    export(site)
    for path in paths.values():
        file = content_file(folder, uid_of(site, path))
        item = json.loads(file.read_text())
        item["learning"]["data"] = "<p>Her name is Canary.</p>"
        file.write_text(json.dumps(item))
    take_in(other)
    assert set(states_in(other, paths).values()) == {"private"}
    story = other.unrestrictedTraverse(paths["public"])
    assert lifecycle.teller_of(story) == "teller"
    assert lifecycle.effective_audience(story) == "private"


def test_nobody_is_put_into_a_community_by_the_list_of_users(
    site, paths, export, other, take_in, folder
):
    export(site)
    file = folder / "principals.json"
    data = json.loads(file.read_text())
    group = f"cop:{site['tuesday'].UID()}:members"
    assert "cop:" not in json.dumps(data)
    for member in data["members"]:
        member["groups"].append(group)
    data["groups"].append(
        {"groupid": group, "title": "", "description": "", "roles": ["CoP Member"]}
    )
    data["members"].append(
        {
            **data["members"][0],
            "username": "mallory",
            "login_name": "mallory",
            "roles": ["CoP Facilitator"],
        }
    )
    file.write_text(json.dumps(data))
    take_in(other)
    story = other.unrestrictedTraverse(paths["community"])
    for who in ("colleague", "mallory"):
        assert not api.user.has_permission("View", username=who, obj=story)
    assert "CoP Facilitator" not in api.user.get_roles(username="mallory")


def test_a_teller_whom_the_site_does_not_know(
    site, paths, export, other, take_in, server
):
    folder = export(site)
    (folder / "principals.json").unlink()
    setSite(other)
    with server():
        other.acl_users.userFolderDelUsers(["teller"])
    transaction.commit()
    take_in(other)
    assert set(states_in(other, paths).values()) == {"private"}
    for path in paths.values():
        story = other.unrestrictedTraverse(path)
        assert lifecycle.teller_of(story) == "teller"


def test_a_lower_ceiling_here_is_kept(site, paths, export, other, take_in, change):
    export(site)

    def lower(data):
        for row in data["communities"].values():
            row["story_ceiling"] = "community"

    change(lower, reseal=ledger.own_key(site))
    take_in(other)
    assert states_in(other, paths) == {
        "private": "private",
        "community": "community",
        "pending": "private",
        "community_pending": "community",
        "public": "community",
    }


def test_a_membership_that_cannot_be_is_left_out(site, export, other, take_in, change):
    wrong = {
        "member": {"waits": "no"},
        "teller": {"paused": "no"},
        # Only members wait.
        "reviewer": {"waits": True},
        "newcomer": {"layout": 99},
    }
    export(site)

    def spoil(data):
        for row in data["communities"].values():
            packed = tree.load(row["shelves"][MemberShelf.key])
            for userid, sent in wrong.items():
                [interval] = packed["members"][userid]
                pairs = zip(("layout", *Interval._fields), interval, strict=True)
                changed = tuple(sent.get(name, kept) for name, kept in pairs)
                packed["members"][userid] = (changed,)
            row["shelves"][MemberShelf.key] = tree.dump(packed)

    change(spoil, reseal=ledger.own_key(site))
    take_in(other)
    setSite(other)
    histories = Membership(other["tuesday"]).histories()
    assert "facilitator" in histories
    assert not histories.keys() & wrong.keys()


def test_without_the_key_every_story_is_its_tellers_alone(
    site, paths, export, other, take_in, change
):
    export(site)

    def strip(data):
        for name in ledger.PERSONAL:
            data["ledger"]["rest"].pop(name, None)

    change(strip)
    assert "without the ledger's key" in take_in(other)
    assert set(states_in(other, paths).values()) == {"private"}


class TestIntoASiteThatKnowsBetter:
    def test_a_second_import_changes_nothing(self, site, paths, export, other, take_in):
        export(site)
        take_in(other)
        rows = dict(Ledger(other).chains())
        assert "stood here already" in take_in(other)
        assert states_in(other, paths) == {state: state for state in paths}
        assert dict(Ledger(other).chains()) == rows

    def test_what_was_taken_back_here_stays_taken_back(
        self, site, paths, export, other, take_in
    ):
        export(site)
        take_in(other)
        setSite(other)
        story = other.unrestrictedTraverse(paths["public"])
        with api.env.adopt_user("teller"):
            lifecycle.withdraw(story)
            story.learning = RichTextValue("<p>No name.</p>", "text/html")
            notify(ObjectModifiedEvent(story))
        Membership(other["tuesday"]).pause(
            "member", now=lifecycle.utc_now(), by_site=True
        )
        transaction.commit()
        take_in(other)
        story = other.unrestrictedTraverse(paths["public"])
        assert lifecycle.state_of(story) == "private"
        assert "No name" in story.learning.raw
        assert Membership(other["tuesday"]).is_paused("member")
        rows = Ledger(other).rows(standing_of(story).ledger_key)
        assert rows[-1]["act"] == "withdraw"

    def test_what_its_teller_deleted_here_stays_deleted(
        self, site, paths, export, take_in
    ):
        export(site)
        name = paths["public"].split("/")[-1]
        with api.env.adopt_user("teller"):
            api.content.delete(site["tuesday"][name])
        transaction.commit()
        take_in(site)
        assert name not in site["tuesday"]

    def test_what_somebody_else_removed_comes_back_to_its_teller_alone(
        self, site, paths, export, take_in
    ):
        export(site)
        for path in paths.values():
            site["tuesday"]._delObject(path.split("/")[-1])
        transaction.commit()
        take_in(site)
        found = states_in(site, paths)
        assert set(found.values()) == {"private"}

    def test_another_community_at_the_same_address_takes_no_stories(
        self, site, paths, export, other, take_in
    ):
        export(site)
        setSite(other)
        with api.env.adopt_user("siteadmin"):
            api.content.create(
                other, "leap.cop.Community", id="tuesday", title="Others"
            )
        transaction.commit()
        take_in(other)
        assert len(other["tuesday"]) == 0
        assert other["tuesday"].title == "Others"

    def test_a_chain_that_parts_stays_as_it_is_here(
        self, site, paths, export, other, take_in, change
    ):
        export(site)
        take_in(other)
        before = dict(Ledger(other).chains())

        def part(data):
            for chain in data["ledger"]["chains"].values():
                chain["list"][-1] = chain["list"][-1].replace('"n":', '"n": ')

        change(part, reseal=ledger.own_key(site))
        # A ledger with heads sees at once that such a chain was never written.
        report = take_in(other)
        assert "chains part" in report or "chains do not hold" in report
        assert dict(Ledger(other).chains()) == before

    def test_a_later_export_continues_the_chains(
        self, site, paths, export, other, take_in
    ):
        export(site)
        take_in(other)
        setSite(site)
        story = site.unrestrictedTraverse(paths["public"])
        with api.env.adopt_user("teller"):
            lifecycle.withdraw(story)
        transaction.commit()
        export(site)
        take_in(other)
        assert dict(Ledger(other).chains()) == dict(Ledger(site).chains())


def test_a_file_does_not_say_how_our_groups_are_called(site, paths, export, folder):
    """Else a directory there could have a group of the same name."""
    export(site)
    community = site["tuesday"]
    own = groups.group_id(community, "members")
    text = (folder / transfer.FILE_NAME).read_text()
    assert own.split(":")[2] not in text
    row = json.loads(text)["communities"][community.UID()]
    row["shelves"][groups.KEY] = "known"
    restore.land_community(community, row, transfer.Travel(None, site))
    assert groups.group_id(community, "members") == own
    assert Membership(community).role_of("member") == "member"
