"""Rounds for tests, made the way people make them."""

from datetime import datetime
from datetime import UTC
from leap.cop.topic import collecting
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic import voting
from plone import api

import transaction


SHOW = {"community": "share", "public": "publish"}

RECEIPTS = {"member": "receipt-of-member-0", "teller": "receipt-of-teller-0"}

THEMES = ("Schools", "Online", "Rest")


def now() -> datetime:
    return datetime.now(UTC)


def make_round(community, state: str = "community", **fields):
    """Return a round that collects topics."""
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
    """Return a round with three themes that people can vote in, and the themes' ids."""
    content = make_round(community, state, **fields)
    go(content, "grouping")
    themes = add_themes(content)
    go(content, "voting")
    return content, themes


def vote(content, userid: str, dots: dict, receipt: str | None = None):
    """Vote as somebody."""
    with api.env.adopt_user(userid):
        return voting.cast(content, dots, receipt, now=now())


def closed_round(community, **fields):
    """Return a round with what one can have: paper, a corrected label. It commits."""
    content = make_round(
        community,
        "public",
        **{
            "title": "What next?",
            "description": "Once\nagain",
            "stage": "middle",
            "dots": 4,
            "max_per_theme": 2,
            **fields,
        },
    )
    topics = [
        say(content, "member", "Здравейте!\n=1+1"),
        say(content, "teller", "How do we ask?"),
    ]
    go(content, "grouping")
    themes = add_themes(content)
    with api.env.adopt_user("facilitator"):
        grouping.move_topic(content, topics[0], themes[1], now=now())
    go(content, "voting")
    for userid in ("member", "teller"):
        receipt = RECEIPTS[userid] if content.secrecy == "secret" else None
        dots = {themes[0]: 2, themes[1]: 1} if userid == "member" else {themes[0]: 1}
        vote(content, userid, dots, receipt)
    with api.env.adopt_user("facilitator"):
        voting.cast_on_paper(content, ["facilitator"], {themes[2]: 2}, now=now())
        grouping.change_theme(content, themes[2], {"title": "Tea"}, now=now())
    transaction.commit()
    go(content, "closed")
    with api.env.adopt_user("facilitator"):
        grouping.change_theme(content, themes[0], {"dealt_with": True}, now=now())
    transaction.commit()
    return content
