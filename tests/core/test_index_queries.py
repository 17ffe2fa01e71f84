"""An index of ours, asked for what it cannot answer: 400 or nothing, no failure."""

from leap.cop.core.error_pages import _INDEXES
from lxml import etree
from pathlib import Path

import leap.cop
import pytest


PROFILE = Path(leap.cop.__file__).parent / "profiles" / "default" / "catalog.xml"
INDEXES = etree.parse(PROFILE).xpath("//index/@name")

#: Questions to an index, `{i}`, that fit none.
QUESTIONS = (
    "{i}.range=min",
    "{i}.range:list=min",
    "{i}.range:int=1",
    "{i}.query=x&{i}.range=min",
    "{i}.query=x&{i}.range=minmax",
    "{i}.query:list=2020-01-01&{i}.query:list=x&{i}.range=minmax",
    "{i}.query:int:list=1&{i}.query:int:list=2&{i}.range=min",
    "{i}.query.a:record=5",
    "{i}.query:record=5",
    "{i}.query:list=",
    "{i}.query=%00",
    "{i}:date=2020-01-01",
    "{i}:float=1.5",
    "{i}.not=x",
    "{i}.not.query=1",
    "{i}.operator=xx&{i}.query=x",
    "{i}.operator=and&{i}.query:list=a&{i}.query:list=b",
    "{i}.foo=1",
    "{i}.level=1",
)


def test_they_are_called_as_the_guard_knows_them():
    assert INDEXES
    assert all(name.startswith(_INDEXES) for name in INDEXES)


@pytest.mark.parametrize("index", INDEXES)
def test_a_question_that_does_not_fit(rest, told, index):
    told("public")
    kinds = set()
    for who in ("colleague", None):
        for place in ("", "tuesday/"):
            for question in QUESTIONS:
                path = f"{place}@search?{question.format(i=index)}"
                answer = rest(who).get(path)
                assert answer.status_code in (200, 400, 401), (who, path, answer.text)
                kinds.add(answer.status_code)
                if answer.status_code == 400:
                    assert answer.json().keys() == {"type", "message"}
    assert kinds >= {200, 400}


def test_stocks_own_page(visit, told):
    told("public")
    visitor = visit("colleague")
    for question in QUESTIONS:
        visitor.go(f"@@search?{question.format(i='cop_since')}")
        assert visitor.status in (200, 400), question


def test_what_others_ask_is_answered_by_the_site(rest, site):
    answer = rest("colleague").get("@search?getId.range=min")
    assert answer.json()["type"] == "QueryParsingError"
