"""Who may ask what of a round, in which state; what is not yours looks like nothing."""

from leap.cop.core.ids import new_id
from tests.exposure.answers import comparable
from tests.exposure.answers import difference
from tests.topic.services import who

import pytest


#: Method, what is asked, body, who may, and how those are answered. What is sent says
#: too little: whoever may is told so, and nothing is changed by it.
SERVICES = [
    ("GET", "@topics", None, who.READERS, 200),
    ("POST", "@topics", {}, who.RAISE, 400),
    ("PATCH", "@topics/{topic}", {}, who.CHANGE, 400),
    ("DELETE", "@topics", None, who.CHANGE, 400),
    ("GET", "@themes", None, who.READERS, 200),
    ("GET", "@themes/{theme}", None, who.READERS, 200),
    ("POST", "@themes", {}, who.GROUP, 400),
    ("PATCH", "@themes/{theme}", {}, who.GROUP, 400),
    ("DELETE", "@themes", None, who.GROUP, 400),
    ("GET", "@phase", None, who.READERS, 200),
    ("POST", "@phase", {}, who.GROUP, 400),
    ("GET", "@ballot", None, who.READERS, 200),
    ("PUT", "@ballot", {}, who.VOTE, 400),
    ("DELETE", "@ballot", None, who.VOTE, 409),
    ("GET", "@paper-ballots", None, who.GROUP, 200),
    ("POST", "@paper-ballots", {}, who.GROUP, 400),
    ("DELETE", "@paper-ballots", None, who.GROUP, 400),
    ("GET", "@voters", None, who.GROUP, 200),
    ("POST", "@voters", {"userid": "member"}, who.GROUP, 409),
    ("POST", "@reminder", {}, who.GROUP, 409),
    ("GET", "@results", None, who.READERS, 409),
]


def ask(session, url: str, method: str, path: str, body, ids: dict):
    return session.request(method, f"{url}/{path.format(**ids)}", json=body)


@pytest.mark.parametrize("state", who.STATES)
def test_who_asks_what(asks, round_at, state):
    made = round_at(state)
    topic = made.topic(who="facilitator")
    ids = {"topic": topic, "theme": made.theme("Asking", [topic])}
    before = made.kept()
    for method, path, body, may, good in SERVICES:
        found = {
            one: ask(asks(one), made.url, method, path, body, ids).status_code
            for one in who.ALL
        }
        assert found == who.meant(state, may, good), (method, path)
    assert made.kept() == before


@pytest.mark.parametrize("state", ["private", "community"])
def test_what_is_not_yours_looks_like_nothing(asks, site, round_at, state):
    made = round_at(state)
    topic = made.topic(who="facilitator")
    ids = {"topic": topic, "theme": made.theme("Asking", [topic])}
    nowhere = new_id()
    names = {made.id: "ID", nowhere: "ID"}
    missing = f"{site['tuesday'].absolute_url()}/{nowhere}"
    for method, path, body, _may, _good in SERVICES:
        for one in who.ALL:
            if one in who.READERS[state]:
                continue
            theirs = ask(asks(one), made.url, method, path, body, ids)
            nothing = ask(asks(one), missing, method, path, body, ids)
            told = difference(comparable(theirs, names), comparable(nothing, names))
            assert not told, (one, method, path)
            assert theirs.status_code == (401 if one is None else 404)


def test_unknown_topics_and_themes_are_404(asks, round_at):
    made = round_at()
    made.topic()
    facilitator = asks("facilitator")
    bodies = set()
    for name, field in (("@topics", "text"), ("@themes", "title")):
        for sent in (new_id(), "x", "%00", "x%2Fy", "a" * 300, "%C3%A4", "%20"):
            for method, body in (
                ("GET", None),
                ("PATCH", {field: "x"}),
                ("DELETE", None),
            ):
                url = f"{made.url}/{name}/{sent}"
                answer = facilitator.request(method, url, json=body)
                wanted = 400 if "%2F" in sent and method != "GET" else 404
                assert answer.status_code == wanted, (method, name, sent, answer.text)
                if wanted == 404:
                    bodies.add(answer.text)
    assert len(bodies) == 1, bodies


def test_the_services_are_those_of_rounds(asks, told):
    """A story and a community have none of them."""
    story = told("community")
    for where in (story, "tuesday"):
        for method, path, body, _may, _good in SERVICES:
            if "{" in path:
                continue
            answer = asks("facilitator").request(method, f"{where}/{path}", json=body)
            assert answer.status_code == 404, (where, method, path)


def test_who_compares_rounds(asks, site, round_at):
    """Whoever sees the community sees the rounds that they may see."""
    urls = {state: round_at(state).url for state in who.STATES}
    for one in who.ALL:
        answer = asks(one).get("tuesday/@rounds")
        if one is None:
            assert answer.status_code == 401
            continue
        seen = {row["@id"] for row in answer.json()["items"]}
        meant = {url for state, url in urls.items() if one in who.READERS[state]}
        assert seen == meant, one


@pytest.mark.parametrize("path", ["@ballot", "@phase", "@results", "@voters"])
def test_nothing_stands_below_what_is_one(asks, vote_at, path):
    made = vote_at()
    answer = asks("facilitator").get(f"{made.url}/{path}/nothing")
    assert answer.status_code == 404
