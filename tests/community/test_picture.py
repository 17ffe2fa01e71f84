"""The picture of a community: cleaned, optional, and seen as far as the community."""

from io import BytesIO
from PIL import Image
from plone import api
from tests.conftest import make_community

import base64
import os
import pytest
import transaction


#: Who sees a community in each of its states; the root user and the site's
#: administrator look after all of them.
SEES = {
    "private": ("facilitator",),
    "community": ("facilitator", "member", "newcomer"),
    "public": ("facilitator", "member", "colleague", "newcomer"),
}
READERS = (None, "colleague", "newcomer", "member", "facilitator")

FILES = (
    "@@images/picture/preview",
    "@@images/picture/large",
    "@@images/picture",
    "@@images",
    "@@download/picture",
    "@@download/picture/name.jpg",
    "@@download",
    "@@display-file/picture",
)

#: What stock would answer, or make: nothing of it is there for anybody.
NOTHING = (
    "@@images/picture/huge",
    "@@images/picture-400-0123456789abcdef0123456789abcdef.jpeg",
    "@@images/title",
    "@@images-test",
    "@@images-clear",
    "@@download/title",
    "@@display-file/description",
    "@@edit/++widget++picture/@@download/x.jpg",
    "picture",
    "picture/data",
    "picture/scales",
)

CAMERA = "SECRETCAMERA"


def photograph(size=(1600, 1200)) -> bytes:
    """Return a picture of many colours that says who took it."""
    found = Image.Exif()
    found[0x010E] = found[0x013B] = CAMERA
    noise = Image.frombytes("RGB", (200, 150), os.urandom(200 * 150 * 3))
    out = BytesIO()
    noise.resize(size).save(out, "JPEG", exif=found, quality=95)
    return out.getvalue()


def sent(data: bytes) -> dict:
    return {"data": base64.b64encode(data).decode(), "encoding": "base64"}


@pytest.fixture
def pictured(site, rest):
    """Return a function that gives the community a picture; it returns the answer."""

    def give(**more):
        body = {"picture": sent(photograph()), **more}
        answer = rest("facilitator").patch("tuesday", json=body)
        assert answer.status_code == 204, answer.text
        return rest("facilitator").get("tuesday").json()["picture"]

    return give


def test_it_is_cleaned_and_made_small(pictured, rest):
    told = pictured(picture_text="A long table")
    assert told["filename"] == "picture.jpg"
    preview = told["scales"]["preview"]
    assert preview["download"].endswith("/tuesday/@@images/picture/preview")
    member = rest("member")
    small = member.get(preview["download"])
    assert small.status_code == 200 and small.headers["Content-Type"] == "image/jpeg"
    assert len(small.content) <= 30_000
    whole = member.get(told["download"])
    assert Image.open(BytesIO(whole.content)).size == (1600, 1200)
    assert CAMERA.encode() not in whole.content
    assert member.get("tuesday").json()["picture_text"] == "A long table"


def test_no_raw_byte_is_stored_and_the_catalog_has_no_scales(pictured, site):
    pictured()
    transaction.begin()
    community = site["tuesday"]
    assert CAMERA.encode() not in community.picture.data
    [brain] = api.content.find(UID=community.UID(), unrestricted=True)
    assert not brain.image_scales


@pytest.mark.parametrize("state", SEES)
def test_each_request_asks_the_community(pictured, site, rest, state):
    pictured()
    transaction.begin()
    with api.env.adopt_user("siteadmin"):
        for transition in {"private": ("hide",), "community": ("retract",)}.get(
            state, ()
        ):
            api.content.transition(site["tuesday"], transition)
    transaction.commit()
    found = []
    for reader in READERS:
        session = rest(reader)
        sees = reader in SEES[state]
        nothing = session.get("tuesday/nothing-here")
        for prefix in ("", "++api++/"):
            for accept in ("application/json", "*/*"):
                session.headers["Accept"] = accept
                for name in (*FILES, *NOTHING):
                    answer = session.get(f"{prefix}tuesday/{name}")
                    is_picture = answer.content.startswith(b"\xff\xd8")
                    if is_picture != (sees and name in FILES):
                        found.append((reader, prefix, name, answer.status_code))
                    closed = answer.headers.get("Cache-Control")
                    if is_picture and (
                        closed != "private, no-store"
                        or answer.headers.get("X-Content-Type-Options") != "nosniff"
                        or "ETag" in answer.headers
                        or "Last-Modified" in answer.headers
                    ):
                        found.append((reader, name, closed))
                    if answer.status_code >= 500 or (
                        not sees
                        and accept == "application/json"
                        and answer.status_code != nothing.status_code
                    ):
                        found.append((reader, prefix, name, answer.status_code))
    assert found == [], "\n" + "\n".join(map(str, found))


def test_what_is_not_there_looks_like_what_one_may_not_see(pictured, site, rest):
    pictured()
    transaction.begin()
    with api.env.adopt_user("siteadmin"):
        api.content.transition(site["tuesday"], "hide")
    transaction.commit()
    for reader in (None, "colleague"):
        session = rest(reader)
        home = session.get("tuesday").status_code
        assert home == (401 if reader is None else 404)
        for name in FILES:
            assert session.get(f"tuesday/{name}").status_code == home, name
            missing = session.get(f"tuesday/nothing-{name.removeprefix('@@')}")
            assert missing.status_code == home, name


def test_it_is_told_where_communities_are_listed(pictured, rest):
    def shown(userid):
        [mine] = rest(userid).get("@my-place").json()["communities"]
        return mine["picture"], rest(userid).get("tuesday/@cop-home").json()["picture"]

    assert shown("member") == (None, None)
    pictured()
    url = f"{rest('member').base}/tuesday/@@images/picture/preview"
    assert shown("member") == (url, url)


def test_pages_show_it_and_letters_where_there_is_none(pictured, visit):
    image = 'src="{}/tuesday/@@images/picture/preview"'
    reader = visit("member")
    for path in ("my-place", "communities", "tuesday"):
        page = reader.go(path)
        assert "@@images/picture" not in page and ">TC</span>" in page
    pictured(picture_text="A long table")
    for path in ("my-place", "communities", "tuesday"):
        page = reader.go(path)
        assert image.format(reader.base) in page
        assert ('alt="A long table"' in page) == (path == "tuesday")


def test_what_was_read_can_be_sent_back_and_null_takes_it_away(pictured, rest, site):
    pictured()
    facilitator = rest("facilitator")
    read = facilitator.get("tuesday").json()
    same = {"picture": read["picture"], "revision": read["revision"]}
    assert facilitator.patch("tuesday", json=same).status_code == 204
    again = facilitator.get("tuesday").json()
    assert again["picture"] == read["picture"]
    assert again["revision"] == read["revision"]
    assert facilitator.patch("tuesday", json={"picture": None}).status_code == 204
    assert facilitator.get("tuesday").json()["picture"] is None
    assert facilitator.get("tuesday").json()["revision"] != read["revision"]


@pytest.mark.parametrize(
    "value",
    [
        "text",
        1,
        ["x"],
        {},
        {"data": "x"},
        {"data": "€", "encoding": "base64"},
        {"data": "eA==", "encoding": "zlib"},
        sent(b"no picture at all"),
        sent(b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        sent(b""),
    ],
)
def test_anything_else_is_refused_by_its_field(rest, site, value):
    answer = rest("facilitator").patch("tuesday", json={"picture": value})
    assert answer.status_code == 400, answer.text
    assert "picture" in answer.text
    assert rest("facilitator").get("tuesday").json()["picture"] is None


def test_only_facilitators_choose_it(rest, site):
    for userid, status in ((None, 401), ("member", 403), ("colleague", 403)):
        body = {"picture": sent(photograph((80, 60)))}
        assert rest(userid).patch("tuesday", json=body).status_code == status


def test_a_community_can_begin_with_one(rest, site):
    body = {
        "@type": "leap.cop.Community",
        "title": "Friday",
        "picture": sent(photograph((80, 60))),
    }
    answer = rest("siteadmin").post("", json=body)
    assert answer.status_code == 201, answer.text
    assert answer.json()["picture"]["width"] == 80


def test_a_page_of_its_own_keeps_it_and_takes_it_away(site, visit, rest):
    browser = visit("facilitator")
    assert "No picture yet" in browser.go("tuesday/settings")
    browser.go("tuesday/community-picture")
    form = browser.form_to("community-picture")
    upload = form.getControl(name="picture")
    upload.add_file(BytesIO(photograph()), "image/jpeg", "IMG_anneliese.jpg")
    form.getControl(name="text").value = "A long table"
    form.getControl(name="act", index=0).click()
    told = rest("member").get("tuesday").json()
    assert told["picture"]["filename"] == "picture.jpg"
    assert told["picture_text"] == "A long table"
    assert "Chosen" in browser.go("tuesday/settings")
    browser.go("tuesday/community-picture")
    browser.form_to("community-picture").getControl(name="act", index=1).click()
    assert rest("member").get("tuesday").json()["picture"] is None


def test_the_page_says_what_is_wrong_at_the_field(site, visit, rest):
    browser = visit("facilitator")
    browser.go("tuesday/community-picture")
    form = browser.form_to("community-picture")
    upload = form.getControl(name="picture")
    upload.add_file(BytesIO(b"just words"), "image/jpeg", "a.jpg")
    form.getControl(name="text").value = "A long table"
    form.getControl(name="act", index=0).click()
    assert browser.status == 400
    assert 'id="cop-picture-problem"' in browser.contents
    assert 'value="A long table"' in browser.contents


def test_the_form_of_a_community_leaves_it_alone(pictured, visit, rest):
    told = pictured()
    browser = visit("facilitator")
    page = browser.go("tuesday/edit")
    assert "widgets.picture" not in page
    browser.browser.getControl(name="form.buttons.save").click()
    assert rest("member").get("tuesday").json()["picture"] == told


def test_reading_writes_nothing(pictured, rest, site):
    pictured()
    transaction.begin()
    database = site._p_jar.db()
    before = database.lastTransaction()
    for name in (*FILES, *NOTHING):
        rest("facilitator").get(f"tuesday/{name}")
    assert database.lastTransaction() == before


def test_another_community_has_its_own(pictured, site, rest):
    pictured()
    transaction.begin()
    with api.env.adopt_user("siteadmin"):
        make_community(site, id="friday", title="Friday")
    transaction.commit()
    assert rest("member").get("friday").json()["picture"] is None
    assert rest("member").get("friday/@@images/picture/preview").status_code == 404
