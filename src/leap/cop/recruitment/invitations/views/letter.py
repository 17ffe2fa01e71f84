"""The invitation pack in the browser: a letter, a mail, a few lines for networks."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.views.page import CommunityPage
from leap.cop.core.pages import pdf
from leap.cop.recruitment.invitations.pack import Pack
from leap.cop.recruitment.invitations.pack_rules import MAX_POST
from leap.cop.recruitment.invitations.schemas import LANGUAGE_TITLES
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class LetterView(CommunityPage):
    """All of the pack on one page; what is printed is the letter alone."""

    index = ViewPageTemplateFile("../templates/invitation-letter.pt")
    page_title = _("Invitation letter")
    tab = "people"
    has_columns = False

    sheet = ViewPageTemplateFile("../templates/letter-sheet.pt")

    max_post = MAX_POST

    languages = LANGUAGE_TITLES

    def __call__(self):
        if self.typed("format") == "pdf":
            return self.as_pdf()
        return self.show()

    @cached_property
    def pack(self) -> Pack:
        """The pack in the language that was chosen; the reader's, to begin with."""
        wish = self.typed("lang") or self.request.get("LANGUAGE", "")
        return Pack(self.context, wish, now=self.now)

    @property
    def macros(self):
        """The letter itself, on this page and on a sheet of its own."""
        return self.sheet.macros

    @property
    def makes_pdf(self) -> bool:
        """Whether the site can make a PDF."""
        return pdf.is_there()

    @property
    def pdf_failed(self) -> bool:
        """Whether a PDF was asked for, and there is none."""
        return self.typed("format") == "pdf"

    @property
    def pdf_url(self) -> str:
        """Where the letter is a PDF."""
        page = f"{self.url}/invitation-letter"
        return f"{page}?lang={self.pack.language}&format=pdf"

    def as_pdf(self):
        """Return the letter as a PDF, or the page that says how to print it."""
        body = pdf.made_of(self.sheet())
        if body is None:
            self.request.response.setStatus(404)
            return self.show()
        response = self.request.response
        response.setHeader("Content-Type", "application/pdf")
        name = f"invitation-{self.pack.language}.pdf"
        response.setHeader("Content-Disposition", f'attachment; filename="{name}"')
        return body
