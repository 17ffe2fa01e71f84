"""Zope publishes attributes and methods by their names; of ours it publishes none.

Found by somebody who attacked the demo: `workflow_history/popitem` with a GET broke a
public story, `manage_DAVget` read a teller's note to the reviewers.
"""

from leap.cop.story.lifecycle import lifecycle

import pytest
import transaction


NAMES = (
    "workflow_history/popitem",
    "workflow_history/clear",
    "workflow_history/get?key=cop_story_workflow",
    "workflow_history",
    "effective_date",
    "creation_date",
    "modification_date",
    "manage_DAVget",
    "manage_FTPget",
    "document_src",
    "PROPFIND",
    "objectCount",
    "objectIds",
    "hasObject?id=nothing",
    "others_note",
    "title",
    "getId",
    "Title",
    "absolute_url",
    "manage_main",
    "manage_workspace",
    "_cop_standing",
    "__ac_local_roles__",
    "get_local_roles",
    "view/context/workflow_history/popitem",
    "@@view/context/others_note",
    "aq_parent/objectIds",
    "reflection/raw",
    "propertyItems",
)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("reader", ["colleague", "member", "teller", "siteadmin"])
def test_no_attribute_and_no_method_is_published(site, told, rest, reader, method):
    url = told("public", others_note="Okapibrief")
    session = rest(reader)
    session.headers["Accept"] = "text/html"
    before = site._p_jar.db().lastTransaction()
    found = []
    for where in (url, f"{site.absolute_url()}/tuesday"):
        for name in NAMES:
            answer = session.request(method, f"{where}/{name}")
            if answer.status_code not in (302, 401, 403, 404) or (
                "Okapibrief" in answer.text
            ):
                found.append((where, name, answer.status_code, answer.text[:80]))
    assert found == [], "\n".join(map(str, found))
    assert site._p_jar.db().lastTransaction() == before
    transaction.begin()
    story = site["tuesday"][url.rsplit("/", 1)[1]]
    assert lifecycle.state_of(story) == "public"


@pytest.mark.parametrize("reader", ["colleague", "member", "reviewer", "siteadmin"])
@pytest.mark.parametrize("state", ["community", "pending", "public"])
def test_no_order_tells_who_told_what(site, told, rest, reader, state):
    """By whatever index the list is sorted, tellers do not stand together."""
    tellers = ("teller", "member", "facilitator")
    urls = [told(state, teller=tellers[n % 3], title="Same") for n in range(6)]
    catalog = site.portal_catalog
    for url in urls:
        uid = site["tuesday"][url.rsplit("/", 1)[1]].UID()
        rid = catalog.unrestrictedSearchResults(UID=uid)[0].getRID()
        entries = catalog._catalog.getIndex("allowedRolesAndUsers").getEntryForObject(
            rid
        )
        assert not [
            entry for entry in entries if entry.removeprefix("user:") in tellers
        ]


STUMBLES = (
    "@@images",
    "++skin++x",
    "++api++/++api++/x",
    "++api++",
    "aq_parent",
    "aq_parent/aq_parent",
    "aq_inner/@@title",
)


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize("reader", [None, "colleague", "siteadmin"])
def test_an_error_on_the_way_tells_nothing(told, rest, reader, accept):
    there = told("private")
    absent = there.rsplit("/", 1)[0] + "/" + "a" * 20
    session = rest(reader)
    session.headers["Accept"] = accept
    found = []
    for name in STUMBLES:
        one, other = session.get(f"{there}/{name}"), session.get(f"{absent}/{name}")
        same = one.text.replace(there.rsplit("/", 1)[1], "a" * 20)
        if (one.status_code, same) != (other.status_code, other.text):
            found.append((name, one.status_code, other.status_code, one.text[:90]))
    assert found == [], "\n".join(map(str, found))


@pytest.mark.parametrize("kind", ["TEXT/PLAIN", "text/plain", None])
def test_what_another_site_sends_is_refused(rest, told, kind):
    url = told("private")
    session = rest("teller")
    answer = session.post(f"{session.base}/@login", json={})
    headers = {"Origin": "http://elsewhere.example", "Content-Type": kind}
    cookies = login_cookie(session)
    session.auth = None
    for path, body in (
        (f"{url}/@consent", '{"level": "community"}'),
        (f"{url}/@workflow/withdraw", ""),
        (
            f"{session.base}/++api++/tuesday",
            '{"@type": "leap.cop.Story", "title": "x"}',
        ),
    ):
        answer = session.post(path, data=body, headers=headers, cookies=cookies)
        assert answer.status_code in (400, 403), (path, answer.status_code)
    assert session.get(url, cookies=cookies).json()["review_state"] == "private"


def login_cookie(session) -> dict:
    userid, password = session.auth
    page = session.post(
        f"{session.base}/login",
        data={
            "__ac_name": userid,
            "__ac_password": password,
            "buttons.login": "Log in",
        },
        headers={"Accept": "text/html"},
    )
    return {"__ac": page.cookies["__ac"]}
