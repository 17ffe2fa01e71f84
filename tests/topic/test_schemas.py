"""What a round takes: one table a schema, without a site."""

from leap.cop.core.errors import Refused
from leap.cop.core.schemas import taken
from leap.cop.topic import schemas
from tests.topic.services import bad

import pytest


NO_NUMBERS = [None, 1.5, True, "1", [1], {}, float("nan")]
NO_LISTS = ["nothing", [1], [None], [["x"]], [{}], {"a": 1}, True]
NO_TICKS = [None, 1, 0, "yes", [True]]
NO_IDS = [*bad.NO_TEXTS, "", "\x00", "\x00member", bad.HALF, "x" * 501]

BAD = [
    *[(schemas.ITopic, "text", one) for one in (*bad.NO_TEXTS, "x" * 501)],
    *[(schemas.IChangedTopic, "text", one) for one in bad.NO_TEXTS],
    *[(schemas.IChangedTopic, "objection", one) for one in (*bad.NO_TEXTS, "x" * 501)],
    *[(schemas.IChangedTopic, "theme", one) for one in (1, ["x"], {}, "a\nb")],
    *[(schemas.IChangedTopic, "rev", one) for one in NO_NUMBERS],
    *[(schemas.ITheme, "title", one) for one in (*bad.NO_TEXTS, "x" * 151)],
    *[(schemas.ITheme, "description", one) for one in (1, ["x"], {}, "x" * 1001)],
    *[(schemas.ITheme, "topics", one) for one in NO_LISTS],
    *[(schemas.ITheme, "candidate", one) for one in (1, None, ["x"], {})],
    *[(schemas.IChangedTheme, "title", one) for one in (*bad.NO_TEXTS, "x" * 151)],
    *[(schemas.IChangedTheme, "topics", one) for one in NO_LISTS],
    *[(schemas.IChangedTheme, "position", one) for one in NO_NUMBERS],
    *[(schemas.IChangedTheme, "dealt_with", one) for one in NO_TICKS],
    *[(schemas.IPhase, "phase", one) for one in (*bad.NO_TEXTS, "", "Voting", "open")],
    *[(schemas.IPaper, "voters", one) for one in (None, *NO_LISTS[1:], [bad.HALF])],
    *[(schemas.IVoter, "userid", one) for one in NO_IDS],
    *[(one, "texte", "x") for one in (schemas.ITopic, schemas.IChangedTheme)],
]

#: What has to be there besides.
BESIDES = {schemas.IPaper: {"dots": {}}, schemas.ITopic: {"text": "How do we ask?"}}


@pytest.mark.parametrize("schema,field,value", BAD, ids=lambda one: repr(one)[:40])
def test_what_does_not_fit_is_refused_at_its_field(schema, field, value):
    with pytest.raises(Refused) as refused:
        taken({**BESIDES.get(schema, {}), field: value}, schema)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "schema,sent,kept",
    [
        (schemas.ITopic, {"text": " Ж\r\n\u202e🙂\t "}, {"text": "Ж\n🙂"}),
        (schemas.ITopic, {"text": "🙂" * 500}, {"text": "🙂" * 500}),
        (schemas.IChangedTopic, {"objection": "", "theme": None}, None),
        (schemas.IChangedTheme, {"position": -(10**30), "dealt_with": False}, None),
        (schemas.IChangedTheme, {"description": None, "topics": None}, None),
        (schemas.ITheme, {"title": " Asking\n twice "}, {"title": "Asking twice"}),
        (schemas.IBallot, {"dots": ["anything"], "receipt": 1}, None),
        (schemas.IPaper, {"voters": [], "dots": None}, None),
    ],
)
def test_what_fits_is_kept(schema, sent, kept):
    assert taken(sent, schema) == (sent if kept is None else kept)
