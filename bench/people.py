"""Pages with the people of a community: the roster, who can vote, a sheet, whom to ask.

Made in the copy of a data set, in communities of their own. What a directory is asked
for them is counted in `tests/community/test_directory_numbers.py`.
"""

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
from functools import cached_property
from functools import partial
from itertools import count as counting


#: A community as small as they come, and a large one.
FEW, MANY = promises.FEW, promises.MANY

#: What is measured, and the page; `{round}` stands for a round in which people vote.
PAGES = {
    "roster": "members",
    "voters": "{round}/voters",
    "sign-in sheet": "sign-in-sheet",
    "invite": "invitations?query=person",
}

MOST, GROWTH = 1.5, 1.2

_names = counting()


class Listed:
    """One community, looked at by who facilitates it."""

    def __init__(self, leap: Site, *, members: int = MANY) -> None:
        self.site, self.name = leap, f"people{next(_names)}"
        self.people = promises.PEOPLE[:members]
        with promises.in_domain(leap) as (portal, now):
            promises.make_community(portal, self.name, self.people, now)

    @cached_property
    def round(self) -> str:
        """The id of a round that is open."""
        from leap.cop.topic import grouping
        from leap.cop.topic import phases
        from leap.cop.topic import rules
        from plone import api

        # Anew: who somebody is, is known once a request.
        with promises.in_domain(self.site) as (portal, now):
            made = api.content.create(
                portal[self.name], "leap.cop.TopicRound", title="What next?"
            )
            api.content.transition(made, "share")
            phases.go_to(made, rules.GROUPING, now=now)
            for number in range(3):
                grouping.add_theme(made, f"Theme {number}", now=now)
            phases.go_to(made, rules.VOTING, now=now)
            return made.getId()

    def page(self, path: str) -> Candidate:
        """A page as the facilitator reads it."""
        path = f"{self.name}/{path.format(round=self.round)}"
        return works.asking(self.site, "facilitator", path)

    @property
    def empty(self) -> Candidate:
        """An empty page, at the same place for the same person."""
        return works.asking(self.site, "facilitator", f"{self.name}/bench-empty")


def page(path: str, leap: Site, stock: Site) -> dict[str, Candidate]:
    """One page of a large community."""
    made = Listed(leap)
    return {LEAP: made.page(path), FLOOR: made.empty}


def in_size(leap: Site) -> Iterator[tuple[str, Ratio, float]]:
    """Give what each page costs in a large community beside a small one."""
    small, large = Listed(leap, members=FEW), Listed(leap)
    for name, path in PAGES.items():
        found = measure.run({"small": small.page(path), "large": large.page(path)})
        what = f"{name}, {MANY} members beside {FEW}"
        yield what, measure.ratio(found["large"], found["small"]), GROWTH


WORKS = tuple(
    Work(f"people, {name}", "F", partial(page, path), None, MOST, None)
    for name, path in PAGES.items()
)
