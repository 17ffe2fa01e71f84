"""Two sites, alike but for a secret, answer alike (DESIGN §8.3).

The same questions are asked of three sites: without the secret stories, with them, and
with other texts by other tellers. Whoever is outside their audience must get the same
status, headers and body each time. In the same way a public story without a name must
read the same whoever told it (P4). `make exposure` asks every pair of a question, a
thing and who asks (or one like them), `make test` a part.
"""

from DateTime import DateTime
from datetime import timedelta
from leap.cop.core.ids import new_id
from leap.cop.media.keeping import media_of
from tests.conftest import NOW
from tests.exposure import canaries
from tests.exposure import readers
from tests.exposure import worlds
from tests.exposure.all_channels import OURS
from tests.exposure.all_channels import STOCK
from tests.exposure.answers import comparable
from tests.exposure.answers import difference
from tests.exposure.canaries_media import Below
from tests.exposure.canaries_media import KINDS
from tests.exposure.channels import is_per_thing
from tests.exposure.registered import vocabularies
from tests.exposure.sample import Scope
from tests.exposure.test_channels import fill
from tests.exposure.test_sweep import LEFT_OUT
from tests.exposure.test_sweep import names_on
from uuid import uuid4

import pytest
import transaction


#: Tells how much was written, or how often, and nothing of what or by whom.
COUNTS = (
    "catalogCounter",
    "@transactions",
    "@database",
    "@system",
    "Control_Panel",
    "manage_UndoForm",
    # Whoever looks after the site reads how many chains hold.
    "consent-ledger",
)
#: Tells facilitators how many stories come back when a community narrows: they must
#: know before they do it. A story that waits for review counts there.
COUNTS += ("change-audience",)
#: Random by nature, or about this very process.
COUNTS += ("error_log", "memory", "profile", "@@ok", "test_rendering")

#: Stage by stage more is planted, and those ask who may read nothing of it so far.
STAGES = (
    (("private", "returned"), ("reviewer", "sitereviewer")),
    (("pending",), ("member", "facilitator", "paused")),
    (
        ("community", "communitypending"),
        ("colleague", "siteadmin", None, "newcomer", "waiting"),
    ),
)

#: Addresses that reach a thing through what it does not stand in.
ROADS = ("tuesday/tuesday/{id}", "folder/tuesday/{id}", "pointers/tuesday/{id}/view")
ROADS += ("{thing}/{id}", "tuesday/tuesday/{id}/@audience")

VARIANTS = ("absent", "first", "second")

OUR_NAMES = frozenset(channel.name for channel in OURS)

#: Questions per stage and reader in `make test`.
SAMPLE = 7


def plant(world, key: str, variant: str) -> canaries.Planted:
    """Plant one secret, or make up the address it would have had."""
    community = world.portal["tuesday"]
    number = 0 if variant == "first" else 1
    if variant != "absent":
        thing = canaries.plant_story(community, key, number, NOW)
        if variant == "second":
            reword(community[thing.id], key)
        return thing
    name = new_id()
    url = f"{community.absolute_url()}/{name}"
    return canaries.Planted(
        key=key,
        kind="story",
        state="private",
        url=url,
        id=name,
        uid=uuid4().hex,
        teller=None,
        attribution="anonymous",
        words={"title": canaries.word(key, "title")},
        readers_of={},
        readers=frozenset(),
        below={kind: made_up(url) for kind in KINDS},
    )


def made_up(url: str) -> Below:
    """Return something that is not there, at an address like those of what is."""
    name = new_id()
    return Below(f"{url}/{name}", name, uuid4().hex)


def reword(story, key: str) -> None:
    """Give a story another text, longer, with other choices: no field is the same."""
    for name in canaries.RICH:
        setattr(story, name, canaries.html(f"Other {name} of {key}. " * 40))
    for name in canaries.LINES:
        setattr(story, name, f"Another {name} of {key}, and a longer one")
    story.domain = "practice"
    for medium in media_of(story):
        medium.title = f"Another {medium.portal_type} of {key}"
        medium.description = "Longer than before. " * 20
    story.creation_date = story.creation_date - 40
    story.reindexObject()


def questions(world) -> list[tuple[str, str, str]]:
    """Return (what, accept, address template), about the site and about one thing."""
    asked = []
    for channel in [*STOCK, *OURS]:
        if channel.method in ("GET", "HEAD", "OPTIONS") and not channel.headers:
            what = "thing" if is_per_thing(channel) else "site"
            asked.append((what, channel.accept, channel))
    asked += [("site", accept, name) for accept, name in names_on(world, None)]
    some_story = world.stories["named"]
    asked += [
        ("thing", accept, f"{{thing}}/{name}")
        for accept, name in names_on(world, some_story)
    ]
    tuesday = some_story._replace(url=some_story.url.rsplit("/", 1)[0])
    asked += [
        ("site", accept, f"tuesday/{name}") for accept, name in names_on(world, tuesday)
    ]
    asked += [("thing", accept, road) for accept in ("html", "json") for road in ROADS]
    for name in vocabularies():
        asked.append(("site", "json", f"tuesday/@vocabularies/{name}"))
    kept: dict[tuple, tuple] = {}
    for question in asked:
        what, accept, template = question
        if not any(word in str(template) for word in (*COUNTS, *LEFT_OUT)):
            # What is registered stands in some rows as well: once is enough.
            method = getattr(template, "method", "GET")
            address = getattr(template, "address", template)
            kept.setdefault((what, accept, method, address), question)
    return list(kept.values())


def called(question) -> str:
    """Return what a question is called, the same at each run."""
    what, accept, template = question
    return f"{what} {accept} {getattr(template, 'name', template)}"


def who_asks(question, reader) -> str | None:
    """Return who has to ask a question: this reader, or one like them.

    What is ours, and what is about one thing, is asked by everybody; what stock shows
    of the site, by somebody of each likeness.
    """
    what, _accept, template = question
    is_row = hasattr(template, "name")
    if is_row and (what == "thing" or template.name in OUR_NAMES):
        return reader
    return readers.likeness(reader)


def ask_all(world, things, askers, whole: Scope, stage: str) -> dict:
    """Ask, and give comparable answers by question."""
    names = {}
    for thing in [*world.planted, *things]:
        names |= {thing.id: f"ID-{thing.key}", thing.uid: f"UID-{thing.key}"}
        for kind, below in thing.below.items():
            names |= {below.id: f"ID-{thing.key}-{kind}"}
            names |= {below.uid: f"UID-{thing.key}-{kind}"}
    answers = {}
    every = [
        (question, thing, reader)
        for reader in askers
        for question in questions(world)
        for thing in (things if question[0] == "thing" else things[:1])
    ]
    asked = whole.pairs(
        stage,
        every,
        axes=lambda row: (called(row[0]), row[1].key, who_asks(row[0], row[2])),
        key=lambda row: (called(row[0]), row[1].key, row[2]),
    )
    for reader in askers:
        chosen = whole.chosen(
            f"{stage} {reader}",
            [row for row in asked if row[2] == reader],
            SAMPLE,
            key=lambda row: (called(row[0]), row[1].key),
        )
        for (_what, accept, template), thing, _reader in chosen:
            address = (
                template.replace("{thing}", thing.url).replace("{id}", thing.id)
                if isinstance(template, str)
                else fill(template, thing._replace(teller="zzfimble"))
            )
            method = getattr(template, "method", "GET")
            answer = world.session(reader, accept).request(method, address)
            name = getattr(template, "name", template)
            key = (reader or "visitor", accept, name, thing.key)
            answers[key] = comparable(answer, names)
    return answers


def site_with(variant: str, whole: Scope) -> dict:
    """Make a site with a variant of the secrets, and give all its answers."""
    answers = {}
    with worlds.empty_world() as world:
        # Something that everybody reads stands on each of the sites.
        world.planted.append(
            canaries.plant_story(world.portal["tuesday"], "named", 2, NOW)
        )
        transaction.commit()
        things = []
        for keys, askers in STAGES:
            things += [plant(world, key, variant) for key in keys]
            transaction.commit()
            answers |= ask_all(world, things, askers, whole, keys[0])
    return answers


def complain(one: dict, other: dict, what: str) -> list[str]:
    return [
        f"{what}: {' '.join(map(str, key))}: {found}"
        for key in sorted(one, key=str)
        if (found := difference(one[key], other[key]))
    ]


def test_a_secret_makes_no_difference(functional_session, whole):
    absent, first, second = (site_with(variant, whole) for variant in VARIANTS)
    assert absent.keys() == first.keys() == second.keys()
    found = complain(absent, first, "there or not")
    found += complain(first, second, "this text or that")
    if found:
        pytest.fail(f"{len(found)} of {len(first)}\n" + "\n".join(found[:100]), False)


#: Stories without a name that others read, and who asks about them.
NAMELESS = ("public", "role", "community", "communitypending", "heldpublic")
ASKERS = ("member", "facilitator", "colleague", "reviewer", "siteadmin", "admin")


def told_by(number: int, whole: Scope) -> dict:
    """Make a site where everything without a name is told by one person.

    Each story on a day of its own: what has one day stands in an order that says
    nothing, and so differs between two sites.
    """
    with worlds.empty_world() as world:
        community = world.portal["tuesday"]
        days = [NOW - timedelta(days=day) for day in range(len(NAMELESS) + 1)]
        named = canaries.plant_story(community, "named", 2, days.pop())
        world.planted.append(named)
        things = [
            canaries.plant_story(community, key, number, day)
            for key, day in zip(NAMELESS, days, strict=True)
        ]
        for day, thing in enumerate([named, *things], 1):
            story = community[thing.id]
            story.setModificationDate(DateTime() - day)
            story.reindexObject(idxs=["modified"])
        transaction.commit()
        return ask_all(world, things, ASKERS, whole, "told by")


def test_who_told_a_story_without_a_name_makes_no_difference(functional_session, whole):
    one, other = told_by(0, whole), told_by(1, whole)
    found = complain(one, other, "this teller or that")
    tellers = list(readers.TELLERS)[:2]
    for key, answer in one.items():
        # Pages of people name people; what they tell is the same on both sites. Who is
        # looked for by the first letters of a name is found alone.
        if any(word in str(key) for word in ("@user-search", "?query=")):
            continue
        if tellers[0] in str(answer) and tellers[1] not in str(answer):
            found.append(f"names one teller alone: {key}")
    if found:
        pytest.fail(f"{len(found)} of {len(one)}\n" + "\n".join(found[:100]), False)
