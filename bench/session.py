"""One run: every work at every size, in turns."""

from bench import dataset
from bench import dots
from bench import gatherings
from bench import measure
from bench import package
from bench import people
from bench import place
from bench import promises
from bench import story_answers
from bench import voters
from bench import works
from bench import writers
from bench.client import Site
from bench.measure import Ratio
from bench.works import FLOOR
from bench.works import LEAP
from bench.works import STOCK
from bench.works import Work
from pathlib import Path
from statistics import median
from typing import NamedTuple

import sys


class Row(NamedTuple):
    """What was found out about one work at one size."""

    work: Work
    count: int
    beside_stock: Ratio | None
    beside_floor: Ratio
    growth: Ratio | None
    #: Beside how many texts it grew.
    since: int


class Session:
    """What one run finds out."""

    def __init__(self, places: dict, counts: list[int], work: Path) -> None:
        self.counts = counts
        self.sites = {
            (kind, count): Site(kind, count, place, work)
            for (kind, count), place in places.items()
        }
        self.rows: list[Row] = []
        self.skipped: dict[str, str] = {}
        self.notes: list[str] = []

    def close(self) -> None:
        """Close the databases."""
        for site in self.sites.values():
            site.database.close()

    def _pair(self, count: int) -> tuple[Site, Site]:
        return self.sites[LEAP, count], self.sites[STOCK, count]

    def run(self, only: str = "") -> None:
        """Measure all works, or those whose name holds a word."""
        for work in (
            *works.WORKS,
            *dots.WORKS,
            *promises.WORKS,
            *story_answers.WORKS,
            *gatherings.WORKS,
            *people.WORKS,
            *place.WORKS,
        ):
            if only in work.name:
                _say(work.name)
                try:
                    self._measure(work)
                except SystemExit as error:
                    self.skipped[work.name] = str(error)
                    _say(f"  not measured: {error}")
        for name, note in (
            ("membership", self._note_local_role),
            ("writers", self._note_writers),
            ("vote", self._note_votes),
            ("results", self._note_results),
            ("agreement", self._note_agreements),
            ("meeting", self._note_meetings),
            ("people", self._note_people),
            ("package", self._note_package),
            ("packed", self._note_packed),
        ):
            if only in name:
                _say(name)
                note()

    def _measure(self, work: Work) -> None:
        candidates = {
            (count, who): candidate
            for count in self.counts
            for who, candidate in work.candidates(*self._pair(count)).items()
        }
        samples = measure.run(candidates)
        since = next((n for n in self.counts if n >= work.full_from), self.counts[-1])
        first = samples[since, LEAP]
        for count in self.counts:
            ours = samples[count, LEAP]
            theirs = samples.get((count, STOCK))
            self.rows.append(
                Row(
                    work,
                    count,
                    measure.ratio(ours, theirs) if theirs else None,
                    measure.ratio(ours, samples[count, FLOOR]),
                    measure.ratio(ours, first) if count > since else None,
                    since,
                )
            )
            self._note_writes(work, count, candidates)

    def _note_writes(self, work: Work, count: int, candidates: dict) -> None:
        ours = candidates[count, LEAP]
        if isinstance(ours, works.Submitting):
            theirs = candidates[count, STOCK]
            found = measure.ratio(ours.bytes, theirs.bytes)
            goal = works.BYTES[work.name]
            self.notes.append(
                f"{work.name}, {count:,} texts: {median(ours.bytes) / 1024:,.0f} KiB "
                f"written, {_against(found, goal)} of stock's."
            )
        if isinstance(ours, promises.Answering):
            self.notes.append(
                f"{work.name}, {count:,} texts: {median(ours.bytes):,.0f} bytes "
                f"written (goal {promises.BYTES:,})."
            )
        if isinstance(ours, gatherings.Answering):
            self.notes.append(
                f"{work.name}, {count:,} texts: {median(ours.bytes):,.0f} bytes "
                f"written (goal {gatherings.BYTES:,})."
            )
        if isinstance(ours, works.ChangingMembership):
            ours.watch()
            self.notes.append(
                f"{work.name}, {count:,} texts: {ours.indexed} catalog entries "
                f"touched; written: {', '.join(sorted(ours.changed))}."
            )

    def _note_local_role(self) -> None:
        for count in self.counts:
            leap, stock = self._pair(count)
            found = measure.run(
                {
                    LEAP: works.ChangingMembership(leap),
                    STOCK: lambda stock=stock: works.local_role(stock),
                },
                rounds=3 if count > 1_000 else 10,
            )
            beside = measure.ratio(found[LEAP], found[STOCK])
            self.notes.append(
                f"membership change, {count:,} texts: {beside.value:.4f} of a local "
                "role on a folder in stock Plone."
            )

    def _note_writers(self) -> None:
        count = self.counts[-1]
        for site in self._pair(count):
            found = writers.run(site)
            self.notes.append(
                f"{writers.WRITERS} people at once ({site.kind}, {count:,} texts): "
                f"{found.lost} of {found.total} submits lost, 95 % within "
                f"{found.tail:.1f} x the median (goal: none, 10 x)."
            )

    def _note_votes(self) -> None:
        count = self.counts[-1]
        leap, stock = self._pair(count)
        self.notes.append(
            f"vote, {count:,} texts, beside a commit at the site's root rather than at "
            f"the round: {dots.vote_beside_root(leap)}."
        )
        path, form = dots.make_round(leap), dots.make_form(stock)
        ours = voters.speed(lambda people: dots.Voting(leap, path, people))
        theirs = voters.speed(lambda people: dots.Submitting(stock, form, people))
        self.notes.append(
            f"{voters.CLIENTS} people who vote at once, {count:,} texts: "
            f"{ours.a_second:,.0f} ballots a second, {ours.lost} of {ours.total} lost; "
            f"easyform {theirs.a_second:,.1f}, {theirs.lost} of {theirs.total} lost: "
            f"{ours.a_second / theirs.a_second:.0f} times as many (goal 15)."
        )
        found = voters.count(leap)
        self.notes.append(
            f"{voters.CROWD} threads, {found.ballots} ballots, {found.collisions} "
            f"collisions made up in the database: {found.errors} errors, "
            f"{found.different} themes with other totals than the threads counted "
            "(goal: none)."
        )

    def _note_results(self) -> None:
        leap, stock = self._pair(self.counts[-1])
        for name, found, goal in dots.in_ballots(leap):
            self.notes.append(
                f"{name}, {dots.MANY:,} ballots beside none: {_against(found, goal)}."
            )
        found = dots.csv_beside_easyform(leap, stock)
        self.notes.append(
            f"results, CSV of {dots.MANY:,} ballots: {_against(found, 0.02)} of the "
            "download of as many rows that easyform saved; 3 rounds."
        )

    def _note_agreements(self) -> None:
        for name, found, goal in promises.in_size(self._pair(self.counts[-1])[0]):
            self.notes.append(f"agreement, {name}: {_against(found, goal)}.")

    def _note_meetings(self) -> None:
        for name, found, goal in gatherings.in_size(self._pair(self.counts[-1])[0]):
            self.notes.append(f"meeting, {name}: {_against(found, goal)}.")

    def _note_people(self) -> None:
        for name, found, goal in people.in_size(self._pair(self.counts[-1])[0]):
            self.notes.append(f"people, {name}: {_against(found, goal)}.")

    def _note_package(self) -> None:
        seconds, mebibytes = package.measure()
        self.notes.append(
            f"import and ZCML: {seconds:.2f} s of processor time (goal 0.5), "
            f"{mebibytes:.1f} MiB of memory (goal 15)."
        )

    def _note_packed(self) -> None:
        low, high = self.counts[0], self.counts[-1]
        if low == high:
            return
        each = {
            kind: (
                self.sites[kind, high].facts["bytes"]
                - self.sites[kind, low].facts["bytes"]
            )
            / (high - low)
            for kind in dataset.KINDS
        }
        self.notes.append(
            f"packed database: {each[LEAP] / 1024:.1f} KiB a story, "
            f"{each[LEAP] / each[STOCK]:.2f} of stock's (goal 0.65)."
        )


def _against(found: Ratio, goal: float | None) -> str:
    if goal is None:
        return str(found)
    return f"{found} (goal {goal:.2f}: {found.verdict(goal)})"


def _say(what: str) -> None:
    print(f"  {what} ...", file=sys.stderr, flush=True)
