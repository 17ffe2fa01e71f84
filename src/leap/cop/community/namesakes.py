"""People of the same name, told apart where one of them is chosen.

For those who may choose, and nobody else: it says a little more of an account than the
name. Accounts are read of those alone who are listed alike.
"""

from collections import defaultdict
from collections.abc import Iterable
from leap.cop.community.roster import PAGE
from leap.cop.community.roster import Roster
from leap.cop.core import addresses
from leap.cop.core import lookup
from leap.cop.core.text import folded


def marks(people: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Return what tells those apart who are listed alike; nothing of the others.

    The domain of the mail address, else the name that they log in with, else the id:
    the first that each of them has and that differs.

    :param people: user id, name and organisation of each.
    """
    alike = defaultdict(list)
    for userid, fullname, organisation in people:
        alike[folded(fullname), folded(organisation)].append(userid)
    found: dict[str, str] = {}
    for userids in alike.values():
        if len(userids) > 1:
            found.update(_marks_of(userids))
    return found


def _marks_of(userids: list[str]) -> dict[str, str]:
    # Each of them is read; of more than stand on a page the ids say enough.
    for mark in (_domain, login_name) if len(userids) <= PAGE else ():
        found = {userid: mark(userid) for userid in userids}
        if _differ(found):
            return found
    return {userid: userid for userid in userids}


def _differ(found: dict[str, str]) -> bool:
    said = {folded(mark) for mark in found.values()}
    return "" not in said and len(said) == len(found)


def _domain(userid: str) -> str:
    account = lookup.shown(userid)
    return addresses.domain_of(account.email) if account is not None else ""


def login_name(userid: str) -> str:
    """Return the name that somebody logs in with, without a mail domain."""
    return lookup.login_of(userid).partition("@")[0]


def names_to_choose(roster: Roster, userids: Iterable[str]) -> dict[str, str]:
    """Return names for a list of any length to choose from, by what is kept.

    Behind a name that several have stands the organisation, and what else differs.
    """
    names = roster.names(userids)
    several = _several(names)
    where = {userid: roster.kept(userid).organisation for userid in several}
    said = marks((userid, names[userid], where[userid]) for userid in several)
    for userid in several:
        besides = ", ".join(filter(None, (where[userid], said.get(userid, ""))))
        names[userid] = f"{names[userid]} ({besides})"
    return names


def _several(names: dict[str, str]) -> list[str]:
    alike = defaultdict(list)
    for userid, name in names.items():
        alike[folded(name)].append(userid)
    return [one for userids in alike.values() if len(userids) > 1 for one in userids]
