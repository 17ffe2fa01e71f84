"""What becomes of what stands in a file: the tables that each family declares.

The cleaning goes by them, and the how-to guide shows them: what is in no row that is
kept or changed is not known to be content, and is dropped.
"""

from collections.abc import Iterable
from typing import Literal
from typing import NamedTuple


class Row(NamedTuple):
    """One row: what it is in words, what becomes of it, and why."""

    what: str
    fate: Literal["kept", "changed", "dropped"]
    why: str
    #: The names that the cleaning goes by: of elements, attributes, keys or parts.
    names: tuple[str, ...] = ()


def named(table: Iterable[Row], fate: str) -> frozenset[str]:
    """Return the names of all rows that share a fate."""
    return frozenset(name for row in table if row.fate == fate for name in row.names)


def as_markdown(table: Iterable[Row]) -> str:
    """Return a table as the how-to guide shows it."""
    lines = ["| what | becomes of it | why |", "|---|---|---|"]
    lines += [f"| {row.what} | {row.fate} | {row.why} |" for row in table]
    return "\n".join(lines) + "\n"
