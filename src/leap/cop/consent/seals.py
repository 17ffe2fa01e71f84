"""Seals: one code over all chains of the ledger, to be kept somewhere else.

A seal says how long each chain was, and one SHA-256 over the names, lengths and last
rows of all of them. Of the lengths it keeps those that changed since the seal before;
`prev` holds on to that one. What is printed is the seal's number and its SHA-256: with
that on paper nobody can change a sealed row, take a sealed chain out or make a new seal
in its place unnoticed, not even with the whole database in their hands.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import datetime
from leap.cop.consent import chain
from typing import NamedTuple

import hashlib
import json
import re


VERSION = 1

_FIELDS = frozenset({"v", "n", "prev", "at", "chains", "rows", "grown", "root"})
_PRINTED = re.compile(r"(\d{1,9}):([0-9a-f]{64})")

Chains = Mapping[str, Sequence[str]]


class Seal(NamedTuple):
    """What a reader needs to know of a seal."""

    number: int
    at: str
    chains: int
    rows: int
    printed: str


class SealFault(NamedTuple):
    """A seal that does not hold, and the chains that are shorter than it says."""

    number: int
    chains: tuple[str, ...] = ()


def root_over(lengths: Mapping[str, int], chains: Chains) -> str:
    """Return the code over all chains, each as far as a length says.

    A chain that is not there, or shorter, counts as what is there.
    """
    code = hashlib.sha256()
    for name in sorted(lengths):
        rows = chains.get(name, ())
        known = min(lengths[name], len(rows))
        last = chain.row_hash(rows[known - 1]) if known else chain.GENESIS
        code.update(f"{name} {lengths[name]} {last}\n".encode())
    return code.hexdigest()


def next_seal(seals: Sequence[str], chains: Chains, *, now: datetime) -> str:
    """Return the seal that comes after some others, over all chains as they are."""
    before = lengths_in(seals)
    lengths = {name: len(rows) for name, rows in chains.items()}
    grown = {
        name: length for name, length in lengths.items() if before.get(name) != length
    }
    return chain.canonical(
        {
            "v": VERSION,
            "n": len(seals),
            "prev": chain.row_hash(seals[-1]) if seals else chain.GENESIS,
            "at": chain.timestamp(now),
            "chains": len(lengths),
            "rows": sum(lengths.values()),
            "grown": grown,
            "root": root_over({**before, **lengths}, chains),
        }
    )


def lengths_in(seals: Sequence[str]) -> dict[str, int]:
    """Return how long each chain was at the last of some seals."""
    lengths: dict[str, int] = {}
    for text in seals:
        lengths.update(json.loads(text)["grown"])
    return lengths


def printed(text: str) -> str:
    """Return what is written down of a seal: its number and its code."""
    return f"{json.loads(text)['n']}:{chain.row_hash(text)}"


def read(text: str) -> Seal:
    """Return what there is to know of a sound seal."""
    seal = json.loads(text)
    return Seal(seal["n"], seal["at"], seal["chains"], seal["rows"], printed(text))


def is_printed(text: str) -> bool:
    """Tell whether a text looks like a seal that was written down."""
    return _PRINTED.fullmatch(text.strip()) is not None


def is_among(text: str, seals: Sequence[str]) -> bool:
    """Tell whether a seal that was written down is one of some seals."""
    found = _PRINTED.fullmatch(text.strip())
    if found is None or int(found[1]) >= len(seals):
        return False
    return chain.row_hash(seals[int(found[1])]) == found[2]


def faults(seals: Sequence[str], chains: Chains) -> list[SealFault]:
    """Return the seals that do not hold for chains, which may have grown since."""
    found = []
    lengths: dict[str, int] = {}
    prev = chain.GENESIS
    for number, text in enumerate(seals):
        seal = _sound(text, number, prev)
        if seal is None:
            found.append(SealFault(number))
            break
        lengths.update(seal["grown"])
        short = tuple(
            name
            for name, length in sorted(lengths.items())
            if len(chains.get(name, ())) < length
        )
        if short or root_over(lengths, chains) != seal["root"]:
            found.append(SealFault(number, short))
        prev = chain.row_hash(text)
    return found


def _sound(text: str, number: int, prev: str) -> dict | None:
    """Return a seal that is written as it should be and hangs on the one before."""
    try:
        seal = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None
    sound = (
        isinstance(seal, dict)
        and set(seal) == _FIELDS
        and seal["n"] == number
        and seal["prev"] == prev
        and isinstance(seal["grown"], dict)
        and all(type(length) is int for length in seal["grown"].values())
        and chain.canonical(seal) == text
    )
    return seal if sound else None
