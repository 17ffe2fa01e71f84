"""Rounds for tests, made the way people make them."""

from datetime import datetime
from datetime import UTC
from leap.cop.topic import collecting
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic import voting
from plone import api


SHOW = {"community": "share", "public": "publish"}

THEMES = ("Schools", "Online", "Rest")


def now() -> datetime:
    return datetime.now(UTC)


def make_round(community, state: str = "community", **fields):
    """Give a round that collects topics."""
    with api.env.adopt_user("facilitator"):
        made = api.content.create(
            community, type="leap.cop.TopicRound", **{"title": "What next?", **fields}
        )
        if state in SHOW:
            api.content.transition(made, SHOW[state])
    return made


def say(content, userid: str, text: str) -> str:
    """Raise a topic as somebody; give its id."""
    with api.env.adopt_user(userid):
        return collecting.raise_topic(content, text, now=now()).id


def go(content, phase: str) -> None:
    """Take a round on, as its facilitator. What is closed is committed."""
    with api.env.adopt_user("facilitator"):
        phases.go_to(content, phase, now=now())


def add_themes(content, *titles: str) -> list[str]:
    """Make themes; give their ids."""
    with api.env.adopt_user("facilitator"):
        return [
            grouping.add_theme(content, title, now=now()).id
            for title in titles or THEMES
        ]


def open_round(community, state: str = "community", **fields):
    """Give a round with three themes that people can vote in, and the themes' ids."""
    content = make_round(community, state, **fields)
    go(content, "grouping")
    themes = add_themes(content)
    go(content, "voting")
    return content, themes


def vote(content, userid: str, dots: dict, receipt: str | None = None):
    """Vote as somebody."""
    with api.env.adopt_user(userid):
        return voting.cast(content, dots, receipt, now=now())
