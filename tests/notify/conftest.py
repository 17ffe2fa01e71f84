"""What people do on a site that sends mails, and a story that waits."""

from leap.cop.story.lifecycle import lifecycle
from plone import api
from zope.component.hooks import setSite

import pytest
import transaction


@pytest.fixture
def act(post):
    """Return a function that does something as somebody; it is not committed."""

    def do(userid: str, what, *args, **kwargs):
        setSite(post)
        with api.env.adopt_user(userid):
            return what(*args, **kwargs)

    return do


@pytest.fixture
def waiting(act, post, sink, story_there):
    """Return a story that waits for review; the mails about it are forgotten."""
    story = story_there()
    act("teller", lifecycle.grant, story, "public", now=lifecycle.utc_now())
    transaction.commit()
    sink.envelopes.clear()
    return story


@pytest.fixture
def story_there(told, post):
    """Return a function that tells a private story on the site."""

    def make(**fields):
        name = told("private", **fields).rpartition("/")[2]
        return post["tuesday"][name]

    return make
