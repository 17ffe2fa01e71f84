"""The clauses that a group works on: added, changed, answered, put in order."""

from leap.cop import _
from leap.cop.agreement import rules
from leap.cop.agreement import voices
from leap.cop.agreement.records import AgreementRecord
from leap.cop.agreement.records import Clause
from leap.cop.agreement.records import record_of
from leap.cop.consent.digest import text_digest
from leap.cop.core import revision
from leap.cop.core import settings
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.ids import new_id
from zExceptions import NotFound


def find(agreement, clause_id: str) -> Clause:
    """Return one clause.

    :raises NotFound: for an id that there is none of.
    """
    found = record_of(agreement).clauses.get(clause_id)
    if found is None:
        raise NotFound(clause_id)
    return found


def add(agreement, text: str, meaning: str, *, by: str) -> Clause:
    """Add a clause at the end.

    :raises NotNow: when there are as many as anybody can keep to.
    """
    voices.let_people_write(agreement, by)
    record = record_of(agreement)
    if len(record.clauses) >= rules.MOST_CLAUSES:
        raise NotNow(
            _("There are already 60 rules. Remove one, or combine two."),
            "clauses",
        )
    ordered = record.ordered()
    position = ordered[-1].position + 1 if ordered else 0
    clause = Clause(new_id(), text.strip(), meaning.strip(), position, by)
    record.clauses[clause.id] = clause
    return clause


def change(
    agreement,
    clause: Clause,
    *,
    by: str,
    rev: int,
    text: str | None = None,
    meaning: str | None = None,
    current=None,
) -> None:
    """Change the words of a clause, whoever wrote them.

    :param rev: what was seen.
    :param current: gives the clause as it is now, for who asks.
    :raises Stale: when somebody else was faster.
    """
    voices.let_people_write(agreement, by)
    revision.check_rev(clause, rev, current)
    words = (
        clause.text if text is None else text.strip(),
        clause.meaning if meaning is None else meaning.strip(),
    )
    if words != (clause.text, clause.meaning):
        clause.text, clause.meaning = words
        clause.text_rev += 1
        clause.rev += 1


def place(
    agreement,
    clause: Clause,
    *,
    by: str,
    rev: int,
    goes_in: bool | None = None,
    moves: bool = False,
    before: str | None = None,
    current=None,
) -> None:
    """Say whether a clause goes into the next version, or where it stands.

    :param moves: whether it goes elsewhere: before another one, or to the end.
    :raises Refused: for another one that there is not.
    """
    voices.let_facilitators(agreement, by)
    revision.check_rev(clause, rev, current)
    was = (clause.goes_in, clause.position)
    if goes_in is not None:
        clause.goes_in = goes_in
    if moves and before != clause.id:
        _move(record_of(agreement), clause, before)
    if (clause.goes_in, clause.position) != was:
        clause.rev += 1


def _move(record: AgreementRecord, clause: Clause, before: str | None) -> None:
    others = [other for other in record.ordered() if other is not clause]
    if before is None:
        there = len(others)
    elif before in record.clauses:
        there = others.index(record.clauses[before])
    else:
        raise Refused(_("there is no such rule."), "before")
    others.insert(there, clause)
    for position, other in enumerate(others):
        if other.position != position:
            other.position = position


def answer(agreement, clause: Clause, given: str | None, *, by: str) -> None:
    """Answer a clause for oneself; None takes the answer back."""
    voices.let_people_write(agreement, by)
    if given is None:
        clause.answers.pop(by, None)
    elif clause.answers.get(by) != (given, clause.text_rev):
        clause.answers[by] = (given, clause.text_rev)


def may_take_out(agreement, clause: Clause, userid: str) -> bool:
    """Tell whether somebody may take a clause out: facilitators, and who wrote it.

    Who wrote it only while nobody else has answered.
    """
    if voices.voice_of(agreement, userid) == voices.FACILITATOR:
        return True
    return clause.author == userid and not clause.answers


def take_out(agreement, clause: Clause, *, by: str) -> None:
    """Take a clause out. Versions keep their own copy."""
    voices.let_people_write(agreement, by)
    if not may_take_out(agreement, clause, by):
        raise NotYours(_("You cannot remove this rule, but a facilitator can."))
    del record_of(agreement).clauses[clause.id]


def that_go_in(agreement) -> list[Clause]:
    """Return the clauses that the next version would have, in order."""
    return [clause for clause in record_of(agreement).ordered() if clause.goes_in]


def digest_of(
    record: AgreementRecord, n: int, wordings: list[rules.Wording], safeguarding: str
) -> str:
    """Return the digest of exactly one version."""
    parts = {
        "n": n,
        "clauses": [list(wording) for wording in wordings],
        "safeguarding": safeguarding,
    }
    return text_digest(parts, record.salt)


def next_digest(agreement) -> str | None:
    """Return the digest of what would be put in force now, None if nothing goes in."""
    record = record_of(agreement)
    wordings = [clause.wording for clause in that_go_in(agreement)]
    if not wordings:
        return None
    n = len(record.versions) + 1
    return digest_of(record, n, wordings, settings.safeguarding_clause())
