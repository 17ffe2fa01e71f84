"""Plain values that arrived: each is what it has to be, or is refused."""

from collections.abc import Iterable
from datetime import date


def text(value: object, longest: int = 5000) -> str:
    """Return a text.

    :raises ValueError: for anything else, and for one that is too long.
    """
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError("text")
    return value


def one_line(value: object, longest: int) -> str:
    """Return a text of one line.

    :raises ValueError: for anything else.
    """
    if len(text(value, longest).splitlines()) > 1:
        raise ValueError("line")
    return str(value)


def number(value: object) -> int:
    """Return a whole number, not below zero.

    :raises ValueError: for anything else.
    """
    if type(value) is not int or not 0 <= value < 10**9:
        raise ValueError("number")
    return value


def one_of(value: object, known: Iterable[str]) -> str:
    """Return one of some words.

    :raises ValueError: for any other.
    """
    if value not in tuple(known):
        raise ValueError("word")
    return str(value)


def day(value: object) -> date | None:
    """Return a day, None for none.

    :raises ValueError: for anything else.
    """
    return None if value is None else date.fromisoformat(text(value))


def day_text(value: object) -> str:
    """Return a day as it is kept where days are texts.

    :raises ValueError: for anything else.
    """
    return date.fromisoformat(text(value)).isoformat()
