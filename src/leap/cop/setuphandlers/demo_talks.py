"""Hold the demo's rounds: topics, themes and dots, as people go through them.

Facilitators begin, members write and vote. Only that nobody is waited for: the round
that is over is closed and counted in the transaction that makes all of it.
"""

from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from leap.cop.topic import collecting
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic import rules
from leap.cop.topic import theme_history
from leap.cop.topic import voting
from plone import api
from plone.dexterity.utils import createContentInContainer

import transaction


#: From the first topic to the themes, and from the themes to the vote.
PACE = timedelta(days=5)


def hold(community, data: dict, facilitator: str, now: datetime) -> None:
    """Hold one round, up to where the data says."""
    began = now - timedelta(days=data["days_ago"])
    content = _begin(community, data, facilitator, now)
    topics = {}
    for author, key, text in data["topics"]:
        with api.env.adopt_user(author):
            row = collecting.raise_topic(content, text, now=began)
        topics.setdefault(key, []).append(row.id)
    if data["phase"] != rules.COLLECTING:
        with api.env.adopt_user(facilitator):
            themes = _group(content, data, topics, began + PACE)
        for userid, dots in data["ballots"].items():
            with api.env.adopt_user(userid):
                sent = {themes[key]: number for key, number in dots.items()}
                voting.cast(content, sent, now=began + PACE * 2)
    if data["phase"] == rules.CLOSED:
        ended = now - timedelta(days=data["closed_days_ago"])
        _close(content, ended)
        with api.env.adopt_user(facilitator):
            for key in data["dealt_with"]:
                done = {"dealt_with": True}
                grouping.change_theme(content, themes[key], done, now=now)
    content.creation_date = DateTime(began.isoformat())
    content.reindexObject()
    content.modification_date = DateTime(began.isoformat())
    content.reindexObject(idxs=["modified"])


def _begin(community, data: dict, facilitator: str, now: datetime):
    closes = None
    if "closes_in_days" in data:
        day = now + timedelta(days=data["closes_in_days"])
        closes = day.replace(hour=16, minute=0, second=0)
    with api.env.adopt_user(facilitator):
        content = createContentInContainer(
            community,
            theme_history.PORTAL_TYPE,
            title=data["title"],
            description=data["description"],
            stage=data["stage"],
            closes=closes,
        )
        api.content.transition(content, "share")
    return content


def _group(content, data: dict, topics: dict, now: datetime) -> dict[str, str]:
    """Make the themes and open the vote; return the themes' ids by key."""
    phases.go_to(content, rules.GROUPING, now=now)
    made = {}
    for theme in data["themes"]:
        made[theme["key"]] = grouping.add_theme(
            content,
            theme["title"],
            theme.get("description", ""),
            topics.get(theme["key"], []),
            now=now,
        ).id
    for key, title in data.get("candidates", {}).items():
        earlier = theme_history.candidates(content, now=now)
        found = next(stop.theme for stop in earlier if stop.theme.title == title)
        again = theme_history.take_candidate(content, found.id, now=now)
        mine = {"topics": topics.get(key, [])}
        made[key] = grouping.change_theme(content, again.id, mine, now=now).id
    phases.go_to(content, rules.VOTING, now=now + PACE)
    return made


def _close(content, ended: datetime) -> None:
    """Close and count; nobody is voting at this moment, so one transaction will do."""
    record = phases.settle(content, ended)
    record.box.close()
    record.phase, record.ended = rules.CLOSED, ended
    transaction.savepoint(optimistic=True)
    record.box.count_up()
