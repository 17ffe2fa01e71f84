"""Who asks: everybody with a place in, or outside, a community. Data, and no test.

The tellers are not among them: what a teller reads of an own story is no secret.
"""

from collections.abc import Iterable
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
    "waiting": "a member for whom the stories of others wait",
    "waitfac": "somebody who facilitates, for whom the stories of others wait",
    "member": "a member",
    "facilitator": "a facilitator",
    "reviewer": "a reviewer of the community",
    "sitereviewer": "a reviewer of the whole site",
    "siteadmin": "a site administrator",
    "admin": "the root user",
}

REVIEWERS = frozenset({"reviewer", "sitereviewer"})
MEMBERS = frozenset({"member", "facilitator"})
#: Members and facilitators who take part in all but the stories of others.
WAITING = frozenset({"waiting", "waitfac"})
ADMINS = frozenset({"siteadmin", "admin"})
STAFF = frozenset(READERS) - {None}

#: Readers that Plone itself takes alike, and what they have in common.
ALIKE = {
    **dict.fromkeys(("colleague", "newcomer", "former", "paused"), "outside"),
    **dict.fromkeys(MEMBERS, "inside"),
    **dict.fromkeys(REVIEWERS, "reviewer"),
    **dict.fromkeys(ADMINS, "admin"),
}

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
    "community": MEMBERS | WAITING | ADMINS | {"newcomer"},
    "public": STAFF,
}

#: Who reads what a community makes, a round or a form, in a state.
READ_ROUND = {
    "private": frozenset({"facilitator"}) | ADMINS,
    "community": MEMBERS | WAITING | ADMINS,
    "public": STAFF,
}

#: Tellers: names and ids that no page of Plone holds by chance.
TELLERS = {
    "zzquibble": "Zzorana Quibbleton",
    "zzwimble": "Zzenobia Wimbleford",
    "zzfimble": "Zzacharias Fimblewick",
}


def likeness(reader: str | None) -> str:
    """Return which readers one is like; tellers are like members."""
    return "visitor" if reader is None else ALIKE.get(reader, "inside")


def add_people(community, password: str, now: datetime.datetime) -> None:
    """Make the users that the layer does not have, and give them their places."""
    people = {
        "former": "Fran Dale",
        "paused": "Pat Shaw",
        "waiting": "Wim Aalders",
        "waitfac": "Wanda Foss",
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
    give_places(community, TELLERS, now)
    for userid in WAITING:
        Membership(community).let_wait(userid, True, now=now)


def give_places(community, members: Iterable[str], now: datetime.datetime) -> None:
    """Give those who ask their places in a community, and others who belong."""
    membership = Membership(community)
    for userid in ("former", "paused", "waiting", *members):
        membership.add(userid, "member", now=now)
    membership.add("waitfac", "facilitator", now=now)
    membership.remove("former", now=now)
    membership.pause("paused", now=now, by_site=True)
