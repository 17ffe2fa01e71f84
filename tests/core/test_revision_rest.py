"""A body over REST that says what was seen: another state is refused, nothing saved."""

from concurrent.futures import ThreadPoolExecutor

import pytest


def revision_of(session, url: str) -> str:
    return session.get(url).json()["revision"]


def html(text: str) -> str:
    return f"<p>{text}</p>"


@pytest.fixture
def teller(rest):
    return rest("teller")


@pytest.fixture
def facilitator(rest):
    return rest("facilitator")


def make_round(facilitator) -> str:
    answer = facilitator.post(
        "tuesday", json={"@type": "leap.cop.TopicRound", "title": "Spring"}
    )
    assert answer.status_code == 201, answer.text
    return answer.json()["@id"]


def test_a_name_that_was_taken_out_does_not_come_back(teller, rest, told):
    url = told("community", reflection=None)
    teller.patch(url, json={"learning": html("We met with Lena")})
    seen = revision_of(teller, url)
    teller.patch(
        url, json={"learning": html("We met with somebody"), "attribution": "anonymous"}
    )
    answer = teller.patch(
        url,
        json={
            "learning": html("We met with Lena"),
            "attribution": "name",
            "content_note": "Loss",
            "revision": seen,
        },
    )
    assert answer.status_code == 409, answer.text
    body = answer.json()
    assert body["type"] == "Conflict"
    assert (
        "his has changed since you opened it, so what you wrote was not saved"
    ) in body["message"]
    assert "somebody" in body["current"]["learning"]["data"]
    assert body["current"]["attribution"]["token"] == "anonymous"
    assert body["current"]["revision"] == revision_of(teller, url)
    read = rest("member").get(url).json()
    assert "Lena" not in str(read)
    assert not read["content_note"]


FIELDS = [
    {"title": "Another"},
    {"description": "In short"},
    {"learning": html("Another")},
    {"domain": "practice"},
    {"content_note": "Loss"},
    {"others_note": "She agreed"},
    {"others_recognisable": "details_changed"},
    {"attribution": "anonymous"},
]


@pytest.mark.parametrize("change", FIELDS, ids=lambda change: next(iter(change)))
def test_each_field_of_a_story_counts(teller, told, change):
    url = told("private", attribution="name")
    seen = revision_of(teller, url)
    assert teller.patch(url, json=change).status_code == 204
    assert revision_of(teller, url) != seen
    late = teller.patch(url, json={"title": "Late", "revision": seen})
    assert late.status_code == 409
    assert teller.get(url).json()["title"] != "Late"


def test_the_right_one_saves_and_is_no_field(teller, told):
    url = told("private")
    seen = revision_of(teller, url)
    answer = teller.patch(url, json={"title": "Early", "revision": seen})
    assert answer.status_code == 204
    kept = teller.get(url).json()
    assert kept["title"] == "Early"
    assert kept["revision"] not in ("", seen)


def test_without_one_everything_is_as_before(teller, told):
    url = told("private")
    assert teller.patch(url, json={"title": "Plain"}).status_code == 204


@pytest.mark.parametrize("value", [None, 1, True, ["x"], {"x": 1}])
def test_what_is_no_text_is_named(teller, told, value):
    url = told("private")
    for answer in (
        teller.patch(url, json={"title": "x", "revision": value}),
        teller.post(f"{url}/@consent", json={"level": "community", "revision": value}),
        teller.post(f"{url}/@workflow/withdraw", json={"revision": value}),
    ):
        assert answer.status_code == 400, answer.text
        assert answer.json()["message"].startswith("revision:")


def test_consent_is_for_what_was_seen(teller, told, rest):
    url = told("private")
    seen = revision_of(teller, url)
    teller.patch(url, json={"learning": html("With Lena")})
    grant = {"level": "community", "attribution": "name", "revision": seen}
    answer = teller.post(f"{url}/@consent", json=grant)
    assert answer.status_code == 409
    assert "Lena" in answer.json()["current"]["learning"]["data"]
    assert teller.get(f"{url}/@consent").json()["items_total"] == 0
    assert rest("member").get(url).status_code == 404
    grant["revision"] = revision_of(teller, url)
    assert teller.post(f"{url}/@consent", json=grant).status_code == 200


def test_taking_back_works_with_any_revision(teller, told):
    url = told("community")
    answer = teller.post(f"{url}/@workflow/withdraw", json={"revision": "old"})
    assert answer.status_code == 200
    assert teller.get(url).json()["review_state"] == "private"


def test_a_reviewer_decides_about_what_was_seen(teller, told, rest):
    url = told("pending")
    reviewer = rest("reviewer")
    seen = revision_of(reviewer, url)
    # The note is no part of the text that is agreed to, and is what a reviewer reads.
    teller.patch(url, json={"others_note": "She has not agreed"})
    answer = reviewer.post(f"{url}/@workflow/approve", json={"revision": seen})
    assert answer.status_code == 409
    assert answer.json()["current"]["others_note"] == "She has not agreed"
    assert teller.get(url).json()["review_state"] == "pending"


SETTINGS = [
    {"story_ceiling": "community"},
    {"join_policy": "apply"},
    {"accepts_staff_stories": True},
    {"requires_manager_support": True},
    {"safeguarding_contact": "Somebody else"},
    {"safeguarding_person": "member"},
    {"guidance_links": ["https://www.example.org/"]},
    {"purpose": html("Another")},
]


@pytest.mark.parametrize("change", SETTINGS, ids=lambda change: next(iter(change)))
def test_a_setting_of_a_community_does_not_come_back(facilitator, change):
    seen = revision_of(facilitator, "tuesday")
    assert facilitator.patch("tuesday", json=change).status_code == 204
    answer = facilitator.patch(
        "tuesday", json={"benefits": html("x"), "revision": seen}
    )
    assert answer.status_code == 409
    assert answer.json()["current"]["benefits"] is None


def test_a_transition_of_a_community_is_for_what_was_seen(facilitator, rest):
    seen = revision_of(facilitator, "tuesday")
    facilitator.patch("tuesday", json={"description": "Now with names"})
    answer = facilitator.post("tuesday/@workflow/retract", json={"revision": seen})
    assert answer.status_code == 409


ROUND = [
    {"secrecy": "secret"},
    {"unnamed_topics": False},
    {"dots": 7},
    {"closes": "2030-01-01T10:00:00+00:00"},
]


@pytest.mark.parametrize("change", ROUND, ids=lambda change: next(iter(change)))
def test_a_setting_of_a_round_does_not_come_back(facilitator, change):
    url = make_round(facilitator)
    seen = revision_of(facilitator, url)
    assert facilitator.patch(url, json=change).status_code == 204
    for answer in (
        facilitator.patch(url, json={"title": "Late", "revision": seen}),
        facilitator.post(f"{url}/@phase", json={"phase": "grouping", "revision": seen}),
        facilitator.post(f"{url}/@workflow/share", json={"revision": seen}),
    ):
        assert answer.status_code == 409, answer.text
        assert answer.json()["current"]["title"] == "Spring"


def test_a_medium(teller, told):
    url = told("private")
    link = {"@type": "leap.cop.Link", "remoteUrl": "https://www.example.org/"}
    before = revision_of(teller, url)
    medium = teller.post(url, json={**link, "revision": before}).json()
    assert revision_of(teller, url) != before
    assert teller.post(url, json={**link, "revision": before}).status_code == 409
    seen = medium["revision"]
    teller.patch(medium["@id"], json={"description": "Without the name"})
    answer = teller.patch(medium["@id"], json={"title": "Lena", "revision": seen})
    assert answer.status_code == 409
    assert answer.json()["current"]["description"] == "Without the name"
    assert teller.patch(
        medium["@id"],
        json={"title": "Ours", "revision": revision_of(teller, medium["@id"])},
    ).ok


def test_it_is_no_oracle_for_what_a_reader_may_not_read(teller, rest, told):
    url = told("community", attribution="anonymous")
    readers = [rest(userid) for userid in ("member", "facilitator")]
    seen = [revision_of(reader, url) for reader in readers]
    assert teller.patch(url, json={"others_note": "It is Lena"}).status_code == 204
    assert [revision_of(reader, url) for reader in readers] == seen
    community = rest("member").get("tuesday").json()["revision"]
    rest("facilitator").patch("tuesday", json={"safeguarding_person": "member"})
    assert rest("member").get("tuesday").json()["revision"] == community


def test_of_two_saves_at_once_one_wins(rest, told):
    url = told("community")
    for turn in range(3):
        seen = revision_of(rest("teller"), url)

        def save(name, seen=seen):
            session = rest("teller")
            return session.patch(url, json={"title": name, "revision": seen})

        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(save, [f"{turn} {one}" for one in range(4)]))
        assert sorted(answer.status_code for answer in answers) == [204, 409, 409, 409]


def test_a_topic_and_a_theme_count_their_changes(facilitator, rest):
    url = make_round(facilitator)
    facilitator.post(f"{url}/@workflow/share", json={})
    member = rest("member")
    topic = member.post(f"{url}/@topics", json={"text": "School"}).json()
    assert topic["rev"] == 1
    words = {"text": "Schools", "rev": 1}
    assert member.patch(topic["@id"], json=words).json()["rev"] == 2
    late = member.patch(topic["@id"], json={"text": "Lena's school", "rev": 1})
    assert late.status_code == 409
    assert late.json()["current"]["text"] == "Schools"
    facilitator.post(f"{url}/@phase", json={"phase": "grouping"})
    theme = facilitator.post(f"{url}/@themes", json={"title": "Lena"}).json()
    assert theme["rev"] == 1
    for change in ({"title": "One"}, {"description": "x"}, {"topics": [topic["id"]]}):
        seen = facilitator.get(theme["@id"]).json()["rev"]
        answer = facilitator.patch(theme["@id"], json={**change, "rev": seen})
        assert answer.json()["rev"] == seen + 1
        late = facilitator.patch(theme["@id"], json={"title": "Lena", "rev": seen})
        assert late.status_code == 409, late.text
        assert late.json()["current"]["title"] == "One"
    assert facilitator.get(topic["@id"]).json()["rev"] == 3
    same = facilitator.patch(theme["@id"], json={"title": "One"}).json()
    assert same["rev"] == answer.json()["rev"]


def test_an_objection_does_not_show_in_the_number(facilitator, rest):
    url = make_round(facilitator)
    facilitator.post(f"{url}/@workflow/share", json={})
    member = rest("member")
    topic = member.post(f"{url}/@topics", json={"text": "School"}).json()
    facilitator.post(f"{url}/@phase", json={"phase": "grouping"})
    facilitator.post(f"{url}/@themes", json={"title": "x", "topics": [topic["id"]]})
    before = rest("teller").get(topic["@id"]).json()
    assert member.patch(topic["@id"], json={"objection": "No"}).status_code == 200
    assert rest("teller").get(topic["@id"]).json() == before


@pytest.mark.parametrize("rev", [None, "1", 1.5, True, [1]])
def test_a_number_that_is_none_is_named(facilitator, rev):
    url = make_round(facilitator)
    facilitator.post(f"{url}/@workflow/share", json={})
    topic = facilitator.post(f"{url}/@topics", json={"text": "School"}).json()
    answer = facilitator.patch(topic["@id"], json={"text": "x", "rev": rev})
    assert answer.status_code == 400, answer.text
    assert answer.json()["message"].startswith("rev:")


def row_of(session, userid: str) -> dict:
    rows = session.get("tuesday/@members").json()["items"]
    return next(row for row in rows if row.get("userid") == userid)


def test_a_role_is_for_somebody_as_they_stood_there(facilitator, rest):
    seen = row_of(facilitator, "member")["revision"]
    url = "tuesday/@members/member"
    assert facilitator.patch(url, json={"paused": True}).status_code == 200
    late = facilitator.patch(url, json={"role": "facilitator", "revision": seen})
    assert late.status_code == 409
    assert late.json()["current"]["paused"] is True
    back = facilitator.patch(url, json={"paused": False, "revision": seen})
    assert back.status_code == 409
    assert facilitator.patch(url, json={"paused": True, "revision": "old"}).ok
    now = row_of(facilitator, "member")["revision"]
    assert facilitator.patch(url, json={"paused": False, "revision": now}).ok
    assert "revision" not in str(rest("member").get("tuesday/@members").json())
