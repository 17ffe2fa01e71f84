"""What is compared: each work of leap.cop, the same by hand in stock Plone, its floor.

Both sides answer with the same texts where they list some; that is checked before
anything is measured. Goals are those of the design's table of numbers.
"""

from bench import client
from bench import dataset
from bench import texts
from bench.client import Site
from bench.measure import Candidate
from collections.abc import Callable
from collections.abc import Iterator
from datetime import datetime
from datetime import UTC
from functools import partial
from itertools import count as counting
from itertools import cycle
from typing import NamedTuple
from unittest.mock import patch
from urllib.parse import urlsplit

import time


LEAP, STOCK, FLOOR = "leap", "stock", "floor"

STEPS = ("starting_point", "participation_work", "reflection", "learning")

#: How stock's REST and its search page are asked for the newest.
PUBLISHED = "portal_type:list=Document&review_state:list=published"
NEWEST = f"{PUBLISHED}&sort_on=effective&sort_order=descending"
NEWEST_PAGE = f"{PUBLISHED}&sort_on=Date"

#: Our lists have what the reader's communities share as well, stock's here have not.
FOR_ALL = "audience=public"


class Work(NamedTuple):
    """One row of the table."""

    name: str
    #: What the floor is: F, K or C.
    floor: str
    #: Gives the candidates for a pair of sites.
    candidates: Callable[[Site, Site], dict[str, Candidate]]
    #: At most this much beside stock Plone, the floor, and its own cost when small.
    beside_stock: float | None
    beside_floor: float | None
    growth: float | None
    #: From this many texts on a list fills its page, so that like grows beside like.
    full_from: int = 0


# Which texts a list shows


def in_state(count: int, *ways: str) -> list[int]:
    """Give the numbers of the texts that stand somewhere, oldest first."""
    return [number for number in range(count) if dataset.way(number) in ways]


def newest_public(count: int) -> list[int]:
    """Give the numbers of what everybody reads, newest first."""
    return in_state(count, "everybody")[::-1]


def titles(numbers: list[int]) -> list[str]:
    """Give the titles of some texts."""
    return [texts.text(number).title for number in numbers]


# Pages


def asking(site: Site, userid: str, *paths: str, rest: bool = False) -> Candidate:
    """Give a candidate that asks for one of these paths after the other."""
    turns = cycle(paths)

    def candidate() -> float:
        path = next(turns)
        answer = site.get(userid, path, rest=rest)
        if answer.status != 200:
            raise SystemExit(f"{site.name}: {path} answers {answer.status}")
        return answer.seconds

    return candidate


def expect(site: Site, userid: str, path: str, expected: list[str], rest=False):
    """Stop where a page does not show the texts that it is measured for."""
    answer = site.get(userid, path, rest=rest)
    body = answer.body.decode("utf-8", "replace")
    missing = [title for title in expected if title not in body]
    if answer.status != 200 or missing:
        raise SystemExit(
            f"{site.name}: {path} answers {answer.status} without {missing[:3]}"
        )


def expect_one(site: Site, userid: str, path: str, expected: list[str]) -> None:
    """Stop where a page shows none of the texts that it is measured for."""
    body = site.get(userid, path).body.decode("utf-8", "replace")
    if not any(title in body for title in expected):
        raise SystemExit(f"{site.name}: {path} shows none of {len(expected)}")


def home(leap: Site, stock: Site) -> dict[str, Candidate]:
    """The home of a community beside the listing of a folder."""
    circle = dataset.CIRCLE
    expect(leap, dataset.READER, circle, [])
    return {
        LEAP: asking(leap, dataset.READER, circle),
        STOCK: asking(stock, dataset.READER, f"{circle}/listing_view"),
        FLOOR: asking(leap, dataset.READER, f"{circle}/bench-empty"),
    }


def library(leap: Site, stock: Site) -> dict[str, Candidate]:
    """The story library beside a Collection."""
    first = titles(newest_public(leap.count)[:20])
    expect(leap, dataset.READER, f"story-library?{FOR_ALL}", first)
    expect(stock, dataset.READER, "library", first)
    return {
        LEAP: asking(leap, dataset.READER, f"story-library?{FOR_ALL}"),
        STOCK: asking(stock, dataset.READER, "library"),
        FLOOR: asking(leap, dataset.READER, "bench-empty"),
    }


def queue(leap: Site, stock: Site) -> dict[str, Candidate]:
    """The review queue beside a Collection."""
    waiting = in_state(leap.count, "review")
    expect(leap, dataset.REVIEWER, "review-queue", titles(waiting[:20]))
    # Stock sorts by the minute, so which of those made in one it shows is chance.
    if waiting:
        expect_one(stock, dataset.REVIEWER, "queue", titles(waiting))
    return {
        LEAP: asking(leap, dataset.REVIEWER, "review-queue"),
        STOCK: asking(stock, dataset.REVIEWER, "queue"),
        FLOOR: asking(leap, dataset.REVIEWER, "bench-empty"),
    }


def next_page(leap: Site, stock: Site) -> dict[str, Candidate]:
    """The library's next page, the list alone, beside a Collection's."""
    second = titles(newest_public(leap.count)[20:40])
    expect(leap, dataset.READER, f"story-list?{FOR_ALL}&b_start=20", second)
    expect(stock, dataset.READER, "library?b_start:int=20", second)
    return {
        LEAP: asking(leap, dataset.READER, f"story-list?{FOR_ALL}&b_start=20"),
        STOCK: asking(stock, dataset.READER, "library?b_start:int=20"),
        FLOOR: asking(leap, dataset.READER, "bench-ok"),
    }


def filtered(leap: Site, stock: Site) -> dict[str, Candidate]:
    """The library filtered by a kind of change, beside a search for a keyword."""
    domain = texts.DOMAINS[0]
    found = [
        number
        for number in newest_public(leap.count)
        if texts.text(number).domain == domain
    ]
    ours = f"story-list?{FOR_ALL}&domain={domain}"
    theirs = f"@@search?Subject={domain}&{NEWEST_PAGE}"
    expect(leap, dataset.READER, ours, titles(found[:20]))
    expect(stock, dataset.READER, theirs, titles(found[:10]))
    return {
        LEAP: asking(leap, dataset.READER, ours),
        STOCK: asking(stock, dataset.READER, theirs),
        FLOOR: asking(leap, dataset.READER, "bench-ok"),
    }


def search(leap: Site, stock: Site) -> dict[str, Candidate]:
    """Words in the library beside stock's search page."""
    word = texts.COMMON_WORD
    found = [number for number in newest_public(leap.count) if number % 6 == 0]
    ours = f"story-library?{FOR_ALL}&words={word}"
    theirs = f"@@search?SearchableText={word}&{NEWEST_PAGE}"
    expect(leap, dataset.READER, ours, titles(found[:20]))
    expect(stock, dataset.READER, theirs, titles(found[:10]))
    return {
        LEAP: asking(leap, dataset.READER, ours),
        STOCK: asking(stock, dataset.READER, theirs),
        FLOOR: asking(leap, dataset.READER, "bench-empty"),
    }


def story(leap: Site, stock: Site) -> dict[str, Candidate]:
    """One story beside one page, read by somebody else."""
    chosen = set(titles(newest_public(leap.count)[1:6]))
    ours, theirs = (list(_paths(site, chosen)) for site in (leap, stock))
    for path in ours:
        expect(leap, dataset.READER, path, [])
    return {
        LEAP: asking(leap, dataset.READER, *ours),
        STOCK: asking(stock, dataset.READER, *theirs),
        FLOOR: asking(leap, dataset.READER, *(f"{path}/bench-empty" for path in ours)),
    }


def _paths(site: Site, chosen: set[str]) -> Iterator[str]:
    root = f"/{dataset.SITE}/"
    with site.opened() as portal:
        catalog = portal.portal_catalog
        kinds = ["leap.cop.Story", "Document"]
        brains = catalog.unrestrictedSearchResults(portal_type=kinds)
        for brain in brains:
            if brain.Title in chosen:
                yield brain.getPath().removeprefix(root)


def rest_listing(leap: Site, stock: Site) -> dict[str, Candidate]:
    """A REST listing of 25 beside `@search`."""
    ours = f"@story-library?{FOR_ALL}&b_size=25"
    theirs = f"@search?{NEWEST}&b_size=25&metadata_fields=effective"
    first = titles(newest_public(leap.count)[:25])
    expect(leap, dataset.READER, ours, first, rest=True)
    expect(stock, dataset.READER, theirs, first, rest=True)
    return {
        LEAP: asking(leap, dataset.READER, ours, rest=True),
        STOCK: asking(stock, dataset.READER, theirs, rest=True),
        FLOOR: asking(leap, dataset.READER, "bench-ok"),
    }


def passing_by(path: str, rest: bool, leap: Site, stock: Site) -> dict[str, Candidate]:
    """A page of the site that is none of ours, with the gate and without it.

    Both on the same site: what the add-on costs those who do not use it.
    """
    expect(leap, dataset.READER, path, [], rest=rest)
    ask = asking(leap, dataset.READER, path, rest=rest)
    return {
        LEAP: partial(_with_gate, ask, True),
        STOCK: partial(_with_gate, ask, False),
        FLOOR: asking(leap, dataset.READER, "bench-ok"),
    }


def _with_gate(ask: Candidate, there: bool) -> float:
    """Ask with our subscribers, or without them.

    They are taken out and put back for both, and both ask once before it counts:
    whatever is registered empties all look-up caches.
    """
    from leap.cop.core import access
    from leap.cop.core import write_lock
    from zope.component import getGlobalSiteManager

    registry = getGlobalSiteManager()
    handlers = (
        access.ask_view_of_nearest_content,
        access.keep_answers_confidential_and_failures_unsaved,
        write_lock.end_turn,
    )
    for handler in handlers:
        if not registry.unregisterHandler(handler):
            raise SystemExit(f"{handler.__name__} is not registered")
        if there:
            registry.registerHandler(handler)
    try:
        ask()
        return ask()
    finally:
        if not there:
            for handler in handlers:
                registry.registerHandler(handler)


def of_somebody(path: str, rest: bool, leap: Site, stock: Site) -> dict[str, Candidate]:
    """A request of somebody who told fifty stories beside one of who told none."""
    return {
        LEAP: asking(leap, dataset.PROLIFIC, path, rest=rest),
        STOCK: asking(leap, dataset.QUIET, path, rest=rest),
        FLOOR: asking(leap, dataset.QUIET, "bench-ok"),
    }


# Writing


class Submitting:
    """Write a text over REST and hand it in; then delete it, unmeasured."""

    def __init__(self, site: Site, level: str) -> None:
        self.site = site
        self.level = level
        self.bytes: list[int] = []
        self.keep = False
        self._numbers = counting(1_000_000)

    def __call__(self) -> float:
        before = self.site.size
        created = self._ask("POST", dataset.CIRCLE, self._new(), status=201)
        address = created.json["@id"]
        path = urlsplit(address).path.removeprefix(f"/{dataset.SITE}/")
        if self.site.kind == LEAP:
            moved = self._ask("POST", f"{path}/@consent", {"level": self.level})
        else:
            moved = self._ask("POST", f"{path}/@workflow/submit", {})
        self.bytes.append(self.site.size - before)
        if not self.keep:
            self._ask("DELETE", path, None, status=204)
        return created.seconds + moved.seconds

    def _new(self) -> dict:
        text = texts.text(next(self._numbers))
        if self.site.kind == LEAP:
            return {
                "@type": "leap.cop.Story",
                "title": text.title,
                "domain": text.domain,
                "others_recognisable": "nobody",
                **dict(zip(STEPS, text.steps, strict=True)),
            }
        return {
            "@type": "Document",
            "title": text.title,
            "subjects": [text.domain],
            "text": {"data": text.whole, "content-type": "text/html"},
        }

    def _ask(self, method: str, path: str, data, status: int = 200) -> client.Answer:
        answer = self.site.ask(dataset.WRITER, method, path, data, rest=True)
        if answer.status != status:
            raise SystemExit(
                f"{self.site.name}: {method} {path} answers {answer.status}: "
                f"{answer.body[:300]!r}"
            )
        return answer


def submit(level: str, leap: Site, stock: Site) -> dict[str, Candidate]:
    """Tell a story and share it, or ask to publish it, beside a page handed in."""
    return {
        LEAP: Submitting(leap, level),
        STOCK: Submitting(stock, level),
        FLOOR: asking(leap, dataset.READER, "bench-commit"),
    }


class ChangingMembership:
    """Let somebody in, or end a membership, in turns: the call and its commit."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.indexed = 0
        self.changed: set[str] = set()

    def __call__(self) -> float:
        from leap.cop.community import people
        from leap.cop.community.membership import Membership

        import transaction

        now = datetime.now(UTC)
        with self.site.opened("facilitator") as portal:
            community = portal[dataset.CIRCLE]
            inside = Membership(community).role_of(dataset.COLLEAGUE)
            change = people.remove if inside else partial(people.add, role="member")
            started = time.process_time()
            change(community, userid=dataset.COLLEAGUE, now=now)
            transaction.commit()
            return time.process_time() - started

    def watch(self) -> None:
        """Look at what two changes write and index; not measured."""
        from Products.ZCatalog.ZCatalog import ZCatalog
        from ZODB.utils import get_pickle_metadata
        from ZODB.utils import p64
        from ZODB.utils import u64

        catalog_object = ZCatalog.catalog_object
        storage = self.site.database.storage
        start = p64(u64(storage.lastTransaction()) + 1)

        def counted(*args, **kwargs):
            self.indexed += 1
            return catalog_object(*args, **kwargs)

        with patch.object(ZCatalog, "catalog_object", counted):
            self()
            self()
        for written in storage.iterator(start=start):
            self.changed |= {get_pickle_metadata(one.data)[1] for one in written}


def membership(leap: Site, stock: Site) -> dict[str, Candidate]:
    """A change of membership beside a local role in stock Plone."""
    return {
        LEAP: ChangingMembership(leap),
        FLOOR: asking(leap, dataset.READER, "bench-commit"),
    }


def local_role(stock: Site) -> float:
    """Give somebody a local role in stock Plone, which reindexes all below; undo it."""
    from Products.CMFCore.indexing import processQueue

    with stock.opened("facilitator") as portal:
        folder = portal[dataset.CIRCLE]
        started = time.process_time()
        folder.manage_setLocalRoles(dataset.COLLEAGUE, ["Reader"])
        folder.reindexObjectSecurity()
        processQueue()
        return time.process_time() - started


#: Bytes written by a submit, at most this much of stock's.
BYTES = {"submit, private": 0.45, "submit, shared": None}

WORKS = (
    Work("community home", "F", home, 0.60, 1.25, 1.15),
    Work("the stories", "F", library, 0.60, 1.25, 1.15, 50),
    Work("review queue", "F", queue, 0.60, 1.25, 1.15, 150),
    Work("library: next page", "K", next_page, 0.07, 2.5, 1.2, 100),
    Work("library: filter", "K", filtered, 0.07, 2.5, 1.2, 350),
    Work("library: words", "F", search, 0.9, None, 1.3, 300),
    Work("one story", "F", story, 0.9, 1.25, 1.1),
    Work("REST listing of 25", "K", rest_listing, 0.5, 3.5, 1.7, 63),
    Work(
        "gate, on a stock page", "K", partial(passing_by, "", False), 1.03, None, None
    ),
    Work(
        "gate, on stock REST",
        "K",
        partial(passing_by, f"@search?{NEWEST}&b_size=25", True),
        1.03,
        None,
        None,
    ),
    Work("fifty told: a page", "K", partial(of_somebody, "", False), 1.03, None, None),
    Work(
        "fifty told: the home",
        "K",
        partial(of_somebody, dataset.CIRCLE, False),
        1.03,
        None,
        None,
    ),
    Work(
        "fifty told: REST",
        "K",
        partial(of_somebody, "@story-library?b_size=25", True),
        1.03,
        None,
        None,
    ),
    Work(
        "fifty told: a write",
        "K",
        partial(of_somebody, f"{dataset.CIRCLE}/bench-commit", False),
        1.03,
        None,
        None,
    ),
    Work("submit, private", "C", partial(submit, "public"), 0.60, None, 1.5),
    Work("submit, shared", "C", partial(submit, "community"), 0.85, None, 1.5),
    Work("membership change", "C", membership, None, 2.0, 1.1),
)
