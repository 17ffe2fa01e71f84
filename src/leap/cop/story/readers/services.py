"""REST of who could read a story, and when."""

from leap.cop.core.services import CopService
from leap.cop.story.readers import readers
from zope.i18n import translate


class ReadersGet(CopService):
    """Dated stretches with names, for the safeguarding person alone."""

    def handle(self):
        return self.listing(readers.readers_of(self.context), self._row)

    def _row(self, row: readers.Reader) -> dict:
        return {
            "who": translate(row.who, context=self.request),
            "is_person": row.is_person,
            "since": row.since.isoformat(),
            "until": row.until.isoformat() if row.until else None,
        }
