"""Dots: a round of leap.cop beside a form of easyform that saves what is sent.

Rounds, ballots and saved rows are made in the copy of a data set when they are wanted.
Ten thousand voters need no accounts: a name on the roll is enough.
"""

from bench import dataset
from bench import measure
from bench import works
from bench.client import Site
from bench.measure import Candidate
from bench.measure import Ratio
from bench.works import FLOOR
from bench.works import LEAP
from bench.works import STOCK
from bench.works import Work
from collections.abc import Iterator
from datetime import datetime
from datetime import UTC
from functools import partial
from itertools import cycle
from random import Random


THEMES, DOTS, MOST = 8, 5, 3
MANY = 10_000
#: The view that gives the results as a table.
CSV = "results-csv"
#: How the fields of the form begin.
FIELD_OF_FORM = "dots."
VOTERS = [f"person{number:03}" for number in range(1, dataset.MEMBERS + 1)]

FIELD = """\
<field name="theme{number}" type="zope.schema.Int">
  <title>Theme {number}</title><min>0</min><max>{most}</max><required>False</required>
</field>
"""

MODEL = """\
<model xmlns="http://namespaces.plone.org/supermodel/schema"><schema>
{fields}</schema></model>
"""

SAVER = """\
<field name="saver" type="collective.easyform.actions.SaveData">
  <title>Saver</title><DownloadFormat>csv</DownloadFormat>
</field>
"""


def ballot(random: Random) -> list[int]:
    """Give the dots on each theme, one ballot."""
    given = [0] * THEMES
    for _ in range(DOTS):
        given[random.choice([n for n in range(THEMES) if given[n] < MOST])] += 1
    return given


# Rounds


def make_round(leap: Site, *, ballots: int = 0, closed: bool = False) -> str:
    """Open a round in which so many people have voted already; give its path."""
    from leap.cop.topic import grouping
    from leap.cop.topic import phases
    from leap.cop.topic import rules
    from leap.cop.topic.records import make_record
    from plone import api

    import transaction

    random = Random(ballots)
    now = datetime.now(UTC)
    with leap.opened("facilitator") as portal:
        made = api.content.create(
            portal[dataset.CIRCLE],
            "leap.cop.TopicRound",
            title="What next?",
            dots=DOTS,
            max_per_theme=MOST,
        )
        api.content.transition(made, "share")
        for number in range(THEMES):
            grouping.add_theme(made, f"Theme {number}", now=now)
        record = make_record(made)
        others = [f"somebody{number:05}" for number in range(ballots)]
        record.box.open(phases.rules_of(made, record), [*others, *VOTERS])
        record.phase = rules.VOTING
        ids = sorted(record.themes)
        for userid in others:
            given = ballot(random)
            record.box.cast(userid, dict(zip(ids, given, strict=True)), now=now)
        transaction.commit()
        if closed:
            phases.go_to(made, rules.CLOSED, now=now)
            transaction.commit()
        return "/".join(made.getPhysicalPath()[2:])


class Voting:
    """Cast one whole ballot after the other, each by somebody else."""

    def __init__(self, leap: Site, path: str, userids: list[str] = VOTERS) -> None:
        self.site = leap
        self.path = path
        self._random = Random(1)
        self._userids = cycle(userids)
        found = leap.get(userids[0], f"{path}/@ballot", rest=True)
        self.themes = sorted(theme["id"] for theme in found.json["themes"])

    def __call__(self) -> float:
        dots = dict(zip(self.themes, ballot(self._random), strict=True))
        return self.cast(next(self._userids), dots)

    def cast(self, userid: str, dots: dict[str, int]) -> float:
        """Cast one person's ballot."""
        sent = {"dots": dots}
        answer = self.site.ask(userid, "PUT", f"{self.path}/@ballot", sent, rest=True)
        if answer.status != 200:
            raise SystemExit(
                f"{self.site.name}: a ballot answers {answer.status}: "
                f"{answer.body[:300]!r}"
            )
        return answer.seconds


class VotingByForm(Voting):
    """The same as a browser sends it; the page that follows is a request of its own."""

    def __init__(self, leap: Site, path: str, userids: list[str] = VOTERS) -> None:
        super().__init__(leap, path, userids)
        self._tokens = Tokens(leap)

    def cast(self, userid: str, dots: dict[str, int]) -> float:
        """Send the form."""
        sent = {f"{FIELD_OF_FORM}{theme}": str(given) for theme, given in dots.items()}
        sent |= {"act": "keep", "_authenticator": self._tokens.of(userid)}
        answer = self.site.ask(userid, "POST", f"{self.path}/vote", form=sent)
        if answer.status not in (302, 303):
            raise SystemExit(f"{self.site.name}: the form answers {answer.status}")
        return answer.seconds


class Tokens:
    """What stands in a form against other sites' forms, by user."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._known: dict[str, str] = {}

    def of(self, userid: str) -> str:
        """Give somebody's token."""
        from plone.protect.authenticator import createToken

        if userid not in self._known:
            with self.site.opened(userid):
                self._known[userid] = createToken()
        return self._known[userid]


def totals(leap: Site, path: str) -> dict[str, tuple[int, int]]:
    """Close a round; give dots and people by theme."""
    closed = {"phase": "closed"}
    leap.ask("facilitator", "POST", f"{path}/@phase", closed, rest=True)
    found = leap.get("facilitator", f"{path}/@results", rest=True).json["items"]
    return {row["id"]: (row["dots"], row["voters"]) for row in found}


def vote(way: type[Voting], leap: Site, stock: Site) -> dict[str, Candidate]:
    """A ballot beside the same as a form that is saved."""
    path = make_round(leap)
    return {
        LEAP: way(leap, path),
        STOCK: Submitting(stock, make_form(stock)),
        # At the same place, by as many people: neither knows its user by heart.
        FLOOR: in_turns(leap, VOTERS, f"{path}/bench-commit"),
    }


def in_turns(site: Site, userids: list[str], path: str) -> Candidate:
    """Give a candidate that asks for a page as one person after the other."""
    asking = cycle([works.asking(site, userid, path) for userid in userids])
    return lambda: next(asking)()


def results_page(leap: Site, stock: Site) -> dict[str, Candidate]:
    """The page of a round that is closed, beside an empty page."""
    path = make_round(leap, ballots=MANY, closed=True)
    works.expect(leap, dataset.READER, path, [f"Theme {n}" for n in range(THEMES)])
    return {
        LEAP: works.asking(leap, dataset.READER, path),
        FLOOR: works.asking(leap, dataset.READER, f"{path}/bench-empty"),
    }


def results_csv(leap: Site, stock: Site) -> dict[str, Candidate]:
    """The table of the same."""
    path = f"{make_round(leap, ballots=MANY, closed=True)}/{CSV}"
    works.expect(leap, dataset.READER, path, [f"Theme {n}" for n in range(THEMES)])
    return {
        LEAP: works.asking(leap, dataset.READER, path),
        FLOOR: works.asking(leap, dataset.READER, "bench-ok"),
    }


WORKS = (
    Work("vote, REST", "C", partial(vote, Voting), 0.067, 1.3, 1.1),
    Work("vote, form", "C", partial(vote, VotingByForm), 0.067, 1.3, 1.1),
    Work("results, page", "F", results_page, None, 1.25, 1.1),
    Work("results, CSV", "K", results_csv, None, None, 1.1),
)


# What has no place in the table


def in_ballots(leap: Site) -> Iterator[tuple[str, Ratio, float]]:
    """Give what each costs with many ballots beside none: what, how much, the goal."""
    few, many = ({"ballots": number} for number in (0, MANY))
    for name, part in (("page", ""), ("CSV", f"/{CSV}")):
        found = measure.run(
            {
                key: works.asking(
                    leap, dataset.READER, make_round(leap, closed=True, **size) + part
                )
                for key, size in (("few", few), ("many", many))
            }
        )
        yield f"results, {name}", measure.ratio(found["many"], found["few"]), 1.1
    found = measure.run(
        {
            key: Voting(leap, make_round(leap, **size))
            for key, size in (("few", few), ("many", many))
        }
    )
    yield "vote", measure.ratio(found["many"], found["few"]), 1.1


def vote_beside_root(leap: Site) -> Ratio:
    """Give what a vote costs beside a commit at the root, which is found sooner."""
    found = measure.run(
        {
            LEAP: Voting(leap, make_round(leap)),
            FLOOR: in_turns(leap, VOTERS, "bench-commit"),
        }
    )
    return measure.ratio(found[LEAP], found[FLOOR])


def csv_beside_easyform(leap: Site, stock: Site) -> Ratio:
    """Give what the table costs beside the download of as many saved rows."""
    found = measure.run(
        {
            LEAP: results_csv(leap, stock)[LEAP],
            STOCK: easyform_csv(stock, make_form(stock, rows=MANY)),
        },
        rounds=3,
    )
    return measure.ratio(found[LEAP], found[STOCK])


# easyform


def make_form(stock: Site, *, rows: int = 0) -> str:
    """Make a form with a field for each theme, and rows it saved; give its path."""
    from collective.easyform.api import get_actions
    from plone import api

    import transaction

    random = Random(rows)
    fields = "".join(FIELD.format(number=n, most=MOST) for n in range(THEMES))
    name = f"dots-{rows}"
    with stock.opened("facilitator") as portal, api.env.adopt_roles(["Manager"]):
        if name not in portal[dataset.CIRCLE]:
            form = api.content.create(
                portal[dataset.CIRCLE],
                "EasyForm",
                id=name,
                title="Dots",
                fields_model=MODEL.format(fields=fields),
                actions_model=MODEL.format(fields=SAVER),
            )
            api.content.transition(form, "publish")
            saver = get_actions(form)["saver"]
            for number in range(rows):
                row = {f"theme{n}": dots for n, dots in enumerate(ballot(random))}
                saver.setDataRow(number, {**row, "id": number})
            form.manage_setLocalRoles(dataset.READER, ["Owner"])
            transaction.commit()
    return f"{dataset.CIRCLE}/{name}"


class Submitting:
    """Send the form as a browser does, with the token that stands in it."""

    def __init__(self, stock: Site, path: str, userids: list[str] = VOTERS) -> None:
        self.site = stock
        self.path = path
        self._random = Random(1)
        self._userids = cycle(userids)
        self._tokens = Tokens(stock)

    def __call__(self) -> float:
        userid = next(self._userids)
        sent = {
            "form.buttons.submit": "Submit",
            "_authenticator": self._tokens.of(userid),
        }
        for number, dots in enumerate(ballot(self._random)):
            sent[f"form.widgets.theme{number}"] = str(dots)
        answer = self.site.ask(userid, "POST", self.path, form=sent)
        if answer.status != 200 or b"easyform-thankspage" not in answer.body:
            raise SystemExit(f"{self.site.name}: {self.path} answers {answer.status}")
        return answer.seconds


def easyform_csv(stock: Site, path: str) -> Candidate:
    """Give a candidate that downloads what a form saved."""
    address = f"{path}/actions/saver/@@data?form.buttons.download=1&csv_delimiter=,"

    def candidate() -> float:
        answer = stock.get(dataset.READER, address)
        if answer.status != 200 or answer.body.count(b"\n") < 10:
            raise SystemExit(f"{stock.name}: {address} answers {answer.status}")
        return answer.seconds

    return candidate
