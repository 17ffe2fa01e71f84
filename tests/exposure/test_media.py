"""P1 for media: each request asks the story's audience, whatever the channel.

A picture with a canary in its description stands in a story; for each state every
reader asks every address of it. Whoever is outside finds nothing, whoever is inside
gets the file, for this reader alone and with nothing written on the way.
"""

from io import BytesIO
from leap.cop.media.keeping import media_of
from PIL import Image

import base64
import os
import pytest
import transaction


#: `make exposure` asks as everybody; `make test` as a fixed sample.
WHOLE = bool(os.environ.get("LEAP_COP_EXPOSURE"))

WORD = "Schnabeltasse"

READERS = (None, "colleague", "newcomer", "member", "facilitator", "reviewer")
READERS += ("siteadmin", "admin")

INSIDE = {
    "private": (),
    "community": ("member", "facilitator"),
    "pending": ("reviewer",),
    "community_pending": ("member", "facilitator", "reviewer"),
    "public": tuple(reader for reader in READERS if reader is not None),
}

#: Addresses below a medium that give the file.
FILES = (
    "@@download/image",
    "@@download/image/name.jpg",
    "@@download",
    "@@display-file/image",
    "@@images/image",
    "@@images/image/preview",
    "@@images/image/large",
)

#: Others, that stock Plone would answer.
OTHERS = (
    "",
    "view",
    "@@title",
    "@@description",
    "@@uuid",
    "image",
    "getId",
    "Title",
    "Description",
    "@@images",
    "@@images/image/huge",
    "@@images/image-400-0123456789abcdef0123456789abcdef.jpeg",
    "@@images-test",
    "@@image_view",
    "@@file_view",
    "@@edit",
    "@@delete_confirmation",
    "@@sharing",
    "@@historyview",
    "@@main_template",
    "@@sitemap",
    "@history",
    "@actions",
    "@breadcrumbs",
    "@navigation",
    "@types",
    "@sharing",
    "@workflow",
    "@aliases",
    "@relations",
    "@comments",
    "@lock",
    "manage_main",
    "nothing-here",
)


def a_picture() -> str:
    out = BytesIO()
    Image.new("RGB", (900, 30), "navy").save(out, "JPEG")
    return base64.b64encode(out.getvalue()).decode()


@pytest.fixture
def planted(told, rest):
    """Plant a picture in a story in a state; give both addresses."""

    def plant(state):
        url = told("private")
        teller = rest("teller")
        medium = teller.post(
            url,
            json={
                "@type": "leap.cop.Image",
                "description": WORD,
                "image": {"data": a_picture(), "encoding": "base64"},
            },
        ).json()["@id"]
        if state in ("community", "community_pending"):
            teller.post(f"{url}/@consent", json={"level": "community"})
        if state in ("pending", "community_pending", "public"):
            teller.post(f"{url}/@consent", json={"level": "public"})
        if state == "public":
            rest("reviewer").post(f"{url}/@workflow/approve", json={})
        assert teller.get(url).json()["review_state"] == state
        return url, medium

    return plant


def headers_of(answer):
    return (
        answer.headers.get("Cache-Control"),
        answer.headers.get("X-Content-Type-Options"),
    )


def asked_as(accept):
    """Give the readers to ask as: pages are slow, so a fixed sample of people there."""
    if WHOLE or accept == "application/json":
        return READERS
    return (None, "reviewer", "siteadmin")


CLOSED = ("private, no-store", "nosniff")


@pytest.mark.parametrize("accept", ["application/json", "*/*"])
@pytest.mark.parametrize("state", INSIDE)
def test_each_request_asks_the_story(planted, rest, state, accept):
    _url, medium = planted(state)
    own_id = medium.rsplit("/", 1)[1]
    found = []
    for reader in asked_as(accept):
        session = rest(reader)
        session.headers["Accept"] = accept
        for name in (*FILES, *OTHERS):
            address = f"{medium}/{name}" if name else medium
            answer = session.get(address)
            if answer.status_code >= 500:
                found.append((reader, name, answer.status_code, answer.text[-300:]))
            if reader in INSIDE[state]:
                if name in FILES and (
                    answer.status_code != 200
                    or not answer.content.startswith(b"\xff\xd8")
                ):
                    found.append((reader, name, answer.status_code))
                if name in FILES and headers_of(answer) != CLOSED:
                    found.append((reader, name, headers_of(answer)))
                continue
            text = "\n".join([*map(": ".join, answer.headers.items()), answer.text])
            asked = answer.request.url
            leaks = [
                word for word in (WORD, own_id) if word in text and word not in asked
            ]
            if leaks or answer.status_code in (200, 206, 304):
                found.append((reader, name, answer.status_code, leaks))
    assert found == [], "\n" + "\n".join(map(str, found))


def test_a_part_of_a_file_is_as_closed(planted, rest):
    url, medium = planted("public")
    address = f"{medium}/@@download/image"
    part = rest("colleague").get(address, headers={"Range": "bytes=0-9"})
    assert (part.status_code, len(part.content)) == (206, 10)
    assert headers_of(part) == CLOSED
    rest("teller").delete(f"{url}/@consent")
    part = rest("colleague").get(address, headers={"Range": "bytes=0-9"})
    assert part.status_code == 410


@pytest.mark.parametrize("name", FILES)
def test_nobody_is_told_that_nothing_has_changed(planted, rest, name):
    url, medium = planted("community")
    member = rest("member")
    first = member.get(f"{medium}/{name}")
    assert "ETag" not in first.headers and "Last-Modified" not in first.headers
    since = {
        "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT",
        "If-None-Match": "*",
    }
    assert member.get(f"{medium}/{name}", headers=since).status_code == 200
    rest("teller").delete(f"{url}/@consent")
    assert member.get(f"{medium}/{name}", headers=since).status_code == 404


@pytest.mark.parametrize(
    "verb", ["PROPFIND", "HEAD", "OPTIONS", "PUT", "LOCK", "MKCOL"]
)
def test_other_verbs_tell_nothing(planted, rest, verb):
    _url, medium = planted("private")
    for reader in (None, "member", "reviewer", "admin"):
        session = rest(reader)
        session.headers["Accept"] = "*/*"
        for address in (medium, f"{medium}/@@download/image"):
            answer = session.request(verb, address, headers={"Depth": "0"}, data=b"x")
            assert answer.status_code >= 300, (reader, answer.status_code)
            assert answer.status_code < 500, (reader, answer.status_code)
            assert WORD not in answer.text


@pytest.mark.parametrize("verb", ["PUT", "MKCOL", "LOCK", "PROPPATCH"])
def test_a_raw_file_comes_in_by_no_other_door(planted, rest, site, verb):
    url, medium = planted("private")
    teller = rest("teller")
    teller.headers["Accept"] = "*/*"
    for address in (medium, f"{url}/raw.jpg", f"{medium}/raw.jpg"):
        answer = teller.request(verb, address, data=b"raw-canary")
        assert answer.status_code >= 300, (address, answer.status_code)
        assert answer.status_code < 500, (address, answer.text[-500:])
    transaction.begin()
    story = site["tuesday"][url.rsplit("/", 1)[1]]
    [kept] = media_of(story)
    assert b"raw-canary" not in kept.image.data


@pytest.mark.parametrize("name", [*FILES, "", "@@images", "@@images/image/huge"])
def test_reading_writes_nothing(planted, rest, site, name):
    _url, medium = planted("community")
    transaction.begin()
    database = site._p_jar.db()
    before = database.lastTransaction()
    for reader in ("member", "teller"):
        for accept in ("application/json", "text/html"):
            session = rest(reader)
            session.headers["Accept"] = accept
            session.get(f"{medium}/{name}" if name else medium)
    assert database.lastTransaction() == before


def sent(data: bytes) -> dict:
    return {"data": base64.b64encode(data).decode(), "encoding": "base64"}


@pytest.mark.parametrize(
    "data, kind",
    [
        (b"<html><script>alert(1)</script>Read</html>", "text/html"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><circle/></svg>', "image/svg+xml"),
        (b"just words", "text/plain"),
    ],
)
def test_what_a_browser_might_run_is_a_download(told, rest, data, kind):
    url, teller = told("private"), rest("teller")
    medium = teller.post(url, json={"@type": "leap.cop.File", "file": sent(data)})
    address = medium.json()["@id"]
    for view in ("@@download/file", "@@display-file/file", "@@images/file"):
        answer = teller.get(f"{address}/{view}")
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Content-Type"].startswith(kind)
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert headers_of(answer) == CLOSED
