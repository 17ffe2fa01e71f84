"""Accounts of ours that no source of users knows: `leap-cop … missing-people`.

A directory deletes without a word, and a directory that is down for ten minutes looks
the same. So nothing is ever closed for not being found. This command looks, writes down
since when somebody is missing, and counts the days on which it ran and other people of
that source were found. Whoever runs it says who of them is gone.
"""

from collections import defaultdict
from datetime import datetime
from leap.cop import _
from leap.cop.community import site_reviewers
from leap.cop.community.membership import all_communities
from leap.cop.community.membership import Membership
from leap.cop.core import accounts
from leap.cop.core.errors import Refused
from leap.cop.core.people import is_gone
from leap.cop.core.people import Missing
from leap.cop.core.people import People
from leap.cop.recruitment.applications.records import Applications
from leap.cop.recruitment.invitations.records import Invitations
from plone import api


#: Keeps what people wrote about themselves, also of accounts that are gone.
NO_SOURCE = "mutable_properties"


def held(portal) -> set[str]:
    """Return the user ids under which something of ours is kept."""
    ids = {*People(portal).userids(), *site_reviewers.userids()}
    for community in all_communities():
        ids |= set(Membership(community).histories())
        ids |= Applications(community).people()
        ids |= {row.userid for row in Invitations(community).rows()}
        ids.add(community.safeguarding_person or "")
    return {userid for userid in ids if userid and not is_gone(userid)}


def look(portal, *, now: datetime) -> dict[str, Missing]:
    """Look for everybody, write down who is missing, and return those.

    An error of a source of users is not caught: then nothing is known of anybody.
    """
    day = now.date().isoformat()
    people = People(portal)
    users = api.portal.get_tool("acl_users")
    sources: dict[str, str] = {}
    for userid in sorted(held(portal)):
        found = users.searchUsers(id=userid, exact_match=True)
        known = [row["pluginid"] for row in found if row["pluginid"] != NO_SOURCE]
        sources[userid] = known[0] if known else ""
    answers = defaultdict(int)
    for source in sources.values():
        answers[source] += 1
    for userid, source in sources.items():
        if source:
            people.note_seen(userid, source, day)
            continue
        before = people.seen_in(userid)
        # Of whom nobody knows the source, any answer at all is the best there is.
        answered = answers[before] if before else len(sources) - answers[""]
        people.note_missing(userid, day, counts=bool(answered))
    people.forget_missing_but(sources)
    for community in all_communities():
        membership = Membership(community)
        for userid in membership.histories():
            if sources.get(userid):
                membership.note_known(userid)
    return people.missing()


def close(portal, userids: list[str], *, now: datetime) -> int:
    """Close those who were said to be gone; return how many.

    :raises Refused: for somebody who is not missing.
    """
    missing = People(portal).missing()
    for userid in userids:
        if userid not in missing:
            raise Refused(
                _("${userid} is not missing.", mapping={"userid": userid}), "userid"
            )
    for userid in userids:
        accounts.close(portal, userid, now=now)
    return len(userids)
