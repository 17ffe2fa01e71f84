"""Media over REST: the teller's alone to change, and as far to read as the story."""

from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.media.keeping import media_of
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle

import base64
import pytest
import transaction


def sent(data: bytes, name: str = "IMG_anneliese_20240517.jpg") -> dict:
    return {
        "data": base64.b64encode(data).decode(),
        "encoding": "base64",
        "filename": name,
        "content-type": "application/x-anything",
    }


@pytest.fixture
def picture(samples):
    return {"@type": "leap.cop.Image", "image": sent(samples.jpeg())}


@pytest.fixture
def document(samples):
    return {"@type": "leap.cop.File", "file": sent(samples.make("pdf"), "anneliese")}


IMAGE = {"@type": "leap.cop.Image"}
LINK = {"@type": "leap.cop.Link", "remoteUrl": "https://www.example.org/a"}


@pytest.fixture
def story_at(site):
    def find(url):
        transaction.begin()
        return site["tuesday"][url.split("/tuesday/")[1].split("/")[0]]

    return find


@pytest.fixture
def illustrated(told, rest, picture):
    """Return a function that tells a story with a picture; return both addresses."""

    def make(state="private"):
        url = told("private")
        answer = rest("teller").post(url, json=picture)
        assert answer.status_code == 201, answer.text
        if state in ("community", "community_pending"):
            rest("teller").post(f"{url}/@consent", json={"level": "community"})
        if state in ("pending", "community_pending", "public"):
            rest("teller").post(f"{url}/@consent", json={"level": "public"})
        if state == "public":
            rest("reviewer").post(f"{url}/@workflow/approve", json={})
        assert rest("teller").get(url).json()["review_state"] == state
        return url, answer.json()

    return make


def test_a_picture_is_added_cleaned_and_named_neutrally(
    told, rest, picture, samples, story_at
):
    url = told("private")
    answer = rest("teller").post(url, json=picture)
    assert answer.status_code == 201
    told_back = answer.json()
    assert answer.headers["Location"] == told_back["@id"]
    assert told_back["title"] == "Picture"
    assert told_back["image"]["filename"] == "picture.jpg"
    assert told_back["image"]["content-type"] == "image/jpeg"
    assert (told_back["image"]["width"], told_back["image"]["height"]) == (40, 60)
    assert samples.found_in(answer.content) == []
    [medium] = media_of(story_at(url))
    assert samples.found_in(medium.image.data) == []
    assert not medium.get_local_roles() or "Owner" not in str(medium.get_local_roles())
    assert medium.creators == () and medium.Creator() == ""
    kept = rest("teller").get(told_back["image"]["download"])
    assert kept.content == medium.image.data
    scale = rest("teller").get(told_back["image"]["scales"]["preview"]["download"])
    assert scale.status_code == 200 and scale.headers["Content-Type"] == "image/jpeg"


def test_a_document_and_a_link_are_added(told, rest, document):
    url = told("private")
    teller = rest("teller")
    link = {**LINK, "title": "A page", "description": "What it says"}
    assert teller.post(url, json=document).json()["file"]["filename"] == "document.pdf"
    assert teller.post(url, json=link).json()["remoteUrl"] == LINK["remoteUrl"]
    listed = teller.get(url).json()
    assert [item["title"] for item in listed["items"]] == ["Document", "A page"]
    assert listed["items_total"] == 2
    assert listed["items"][0]["file"]["download"].endswith("/@@download/file")


@pytest.mark.parametrize(
    "userid, status",
    [(None, 401), ("colleague", 404), ("member", 403), ("facilitator", 403)],
)
def test_nobody_else_adds_changes_or_takes_away(
    illustrated, rest, picture, userid, status
):
    url, medium = illustrated("community")
    other = rest(userid)
    assert other.post(url, json=picture).status_code == status
    change = other.patch(medium["@id"], json={"title": "x"})
    assert change.status_code == status
    assert other.delete(medium["@id"]).status_code == status
    assert rest("teller").get(url).json()["items_total"] == 1


@pytest.mark.parametrize("userid", ["siteadmin", "admin", "reviewer"])
def test_no_administrator_does_either(illustrated, rest, picture, userid):
    url, medium = illustrated("public")
    other = rest(userid)
    assert other.post(url, json=picture).status_code == 403
    assert other.patch(medium["@id"], json={"title": "x"}).status_code == 403
    assert other.delete(medium["@id"]).status_code == 403


@pytest.mark.parametrize("state", ["pending", "community_pending"])
def test_media_rest_while_a_review_is_open(illustrated, rest, picture, state):
    url, medium = illustrated(state)
    teller = rest("teller")
    assert teller.post(url, json=picture).status_code == 409
    assert teller.patch(medium["@id"], json={"title": "x"}).status_code == 409
    assert teller.delete(medium["@id"]).status_code == 409
    assert teller.get(url).json()["items_total"] == 1


@pytest.mark.parametrize("how", ["add", "change", "exchange", "remove"])
@pytest.mark.parametrize(
    "state, after", [("community",) * 2, ("public", "community_pending")]
)
def test_a_changed_picture_is_a_changed_text(
    illustrated, rest, picture, samples, site, story_at, how, state, after
):
    url, medium = illustrated(state)
    story = story_at(url)
    before = digests.digest_of(story)
    rows = len(Ledger(site).rows(standing_of(story).ledger_key))
    teller = rest("teller")
    if how == "add":
        answer = teller.post(url, json=picture)
    elif how == "change":
        answer = teller.patch(medium["@id"], json={"description": "A table"})
    elif how == "exchange":
        answer = teller.patch(medium["@id"], json={"image": sent(samples.gif())})
    else:
        answer = teller.delete(medium["@id"])
    assert answer.status_code in (201, 204), answer.text
    story = story_at(url)
    assert lifecycle.state_of(story) == after
    assert digests.digest_of(story) != before
    assert standing_of(story).granted_digest == digests.digest_of(story)
    ledger = Ledger(site).rows(standing_of(story).ledger_key)
    assert len(ledger) == rows + 1
    assert (ledger[-1]["act"], ledger[-1]["channel"]) == ("edit", "edit")


def test_a_digest_without_media_is_what_it_was(told, story_at):
    from leap.cop.consent.digest import text_digest

    story = story_at(told("private"))
    assert digests.digest_of(story) == text_digest(
        digests.texts_of(story), standing_of(story).salt
    )


def test_a_held_story_cannot_come_back_by_the_same_media(illustrated, rest):
    url, _medium = illustrated("community")
    rest("facilitator").post(f"{url}/@workflow/take_down", json={"comment": "Why"})
    again = rest("teller").post(f"{url}/@consent", json={"level": "community"})
    assert again.status_code == 409


@pytest.mark.parametrize(
    "body, word",
    [
        ({"@type": "leap.cop.Image"}, "image"),
        ({"@type": "leap.cop.File"}, "file"),
        ({"@type": "leap.cop.Link"}, "remoteUrl"),
        ({**LINK, "remoteUrl": "javascript:alert(1)"}, "remoteUrl"),
        (
            {**LINK, "remoteUrl": "https://a:b@example.org"},
            "remoteUrl",
        ),
        ({**LINK, "remoteUrl": "http://[::1"}, "remoteUrl"),
        (
            {**LINK, "remoteUrl": "https://e.org/" + "x" * 2000},
            "remote",
        ),
        ({**LINK, "remoteUrl": 7}, "remoteUrl"),
        ({**IMAGE, "image": "x"}, "image"),
        ({**IMAGE, "image": 7}, "image"),
        (
            {**IMAGE, "image": {"data": "x", "encoding": "zip"}},
            "image",
        ),
        (
            {**IMAGE, "image": {"data": "ä", "encoding": "base64"}},
            "im",
        ),
        (
            {**IMAGE, "image": {"data": 1, "encoding": "base64"}},
            "image",
        ),
        (
            {**IMAGE, "image": {"data": "", "encoding": "base64"}},
            "im",
        ),
        (
            {**IMAGE, "image": sent(b"\xff\xd8\xff\xe0 broken")},
            "image",
        ),
        ({**IMAGE, "image": sent(b"%PDF-1.4 no picture")}, "image"),
        ({"@type": "leap.cop.File", "file": sent(b"MZ\x90\x00" + bytes(99))}, "file"),
        ({**LINK, "title": "x" * 201}, "title"),
        ({**LINK, "description": "x" * 2001}, "description"),
        ({**LINK, "title": 7}, "title"),
        ({**LINK, "creators": ["teller"]}, "creators"),
        ({"@type": "leap.cop.Story", "title": "x"}, "@type"),
        ({"@type": "Document", "title": "x"}, "@type"),
        ({"@type": "File", "title": "x"}, "@type"),
    ],
)
def test_what_is_wrong_is_said_with_its_field(told, rest, body, word):
    url = told("private")
    answer = rest("teller").post(url, json=body)
    assert answer.status_code == 400, answer.text
    assert answer.json()["message"].startswith(word), answer.json()
    assert rest("teller").get(url).json()["items_total"] == 0


def test_a_title_that_is_a_file_name_is_not_taken(told, rest, picture):
    name = picture["image"]["filename"]
    answer = rest("teller").post(told("private"), json={**picture, "title": name})
    assert answer.json()["title"] == "Picture"


def test_how_many_is_bounded(told, rest, monkeypatch):
    from leap.cop.media import content

    monkeypatch.setattr(content, "MAX_MEDIA", 2)
    url, teller = told("private"), rest("teller")
    answers = [teller.post(url, json=LINK).status_code for _number in range(3)]
    assert answers == [201, 201, 400]
    assert teller.get(url).json()["items_total"] == 2


def test_an_upload_in_parts_is_not_taken(site, told, rest):
    url = told("private")
    teller = rest("teller")
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "8"}
    for address in (url, f"{site.absolute_url()}/tuesday"):
        for verb in ("POST", "PATCH", "HEAD"):
            answer = teller.request(verb, f"{address}/@tus-upload", headers=headers)
            assert answer.status_code == 400, (verb, answer.status_code)


def test_media_stand_nowhere_but_in_a_story(site, rest, picture):
    for address in ("tuesday", ""):
        answer = rest("teller").post(address, json=picture)
        assert answer.status_code in (400, 401, 403), answer.text
    for address in ("tuesday", ""):
        answer = rest("admin").post(address, json=picture)
        assert answer.status_code in (400, 401, 403), answer.text


def test_media_stay_in_their_story(illustrated, told, rest, site):
    other = told("private")
    _url, medium = illustrated("public")
    for userid in ("teller", "member", "admin"):
        for verb in ("@move", "@copy"):
            for target in (
                other,
                f"{site.absolute_url()}/tuesday",
                site.absolute_url(),
            ):
                answer = rest(userid).post(
                    f"{target}/{verb}", json={"source": medium["@id"]}
                )
                assert answer.status_code in (400, 403, 404, 409), (userid, verb)
    assert rest("teller").get(other).json()["items_total"] == 0


def test_a_copied_story_has_its_media(illustrated, rest, site, story_at):
    url, medium = illustrated("community")
    answer = rest("teller").post(
        f"{site.absolute_url()}/tuesday/@copy", json={"source": url}
    )
    assert answer.status_code == 200, answer.text
    copy = answer.json()[0]["target"]
    [item] = rest("teller").get(copy).json()["items"]
    assert item["@id"].startswith(copy)
    data = rest("teller").get(item["image"]["download"]).content
    assert data == rest("teller").get(medium["image"]["download"]).content
    assert rest("member").get(item["image"]["download"]).status_code == 404
    [copied] = media_of(story_at(copy))
    assert lifecycle.teller_of(story_at(copy)) == "teller"
    assert "Owner" not in str(copied.get_local_roles())


def test_a_deleted_story_takes_its_media_along(illustrated, rest):
    url, medium = illustrated("public")
    assert rest("teller").delete(url).status_code == 204
    assert rest("teller").get(medium["image"]["download"]).status_code == 410
    assert rest("colleague").get(medium["@id"]).status_code == 410


def test_a_shared_story_keeps_a_sentence_or_a_file(told, rest, picture):
    url = told("private")
    teller = rest("teller")
    medium = teller.post(url, json=picture).json()["@id"]
    empty = dict.fromkeys(
        ("starting_point", "participation_work", "reflection", "learning"), ""
    )
    assert teller.patch(url, json=empty).status_code == 204
    shared = teller.post(f"{url}/@consent", json={"level": "community"})
    assert shared.status_code == 200, shared.text
    assert teller.delete(medium).status_code == 400
    assert teller.get(url).json()["items_total"] == 1


def test_a_file_that_comes_back_as_it_was_read_stays(illustrated, rest):
    _url, medium = illustrated("private")
    answer = rest("teller").patch(
        medium["@id"],
        json={"image": medium["image"], "title": "A table"},
        headers={"Prefer": "return=representation"},
    )
    assert answer.json()["title"] == "A table"
    assert answer.json()["image"]["size"] == medium["image"]["size"]


def test_media_are_in_no_catalog(illustrated, site, rest):
    illustrated("public")
    transaction.begin()
    catalog = site.portal_catalog
    found = catalog.unrestrictedSearchResults(
        portal_type=["leap.cop.Image", "leap.cop.File", "leap.cop.Link"]
    )
    assert len(found) == 0
    catalog.clearFindAndRebuild()
    assert len(catalog.unrestrictedSearchResults(portal_type="leap.cop.Image")) == 0
    transaction.abort()
