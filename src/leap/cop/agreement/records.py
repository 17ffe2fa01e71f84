"""What people write in an agreement: clauses, versions and answers.

One object under an annotation of the agreement. Clauses are objects of their own, so
that two people who answer two of them do not meet; versions and answers are plain
tuples, in the order of `rules.Version` and `rules.Answer`.
"""

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterator
from datetime import date
from datetime import datetime
from leap.cop.agreement import rules
from leap.cop.agreement.content import find_agreement
from leap.cop.consent.ledger import new_ledger_key
from leap.cop.core.errors import Refused
from leap.cop.core.events import IIdForgotten
from leap.cop.core.people import GONE
from leap.cop.core.people import is_gone
from leap.cop.core.records import FineTree
from leap.cop.core.records import moment_of
from leap.cop.core.records import number_of
from leap.cop.core.records import Shelf
from persistent import Persistent
from typing import Any

import secrets


KEY = "leap.cop.agreement.record"


class Clause(Persistent):
    """A clause that people are working on. Who wrote it is told to nobody."""

    def __init__(self, id_: str, text: str, meaning: str, position: int, author: str):
        self.id = id_
        self.text = text
        self.meaning = meaning
        self.goes_in = False
        self.position = position
        self.author = author
        #: Goes up with each change; a page that stayed open overwrites nothing.
        self.rev = 1
        #: Goes up with the words alone: an answer is to words.
        self.text_rev = 1
        #: User id -> (answer, text_rev).
        self.answers = OOBTree()

    @property
    def wording(self) -> rules.Wording:
        """The clause as a version would have it."""
        return rules.Wording(self.id, self.text, self.meaning)

    def answers_now(self) -> dict[str, str]:
        """Return who answered the present words, and how."""
        return {
            userid: answer
            for userid, (answer, text_rev) in self.answers.items()
            if text_rev == self.text_rev
        }


class AgreementRecord(Persistent):
    """Everything that is kept of one agreement besides its fields."""

    def __init__(self) -> None:
        self.clauses = OOBTree()
        self.versions = IOBTree()
        #: User id -> what they answered last, as `_written` gives it.
        self.answers = FineTree()
        #: Who took a yes back and has said none since.
        self.took_back = OOTreeSet()
        #: Version -> the day from which it asks, because somebody said so.
        self.contested = IOBTree()
        #: From when the community asks, and since when it does not; see `rules`.
        self.asked_from: date | None = None
        self.stopped: date | None = None
        self.asks = False
        #: When people were reminded last, and facilitators told of a wish to talk.
        self.reminded: datetime | None = None
        self.told: date | None = None
        self.ledger_key = new_ledger_key()
        self.salt = secrets.token_bytes(16)

    def all_versions(self) -> list[rules.Version]:
        """Return the versions, oldest first."""
        return [rules.Version(*row) for row in self.versions.values()]

    def ordered(self) -> list[Clause]:
        """Return the clauses in their order."""
        return sorted(
            self.clauses.values(), key=lambda clause: (clause.position, clause.id)
        )

    def answer_of(self, userid: str) -> rules.Answer | None:
        """Return what somebody answered last, None for nothing."""
        found = self.answers.get(userid)
        return None if found is None else _read(found)

    def put_answer(self, userid: str, answer: rules.Answer) -> None:
        """Keep what somebody answers, over what it was."""
        self.answers[userid] = _written(answer)

    def all_answers(self) -> dict[str, rules.Answer]:
        """Return what everybody answered last, by user id."""
        return {userid: _read(row) for userid, row in self.answers.items()}

    def kept_to(self, userid: str) -> int:
        """Return the newest version that somebody said yes to, 0 for none."""
        answer = self.answer_of(userid)
        return 0 if answer is None else answer.kept_to


def _written(answer: rules.Answer) -> tuple[str, int, int, int]:
    """Return an answer as plain values."""
    return (answer.answer, answer.n, number_of(answer.at), answer.kept_to)


def _read(row: tuple[str, int, int, int]) -> rules.Answer:
    answer, n, at, kept_to = row
    return rules.Answer(answer, n, moment_of(at), kept_to)


class AgreementShelf(Shelf):
    """The record of one agreement.

    :param content: the agreement.
    """

    key = KEY
    counted = "clauses and answers of agreements"
    make = AgreementRecord

    @classmethod
    def within(cls, community: Any) -> Iterator[Shelf]:
        """Yield the shelf of the community's agreement, if it has one."""
        agreement = find_agreement(community)
        if agreement is not None:
            yield cls(agreement)

    def start_anew(self) -> None:
        """Keep the clauses, and nothing of what was put in force or answered."""
        clauses = list(self.kept.ordered())
        self.clear()
        for clause in clauses:
            clause.answers.clear()
            self.ready.clauses[clause.id] = clause

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Take a user id out; how many answered a clause in which way stays."""
        return self.forget(forgotten.userid)

    def forget(self, userid: str) -> int:
        """Take a user id out, whoever says so; return how often it stood there."""
        if not self.is_there:
            return 0
        record, found = self.kept, 0
        nobody = f"{GONE}{secrets.token_hex(8)}"
        if userid in record.answers:
            del record.answers[userid]
            found += 1
        if userid in record.took_back:
            record.took_back.remove(userid)
            found += 1
        for clause in record.clauses.values():
            if clause.author == userid:
                clause.author = ""
                found += 1
            if userid in clause.answers:
                clause.answers[nobody] = clause.answers.pop(userid)
                found += 1
        for n, row in list(record.versions.items()):
            version = rules.Version(*row)
            if version.by == userid:
                record.versions[n] = tuple(version._replace(by=""))
                found += 1
        return found

    def people(self) -> set[str]:
        """Return every user id that stands here."""
        record = self.kept
        found = {version.by for version in record.all_versions()} | {*record.answers}
        for clause in record.clauses.values():
            found |= {clause.author, *clause.answers}
        return {userid for userid in found if userid and not is_gone(userid)}

    def pack(self) -> dict:
        """Return clauses, versions and answers as plain values."""
        record = self.kept
        return {
            "clauses": [_packed_clause(clause) for clause in record.ordered()],
            "versions": [
                {
                    **version._asdict(),
                    "clauses": [list(wording) for wording in version.clauses],
                    "made": version.made.isoformat(),
                    "effective": version.effective.isoformat(),
                }
                for version in record.all_versions()
            ],
            "answers": {
                userid: [answer, n, at.isoformat(), kept_to]
                for userid, (answer, n, at, kept_to) in record.all_answers().items()
            },
            "contested": {
                str(n): day.isoformat() for n, day in record.contested.items()
            },
            "asked_from": record.asked_from and record.asked_from.isoformat(),
            "stopped": record.stopped and record.stopped.isoformat(),
            "ledger_key": record.ledger_key,
            "salt": record.salt.hex(),
        }

    def unpack(self, packed: Any) -> None:
        """Put what arrived in place of what is here.

        :raises Refused: for what cannot have been packed here.
        """
        try:
            record = _unpacked(packed)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise Refused("agreement: this was not written by an export.") from error
        self.keep(record)


def _packed_clause(clause: Clause) -> dict:
    return {
        **clause.wording._asdict(),
        "goes_in": clause.goes_in,
        "author": clause.author,
        "rev": clause.rev,
        "answers": clause.answers_now(),
    }


def _unpacked(packed: dict) -> AgreementRecord:
    record = AgreementRecord()
    record.ledger_key, record.salt = packed["ledger_key"], bytes.fromhex(packed["salt"])
    for position, row in enumerate(packed["clauses"]):
        clause = Clause(row["id"], row["text"], row["meaning"], position, row["author"])
        clause.goes_in, clause.rev = row["goes_in"] is True, int(row["rev"])
        clause.answers.update(
            {str(userid): (answer, 1) for userid, answer in row["answers"].items()}
        )
        record.clauses[clause.id] = clause
    for row in packed["versions"]:
        version = rules.Version(
            **{
                **row,
                "clauses": tuple(tuple(wording) for wording in row["clauses"]),
                "made": datetime.fromisoformat(row["made"]),
                "effective": date.fromisoformat(row["effective"]),
            }
        )
        record.versions[version.n] = tuple(version)
    for userid, (answer, n, at, kept_to) in packed["answers"].items():
        at = datetime.fromisoformat(at)
        record.put_answer(userid, rules.Answer(answer, n, at, kept_to))
    for n, day in packed["contested"].items():
        record.contested[int(n)] = date.fromisoformat(day)
    for name in ("asked_from", "stopped"):
        day = packed.get(name)
        setattr(record, name, date.fromisoformat(day) if day else None)
    return record


def record_of(agreement) -> AgreementRecord:
    """Return the record of an agreement; it is made together with the agreement."""
    return AgreementShelf(agreement).kept
