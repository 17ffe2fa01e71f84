"""What people send about a story: one table a schema, without a site."""

from leap.cop.core.errors import Refused
from leap.cop.core.schemas import taken
from leap.cop.story import schemas

import pytest


GRANT = {"level": "public"}

BAD = [
    (schemas.IGrant, {}, "level"),
    *[
        (schemas.IGrant, {"level": one}, "level")
        for one in (None, "everybody", "private", ["public"], {"public": 1})
    ],
    (schemas.IGrant, {**GRANT, "attribution": "pseudonym"}, "attribution"),
    (schemas.IGrant, {**GRANT, "attribution": 7}, "attribution"),
    (schemas.IGrant, {**GRANT, "attribution_text": "x" * 101}, "attribution_text"),
    (schemas.IGrant, {**GRANT, "attribution_text": 7}, "attribution_text"),
    (schemas.IGrant, {**GRANT, "wording": 7}, "wording"),
    (schemas.IGrant, {**GRANT, "language": "x" * 21}, "language"),
    (schemas.IGrant, {**GRANT, "attributon": "name"}, "attributon"),
    (schemas.INote, {}, "text"),
    *[(schemas.INote, {"text": one}, "text") for one in (5, ["x"], "x" * 5001)],
    (schemas.INote, {"text": "x", "thread": 5}, "thread"),
    (schemas.IConcern, {}, "text"),
    *[(schemas.IConcern, {"text": one}, "text") for one in (5, "x" * 5001)],
    (schemas.IConcern, {"text": "x", "contact": 5}, "contact"),
    (schemas.IConcern, {"text": "x", "contact": "x" * 301}, "contact"),
]


@pytest.mark.parametrize("schema,sent,field", BAD, ids=lambda one: repr(one)[:40])
def test_what_does_not_fit_is_refused_at_its_field(schema, sent, field):
    with pytest.raises(Refused) as refused:
        taken(sent, schema)
    assert refused.value.field == field


@pytest.mark.parametrize("text", ["", " \n "])
def test_whether_nothing_is_left_of_a_text_is_asked_by_the_room(text):
    for schema in (schemas.INote, schemas.IConcern):
        assert taken({"text": text}, schema) == {"text": ""}
