"""The agenda on the page of a meeting, and the page on which it is put in order."""

from datetime import datetime
from functools import cached_property
from leap.cop import _
from leap.cop.core import dates
from leap.cop.core.errors import NotNow
from leap.cop.core.revision import mark_of
from leap.cop.meeting import keeping
from leap.cop.meeting import rules
from leap.cop.meeting import words
from leap.cop.meeting.agenda import agenda
from leap.cop.meeting.agenda import earlier
from leap.cop.meeting.agenda import rules as agenda_rules
from leap.cop.meeting.agenda.shown import ShownAgenda
from leap.cop.meeting.agenda.words import duration
from leap.cop.meeting.agenda.words import STATE_TITLES
from leap.cop.meeting.records import AgendaRow
from leap.cop.meeting.views.page import MeetingPage
from leap.cop.meeting.views.parts import Part
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple


class Line(NamedTuple):
    """A row of the agenda as its reader sees it."""

    id: str
    time: str
    title: str
    #: Where a story stands, empty for all else.
    url: str
    minutes: object
    lead: str
    note: str
    state: object
    outcome: str
    said_before: list[earlier.Said]
    may_change: bool
    revision: str


def seen_row(row: AgendaRow | None) -> dict[str, object]:
    """Return what a decision about one row rests on."""
    return {} if row is None else {"row": row.id, "rev": row.rev}


class AgendaPart(Part):
    """When what begins, how long it takes, and whether the time is enough."""

    order = 20
    index = ViewPageTemplateFile("../templates/agenda-part.pt")

    #: Whether the rows have buttons.
    has_buttons = False

    @property
    def is_there(self) -> bool:
        """Whether this reader sees the agenda."""
        return self.may("read")

    @cached_property
    def shown(self) -> ShownAgenda:
        """The agenda for this reader."""
        return ShownAgenda(self.context, self.request)

    @cached_property
    def lines(self) -> list[Line]:
        """The rows, each with the time at which it begins."""
        minutes = [row.minutes for row in self.shown.rows]
        times = agenda_rules.begins(self.context.start, minutes)
        return [
            self._line(row, time)
            for row, time in zip(self.shown.rows, times, strict=True)
        ]

    def _line(self, row: AgendaRow, time: datetime) -> Line:
        shown, story = self.shown, self.shown.story(row)
        reads = shown.reads_outcomes
        asks = row.kind == agenda_rules.STANDING_QUESTION
        return Line(
            id=row.id,
            time=f"{time:%H:%M}",
            title=shown.title(row),
            url=story.absolute_url() if story is not None else "",
            minutes=duration(row.minutes) if row.minutes else "",
            lead=shown.lead(row),
            note=row.note,
            state="" if row.state == rules.OPEN else STATE_TITLES[row.state],
            outcome=row.outcome if reads else "",
            said_before=shown.said_before if asks else [],
            may_change=self._may_change(row),
            revision=mark_of(seen_row(row)),
        )

    def _may_change(self, row: AgendaRow) -> bool:
        notes = self.may("note_outcome") and self.is_open
        return self.shown.may_change(row) or notes

    @property
    def is_open(self) -> bool:
        """Whether anybody may change anything still."""
        return not keeping.is_kept(self.context)

    @property
    def may_add(self) -> bool:
        """Whether the reader may add something, and there is use in it."""
        room = len(self.shown.rows) < rules.MAX_ROWS
        useful = self.record.phase == rules.PLANNED or self.may("note_outcome")
        return self.may("add_row") and self.is_open and room and useful

    @property
    def may_move(self) -> bool:
        """Whether the reader may put rows in order."""
        return self.may("change_rows") and self.is_open

    @property
    def may_go_on(self) -> bool:
        """Whether there is a row that the reader may change."""
        return any(line.may_change for line in self.lines)

    def may_take_out(self, line: Line) -> bool:
        """Whether the reader may take a row out."""
        return self.shown.may_change(self.record.rows[line.id])

    @property
    def bar(self) -> object:
        """How much of the time is planned, in words."""
        there, planned = self.shown.minutes_there, self.shown.minutes_planned
        if planned > there:
            over = {"minutes": planned - there}
            return _("${minutes} min more than you have", mapping=over)
        mapping = {
            "planned": self._said(duration(planned)),
            "there": self._said(duration(there)),
        }
        return _("${planned} of ${there} planned", mapping=mapping)

    def _said(self, message) -> str:
        return api.portal.translate(message)

    def day(self, said: earlier.Said) -> str:
        """Return the day of an earlier meeting."""
        return dates.day(said.held)


class AgendaWithButtons(AgendaPart):
    """The same with buttons, for its own page."""

    has_buttons = True


class AgendaView(MeetingPage):
    """The agenda with buttons that work without scripts: up, down, change, take out."""

    needs = "read"
    unseen = {
        "up": "A row goes up in the order as it is now.",
        "down": "A row goes down in the order as it is now.",
    }

    @property
    def page_title(self) -> str:
        """The day, as on the meeting's page; its agenda has a heading of its own."""
        return words.day(self.context.start, self.request)

    @property
    def agenda(self) -> str:
        """The agenda as HTML."""
        return AgendaWithButtons(self.context, self.request).render()

    @cached_property
    def row(self) -> AgendaRow | None:
        """The row whose button was pressed, None for one that is gone."""
        return self.record.rows.get(self.typed("row"))

    def rests_on(self) -> dict[str, object]:
        """Return the row that the reader saw."""
        return seen_row(self.row)

    def act(self) -> str:
        """Do what the button says."""
        act = self.chosen({"up": self._up, "down": self._down, "out": self._out})
        if self.row is None:
            raise NotNow(_("This has been removed in the meantime."))
        act(self.row)
        anchor = f"#row-{self.row.id}" if self.typed("act") != "out" else ""
        return f"{self.url}/agenda{anchor}"

    def _ids(self) -> list[str]:
        return [row.id for row in self.record.agenda()]

    def _up(self, row: AgendaRow) -> None:
        ids = self._ids()
        before = ids[max(ids.index(row.id) - 1, 0)]
        agenda.move(self.context, row, before, by=self.me)

    def _down(self, row: AgendaRow) -> None:
        ids = self._ids()
        there = ids.index(row.id) + 2
        before = ids[there] if there < len(ids) else None
        agenda.move(self.context, row, before, by=self.me)

    def _out(self, row: AgendaRow) -> None:
        agenda.take_out(self.context, row, by=self.me)
        self.say_done(_("Removed from the agenda."))
