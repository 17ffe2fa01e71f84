"""An agreement by domain calls, as its people would make and answer it. No test."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.agreement import acceptance
from leap.cop.agreement import clauses
from leap.cop.agreement import rules
from leap.cop.agreement import versions
from leap.cop.agreement.records import record_of
from leap.cop.agreement.waiting import site_day
from plone import api


def now() -> datetime:
    return datetime.now(UTC)


def begin(community, text="What is said here stays here."):
    """Begin one, shown to members, with one clause by a member that goes in."""
    community.requires_agreement = True
    with api.env.adopt_user("facilitator"):
        content = api.content.create(community, "leap.cop.Agreement", title="Ours")
        api.content.transition(content, "share")
    write(content, text)
    return content


def write(content, text: str, by: str = "member"):
    clause = clauses.add(content, text, "", by=by)
    clauses.place(content, clause, by="facilitator", rev=1, goes_in=True)
    return clause


def enact(content, change="material", *, in_days=0, by="facilitator"):
    """Put what goes in in force, from today on if nothing else is said."""
    return versions.put_in_force(
        content,
        by=by,
        now=now(),
        digest=clauses.next_digest(content),
        change=change,
        note="It says more.",
        effective=site_day(now()) + timedelta(days=in_days),
        language="en",
        channel="rest",
    )


def answer(content, userid: str, given: str = rules.ACCEPTED) -> None:
    newest = rules.newest(record_of(content).all_versions())
    acceptance.answer(
        content,
        given,
        userid=userid,
        version=newest.n,
        digest=newest.digest,
        now=now(),
        language="en",
        channel="rest",
    )
