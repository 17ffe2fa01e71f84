"""Meetings: page, answers, agenda, calendar, turns and files, and what grows with what.

Made in the copy of a data set, in communities of their own.
"""

from bench import dataset
from bench import dots
from bench import measure
from bench import promises
from bench import works
from bench.client import Site
from bench.measure import Candidate
from bench.measure import Ratio
from bench.works import FLOOR
from bench.works import LEAP
from bench.works import Work
from collections.abc import Iterator
from datetime import datetime
from datetime import timedelta
from functools import cached_property
from itertools import count as counting
from itertools import cycle


#: A community as small as they come, and a large one.
FEW, MANY = 15, dataset.MEMBERS
ROWS = 30
#: How many meetings somebody's calendar has, and how many a community has after years.
FEED, SOME, YEARS = 40, 5, 500
#: How many links each of some meetings has: 500 on the shelf.
LINKS, HOLDERS = 25, 20
#: Bytes that an answer may write.
BYTES = 1_000

_names = counting()


class Gathered:
    """One community with meetings; the next one has an agenda and answers.

    :param meetings: how many there are; all but the next one were held.
    :param links: how many stand in each.
    :param every: so many days are between two of them.
    """

    def __init__(
        self,
        leap: Site,
        *,
        members: int = FEW,
        meetings: int = 1,
        links: int = 0,
        every: int = 7,
    ) -> None:
        self.site, self.people = leap, promises.PEOPLE[:members]
        self.name = f"gathering{next(_names)}"
        with promises.in_domain(leap) as (portal, now):
            promises.make_community(portal, self.name, self.people, now)
        # Anew: who somebody is, is known once a request.
        with promises.in_domain(leap) as (portal, now):
            community = portal[self.name]
            for number in range(1, meetings):
                self._meet(community, now - timedelta(days=every * number), held=True)
            self.meeting = self._meet(community, now + timedelta(days=7), held=False)
            self.rows = self._fill(community[self.meeting])
            for meeting in list(community.objectValues()):
                self._add_links(meeting, links)
        self.path = f"{self.name}/{self.meeting}"

    def _meet(self, community, start: datetime, *, held: bool) -> str:
        from leap.cop.meeting import rules
        from leap.cop.meeting.people import turns_taken
        from leap.cop.meeting.records import record_of
        from plone import api

        made = api.content.create(
            community,
            "leap.cop.Meeting",
            title="Listening",
            timezone="Europe/London",
            start=start.replace(microsecond=0),
            end=start.replace(microsecond=0) + rules.USUAL,
            location="The long room",
        )
        api.content.transition(made, "share")
        if held:
            record = record_of(made)
            record.phase = rules.HELD
            turns = cycle(self.people)
            for kind in rules.TURNS:
                record.turns[kind] = (next(turns), rules.ACCEPTED)
            turns_taken.note_held(made)
        return made.getId()

    def _fill(self, meeting) -> list[str]:
        from leap.cop.meeting import rules
        from leap.cop.meeting.agenda import agenda
        from leap.cop.meeting.records import record_of

        rows = [
            agenda.add(
                meeting, "other", by="facilitator", title=f"Row {number}", minutes=5
            ).id
            for number in range(ROWS)
        ]
        for userid in self.people:
            record_of(meeting).answers[userid] = (rules.YES, "")
        return rows

    def _add_links(self, meeting, links: int) -> None:
        from leap.cop.media import keeping
        from leap.cop.media.content import LINK

        for number in range(links):
            link = f"https://example.org/{number}"
            keeping.add(meeting, LINK, {"remoteUrl": link, "title": f"Link {number}"})

    def asking(self, path: str, *, rest: bool = False) -> Candidate:
        """A candidate that asks for something as a member does."""
        return works.asking(self.site, self.people[0], path, rest=rest)

    @property
    def page(self) -> Candidate:
        """The page of the next meeting."""
        return self.asking(self.path)

    @property
    def turns(self) -> Candidate:
        """Whose turn it is, with a name that is suggested, as a facilitator asks."""
        return works.asking(self.site, "facilitator", f"{self.path}/@turns", rest=True)

    def floor(self, view: str) -> Candidate:
        """Something that does nothing, at the same place for the same person."""
        return self.asking(f"{self.path}/{view}")

    def commit(self, people: list[str]) -> Candidate:
        """A tiny commit, at the same place for the same people in turns."""
        return dots.in_turns(self.site, people, f"{self.path}/bench-commit")

    @property
    def feed(self) -> Candidate:
        """The calendar behind somebody's own link."""
        return self.asking(self.feed_path)

    @cached_property
    def feed_path(self) -> str:
        """Where that link leads."""
        from leap.cop.meeting.calendar import feeds

        with promises.in_domain(self.site) as (_portal, now):
            return feeds.make_link(self.people[0], now=now)


class Sending:
    """Send something over REST again and again, and count the bytes that it writes."""

    def __init__(self, made: Gathered, method: str, path: str) -> None:
        self.made, self.method, self.path = made, method, path
        self.bytes: list[int] = []

    def send(self, userid: str, path: str, body: dict) -> float:
        """Send it and stop where it is refused."""
        self.made.site.log_in(userid)
        site, before = self.made.site, self.made.site.size
        answer = site.ask(userid, self.method, path, body, rest=True)
        if answer.status != 200:
            raise SystemExit(f"{site.name}: {path} answers {answer.status}")
        self.bytes.append(site.size - before)
        return answer.seconds


class Answering(Sending):
    """Say whether one comes, each time somebody else."""

    def __init__(self, made: Gathered) -> None:
        super().__init__(made, "PUT", f"{made.path}/@rsvp")
        self._turns = cycle(
            (userid, answer) for answer in ("perhaps", "yes") for userid in made.people
        )

    def __call__(self) -> float:
        userid, given = next(self._turns)
        return self.send(userid, self.path, {"answer": given})


class ChangingRow(Sending):
    """Change a row of the agenda, each time another one."""

    def __init__(self, made: Gathered) -> None:
        super().__init__(made, "PATCH", f"{made.path}/@agenda")
        self._turns = cycle(made.rows)
        self._revs = dict.fromkeys(made.rows, 1)

    def __call__(self) -> float:
        row = next(self._turns)
        body = {"rev": self._revs[row], "minutes": 5 + self._revs[row] % 2}
        self._revs[row] += 1
        return self.send("facilitator", f"{self.path}/{row}", body)


def page(leap: Site, stock: Site) -> dict[str, Candidate]:
    """The page of a meeting: 30 rows, 15 people."""
    made = Gathered(leap)
    return {LEAP: made.page, FLOOR: made.floor("bench-empty")}


def answering(leap: Site, stock: Site) -> dict[str, Candidate]:
    """An answer to a meeting, beside a commit at the same place."""
    made = Gathered(leap)
    return {LEAP: Answering(made), FLOOR: made.commit(made.people)}


def changing_row(leap: Site, stock: Site) -> dict[str, Candidate]:
    """A change of a row, beside a commit at the same place."""
    made = Gathered(leap)
    return {LEAP: ChangingRow(made), FLOOR: made.commit(["facilitator"])}


def feed(leap: Site, stock: Site) -> dict[str, Candidate]:
    """A calendar of 40 meetings, beside an answer without a page."""
    # As many as a calendar keeps, which is those of three months.
    made = Gathered(leap, meetings=FEED, every=2)
    entries = leap.get(made.people[0], made.feed_path).body.count(b"BEGIN:VEVENT")
    # Those of the communities that were made before come on top.
    if entries < FEED:
        raise SystemExit(f"{leap.name}: the calendar has {entries} entries")
    return {LEAP: made.feed, FLOOR: made.floor("bench-ok")}


def shelf(leap: Site, stock: Site) -> dict[str, Candidate]:
    """The files and links of all meetings, beside an answer without a page."""
    made = Gathered(leap, meetings=HOLDERS, links=LINKS)
    asked = made.asking(f"{made.name}/@resources?words=link", rest=True)
    return {LEAP: asked, FLOOR: made.floor("bench-ok")}


def in_size(leap: Site) -> Iterator[tuple[str, Ratio, float]]:
    """Give what each costs in large beside small: what, how much, the goal."""
    small, large = Gathered(leap), Gathered(leap, members=MANY)
    some, years = Gathered(leap, meetings=SOME), Gathered(leap, meetings=YEARS)
    found = measure.run(
        {
            "small": small.page,
            "large": large.page,
            "some": some.page,
            "years": years.page,
        }
    )
    people = f"{MANY} members beside {FEW}"
    meetings = f"{YEARS} meetings beside {SOME}"
    yield f"page, {people}", _beside(found, "large", "small"), 1.1
    yield f"page, {meetings}", _beside(found, "years", "some"), 1.1
    found = measure.run({"some": some.turns, "years": years.turns})
    yield f"turns, {meetings}", _beside(found, "years", "some"), 1.1
    found = measure.run(
        {"some": some.asking(some.name), "years": years.asking(years.name)}
    )
    yield f"home, {meetings}", _beside(found, "years", "some"), 1.1


def _beside(found: measure.Samples, above: str, below: str) -> Ratio:
    return measure.ratio(found[above], found[below])


WORKS = (
    Work("meeting, page", "F", page, None, 1.25, 1.1),
    Work("meeting, answer", "C", answering, None, 1.3, 1.1),
    Work("meeting, row of the agenda", "C", changing_row, None, 1.3, 1.1),
    Work("meetings, calendar of 40", "K", feed, None, 3, 1.1),
    Work("meetings, shelf of 500", "K", shelf, None, 2.5, 1.1),
)
