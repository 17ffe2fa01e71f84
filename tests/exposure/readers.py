"""Who asks: everybody with a place in, or outside, a community. Data, and no test.

The tellers are not among them: what a teller reads of an own story is no secret.
"""

from leap.cop.community import site_reviewers
from leap.cop.community.membership import Membership
from plone import api

import datetime


#: User id (None is a visitor without an account), and who that is.
READERS = {
    None: "a visitor who is not logged in",
    "colleague": "staff, in no community",
    "newcomer": "on the way into the community",
    "former": "left the community",
    "paused": "a member who is paused",
    "member": "a member",
    "facilitator": "a facilitator",
    "reviewer": "a reviewer of the community",
    "sitereviewer": "a reviewer of the whole site",
    "siteadmin": "a site administrator",
    "admin": "the root user",
}

REVIEWERS = frozenset({"reviewer", "sitereviewer"})
MEMBERS = frozenset({"member", "facilitator"})
ADMINS = frozenset({"siteadmin", "admin"})
STAFF = frozenset(READERS) - {None}

#: Who reads a story in a state, besides its teller.
READ_STORY = {
    "private": frozenset(),
    "community": MEMBERS,
    "pending": REVIEWERS,
    "community_pending": MEMBERS | REVIEWERS,
    "public": STAFF,
}

#: Who reads what is between teller and reviewers, in a state, besides the teller.
READ_REVIEW = {
    "private": frozenset(),
    "community": frozenset(),
    "pending": REVIEWERS,
    "community_pending": REVIEWERS,
    "public": REVIEWERS,
}

#: Who reads a community's page in a state.
READ_COMMUNITY = {
    "private": frozenset({"facilitator"}) | ADMINS,
    "community": MEMBERS | ADMINS | {"newcomer"},
    "public": STAFF,
}

#: Who reads what a community makes, a round or a form, in a state.
READ_ROUND = {
    "private": frozenset({"facilitator"}) | ADMINS,
    "community": MEMBERS | ADMINS,
    "public": STAFF,
}

#: Tellers: names and ids that no page of Plone holds by chance.
TELLERS = {
    "zzquibble": "Zzorana Quibbleton",
    "zzwimble": "Zzenobia Wimbleford",
    "zzfimble": "Zzacharias Fimblewick",
}


def add_people(community, password: str, now: datetime.datetime) -> None:
    """Make the users that the layer does not have, and give them their places."""
    people = {
        "former": "Fran Dale",
        "paused": "Pat Shaw",
        "sitereviewer": "Rae Stone",
        **TELLERS,
    }
    for userid, name in people.items():
        if api.user.get(userid=userid) is None:
            api.user.create(
                username=userid,
                email=f"{userid}@example.org",
                password=password,
                roles=("Member",),
                properties={"fullname": name},
            )
    with api.env.adopt_roles(["Manager"]):
        if "sitereviewer" not in site_reviewers.userids():
            site_reviewers.name("sitereviewer", now=now)
    membership = Membership(community)
    for userid in ("former", "paused", *TELLERS):
        membership.add(userid, "member", now=now)
    membership.remove("former", now=now)
    membership.pause("paused", now=now, by_site=True)
