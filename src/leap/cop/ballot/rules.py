"""What one ballot may hold. Pure rules, no Zope.

A ballot comes in as whatever somebody sent; what comes out is a slip: the options that
got dots, sorted, nothing else. Two ballots that say the same are the same slip.
"""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from typing import NamedTuple

import hashlib
import re


SECRET = "secret"
NAMED = "named"

SECRECIES = (NAMED, SECRET)

#: Options and their dots, sorted by option, without zeros.
Slip = tuple[tuple[str, int], ...]

#: Sent by a client, or made here: long enough not to be guessed, short enough to note.
_RECEIPT = re.compile(r"[A-Za-z0-9_.~-]{8,128}")

NOT_A_MAPPING = "not_a_mapping"
NOT_A_NUMBER = "not_a_number"
UNKNOWN_OPTION = "unknown_option"
BELOW_ZERO = "below_zero"
TOO_MANY_ON_ONE = "too_many_on_one"
TOO_MANY = "too_many"
BAD_RECEIPT = "bad_receipt"


class Rules(NamedTuple):
    """How dots may be spent: `dots` in all, at most `most` on one of the options."""

    dots: int
    most: int
    secrecy: str
    options: tuple[str, ...]


class BadBallot(Exception):
    """What was sent is no ballot under these rules.

    :param reason: one of the above; `messages` has words for each.
    :param limit: the number that the rules allow, where there is one.
    """

    def __init__(self, reason: str, limit: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.limit = limit


def sound(rules: Rules) -> Rules:
    """Return the rules back.

    :raises ValueError: when nobody could vote under them.
    """
    if not _is_count(rules.dots) or not _is_count(rules.most):
        raise ValueError("dots and most are whole numbers above zero")
    if not 1 <= rules.most <= rules.dots:
        raise ValueError("most lies between one and dots")
    if rules.secrecy not in SECRECIES:
        raise ValueError("secrecy is one of named, secret")
    if not rules.options or len(set(rules.options)) != len(rules.options):
        raise ValueError("options are different from each other, and there are some")
    if not all(isinstance(option, str) and option for option in rules.options):
        raise ValueError("an option is a text that is not empty")
    return rules


def checked(dots: object, rules: Rules, barred: Collection[str] = frozenset()) -> Slip:
    """Return the slip of one person's dots.

    :param dots: `{option: dots}` as it was sent; anything may come.
    :param barred: options that get none from this person. Whoever sends some hears the
        same as for an option that there is not.
    :raises BadBallot: for everything else than whole numbers within the rules.
    """
    return _slip(dots, rules, voters=1, barred=barred)


def checked_paper(dots: object, voters: int, rules: Rules) -> Slip:
    """Return the slip of a wall of stickers: what several people put up together.

    Who put which sticker where is not known, so only the sums can be checked.
    """
    return _slip(dots, rules, voters=voters)


def laid_out(slip: Slip, rules: Rules) -> Slip:
    """Return a slip as it is kept: with all options, those without dots as well.

    It is as long whatever was chosen. Stock shows members how many bytes were saved
    when: a long ballot would be one that went to many.
    """
    dots = dict(slip)
    return tuple(sorted((option, dots.get(option, 0)) for option in rules.options))


def chosen(kept: Slip) -> Slip:
    """Return a slip again from how it was kept."""
    return tuple((option, number) for option, number in kept if number)


def _slip(
    dots: object, rules: Rules, *, voters: int, barred: Collection[str] = ()
) -> Slip:
    if not isinstance(dots, Mapping):
        raise BadBallot(NOT_A_MAPPING)
    if not frozenset(rules.options).issuperset(dots):
        raise BadBallot(UNKNOWN_OPTION)
    if any(dots.get(option, 0) != 0 for option in barred):
        raise BadBallot(UNKNOWN_OPTION)
    spent = 0
    kept = []
    for option in rules.options:
        number = _checked_number(dots.get(option, 0), rules.most * voters)
        spent += number
        if number:
            kept.append((option, number))
    if spent > rules.dots * voters:
        raise BadBallot(TOO_MANY, rules.dots * voters)
    return tuple(sorted(kept))


def _checked_number(number: object, most: int) -> int:
    if not isinstance(number, int) or not _is_count(number):
        raise BadBallot(NOT_A_NUMBER)
    if number < 0:
        raise BadBallot(BELOW_ZERO)
    if number > most:
        raise BadBallot(TOO_MANY_ON_ONE, most)
    return number


def _is_count(number: object) -> bool:
    # True is an int, and 1.0 equals one: neither is a number of dots.
    return type(number) is int


def checked_receipt(text: object) -> str:
    """Return a receipt back.

    :raises BadBallot: unless it has 8 to 128 characters that an address keeps.
    """
    if not isinstance(text, str) or not _RECEIPT.fullmatch(text):
        raise BadBallot(BAD_RECEIPT)
    return text


def shuffled(ids: Iterable[str], seed: str) -> list[str]:
    """Return ids in an order that is each voter's own and stays.

    :param seed: says which vote and who.
    """

    def place(one: str) -> bytes:
        return hashlib.sha256(f"{seed}:{one}".encode("utf-8", "replace")).digest()

    return sorted(ids, key=place)
