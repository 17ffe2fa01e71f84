"""P1: nobody reads a thing, or a trace of it, beyond its audience, over real HTTP.

Every row of the matrix (`all_channels.py`) is asked by every reader, for every thing.
`make exposure` asks each pair of them; `make test` a fixed sample that differs from row
to row.
"""

from itertools import groupby
from tests.exposure.all_channels import OURS
from tests.exposure.all_channels import STOCK
from tests.exposure.canaries import INMOST
from tests.exposure.canaries_agreements import KINDS as OF_AGREEMENTS
from tests.exposure.canaries_media import Below
from tests.exposure.canaries_media import KINDS
from tests.exposure.canaries_meetings import KINDS as OF_MEETINGS
from tests.exposure.canaries_rounds import KINDS as OF_ROUNDS
from tests.exposure.channels import Channel
from tests.exposure.channels import is_per_agreement
from tests.exposure.channels import is_per_meeting
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


def fill(
    channel: Channel,
    thing,
    form: str = "",
    topic_round: str = "",
    agreement=None,
    meeting=None,
) -> str:
    """Return the address of a row, for one thing.

    What stands below it has a made-up address where nothing does.
    """
    nothing = Below(f"{thing.url}/{NOWHERE}", NOWHERE, NOWHERE)
    kinds = (*KINDS, *OF_ROUNDS, *OF_AGREEMENTS, *OF_MEETINGS)
    below = {kind: thing.below.get(kind, nothing) for kind in kinds}
    if thing.kind == "round":
        topic_round = thing.id
    if thing.kind == "agreement":
        agreement = thing
    if thing.kind == "meeting":
        meeting = thing
    agreed = agreement.url if agreement else f"tuesday/{NOWHERE}"
    return channel.address.format(
        thing=thing.url,
        uid=thing.uid,
        id=thing.id or thing.url.rsplit("/", 1)[1],
        word=thing.words["title"],
        teller=thing.teller or next(iter(TELLERS)),
        query=QUERY,
        form=form or NOWHERE,
        round=topic_round or NOWHERE,
        meeting=meeting.url if meeting else f"tuesday/{NOWHERE}",
        agreement=agreed,
        agreement_uid=agreement.uid if agreement else NOWHERE,
        agreed=agreed.rpartition("/")[0],
        **{kind: one.url for kind, one in below.items()},
        **{f"{kind}_id": one.id for kind, one in below.items()},
    )


def below_tuesday(world) -> dict:
    """Return what rows ask for that stands below a community, for `fill`."""
    return {
        "form": next((one.id for one in world.written), ""),
        "topic_round": next((one.id for one in world.rounds.values()), ""),
        "agreement": next(iter(world.agreements.values()), None),
        "meeting": next(iter(world.meetings.values()), None),
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


def things_of(channel: Channel, world) -> list:
    """Return what a row is asked for."""
    if is_per_thing(channel):
        return world.planted
    if is_per_round(channel):
        return list(world.rounds.values())
    if is_per_agreement(channel):
        return list(world.agreements.values())
    if is_per_meeting(channel):
        return list(world.meetings.values())
    return [world.stories["community"]]


def known(cell: tuple) -> tuple:
    """Return what a thing and a reader are called, the same at each run."""
    _channel, thing, reader = cell
    return thing.key, reader


def axes(cell: tuple) -> tuple:
    """Return what meets when a row is asked: the row, the thing, and who asks.

    Each row is asked for each thing by one who may read it and by one who may not; by
    every reader; and by every reader for what is inmost.
    """
    channel, thing, reader = cell
    return (
        f"{channel.name} {channel.body} {channel.headers}",
        (thing.key, thing.may_read(reader)),
        reader,
        (thing.key, reader) if thing.key in INMOST else "",
    )


def cells(group: list[Channel], world, whole: Scope) -> list[tuple]:
    """Return the (row, thing, reader) that are asked now."""
    every = [
        (channel, thing, reader)
        for channel in group
        for thing in things_of(channel, world)
        for reader in READERS
    ]
    asked = whole.pairs(
        "rows", every, axes, key=lambda cell: (cell[0].name, *known(cell))
    )
    chosen = []
    for _row, of_row in groupby(asked, key=lambda cell: id(cell[0])):
        of_row = list(of_row)
        channel = of_row[0][0]
        count = 2 if channel in OURS else 1
        chosen += whole.chosen(channel.name, of_row, count, key=known)
    return chosen


@pytest.mark.parametrize("group", [STOCK, OURS], ids=["stock", "ours"])
def test_no_trace_beyond_the_audience(world, whole, group):
    found = []
    for channel, thing, reader in cells(group, world, whole):
        found += complaints(world, channel, thing, reader)
    if found:
        pytest.fail(f"{len(found)} leaks\n" + "\n".join(found[:300]), pytrace=False)
