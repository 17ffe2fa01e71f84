"""Make the demo's agreement as a group makes it: write, put in force, answer.

Each answers for themselves, to the words that are newest at that moment.
"""

from DateTime import DateTime
from datetime import datetime
from datetime import timedelta
from leap.cop.agreement import acceptance
from leap.cop.agreement import clauses
from leap.cop.agreement import rules
from leap.cop.agreement import versions
from leap.cop.agreement import voices
from leap.cop.agreement import waiting
from leap.cop.agreement.content import PORTAL_TYPE
from leap.cop.agreement.records import Clause
from leap.cop.agreement.records import record_of
from leap.cop.community.membership import Membership
from leap.cop.recruitment.support import support
from plone import api
from plone.dexterity.utils import createContentInContainer


#: From the words to the answers.
PACE = timedelta(days=3)

_SIGNED = {"language": "en", "channel": "demo"}


def agree(community, data: dict, facilitator: str, now: datetime) -> None:
    """Make one agreement with two versions, and have people answer."""
    began = now - timedelta(days=data["first_days_ago"])
    agreement = _begin(community, data, facilitator, began)
    for author, text, meaning in data["rules"]:
        _let_in(
            agreement, clauses.add(agreement, text, meaning, by=author), facilitator
        )
    _enact(agreement, facilitator, began, present=data["present"])
    for userid in voices.people_of(community):
        _answer(agreement, userid, rules.ACCEPTED, began + PACE)
    _change(agreement, data, facilitator)
    changed = now - timedelta(days=data["second_days_ago"])
    ahead = now + timedelta(days=data["announced_days_ahead"])
    day = waiting.site_day(ahead)
    _enact(agreement, facilitator, changed, note=data["note"], effective=day)
    for userid in data["second_accepted"]:
        _answer(agreement, userid, rules.ACCEPTED, changed + PACE)
    for userid in data["second_talk"]:
        _answer(agreement, userid, rules.TALK, changed + PACE)
    _suggest(agreement, data)
    _people_around(community, data, facilitator, now)


def _begin(community, data: dict, facilitator: str, began: datetime):
    with api.env.adopt_user(facilitator):
        agreement = createContentInContainer(
            community, PORTAL_TYPE, title=data["title"], one_line=data["one_line"]
        )
        api.content.transition(agreement, "share")
    agreement.creation_date = DateTime(began.isoformat())
    return agreement


def _let_in(agreement, clause: Clause, facilitator: str) -> None:
    clauses.place(agreement, clause, by=facilitator, rev=clause.rev, goes_in=True)


def _enact(agreement, facilitator: str, now: datetime, **said) -> None:
    digest = clauses.next_digest(agreement) or ""
    versions.put_in_force(
        agreement,
        by=facilitator,
        now=now,
        digest=digest,
        change=rules.MATERIAL,
        **said,
        **_SIGNED,
    )


def _answer(agreement, userid: str, given: str, now: datetime) -> None:
    newest = record_of(agreement).all_versions()[-1]
    acceptance.answer(
        agreement,
        given,
        userid=userid,
        version=newest.n,
        digest=newest.digest,
        now=now,
        **_SIGNED,
    )


def _change(agreement, data: dict, facilitator: str) -> None:
    was, text, meaning = data["changed"]
    clause = next(one for one in record_of(agreement).ordered() if one.text == was)
    clauses.change(
        agreement,
        clause,
        by=facilitator,
        rev=clause.rev,
        text=text,
        meaning=meaning,
    )
    author, text, meaning = data["added"]
    _let_in(agreement, clauses.add(agreement, text, meaning, by=author), facilitator)


def _suggest(agreement, data: dict) -> None:
    author, text, meaning = data["idea"]
    clause = clauses.add(agreement, text, meaning, by=author)
    for userid, given in data["idea_answers"].items():
        clauses.answer(agreement, clause, given, by=userid)


def _people_around(community, data: dict, facilitator: str, now: datetime) -> None:
    """Let somebody wait, and one on the way in lack nothing but the answer."""
    came = now - timedelta(days=data["latecomer_days_ago"])
    Membership(community).add(data["latecomer"], "member", now=came)
    support.waive(community, data["on_the_way_in"], by=facilitator, now=now)
