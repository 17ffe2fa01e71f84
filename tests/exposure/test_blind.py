"""Blind until the close, and unnamed for ever: P5, and §8.3 for rounds.

The same questions are asked twice of one site, as everybody up to the root user. In
between people move their dots, or somebody else has written the topics; how many have
voted stays. No answer may change: neither a number, an order nor a header. `make
exposure` asks every pair of a question, a round and who asks, `make test` a part.
"""

from leap.cop.ballot.rules import laid_out
from leap.cop.topic import collecting
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic import voting
from leap.cop.topic.records import record_of
from plone import api
from plone.locking.interfaces import ILockable
from plone.uuid.interfaces import IUUID
from tests.conftest import NOW
from tests.exposure import canaries
from tests.exposure import readers
from tests.exposure import worlds
from tests.exposure.answers import comparable
from tests.exposure.answers import difference
from tests.exposure.canaries_media import Below
from tests.exposure.channels import is_per_round
from tests.exposure.round_channels import ROUNDS
from tests.exposure.sample import Scope
from tests.exposure.test_channels import fill
from tests.exposure.test_noninterference import OUR_NAMES
from tests.exposure.test_noninterference import questions
from tests.exposure.test_sweep import LEFT_OUT
from tests.exposure.test_sweep import names_on

import hashlib
import pytest
import transaction


VOTERS = tuple(readers.TELLERS)

#: Who asks. The first of the voters votes alike both times, and sees no other ballot.
ASKERS = (*readers.READERS, VOTERS[0])

#: Questions per reader in `make test`.
SAMPLE = {"own": 16, "stock": 6, "site": 6}

#: How the dots of the others fall, by the number of the theme; the first time and the
#: second.
FIRST = ({0: 3, 1: 2}, {0: 3})
SECOND = ({2: 3}, {1: 1, 2: 2})

#: Round to secrecy, audience, and whether people are named.
KINDS = {
    "named": ("named", "publish", True),
    "secret": ("secret", "publish", True),
    "inside": ("named", "share", False),
    "insidesecret": ("secret", "share", True),
}


def plant(world, key: str) -> canaries.Planted:
    """Make a round that is open, where everybody whose dots count has voted."""
    secrecy, transition, unnamed = KINDS[key]
    community = world.portal["tuesday"]
    with api.env.adopt_user("facilitator"):
        content = api.content.create(
            community,
            type="leap.cop.TopicRound",
            title=f"Round {key}",
            secrecy=secrecy,
            unnamed_topics=unnamed,
        )
        api.content.transition(content, transition)
    topics = []
    for number in range(4):
        with api.env.adopt_user(VOTERS[1 + number % 2]):
            text = f"Topic {number}"
            topics.append(collecting.raise_topic(content, text, now=NOW).id)
    with api.env.adopt_user("facilitator"):
        themes = [
            grouping.add_theme(
                content, f"Theme {number}", "", topics[number : number + 1], now=NOW
            ).id
            for number in range(3)
        ]
        phases.go_to(content, "voting", now=NOW)
    for userid, dots in zip(VOTERS, ({1: 1}, *FIRST), strict=True):
        with api.env.adopt_user(userid):
            sent = {themes[number]: count for number, count in dots.items()}
            voting.cast(content, sent, f"receipt-of-{userid}", now=NOW)
    url = content.absolute_url()
    kept = (("topic", topics), ("theme", themes))
    below = {
        f"{kind}{number or ''}": Below(f"{url}/@{kind}s/{one}", one, one)
        for kind, ids in kept
        for number, one in enumerate(ids)
    }
    words = {"title": f"Round {key}", "description": ""}
    about = {"url": url, "id": content.getId(), "uid": IUUID(content)}
    return canaries.Planted(
        key=key,
        kind="round",
        state=api.content.get_state(content),
        teller=None,
        attribution="",
        words=words,
        readers_of={},
        readers=frozenset(),
        below=below,
        **about,
    )


@pytest.fixture(scope="module")
def place(functional_session):
    """Yield a site with open rounds, and a story that everybody reads."""
    with worlds.empty_world() as world:
        world.planted.append(
            canaries.plant_story(world.portal["tuesday"], "named", 2, NOW)
        )
        world.planted += [plant(world, key) for key in KINDS]
        transaction.commit()
        yield world


def content_of(place, thing):
    return place.portal["tuesday"][thing.id]


def move_dots(place) -> None:
    """Let the others change their minds: over HTTP, or as if they had begun so."""
    for thing in place.rounds.values():
        themes = [thing.below[f"theme{number or ''}"].id for number in range(3)]
        for userid, dots in zip(VOTERS[1:], SECOND, strict=True):
            sent = {themes[number]: count for number, count in dots.items()}
            if KINDS[thing.key][0] == "named":
                answer = place.session(userid, "json").put(
                    f"{thing.url}/@ballot", json={"dots": sent}
                )
                assert answer.status_code == 200, answer.text
                continue
            transaction.begin()
            box = record_of(content_of(place, thing)).box
            key = hashlib.sha256(f"receipt-of-{userid}".encode()).hexdigest()
            tree = box.bucket_of(key)
            assert key in tree
            tree[key] = laid_out(tuple(sorted(sent.items())), box.rules)
            transaction.commit()


def swap_authors(place) -> None:
    """Let what one of the two wrote be the other's."""
    transaction.begin()
    other = dict(zip(VOTERS[1:], reversed(VOTERS[1:]), strict=True))
    for thing in place.rounds.values():
        if KINDS[thing.key][2]:
            for topic in record_of(content_of(place, thing)).topics.values():
                topic.author = other[topic.author]
    transaction.commit()


def own_questions(place) -> list[tuple]:
    """Return what our rows ask of a round."""
    return [
        (channel.accept, channel)
        for group in ROUNDS.values()
        for channel in group
        if channel.method == "GET" and is_per_round(channel)
    ]


def stock_questions(place) -> list[tuple]:
    """Return what else there is to ask of one: feeds, histories, whatever is there."""
    asked = [
        (accept, what)
        for about, accept, what in questions(place)
        if about == "thing" and not isinstance(what, str)
    ]
    return asked + [
        (accept, f"{{thing}}/{name}")
        for accept, name in names_on(place, next(iter(place.rounds.values())))
        if name not in LEFT_OUT
    ]


def other_questions(place) -> list[tuple]:
    """Return what is asked of the site and the community: lists, feeds, searches."""
    return [
        (accept, what)
        for about, accept, what in questions(place)
        if about == "site" and not (hasattr(what, "address") and is_per_round(what))
    ]


def known(pair) -> tuple[str, str]:
    """Return what a question and its round are called, the same at each run."""
    (accept, what), thing = pair
    return f"{accept} {getattr(what, 'name', what)}", thing.key


def ask(place, reader, question, thing) -> tuple:
    accept, what = question
    address = (
        what.replace("{thing}", thing.url)
        if isinstance(what, str)
        else fill(what, thing._replace(teller="zzfimble"))
    )
    answer = place.session(reader, accept).get(address)
    return comparable(answer, {})


def axes(row) -> tuple:
    """Return what meets in a question: the question, the round, and who asks."""
    (question, thing), reader = row
    name, key = known((question, thing))
    return name, key, reader


def axes_of_ours(row) -> tuple:
    """Return the same for rows of ours: all sorts of readers ask for each round."""
    name, key, reader = axes(row)
    return name, (key, readers.likeness(reader)), reader


def axes_of_stock(row) -> tuple:
    """Return the same for stock: somebody like the reader will do."""
    name, key, reader = axes(row)
    (_accept, what), _thing = row[0]
    is_ours = getattr(what, "name", "") in OUR_NAMES
    return name, key, reader if is_ours else readers.likeness(reader)


def unlock(place) -> None:
    """Open what asking for an edit form has locked; the next time it is as before.

    And lock nothing any more: stock's locks end by the clock, while others are asked.
    """
    transaction.begin()
    for content in (place.portal, place.portal["everything"]):
        ILockable(content).clear_locks()
    api.portal.set_registry_record("plone.lock_on_ttw_edit", False)
    transaction.commit()


def ask_all(place, whole: Scope) -> dict:
    unlock(place)
    answers = {}
    things = list(place.rounds.values())
    asked = {
        "own": [(one, thing) for one in own_questions(place) for thing in things],
        "stock": [
            (one, thing) for one in stock_questions(place) for thing in things[::3]
        ],
        "site": [(one, things[0]) for one in other_questions(place)],
    }
    for what, of_one in asked.items():
        rows = whole.pairs(
            what,
            [(pair, reader) for reader in ASKERS for pair in of_one],
            axes_of_ours if what == "own" else axes_of_stock,
            key=lambda row: (*known(row[0]), row[1]),
        )
        for reader in ASKERS:
            pairs = [pair for pair, asker in rows if asker == reader]
            chosen = whole.chosen(f"{what} {reader}", pairs, SAMPLE[what], key=known)
            for question, thing in chosen:
                key = (reader or "visitor", *known((question, thing)))
                answers[key] = ask(place, reader, question, thing)
    return answers


def differences(one: dict, other: dict) -> list[str]:
    return [
        f"{' '.join(map(str, key))}: {found}"
        for key in sorted(one, key=str)
        if (found := difference(one[key], other[key]))
    ]


def exact(place) -> dict:
    """Return answers as they are, dates and orders included, without what is of now."""
    paths = ["tuesday", "tuesday/@cop-home", "tuesday/@rounds", "tuesday/@history"]
    paths += [
        f"@search?portal_type=leap.cop.TopicRound&metadata_fields=_all&sort_on={index}"
        for index in ("modified", "created", "sortable_title", "getId", "cop_since")
    ]
    paths += ["@search?portal_type=leap.cop.TopicRound&fullobjects=1"]
    for thing in place.rounds.values():
        services = ("", "/@topics", "/@themes", "/@phase", "/@history", "/@workflow")
        paths += [f"{thing.url}{path}" for path in (*services, "/@voters")]
    found = {}
    for reader in ("member", "facilitator", "siteadmin", "admin", VOTERS[0]):
        for path in paths:
            answer = place.session(reader, "json").get(path)
            headers = {**answer.headers}
            headers.pop("Date", None)
            found[reader, path] = (answer.status_code, headers, answer.text)
    return found


def shown(place, whole: Scope) -> tuple[dict, dict]:
    """Return all answers as they are now; what was asked last is not asked again."""
    if "shown" not in place:
        place["shown"] = exact(place), ask_all(place, whole)
    return place["shown"]


def complain_after(place, whole: Scope, change) -> None:
    """Change something that nobody may see, and fail if somebody sees it."""
    exactly, first = shown(place, whole)
    change(place)
    del place["shown"]
    again, second = shown(place, whole)
    assert again == exactly
    if found := differences(first, second):
        pytest.fail(f"{len(found)} of {len(first)}\n" + "\n".join(found[:100]), False)


def test_no_answer_depends_on_a_ballot_before_the_close(place, whole):
    complain_after(place, whole, move_dots)


def test_no_answer_depends_on_who_wrote_a_topic(place, whole):
    complain_after(place, whole, swap_authors)


def test_after_the_close_there_is_something_to_see(place):
    """The questions above would have found it."""
    move_dots(place)
    for thing in place.rounds.values():
        answer = place.session("facilitator", "json").post(
            f"{thing.url}/@phase", json={"phase": "closed"}
        )
        assert answer.status_code == 200, answer.text
    for reader in ("member", "admin", VOTERS[0]):
        for thing in place.rounds.values():
            told = place.session(reader, "json").get(f"{thing.url}/@results").json()
            themes = [row["title"] for row in told["items"]]
            assert themes == ["Theme 2", "Theme 1", "Theme 0"], (reader, thing.key)
