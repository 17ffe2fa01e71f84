"""REST of a community: who may what, what comes back, what is refused."""

from leap.cop.community import groups
from leap.cop.community.membership import Membership
from plone import api
from tests.who import ALL
from tests.who import MANAGERS

import pytest
import transaction


OTHERS = tuple(who for who in ALL if who not in MANAGERS)


def statuses(rest, path: str) -> dict:
    """Return what each person is answered."""
    return {who: rest(who).get(path).status_code for who in ALL}


def meant(*, others: int, **codes) -> dict:
    """Return a table of answers: `managers`, single people, `others` for the rest."""
    managers = codes.pop("managers", others)
    table = {who: managers if who in MANAGERS else others for who in ALL}
    return {**table, None: 401, **codes}


# Who may


def test_who_reads_the_roster(rest):
    table = meant(others=403, member=200, managers=200)
    assert statuses(rest, "tuesday/@members") == table


def test_who_looks_for_people(rest):
    table = meant(others=403, managers=200)
    assert statuses(rest, "tuesday/@user-search?query=hill") == table
    assert "Col Hill" not in rest("member").get("tuesday/@user-search?query=hill").text


def test_who_reads_the_home_that_all_staff_see(rest):
    assert statuses(rest, "tuesday/@cop-home") == meant(others=200)


def test_who_reads_the_home_of_members(rest, site):
    with api.env.adopt_user("siteadmin"):
        api.content.transition(site["tuesday"], "retract")
    transaction.commit()
    table = meant(others=404, newcomer=200, member=200, managers=200)
    assert statuses(rest, "tuesday/@cop-home") == table


WRITES = (
    ("POST", "", {"userid": "colleague", "role": "member"}, 201),
    ("PATCH", "/teller", {"role": "reviewer"}, 200),
    ("PATCH", "/teller", {"paused": True}, 200),
    ("DELETE", "/teller", {}, 204),
)


@pytest.mark.parametrize("method,path,body,status", WRITES)
def test_who_does_not_change_the_roster(rest, roles_now, method, path, body, status):
    before = roles_now()
    for who in OTHERS:
        answer = rest(who).request(method, f"tuesday/@members{path}", json=body)
        assert answer.status_code == (401 if who is None else 403), who
    assert roles_now() == before


@pytest.mark.parametrize("method,path,body,status", WRITES)
@pytest.mark.parametrize("who", sorted(MANAGERS))
def test_who_changes_the_roster(rest, roles_now, who, method, path, body, status):
    before = roles_now()
    answer = rest(who).request(method, f"tuesday/@members{path}", json=body)
    assert answer.status_code == status
    assert roles_now() != before


@pytest.mark.parametrize(
    "path", ["@members", "@cop-home", "@user-search?query=hill", "@members/x"]
)
def test_a_closed_community_is_not_there_for_members(rest, site, path):
    with api.env.adopt_user("siteadmin"):
        api.content.transition(site["tuesday"], "hide")
    transaction.commit()
    missing = rest("member").get("no-such-community/@members")
    answer = rest("member").get(f"tuesday/{path}")
    assert answer.status_code == missing.status_code == 404


# What comes back


def test_members_read_names_and_roles_and_no_ids(rest):
    listing = rest("member").get("tuesday/@members").json()
    assert set(listing) == {"@id", "items", "items_total"}
    assert listing["items_total"] == 5
    assert listing["items"][0] == {
        "fullname": "Fay Holt",
        "role": "facilitator",
        "since": "2026-11-02",
        "organisation": "",
        "line": "",
    }
    assert all("userid" not in row for row in listing["items"])


def test_facilitators_read_ids_and_pauses(rest):
    rest("facilitator").patch("tuesday/@members/teller", json={"paused": True})
    rows = rest("facilitator").get("tuesday/@members").json()["items"]
    assert {row["userid"]: row["paused"] for row in rows}["teller"] is True
    seen = rest("member").get("tuesday/@members").text
    assert "Tess Lane" not in seen
    assert "paused" not in seen


def test_letting_in_says_where_the_member_is(rest, site):
    answer = rest("facilitator").post(
        "tuesday/@members", json={"userid": "colleague", "role": "candidate"}
    )
    assert answer.status_code == 201
    assert answer.headers["Location"].endswith("/tuesday/@members/colleague")
    assert answer.json()["role"] == "candidate"
    transaction.begin()
    community = site["tuesday"]
    histories = Membership(community).histories()
    assert groups.differences(community, histories) == []


def test_a_search_gives_names_and_no_addresses(rest):
    found = rest("facilitator").get("tuesday/@user-search?query=hill").json()
    assert found["items"] == [
        {
            "userid": "colleague",
            "fullname": "Col Hill",
            "organisation": "",
            "belongs": False,
            "account": "",
        }
    ]


def test_everybody_leaves_by_themselves(rest, roles_now, told):
    url = told("community")
    assert rest("member").get(url).status_code == 200
    answer = rest("member").delete("tuesday/@members/member", json={})
    assert answer.status_code == 204
    assert "member" not in roles_now()
    assert rest("member").get(url).status_code == 404


def test_a_tellers_stories_stay_as_they_are_when_the_teller_leaves(rest, told):
    url = told("community")
    assert rest("teller").delete("tuesday/@members/teller", json={}).status_code == 204
    assert rest("teller").get(url).status_code == 200
    assert rest("member").get(url).status_code == 200
    assert rest("teller").delete(f"{url}/@consent", json={}).status_code == 200
    assert rest("member").get(url).status_code == 404


def test_pausing_ends_access_in_the_next_request(rest, told):
    url = told("community")
    member = rest("member")
    assert member.get(url).status_code == 200
    pause = {"paused": True}
    answer = rest("facilitator").patch("tuesday/@members/member", json=pause)
    assert answer.status_code == 200
    assert answer.json()["paused"] is True
    assert member.get(url).status_code == 404
    assert member.get("tuesday/@members").status_code == 403
    # Cannot come back unaided.
    answer = member.patch("tuesday/@members/member", json={"paused": False})
    assert answer.status_code == 403
    rest("facilitator").patch("tuesday/@members/member", json={"paused": False})
    assert member.get(url).status_code == 200


def test_the_home_shows_each_reader_their_own(rest, told):
    told("community", title="Among us")
    told("public", title="For all")
    titles = {
        who: {
            story["title"]
            for story in rest(who).get("tuesday/@cop-home").json()["latest_stories"]
        }
        for who in ("colleague", "newcomer", "member", "siteadmin", "admin")
    }
    assert titles["member"] == {"Among us", "For all"}
    for who in ("colleague", "newcomer", "siteadmin", "admin"):
        assert titles[who] == {"For all"}


def test_outside_the_home_does_not_say_where_an_unnamed_story_comes_from(rest, told):
    told("public", title="Signed with nothing")
    url = rest("member").get("tuesday/@cop-home").json()["latest_stories"][0]["@id"]
    rest("teller").delete(f"{url}/@consent", json={})
    for level in ("community", "public"):
        rest("teller").post(
            f"{url}/@consent", json={"level": level, "attribution": "anonymous"}
        )
    answer = rest("reviewer").post(f"{url}/@workflow/approve", json={})
    assert answer.status_code == 200, answer.text

    def latest(who):
        home = rest(who).get("tuesday/@cop-home").json()
        return [story["@id"] for story in home["latest_stories"]]

    assert latest("member") == [url]
    assert latest("colleague") == []
    assert rest("colleague").get(url).status_code == 200


def test_the_home_says_what_to_do_next(rest, site):
    def steps(who):
        home = rest(who).get("tuesday/@cop-home").json()
        return [step["url"].rpartition("/")[2] for step in home["next_steps"]]

    assert "++add++leap.cop.Story" in steps("member")
    assert "write-to-facilitators" in steps("colleague")
    assert "write-to-facilitators" in steps("newcomer")
    assert "review-queue" in steps("reviewer")
    Membership(site["tuesday"]).pause(
        "facilitator", now=api.portal.get().created().asdatetime(), by_site=True
    )
    transaction.commit()
    assert steps("admin")[0] == "members"
    assert "write-to-facilitators" not in steps("colleague")


# What is refused


@pytest.mark.parametrize(
    "method,path,body,status,field",
    [
        ("POST", "", {}, 400, "userid"),
        ("POST", "", {"userid": "nobody", "role": "member"}, 400, "userid"),
        ("POST", "", {"userid": "colleague", "role": "owner"}, 400, "role"),
        ("POST", "", {"userid": "member", "role": "member"}, 409, "userid"),
        ("POST", "/colleague", {"role": "member"}, 400, "path"),
        ("POST", "", ["colleague"], 400, "body"),
        ("PATCH", "", {"role": "member"}, 400, "path"),
        ("PATCH", "/colleague", {"role": "member"}, 400, "userid"),
        ("PATCH", "/member", {}, 400, "role"),
        ("PATCH", "/member", {"role": "owner"}, 400, "role"),
        ("PATCH", "/member", {"paused": "yes"}, 400, "paused"),
        ("POST", "", {"userid": "colleague", "rol": "member"}, 400, "rol: "),
        ("PATCH", "/member", {"role": "member", "pause": True}, 400, "pause: "),
        ("PATCH", "/facilitator", {"role": "member"}, 409, "role"),
        ("PATCH", "/facilitator", {"paused": True}, 403, "userid"),
        ("DELETE", "/colleague", {}, 400, "userid"),
        ("DELETE", "/facilitator", {}, 409, "role"),
        ("DELETE", "", {}, 400, "path"),
    ],
)
def test_bad_input_is_named_and_nothing_is_stored(
    rest, roles_now, method, path, body, status, field
):
    before = roles_now()
    answer = rest("facilitator").request(method, f"tuesday/@members{path}", json=body)
    assert answer.status_code == status, answer.text
    assert field in answer.json()["message"]
    assert roles_now() == before


@pytest.mark.parametrize(
    "query", ["", "query=", "query=c", "query=%20%20c", "query=c*", "query=**"]
)
def test_a_search_needs_two_letters(rest, query):
    answer = rest("facilitator").get(f"tuesday/@user-search?{query}")
    assert answer.status_code == 400
    assert "query" in answer.json()["message"]


@pytest.mark.parametrize(
    "fields,field",
    [
        ({"guidance_links": ["javascript:alert(1)"]}, "guidance_links"),
        ({"guidance_links": ["no address"]}, "guidance_links"),
        ({"join_policy": "door"}, "join_policy"),
        ({"story_ceiling": "everybody"}, "story_ceiling"),
        ({"join_policy": "open", "requires_agreement": False}, "join_policy"),
        ({"aims": [{"id": "x"}]}, "aims"),
        ({"safeguarding_contact": "x" * 501}, "safeguarding_contact"),
        ({"creators": ["member"]}, "creators"),
    ],
)
def test_a_community_is_not_changed_by_bad_input(rest, site, fields, field):
    answer = rest("facilitator").patch("tuesday", json=fields)
    assert answer.status_code == 400, answer.text
    assert field in answer.text
    transaction.begin()
    community = site["tuesday"]
    assert (community.join_policy, community.requires_agreement) == ("invite", True)
    assert not community.guidance_links
