"""The home says what waits for its reader, over all rooms, in one order."""

from leap.cop.recruitment.applications.records import Applications
from tests.topic import rounds

import pytest
import transaction


@pytest.fixture
def busy(site):
    """Return a community in which somebody asks to come in and topics are collected."""
    community = site["tuesday"]
    community.join_policy = "apply"
    Applications(community).file("newcomer", "May I?", now=rounds.now())
    rounds.make_round(community, title="Spring")
    transaction.commit()
    return community


def test_rounds_come_first_then_people_then_ideas(busy, rest):
    home = rest("facilitator").get("tuesday/@cop-home").json()
    first = [row["text"] for row in home["next_steps"][:3]]
    assert first == [
        "Write what you want to talk about: Spring",
        "Somebody has asked to join: read and answer",
        "Choose who reads messages about people recognised in stories",
    ]


def test_what_waits_for_me_is_the_same_with_more_about_it(busy, rest):
    home = rest("facilitator").get("tuesday/@cop-home").json()
    rows = home["waits_for_me"]
    assert home["next_steps"] == [
        {"text": row["text"], "url": row["url"]} for row in rows
    ]
    filed = Applications(busy).waiting_of("newcomer").filed
    assert rows[1] == {
        "kind": "applications",
        "text": "Somebody has asked to join: read and answer",
        "url": f"{busy.absolute_url()}/applications",
        "since": filed.isoformat(),
        "count": 1,
    }


def test_it_says_since_when(busy, rest):
    [asked] = [
        row
        for row in rest("newcomer").get("tuesday/@cop-home").json()["waits_for_me"]
        if row["kind"] == "asked-to-join"
    ]
    filed = Applications(busy).waiting_of("newcomer").filed
    assert asked["since"] == filed.isoformat()
