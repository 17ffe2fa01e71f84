"""The agenda over REST."""

from functools import cached_property
from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.core.services import CopService
from leap.cop.meeting import voices
from leap.cop.meeting.agenda import agenda
from leap.cop.meeting.agenda import rules as agenda_rules
from leap.cop.meeting.agenda import schemas as agenda_schemas
from leap.cop.meeting.agenda import suggestions
from leap.cop.meeting.agenda.shown import ShownAgenda
from leap.cop.meeting.agenda.suggestion_rules import Suggestion
from leap.cop.meeting.records import AgendaRow
from zope.i18n import translate


class AgendaService(CopService):
    """What the services of an agenda share."""

    path = "row"

    @cached_property
    def me(self) -> str:
        """The reader's user id."""
        return voices.me()

    @property
    def url(self) -> str:
        """The meeting's address."""
        return self.context.absolute_url()

    @property
    def shown(self) -> ShownAgenda:
        """The agenda as it is at this moment, for this reader."""
        return ShownAgenda(self.context, self.request)

    def row(self, row: AgendaRow, shown: ShownAgenda | None = None) -> dict:
        """Return what this reader sees of a row."""
        seen = shown if shown is not None else self.shown
        result = {
            "@id": f"{self.url}/@agenda/{row.id}",
            "id": row.id,
            "kind": row.kind,
            "title": "" if row.kind == agenda_rules.STORY else _title(row, seen),
            "minutes": row.minutes,
            "lead": seen.lead(row) or None,
            "state": row.state,
            "rev": row.rev,
            "may_change": seen.may_change(row),
            **self._own(row, seen),
        }
        if seen.reads_outcomes:
            result["outcome"] = row.outcome
        return result

    def _own(self, row: AgendaRow, seen: ShownAgenda) -> dict:
        """Return what rows of this kind alone have."""
        own = {}
        takes = agenda_rules.keys_of(row.kind)
        if "note" in takes:
            own["note"] = row.note
        if "permission" in takes:
            own["permission"] = row.permission
        if "theme" in takes:
            title = seen.theme_title(row)
            own["theme"] = row.theme if title else None
            own["theme_title"] = title or None
        if "story" in takes:
            story = seen.story(row)
            own["story"] = story and {
                "@id": story.absolute_url(),
                "title": story.title,
            }
        if row.kind == agenda_rules.STANDING_QUESTION and seen.reads_outcomes:
            own["said_before"] = [
                {
                    "meeting": said.meeting.absolute_url(),
                    "held": said.held.isoformat(),
                    "outcome": said.outcome,
                }
                for said in seen.said_before
            ]
        return own


def _title(row: AgendaRow, seen: ShownAgenda) -> str:
    return row.title or seen.theme_title(row) or seen.kind(row.kind)


class AgendaGet(AgendaService):
    """All rows, in order, and whether the time is enough; or one of them."""

    path_may_be_empty = True

    def handle(self, row_id=None):
        voices.need(self.context, "read")
        shown = self.shown
        if row_id is not None:
            return self.row(agenda.find(self.context, row_id), shown)
        rows = [self.row(row, shown) for row in shown.rows]
        return {
            "@id": f"{self.url}/@agenda",
            "items": rows,
            "items_total": len(rows),
            "minutes_planned": shown.minutes_planned,
            "minutes_there": shown.minutes_there,
        }


class AgendaPost(AgendaService):
    """Add a row."""

    path = ""
    takes = agenda_schemas.INewRow
    hints = {
        "outcome": _("only say this once you have talked about it."),
        "state": _("only say this once you have talked about it."),
    }

    def handle(self, kind, **said):
        row = agenda.add(self.context, kind, by=self.me, **said)
        return self.created(self.row(row))


class AgendaPatch(AgendaService):
    """Change a row: what it says, what became of it, where it stands."""

    takes = agenda_schemas.IChangedRow
    hints = {
        "kind": _("the kind of an item cannot be changed: remove it, and add another.")
    }

    def handle(self, row_id, rev=None, **sent):
        voices.need(self.context, "add_row")
        row = agenda.find(self.context, row_id)
        moves, before = "before" in sent, sent.pop("before", None)
        if not moves and not sent:
            raise Refused(_("send what you want to change."), "body")
        if rev is None and sent:
            raise Refused(_("send the rev that you read."), "rev")
        if rev is not None:
            agenda.change(
                self.context,
                row,
                by=self.me,
                rev=rev,
                now=self.now,
                current=lambda: self.row(row),
                **sent,
            )
        if moves:
            agenda.move(self.context, row, before, by=self.me)
        return self.row(row)


class AgendaDelete(AgendaService):
    """Take a row out."""

    def handle(self, row_id):
        voices.need(self.context, "add_row")
        row = agenda.find(self.context, row_id)
        agenda.take_out(self.context, row, by=self.me)


class SuggestionsService(AgendaService):
    """What the services of suggestions share."""

    path = ""

    def suggestion(self, found: Suggestion) -> dict:
        """Return a suggestion in the reader's language."""
        return {
            "key": found.key,
            "kind": found.kind,
            "title": translate(found.title, context=self.request),
            "minutes": found.minutes,
            "why": translate(found.why, context=self.request),
        }


class SuggestionsGet(SuggestionsService):
    """What could stand on the agenda."""

    def handle(self):
        voices.need(self.context, "add_row")
        rows = [
            self.suggestion(found)
            for found in suggestions.suggested(self.context, now=self.now)
        ]
        return {
            "@id": f"{self.url}/@agenda-suggestions",
            "items": rows,
            "items_total": len(rows),
        }


class SuggestionsPost(SuggestionsService):
    """Put suggestions on the agenda."""

    takes = agenda_schemas.ITaken

    def handle(self, take):
        rows = suggestions.take(
            self.context, take, by=self.me, now=self.now, request=self.request
        )
        shown = self.shown
        return self.created(
            {
                "@id": f"{self.url}/@agenda",
                "items": [self.row(row, shown) for row in rows],
                "items_total": len(rows),
            }
        )
