"""Pages that ask once more: cancel, restore, held or not, delete."""

from leap.cop import _
from leap.cop.core.containment import container_of
from leap.cop.core.pages.components import Notice
from leap.cop.meeting import keeping
from leap.cop.meeting import phases
from leap.cop.meeting import rules
from leap.cop.meeting import schemas
from leap.cop.meeting import words
from leap.cop.meeting.views.page import MeetingPage


class BecomingPage(MeetingPage):
    """A page that says what became of a meeting."""

    #: What it was until now, what it will be, and what is said afterwards.
    before = after = ""
    done: object = ""

    is_about_practice = False

    @property
    def lead(self) -> str:
        """Which meeting it is."""
        return words.when(self.context, self.request)

    @property
    def may_act(self) -> bool:
        """Whether that can be said now."""
        return self.after in phases.ahead_of(self.context, self.now)

    @property
    def notice(self) -> Notice | None:
        """That there is nothing to do, where it is so already or cannot be now."""
        return None if self.may_act else Notice("know", _("Not now"), self._why_not)

    @property
    def _why_not(self):
        if self.record.phase == self.after:
            return _("This has been noted already.")
        if self.after == rules.HELD and self.now < self.context.start:
            return _("The meeting has not started yet.")
        return _("See the meeting's page for what you can do.")

    def rests_on(self) -> dict[str, object]:
        """Return what it is now."""
        return {**super().rests_on(), "phase": self.record.phase}

    def is_done_already(self) -> bool:
        """Tell whether it is said already: a double click."""
        return self.record.phase == self.after

    def act(self, note: str = "") -> str:
        phases.go_to(self.context, self.after, note=note, now=self.now)
        self.say_done(self.done)
        return self.url


class CancelView(BecomingPage):
    """Say that a meeting does not take place."""

    page_title = _("Cancel this meeting?")
    button = _("Cancel the meeting")
    takes_away = True
    leave = _("Keep the meeting")
    needs = "cancel"
    asks = schemas.ICancel
    after = rules.CANCELLED
    done = _("The meeting has been cancelled. Its agenda is kept.")


class RestoreView(BecomingPage):
    """Say that a meeting takes place after all."""

    page_title = _("Will it take place after all?")
    button = _("Plan it again")
    leave = _("Leave it cancelled")
    needs = "cancel"
    after = rules.PLANNED
    done = _("The meeting is planned again.")


class TookPlaceView(BecomingPage):
    """Say that a meeting took place."""

    page_title = _("Did it take place?")
    button = _("Yes, it took place")
    leave = _("Not now")
    needs = "hold"
    after = rules.HELD
    done = _("Saved. The turns people took now count.")


class NotHeldView(BecomingPage):
    """Say that a meeting did not take place after all."""

    page_title = _("Did it not take place?")
    button = _("It did not take place")
    leave = _("Cancel")
    needs = "take_back_held"
    after = rules.PLANNED
    done = _("The meeting counts as planned again.")


class DeleteMeetingView(MeetingPage):
    """Delete a meeting. Stock Plone's address for it, and our words."""

    page_title = _("Delete this meeting")
    button = _("Delete for good")
    takes_away = True
    needs = "lead"
    is_about_practice = False

    @property
    def lead(self):
        """What goes with it."""
        return _(
            "${when}. The meeting's agenda, answers and files are deleted too, and "
            "cannot be brought back. If the meeting is still to come, everybody who "
            "was invited, or who answered “yes” or “perhaps”, is told that it is "
            "off.",
            mapping={"when": words.when(self.context, self.request)},
        )

    @property
    def may_act(self) -> bool:
        """Whether there is nothing that has to stay."""
        return not keeping.has_to_stay(self.context)

    @property
    def notice(self) -> Notice | None:
        """Why it stays."""
        if self.may_act:
            return None
        return Notice("know", _("It cannot be deleted"), keeping.stays(self.context))

    def rests_on(self) -> dict[str, object]:
        """Return what would be gone."""
        return {
            **super().rests_on(),
            "rows": len(self.record.rows),
            "answers": len(self.record.answers),
            "files": len(self.context.objectIds()),
        }

    def act(self) -> str:
        target = f"{self.community.absolute_url()}/meetings"
        container_of(self.context).manage_delObjects([self.context.getId()])
        self.say_done(_("The meeting has been deleted."))
        return target
