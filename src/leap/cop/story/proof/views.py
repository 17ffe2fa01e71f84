"""Does the ledger hold? Numbers and one answer; no persons, no stories, no ids."""

from datetime import datetime
from functools import cached_property
from leap.cop import _
from leap.cop.core import dates
from leap.cop.core.integrity import SETTINGS_IN_THE_WAY
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.stale import ASKS
from leap.cop.story.proof.verify import last_seal
from leap.cop.story.proof.verify import Report
from leap.cop.story.proof.verify import RESTORED
from leap.cop.story.proof.verify import verify
from plone.protect.authenticator import check


class LedgerView(FormPage):
    """The ledger, for site administrators: checked on request, not on each visit."""

    page_title = _("Record of consent")
    lead = _(
        "Each time somebody agrees to share a story, takes it back, "
        "or answers a group agreement, we add a row that nobody can "
        "change without it showing. Here you can check that nothing "
        "has been changed."
    )
    button = _("Check now")
    leave = _("Site Setup")

    unseen = {"": ASKS}

    report: Report | None = None

    has_columns = False

    settings_in_the_way = SETTINGS_IN_THE_WAY

    def show(self):
        """Return the page."""
        self.request.response.setHeader("Cache-Control", "private, no-store")
        return super().show()

    def answer(self):
        """Check the ledger and show what came out; nothing is written."""
        check(self.request)
        self.report = verify(self.context)
        return self.show()

    @property
    def leave_url(self) -> str:
        """The control panels."""
        return f"{self.url}/@@overview-controlpanel"

    @property
    def is_valid(self) -> bool:
        """Whether a check was made and everything holds."""
        return self.report is not None and self.report.valid

    @property
    def is_broken(self) -> bool:
        """Whether a check was made and something does not hold."""
        return self.report is not None and not self.report.valid

    @property
    def is_set_otherwise(self) -> bool:
        """Whether all that does not hold is settings, which a command puts right."""
        return self.is_broken and {fault.kind for fault in self.report.faults} <= (
            RESTORED
        )

    @cached_property
    def seal(self):
        """The newest seal, None for none or for one that cannot be read."""
        if self.report is not None:
            return self.report.last_seal
        try:
            return last_seal(self.context)
        except (TypeError, ValueError, KeyError):
            return None

    @property
    def sealed_on(self) -> str:
        """The day of the newest seal."""
        return dates.day(datetime.fromisoformat(self.seal.at)) if self.seal else ""
