"""Pictures are seen before they are sent, and can be dropped: in a real browser."""

from io import BytesIO
from PIL import Image
from playwright.sync_api import expect
from tests.journeys.waiting import settle

import base64
import pytest


TELL = "tuesday-circle/++add++leap.cop.Story"

KEPT = "() => localStorage.length + sessionStorage.length"

#: Drops a file as somebody does who pulls it out of a folder.
DROP = """([place, data]) => {
    const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], "dropped.png", {type: "image/png"}));
    const told = {dataTransfer: transfer, bubbles: true, cancelable: true};
    for (const name of ["dragenter", "dragover", "drop"]) {
        place.dispatchEvent(new DragEvent(name, told));
    }
}"""


def a_picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    return out.getvalue()


def sent(name: str, colour: str) -> dict:
    return {"name": name, "mimeType": "image/png", "buffer": a_picture(colour)}


@pytest.fixture
def form(watched):
    """Give the form of a story, with its part for pictures open."""
    page = watched("teller", TELL)
    page.locator("details:has(#cop-medium) > summary").first.click()
    return page


def test_what_is_chosen_is_seen_and_can_be_taken_off(form, watched, check_page):
    settle(form)
    kept = form.evaluate(KEPT)
    form.set_input_files(
        "#cop-medium", [sent("one.png", "#cfe8ef"), sent("two.png", "#8a5a2b")]
    )
    pictures = form.locator("#formfield-cop-medium .cop-previews img")
    expect(pictures).to_have_count(2)
    form.wait_for_function(
        "() => [...document.querySelectorAll('.cop-previews img')]"
        ".every((one) => one.naturalWidth === 60)"
    )
    expect(form.locator(".cop-previews").first).to_contain_text("one.png")
    form.locator(".cop-previews button", has_text="one.png").click()
    expect(pictures).to_have_count(1)
    assert form.evaluate("document.querySelector('#cop-medium').files.length") == 1
    assert form.evaluate(KEPT) == kept
    check_page(form)
    assert watched.kept_back() == []


def test_what_is_dropped_comes_to_what_was_chosen(form, watched):
    form.set_input_files("#cop-medium", [sent("one.png", "#cfe8ef")])
    place = form.locator(".cop-drop").first.element_handle()
    data = base64.b64encode(a_picture("#e0b84c")).decode()
    form.evaluate(DROP, [place, data])
    names = "[...document.querySelector('#cop-medium').files].map((one) => one.name)"
    assert form.evaluate(names) == ["one.png", "dropped.png"]
    expect(form.locator("#formfield-cop-medium .cop-previews img")).to_have_count(2)
    assert watched.kept_back() == []


def test_on_a_phone_there_is_no_place_to_drop(visit):
    page = visit("teller", TELL, width=390)
    expect(page.locator(".cop-drop")).to_have_count(0)


def test_without_javascript_it_is_a_plain_field(visit):
    page = visit("teller", TELL, javascript=False)
    expect(page.locator("#cop-medium")).to_have_count(1)
    expect(page.locator(".cop-previews")).to_have_count(0)
