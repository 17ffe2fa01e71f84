"""The page with what could stand on an agenda: take one, or take all."""

from functools import cached_property
from leap.cop import _
from leap.cop.core.pages.components import Row
from leap.cop.core.pages.components import RowButton
from leap.cop.core.pages.stale import ADDS
from leap.cop.meeting import keeping
from leap.cop.meeting.agenda import suggestions
from leap.cop.meeting.agenda.suggestion_rules import Suggestion
from leap.cop.meeting.agenda.words import duration
from leap.cop.meeting.views.page import MeetingPage
from zope.i18n import translate


class SuggestionsView(MeetingPage):
    """Suggestions with their reasons. Nothing stands on an agenda by itself."""

    page_title = _("Suggestions for the agenda")
    lead = _("As many as there is time for. You can edit each one later.")
    button = _("Add all")
    leave = _("Back to the agenda")
    needs = "add_row"
    unseen = {"take": ADDS}

    @property
    def leave_url(self) -> str:
        """The agenda."""
        return f"{self.url}/agenda"

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """What is suggested now."""
        return suggestions.suggested(self.context, now=self.now)

    @property
    def may_act(self) -> bool:
        """Whether there is anything to take."""
        return bool(self.suggestions) and not keeping.is_kept(self.context)

    @property
    def rows(self) -> list[Row]:
        """The suggestions, each with its button."""
        return [self._row(one) for one in self.suggestions]

    def _row(self, one: Suggestion) -> Row:
        title, why, long = (
            translate(said, context=self.request)
            for said in (one.title, one.why, duration(one.minutes))
        )
        button = RowButton("take", _("Add this"), title)
        return Row(
            title=title,
            text=f"{long} · {why}",
            buttons=[button] if self.may_act else [],
            sends={"key": one.key},
        )

    def rests_on(self) -> dict[str, object]:
        """Return the suggestions that the reader saw."""
        return {"keys": [one.key for one in self.suggestions]}

    def act(self) -> str:
        """Take one, or all of them."""
        takes_one = self.typed("act") == "take"
        suggested = [one.key for one in self.suggestions]
        keys = [self.typed("key")] if takes_one else suggested
        taken = suggestions.take(
            self.context, keys, by=self.me, now=self.now, request=self.request
        )
        self.say_done(_("Added to the agenda: ${count}", mapping={"count": len(taken)}))
        return f"{self.url}/agenda-suggestions" if takes_one else self.leave_url
