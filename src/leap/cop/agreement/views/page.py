"""What the pages of an agreement share."""

from datetime import date
from functools import cached_property
from leap.cop import _
from leap.cop.agreement import acceptance
from leap.cop.agreement import rules
from leap.cop.agreement import voices
from leap.cop.agreement import waiting
from leap.cop.agreement.records import AgreementRecord
from leap.cop.agreement.records import record_of
from leap.cop.agreement.rules import Version
from leap.cop.core import dates
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.macros_of import MacrosOf
from zExceptions import NotFound


class AgreementPage(FormPage):
    """A page of one agreement."""

    agreement_macros = MacrosOf("../templates/macros.pt")

    has_columns = False
    tab = "about"
    is_about_practice = True

    @cached_property
    def record(self) -> AgreementRecord:
        """What is kept of it."""
        return record_of(self.context)

    @cached_property
    def voice(self) -> str | None:
        """In which way the reader takes part."""
        return voices.voice_of(self.context, self.me)

    @property
    def facilitates(self) -> bool:
        """Whether the reader facilitates, and does not wait."""
        return self.voice == voices.FACILITATOR

    @property
    def is_inside(self) -> bool:
        """Whether the reader is of the community."""
        return self.voice in voices.PEOPLE

    @cached_property
    def versions(self) -> list[Version]:
        """All versions, oldest first."""
        return self.record.all_versions()

    @cached_property
    def today(self) -> date:
        """Today on the site's clock."""
        return waiting.site_day(self.now)

    @cached_property
    def mine(self) -> acceptance.Mine | None:
        """How far the reader is, None for whoever answers nothing here."""
        if self.voice is None:
            return None
        return acceptance.mine(self.context, self.me, now=self.now)

    @property
    def has_answered(self) -> bool:
        """Whether nothing is left for the reader to answer."""
        kept_to = self.record.kept_to(self.me)
        return bool(kept_to) and rules.keeps_to_all(
            kept_to, self.versions, self.record.contested
        )

    def day(self, value: date) -> str:
        """Return a day in the reader's words."""
        return dates.day(value)


class PeoplesPage(AgreementPage):
    """A page for the people of the community."""

    def show(self):
        """Return the page; for others there is none."""
        if not self.is_inside:
            raise NotFound(self.__name__)
        return super().show()


class FacilitatorsPage(PeoplesPage):
    """A page for facilitators, who alone have the permission."""


def how_many(accepted: int, of: int):
    """Return how many keep to it, in words."""
    return _("${accepted} of ${of}", mapping={"accepted": accepted, "of": of})
