"""Tables for spreadsheets: the one writer of CSV."""

from collections.abc import Iterable

import csv
import io
import re


#: With what a formula begins, as it is typed in any alphabet.
_FORMULA = "=+@\\-＝＋＠－"

#: What may stand before it: spreadsheets strip blanks, people do not see the others.
_BEFORE = r"[\s\u00ad\u200b-\u200f\u2060\ufeff]*"

_BEGINS = re.compile(f"{_BEFORE}[{_FORMULA}]")

#: The last place before a formula where a spreadsheet may begin another cell, whatever
#: the file says: of our four languages three have a semicolon between cells. Blanks
#: that are no such place are looked at once, however many there are.
_SEPARATOR = re.compile(
    r"([;,|\t\r\n])((?:[^\S\t\r\n]|[\u00ad\u200b-\u200f\u2060\ufeff])*)"
    rf"(?=[{_FORMULA}])"
)


def defused(cell: object) -> str:
    """Return the text of a cell in which no spreadsheet finds a formula."""
    text = "" if cell is None else str(cell)
    plain = _SEPARATOR.sub(r"\1'\2", text)
    begins = _BEGINS.match(text) or text.startswith(("\t", "\r"))
    return f"'{plain}" if begins else plain


def as_csv(rows: Iterable[Iterable[object]]) -> bytes:
    """Return a table as a file.

    Texts stand in quotes. With a mark in front, without which spreadsheets take it for
    Latin letters.
    """
    file = io.StringIO()
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    for row in rows:
        writer.writerow(
            cell if isinstance(cell, int) else defused(cell) for cell in row
        )
    return file.getvalue().encode("utf-8-sig")


def answer(response, name: str, rows: Iterable[Iterable[object]]) -> bytes:
    """Answer with a table, as a file with a name."""
    response.setHeader("Content-Type", "text/csv; charset=utf-8")
    response.setHeader("Content-Disposition", f"attachment; filename={name}")
    return as_csv(rows)
