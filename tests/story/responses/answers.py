"""Answering a story in tests: over REST, and in its room."""

from leap.cop.community.membership import Membership
from leap.cop.core.people import NOTED
from leap.cop.core.people import People
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.responses import responses
from plone import api

import transaction


SHARED = ("community", "community_pending", "public")
STATES = ("private", "community", "pending", "community_pending", "public")
INSIDE = ("member", "facilitator")
OUTSIDE = ("reviewer", "newcomer", "colleague", "siteadmin", "admin")
WORDS = "We put a table up as well, and two came."
ANSWER = "How long did it stand there?"


def now():
    return lifecycle.utc_now()


def send(rest, userid, url, text=WORDS, kind="tried_it", **sent):
    return rest(userid).post(
        f"{url}/@responses", json={"text": text, "kind": kind, **sent}
    )


def thank(rest, userid, url):
    return rest(userid).post(f"{url}/@responses", json={"kind": "thanks"})


def read(rest, userid, url) -> dict:
    answer = rest(userid).get(f"{url}/@responses")
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert found["items_total"] == len(found["items"])
    return found


def change_membership(site, do, *args, **kwargs):
    getattr(Membership(site["tuesday"]), do)(*args, now=now(), **kwargs)
    transaction.commit()


def noted_in(portal, userid):
    people = People(portal)
    return people.places(people.code_of(userid), NOTED)


def write_as(userid, story, kind="question", text=ANSWER):
    with api.env.adopt_user(userid):
        return responses.write(story, kind, text, now=now())


def names_seen_by(userid, story):
    with api.env.adopt_user(userid):
        return [line.fullname for line in responses.lines_for_reader(story)]
