"""What was said, on a page: read it, write it, show the summary, keep it."""

from functools import cached_property
from leap.cop import _
from leap.cop.core.pages.components import Notice
from leap.cop.core.pages.editor import lines
from leap.cop.core.pages.editor import same_text
from leap.cop.core.pages.stale import PROTECTS
from leap.cop.core.pages.wordings import compared
from leap.cop.core.pages.wordings import Wording
from leap.cop.core.schemas import Tick
from leap.cop.meeting.minutes import minutes
from leap.cop.meeting.minutes.schemas import ITexts
from leap.cop.meeting.minutes.views.found import LooksFirst
from leap.cop.meeting.records import Minutes
from leap.cop.meeting.views.page import MeetingPage
from leap.cop.meeting.views.parts import Part
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.schema import getFieldsInOrder


class IRecordForm(ITexts):
    """What the page asks."""

    summary_shown = Tick(
        title=_("Show the summary to everybody who can see this meeting"),
        required=False,
    )


class RecordPage(MeetingPage):
    """A page about what was said."""

    needs = "read_record"

    @cached_property
    def minutes(self) -> Minutes:
        """What was said."""
        return self.record.minutes

    def rests_on(self) -> dict[str, object]:
        """Return which of its states was seen."""
        return {"rev": self.record.minutes.rev}


class RecordView(LooksFirst, RecordPage):
    """The record and the summary; below, a form for whoever takes notes."""

    page_title = _("What was said")
    asks = IRecordForm
    button = _("Save")
    leave = _("Back to the meeting")

    @property
    def may_act(self) -> bool:
        """Whether the reader writes, and it is not kept."""
        return minutes.may_write(self.context)

    @property
    def may_keep(self) -> bool:
        """Whether there is something that the reader can keep as it is."""
        return minutes.may_keep(self.context)

    @property
    def may_open(self) -> bool:
        """Whether the reader can open what is kept."""
        return self.minutes.kept and self.may("reopen_record")

    def values(self) -> dict[str, object]:
        kept = minutes.as_values(self.minutes)
        texts = {name: lines(str(kept[name])) for name in minutes.TEXTS}
        return {**texts, "summary_shown": self.minutes.summary_shown}

    def both_wordings(self) -> list[Wording]:
        titles = {name: field.title for name, field in getFieldsInOrder(ITexts)}
        return compared(
            (
                (
                    titles[name],
                    minutes.cleaned(self.typed(name), name),
                    getattr(self.minutes, name),
                )
                for name in minutes.TEXTS
            ),
            self.request,
        )

    def act(self, summary_shown: bool = False, **texts: str) -> str:
        """Save what was written; a text that nobody changed stays to the letter."""
        kept = minutes.as_values(self.minutes)
        sent: dict[str, Any] = {
            name: text
            for name, text in texts.items()
            if not same_text(str(kept[name]), text)
        }
        minutes.write(
            self.context,
            rev=self.minutes.rev,
            summary_shown=summary_shown,
            confirmed=self.confirmed,
            **sent,
        )
        self.say_done(_("Saved."))
        return f"{self.url}/record"


class KeepRecordView(RecordPage):
    """Keep the record as it is."""

    page_title = button = _("Make the record final")
    lead = _(
        "After that, nobody can change the record, the agenda, the title or who "
        "was there. The facilitators can reopen the record."
    )
    leave = _("Keep writing")

    @property
    def may_act(self) -> bool:
        """Whether the reader may, and there is something to keep."""
        return minutes.may_keep(self.context)

    @property
    def notice(self) -> Notice | None:
        """Why there is nothing to keep yet, for whoever could."""
        reason = minutes.why_not_kept(self.context)
        if reason is None or not self.may("keep_record") or self.minutes.kept:
            return None
        return Notice("know", _("Not yet"), reason)

    @property
    def leave_url(self) -> str:
        """The record."""
        return f"{self.url}/record"

    def act(self) -> str:
        minutes.keep(self.context)
        self.say_done(_("The record is final."))
        return self.leave_url


class OpenRecordView(RecordPage):
    """Open a kept record."""

    page_title = button = _("Reopen the record")
    lead = _("It can then be edited, until somebody makes it final again.")
    unseen = {"": PROTECTS}

    @property
    def may_act(self) -> bool:
        """Whether the reader may."""
        return self.may("reopen_record") and self.minutes.kept

    @property
    def leave_url(self) -> str:
        """The record."""
        return f"{self.url}/record"

    def act(self) -> str:
        minutes.reopen(self.context)
        self.say_done(_("The record can be edited again."))
        return self.leave_url


class RecordPart(Part):
    """On the page of the meeting: a way to what was said, and to write it down."""

    order = 60
    index = ViewPageTemplateFile("../templates/record-part.pt")

    @property
    def minutes(self) -> Minutes:
        """What was said."""
        return self.record.minutes

    @property
    def is_there(self) -> bool:
        """Whether there is something to read, or to write from now on."""
        if not self.may("read_record"):
            return False
        has_begun = self.context.start <= self.now
        return bool(self.minutes.rev) or (has_begun and self.may("write_record"))


class SummaryPart(Part):
    """On the page of the meeting: the summary, for whoever sees the meeting."""

    order = 55
    index = ViewPageTemplateFile("../templates/summary-part.pt")

    @property
    def summary(self) -> str:
        """The summary, as HTML."""
        return minutes.shown_summary(self.context)

    @property
    def is_there(self) -> bool:
        """Whether one is shown."""
        return bool(self.summary)
