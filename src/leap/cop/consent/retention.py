"""The end of retention: rows stay and are nobody's any more.

The code that stands for a person in a row is an HMAC under the key of the row's year.
With that key and the table of the year destroyed, no list of user ids helps: nobody can
make the codes again. The chains stay valid, and a story still finds its rows, because
it holds the name of its chain.
"""

from leap.cop.consent.ledger import KEY
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.ledger import SITE
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations


#: For how many years after its own a year's rows can be tied to people, unless the
#: organisation decides otherwise.
DEFAULT_YEARS = 5


class Period(NamedTuple):
    """One stretch of rows whose codes are made with one key."""

    name: str
    last_year: int
    people: int


def _kind(name: str) -> str:
    """Give the year of a key, or `site`; what an import brought has more behind it."""
    return name.partition(":")[0]


def _site_until(portal, root) -> int:
    """Give the last year of the first release's key; of all rows if nobody knows."""
    if root.get("site_until"):
        return int(root["site_until"])
    years = [
        int(row["at"][:4])
        for ledger_key, _rows in Ledger(portal).chains()
        for row in Ledger(portal).rows(ledger_key)
    ]
    return max(years, default=0)


def periods(portal) -> list[Period]:
    """Give the stretches whose rows can still be tied to people, oldest first."""
    root = IAnnotations(portal).get(KEY, {})
    found = []
    for name in root.get("keys", {}):
        kind = _kind(name)
        if kind == SITE:
            last_year = _site_until(portal, root)
        elif kind.isdigit():
            last_year = int(kind)
        else:
            continue
        found.append(Period(name, last_year, len(_mapping(root, name))))
    return sorted(found, key=lambda period: (period.last_year, period.name))


def _mapping(root, name: str):
    if _kind(name) == SITE:
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
        if _kind(period.name) == SITE:
            root["persons"].clear()
        elif period.name in root["years"]:
            del root["years"][period.name]
    return gone
