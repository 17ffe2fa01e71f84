"""What each page with people asks a directory, in figures.

The users are in a plugin of the tests, which counts every question that the user folder
puts to it: who is there, properties, groups. What any request of the same reader asks
is the floor, measured in the same run.
"""

from leap.cop.community.membership import Membership
from leap.cop.recruitment.applications import applications
from leap.cop.recruitment.invitations import invitations
from leap.cop.testing import PEOPLE
from plone import api
from tests import directory
from tests.conftest import make_community
from tests.conftest import NOW
from tests.directory import ASKED
from tests.directory import Person
from tests.meeting.made import plan
from tests.topic import rounds

import pytest
import transaction


#: How many belong, and how many others asked to come in, and were asked to.
SIZES = {"few": (15, 3), "many": (200, 30)}

#: So many people stand on one page of a list.
PAGE = 25

#: What a page may ask besides of nobody in particular, and a whole search.
BESIDES, SEARCH = 5, 30

#: So many times as much may be asked with 200 members as with 15.
GROWTH = 1.2

#: A page without people, and how often it is shown before anything is counted.
NOBODYS, WARMED = "safeguarding", 6

HTML, JSON = "text/html", "application/json"

#: An address, what is asked for, and how many people are shown whose names are read.
LISTS = [
    ("members", HTML, PAGE),
    ("@members", JSON, PAGE),
    ("members?b_start=25", HTML, PAGE),
    ("{talk}/@voters", JSON, PAGE),
    ("@invitations", JSON, PAGE),
    ("invitations", HTML, PAGE),
    ("@applications", JSON, PAGE),
    ("applications", HTML, PAGE),
]

#: Pages that say names as they were known last, or no names.
BY_WHAT_IS_KEPT = [
    ("", HTML),
    ("@cop-home", JSON),
    ("{talk}", HTML),
    ("{talk}/voters", HTML),
    ("{talk}/paper", HTML),
    ("sign-in-sheet", HTML),
    ("meetings", HTML),
]

SEARCHES = [
    ("@user-search?query=pat", JSON, 0),
    ("@user-search?query=Pat Smith", JSON, 0),
    ("@user-search?query=stanescu", JSON, 0),
    ("@user-search?query=pa", JSON, 0),
    ("invitations?query=pat", HTML, PAGE),
    ("members?query=pat", HTML, PAGE),
]


def fill(site, made, name: str) -> str:
    """Make a community of people of the directory; return the id of its round."""
    members_total, others = SIZES[name]
    with api.env.adopt_user("siteadmin"):
        community = make_community(site, id=name, join_policy="apply")
    members = Membership(community)
    for userid, (_name, _role, role) in PEOPLE.items():
        if role is not None and userid != "facilitator":
            members.remove(userid, now=NOW)
    for one in range(members_total - 1):
        userid = f"{name}{one:03}"
        made.put(userid, Person(f"Pat {one:03}", f"{userid}@example.org"))
        members.add(userid, "member", now=NOW)
    for one in range(others):
        for kind in ("asks", "asked"):
            userid = f"{kind}-{name}{one:03}"
            made.put(userid, Person(f"Sam {one:03}", f"{userid}@example.org"))
        applications.apply(community, f"asks-{name}{one:03}", "Hello.", now=NOW)
        userid = f"asked-{name}{one:03}"
        invitations.invite(community, by="facilitator", now=NOW, userid=userid)
    with api.env.adopt_user("facilitator"):
        plan(community)
    talk = rounds.make_round(community)
    rounds.go(talk, "grouping")
    rounds.add_themes(talk)
    return talk.getId()


@pytest.fixture
def talks(site):
    """Let people of a directory belong to two communities, and give their rounds."""
    made = directory.connect(site)
    found = {name: fill(site, made, name) for name in SIZES}
    transaction.commit()
    return found


@pytest.fixture
def asked(rest, talks):
    """Return a function that says how often a request asks the directory."""
    session = rest("facilitator")

    def once(path: str, accept: str, **sent) -> int:
        session.headers["Accept"] = accept
        ASKED.clear()
        answer = session.request("POST" if sent else "GET", path, **sent)
        assert answer.status_code in (200, 204), (path, answer.text[-500:])
        return sum(ASKED.values())

    def ask(name: str, path: str, accept: str) -> int:
        path = f"{name}/{path.format(talk=talks[name])}"
        return min(once(path, accept) for _ in range(2))

    def send(name: str, path: str, **body) -> int:
        return once(f"{name}/{path.format(talk=talks[name])}", JSON, json=body)

    # Each thread of the server asks a little more until it has shown a page.
    for _ in range(WARMED):
        ask("few", NOBODYS, HTML)
    ask.send = send
    return ask


def test_figures(asked):
    """One test: the communities take longer to make than to look at."""
    floor = {
        HTML: asked("few", NOBODYS, HTML),
        JSON: asked("few", "@types", JSON),
    }
    found, too_many = {}, []

    def note(what: str, most: int, few: int, many: int, *, shown: int = 0) -> None:
        """Note two figures; those of a list grow by who is shown, and by no more."""
        found[what] = (few, many)
        least = floor[JSON]
        if max(few, many) > most or many + least > GROWTH * (few + least) + shown:
            too_many.append(what)

    opened = [
        asked.send(name, "{talk}/@phase", phase="voting") - floor[JSON]
        for name in SIZES
    ]
    note("open a vote", 0, *opened)
    for path, accept, shown in LISTS + SEARCHES:
        most = shown + (SEARCH if "query" in path else BESIDES)
        figures = [asked(name, path, accept) - floor[accept] for name in SIZES]
        note(path, most, *figures, shown=shown)
    for path, accept in BY_WHAT_IS_KEPT:
        figures = [asked(name, path, accept) - floor[accept] for name in SIZES]
        note(path or "home", BESIDES, *figures)
    closed = [
        asked.send(name, "{talk}/@phase", phase="closed") - floor[JSON]
        for name in SIZES
    ]
    note("close a vote", BESIDES, *closed)
    for path, accept in (("{talk}", HTML), ("{talk}/@results", JSON)):
        figures = [asked(name, path, accept) - floor[accept] for name in SIZES]
        note(f"{path} closed", BESIDES, *figures)
    assert not too_many, (too_many, floor, found)
