"""Where a name stands in what people wrote about meetings."""

from leap.cop.meeting.minutes import naming
from leap.cop.meeting.minutes import written
from leap.cop.meeting.records import AgendaRow
from leap.cop.meeting.records import record_of

import pytest


NAME = "Mia Brook"


def put(meeting, where: str) -> None:
    record = record_of(meeting)
    row = record.rows["one"] = AgendaRow("one", "other", "")
    if where in ("members_record", "summary"):
        setattr(record.minutes, where, f"<p><s>With</s> {NAME}</p>")
    elif where == "note":
        record.note = f"{NAME} is ill"
    elif where in ("row title", "row note", "outcome"):
        setattr(row, where.removeprefix("row "), NAME)
    else:
        setattr(meeting, where, NAME)


@pytest.mark.parametrize(
    "where, kind",
    [
        ("title", "title"),
        ("description", "description"),
        ("place", "place"),
        ("venue_notes", "venue_notes"),
        ("members_record", "members_record"),
        ("summary", "summary"),
        ("note", "note"),
        ("row title", "agenda"),
        ("row note", "agenda"),
        ("outcome", "outcome"),
    ],
)
def test_every_text_is_looked_at(meeting, where, kind):
    put(meeting, where)
    path = f"tuesday/{meeting.getId()}"
    assert list(naming.places_of("mia  brook")) == [(path, kind)]
    found = {text.field for text in written.texts_of(meeting) if NAME in text.words}
    assert found == {kind} <= set(written.FIELDS)


def test_only_the_shown_summary_is_open(meeting):
    def open_ones():
        return {text.field for text in written.texts_of(meeting) if text.is_open}

    assert open_ones() == {"title", "description"}
    record_of(meeting).minutes.summary_shown = True
    assert open_ones() == {"title", "description", "summary"}
