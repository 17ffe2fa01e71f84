"""After the meeting: which themes are done, and which come along next time."""

from functools import cached_property
from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.meeting import rules
from leap.cop.meeting.agenda import agenda
from leap.cop.meeting.agenda.shown import ShownAgenda
from leap.cop.meeting.agenda.words import STATE_TITLES
from leap.cop.meeting.minutes.views.after import AfterPart
from leap.cop.meeting.records import AgendaRow
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


THEME = "theme"


class ThemesPart(AfterPart):
    """Done, or next time; and of what is done whether it need not come back."""

    key = "themes"
    order = 30
    title = _("Themes")
    inside_template = ViewPageTemplateFile("../templates/after-themes.pt")

    states = STATE_TITLES

    @property
    def is_there(self) -> bool:
        """Whether there was a theme, and the agenda can still be changed."""
        is_open = not self.record.minutes.kept
        return is_open and self.may("note_outcome") and bool(self.rows)

    @cached_property
    def _shown(self) -> ShownAgenda:
        return ShownAgenda(self.context, self.request)

    @cached_property
    def rows(self) -> list[AgendaRow]:
        """The themes on the agenda."""
        return [row for row in self._shown.rows if row.kind == THEME]

    @property
    def may_settle(self) -> bool:
        """Whether the reader says that a theme need not come back."""
        return self.may("change_rows")

    def row_title(self, row: AgendaRow) -> str:
        """Return how a theme is called."""
        return self._shown.title(row)

    def chosen(self, row: AgendaRow) -> str:
        """Return what is chosen of a theme: what was sent, or what is there."""
        sent = self.typed(f"state-{row.id}") if self.is_pressed else ""
        return sent or row.state

    def is_settled(self, row: AgendaRow) -> bool:
        """Tell whether it was said that a theme need not come back."""
        return self.may_settle and bool(self.typed(f"settled-{row.id}"))

    def rests_on(self) -> dict[str, object]:
        """Return which states of the rows were seen."""
        return {row.id: row.rev for row in self.rows}

    def act(self) -> None:
        for row in self.rows:
            state = self.chosen(row)
            if state not in rules.ROW_STATES:
                raise Refused(_("choose one of these."))
            sent: dict[str, object] = {"state": state}
            if state == rules.DONE and row.theme and self.is_settled(row):
                sent["dealt_with"] = True
            agenda.change(
                self.context, row, by=self.me, rev=row.rev, now=self.now, **sent
            )
