"""After a meeting, on a phone and without scripts: keyboard only; and how it looks."""

from tests.journeys.rest import ask

import pytest


SCREENS = [
    ("facilitator", "{open}/after"),
    ("facilitator", "{open}/record"),
    ("facilitator", "{open}/keep-record"),
    ("facilitator", "{open}/move-meeting"),
    ("facilitator", "{kept}/record"),
    ("facilitator", "{kept}/open-record"),
    ("teller", "{kept}/record"),
    ("teller", "{kept}/print-record"),
    ("teller", "{kept}/print-summary"),
    ("teller", "{open}/tell-here"),
    ("teller", "{open}/meeting-media"),
    ("teller", "tuesday-circle/resources"),
]


@pytest.fixture(scope="session")
def meetings(demo):
    """Return the paths of a meeting whose record is open, and of one that is kept."""
    path = "tuesday-circle/@meetings?when=past"
    rows = ask(demo, "facilitator", "GET", path)["items"]
    held = [row for row in rows if row["phase"] == "held"]
    path = {row["record_kept"]: row["@id"].split("/cop/")[1] for row in held}
    return {"open": path[False], "kept": path[True]}


def test_screens(visit, check_widths, meetings, demo):
    pages = {}
    for userid, path in SCREENS:
        if userid not in pages:
            pages[userid] = visit(userid, "")
        page = pages[userid]
        answer = page.goto(f"{demo}/{path.format(**meetings)}")
        assert answer.status == 200, (userid, path)
        check_widths(page)


def focused(page, what: str) -> str:
    """Return something of what has the focus."""
    return page.evaluate(f"document.activeElement.{what} || ''")


def go_to(page, selector: str) -> None:
    """Press the tab key until something has the focus."""
    for _press in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("(one) => document.activeElement.matches(one)", selector):
            return
    raise AssertionError(f"no way by keyboard to {selector}")


def test_by_keyboard_alone(visit, meetings, demo):
    page = visit("facilitator", f"{meetings['open']}/after", width=320)
    go_to(page, "#presence input[type=radio]")
    name = focused(page, "name")
    page.keyboard.press("ArrowRight")
    chosen = focused(page, "value")
    go_to(page, "#presence button[type=submit]:not([name])")
    page.keyboard.press("Enter")
    page.wait_for_url("**/after#presence")
    assert page.locator(f"[name='{name}'][value='{chosen}']").is_checked()
    go_to(page, "#numbers [name=guests]")
    page.keyboard.press("Control+A")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    page.wait_for_url("**/after#numbers")
    assert page.locator("[name=guests]").input_value() == "2"
    go_to(page, "#decided textarea")
    page.keyboard.type("We begin with tea.")
    go_to(page, "#decided button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/after#decided")
    page.goto(f"{demo}/{meetings['open']}/record")
    assert "We begin with tea." in page.content()


def test_without_scripts(visit, meetings):
    page = visit("facilitator", f"{meetings['open']}/after", javascript=False)
    page.fill("#learned [name=learned]", "Waiting helps.")
    page.click("#learned button")
    page.wait_for_url("**/after#learned")
    page.goto(page.url.replace("/after#learned", "/record"))
    assert "Waiting helps." in page.input_value("[name=summary]")
