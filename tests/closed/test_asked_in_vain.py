"""Pages of stock's on our content that cannot work there: 404 or 400, and no 5xx."""

from leap.cop.agreement.services import ClausesGet
from tests.exposure import registered
from tests.media.sample_pictures import jpeg
from tests.plugins.agreement import Made
from tests.topic.rounds import make_round

import base64
import pytest
import transaction


KINDS = ("community", "story", "medium", "round", "agreement")

PAGES = [
    "@@version-view",
    "@@version_file_view",
    "@@version_image_view",
    "@@download-version",
    "@@update_version_on_edit",
    "@@update_version_before_edit",
    "@@mail_password_template",
    "@@registered_notify_template",
    "@@babel_utils",
    "@@text-transform",
    "@@images-test",
    "@@site-logo",
    "@@display_query_results",
    "++add++EasyForm",
    "@translations",
    "@@pas_info",
    "@@pas_member",
    "@@pas_search",
]

QUERIES = [
    "@search?cop_since.range=min",
    "@search?sort_on=SearchableText",
    "@search?created.range=min",
]


@pytest.fixture
def places(site, told, rest) -> dict[str, str]:
    """Return the address of one of each kind, by kind."""
    story = told()
    sent = {"data": base64.b64encode(jpeg()).decode(), "encoding": "base64"}
    image = {**sent, "content-type": "image/jpeg", "filename": "a.jpg"}
    body = {"@type": "leap.cop.Image", "title": "A", "image": image}
    medium = rest("teller").post(story, json=body)
    assert medium.status_code == 201, medium.text
    rest("teller").post(f"{story}/@consent", json={"level": "public"})
    rest("reviewer").post(f"{story}/@workflow/approve", json={})
    assert rest("colleague").get(story).status_code == 200
    agreement = Made(site, rest)
    assert agreement.begin().status_code == 201
    agreement.share()
    transaction.begin()
    found = make_round(site["tuesday"])
    transaction.commit()
    contents = (site["tuesday"].absolute_url(), story, medium.json()["@id"])
    others = (found.absolute_url(), agreement.url)
    return dict(zip(KINDS, (*contents, *others), strict=True))


@pytest.fixture(params=KINDS)
def place(places, request) -> str:
    return places[request.param]


def fail(*args, **kwargs):
    """What of ours fails for a reason that nobody thought of."""
    raise KeyError("nobody thought of it")


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_nothing_fails(site, rest, place, accept):
    for userid in ("member", "facilitator"):
        session = rest(userid)
        session.headers["Accept"] = accept
        found = {path: session.get(f"{place}/{path}").status_code for path in PAGES}
        bad = {path: status for path, status in found.items() if status >= 500}
        assert not bad, userid


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_of_stock_fails(site, rest, places, kind):
    """Whatever is registered, without anybody telling this test about it."""
    path = places[kind].removeprefix(site.absolute_url())
    content = site.unrestrictedTraverse(path.strip("/"))
    found = registered.reachable(content, site.REQUEST)
    names = [item.name for item in found if item.method in ("", "GET")]
    assert len(names) > 150
    session = rest("facilitator")
    bad = {}
    for name in names:
        path = name if name.startswith(("@", "++")) else f"@@{name}"
        status = session.get(f"{places[kind]}/{path}").status_code
        if status >= 500:
            bad[path] = status
    assert not bad


def test_what_is_ours_and_fails_is_still_seen(rest, places, monkeypatch):
    address = f"{places['agreement']}/@clauses"
    assert rest("facilitator").get(address).status_code == 200
    monkeypatch.setattr(ClausesGet, "handle", fail)
    assert rest("facilitator").get(address).status_code >= 500


def test_a_query_that_cannot_be_is_a_400(site, rest, place):
    for query in QUERIES:
        answer = rest("member").get(f"{place}/{query}")
        assert answer.status_code == 400, (query, answer.text)
        assert answer.json()["type"] == "BadRequest"
        assert rest("newcomer").get(f"{place}/{query}").status_code in (400, 404)


def test_stock_on_stock_content_stays_stock(site, rest):
    assert rest("member").get("@search?created.range=min").status_code == 500
