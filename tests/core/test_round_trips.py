"""What content of ours takes back: what was given, its fields, and nothing else."""

from leap.cop.core.errors import Refused
from leap.cop.core.services import check_sent_fields
from leap.cop.core.services import refuse_unknown
from zope import schema
from zope.interface import Interface

import pytest


class IThing(Interface):
    title = schema.TextLine()
    text = schema.Text()


GIVEN = {"title": "A start", "review_state": "community", "audience": "community"}


@pytest.mark.parametrize(
    "sent,kept",
    [
        ({"title": "Another"}, {"title": "Another"}),
        ({"@id": "x", "@type": "y", "UID": "z", "items": [1]}, {"@type": "y"}),
        ({"@components": {}, "modified": "later", "id": "mine"}, {}),
        (GIVEN, {"title": "A start"}),
    ],
)
def test_what_was_given_is_left_alone(sent, kept):
    data = dict(sent)
    refuse_unknown(data, [IThing], lambda: GIVEN)
    assert data == kept


@pytest.mark.parametrize(
    "name,value",
    [
        ("titel", "Another"),
        ("review_state", "private"),
        ("effective", "2027-01-01"),
        ("expires", None),
        ("audience", "public"),
    ],
)
def test_what_is_neither_is_refused(name, value):
    for given in (dict, lambda: GIVEN):
        with pytest.raises(Refused) as refused:
            refuse_unknown({name: value}, [IThing], given)
        assert refused.value.field == name


@pytest.mark.parametrize("title", ["\u200b", "\ufeff", "\u00ad", "\u2800", "\u202eabc"])
def test_a_title_that_nobody_sees_is_refused(title):
    with pytest.raises(Refused) as refused:
        check_sent_fields({"title": title}, [IThing])
    assert refused.value.field == "title"


def test_what_is_there_already_may_come_back():
    class Thing:
        title = "left\u202eright"

    check_sent_fields({"title": Thing.title, "text": "two\nlines"}, [IThing], Thing())
