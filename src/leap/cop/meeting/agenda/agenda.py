"""The agenda that a group makes together: rows added, changed, moved, taken out.

Each row is an object of its own, and their order another one: two people who change
different rows, or move what a third one writes, never undo each other.
"""

from collections.abc import Callable
from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.core import revision
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.ids import new_id
from leap.cop.core.numbers import written
from leap.cop.meeting import keeping
from leap.cop.meeting import named
from leap.cop.meeting import rules
from leap.cop.meeting import stories
from leap.cop.meeting import voices
from leap.cop.meeting.agenda import rules as agenda_rules
from leap.cop.meeting.finding import meetings_to_come
from leap.cop.meeting.records import AgendaRow
from leap.cop.meeting.records import MeetingRecord
from leap.cop.meeting.records import record_of
from leap.cop.topic import grouping
from leap.cop.topic import theme_history
from typing import Any
from zExceptions import NotFound


def find(meeting, row_id: str) -> AgendaRow:
    """Return one row.

    :raises NotFound: for an id that there is none of.
    """
    found = record_of(meeting).rows.get(row_id)
    if found is None:
        raise NotFound(row_id)
    return found


def may_change(
    meeting, row: AgendaRow, userid: str, here: frozenset[str] | None = None
) -> bool:
    """Tell whether somebody may change a row: who put it there, chair, facilitators.

    :param here: all that they are in the meeting, where that is known already.
    """
    if here is None:
        here = voices.voices_of(meeting, userid)
    mine = bool(row.author) and row.author == userid and rules.may(here, "add_row")
    return (mine or rules.may(here, "change_rows")) and not keeping.is_kept(meeting)


def add(meeting, kind: str, *, by: str, **said: Any) -> AgendaRow:
    """Add a row at the end.

    :param said: some of what its kind takes, and `suggestion`, the key that was taken.
    :raises Refused: for what a kind does not take, with the field.
    :raises NotNow: when there are as many rows as anybody can talk about.
    """
    voices.need(meeting, "add_row", by)
    record = _open_record(meeting)
    if len(record.rows) >= rules.MAX_ROWS:
        raise NotNow(
            _(
                "There are already ${limit} items on the agenda. Remove one first.",
                mapping={"limit": written(rules.MAX_ROWS)},
            )
        )
    row = AgendaRow(new_id(), kind, by)
    row.suggestion = said.pop("suggestion", "")
    checked = _checked(meeting, row, said, by=by)
    if agenda_rules.lacks_permission(kind, said.get("permission")):
        raise Refused(_("ask them first, and then say that they agreed."), "permission")
    _put(row, checked)
    ids = [other.id for other in record.agenda()]
    record.rows[row.id] = row
    record.order.ids = (*ids, row.id)
    named.note(meeting)
    return row


def change(
    meeting,
    row: AgendaRow,
    *,
    by: str,
    rev: int,
    now: datetime,
    current: Callable[[], dict] | None = None,
    **sent: Any,
) -> None:
    """Change a row: what it says, or what became of it.

    :param rev: what was seen.
    :param current: gives the row as it is now, for who asks.
    :raises Refused: for what its kind does not take, with the field.
    :raises NotYours: for a row, or a part of it, that is somebody else's to change.
    :raises Stale: when somebody else was faster.
    """
    _let_change(meeting, row, by, set(sent))
    _open_record(meeting)
    revision.check_rev(row, rev, current)
    deals = sent.pop("dealt_with", None)
    checked = _checked(meeting, row, sent, by=by)
    if deals is not None:
        state = checked.get("state", row.state)
        _deal_with(meeting, row, deals, state=state, now=now)
    if _put(row, checked):
        row.rev += 1
        named.note(meeting)


def move(meeting, row: AgendaRow, before: str | None, *, by: str) -> None:
    """Put a row before another one, or last, in the order as it is now.

    :raises Refused: for another one that is not there.
    """
    voices.need(meeting, "change_rows", by)
    record = _open_record(meeting)
    ids = tuple(other.id for other in record.agenda())
    try:
        wanted = agenda_rules.moved(ids, row.id, before)
    except LookupError as error:
        raise Refused(_("there is no such item."), "before") from error
    if wanted != ids:
        record.order.ids = wanted


def take_out(meeting, row: AgendaRow, *, by: str) -> None:
    """Take a row out."""
    _let_change(meeting, row, by, {"row"})
    record = _open_record(meeting)
    del record.rows[row.id]
    record.order.ids = tuple(other.id for other in record.agenda())
    named.note(meeting)


def forget_who_leads(event) -> None:
    """Say that nobody leads yet what somebody would have led who left."""
    for meeting in meetings_to_come(event.community, datetime.now(UTC)):
        for row in record_of(meeting).rows.values():
            if row.lead == event.userid:
                row.lead = ""
                row.rev += 1


def _open_record(meeting) -> MeetingRecord:
    """Return the record of a meeting, to be written.

    :raises NotNow: when it is kept as it is.
    """
    keeping.need_open(
        meeting, _("The record is final, so the agenda cannot be changed.")
    )
    return record_of(meeting)


def _let_change(meeting, row: AgendaRow, by: str, names: set[str]) -> None:
    here = voices.need(meeting, "add_row", by)
    if names & {"outcome", "state"}:
        voices.need(meeting, "note_outcome", by)
    if "dealt_with" in names:
        voices.need(meeting, "change_rows", by)
    mine = rules.may(here, "change_rows") or (row.author and row.author == by)
    if names - agenda_rules.NOTED and not mine:
        raise NotYours(
            _(
                "Only the person who added this item, the chair and the facilitators "
                "can change it."
            )
        )


def _checked(meeting, row: AgendaRow, sent: dict, *, by: str) -> dict[str, Any]:
    """Return what was sent as it is kept.

    :raises Refused: for what does not fit, with the field.
    """
    for name in agenda_rules.misfits(row.kind, sent):
        raise Refused(
            _MISFITS.get(name, _("this does not go with this kind of item.")), name
        )
    if "permission" in sent and agenda_rules.lacks_permission(
        row.kind, sent["permission"]
    ):
        raise Refused(_("ask them first, and then say that they agreed."), "permission")
    community = community_of(meeting)
    lead, theme, uid = (sent.get(name) for name in ("lead", "theme", "story"))
    # Whoever waits is refused nowhere, or that would tell who does.
    if lead and voices.part_of(community, lead) is None:
        raise Refused(_("choose somebody in this community."), "lead")
    if theme and theme != row.theme and theme not in theme_history.titles(community):
        raise Refused(_("there is no such theme in this community."), "theme")
    if uid and uid != row.story and stories.own_story(community, uid, by) is None:
        raise NotYours(_("Only the person who told a story can put it on an agenda."))
    return {name: _tidy(name, value) for name, value in sent.items()}


def _tidy(name: str, value: Any) -> Any:
    if value is None:
        return {"minutes": 0, "permission": False, "state": rules.OPEN}.get(name, "")
    return value.strip() if isinstance(value, str) else value


def _put(row: AgendaRow, values: dict[str, Any]) -> bool:
    changed = False
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            changed = True
    return changed


def _deal_with(
    meeting, row: AgendaRow, deals: bool, *, state: str, now: datetime
) -> None:
    """Say of a row's theme that it need not come back, or that it should."""
    if row.kind != agenda_rules.THEME or not row.theme or state != rules.DONE:
        raise Refused(_("only say this about a theme that is done."), "dealt_with")
    found = theme_history.latest(community_of(meeting), row.theme, now=now)
    if found is not None:
        sent = {"dealt_with": deals}
        grouping.change_theme(found.round, found.theme.id, sent, now=now)
    elif deals:
        raise NotNow(_("you can say this once the vote is over."), "dealt_with")


_MISFITS = {
    "title": _(
        "this kind of item has no title, so that nothing about a case is written down."
    ),
    "note": _(
        "this kind of item has no note, so that nothing about a case is written down."
    ),
    "theme": _("send it with the kind theme."),
    "story": _("send it with the kind story."),
    "permission": _("send it with the kind brought_views."),
}
