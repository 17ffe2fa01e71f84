"""Rounds whose pages up to the vote are asked, by what people do in them."""

from datetime import datetime
from datetime import UTC
from leap.cop.topic import collecting
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic import voting
from plone import api
from typing import NamedTuple

import pytest
import transaction


class Round(NamedTuple):
    """A round over there, and what to reach it by."""

    site: object
    path: str

    @property
    def content(self):
        """The round as it is stored now."""
        transaction.begin()
        return self.site.unrestrictedTraverse(self.path)

    def do(self, userid: str, function, *args, **kwargs):
        """Do something of the domain as somebody, and store it."""
        content = self.content
        with api.env.adopt_user(userid):
            done = function(content, *args, now=datetime.now(UTC), **kwargs)
            found = getattr(done, "id", None)
        transaction.commit()
        return found

    def topic(self, text: str, userid: str = "member") -> str:
        """Write a topic; give its id."""
        return self.do(userid, collecting.raise_topic, text)

    def theme(self, title: str, *topics: str) -> str:
        """Make a theme; give its id."""
        return self.do("facilitator", grouping.add_theme, title, topics=topics)

    def go(self, phase: str) -> None:
        """Take it on."""
        self.do("facilitator", phases.go_to, phase)

    def vote(self, dots: dict, userid: str = "member") -> None:
        """Cast a ballot."""
        self.do(userid, voting.cast, dots)

    def places(self) -> dict[str, str]:
        """Return the title of its theme by the words of each topic."""
        content = self.content
        titles = {one.id: one.title for one in grouping.themes(content)}
        with api.env.adopt_user("facilitator"):
            rows = collecting.topics(content)
        return {row.text: titles.get(row.theme, "") for row in rows}

    def titles(self) -> list[str]:
        """Return the titles of the themes in their order."""
        return [one.title for one in grouping.themes(self.content)]

    def phase(self) -> str:
        """Return the phase it is in."""
        return phases.phase_of(self.content, datetime.now(UTC))


@pytest.fixture
def a_round(site):
    """Return a function that makes a round in a state."""

    def make(state: str = "community", **fields) -> Round:
        with api.env.adopt_user("facilitator"):
            content = api.content.create(
                site["tuesday"],
                type="leap.cop.TopicRound",
                **{"title": "What next?", **fields},
            )
            if state != "private":
                move = {"community": "share", "public": "publish"}[state]
                api.content.transition(content, move)
        transaction.commit()
        return Round(site, f"tuesday/{content.getId()}")

    return make
