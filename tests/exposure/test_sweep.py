"""Everything that is registered, stock or ours, asked by name as each lower reader.

`make test` asks a fixed part of it, `make exposure` all names, everywhere.
"""

from tests.exposure import registered
from tests.exposure.canaries import INMOST
from tests.exposure.channels import FAILS
from tests.exposure.channels import PEOPLE
from tests.exposure.channels import UIDS
from tests.exposure.readers import likeness

import pytest


#: Stock pages that are about people, or show the people of the site to choose from.
ABOUT_PEOPLE = (
    "author",
    "authors",
    "Users",
    "Principals",
    "user",
    "member",
    "personal",
    "group",
    "memberfields",
    "portrait",
    "@querystring",
    "qsOptions",
    # Facilitators choose from those who can vote.
    "voters",
    "@@paper",
    # And from those who have a turn before them, or may come; members from those who
    # could bring something.
    "whose-turn",
    "who-comes",
    "@rsvp",
    "@@after",
    "add-row",
    "querybuilderjsonconfig",
)

#: Ends the reader's own session, or writes: asked elsewhere or not at all.
LEFT_OUT = ("logout", "logged_out", "@login", "require_login", "plone_lock_operations")

#: Open to all of them, and not all of it.
PARTLY = ("role", "innerround", "openround", "namedround")
PARTLY += ("inneragreement", "openagreement")
PARTLY += ("innermeeting", "openmeeting", "heldmeeting")

LOWER = ("colleague", None, "member", "siteadmin", "facilitator", "newcomer")

#: How many of them `make test` asks for in each place.
SAMPLE = 20


def tells(name: str) -> frozenset:
    if any(word in name for word in ABOUT_PEOPLE):
        return PEOPLE | UIDS | FAILS
    return UIDS | FAILS


def sweep(world, asked) -> None:
    """Ask (reader, accept, address) and complain about what was told."""
    found = []
    for reader, accept, address in asked:
        answer = world.session(reader, accept).get(address)
        for leak in world.leaks(answer, reader, tells=tells(address)):
            found.append(f"{reader or 'visitor'} {accept} {address}: {leak}")
    if found:
        pytest.fail(f"{len(found)} leaks\n" + "\n".join(found[:200]), pytrace=False)


def names_on(world, thing) -> list[tuple[str, str]]:
    """Return (accept, name) of all that can be asked for on some content."""
    portal = world.portal
    content = (
        portal
        if thing is None
        else portal.unrestrictedTraverse(thing.url[len(portal.absolute_url()) + 1 :])
    )
    request = portal.REQUEST.clone()
    asked = []
    for item in registered.reachable(content, request):
        if item.name in LEFT_OUT or item.method not in ("", "GET"):
            continue
        asked.append(
            ("html", f"@@{item.name}") if item.kind == "page" else ("json", item.name)
        )
    return asked


def axes(question: tuple) -> tuple:
    """Return what meets in a question about something else than what is inmost."""
    reader, accept, name = question
    return f"{accept} {name}", likeness(reader)


@pytest.mark.parametrize(
    "place",
    [
        None,
        "private",
        "communitypending",
        "heldpublic",
        "role",
        "closedcircle",
        "preparedround",
        "innerround",
        "openround",
        "namedround",
        "preparedmeeting",
        "innermeeting",
        "openmeeting",
        "heldmeeting",
        "hiddenagreement",
        "inneragreement",
        "openagreement",
    ],
)
def test_whatever_is_registered_tells_nothing(world, whole, place):
    thing = next((one for one in world.planted if one.key == place), None)
    base = f"{thing.url}/" if thing else ""
    every = [
        (reader, accept, name)
        for accept, name in names_on(world, thing)
        for reader in LOWER
        if thing is None or place in PARTLY or not thing.may_read(reader)
    ]
    if thing and place not in INMOST:
        every = whole.pairs(f"sweep {place}", every, axes)
    chosen = whole.chosen(f"sweep {place}", every, SAMPLE)
    sweep(world, [(reader, accept, base + name) for reader, accept, name in chosen])


def test_no_vocabulary_tells_anything(world, whole):
    places = {"site": "", "community": "tuesday/"}
    places["story"] = f"{world.stories['public'].url}/"
    forms = {"json": "@vocabularies/", "html": "@@getVocabulary?name="}
    every = [
        (reader, accept, place, name)
        for name in registered.vocabularies()
        for place in places
        for accept in forms
        for reader in ("colleague", "member", "siteadmin")
    ]
    asked = whole.pairs("vocabularies", every, axes=tuple)
    sweep(
        world,
        [
            (reader, accept, f"{places[place]}{forms[accept]}{name}")
            for reader, accept, place, name in whole.chosen(
                "vocabularies", asked, SAMPLE
            )
        ],
    )


def test_the_sweep_is_large_enough(world):
    assert len(names_on(world, None)) > 300
    assert len(names_on(world, world.stories["private"])) > 150
    assert len(registered.vocabularies()) > 60
    assert len(registered.own_vocabularies()) >= 6
