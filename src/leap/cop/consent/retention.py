"""The end of retention: rows stay and are nobody's any more.

The code that stands for a person in a row is an HMAC under the key of the row's year.
With that key and the table of the year destroyed, no list of user ids helps: nobody can
make the codes again. The chains stay valid, and a story still finds its rows, because
it holds the name of its chain.
"""

from leap.cop.consent.ledger import KEY
from leap.cop.consent.ledger import SITE
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations


#: For how many years after its own a year's rows can be tied to people.
DEFAULT_YEARS = 5


class Period(NamedTuple):
    """One stretch of rows whose codes are made with one key."""

    name: str
    last_year: int
    people: int


def _last_year(name: str, root) -> int:
    return int(root.get("site_until") or 0) if name == SITE else int(name)


def periods(portal) -> list[Period]:
    """Give the stretches whose rows can still be tied to people, oldest first."""
    root = IAnnotations(portal).get(KEY, {})
    names = [name for name in root.get("keys", {}) if name == SITE or name.isdigit()]
    found = []
    for name in names:
        mapping = _mapping(root, name)
        found.append(Period(name, _last_year(name, root), len(mapping)))
    return sorted(found, key=lambda period: (period.last_year, period.name))


def _mapping(root, name: str):
    if name == SITE:
        return root.get("persons", {})
    return root.get("years", {}).get(name, {})


def ended(portal, before: int) -> list[Period]:
    """Give the stretches that end wholly before a year."""
    return [period for period in periods(portal) if period.last_year < before]


def end(portal, before: int) -> list[Period]:
    """Destroy keys and tables of the years before one; give what was destroyed."""
    root = IAnnotations(portal).get(KEY, {})
    gone = ended(portal, before)
    for period in gone:
        del root["keys"][period.name]
        if period.name == SITE:
            root["persons"].clear()
        elif period.name in root["years"]:
            del root["years"][period.name]
    return gone
