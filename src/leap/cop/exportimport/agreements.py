"""Agreements on a journey: what the ledger proves, for facilitators alone.

A version arrives if the ledger says that exactly these words were put in force; a yes
if it says that this very person gave it and did not take it back. Whoever is left
without one waits, as anybody does who has not answered.
"""

from datetime import datetime
from datetime import UTC
from leap.cop.agreement import rules
from leap.cop.agreement import waiting
from leap.cop.agreement.clauses import digest_of
from leap.cop.agreement.records import AgreementRecord
from leap.cop.agreement.records import AgreementShelf
from leap.cop.agreement.records import record_of
from leap.cop.agreement.versions import wording_id
from leap.cop.consent import rules as audiences
from leap.cop.consent.ledger import Ledger
from leap.cop.core.containment import community_of
from leap.cop.core.errors import Refused
from leap.cop.core.errors import sentence
from leap.cop.exportimport import ledger
from leap.cop.exportimport import transfer
from leap.cop.exportimport import workflow_state
from plone import api


def packed(agreement) -> dict:
    """Return an agreement as it leaves."""
    return AgreementShelf(agreement).pack()


def chain_of(row: dict) -> str:
    """Return the name of the chain that a packed agreement holds."""
    return row["agreement"]["ledger_key"]


def land(agreement, row: dict, journey: transfer.Travel) -> None:
    """Give an agreement that arrived what the ledger proves of it."""
    workflow_state.put_in_state(agreement, audiences.PRIVATE, row.get("history"))
    workflow_state.set_dates(agreement, *workflow_state.dates_in(row))
    if journey.whole:
        try:
            AgreementShelf(agreement).unpack(row.get("agreement"))
        except Refused as error:
            why = sentence(error)
            journey.reasons.append(f"an agreement could not be taken, {why}")
    keep_what_is_proved(agreement)
    record_of(agreement).asks = bool(community_of(agreement).requires_agreement)
    waiting.look_at_all(agreement, now=datetime.now(UTC))


def keep_what_is_proved(agreement) -> None:
    """Take out of a record what the ledger of this site does not say."""
    portal, record = api.portal.get(), record_of(agreement)
    said = Ledger(portal).rows(record.ledger_key)
    sound = record.ledger_key not in Ledger(portal).verify()
    versions, shelf = record.all_versions(), AgreementShelf(agreement)
    if sound and all(_is_enacted(record, one, said) for one in versions):
        _keep_answers(record, said)
    else:
        shelf.start_anew()
    for userid in shelf.people():
        # Whoever gets the id here later wrote nothing and promised nothing.
        if not transfer.user_exists(userid):
            shelf.forget(userid)


def _keep_answers(record: AgreementRecord, said: list) -> None:
    """Keep of each person what the rows say, at most what came."""
    for userid in list(record.answers):
        answer, proved = record.answer_of(userid), _kept_to(userid, said)
        if answer.kept_to > proved:
            record.answers.pop(userid)
        if answer.kept_to > proved > 0:
            kept = rules.Answer(rules.ACCEPTED, proved, answer.at, proved)
            record.put_answer(userid, kept)


def _is_enacted(record: AgreementRecord, version: rules.Version, said: list) -> bool:
    digest = digest_of(record, version.n, version.wordings, version.safeguarding)
    return digest == version.digest and any(
        row["act"] == "enact"
        and row["digest"] == digest
        and row["wording_id"] == wording_id(version.n)
        for row in said
    )


def _kept_to(userid: str, said: list) -> int:
    """Return the version that somebody keeps to by the ledger, 0 for none."""
    portal, kept_to = api.portal.get(), 0
    for row in said:
        if not ledger.is_of(portal, row["actor"], userid):
            continue
        if row["act"] == "accept":
            kept_to = int(row["wording_id"].rpartition("-")[2])
        elif row["act"] == "withdraw":
            kept_to = 0
    return kept_to
