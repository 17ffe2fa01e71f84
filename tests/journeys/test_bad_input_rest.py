"""Bad input over REST: a clear answer that names the field, and nothing is kept."""

from leap.cop.consent.ledger import Ledger

import pytest
import transaction


STORY = {"@type": "leap.cop.Story", "title": "A start", "learning": "<p>Words.</p>"}


def ledger_rows(site):
    transaction.begin()
    return sum(len(rows) for _key, rows in Ledger(site).chains())


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"title": "", "learning": ""}, "title"),
        ({"title": None, "learning": None}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"learning": "<p>" + "word " * 1_000_000 + "</p>"}, "learning"),
        ({"description": "x" * 2001}, "description"),
        ({"domain": "gossip"}, "domain"),
        ({"others_recognisable": "who knows"}, "others_recognisable"),
        ({"attribution": "pseudonym"}, "attribution"),
        ({"attribution_text": "two\nlines"}, "attribution_text"),
        ({"creators": ["member"]}, "creators"),
        ({"contributors": ["member"]}, "contributors"),
        ({"title": {"a": 1}}, "title"),
        ({"learning": 12}, "learning"),
        ({"learning": ["<p>x</p>"]}, "learning"),
        ({"@type": "Document"}, "Document"),
        ({"@type": "leap.cop.Community"}, "leap.cop.Community"),
        ({"@type": "nothing"}, "nothing"),
        ({"@type": ["x"]}, "@type"),
    ],
)
def test_stories_that_are_not_kept(site, rest, fields, named):
    before = len(site["tuesday"])
    answer = rest("teller").post("tuesday", json={**STORY, **fields})
    assert answer.status_code in (400, 403), answer.text
    assert named in answer.text
    transaction.begin()
    assert len(site["tuesday"]) == before
    assert ledger_rows(site) == 0


@pytest.mark.parametrize("body", ["", "[]", "{", "null", '"x"', "\xff"])
def test_bodies_that_are_no_object(rest, told, site, body):
    teller = rest("teller")
    url = told("private")
    headers = {"Content-Type": "application/json"}
    for address in ("tuesday", f"{url}/@consent", f"{url}/@workflow/share"):
        answer = teller.post(address, data=body.encode("latin-1"), headers=headers)
        assert answer.status_code in (400, 409), (address, answer.text)
    assert ledger_rows(site) == 0


@pytest.mark.parametrize(
    ("body", "named"),
    [
        # What else the schema refuses stands in tests/story/test_schemas.py.
        ({"level": "everybody"}, "level"),
        ({"level": "public", "attribution": "pseudonym"}, "attribution"),
    ],
)
def test_grants_that_are_not_recorded(site, rest, told, body, named):
    url = told("private")
    teller = rest("teller")
    answer = teller.post(f"{url}/@consent", json=body)
    assert answer.status_code == 400, answer.text
    assert named in answer.json()["message"]
    assert teller.get(url).json()["review_state"] == "private"
    assert ledger_rows(site) == 0


def test_html_with_scripts_is_kept_without_them(rest):
    teller = rest("teller")
    nasty = (
        '<p onclick="steal()">Tea<script>alert(1)</script>'
        '<a href="javascript:alert(2)">here</a><iframe src="//x"></iframe></p>'
    )
    claimed = {"data": nasty, "content-type": "text/x-html-safe"}
    answer = teller.post("tuesday", json={**STORY, "learning": claimed})
    assert answer.status_code == 400
    for sent in (nasty, {"data": nasty, "content-type": "text/html"}):
        answer = teller.post("tuesday", json={**STORY, "learning": sent})
        assert answer.status_code == 201, answer.text
        kept = teller.get(answer.json()["@id"]).text
        for word in ("alert", "onclick", "iframe", "steal"):
            assert word not in kept


def test_empty_stories_are_not_shared(site, rest):
    teller = rest("teller")
    answer = teller.post("tuesday", json={"@type": "leap.cop.Story", "title": "Soon"})
    url = answer.json()["@id"]
    answer = teller.post(f"{url}/@consent", json={"level": "community"})
    assert answer.status_code == 400
    assert "starting_point" in answer.json()["message"]
    assert ledger_rows(site) == 0


#: Who may make which transition, in which state.
MAY = {
    ("withdraw", state): {"teller"}
    for state in ("private", "community", "pending", "community_pending", "public")
}
MAY |= {
    ("retract", state): {"teller"}
    for state in ("pending", "community_pending", "public")
}
MAY |= {
    (name, state): {"reviewer"}
    for name in ("approve", "return")
    for state in ("pending", "community_pending")
}
MAY |= {
    ("take_down", "community"): {"facilitator"},
    ("take_down", "pending"): {"reviewer"},
    ("take_down", "community_pending"): {"facilitator", "reviewer"},
    ("take_down", "public"): {"facilitator", "reviewer"},
}

PEOPLE = (None, "colleague", "newcomer", "member", "facilitator", "reviewer", "teller")
PEOPLE += ("siteadmin", "admin")

SEES = {
    "private": {"teller"},
    "community": {"teller", "member", "facilitator"},
    "pending": {"teller", "reviewer"},
    "community_pending": {"teller", "member", "facilitator", "reviewer"},
    "public": set(PEOPLE) - {None},
}

TRANSITIONS = ("share", "submit", "approve", "return", "revise", "retract", "withdraw")
TRANSITIONS += ("take_down", "settle_community", "hide", "nothing")


@pytest.mark.parametrize("state", SEES)
def test_transitions_by_anybody_else_are_refused(site, rest, told, state):
    url = told(state)
    rows = ledger_rows(site)
    for person in PEOPLE:
        session = rest(person)
        for name in TRANSITIONS:
            if person in MAY.get((name, state), ()):
                continue
            answer = session.post(f"{url}/@workflow/{name}", json={"comment": "Why."})
            expected = {400, 403, 409} if person in SEES[state] else {404}
            if person is None:
                expected = {401}
            assert answer.status_code in expected, (person, name, answer.text)
    assert ledger_rows(site) == rows
    assert rest("teller").get(url).json()["review_state"] == state


@pytest.mark.parametrize("state", SEES)
def test_nobody_else_changes_copies_moves_or_deletes(site, rest, told, state):
    url = told(state)
    for person in PEOPLE:
        if person == "teller":
            continue
        session = rest(person)
        expected = {403} if person in SEES[state] else {404}
        expected = {401} if person is None else expected
        for answer in (
            session.patch(url, json={"title": "Mine"}),
            session.delete(url),
            session.post(f"{url}/@consent", json={"level": "community"}),
            session.get(f"{url}/@consent"),
            session.delete(f"{url}/@consent"),
        ):
            assert answer.status_code in expected, (person, answer.request.method)
        for name in ("@copy", "@move"):
            for target in ("tuesday", ""):
                answer = session.post(f"{target}/{name}", json={"source": url})
                # Stock answers 200 with an empty list where it finds no source.
                refused = answer.status_code in {400, 401, 403, 404, 409}
                assert refused or answer.json() == [], (person, name, answer.text)
    transaction.begin()
    assert len(site["tuesday"]) == 1
    assert rest("teller").get(url).json()["title"] == "The long table"


def test_include_children_is_refused(rest, told):
    url = told("public")
    answer = rest("teller").post(
        f"{url}/@workflow/withdraw", json={"include_children": True}
    )
    assert answer.status_code == 400
    assert "include_children" in answer.json()["message"]


@pytest.mark.parametrize(
    "query", ["b_size=0", "b_size=x", "b_size=1000", "b_start=-1", "domain=gossip"]
)
def test_bad_queries(rest, query):
    name = query.split("=")[0]
    for service in ("@story-library", "@my-stories"):
        if name == "domain" and service == "@my-stories":
            continue
        answer = rest("member").get(f"{service}?{query}")
        assert answer.status_code == 400, answer.text
        assert name in answer.json()["message"]
