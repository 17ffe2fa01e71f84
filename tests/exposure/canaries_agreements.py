"""Planted agreements: rules, versions and an answer, each in a community of its own.

Whoever waits does so because their answer is missing, as on any site.
"""

from datetime import datetime
from datetime import UTC
from leap.cop.agreement import acceptance
from leap.cop.agreement import clauses
from leap.cop.agreement import versions
from leap.cop.agreement.records import record_of
from leap.cop.agreement.waiting import look_at_all
from leap.cop.agreement.waiting import site_day
from leap.cop.community.membership import Membership
from plone import api
from tests.exposure import readers
from tests.exposure.canaries_media import Below


#: Where a rule stands that is in force, and where one that is only worked on.
FIELDS = ("rule", "rule_meaning", "draft", "draft_meaning", "note")

KINDS = ("clause",)

#: Who said yes; nobody else's page names them by chance.
AUTHOR = ("zzpromise", "Zzaida Promisewell")

#: State to who reads what is worked on, besides who administers the site.
READ_DRAFT = {
    "private": frozenset({"facilitator"}) | readers.ADMINS,
    "community": readers.MEMBERS | readers.WAITING | readers.ADMINS,
    "public": readers.MEMBERS | readers.WAITING | readers.ADMINS,
}


def give_places(community, password: str, now) -> None:
    """Let everybody who asks have a place in the community, and somebody more."""
    make_author(password)
    readers.give_places(community, AUTHOR[:1], now)


def make_author(password: str) -> None:
    """Make the account of whoever says yes."""
    userid, fullname = AUTHOR
    if api.user.get(userid=userid) is None:
        api.user.create(
            username=userid,
            email=f"{userid}@example.org",
            password=password,
            properties={"fullname": fullname},
        )


def write(agreement, word, steps, now) -> tuple[dict, dict, dict]:
    """Write rules, put one in force, and answer; give canaries, readers, and ids.

    :param word: gives the canary of a field.
    :param steps: the transitions after it was put in force; None, it is not.
    """
    words = {name: word(name) for name in FIELDS}
    author = AUTHOR[0]
    draft = clauses.add(
        agreement, words["draft"], words["draft_meaning"], by="facilitator"
    )
    with api.env.adopt_user("facilitator"):
        rule = clauses.add(agreement, words["rule"], words["rule_meaning"], by=author)
        clauses.place(agreement, rule, by="facilitator", rev=rule.rev, goes_in=True)
    if steps is None:
        readers.let_wait(agreement.__parent__, now)
        # Or the daily round, which the root user may ask for, would let them go on.
        record_of(agreement).took_back.update(readers.WAITING)
        del words["note"]
    else:
        _put_in_force(agreement, words["note"], author)
    clauses.answer(agreement, draft, "talk", by=author)
    with api.env.adopt_user("facilitator"):
        for step in steps or ():
            api.content.transition(agreement, step)
    url = agreement.absolute_url()
    read_draft = READ_DRAFT[api.content.get_state(agreement)]
    words["person_author"] = AUTHOR[1].split()[1].lower()
    return (
        words,
        {
            "draft": read_draft,
            "draft_meaning": read_draft,
            # Names of who answered are for facilitators.
            "person_author": frozenset({"facilitator"}),
        },
        {"clause": Below(f"{url}/@clauses/{draft.id}", draft.id, draft.id)},
    )


def _put_in_force(agreement, note: str, author: str) -> None:
    with api.env.adopt_user("facilitator"):
        api.content.transition(agreement, "share")
    now, here = datetime.now(UTC), {"language": "en", "channel": "rest"}
    made = versions.put_in_force(
        agreement,
        by="facilitator",
        now=now,
        digest=clauses.next_digest(agreement),
        change="material",
        note=note,
        effective=site_day(now),
        **here,
    )
    for userid in ("facilitator", "member", author):
        acceptance.answer(
            agreement,
            "accepted",
            userid=userid,
            version=made.n,
            digest=made.digest,
            now=now,
            **here,
        )
    look_at_all(agreement, now=now)
    members = Membership(agreement.__parent__)
    waits = {userid for userid in readers.READERS if userid and members.waits(userid)}
    assert waits == readers.WAITING, waits
    assert record_of(agreement).versions
