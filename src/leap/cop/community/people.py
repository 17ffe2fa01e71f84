"""What facilitators do with people, for forms and REST: each asks who is asking."""

from datetime import datetime
from leap.cop import _
from leap.cop.community import joining
from leap.cop.community import namesakes
from leap.cop.community.accounts import id_among
from leap.cop.community.accounts import own_id
from leap.cop.community.interfaces import IOwnWish
from leap.cop.community.membership import Membership
from leap.cop.community.profiles import profile
from leap.cop.community.roster import by_name
from leap.cop.core import lookup
from leap.cop.core.errors import Refused
from leap.cop.core.me import me
from leap.cop.core.names import matches
from leap.cop.core.names import plain
from leap.cop.core.names import SHORTEST_PART
from leap.cop.core.permissions import MANAGE_MEMBERS
from plone import api
from zope.component import subscribers


#: A search for people starts at this many characters and ends at this many rows.
SHORTEST_QUERY = 2
MOST_ROWS = 10


def may_manage_members(community) -> bool:
    """Tell whether the current user may change this community's membership."""
    return api.user.has_permission(MANAGE_MEMBERS, obj=community)


def asks_for_the_site() -> bool:
    """Tell whether the current user administrates the site."""
    roles = set(api.user.get_current().getRoles())
    return bool(roles & {"Manager", "Site Administrator"})


def safeguarding_person(community) -> str | None:
    """Return the user id of a community's safeguarding person, None for nobody.

    Somebody who is gone from the site is nobody; whoever cannot be looked up is there.
    """
    userid = community.safeguarding_person or None
    try:
        there = bool(userid) and lookup.find_exactly(userid) is not None
    except lookup.Unanswered:
        there = True
    return userid if there else None


def is_safeguarding_person(community, userid: str | None = None) -> bool:
    """Tell whether somebody is a community's safeguarding person now.

    Whoever is paused there is not.

    :param userid: the current user, if None.
    """
    userid = userid or me()
    if not userid or safeguarding_person(community) != userid:
        return False
    return not Membership(community).is_paused(userid)


def choose_safeguarding_person(community, userid: object) -> None:
    """Name the safeguarding person; None or an empty text for nobody.

    :raises Refused: for somebody who is not on the site.
    """
    if not userid:
        community.safeguarding_person = None
        return
    community.safeguarding_person = own_id(userid, "safeguarding_person")


def add(community, userid: object, role: object, *, now: datetime) -> str:
    """Let somebody in, in a role; return the account's own id.

    The role may be another than was asked for, see `joining.put_on_list`.
    """
    by = me()
    return joining.put_on_list(community, userid, role, by=by, now=now)


def id_on_list(community, typed: object) -> object:
    """Return the id under which somebody stands on the list, however it was typed."""
    return id_among(Membership(community).histories(), typed)


def change_role(community, userid: str, role: object, *, now: datetime) -> None:
    """Give somebody another role, see `joining.change_role`."""
    joining.change_role(community, userid, role, now=now)


def set_paused(community, userid: str, paused: bool, *, now: datetime) -> None:
    """Take somebody's access away at once, or give it back."""
    membership = Membership(community)
    act = membership.pause if paused else membership.resume
    act(userid, now=now, by_site=asks_for_the_site())


#: What everybody decides alone: how one stands in the list.
OWN_FIELDS = ("fullname", "organisation", "line")


def list_as(community, fields: dict) -> None:
    """Keep how the current user wants to be listed here.

    :param fields: some of `OWN_FIELDS`; an empty text means as in the profile.
    """
    userid = me()
    Membership(community).choose(userid, **fields)


def wishes_of(community) -> dict[str, IOwnWish]:
    """Return what everybody says for oneself here, yes or no, by name."""
    return {wish.name: wish for wish in subscribers((community,), IOwnWish)}


def wish(community, said: dict, *, now: datetime) -> None:
    """Keep what the current user says for oneself.

    :param said: yes or no, by names of `wishes_of`.
    :raises Refused: for anything else, with the field.
    """
    userid = me()
    wishes = wishes_of(community)
    for name, value in said.items():
        if not isinstance(value, bool):
            raise Refused(_("send true or false."), name)
        wishes[name].say(userid, value, now)


def standing_of(row) -> dict[str, object]:
    """Return what a decision about somebody on the list rests on."""
    names = ("userid", "role", "paused")
    return {name: getattr(row, name) for name in names}


def remove(community, userid: str, *, now: datetime) -> None:
    """End somebody's membership."""
    Membership(community).remove(userid, now=now)


def search(community, query: object) -> list[dict[str, str]]:
    """Return up to ten people of the site, as `find`, and whether they belong here."""
    history = Membership(community).history
    rows = find(query)
    for row in rows:
        kept = history(row["userid"])
        row["belongs"] = bool(kept and kept[-1].until is None)
    return rows


def find(query: object) -> list[dict[str, str]]:
    """Return up to ten people of the site whose name or id matches.

    Matches are cut before they are read: a directory may have hundreds.

    :raises Refused: for fewer than two characters; nobody lists the whole site.
    """
    words = " ".join(query.split()) if isinstance(query, str) else ""
    if len(words) < SHORTEST_QUERY or "*" in words:
        raise Refused(
            _(
                "type at least three letters of the name, or a whole name of "
                "two letters."
            ),
            "query",
        )
    rows = []
    for userid in lookup.search(words, limit=MOST_ROWS):
        account = lookup.shown(userid)
        if account is None or not _is_meant(words, userid, account.fullname):
            continue
        seen = profile(userid)
        rows.append(
            {
                "userid": userid,
                "fullname": seen.fullname,
                "organisation": seen.organisation,
            }
        )
    place = by_name()
    rows.sort(key=lambda row: place(row["fullname"]))
    listed = [(row["userid"], row["fullname"], row["organisation"]) for row in rows]
    apart = namesakes.marks(listed)
    return [{**row, "account": apart.get(row["userid"], "")} for row in rows]


def _is_meant(words: str, userid: str, fullname: str) -> bool:
    """Tell whether a match is one: two letters find no name that begins with them."""
    is_part = len(words) >= SHORTEST_PART
    return is_part or matches(words, fullname) or plain(words) == plain(userid)
