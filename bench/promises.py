"""An agreement: its page, an answer to it, and what it costs where nobody asks for it.

Made in the copy of a data set, in communities of their own, as many as there are sizes.
"""

from bench import dataset
from bench import dots
from bench import measure
from bench import works
from bench.client import Site
from bench.measure import Candidate
from bench.measure import Ratio
from bench.works import FLOOR
from bench.works import LEAP
from bench.works import Work
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from itertools import count as counting
from itertools import cycle


PEOPLE = [f"person{number:03}" for number in range(1, dataset.MEMBERS + 1)]
#: A community as small as they come, and a large one.
FEW, MANY = 15, dataset.MEMBERS
VERSIONS = 20
CLAUSES = 8
#: Bytes that an answer may write.
BYTES = 2_000

#: Nobody loads another agreement for a story than the one that says its line.
BESIDE_NONE = 1.02

_names = counting()


class Made:
    """One community with an agreement that everybody keeps to, and with one story.

    :param versions: how many there are; with none there is no agreement.
    """

    def __init__(self, leap: Site, *, members: int = MANY, versions: int = 1) -> None:
        self.site, self.people = leap, PEOPLE[:members]
        name = f"promise{next(_names)}"
        with in_domain(leap) as (portal, now):
            make_community(portal, name, self.people, now)
        # Anew: who somebody is, is known once a request.
        with in_domain(leap) as (portal, now):
            community = portal[name]
            if versions:
                community.requires_agreement = True
                self._agree(community, versions, now)
            self.story = _story(community, self.people[1], now)
        self.path = f"{name}/{self.id}" if versions else name

    def _agree(self, community, versions: int, now: datetime) -> None:
        from leap.cop.agreement import acceptance
        from leap.cop.agreement import clauses
        from leap.cop.agreement import rules
        from leap.cop.agreement import versions as putting
        from plone import api

        made = api.content.create(
            community, "leap.cop.Agreement", title="Ours", one_line="It stays here."
        )
        api.content.transition(made, "share")
        self.id = made.getId()
        for number in range(CLAUSES):
            clause = clauses.add(made, f"Rule {number}.", "Always.", by="facilitator")
            clauses.place(made, clause, by="facilitator", rev=1, goes_in=True)
        for number in range(versions):
            clauses.change(
                made, clause, by="facilitator", rev=clause.rev, text=f"Rule {number}!"
            )
            version = putting.put_in_force(
                made,
                by="facilitator",
                now=now + timedelta(seconds=number),
                digest=clauses.next_digest(made),
                change=rules.MATERIAL if number == 0 else rules.MINOR,
                effective=now.date(),
                language="en",
                channel="rest",
            )
        for userid in ("facilitator", *self.people):
            acceptance.answer(
                made,
                rules.ACCEPTED,
                userid=userid,
                version=version.n,
                digest=version.digest,
                now=now,
                language="en",
                channel="rest",
            )

    @property
    def page(self) -> Candidate:
        """The agreement's page, as a member reads it."""
        return works.asking(self.site, self.people[0], self.path)

    @property
    def empty(self) -> Candidate:
        """An empty page, at the same place for the same person."""
        return works.asking(self.site, self.people[0], f"{self.path}/bench-empty")

    @property
    def commit(self) -> Candidate:
        """A tiny commit, at the same place for the same people in turns."""
        return dots.in_turns(self.site, self.people, f"{self.path}/bench-commit")


@contextmanager
def in_domain(leap: Site) -> Iterator[tuple]:
    """Give the portal and the moment to Python code, as the facilitator; then save."""
    from plone import api

    import transaction

    with leap.opened("facilitator") as portal, api.env.adopt_user("facilitator"):
        yield portal, datetime.now(UTC)
        transaction.commit()


def make_community(portal, name: str, people: list[str], now: datetime):
    """Make a community with these members and a facilitator."""
    from leap.cop.community.membership import Membership
    from plone import api

    with api.env.adopt_roles(["Manager"]):
        community = api.content.create(
            portal,
            "leap.cop.Community",
            id=name,
            title="The circle",
            short_name="Circle",
            country="GB",
            safeguarding_contact="Sam Reed, 01632 960001, weekdays 9 to 17",
        )
        api.content.transition(community, "share")
    membership = Membership(community)
    if membership.role_of("facilitator") is None:
        membership.add("facilitator", "facilitator", now=now)
    for userid in people:
        membership.add(userid, "member", now=now)
    return community


def _story(community, teller: str, now: datetime) -> str:
    from leap.cop.story.lifecycle import lifecycle
    from plone import api
    from plone.app.textfield.value import RichTextValue
    from plone.dexterity.utils import createContentInContainer

    with api.env.adopt_user(teller):
        story = createContentInContainer(
            community,
            "leap.cop.Story",
            checkConstraints=False,
            title="The long table",
            starting_point=RichTextValue("<p>Nobody asked.</p>", "text/html"),
            others_recognisable="nobody",
            attribution="name",
        )
        lifecycle.grant(story, "community", now=now)
    return "/".join(story.getPhysicalPath()[2:])


class Answering:
    """Take a yes back and give it again over REST, each time somebody else."""

    def __init__(self, made: Made) -> None:
        self.site, self.path = made.site, made.path
        self.bytes: list[int] = []
        self._turns = cycle(
            (userid, answer)
            for userid in made.people
            for answer in ("withdrawn", "accepted")
        )
        found = self.site.get(made.people[0], f"{self.path}/@acceptance", rest=True)
        self._read = {name: found.json[name] for name in ("version", "digest")}

    def __call__(self) -> float:
        userid, given = next(self._turns)
        self.site.log_in(userid)
        before = self.site.size
        answer = self.site.ask(
            userid,
            "PUT",
            f"{self.path}/@acceptance",
            {"answer": given, **self._read},
            rest=True,
        )
        if answer.status != 200:
            raise SystemExit(
                f"{self.site.name}: an answer gives {answer.status}: "
                f"{answer.body[:300]!r}"
            )
        self.bytes.append(self.site.size - before)
        return answer.seconds


def page(leap: Site, stock: Site) -> dict[str, Candidate]:
    """The page of an agreement."""
    made = Made(leap)
    return {LEAP: made.page, FLOOR: made.empty}


def answering(leap: Site, stock: Site) -> dict[str, Candidate]:
    """An answer to an agreement, beside a commit at the same place."""
    made = Made(leap)
    return {LEAP: Answering(made), FLOOR: made.commit}


def in_size(leap: Site) -> Iterator[tuple[str, Ratio, float]]:
    """Give what each costs in large beside small: what, how much, the goal."""
    small, large, old = (
        Made(leap, members=FEW),
        Made(leap),
        Made(leap, versions=VERSIONS),
    )
    found = measure.run({"small": small.page, "large": large.page, "old": old.page})
    yield f"page, {MANY} members beside {FEW}", _beside(found, "large", "small"), 1.1
    yield f"page, {VERSIONS} versions beside 1", _beside(found, "old", "large"), 1.1
    answers = {
        name: Answering(made)
        for name, made in (("small", small), ("large", large), ("old", old))
    }
    found = measure.run(dict(answers))
    yield f"answer, {MANY} members beside {FEW}", _beside(found, "large", "small"), 1.1
    yield f"answer, {VERSIONS} versions beside 1", _beside(found, "old", "large"), 1.1
    none = Made(leap, versions=0)
    reader = PEOPLE[0]
    found = measure.run(
        {
            "with": works.asking(leap, reader, large.story),
            "without": works.asking(leap, reader, none.story),
        }
    )
    yield (
        "a story's page beside one without",
        _beside(found, "with", "without"),
        BESIDE_NONE,
    )


def _beside(found: measure.Samples, above: str, below: str) -> Ratio:
    return measure.ratio(found[above], found[below])


WORKS = (
    Work("agreement, page", "F", page, None, 1.25, 1.1),
    Work("agreement, answer", "C", answering, None, 1.5, 1.1),
)
