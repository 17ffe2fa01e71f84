"""Record and summary on paper: a sheet, and the same as PDF."""

from leap.cop import _
from leap.cop.core import dates
from leap.cop.core.pages import pdf
from leap.cop.meeting.minutes import minutes
from leap.cop.meeting.minutes.views.record import RecordPage
from leap.cop.meeting.views.page import MeetingPage
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zExceptions import NotFound


class PrintedPage(MeetingPage):
    """One text of a meeting on a sheet of its own."""

    sheet = ViewPageTemplateFile("../templates/minutes-sheet.pt")

    #: For whom it is, on top of the sheet; the name of the file.
    whose: object = ""
    file_name = ""

    @property
    def html(self) -> str:
        """The text."""
        raise NotImplementedError

    @property
    def macros(self):
        """The text itself, on this page and on a sheet of its own."""
        return self.sheet.macros

    @property
    def day(self) -> str:
        """The day of the meeting."""
        start = self.context.start.replace(tzinfo=None)
        return dates.day(start)

    @property
    def language(self) -> str:
        """The language around the text."""
        return api.portal.get_current_language()

    @property
    def makes_pdf(self) -> bool:
        """Whether the site can make a PDF."""
        return pdf.is_there()

    def show(self):
        """Return the page, or the PDF that was asked for."""
        page = super().show()
        if self.typed("format") != "pdf":
            return page
        body = pdf.made_of(self.sheet())
        if body is None:
            self.request.response.setStatus(404)
            return page
        response = self.request.response
        response.setHeader("Content-Type", "application/pdf")
        response.setHeader(
            "Content-Disposition", f'attachment; filename="{self.file_name}.pdf"'
        )
        return body


class PrintRecordView(PrintedPage, RecordPage):
    """The record, for the people of the community."""

    needs = "read_record"
    page_title = _("Print the record")
    whose = _("For our community")
    file_name = "record"

    @property
    def html(self) -> str:
        """The record."""
        return self.minutes.members_record


class PrintSummaryView(PrintedPage):
    """The summary, for whoever reads it."""

    needs = ""
    page_title = _("Print the summary")
    file_name = "summary"

    @property
    def whose(self):
        """For whom it is: a draft is for those who write it."""
        shown = minutes.shown_summary(self.context)
        return "" if shown else _("For our community")

    @property
    def html(self) -> str:
        """The summary; a draft for those who read the record alone."""
        if self.may("read_record"):
            return self.record.minutes.summary
        return minutes.shown_summary(self.context)

    def show(self):
        """Return it; where none is shown there is no such page."""
        if not self.html:
            raise NotFound(self.__name__)
        return super().show()
