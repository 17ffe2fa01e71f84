"""Looking for people: however a name is typed or kept, and two of one name apart."""

from leap.cop.community.membership import Membership
from lxml import html
from plone import api
from tests import directory
from tests.conftest import NOW
from tests.directory import Person

import pytest
import transaction


#: How a name is kept, and what somebody types for it.
TYPED = [
    ("Ion Țăran", "taran"),
    ("Ion Taran", "Țăran"),
    ("Ion Ţăran", "Țăran"),
    ("Zoe\u0301 Martin", "Zoé"),
    ("Иван Живков", "Живков Иван"),
    ("Li Wei", "Li"),
]

#: Whom only sources find that say all names: others find beginnings.
BY_ANY_PART = [("Wei Li", "li"), ("Żaneta Łęcka", "lecka")]


@pytest.fixture
def find(rest):
    """Give a function that looks for people as a facilitator, and says who is found."""
    session = rest("facilitator")

    def look(query: str) -> list[str]:
        answer = session.get("tuesday/@user-search", params={"query": query})
        assert answer.status_code == 200, answer.text
        return [row["userid"] for row in answer.json()["items"]]

    return look


@pytest.mark.parametrize("kept,typed", TYPED + BY_ANY_PART)
def test_a_name_in_plone_is_found(site, find, kept, typed):
    api.user.create(
        email="one@example.org",
        username="one",
        password="Just long enough",
        properties={"fullname": kept},
    )
    transaction.commit()
    assert find(typed) == ["one"]


@pytest.mark.parametrize("kept,typed", TYPED)
def test_a_name_in_a_directory_is_found(site, find, kept, typed):
    first, _blank, last = kept.partition(" ")
    # A directory finds beginnings.
    written = f"{last} {first}" if " " not in typed and typed != first else kept
    made = directory.connect(site)
    made.put("one", Person(written if typed not in ("Li", "Zoé") else kept))
    made.put("livia", Person("Livia Olin"))
    transaction.commit()
    assert find(typed) == ["one"]


def test_one_letter_finds_nobody(rest):
    answer = rest("facilitator").get("tuesday/@user-search", params={"query": "l"})
    assert answer.status_code == 400
    assert "two" in answer.json()["message"]


@pytest.fixture
def twins(site):
    """Let two people of one name belong, and two outside have another one."""
    made = directory.connect(site)
    for userid, name, email in (
        ("a1", "Anna Vale", "anna.vale@north.example"),
        ("a2", "Anna Vale", "anna.vale@south.example"),
        ("b1", "Ben Vale", "ben.vale@north.example"),
        ("b2", "ben  vale", ""),
        ("c1", "Cleo Vale", "cleo@north.example"),
    ):
        made.put(userid, Person(name, email))
    for userid in ("a1", "a2"):
        Membership(site["tuesday"]).add(userid, "member", now=NOW)
    transaction.commit()
    return made


def test_two_of_one_name_are_told_apart_in_a_search(rest, twins):
    answer = rest("facilitator").get("tuesday/@user-search?query=vale")
    assert answer.json()["items"] == []
    found = {}
    for query in ("anna", "ben", "cleo"):
        answer = rest("facilitator").get(f"tuesday/@user-search?query={query}")
        found |= {row["userid"]: row["account"] for row in answer.json()["items"]}
    assert found == {
        "a1": "north.example",
        "a2": "south.example",
        # One has no address: by the name that they log in with.
        "b1": "b1",
        "b2": "b2",
        "c1": "",
    }


@pytest.mark.parametrize("who,told", [("facilitator", True), ("member", False)])
def test_two_of_one_name_are_told_apart_on_the_roster(visit, twins, who, told):
    visitor = visit(who)
    visitor.go("tuesday/members")
    assert visitor.text.count("Anna Vale") >= 2
    for domain in ("north.example", "south.example"):
        assert (domain in visitor.contents) == told


def test_initials_stand_beside_each_name(visit, site):
    Membership(site["tuesday"]).choose("member", fullname="Zed Young")
    transaction.commit()
    visitor = visit("teller")
    visitor.go("tuesday/members")
    page = html.fromstring(visitor.contents)
    shown = {
        row.cssselect(".cop-person-name")[0].text: row.cssselect(".cop-initials")[0]
        for row in page.cssselect(".cop-people .cop-person")
    }
    assert shown["Zed Young"].text == "ZY"
    assert shown["Zed Young"].get("aria-hidden") == "true"
    assert "Mia" not in html.tostring(page.cssselect("#content")[0], encoding="unicode")


# What is refused is marked, described and linked


def field_of(visitor, selector: str):
    """Return the one field, and what it is described by."""
    page = html.fromstring(visitor.contents)
    [field] = page.cssselect(selector)
    said = (field.get("aria-describedby") or "").split()
    return field, " ".join(page.get_element_by_id(one).text_content() for one in said)


def test_a_refused_search_is_marked_and_described(visit, site):
    visitor = visit("facilitator")
    visitor.go("tuesday/members?query=a")
    field, said = field_of(visitor, "#cop-query")
    assert field.get("aria-invalid") == "true"
    assert (
        "ype at least three letters of the name, or a whole name of two letters."
    ) in said
    visitor.go("tuesday/members")
    field, _said = field_of(visitor, "#cop-query")
    assert field.get("aria-invalid") is None


def test_a_refused_role_is_marked_described_and_linked(visit, site):
    visitor = visit("facilitator")
    visitor.go("tuesday/members")
    form = visitor.form_to("change-members", act="role", userid="facilitator")
    form.getControl(name="role").value = ["member"]
    form.submit()
    assert visitor.status == 409
    field, said = field_of(visitor, "select[name=role][aria-invalid=true]")
    assert "Make somebody else a facilitator first." in said
    page = html.fromstring(visitor.contents)
    [link] = page.cssselect("#cop-problem a")
    assert link.get("href") == f"#{field.get('id')}"
    assert page.cssselect(f"details[open] #{field.get('id')}")
