"""The page on which a row of an agenda is changed."""

from functools import cached_property
from leap.cop import _
from leap.cop.core.errors import NotNow
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.pages.wordings import compared
from leap.cop.core.pages.wordings import shown_text
from leap.cop.core.pages.wordings import Wording
from leap.cop.core.schemas import taken
from leap.cop.meeting.agenda import agenda
from leap.cop.meeting.agenda import rules as agenda_rules
from leap.cop.meeting.agenda import schemas as agenda_schemas
from leap.cop.meeting.agenda.shown import ShownAgenda
from leap.cop.meeting.agenda.views.agenda import seen_row
from leap.cop.meeting.agenda.views.row_page import Choice
from leap.cop.meeting.agenda.views.row_page import LEADS
from leap.cop.meeting.agenda.views.row_page import RowPage
from leap.cop.meeting.records import AgendaRow
from leap.cop.topic import theme_history
from zExceptions import NotFound
from zope.i18n import translate


class ChangeRowView(RowPage):
    """Change a row, or note what became of it."""

    button = _("Save")
    carries = ("row",)
    unseen = {"anew": ADDS}

    @cached_property
    def row(self) -> AgendaRow | None:
        """The row, None for one that was taken out while the page was open."""
        return self.record.rows.get(self.typed("row"))

    @property
    def page_title(self) -> str:
        """What it is."""
        if self.row is None:
            return _("Agenda")
        return ShownAgenda(self.context, self.request).title(self.row)

    @property
    def may_write(self) -> bool:
        """Whether the reader may change what it says."""
        return self.row is not None and agenda.may_change(
            self.context, self.row, self.me
        )

    @property
    def may_act(self) -> bool:
        """Whether there is anything to change for this reader."""
        if self.row is None:
            return self.may_add_anew
        return self.may_write or self.may("note_outcome")

    @property
    def may_add_anew(self) -> bool:
        """Whether what was written about a row that is gone can be a new one."""
        return self.row is None and "minutes" in self.request.form

    @property
    def asks(self):
        """What this reader may change of this kind of row."""
        if self.may_add_anew:
            return agenda_schemas.IRowWords
        if not self.may_write:
            return agenda_schemas.IOutcome
        has_words = "note" in agenda_rules.keys_of(self.row.kind)
        return _ASKS[has_words, self.may("note_outcome")]

    @property
    def choices(self) -> list[Choice]:
        """Who leads it, for whoever may change that."""
        return [self.lead_choice(self.row.lead)] if self.may_write else []

    @property
    def asks_dealt_with(self) -> bool:
        """Whether the reader is asked if a theme need not come back."""
        if self.row is None or not self.row.theme or not self.may("change_rows"):
            return False
        found = theme_history.latest(self.community, self.row.theme, now=self.now)
        return found is not None and not found.theme.dealt_with

    def rests_on(self) -> dict[str, object]:
        """Return the row as the reader saw it."""
        return seen_row(self.row)

    def values(self) -> dict[str, object]:
        """Return what the row says now."""
        return {name: getattr(self.row, name) for name in self.asks.names(all=True)}

    def both_wordings(self) -> list[Wording] | None:
        """Return what was written and what is there now."""
        if self.row is None:
            return None
        rows = [
            (
                self.asks[name].title,
                self._shown(name, self.typed(name)),
                self._shown(name, getattr(self.row, name)),
            )
            for name in self.asks.names(all=True)
        ]
        if self.may_write:
            codes = self.typed("lead"), self.code_of(self.row.lead)
            rows.append((LEADS, *map(self._name, codes)))
        return compared(rows, self.request)

    def _shown(self, name: str, value: object) -> str:
        said = getattr(self.asks[name], "choices", {}).get(value, value)
        return shown_text(translate(said, context=self.request))

    def _name(self, code: str) -> str:
        return shown_text(self.people[code].name if code in self.people else "")

    def show(self):
        """Return the page; a row that is not there has none."""
        if self.row is None and not self.problem:
            raise NotFound(self.__name__)
        return super().show()

    def sent(self) -> dict[str, object]:
        """Return what was written and chosen, as far as it was asked for."""
        if self.row is None and not self.may_add_anew:
            return {}
        found = taken(self.request.form, self.asks, is_form=True)
        if self.may_write and "lead" in self.request.form:
            found["lead"] = self.lead_sent
        if self.typed("dealt_with"):
            found["dealt_with"] = True
        return found

    def act(self, **sent) -> str:
        """Keep it."""
        if self.row is None:
            return self._add_anew(**sent)
        agenda.change(
            self.context,
            self.row,
            by=self.me,
            rev=self.row.rev,
            now=self.now,
            **sent,
        )
        self.say_done(_("Saved."))
        return f"{self.leave_url}#row-{self.row.id}"

    def _add_anew(self, **said) -> str:
        if self.typed("act") != "anew":
            raise NotNow(_("This has been removed in the meantime."))
        row = agenda.add(self.context, "other", by=self.me, **said)
        self.say_done(_("Added to the agenda."))
        return f"{self.leave_url}#row-{row.id}"


#: By whether a kind has words, and whether the reader notes what became of it.
_ASKS = {
    (True, True): agenda_schemas.IRowWordsAndOutcome,
    (True, False): agenda_schemas.IRowWords,
    (False, True): agenda_schemas.IRowTimeAndOutcome,
    (False, False): agenda_schemas.IRowTime,
}
