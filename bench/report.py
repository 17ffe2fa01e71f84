"""The table of one run, for a terminal and for the documentation."""

from bench import dataset
from bench.measure import Ratio
from bench.measure import ROUNDS
from datetime import date

import platform


PAGE = dataset.ROOT / "docs" / "reference" / "benchmarks.md"
BEGIN = "<!-- begin: written by make bench -->"
END = "<!-- end -->"

HEAD = """\
# Benchmarks

How much processor time leap.cop takes beside stock Plone that does the same work by
hand. `make bench` measures it; how is said below the table.

"""

TAIL = """

## How it is measured

- One process, no sockets: requests go through Zope's publisher, and what counts is the
  processor time of a whole request, its commit included.
- All candidates of a row run in turns, in an order of their own in each round; what is
  shown is the ratio of medians with a 95 % bootstrap interval. A goal *holds* or is
  *missed* only where the whole interval is on one side of it; otherwise it is *open*.
- *Stock* is a twin site in Plone's Classic UI with the same texts, people and states:
  pages in one folder, Collections, the search page, workflow. It is tuned: its
  navigation does not list every page of a folder.
- *F* is an empty page in Plone's frame for the same user in the same place, *K* a
  logged-in request that answers `ok`, *C* a request that commits one tiny object.
- Before anything is measured, each list is checked to show the texts that it should.
- Growth is counted from the smallest size at which a list fills its page: at 10 texts
  the library has four rows, and nothing waits for a review.
- A submit is two REST requests: create, then share or ask to publish. Deleting it
  again is not measured.
- A vote is one whole ballot, by another of 200 people each time; its *C* is committed
  by the same people at the round. Stock is an easyform that saves what is sent. Rounds
  with 10,000 ballots have voters without accounts: a name on the roll is enough.
- The garbage collector rests while something is measured.
- The texts are made up: 480 words from a vocabulary of 3,000. Real ones have more
  different words, so the full-text index costs more on both sides.
"""


def table(session) -> str:
    """Give the table and the notes of a run, as Markdown."""
    lines = [
        f"{date.today().isoformat()}, Python {platform.python_version()}, "
        f"{ROUNDS} rounds. Goals in parentheses.",
        "",
        "| work | texts | beside stock | beside the floor | growth |",
        "| --- | ---: | --- | --- | --- |",
    ]
    for row in session.rows:
        work = row.work
        lines.append(
            f"| {work.name} | {row.count:,} "
            f"| {_cell(row.beside_stock, work.beside_stock)} "
            f"| {work.floor} {_cell(row.beside_floor, work.beside_floor)} "
            f"| {_growth(row)} |"
        )
    for name, reason in session.skipped.items():
        lines.append(f"| {name} | | not measured: {reason} | | |")
    lines.append("")
    lines.extend(f"- {note}" for note in session.notes)
    return "\n".join(lines)


def _cell(found: Ratio | None, goal: float | None) -> str:
    if found is None:
        return ""
    if goal is None:
        return str(found)
    return f"{found} ({goal:g}) {found.verdict(goal)}"


def _growth(row) -> str:
    if row.growth is None:
        return ""
    return f"since {row.since:,}: {_cell(row.growth, row.work.growth)}"


def write(page: str) -> None:
    """Put the table into the documentation, between its two marks."""
    block = f"{BEGIN}\n{page}\n{END}"
    if PAGE.exists() and BEGIN in (old := PAGE.read_text(encoding="utf-8")):
        before, rest = old.split(BEGIN, 1)
        text = f"{before}{block}{rest.split(END, 1)[1]}"
    else:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        text = f"{HEAD}{block}{TAIL}"
    PAGE.write_text(text, encoding="utf-8")
