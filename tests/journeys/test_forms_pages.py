"""Forms of a community in a real browser: axe, 320 px, without JavaScript."""

from tests.journeys.waiting import next_page

import pytest


@pytest.fixture(scope="module")
def forms(demo):
    """Make both forms over REST; give their paths, by kind."""
    import base64
    import json
    import urllib.request

    def ask(method: str, url: str, body):
        request = urllib.request.Request(url, method=method)
        token = base64.b64encode(b"admin:Kettle-Bicycle-7").decode()
        request.add_header("Authorization", f"Basic {token}")
        request.add_header("Accept", "application/json")
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, json.dumps(body).encode()) as answer:
            return json.loads(answer.read() or b"null")

    # A community of its own: the other journeys know the demo's by heart.
    community = ask(
        "POST",
        demo,
        {
            "@type": "leap.cop.Community",
            "title": "Friday circle",
            "accepts_staff_stories": True,
            "join_policy": "apply",
        },
    )["@id"]
    ask(
        "POST",
        f"{community}/@members",
        {"userid": "facilitator", "role": "facilitator"},
    )
    ask("POST", f"{community}/@workflow/publish", {})
    found = {"community": community.removeprefix(f"{demo}/")}
    for kind in ("join", "tell"):
        url = ask("POST", f"{community}/@forms", {"kind": kind})["@id"]
        ask("POST", f"{url}/@workflow/publish", {})
        found[kind] = url.removeprefix(f"{demo}/")
    return found


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("facilitator", "{community}"),
        ("facilitator", "{join}"),
        ("colleague", "{join}"),
        ("colleague", "{tell}"),
        ("facilitator", "{join}/move-form"),
        ("facilitator", "{community}/make-form"),
    ],
)
def test_screens(visit, check_widths, forms, who, path):
    check_widths(visit(who, path.format(**forms)))


def test_each_form_says_whom_to_call(visit, forms):
    for kind in ("join", "tell"):
        assert "Worried about somebody?" in visit("colleague", forms[kind]).content()


def test_a_story_is_kept_without_javascript(visit, forms):
    page = visit("member", forms["tell"], javascript=False)
    page.fill("[name='form.widgets.reflection']", "Two of them stayed.")
    with next_page(page):
        page.click("[name='form.buttons.submit']")
    assert "Only you can read it" in page.inner_text("body")
    assert page.url.count("/") == 5
    assert forms["tell"] not in page.url
