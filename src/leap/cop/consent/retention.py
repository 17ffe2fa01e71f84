"""The end of retention: rows stay and are nobody's any more.

The code that stands for a person in a row is an HMAC under the key of the row's year.
With that key and the table of the year destroyed, no list of user ids helps: nobody can
make the codes again. The chains stay valid, and a story still finds its rows, because
it holds the name of its chain.
"""

from leap.cop.consent.records import LedgerShelf
from typing import NamedTuple


#: For how many years after its own a year's rows can be tied to people, unless the
#: organisation decides otherwise.
DEFAULT_YEARS = 5


class Period(NamedTuple):
    """One stretch of rows whose codes are made with one key."""

    name: str
    last_year: int
    people: int


def _kind(name: str) -> str:
    """Return the year of a key; what an import brought has more behind it."""
    return name.partition(":")[0]


def periods(portal) -> list[Period]:
    """Return the stretches whose rows can still be tied to people, oldest first."""
    root = LedgerShelf(portal).kept
    years = root.get("years", {})
    found = [
        Period(name, int(year), len(years.get(name, ())))
        for name in root.get("keys", {})
        if (year := _kind(name)).isdigit()
    ]
    return sorted(found, key=lambda period: (period.last_year, period.name))


def ended(portal, before: int) -> list[Period]:
    """Return the stretches that end wholly before a year."""
    return [period for period in periods(portal) if period.last_year < before]


def end(portal, before: int) -> list[Period]:
    """Destroy keys and tables of the years before one; return what was destroyed."""
    root = LedgerShelf(portal).kept
    gone = ended(portal, before)
    for period in gone:
        del root["keys"][period.name]
        if period.name in root["years"]:
            del root["years"][period.name]
    return gone
