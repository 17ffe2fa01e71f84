"""What the gate does to requests: nothing half-saved, no word lost, short pauses."""

from leap.cop.core import access
from leap.cop.core import write_lock
from leap.cop.testing import PASSWORD
from plone.testing.zope import Browser
from Products.PlonePAS.plugins.ufactory import PloneUser
from requests import Request

import pytest
import transaction


def test_stock_services_that_answer_400_save_nothing(site, rest, told):
    """plone.restapi's own verb changes the title before it finds the bad domain."""
    url = told("private")
    answer = rest("teller").patch(url, json={"title": "Other", "domain": "gossip"})
    assert answer.status_code == 400
    assert rest("teller").get(url).json()["title"] == "The long table"


def test_a_post_without_a_session_keeps_what_was_typed(site, rest):
    """The session expired while somebody wrote."""
    anonymous = rest(None)
    anonymous.headers["Accept"] = "text/html"
    answer = anonymous.post(
        "tuesday/++add++leap.cop.Story",
        data={
            "form.widgets.learning": "<p>Tea & a “long” table</p>",
            "__ac_password": "secret word",
        },
    )
    assert answer.status_code == 401
    assert "&lt;p&gt;Tea &amp; a “long” table&lt;/p&gt;" in answer.text
    assert "secret word" not in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


ELSEWHERE = [
    {"Origin": "http://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": "{here}", "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Referer": "http://elsewhere.example/page"},
    {"Origin": "{here}:1"},
]


def said(headers: dict, site) -> dict:
    here = site.absolute_url().removesuffix("/plone")
    return {name: value.replace("{here}", here) for name, value in headers.items()}


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
@pytest.mark.parametrize("way", ["password", "token", "cookie"])
def test_no_page_of_another_site_writes_whatever_it_knows(
    site, rest, told, headers, way
):
    url = told("private")
    session = rest("teller")
    if way != "password":
        login = {"login": "teller", "password": PASSWORD}
        answer = session.post("@login", json=login)
        session.auth = None
        token = answer.json()["token"]
        if way == "token":
            session.headers["Authorization"] = f"Bearer {token}"
        else:
            session.cookies["auth_token"] = token
            session.cookies.update(answer.cookies)
    headers = said(headers, site)
    for method, address, body in (
        ("POST", f"{url}/@consent", {"level": "community"}),
        ("PATCH", url, {"title": "Other"}),
        ("POST", f"{site.absolute_url()}/tuesday", {"@type": "leap.cop.Story"}),
        ("DELETE", url, None),
    ):
        answer = session.request(method, address, json=body, headers=headers)
        assert answer.status_code in (401, 403), (method, answer.text)
    kept = rest("teller").get(url).json()
    assert (kept["title"], kept["review_state"]) == ("The long table", "private")
    transaction.begin()
    assert len(site["tuesday"]) == 1


def test_our_own_pages_and_programs_write(site, rest, told):
    url = told("private")
    for number, headers in enumerate(
        (
            {},
            {"Origin": "{here}", "Sec-Fetch-Site": "same-origin"},
            {"Referer": "{here}/plone/tuesday"},
        )
    ):
        answer = rest("teller").patch(
            url, json={"title": f"Title {number}"}, headers=said(headers, site)
        )
        assert answer.status_code == 204, headers


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("application/json", 200),
        ("application/json; charset=utf-8", 200),
        ("application/vnd.leap+json", 200),
        ("", 400),
        ("text/plain", 400),
        ("text/json", 400),
        ("application/jsonp", 400),
        ("multipart/form-data; boundary=x", 400),
    ],
)
def test_bodies_of_our_services_are_json(rest, told, kind, status):
    url = told("private")
    session = rest("teller")
    request = session.prepare_request(
        Request("POST", f"{url}/@consent", data=b'{"level": "community"}')
    )
    request.headers.pop("Content-Type", None)
    if kind:
        request.headers["Content-Type"] = kind
    answer = session.send(request)
    assert answer.status_code == status, answer.text
    state = rest("teller").get(url).json()["review_state"]
    assert state == ("community" if status == 200 else "private")


def posted(rest, fields: dict, **headers):
    anonymous = rest(None)
    anonymous.headers.update({"Accept": "text/html", **headers})
    return anonymous.post("tuesday", data=fields, allow_redirects=False)


def test_what_another_site_sent_is_on_no_page_of_ours(site, rest):
    words = {"text": "Your account was locked, call us."}
    assert "call us" in posted(rest, words).text
    for headers in ELSEWHERE:
        answer = posted(rest, words, **said(headers, site))
        assert "call us" not in answer.text
        assert answer.status_code == 302


def test_no_more_is_kept_than_a_form_of_ours_has(rest):
    long = "a long story " * 30_000
    assert "a long story" in posted(rest, {"text": long}).text
    assert posted(rest, {"text": long + long}).status_code == 302
    many = {f"f{number}": "a b" for number in range(500)}
    assert posted(rest, many).status_code == 302


def test_conflicting_writes_pause_for_a_moment_only(site, rest, monkeypatch):
    seen = []
    monkeypatch.setattr(write_lock, "pause", lambda: seen.append("paused"))
    from ZODB.POSException import ConflictError

    failures = iter([ConflictError(), ConflictError()])
    stock = access.may_view

    def conflict_twice(content):
        error = next(failures, None)
        if error is not None:
            raise error
        return stock(content)

    monkeypatch.setattr(access, "may_view", conflict_twice)
    answer = rest("teller").post(
        "tuesday", json={"@type": "leap.cop.Story", "title": "Once"}
    )
    assert answer.status_code == 201
    assert seen == ["paused", "paused"]
    transaction.begin()
    assert len(site["tuesday"]) == 1


@pytest.mark.parametrize("userid", ["teller", "colleague"])
def test_the_browser_gets_a_page_for_what_is_not_there(site, told, userid):
    browser = Browser(site.aq_parent.aq_base)
    browser.handleErrors = True
    browser.raiseHttpErrors = False
    browser.addHeader("Authorization", f"Basic {userid}:{PASSWORD}")
    browser.open(f"{site.absolute_url()}/tuesday/{'a' * 20}")
    assert browser.headers["Status"].startswith("404")
    assert "This page is not available" in browser.contents


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize("userid", ["colleague", "member"])
def test_as_much_is_asked_where_nothing_is(rest, told, monkeypatch, userid, accept):
    story = told("private")
    asked, stock = [], PloneUser.allowed

    def allowed(self, *args, **kwargs):
        asked.append(args)
        return stock(self, *args, **kwargs)

    monkeypatch.setattr(PloneUser, "allowed", allowed)
    session = rest(userid)
    session.headers["Accept"] = accept
    # What waits for the reader is asked once, and known until somebody saves.
    session.get(story)
    counts = []
    for address in (story, f"{story[:-1]}{'b' if story[-1] == 'a' else 'a'}"):
        asked.clear()
        assert session.get(address).status_code == 404
        counts.append(len(asked))
    somebody_elses, missing = counts
    assert missing >= somebody_elses > 0


@pytest.mark.parametrize("who", ["colleague", "member", "siteadmin"])
@pytest.mark.parametrize("way", ["source", "target"])
def test_stock_finds_nothing_in_the_same_words_as_we_do(site, rest, told, who, way):
    """A story that waits for its review, and an id that stands for nothing."""
    url = told("pending")
    uid = site["tuesday"][url.rsplit("/", 1)[1]].UID()
    answers = [
        rest(who).get(f"@relations?{way}={one}") for one in (uid, uid[::-1], "nothing")
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    by_chance = ("Date", "Set-Cookie")
    assert (
        len(
            {
                tuple(
                    sorted(
                        (k, v) for k, v in answer.headers.items() if k not in by_chance
                    )
                )
                for answer in answers
            }
        )
        == 1
    )
