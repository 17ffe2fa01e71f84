"""Fixtures of the room: forms of a community, as somebody made them."""

from leap.cop.recruitment.applications.records import Applications
from plone import api

import pytest
import transaction


@pytest.fixture
def form_of(rest, site):
    """Return a function that makes a ready-made form and gives its path in the site."""

    def make(kind: str = "join", state: str = "public") -> str:
        with api.env.adopt_user("siteadmin"):
            site["tuesday"].accepts_staff_stories = True
            site["tuesday"].join_policy = "apply"
            api.content.transition(site["tuesday"], "retract")
            api.content.transition(site["tuesday"], "publish")
        transaction.commit()
        session = rest("facilitator")
        answer = session.post("tuesday/@forms", json={"kind": kind})
        assert answer.status_code == 201, answer.text
        url = answer.json()["@id"]
        move = {"community": "share", "public": "publish"}.get(state)
        if move:
            moved = session.post(f"{url}/@workflow/{move}", json={})
            assert moved.json()["review_state"] == state, moved.text
        transaction.begin()
        return url.removeprefix(f"{site.absolute_url()}/")

    return make


@pytest.fixture
def filed(site):
    """Return a function that gives who asked to come in, and in which words."""

    def rows() -> list[tuple[str, str]]:
        transaction.begin()
        waiting = Applications(site["tuesday"]).waiting()
        return [(row.userid, row.message) for row in waiting]

    return rows
