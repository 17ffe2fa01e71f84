"""Files and links of meetings: who adds, sees, shows and takes out which."""

from base64 import b64encode
from datetime import datetime
from datetime import UTC
from io import BytesIO
from leap.cop.community.membership import Membership
from leap.cop.meeting.records import record_of
from PIL import Image

import pytest
import transaction


def a_picture() -> str:
    """Return a small picture as REST sends it."""
    out = BytesIO()
    Image.new("RGB", (600, 400), "teal").save(out, "PNG")
    return b64encode(out.getvalue()).decode("ascii")


LINK = {"@type": "leap.cop.Link", "remoteUrl": "https://example.org/a"}


def picture(**fields) -> dict:
    """Return a picture to send."""
    data = {"data": a_picture(), "encoding": "base64", "filename": "a.png"}
    return {"@type": "leap.cop.Image", "image": data, "title": "A drawing", **fields}


@pytest.fixture
def added(rest, meeting_at):
    """Return a function that plans a meeting to which a member adds something."""

    def make(state="public", who="member", **fields):
        url = meeting_at(state=state)
        answer = rest(who).post(url, json=fields or picture())
        assert answer.status_code == 201, answer.text
        return url, answer.json()["@id"]

    return make


@pytest.mark.parametrize(
    "who, status",
    [
        ("facilitator", 201),
        ("member", 201),
        ("newcomer", 404),
        ("reviewer", 404),
        ("colleague", 404),
        ("siteadmin", 403),
        (None, 401),
    ],
)
def test_who_adds(rest, meeting_at, who, status):
    url = meeting_at()
    assert rest(who).post(url, json=LINK).status_code == status


@pytest.mark.parametrize("who", ["colleague", "newcomer", "siteadmin"])
def test_who_does_not_add_to_what_all_staff_see(rest, meeting_at, who):
    url = meeting_at(state="public")
    assert rest(who).post(url, json=picture()).status_code in (403, 404)
    assert rest("member").get(url).json()["items_total"] == 0


def addresses(medium: str) -> list[str]:
    """Return every address at which a picture is served."""
    return [
        medium,
        f"{medium}/@@images/image/large",
        f"{medium}/@@images/image",
        f"{medium}/@@download/image",
        f"{medium}/@@display-file/image",
    ]


@pytest.mark.parametrize("state", ["community", "public"])
def test_only_the_people_inside_see_it(rest, added, state):
    url, medium = added(state)
    for address in addresses(medium):
        for who in ("facilitator", "member", "teller", "siteadmin"):
            assert rest(who).get(address).status_code == 200, (who, address)
        for who in ("colleague", "newcomer", "reviewer"):
            assert rest(who).get(address).status_code == 404, (who, address)
        assert rest(None).get(address).status_code == 401
    if state == "public":
        seen = rest("colleague").get(url).json()
        assert (seen["items"], seen["items_total"]) == ([], 0)
        assert "drawing" not in str(seen)


def test_put_away_it_is_the_facilitators(rest, added):
    url, medium = added()
    rest("facilitator").post(f"{url}/@workflow/hide", json={})
    for address in addresses(medium):
        assert rest("member").get(address).status_code == 404
        assert rest("facilitator").get(address).status_code == 200


def wait(site, userid: str) -> None:
    """Let somebody wait."""
    now = datetime(2026, 11, 20, tzinfo=UTC)
    Membership(site["tuesday"]).let_wait(userid, True, now=now)
    transaction.commit()


def test_whoever_waits_sees_and_does_not_add(rest, added, site):
    url, medium = added()
    wait(site, "member")
    assert rest("member").get(medium).status_code == 200
    assert rest("member").post(url, json=LINK).status_code == 403
    assert rest("member").delete(medium).status_code in (403, 404)


@pytest.mark.parametrize(
    "who, status",
    [
        ("member", 204),
        ("facilitator", 204),
        ("siteadmin", 204),
        ("teller", 403),
        ("colleague", 404),
        ("newcomer", 404),
    ],
)
def test_who_takes_it_out(rest, added, kept, who, status):
    url, medium = added()
    assert rest(who).delete(medium).status_code == status
    assert rest("member").get(medium).status_code == (404 if status == 204 else 200)
    assert len(kept(url).added_by) == (status != 204)


def test_the_chair_takes_it_out(rest, added, site):
    url, medium = added()
    record_of(site.unrestrictedTraverse(url)).turns["chair"] = ("teller", "accepted")
    transaction.commit()
    assert rest("teller").delete(medium).status_code == 204


def test_only_adder_and_facilitators_show_it(rest, added):
    url, medium = added()
    for who in ("teller", "siteadmin"):
        assert rest(who).patch(medium, json={"shown": True}).status_code == 403
    assert rest("colleague").patch(medium, json={"shown": True}).status_code == 404
    assert rest("member").patch(medium, json={"shown": True}).status_code == 204
    for address in addresses(medium):
        assert rest("colleague").get(address).status_code == 200, address
    assert rest("colleague").get(url).json()["items_total"] == 1
    assert "may_change" not in rest("colleague").get(medium).json()
    assert rest("facilitator").patch(medium, json={"shown": False}).status_code == 204
    for address in addresses(medium):
        assert rest("colleague").get(address).status_code == 404, address


def test_looked_at_before_it_is_shown(rest, added):
    _url, medium = added()
    rest("member").patch(medium, json={"description": "Mia Brook drew it"})
    answer = rest("member").patch(medium, json={"shown": True})
    assert answer.status_code == 409
    assert answer.json()["found"][0]["what"] == "a member's name"
    body = {"shown": True, "confirmed": True}
    assert rest("member").patch(medium, json=body).status_code == 204
    answer = rest("member").patch(medium, json={"title": "Tess Lane"})
    assert answer.status_code == 409


@pytest.mark.parametrize("who", ["facilitator", "teller", "siteadmin"])
def test_only_whoever_added_it_replaces_it(rest, added, kept, who):
    url, link = added(**LINK)
    _url, drawing = added()
    kept(url).turns["chair"] = ("teller", "accepted")
    transaction.commit()
    for medium, sent in (
        (link, {"remoteUrl": "https://example.org/b"}),
        (drawing, {"image": picture()["image"], "title": "A drawing"}),
    ):
        before = rest("member").get(medium).json()
        assert rest(who).patch(medium, json=sent).status_code == 403
        now = rest("member").get(medium).json()
        assert now["revision"] == before["revision"]
        assert rest("member").patch(medium, json=sent).status_code == 204


def test_what_a_reader_may_do_is_said(rest, added, kept):
    url, medium = added()
    kept(url).turns["chair"] = ("teller", "accepted")
    transaction.commit()
    for who, may in (
        ("member", (True, True)),
        ("facilitator", (True, True)),
        ("teller", (False, True)),
        ("siteadmin", (False, True)),
    ):
        row = rest(who).get(medium).json()
        assert (row["may_change"], row["may_take_out"]) == may, who


@pytest.mark.parametrize("body", [{}, {"@type": []}, {"@type": {}}, {"@type": 1}])
def test_what_is_no_type_is_refused(rest, meeting_at, told, body):
    for who, holder in (("member", meeting_at()), ("teller", told())):
        answer = rest(who).post(holder, json=body)
        assert answer.status_code == 400, answer.text
        assert "@type" in answer.json()["message"]


@pytest.mark.parametrize(
    "who, status",
    [("member", 204), ("facilitator", 204), ("teller", 403), ("siteadmin", 403)],
)
def test_who_changes_its_words(rest, added, who, status):
    _url, medium = added()
    answer = rest(who).patch(medium, json={"title": "Our door"})
    assert answer.status_code == status, answer.text


def test_bad_bodies(rest, added):
    _url, medium = added()
    assert rest("member").patch(medium, json={}).status_code == 400
    assert rest("member").patch(medium, json={"shown": "yes"}).status_code == 400


def test_a_meeting_has_its_own_limit(rest, meeting_at, monkeypatch):
    from leap.cop.meeting.content import Meeting

    monkeypatch.setattr(Meeting, "max_media", 1)
    url = meeting_at()
    assert rest("member").post(url, json=LINK).status_code == 201
    answer = rest("member").post(url, json=LINK)
    assert answer.status_code == 400
    assert "up to 1 pictures, videos and files in one meeting" in answer.text


def test_the_shelf(rest, added):
    _url, drawing = added("public")
    url, link = added("community", **LINK, title="Rooms that work", description="Long")
    seen = rest("member").get("tuesday/@resources").json()
    assert [row["@id"] for row in seen["items"]] == [link, drawing]
    first = seen["items"][0]
    assert (first["kind"], first["title"]) == ("link", "Rooms that work")
    assert first["meeting"].endswith(url)
    for query, found in (
        ("?kind=picture", [drawing]),
        ("?kind=link", [link]),
        ("?words=rooms+LONG", [link]),
        ("?words=nothing", []),
        ("?b_size=1", [link]),
    ):
        rows = rest("member").get(f"tuesday/@resources{query}").json()["items"]
        assert [row["@id"] for row in rows] == found, query
    assert rest("member").get("tuesday/@resources?kind=song").status_code == 400


def test_the_shelf_of_others(rest, added):
    _url, drawing = added("public")
    added("community", **LINK)
    for who in ("colleague", "newcomer"):
        seen = rest(who).get("tuesday/@resources").json()
        assert (seen["items"], seen["items_total"]) == ([], 0), who
    rest("member").patch(drawing, json={"shown": True})
    seen = rest("colleague").get("tuesday/@resources").json()
    assert [row["@id"] for row in seen["items"]] == [drawing]


def test_stocks_form_keeps_no_raw_file(visit, meeting_at):
    url = meeting_at()
    visitor = visit("facilitator")
    visitor.go(f"{url}/++add++leap.cop.File")
    assert visitor.path == f"{url}/meeting-media"


def test_a_revision_tells_nothing_of_what_one_does_not_see(rest, added):
    url, medium = added("public")
    seen = {
        who: rest(who).get(url).json()["revision"] for who in ("colleague", "teller")
    }
    rest("member").post(url, json=LINK)
    assert rest("colleague").get(url).json()["revision"] == seen["colleague"]
    assert rest("teller").get(url).json()["revision"] != seen["teller"]
    rest("member").patch(medium, json={"shown": True})
    assert rest("colleague").get(url).json()["revision"] != seen["colleague"]
