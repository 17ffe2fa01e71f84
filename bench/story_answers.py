"""Thanks and answers to a story: its page with as many as there can be, and one more.

Made in the copy of a data set, in a community of its own.
"""

from bench import dataset
from bench import dots
from bench import promises
from bench import works
from bench.client import Site
from bench.measure import Candidate
from bench.works import FLOOR
from bench.works import LEAP
from bench.works import Work
from datetime import timedelta
from itertools import count as counting
from itertools import cycle
from urllib.parse import urlsplit


#: How many stand under a story at most.
MOST = 100


class Answered:
    """A story in a community of 200, with so many answers, each of somebody else."""

    def __init__(self, leap: Site, answers: int) -> None:
        self.site = leap
        made = promises.Made(leap, versions=0)
        self.path = made.story
        # Who answers; the second one tells the story.
        self.people = [one for one in made.people if one != made.people[1]]
        for number in range(answers):
            self._answered(number)

    def _answered(self, number: int) -> None:
        """Let somebody have answered, each on another day."""
        from leap.cop.story.responses import responses
        from plone import api

        with promises.in_domain(self.site) as (portal, now):
            story = portal.unrestrictedTraverse(self.path)
            day = now - timedelta(days=number)
            with api.env.adopt_user(self.people[number]):
                text = f"We tried it, and {number} came."
                responses.write(story, "tried_it", text, now=day)

    def thank(self) -> None:
        """Let everybody have thanked."""
        from leap.cop.story.responses import responses
        from plone import api

        with promises.in_domain(self.site) as (portal, now):
            story = portal.unrestrictedTraverse(self.path)
            for userid in self.people:
                with api.env.adopt_user(userid):
                    responses.write(story, "thanks", now=now)

    def answer(self, userid: str, text: str):
        """Answer over REST."""
        found = self.site.ask(
            userid,
            "POST",
            f"{self.path}/@responses",
            {"kind": "tried_it", "text": text},
            rest=True,
        )
        if found.status != 201:
            raise SystemExit(
                f"{self.site.name}: an answer gives {found.status}: "
                f"{found.body[:300]!r}"
            )
        return found


class Answering:
    """Answer, each time somebody else; and take it out again, unmeasured."""

    def __init__(self, made: Answered) -> None:
        self.made = made
        self._turns, self._numbers = cycle(made.people), counting()

    def __call__(self) -> float:
        userid, site = next(self._turns), self.made.site
        site.log_in(userid)
        found = self.made.answer(userid, f"And then {next(self._numbers)} came.")
        address = urlsplit(found.json["@id"]).path
        path = address.removeprefix(f"/{dataset.SITE}/")
        gone = site.ask(userid, "DELETE", path, None, rest=True)
        if gone.status != 204:
            raise SystemExit(f"{site.name}: taking out gives {gone.status}")
        return found.seconds


def page(leap: Site, stock: Site) -> dict[str, Candidate]:
    """A story's page with as many answers as there can be, as a member reads it."""
    made = Answered(leap, MOST)
    reader = made.people[0]
    works.expect(leap, reader, made.path, [f"and {MOST - 1} came"])
    return {
        LEAP: works.asking(leap, reader, made.path),
        FLOOR: works.asking(leap, reader, f"{made.path}/bench-empty"),
    }


def answering(leap: Site, stock: Site) -> dict[str, Candidate]:
    """One more answer, beside a commit at the same place by the same people.

    Of people who are known by a code already, as who told or answered before is.
    """
    made = Answered(leap, MOST // 2)
    made.thank()
    commit = dots.in_turns(leap, made.people, f"{made.path}/bench-commit")
    return {LEAP: Answering(made), FLOOR: commit}


WORKS = (
    Work("story with answers, page", "F", page, None, 1.3, None),
    Work("story with answers, one more", "C", answering, None, 1.3, None),
)
