"""What is taken about who belongs: one table a schema, without a site."""

from leap.cop.community import schemas
from leap.cop.concern.schemas import IDealtWith
from leap.cop.core.errors import Refused
from leap.cop.core.schemas import taken

import pytest


PERSON = {"userid": "colleague"}

BAD = [
    (schemas.IPerson, {}, "userid"),
    (schemas.IPerson, {"userid": ["colleague"]}, "userid"),
    (schemas.IPerson, {"userid": "\x00"}, "userid"),
    (schemas.IMember, {**PERSON, "role": "owner"}, "role"),
    (schemas.IMember, {**PERSON, "role": None}, "role"),
    (schemas.IMember, {**PERSON, "rol": "facilitator"}, "rol"),
    (schemas.IChangedMember, {"role": {}}, "role"),
    (schemas.IChangedMember, {"role": None}, "role"),
    (schemas.IChangedMember, {"paused": "yes"}, "paused"),
    (schemas.IChangedMember, {"paused": 1}, "paused"),
    (schemas.IChangedMember, {"paused": None}, "paused"),
    (schemas.IChangedMember, {"revision": 1}, "revision"),
    *[
        (schemas.IListed, {name: value}, name)
        for name in ("fullname", "organisation", "line")
        for value in ("a\nb", "x" * 121, 7, None, ["x"], "half \ud83d")
    ],
    (schemas.IListed, {"organisation": "Fay\u202eHolt"}, "organisation"),
    (schemas.IListed, {"line": "Fay\u200d Holt"}, "line"),
    (IDealtWith, {"status": "open"}, "status"),
    (IDealtWith, {}, "status"),
]


@pytest.mark.parametrize("schema,sent,field", BAD, ids=repr)
def test_what_does_not_fit_is_refused_at_its_field(schema, sent, field):
    with pytest.raises(Refused) as refused:
        taken(sent, schema)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "schema,sent",
    [
        (schemas.IMember, PERSON),
        (schemas.IListed, {"fullname": "", "line": "نیلوفر می\u200cآید"}),
        (schemas.IChangedMember, {"paused": False, "role": "candidate"}),
    ],
)
def test_what_fits_is_kept(schema, sent):
    assert taken(sent, schema) == sent
