"""All mails that go out by themselves, and the one subscriber that sends them."""

from collections.abc import Iterable
from leap.cop.core.events import ICopEvent
from leap.cop.notify import applications
from leap.cop.notify import groups
from leap.cop.notify import leaving
from leap.cop.notify import meetings
from leap.cop.notify import outbox
from leap.cop.notify import rounds
from leap.cop.notify import stories
from leap.cop.notify import story_answers
from leap.cop.notify.posting import Posting
from zope.component import adapter


def by_name(rows: Iterable[Posting]) -> dict[str, Posting]:
    """Return rows by name, each ready to be tried again as it says.

    :raises ValueError: for two of one name: what was kept would find the wrong one.
    """
    found: dict[str, Posting] = {}
    for row in rows:
        if row.name in found:
            raise ValueError(f"Two mails are called {row.name}.")
        found[row.name] = row.keep(row) if row.keep is not None else row
    return found


POSTINGS = by_name(
    (
        *stories.POSTINGS,
        *story_answers.POSTINGS,
        *applications.POSTINGS,
        *leaving.POSTINGS,
        *rounds.POSTINGS,
        *groups.POSTINGS,
        *meetings.POSTINGS,
    )
)


@adapter(ICopEvent)
def post(event: ICopEvent) -> None:
    """Have every mail written, after the commit, that goes with an event."""
    for row in POSTINGS.values():
        if row.event.providedBy(event) and row.when(event):
            carried = {name: getattr(event, name) for name in row.carries}
            outbox.after_commit(row, event.about, **carried)
