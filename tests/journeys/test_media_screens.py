"""The screens with pictures, films and files, as everybody has to use them."""

from io import BytesIO
from PIL import Image
from PIL import ImageDraw
from tests.journeys.waiting import next_page

import av
import base64
import json
import os
import pytest
import urllib.request


PASSWORD = "Kettle-Bicycle-7"
SHOTS = os.environ.get("SHOTS")


def ask(userid, url, data=None):
    token = base64.b64encode(f"{userid}:{PASSWORD}".encode()).decode()
    headers = {"Authorization": f"Basic {token}", "Accept": "application/json"}
    body = json.dumps(data).encode() if data is not None else None
    if body is not None:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(url, data=body, headers=headers)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def sent(data: bytes) -> dict:
    return {"data": base64.b64encode(data).decode(), "encoding": "base64"}


def a_picture(size=(1600, 900)) -> bytes:
    image = Image.new("RGB", size, "#cfe8ef")
    draw = ImageDraw.Draw(image)
    draw.rectangle((200, 500, size[0] - 200, 600), fill="#8a5a2b")
    draw.ellipse((300, 250, 450, 400), fill="#e0b84c")
    out = BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


def a_recording() -> bytes:
    out = BytesIO()
    with av.open(out, "w", format="mp3") as made:
        stream = made.add_stream("libmp3lame", rate=48000)
        for number in range(50):
            frame = av.AudioFrame(format="s16", layout="mono", samples=1152)
            frame.planes[0].update(bytes(frame.planes[0].buffer_size))
            frame.sample_rate, frame.pts = 48000, number * 1152
            made.mux(stream.encode(frame))
        made.mux(stream.encode())
    return out.getvalue()


@pytest.fixture(scope="module")
def illustrated(demo):
    """Return a story with one of each."""
    url = ask(
        "teller",
        f"{demo}/tuesday-circle",
        {
            "@type": "leap.cop.Story",
            "reflection": "<p>We drew what we could not say.</p>",
            "others_recognisable": "nobody",
        },
    )["@id"]
    words = "A long table, and a yellow lamp above it."
    page = b"<html><p>What we wrote on the wall</p></html>"
    for medium in (
        {"@type": "leap.cop.Image", "description": words, "image": sent(a_picture())},
        {"@type": "leap.cop.Image", "image": sent(a_picture((500, 1400)))},
        {"@type": "leap.cop.File", "title": "A song", "file": sent(a_recording())},
        {"@type": "leap.cop.File", "file": sent(page), "description": "Nine words."},
        {
            "@type": "leap.cop.Link",
            "title": "Where the game is from",
            "remoteUrl": "https://www.example.org/" + "a-long-way/" * 12,
        },
    ):
        ask("teller", url, medium)
    return url


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("javascript", [True, False])
def test_screens_of_media(visit, check_page, illustrated, demo, width, javascript):
    page = visit("teller", "", width=width, javascript=javascript)
    [first, *_others] = ask("teller", illustrated)["items"]
    ident = first["@id"].rsplit("/", 1)[1]
    for number, path in enumerate(
        (
            "",
            "/story-media",
            f"/change-medium?medium={ident}",
            f"/remove-medium?medium={ident}",
            "/share-story",
        )
    ):
        answer = page.goto(illustrated + path)
        assert answer.status == 200, path
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{number}-{width}.png", full_page=True)
        if javascript:
            check_page(page)
    page.goto(illustrated)
    shown = page.locator(".cop-medium-shown img").first
    shown.scroll_into_view_if_needed()
    page.wait_for_function(
        "image => image.complete && image.naturalWidth > 0", arg=shown.element_handle()
    )


def test_a_file_is_added_by_keyboard(visit, illustrated, demo):
    page = visit("teller", "", javascript=False)
    page.goto(f"{illustrated}/story-media")
    page.set_input_files(
        "#cop-file",
        {
            "name": "IMG_1.jpg",
            "mimeType": "image/jpeg",
            "buffer": a_picture((800, 700)),
        },
    )
    page.get_by_label("Description, for people who cannot").first.focus()
    page.keyboard.type("A lamp")
    page.keyboard.press("Tab")
    with next_page(page):
        page.keyboard.press("Enter")
    page.get_by_text("A lamp").first.wait_for(state="attached")
    assert "A lamp" in page.inner_text("#content")
    assert ask("teller", illustrated)["items_total"] == 6
