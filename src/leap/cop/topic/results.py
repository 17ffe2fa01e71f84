"""What came out: themes ranked, ties as ties, and what matters a lot to few.

Blind for everybody until the vote is closed, and never by name. A secret round of few
people shows no numbers: they would say how single people voted.
"""

from datetime import datetime
from leap.cop import _
from leap.cop.ballot import tally
from leap.cop.ballot.rules import SECRET
from leap.cop.ballot.tally import Tally
from leap.cop.core import settings
from leap.cop.core.errors import NotNow
from leap.cop.topic import rules
from leap.cop.topic.phases import is_counted
from leap.cop.topic.phases import phase_of
from leap.cop.topic.phases import rules_of
from leap.cop.topic.phases import turnout
from leap.cop.topic.phases import was_voted
from leap.cop.topic.records import record_of
from leap.cop.topic.records import Theme
from typing import NamedTuple


class ResultRow(NamedTuple):
    """What one theme got. None where it is not shown: few voted in a secret round."""

    theme: Theme
    place: int | None
    tied: bool
    dots: int | None
    voters: int | None
    matters_to_few: bool


class Results(NamedTuple):
    """What came out of a round, best first."""

    rows: list[ResultRow]
    voted: int
    electorate: int
    #: Whether numbers are shown.
    breakdown: bool
    #: How many of those who voted did so on paper.
    paper: int = 0


def results(content, *, now: datetime) -> Results:
    """Return what came out.

    :raises NotNow: before the vote is closed and counted, whoever asks.
    """
    if phase_of(content, now) != rules.CLOSED:
        raise NotNow(_("Everybody will see the results once the vote is closed."))
    if not is_counted(content, now):
        raise NotNow(_("The dots are being counted. Ask again in a moment."))
    record = record_of(content)
    if not was_voted(content):
        return Results([], 0, 0, breakdown=True)
    found = _shown(content, record, _tally(content, record))
    voted, electorate = turnout(content, now)
    rows = [
        ResultRow(
            theme=record.themes[line.option],
            place=line.place,
            tied=line.tied,
            dots=line.dots,
            voters=line.voters,
            matters_to_few=bool(line.few),
        )
        for line in found.lines
    ]
    rows.sort(key=lambda row: (row.place or 0, row.theme.position, row.theme.id))
    return Results(
        rows=rows,
        voted=voted,
        electorate=electorate,
        breakdown=found.breakdown,
        paper=found.paper,
    )


def _tally(content, record) -> Tally:
    if record.box.rules is None:
        # It opened and closed at set times, and nobody came by.
        return tally.count((), (), rules_of(content, record))
    return record.box.tally()


def _shown(content, record, found: Tally) -> Tally:
    if content.secrecy == SECRET:
        return tally.withheld(found, max(record.small, settings.small_group()))
    return found


def table(found: Results, headings: list[str]) -> list[list[object]]:
    """Return the results as rows for spreadsheets, one theme in a line.

    :param headings: of place, theme, dots and people, in the reader's language.
    """
    rows = [[row.place, row.theme.title, row.dots, row.voters] for row in found.rows]
    return [headings, *rows]


def ballot_by_receipt(content, receipt: object, *, now: datetime) -> dict | None:
    """Return the dots of the secret ballot with a receipt, None for none.

    :raises NotNow: before the close: whoever could look would look over a shoulder.
    """
    if phase_of(content, now) != rules.CLOSED:
        raise NotNow(_("you can look up your dots once the vote is closed."), "receipt")
    box = record_of(content).box
    if box.rules is None:
        # Nobody voted: it was closed without a vote, or nobody came by.
        return None
    slip = box.find(receipt, now=now)
    return None if slip is None else dict(slip)
