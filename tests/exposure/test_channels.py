"""P1: nobody reads a thing, or a trace of it, beyond its audience, over real HTTP.

Every row of the matrix (`all_channels.py`) is asked by every reader. `make
exposure` asks all of it; `make test` a fixed sample that differs from row to row.
"""

from tests.exposure.all_channels import OURS
from tests.exposure.all_channels import STOCK
from tests.exposure.canaries_media import Below
from tests.exposure.canaries_media import KINDS
from tests.exposure.canaries_rounds import KINDS as OF_ROUNDS
from tests.exposure.channels import Channel
from tests.exposure.channels import is_per_round
from tests.exposure.channels import is_per_thing
from tests.exposure.channels import QUERY
from tests.exposure.readers import READERS
from tests.exposure.readers import TELLERS
from tests.exposure.sample import Scope

import json
import pytest


#: An id like ours, of nothing.
NOWHERE = "b2d4f6h8j3k5m7n9p2q4r6s8t3"


def fill(channel: Channel, thing, form: str = "", topic_round: str = "") -> str:
    """Give the address of a row, for one thing.

    What stands below it has a made-up address where nothing does.
    """
    nothing = Below(f"{thing.url}/{NOWHERE}", NOWHERE, NOWHERE)
    below = {kind: thing.below.get(kind, nothing) for kind in (*KINDS, *OF_ROUNDS)}
    if thing.kind == "round":
        topic_round = thing.id
    return channel.address.format(
        thing=thing.url,
        uid=thing.uid,
        id=thing.id or thing.url.rsplit("/", 1)[1],
        word=thing.words["title"],
        teller=thing.teller or next(iter(TELLERS)),
        query=QUERY,
        form=form or NOWHERE,
        round=topic_round or NOWHERE,
        **{kind: one.url for kind, one in below.items()},
        **{f"{kind}_id": one.id for kind, one in below.items()},
    )


def below_tuesday(world) -> dict[str, str]:
    """Give the ids of the form and the round that rows ask for, for `fill`."""
    return {
        "form": next((one.id for one in world.written), ""),
        "topic_round": next((one.id for one in world.rounds.values()), ""),
    }


def ask(world, channel: Channel, thing, reader):
    """Ask one row as one reader; give the answer."""
    session = world.session(reader, channel.accept)
    headers = dict(channel.headers or {})
    body = None
    if channel.body is not None and "xml" in channel.body:
        body = channel.body["xml"]
    elif channel.body is not None:
        body = json.dumps(channel.body)
        headers.setdefault("Content-Type", "application/json")
    return session.request(
        channel.method,
        fill(channel, thing, **below_tuesday(world)),
        data=body,
        headers=headers,
    )


def complaints(world, channel: Channel, thing, reader) -> list[str]:
    """Ask, and give what was told that should not be, one line each."""
    answer = ask(world, channel, thing, reader)
    who = reader or "visitor"
    at = f"{who} {channel.name} [{thing.key}] {answer.status_code}"
    found = [
        f"{at}: {leak}" for leak in world.leaks(answer, reader, tells=channel.tells)
    ]
    if answer.status_code >= 500 and "500" not in channel.tells:
        found.append(f"{at}: {answer.text[:160]!r}")
    return found


def pairs(channel: Channel, world, whole: Scope) -> list[tuple]:
    """Give the (thing, reader) pairs to ask a row with."""
    things = [world.stories["community"]]
    if is_per_thing(channel):
        things = world.planted
    elif is_per_round(channel):
        things = list(world.rounds.values())
    every = [(thing, reader) for thing in things for reader in READERS]
    return whole.chosen(channel.name, every, 2 if channel in OURS else 1)


@pytest.mark.parametrize("group", [STOCK, OURS], ids=["stock", "ours"])
def test_no_trace_beyond_the_audience(world, whole, group):
    found = []
    for channel in group:
        for thing, reader in pairs(channel, world, whole):
            found += complaints(world, channel, thing, reader)
    if found:
        pytest.fail(f"{len(found)} leaks\n" + "\n".join(found[:300]), pytrace=False)
