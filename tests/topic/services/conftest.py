"""Fixtures of the services: rounds over there, made by the domain, asked by REST."""

from datetime import datetime
from datetime import UTC
from leap.cop.topic import collecting
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic.records import record_of
from plone import api
from tests.again import alike
from tests.again import begin_with
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

import pytest
import transaction


#: From a state of a round to the transitions that lead there.
WAYS = {"private": (), "community": ("share",), "public": ("publish",)}


def now() -> datetime:
    return datetime.now(UTC)


class Round:
    """One round of the site: where it stands, and a way to look into its storage.

    What is prepared is prepared by the domain, as whoever would do it.
    """

    def __init__(self, site, content) -> None:
        self._site = site
        self.id = content.getId()
        self.url = content.absolute_url()

    @property
    def content(self):
        transaction.begin()
        # Local roles are remembered for one request, and a test is one long one.
        if (request := getRequest()) is not None:
            IAnnotations(request).clear()
        return self._site["tuesday"][self.id]

    @property
    def record(self):
        return record_of(self.content)

    def do(self, who: str, act, *args, **kwargs):
        """Call a function of the domain as somebody, and save what it did."""
        content = self.content
        with api.env.adopt_user(who):
            found = act(content, *args, now=now(), **kwargs)
        transaction.commit()
        return found

    def topic(self, text: str = "How do we ask?", who: str = "member") -> str:
        return self.do(who, collecting.raise_topic, text).id

    def theme(self, title: str, topics=()) -> str:
        return self.do("facilitator", grouping.add_theme, title, "", list(topics)).id

    def go(self, phase: str) -> str:
        return self.do("facilitator", phases.go_to, phase)

    def move(self, transition: str) -> None:
        with api.env.adopt_user("facilitator"):
            api.content.transition(self.content, transition)
        transaction.commit()

    def set(self, **fields) -> None:
        """Set fields past the forms, as if time had gone by."""
        content = self.content
        for name, value in fields.items():
            setattr(content, name, value)
        record = record_of(content)
        record.planned = (content.opens, content.closes)
        if "closes" in fields and record.box.rules is not None:
            record.box.closes = content.closes
        transaction.commit()

    def kept(self) -> dict:
        """Return all that the record holds as plain data, to compare it."""
        record = self.record
        box = record.box
        return {
            "phase": record.phase,
            "topics": sorted(
                (topic.id, topic.text, topic.author, topic.theme, topic.objection)
                for topic in record.topics.values()
            ),
            "themes": sorted(
                (one.id, one.title, one.description, one.position, one.dealt_with)
                for one in record.themes.values()
            ),
            "state": box.state,
            "rules": box.rules,
            "closes": box.closes,
            "roll": [list(tree.items()) for tree in box.roll],
            "slips": [list(tree.items()) for tree in box.slips],
            "papers": list(box.papers.items()),
        }


def begin_round(state: str, fields: tuple, portal) -> Round:
    """Make a round in the community, as its facilitator would."""
    with api.env.adopt_user("facilitator"):
        content = api.content.create(
            portal["tuesday"],
            type="leap.cop.TopicRound",
            **{"title": "What shall we talk about this spring?", **dict(fields)},
        )
        for transition in WAYS[state]:
            api.content.transition(content, transition)
    transaction.commit()
    return Round(portal, content)


def begin_vote(state: str, fields: tuple, portal) -> None:
    """Make a round with three themes, open for dots."""
    made = begin_round(state, fields, portal)
    for title in ("Schools", "Online", "Rest"):
        made.theme(title)
    made.go("voting")


@pytest.fixture
def begun(site, functional):
    """Return a function that makes a round, once a process for each kind of it."""

    def begin(make, state: str, fields: dict) -> Round:
        there = {*site["tuesday"].objectIds()}
        kind = tuple(sorted(fields.items()))
        is_plain = all(isinstance(value, str | int) for value in fields.values())
        if is_plain and not there:
            begin_with(alike(make, state, kind), site, functional["zodbDB"])
        else:
            # What hangs on the moment, or stands beside others, is another each time.
            make(state, kind, site)
        [name] = {*site["tuesday"].objectIds()} - there
        return Round(site, site["tuesday"][name])

    return begin


@pytest.fixture
def round_at(begun):
    """Return a function that makes a round."""

    def make(state: str = "community", **fields) -> Round:
        return begun(begin_round, state, fields)

    return make


@pytest.fixture
def vote_at(begun):
    """Return a function that makes a round with three themes, open for dots."""

    def make(state: str = "community", **fields) -> Round:
        made = begun(begin_vote, state, fields)
        themes = sorted(made.record.themes.values(), key=lambda one: one.position)
        made.themes = [theme.id for theme in themes]
        return made

    return make


@pytest.fixture
def asks(rest):
    """Give somebody's session, the same each time: a server has so many connections."""
    known = {}

    def session(userid: str | None):
        if userid not in known:
            known[userid] = rest(userid)
        return known[userid]

    return session
