"""Rounds that travel, and what of them must arrive. No test."""

from AccessControl.PermissionRole import rolesForPermissionOn
from leap.cop.ballot import buckets
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic import results
from leap.cop.topic.records import record_of
from leap.cop.topic.records import themes_of
from plone import api
from tests.topic import rounds
from zope.component.hooks import setSite

import transaction


TOPIC = ("id", "text", "author", "theme", "objection")
THEME = ("id", "title", "description", "position", "line", "labels", "dealt_with")


def picture_of(content) -> dict:
    """Return everything that a round is."""
    record = record_of(content)
    box = record.box
    counted = None
    if phases.phase_of(content, rounds.now()) == "closed":
        found = results.results(content, now=rounds.now())
        rows = [(row.theme.id, *row[1:]) for row in found.rows]
        counted = (rows, found.voted, found.electorate, found.breakdown)
    return {
        "uid": content.UID(),
        "state": api.content.get_state(content),
        "fields": {
            name: getattr(content, name)
            for name in (
                *("title", "description", "stage", "dots", "max_per_theme"),
                *("secrecy", "unnamed_topics", "opens", "closes"),
            )
        },
        "phase": record.phase,
        "ended": record.ended,
        "small": record.small,
        "promised": record.promised_unnamed,
        "topics": sorted(values_of(one, *TOPIC) for one in record.topics.values()),
        "themes": [values_of(one, *THEME) for one in themes_of(record)],
        "roll": dict(buckets.entries(box.roll)),
        "slips": dict(buckets.entries(box.slips)),
        "papers": sorted(box.papers.values()),
        "rules": box.rules,
        "results": counted,
        "created": content.created().timeTime(),
        "roles": {
            name: sorted(rolesForPermissionOn(name, content))
            for name in ("View", "leap.cop: Cast Ballot", "leap.cop: Raise Topic")
        },
        "owner": (content.__ac_local_roles__ or {}, content.getOwnerTuple()),
    }


def values_of(record, *names: str) -> tuple:
    return tuple(getattr(record, name) for name in names)


def arrived(other, content):
    setSite(other)
    return other["tuesday"][content.getId()]


def commit_in(site, content) -> dict:
    setSite(site)
    transaction.commit()
    return picture_of(content)


def a_closed_round(site, **fields):
    setSite(site)
    return rounds.closed_round(site["tuesday"], **fields)


def grouped(site):
    """Return a round with two topics, one of them under a theme, unnamed."""
    content = rounds.make_round(site["tuesday"], "private")
    rounds.say(content, "facilitator", "How do we ask?")
    with api.env.adopt_user("facilitator"):
        api.content.transition(content, "share")
    topic = rounds.say(content, "member", "And who?")
    rounds.go(content, "grouping")
    [theme] = rounds.add_themes(content, "Asking")
    with api.env.adopt_user("facilitator"):
        grouping.move_topic(content, topic, theme, now=rounds.now())
    return content


def collecting(site):
    content = rounds.make_round(site["tuesday"], "private", unnamed_topics=False)
    rounds.say(content, "facilitator", "How do we ask?")
    return content


def closed_without_a_vote(site):
    content = rounds.make_round(site["tuesday"])
    rounds.say(content, "member", "How do we ask?")
    rounds.go(content, "closed")
    return content
