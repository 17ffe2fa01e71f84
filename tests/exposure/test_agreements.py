"""Whether a community has an agreement is known to those who see it, and to no others.

The same is asked of two sites that differ in nothing else. Whoever is outside gets the
same answers: bodies, counts, sizes, what stands in the community, its home.
"""

from leap.cop.community.membership import Membership
from leap.cop.core.ids import new_id
from leap.cop.testing import PASSWORD
from tests.conftest import NOW
from tests.exposure import canaries
from tests.exposure import canaries_agreements
from tests.exposure import worlds
from tests.exposure.agreement_channels import AGREEMENTS
from tests.exposure.agreement_channels import STOCK
from tests.exposure.answers import comparable
from tests.exposure.answers import difference
from tests.exposure.channels import Channel
from tests.exposure.channels import HTML
from tests.exposure.channels import JSON
from tests.exposure.sample import Scope
from tests.exposure.test_channels import ask
from tests.exposure.test_channels import NOWHERE
from uuid import uuid4

import pytest
import transaction


#: Whoever sees the community, or a part of what is told in it, and no agreement.
OUTSIDE = ("colleague", "former", "paused", "reviewer", "sitereviewer", None)

#: A story that all staff read, told where the agreement is.
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

ROWS = [
    *STORY,
    *LISTS,
    *STOCK,
    *(row for group in AGREEMENTS.values() for row in group),
]

#: How many of them each asks in `make test`.
SAMPLE = 16


def plant(world, is_there: bool) -> canaries.Planted:
    """Begin the agreement, or make up the address that it would have."""
    community = world.portal["tuesday"]
    community.requires_agreement = True
    canaries_agreements.make_author(PASSWORD)
    Membership(community).add(canaries_agreements.AUTHOR[0], "member", now=NOW)
    if is_there:
        return canaries.begin_agreement(community, "inneragreement", NOW)
    name = new_id()
    return canaries.Planted(
        key="inneragreement",
        kind="agreement",
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


def answers_of(is_there: bool, whole: Scope) -> dict:
    """Return what a site with the agreement, or without one, tells those outside."""
    with worlds.empty_world() as world:
        story = canaries.plant_story(world.portal["tuesday"], "named", 2, NOW)
        thing = plant(world, is_there)
        world.planted += [story, thing]
        transaction.commit()
        clause = thing.below.get("clause")
        names = {
            story.id: "STORY",
            story.uid: "STORY-UID",
            thing.id: "AGREEMENT",
            thing.uid: "AGREEMENT-UID",
            clause.id if clause else NOWHERE: "CLAUSE",
        }
        for kind, below in story.below.items():
            names |= {below.id: kind, below.uid: f"{kind}-UID"}
        found = {}
        for reader in OUTSIDE:
            cells = [(row, reader) for row in ROWS]
            for row, _reader in whole.chosen(str(reader), cells, SAMPLE, key=known):
                about = story if row in STORY else thing
                answer = ask(world, row, about, reader)
                found[known((row, reader))] = comparable(answer, names)
        if is_there:
            told = world.session("member", "json").get(thing.url).text
            assert thing.words["rule"] in told and thing.words["one_line"] in told
        return found


def test_nobody_outside_learns_that_there_is_one(functional_session, whole):
    there, absent = answers_of(True, whole), answers_of(False, whole)
    assert there.keys() == absent.keys() and len(there) > 60
    told = [
        f"{' '.join(key)}: {found}"
        for key in sorted(there)
        if (found := difference(there[key], absent[key]))
    ]
    if told:
        pytest.fail(f"{len(told)} tell\n" + "\n".join(told[:80]), pytrace=False)
