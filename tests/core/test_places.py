"""Stock looks addresses and UIDs up, whoever asks: hidden is as not there.

Each door is asked about something hidden, and about nothing; the answers are equal.
"""

from leap.cop.testing import PASSWORD
from plone import api
from zope.component.hooks import setSite

import json
import pytest


PATH = "plone.app.querystring.operation.string."
OPERATIONS = ("relativePath", "absolutePath", "navigationPath", "path")
NO_UID = "f" * 32


@pytest.fixture
def hidden(site, told):
    """Give what nobody of those who ask may see: way and UID, by what it is."""
    with api.env.adopt_roles(["Manager"]):
        folder = api.content.create(site, "Folder", id="folder", title="Folder")
        folder.manage_setLocalRoles("colleague", ["Contributor", "Editor", "Owner"])
        folder.reindexObjectSecurity()
        api.content.create(site, "leap.cop.Community", id="unseen", title="Unseen")
    urls = {state: told(state) for state in ("private", "community", "pending")}
    base = site.absolute_url()
    ways = {state: url.removeprefix(f"{base}/") for state, url in urls.items()}
    ways["unseen"] = "unseen"
    setSite(site)
    return {
        name: (way, site.unrestrictedTraverse(way).UID()) for name, way in ways.items()
    }


def nothing_at(way: str) -> str:
    before, slash, _name = way.rpartition("/")
    return f"{before}{slash}{'x' * 20}"


def query(operation: str, place: str) -> list[dict]:
    return [{"i": "path", "o": f"{PATH}{operation}", "v": place}]


def search(session, rows):
    return session.post("@querystring-search", json={"query": rows})


def terms(session, rows):
    return session.get(
        "@@getVocabulary",
        params={
            "name": "plone.app.vocabularies.Catalog",
            "query": json.dumps({"criteria": rows}),
        },
    )


def number(session, rows):
    named = [
        (f"query.{name}:records", row[name]) for row in rows for name in ("i", "o", "v")
    ]
    return session.get("@@querybuildernumberofresults", params=named)


def navigation(session, way: str, **more: object):
    prefix = "expand.contextnavigation."
    asked = {"root_path": f"/{way}", "includeTop": "1", **more}
    sent = {f"{prefix}{name}": value for name, value in asked.items()}
    return session.get("@contextnavigation", params=sent)


def expanded(session, way: str):
    sent = {"expand.contextnavigation.root_path": way, "expand": "contextnavigation"}
    return session.get("", params=sent)


def link(session, address: str) -> tuple:
    made = session.post(
        "folder", json={"@type": "Link", "title": "l", "id": "l", "remoteUrl": address}
    )
    url = made.headers["Location"]
    shown = session.get(url).json()["remoteUrl"]
    page = session.get(url, headers={"Accept": "text/html"})
    form = session.get(f"{url}/edit", headers={"Accept": "text/html"}).text
    assert session.delete(url).status_code == 204
    return made.status_code, shown, page.status_code, "resolveuid/" in form


def said(answer, way: str) -> tuple:
    # Where stock fails by itself, its page has a number of its own each time.
    text = "" if answer.status_code >= 500 else answer.text
    return answer.status_code, text.replace(way, "WAY")


READERS = pytest.mark.parametrize("reader", [None, "colleague"])


def questions(way: str, uid: str):
    """Yield doors, an operation, and two places: what is hidden, and nothing."""
    nothing = nothing_at(way)
    yield (search, terms, number), "relativePath", way, nothing
    yield (search, terms, number), "absolutePath", uid, NO_UID
    yield (search,), "relativePath", f"{way}/..", f"{nothing}/.."
    yield (search,), "relativePath", f"folder/../{way}::1", f"folder/../{nothing}::1"
    yield (search,), "navigationPath", f"{uid}::2", f"{NO_UID}::2"
    yield (search,), "path", uid, NO_UID


@READERS
def test_no_query_tells_what_is_there(hidden, rest, reader):
    session = rest(reader)
    found = []
    for name, known in hidden.items():
        for doors, operation, there, absent in questions(*known):
            for door in doors:
                one, other = (
                    said(door(session, query(operation, place)), place)
                    for place in (there, absent)
                )
                if one != other:
                    found.append((door.__name__, name, operation, one, other))
    assert found == []


@READERS
def test_no_navigation_begins_at_what_is_hidden(hidden, rest, reader):
    session = rest(reader)
    found = []
    for name in ("private", "unseen"):
        way, _uid = hidden[name]
        for before in ("", "folder/", "tuesday/../"):
            for more in ({}, {"bottomLevel": "-1"}, {"topLevel": "0"}):
                there, absent = f"{before}{way}", f"{before}{nothing_at(way)}"
                one = said(navigation(session, there, **more), there)
                if one != said(navigation(session, absent, **more), absent):
                    found.append((name, before, more))
        one, other = (expanded(session, place) for place in (way, nothing_at(way)))
        if said(one, way) != said(other, nothing_at(way)):
            found.append((name, "expanded"))
    assert found == []


def test_no_link_is_made_a_uid_of_what_is_hidden(site, hidden, rest):
    session, base = rest("colleague"), site.absolute_url()
    written = ("{base}/{way}", "/{way}", "/plone/{way}", "${{portal_url}}/{way}")
    written += ("/folder/{way}", "{base}/{way}/@@view#medium")
    found = []
    for name in ("private", "unseen"):
        way, _uid = hidden[name]
        for form in written:
            answers = []
            for place in (way, nothing_at(way)):
                made = link(session, form.format(base=base, way=place))
                answers.append(repr(made).replace(place, "WAY"))
            if answers[0] != answers[1]:
                found.append((name, form, *answers))
    assert found == []


def test_nor_does_logging_in_lead_elsewhere(site, hidden, rest):
    base = site.absolute_url()
    for way, _uid in hidden.values():
        found = []
        for place in (way, nothing_at(way)):
            answer = rest(None).post(
                "login",
                data={
                    "__ac_name": "colleague",
                    "__ac_password": PASSWORD,
                    "buttons.login": "Log in",
                    "came_from": f"{base}/{place}?more=1",
                },
            )
            found.append((answer.status_code, answer.headers["Location"]))
        assert found == [(302, base)] * 2


def test_whoever_may_see_it_finds_it(site, told, rest):
    way = told("public").removeprefix(f"{site.absolute_url()}/")
    uid = site.unrestrictedTraverse(way).UID()
    session = rest("colleague")
    for operation, place in (("relativePath", way), ("absolutePath", uid)):
        items = search(session, query(operation, place)).json()["items"]
        assert [item["@id"].rpartition("/")[2] for item in items] == [way[-20:]]
    assert rest("member").get("@contextnavigation").status_code == 200


@READERS
def test_no_translation_begins_at_what_is_hidden(hidden, rest, reader):
    session = rest(reader)
    session.headers["Accept"] = "text/html"
    for name, (_way, uid) in hidden.items():
        one, other = (
            said(session.get(f"folder/++addtranslation++{one}"), one)
            for one in (uid, NO_UID)
        )
        assert one == other, name
