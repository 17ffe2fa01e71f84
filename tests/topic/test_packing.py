"""What may come in from a file as a round, and what no round can be."""

from contextlib import suppress
from copy import deepcopy
from datetime import timedelta
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.errors import sentence
from leap.cop.topic import packing
from leap.cop.topic import voting
from leap.cop.topic.records import record_of
from plone import api
from plone.dexterity.utils import createContent
from tests.topic import hostile
from tests.topic import rounds

import json
import pytest
import transaction


@pytest.fixture
def unpack(site):
    """Return a function that takes a packed round in, as an import does."""

    def take(row):
        content = createContent("leap.cop.TopicRound").__of__(site["tuesday"])
        return packing.unpack(content, row, now=rounds.now())

    return take


def packed(content) -> dict:
    return json.loads(json.dumps(packing.pack(content, now=rounds.now())))


@pytest.fixture
def sent(site):
    """Return a closed round with every kind of ballot, packed, as JSON keeps it."""
    return packed(rounds.closed_round(site["tuesday"]))


def test_all_that_is_wrong_is_refused_with_a_word(unpack, sent):
    unpack(deepcopy(sent))
    words = {}
    for change_it in hostile.HOSTILE:
        row = deepcopy(sent)
        change_it(row)
        assert row != sent, change_it.__name__
        try:
            unpack(row)
        except Refused as error:
            words[change_it.__name__] = sentence(error)
        else:
            pytest.fail(f"{change_it.__name__} was taken")
    assert all(": " in text for text in words.values()), words


@pytest.mark.parametrize("secrecy", ["named", "secret"])
def test_none_becomes_the_other_kind(site, unpack, secrecy):
    row = packed(rounds.closed_round(site["tuesday"], secrecy=secrecy))
    unpack(deepcopy(row))
    other = {"named": "secret", "secret": "named"}[secrecy]
    row["fields"]["secrecy"] = row["box"]["rules"]["secrecy"] = other
    with pytest.raises(Refused):
        unpack(row)


def test_a_secret_one_marks_nobody_as_on_paper(site, unpack):
    row = packed(rounds.closed_round(site["tuesday"], secrecy="secret"))
    assert {mark for _userid, mark in row["box"]["roll"]} == {"voted"}
    row["box"]["roll"][0][1] = "paper"
    with pytest.raises(Refused):
        unpack(row)


def test_over_and_not_counted_it_gives_away_no_more(site, unpack):
    """As after counting: who was on paper, and which wall was whose, is gone."""
    content, themes = rounds.open_round(
        site["tuesday"], secrecy="secret", closes=rounds.now() + timedelta(hours=1)
    )
    rounds.vote(content, "member", {themes[0]: 1})
    with api.env.adopt_user("facilitator"):
        for userid in ("facilitator", "teller"):
            wall = {themes[1]: 2}
            voting.cast_on_paper(content, [userid], wall, now=rounds.now())
    transaction.commit()
    past = rounds.now() - timedelta(hours=1)
    content.closes = record_of(content).box.closes = past
    row = packed(content)
    assert row["phase"] == "closed"
    assert {mark for _userid, mark in row["box"]["roll"]} == {"voted"}
    assert row["box"]["papers"] == [[2, {themes[1]: 4}]]
    assert unpack(row).box.voted_total == 3


def test_each_value_may_be_anything(unpack, sent):
    """Wherever something else stands, it is refused or taken; nothing else happens."""
    odd = (None, True, -1, 1.5, "", "x", [], {}, [[]], {"record": "os:system"})
    tried = 0
    for path in list(paths_in(sent)):
        for value in odd:
            row = deepcopy(sent)
            put(row, path, value)
            with suppress(Refused):
                unpack(row)
            tried += 1
    assert tried > 500


def paths_in(value, path=()):
    """Yield where something stands in nested lists and dictionaries."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, kept in value.items():
            yield from paths_in(kept, (*path, key))
    elif isinstance(value, list):
        for number, kept in enumerate(value):
            yield from paths_in(kept, (*path, number))


def put(row, path, value) -> None:
    for part in path[:-1]:
        row = row[part]
    row[path[-1]] = value


def test_an_open_box_gives_nothing_away(site):
    content, themes = rounds.open_round(site["tuesday"])
    rounds.vote(content, "member", {themes[0]: 3})
    row = packing.pack(content, now=rounds.now())
    assert (row["phase"], row["box"]) == ("grouping", None)
    with pytest.raises(NotNow):
        packing.packing.pack(packing.record_of(content).box, now=rounds.now())
    assert "member" not in json.dumps({**row, "topics": []})


def test_whoever_was_promised_no_name_keeps_that(site, unpack):
    content = rounds.make_round(site["tuesday"], unnamed_topics=True)
    rounds.say(content, "member", "How do we ask?")
    row = packed(content)
    assert row["promised_unnamed"] is True
    # Somebody forgets the promise: topics that stand there unnamed still are one.
    row["promised_unnamed"] = False
    assert unpack(row).promised_unnamed is True
    row["fields"]["unnamed_topics"] = False
    row["promised_unnamed"] = True
    with pytest.raises(Refused):
        unpack(row)
    assert api.content.get_state(content) == "community"
