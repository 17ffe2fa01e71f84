"""Putting clauses in force, and saying that a comma was more than one."""

from datetime import date
from datetime import datetime
from leap.cop import _
from leap.cop.agreement import clauses
from leap.cop.agreement import rules
from leap.cop.agreement import voices
from leap.cop.agreement import waiting
from leap.cop.agreement.events import AgreementAsks
from leap.cop.agreement.records import AgreementRecord
from leap.cop.agreement.records import record_of
from leap.cop.agreement.rules import Version
from leap.cop.consent.ledger import Ledger
from leap.cop.core import binding
from leap.cop.core import settings
from leap.cop.core.audience import PRIVATE
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from plone import api
from zExceptions import NotFound
from zope.event import notify


def find(agreement, n: object) -> Version:
    """Return one version.

    :param n: its number, as it was sent.
    :raises NotFound: for one that there is not.
    """
    text = str(n)
    known = record_of(agreement).versions
    if not (
        text.isascii() and text.isdecimal() and len(text) < 6 and int(text) in known
    ):
        raise NotFound(text)
    return Version(*known[int(text)])


def put_in_force(
    agreement,
    *,
    by: str,
    now: datetime,
    digest: str,
    change: str | None = None,
    note: str = "",
    effective: date | None = None,
    present: int | None = None,
    language: str,
    channel: str,
) -> Version:
    """Make a version of the clauses that go in.

    :param digest: of exactly what was read, see `clauses.next_digest`.
    :param change: minor or material; the first version is material whatever is said.
    :param effective: from when it counts, None for the usual time.
    :param present: how many were there when it was decided.
    :raises NotNow: when the agreement is not shown to members yet, when nothing goes
        in or nothing changed, or when what was read is not what is there.
    """
    voices.let_facilitators(agreement, by)
    record, today = record_of(agreement), waiting.site_day(now)
    versions = record.all_versions()
    change = change if versions else rules.MATERIAL
    _check_sent(versions, change, note, effective, today)
    _check_ready(agreement, digest)
    wordings = [clause.wording for clause in clauses.that_go_in(agreement)]
    safeguarding = settings.safeguarding_clause()
    last = rules.newest(versions)
    unchanged = rules.is_unchanged(wordings, safeguarding, last)
    if unchanged and not rules.may_be_renewed(last, note, now):
        raise NotNow(
            _(
                "Nothing has changed since the last version, so there is "
                "nothing to bring into force."
            ),
            "clauses",
        )
    version = Version(
        n=len(versions) + 1,
        change=change,
        note=note.strip(),
        clauses=tuple(tuple(wording) for wording in wordings),
        safeguarding=safeguarding,
        digest=digest,
        language=language,
        made=now,
        effective=rules.begins(change, effective, versions, today),
        by=by,
        present=present,
    )
    _keep(record, version, channel)
    asks = change == rules.MATERIAL
    if asks:
        notify(AgreementAsks(agreement, by))
    # Whoever waits from today on reads that in the mail that asks.
    is_told = asks and version.effective <= today
    waiting.look_at_all(agreement, now=now, tells=not is_told)
    return version


def _check_sent(
    versions: list[Version],
    change: str | None,
    note: str,
    effective: date | None,
    today: date,
) -> None:
    if change is None:
        raise Refused(_("send minor or material."), "change")
    if effective is not None and not rules.may_begin(effective, today):
        raise Refused(_("choose a date from today up to a year ahead."), "effective")
    if versions and change == rules.MATERIAL and not note.strip():
        raise Refused(_("say what has changed, for the people who are asked."), "note")


def _check_ready(agreement, digest: str) -> None:
    if binding.state_of(agreement) == PRIVATE:
        raise NotNow(
            _("Show the agreement to members first, so that they can read it.")
        )
    there = clauses.next_digest(agreement)
    if there is None:
        raise NotNow(_("no rules are included yet."), "clauses")
    if digest != there:
        raise NotNow(
            _("The rules have changed since you read them. Please read them again."),
            current={"digest": there},
        )


def _keep(record: AgreementRecord, version: Version, channel: str) -> None:
    record.versions[version.n] = tuple(version)
    # Whoever answers meanwhile reads the tree itself; a long one changes in its leaves.
    record.versions._p_changed = True
    Ledger(api.portal.get()).append(
        record.ledger_key,
        version.by,
        now=version.made,
        act="enact",
        level="agreement",
        digest=version.digest,
        wording_id=wording_id(version.n),
        language=version.language,
        channel=channel,
    )


def wording_id(n: int) -> str:
    """Return under which name a version stands in the ledger."""
    return f"agreement-{n}"


def contest(agreement, n: object, *, by: str, now: datetime) -> Version:
    """Say that a minor version is more than a comma: everybody is asked.

    Its text stays in force; it binds a month later. Saying so twice changes nothing.

    :raises NotNow: for a material one, and after two weeks.
    """
    voices.let_people_write(agreement, by)
    version = find(agreement, n)
    record = record_of(agreement)
    if version.n in record.contested:
        return version
    if not rules.may_be_contested(version, now):
        raise NotNow(
            _("Only a small change can be questioned, and only within two weeks."),
            "contest",
        )
    record.contested[version.n] = max(
        waiting.site_day(now) + rules.NOTICE, version.effective
    )
    notify(AgreementAsks(agreement, by))
    waiting.look_at_all(agreement, now=now)
    return version


def change_of(record: AgreementRecord, version: Version) -> str:
    """Return whether a version asks everybody, also because somebody said so."""
    return rules.MATERIAL if version.n in record.contested else version.change


def counts_from(record: AgreementRecord, version: Version) -> date:
    """Return the day from which a version asks, or from which its text stands."""
    return record.contested.get(version.n, version.effective)
