"""What others see of a person: name, organisation and one line of the account."""

from leap.cop import _
from leap.cop.core import lookup
from leap.cop.core.people import is_gone
from plone import api
from typing import NamedTuple


NO_LONGER_HERE = _("Somebody who is no longer here")
WITHOUT_A_NAME = _("Somebody without a name")
NOT_KNOWN_NOW = _("Somebody whose name cannot be looked up at the moment")


class Profile(NamedTuple):
    """What others see of a person: the chosen name, organisation, one own line."""

    fullname: str
    organisation: str
    line: str


NOTHING = Profile("", "", "")


def profile(userid: str, known: Profile = NOTHING) -> Profile:
    """Return what others see of a person; an id is shown for nobody, gone or not.

    Only an account that is known to be gone is called so: one that is not found may be
    in a directory that does not answer.

    :param known: what was known last, for an account that is not found now.
    """
    if not userid or is_gone(userid):
        return Profile(api.portal.translate(NO_LONGER_HERE), "", "")
    account = lookup.shown(userid)
    if account is None:
        nameless = api.portal.translate(NOT_KNOWN_NOW)
        return known._replace(fullname=known.fullname or nameless)
    fullname = account.fullname
    if not fullname and lookup.some_are_away():
        fullname = known.fullname
    return Profile(
        fullname or api.portal.translate(WITHOUT_A_NAME),
        account.location,
        account.description.splitlines()[0] if account.description else "",
    )


def fullname(userid: str) -> str:
    """Return the name somebody chose."""
    return profile(userid).fullname
