"""What can be sent to an agreement: tables of bad bodies, without a site.

That each service asks its schema, and keeps nothing of what is refused, is in
test_rest.
"""

from leap.cop.agreement import schemas
from leap.cop.agreement.services import AcceptancePut
from leap.cop.core.errors import Refused
from leap.cop.core.schemas import taken

import pytest


def refused_at(sent: dict, asks, **more) -> str:
    """Return the field at which what is sent is refused."""
    with pytest.raises(Refused) as refused:
        taken(sent, asks, **more)
    return refused.value.field


@pytest.mark.parametrize(
    "sent, field",
    [
        ({"rev": "1", "text": "x"}, "rev"),
        ({"rev": True, "text": "x"}, "rev"),
        ({"rev": 1, "text": " "}, "text"),
        ({"rev": 1, "text": "left\u202eright"}, "text"),
        ({"rev": 1, "text": "x" * 601}, "text"),
        ({"rev": 1, "goes_in": "yes"}, "goes_in"),
        ({"answer": "never"}, "answer"),
        ({"rev": 1, "txt": "x"}, "txt"),
    ],
)
def test_a_change_of_a_clause_that_does_not_fit(sent, field):
    assert refused_at(sent, schemas.IChangedClause) == field


@pytest.mark.parametrize(
    "more, field",
    [
        ({"change": "huge"}, "change"),
        ({"effective": "2027-02-30"}, "effective"),
        ({"present": 501}, "present"),
        ({"digest": None}, "digest"),
        ({"nots": "x"}, "nots"),
    ],
)
def test_a_version_that_does_not_fit(more, field):
    sent = {"digest": "v1:x", "change": "material", "note": "It says more.", **more}
    assert refused_at(sent, schemas.IVersion) == field


@pytest.mark.parametrize(
    "more, field",
    [
        ({"userid": "teller"}, "userid"),
        ({"answer": "perhaps"}, "answer"),
        ({"answer": None}, "answer"),
        ({"version": "1"}, "version"),
        ({"digest": None}, "digest"),
        ({"language": "the one of the sea"}, "language"),
    ],
)
def test_an_answer_that_does_not_fit(more, field):
    sent = {"answer": "accepted", "version": 1, "digest": "v1:x", **more}
    assert refused_at(sent, schemas.IAcceptance, hints=AcceptancePut.hints) == field
