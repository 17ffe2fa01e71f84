"""Whether a community has an agreement, or meets, is known to those who see it alone.

The same is asked of two sites that differ in nothing else. Whoever is outside gets the
same answers: bodies, counts, sizes, what stands in the community, its home.
"""

from collections.abc import Callable
from leap.cop.community.membership import Membership
from leap.cop.core.ids import new_id
from leap.cop.testing import PASSWORD
from tests.conftest import NOW
from tests.exposure import canaries
from tests.exposure import canaries_agreements
from tests.exposure import canaries_meetings
from tests.exposure import worlds
from tests.exposure.agreement_channels import AGREEMENTS
from tests.exposure.agreement_channels import STOCK
from tests.exposure.answers import comparable
from tests.exposure.answers import difference
from tests.exposure.channels import Channel
from tests.exposure.channels import HTML
from tests.exposure.channels import JSON
from tests.exposure.meeting_channels import MEETINGS
from tests.exposure.sample import Scope
from tests.exposure.test_channels import ask
from tests.exposure.test_channels import NOWHERE
from typing import NamedTuple
from uuid import uuid4

import pytest
import re
import transaction


#: Whoever sees the community, or a part of what is told in it, and nothing of these.
OUTSIDE = ("colleague", "former", "paused", "reviewer", "sitereviewer", None)

#: A story that all staff read, told where the secret is.
STORY = [Channel("{thing}", HTML, "O"), Channel("{thing}", JSON, "O")]
STORY += [Channel(f"{{thing}}/@{name}", JSON, "O") for name in ("audience", "actions")]

#: What lists what there is.
LISTS = [
    Channel("@@communities", HTML, "O"),
    Channel("@@story-library", HTML, "O"),
    Channel("@search?b_size=100&metadata_fields=_all", JSON, "O"),
    Channel("@@sitemap", HTML, "O"),
    Channel("my-applications", HTML, "O"),
]

#: How many of them each asks in `make test`.
SAMPLE = 16


def begin_agreement(community, is_there: bool):
    """Begin an agreement in a community that asks for one, if there is to be one."""
    community.requires_agreement = True
    canaries_agreements.make_author(PASSWORD)
    Membership(community).add(canaries_agreements.AUTHOR[0], "member", now=NOW)
    return is_there and canaries.begin_agreement(community, "inneragreement", NOW)


def plan_meeting(community, is_there: bool):
    """Plan a meeting in a community, if there is to be one."""
    canaries_meetings.give_places(community, PASSWORD, NOW)
    return is_there and canaries.plant_meeting(community, "innermeeting", PASSWORD, NOW)


def _about_meetings() -> list[Channel]:
    """Return the rows that are about no story, and echo no word."""
    rows = [row for group in MEETINGS.values() for row in group]
    return [row for row in rows if not {"{thing}", "{word}"} & set(_parts(row))]


def _parts(row: Channel) -> list[str]:
    return re.findall(r"\{[a-z_]+\}", row.address)


class Secret(NamedTuple):
    """What one site has and the other one has not."""

    kind: str
    plant: Callable
    rows: list[Channel]
    #: What stands below it, and which of its words its members find on it.
    below: str
    seen: tuple[str, ...]


SECRETS = [
    Secret(
        "agreement",
        begin_agreement,
        [*STOCK, *(row for group in AGREEMENTS.values() for row in group)],
        "clause",
        ("rule", "one_line"),
    ),
    Secret(
        "meeting",
        plan_meeting,
        _about_meetings(),
        "row",
        ("title", "location"),
    ),
]


def made_up(community, kind: str) -> canaries.Planted:
    """Return something at an address like those of what is there."""
    name = new_id()
    return canaries.Planted(
        key=kind,
        kind=kind,
        state="community",
        url=f"{community.absolute_url()}/{name}",
        id=name,
        uid=uuid4().hex,
        teller=None,
        attribution="",
        words={"title": ""},
        readers_of={},
        readers=frozenset(),
    )


def known(cell: tuple) -> tuple[str, str]:
    """Return what a question is called, the same at each run."""
    row, reader = cell
    return f"{row.name} {row.body}", reader or "visitor"


def answers_of(secret: Secret, is_there: bool, whole: Scope) -> dict:
    """Return what a site with the secret, or without it, tells those outside."""
    with worlds.empty_world() as world:
        community = world.portal["tuesday"]
        story = canaries.plant_story(community, "named", 2, NOW)
        planted = secret.plant(community, is_there)
        thing = planted or made_up(community, secret.kind)
        world.planted += [story, thing]
        transaction.commit()
        below = thing.below.get(secret.below)
        names = {
            story.id: "STORY",
            story.uid: "STORY-UID",
            thing.id: "SECRET",
            thing.uid: "SECRET-UID",
            below.id if below else NOWHERE: "BELOW",
        }
        for kind, medium in story.below.items():
            names |= {medium.id: kind, medium.uid: f"{kind}-UID"}
        rows = [*STORY, *LISTS, *secret.rows]
        found = {}
        for reader in OUTSIDE:
            cells = [(row, reader) for row in rows]
            for row, _reader in whole.chosen(str(reader), cells, SAMPLE, key=known):
                about = story if row in STORY else thing
                answer = ask(world, row, about, reader)
                found[known((row, reader))] = comparable(answer, names)
        if is_there:
            told = world.session("member", "json").get(thing.url).text
            assert all(thing.words[word] in told for word in secret.seen)
        return found


@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.kind)
def test_nobody_outside_learns_that_there_is_one(functional_session, whole, secret):
    there, absent = (answers_of(secret, is_there, whole) for is_there in (True, False))
    assert there.keys() == absent.keys() and len(there) > 60
    told = [
        f"{' '.join(key)}: {found}"
        for key in sorted(there)
        if (found := difference(there[key], absent[key]))
    ]
    if told:
        pytest.fail(f"{len(told)} tell\n" + "\n".join(told[:80]), pytrace=False)
