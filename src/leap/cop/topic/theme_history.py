"""The life-line of a theme: through all the rounds of a community.

A theme that comes back keeps its line, an id of its own. What was not dealt with is a
candidate for the next round.
"""

from datetime import date
from datetime import datetime
from leap.cop import _
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.topic import grouping
from leap.cop.topic import rules
from leap.cop.topic.interfaces import ILifeLine
from leap.cop.topic.interfaces import Met
from leap.cop.topic.interfaces import SetOut
from leap.cop.topic.phases import phase_of
from leap.cop.topic.records import record_of
from leap.cop.topic.records import Theme
from leap.cop.topic.records import themes_of
from leap.cop.topic.records import Topic
from leap.cop.topic.records import topics_under
from leap.cop.topic.results import ResultRow
from leap.cop.topic.results import Results
from leap.cop.topic.results import results
from plone import api
from typing import NamedTuple
from zExceptions import NotFound
from zope.component import subscribers


PORTAL_TYPE = "leap.cop.TopicRound"


class Stop(NamedTuple):
    """A theme in one round: the topics that raised it, and what it got."""

    round: object
    theme: Theme
    topics: list[Topic]
    #: None until the round is closed.
    result: ResultRow | None
    #: Per cent of the dots of that round, None where no numbers are shown.
    share: int | None


class Line(NamedTuple):
    """A theme through the rounds, oldest first."""

    line: str
    title: str
    stops: list[Stop]


class Comparison(NamedTuple):
    """Rounds beside each other: one row for each theme, one column for each round."""

    rounds: list
    lines: list[Line]

    def stop(self, line: Line, round) -> Stop | None:
        """Return what a theme was in one of the rounds, None for nothing."""
        return next((one for one in line.stops if one.round == round), None)


def rounds_of(community) -> list:
    """Return the rounds of a community that the current user may see, oldest first."""
    found = _found(community, api.portal.get_tool("portal_catalog"))
    return sorted(found, key=lambda one: (one.created(), one.getId()))


def every_round(community) -> list:
    """Return all rounds of a community. Unrestricted, and for the domain only."""
    catalog = api.portal.get_tool("portal_catalog")
    return _found(community, catalog.unrestrictedSearchResults)


def _found(community, search) -> list:
    brains = search(
        path={"query": "/".join(community.getPhysicalPath()), "depth": 1},
        portal_type=PORTAL_TYPE,
    )
    return [brain._unrestrictedGetObject() for brain in brains]


def _results(round, now: datetime) -> Results | None:
    try:
        return results(round, now=now)
    except NotNow:
        return None


def stops_of(round, now: datetime) -> dict[str, Stop]:
    """Return the themes of one round by their lines."""
    record = record_of(round)
    found = _results(round, now)
    rows = {row.theme.id: row for row in found.rows} if found else {}
    total = sum(row.dots or 0 for row in rows.values())
    by_line = {}
    for theme in themes_of(record):
        row = rows.get(theme.id)
        share = None
        if found and found.breakdown and row is not None and total:
            share = round_share(row.dots, total)
        topics = topics_under(record, theme.id)
        by_line[theme.line] = Stop(round, theme, topics, row, share)
    return by_line


def round_share(dots: int, total: int) -> int:
    """Return a share in whole per cent, rounded half up."""
    return (dots * 200 + total) // (total * 2)


def compare(community, *, now: datetime) -> Comparison:
    """Return the rounds that the current user may see beside each other."""
    rounds = rounds_of(community)
    stops: dict[str, list[Stop]] = {}
    for one in rounds:
        for line, stop in stops_of(one, now).items():
            stops.setdefault(line, []).append(stop)
    lines = [Line(line, found[-1].theme.title, found) for line, found in stops.items()]
    return Comparison(rounds, lines)


def life_line(content, theme_id: str, *, now: datetime) -> Line:
    """Return the life-line of a theme of a round.

    :raises NotFound: for a theme that there is not.
    """
    wanted = grouping.theme(content, theme_id).line
    for found in compare(community_of(content), now=now).lines:
        if found.line == wanted:
            return found
    raise NotFound(theme_id)


def unmet(community, *, now: datetime) -> list[Stop]:
    """Return the themes of closed rounds that nobody has dealt with, newest first."""
    waiting = [
        stop
        for stop in _newest(rounds_of(community), now).values()
        if not stop.theme.dealt_with
    ]
    waiting.reverse()
    return waiting


def _newest(rounds: list, now: datetime) -> dict[str, Stop]:
    """Return where each line stood last, of rounds that are closed."""
    newest: dict[str, Stop] = {}
    for one in rounds:
        if phase_of(one, now) == rules.CLOSED:
            newest.update(stops_of(one, now))
    return newest


def latest(community, line: str, *, now: datetime) -> Stop | None:
    """Return where a theme stood last, None where no closed round has it."""
    return _newest(rounds_of(community), now).get(line)


def titles(community) -> dict[str, str]:
    """Return how the themes of a community are called now, by their lines."""
    return {
        theme.line: theme.title
        for one in rounds_of(community)
        for theme in themes_of(record_of(one))
    }


def set_out(community, line: str) -> list[SetOut]:
    """Return what people set out to do about a theme."""
    rooms = subscribers((community,), ILifeLine)
    return [one for room in rooms for one in room.set_out(line)]


def met(community, line: str) -> list[Met]:
    """Return where else people talked about a theme, oldest first."""
    rooms = subscribers((community,), ILifeLine)
    return sorted((stop for room in rooms for stop in room.met(line)), key=_day)


def _day(stop: Met) -> date:
    return stop.day


def candidates(content, *, now: datetime) -> list[Stop]:
    """Return the themes of earlier rounds that nobody has dealt with, newest first.

    Without those that this round has already.
    """
    here = {theme.line for theme in themes_of(record_of(content))}
    return [
        stop
        for stop in unmet(community_of(content), now=now)
        if stop.theme.line not in here
    ]


def take_candidate(content, theme_id: str, *, now: datetime) -> Theme:
    """Take a theme of an earlier round into this one, with its life-line.

    :raises Refused: for what is no theme of an earlier round.
    :raises NotNow: for one that is no candidate any more, and after the first ballot.
    """
    for stop in candidates(content, now=now):
        if stop.theme.id == theme_id:
            found = stop.theme
            return grouping.add_theme(
                content, found.title, found.description, now=now, line=found.line
            )
    earlier = rounds_of(community_of(content))
    if not any(theme_id in record_of(one).themes for one in earlier if one != content):
        raise Refused(_("send the id of a theme of an earlier round."), "candidate")
    raise NotNow(
        _("this theme is already in the round, or has been talked about."), "candidate"
    )
