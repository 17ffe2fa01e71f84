"""A community over REST: create it, open it, close it, and what becomes of stories."""

import pytest


@pytest.fixture
def made(rest):
    answer = rest("siteadmin").post(
        "",
        json={
            "@type": "leap.cop.Community",
            "title": "Friday table",
            "aims": ["Listen more", {"text": "Decide less", "id": "less"}],
            "purpose": "<p>We learn.</p>",
        },
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_founder_facilitates_and_opens_it(rest, made):
    url, founder = made["@id"], rest("siteadmin")
    assert [aim["text"] for aim in made["aims"]] == ["Listen more", "Decide less"]
    assert made["aims"][1]["id"] == "less"
    assert made["review_state"] == "private"
    assert rest("colleague").get(url).status_code == 404
    assert founder.get(f"{url}/@cop-home").json()["role"] == "facilitator"
    for transition, state, seen in (
        ("share", "community", 404),
        ("publish", "public", 200),
        ("retract", "community", 404),
        ("hide", "private", 404),
    ):
        answer = founder.post(f"{url}/@workflow/{transition}", json={})
        assert answer.json()["review_state"] == state
        assert rest("colleague").get(url).status_code == seen
    assert founder.post(f"{url}/@workflow/hide", json={}).status_code == 409


@pytest.mark.parametrize("userid", ["colleague", "member", "facilitator", "reviewer"])
def test_only_the_site_administration_makes_communities(rest, userid):
    answer = rest(userid).post("", json={"@type": "leap.cop.Community", "title": "X"})
    assert answer.status_code in (401, 403)


def test_the_root_user_does_not_facilitate(rest):
    answer = rest("admin").post("", json={"@type": "leap.cop.Community", "title": "X"})
    home = rest("admin").get(f"{answer.json()['@id']}/@cop-home").json()
    assert home["role"] is None
    assert home["facilitators"] == []
    assert any("facilitat" in step["text"] for step in home["next_steps"])


def test_children_do_not_go_along(rest):
    answer = rest("facilitator").post(
        "tuesday/@workflow/hide", json={"include_children": True}
    )
    assert answer.status_code == 400
    assert "include_children" in answer.json()["message"]


@pytest.mark.parametrize("userid", ["siteadmin", "admin"])
def test_a_community_is_not_copied(rest, told, userid):
    url = told("community")
    answer = rest(userid).post("@copy", json={"source": url.rsplit("/", 1)[0]})
    assert answer.status_code == 403
    assert rest(userid).delete("tuesday").status_code == 409
    assert rest("member").get(url).status_code == 200


def test_a_lowered_ceiling_and_a_closed_community_bring_stories_down(rest, told):
    public, shared = told("public"), told("community")
    facilitator, colleague, member = (
        rest("facilitator"),
        rest("colleague"),
        rest("member"),
    )
    facilitator.patch("tuesday", json={"story_ceiling": "community"})
    assert colleague.get(public).status_code == 410
    assert member.get(public).status_code == 200
    answer = rest("teller").post(f"{public}/@consent", json={"level": "public"})
    assert answer.status_code == 409
    facilitator.post("tuesday/@workflow/hide", json={})
    assert member.get(shared).status_code == 404
    assert rest("teller").get(shared).status_code == 200
    facilitator.post("tuesday/@workflow/publish", json={})
    facilitator.patch("tuesday", json={"story_ceiling": "public"})
    assert member.get(shared).status_code == 404


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"join_policy": "anybody"}, "join_policy"),
        ({"join_policy": "open", "requires_agreement": False}, "join_policy"),
        ({"story_ceiling": "private"}, "story_ceiling"),
        ({"country": "Atlantis"}, "country"),
        ({"aims": "Listen"}, "aims"),
        ({"aims": [{"id": "x"}]}, "aims"),
        ({"guidance_links": ["javascript alert"]}, "guidance_links"),
        ({"short_name": "x" * 41}, "short_name"),
        ({"requires_agreement": "perhaps"}, "requires_agreement"),
        ({"purpose": 3}, "purpose"),
        ({"creators": ["teller"]}, "creators"),
    ],
)
def test_bad_input_changes_nothing(rest, fields, named):
    facilitator = rest("facilitator")
    before = facilitator.get("tuesday").json()
    answer = facilitator.patch("tuesday", json={"title": "Other", **fields})
    assert answer.status_code == 400, answer.text
    assert named in answer.text
    after = facilitator.get("tuesday").json()
    assert after["title"] == before["title"]
    assert after["modified"] == before["modified"]
