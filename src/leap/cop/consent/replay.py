"""What a chain of the ledger says of its story: read again from the first row. Pure.

An import believes the ledger and nothing else about how far a story may go. Rows are
taken in their order, by the same table of moves that the workflow has; a row that does
not fit where it stands moves nothing, and one of an unknown kind can only narrow.
"""

from collections.abc import Callable
from collections.abc import Iterable
from leap.cop.consent import chain
from leap.cop.consent import rules
from typing import NamedTuple


#: Acts that are on record without moving the story.
_UNMOVING = frozenset({"unseal", "enact", "accept", "decline"})

#: The channel on which somebody puts a story on hold. On others it comes down because
#: of its community or its teller, and the text itself is free.
_HELD = "workflow"

#: The channel of the row that closes a chain whose story was deleted.
DELETED = "delete"

_READERS = {
    "private": frozenset({"teller"}),
    "pending": frozenset({"teller", "reviewers"}),
    "community": frozenset({"teller", "community"}),
    "community_pending": frozenset({"teller", "community", "reviewers"}),
    "public": frozenset({"teller", "community", "reviewers", "staff"}),
}


class Said(NamedTuple):
    """Where the rows leave a story. Digests are of exactly the texts they name."""

    state: str = rules.PRIVATE
    granted: str = ""
    granted_digest: str = ""
    approved_digest: str = ""
    held_digest: str = ""
    deleted_by_teller: bool = False


def said_by(rows: Iterable[dict], is_teller: Callable[[str], bool]) -> Said:
    """Return where a story stands by its chain.

    :param rows: the rows of a sound chain, oldest first.
    :param is_teller: tells whether a pseudonym is the teller's. Only a teller's row
        grants, and a teller's own review counts for nothing.
    """
    said = Said()
    for row in rows:
        own = is_teller(row["actor"]) or is_teller(row["on_behalf"])
        said = _after(said, row, own)
    return said


def _after(said: Said, row: dict, own: bool) -> Said:
    act, level, digest = row["act"], row["level"], row["digest"]
    if act in _UNMOVING or level == chain.AGREEMENT:
        # What is said of an agreement neither opens a story nor closes it.
        return said
    if act == "grant":
        return _granted(said, level, digest) if own else said
    if act == "edit":
        if not own or said.state == rules.PRIVATE:
            return said
        state = "community_pending" if said.state == rules.PUBLIC else said.state
        return said._replace(state=state, granted_digest=digest)
    if act == "review" and level == rules.PUBLIC:
        fits = (
            said.state in rules.IN_REVIEW
            and said.granted == rules.PUBLIC
            and said.granted_digest == digest
            and not own
        )
        if not fits:
            return said
        return said._replace(state=rules.PUBLIC, approved_digest=digest)
    narrowed = _narrowed(said, level)
    if act == "takedown" and row["channel"] == _HELD:
        return narrowed._replace(held_digest=digest)
    deleted = own and row["channel"] == DELETED
    return narrowed._replace(deleted_by_teller=deleted)


def _granted(said: Said, level: str, digest: str) -> Said:
    move = rules.MOVES["share" if level == rules.COMMUNITY else "submit"]
    if level not in rules.GRANTABLE or said.state not in move.origins:
        return said
    return said._replace(
        state=move.origins[said.state],
        granted=level,
        granted_digest=digest,
        held_digest="",
        deleted_by_teller=False,
    )


def _narrowed(said: Said, level: str) -> Said:
    audience = rules.AUDIENCE_OF_STATE[said.state]
    level = rules.narrowest(level, audience)
    if level == rules.PUBLIC:
        return said
    state = rules.COMMUNITY if level == rules.COMMUNITY else rules.PRIVATE
    granted = "" if level == rules.PRIVATE else level
    return said._replace(state=state, granted=granted, approved_digest="")


def meet(*states: str | None) -> str:
    """Return the state whose readers are readers in each of the states.

    A state that is none closes everything.
    """
    readers = _READERS["public"]
    for state in states:
        readers = readers & _READERS.get(state or "", _READERS["private"])
    return next(state for state, found in _READERS.items() if found == readers)


def within(state: str, limit: str) -> str:
    """Return the state that a community lets a story have that stood in `state`."""
    transition = rules.state_within(state, limit)
    while transition is not None:
        state = rules.MOVES[transition].origins[state]
        transition = rules.state_within(state, limit)
    return state


def landing(said: Said, *, told: str | None, digest: str, limit: str) -> str:
    """Return the state in which a story that arrives may be, no wider than `told`.

    :param told: the state that it came with.
    :param digest: the digest of the text as it arrived.
    :param limit: the widest audience that its community allows.
    """
    if said.granted_digest != digest:
        return rules.PRIVATE
    state = said.state
    if state == rules.PUBLIC and said.approved_digest != digest:
        return rules.PRIVATE
    if state in rules.IN_REVIEW and said.granted != rules.PUBLIC:
        return rules.PRIVATE
    return within(meet(told, state), limit)
