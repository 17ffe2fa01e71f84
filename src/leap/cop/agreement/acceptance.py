"""Answering a version for oneself, bound to the words that were read.

Nobody answers for anybody else. Yes and no stand in the ledger; that somebody would
like to talk first does not.
"""

from collections.abc import Callable
from datetime import date
from datetime import datetime
from leap.cop import _
from leap.cop.agreement import rules
from leap.cop.agreement import voices
from leap.cop.agreement import waiting
from leap.cop.agreement.events import AgreementReminds
from leap.cop.agreement.events import TalkWanted
from leap.cop.agreement.records import AgreementRecord
from leap.cop.agreement.records import record_of
from leap.cop.agreement.rules import ACCEPTED
from leap.cop.agreement.rules import Answer
from leap.cop.agreement.rules import DECLINED
from leap.cop.agreement.rules import TALK
from leap.cop.agreement.versions import wording_id
from leap.cop.community import joining
from leap.cop.consent.ledger import Ledger
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from plone import api
from typing import NamedTuple
from zExceptions import NotFound
from zope.event import notify

import hmac


#: Reminders go out no more often than this many days apart.
REMIND_AGAIN = 7


class Mine(NamedTuple):
    """How far somebody is with the agreement."""

    version: int | None
    digest: str | None
    answer: str | None
    at: datetime | None
    keeps_to: int | None
    waits: bool
    until: date | None


def mine(agreement, userid: str, *, now: datetime) -> Mine:
    """Return how far somebody is.

    :raises NotFound: for whoever has nothing to answer here.
    """
    if voices.voice_of(agreement, userid) is None:
        raise NotFound("acceptance")
    record, today = record_of(agreement), waiting.site_day(now)
    versions = record.all_versions()
    newest = rules.newest(versions)
    given = record.answer_of(userid)
    kept_to = record.kept_to(userid)
    is_to_newest = given is not None and newest is not None and given.n == newest.n
    is_person = voices.voice_of(agreement, userid) in voices.PEOPLE
    return Mine(
        version=newest.n if newest else None,
        digest=newest.digest if newest else None,
        answer=given.answer if given and is_to_newest else None,
        at=given.at if given and is_to_newest else None,
        keeps_to=kept_to or None,
        waits=is_person and waiting.must_wait(agreement, userid, today),
        until=waiting.waits_until(agreement, userid, today),
    )


def answer(
    agreement,
    given: str,
    *,
    userid: str,
    version: int,
    digest: str,
    now: datetime,
    language: str,
    channel: str,
    current: Callable[[], dict] | None = None,
) -> None:
    """Answer the newest version for oneself.

    :param version: the one that was read, and
    :param digest: exactly which words.
    :param current: gives what there is to read now, for who asks.
    :raises NotNow: when another one is there, with nothing kept.
    """
    if voices.voice_of(agreement, userid) is None:
        raise NotYours(_("Only members and people on the way in can answer here."))
    record = record_of(agreement)
    versions = record.all_versions()
    newest = rules.newest(versions)
    if newest is None:
        raise NotNow(_("There is no version yet, so there is nothing to answer."))
    if version != newest.n or not hmac.compare_digest(
        digest.encode(), newest.digest.encode()
    ):
        raise NotNow(
            _("There is a newer version. Please read it first."),
            current=current() if current is not None else None,
        )
    # A version that is made meanwhile ends this transaction in a conflict.
    if record._p_jar is not None:
        record._p_jar.readCurrent(record.versions)
    before = record.answer_of(userid) or Answer("", 0, now, 0)
    if given == rules.WITHDRAWN and before.answer != given and not before.kept_to:
        raise NotNow(_("You have not said yes yet, so there is nothing to take back."))
    if (before.answer, before.n) == (given, newest.n):
        return
    _keep(agreement, record, before, given, userid, now, language, channel)
    if given in (TALK, DECLINED):
        _tell_once_a_day(agreement, record, now)
    waiting.look_at(agreement, userid, now=now, tells=False)
    if given == ACCEPTED:
        joining.go_on(community_of(agreement), userid, now=now)


def _keep(
    agreement,
    record: AgreementRecord,
    before: Answer,
    given: str,
    userid: str,
    now: datetime,
    language: str,
    channel: str,
) -> None:
    versions = record.all_versions()
    newest, kept_to, act = versions[-1], before.kept_to, ""
    about = newest
    if given == ACCEPTED:
        act = "" if kept_to == newest.n else "accept"
        kept_to = newest.n
    elif rules.is_withdrawal(given, kept_to, versions, record.contested):
        act, about, kept_to = "withdraw", versions[kept_to - 1], 0
    elif given == DECLINED:
        act = "decline"
    record.put_answer(userid, Answer(given, newest.n, now, kept_to))
    if act == "withdraw":
        record.took_back.insert(userid)
    elif given == ACCEPTED and userid in record.took_back:
        record.took_back.remove(userid)
    if act:
        Ledger(api.portal.get()).append(
            record.ledger_key,
            userid,
            now=now,
            act=act,
            level="agreement",
            digest=about.digest,
            wording_id=wording_id(about.n),
            language=language,
            channel=channel,
        )


def _tell_once_a_day(agreement, record: AgreementRecord, now: datetime) -> None:
    today = waiting.site_day(now)
    if record.told != today:
        record.told = today
        notify(TalkWanted(agreement))


def forget_answers(agreement, userid: str) -> None:
    """Forget what somebody answered who left: whoever comes back is asked again."""
    record = record_of(agreement)
    record.answers.pop(userid, None)
    if userid in record.took_back:
        record.took_back.remove(userid)


class Heard(NamedTuple):
    """What facilitators see of one person's answer.

    Whoever wants to talk and whoever said no look alike: let us talk.
    """

    userid: str
    answer: str | None
    version: int | None
    wants_to_talk: bool


def heard(agreement) -> list[Heard]:
    """Return what facilitators see of the answers of all."""
    record = record_of(agreement)
    people = voices.people_of(community_of(agreement))
    settled = set(waiting.who_keeps_to_it(record, people))
    quiet = who_wants_to_talk(agreement)
    rows = []
    for userid in sorted(quiet.union(people)):
        talks = userid in quiet
        kept_to = record.kept_to(userid)
        yes = userid in settled and not talks and kept_to > 0
        rows.append(
            Heard(
                userid=userid,
                answer=ACCEPTED if yes else None,
                version=kept_to or None if not talks else None,
                wants_to_talk=talks,
            )
        )
    return rows


def who_wants_to_talk(agreement) -> set[str]:
    """Return who would like to talk first, or said no; people on the way in as well."""
    return {
        userid
        for userid, given in record_of(agreement).all_answers().items()
        if given.answer in (TALK, DECLINED)
        and voices.voice_of(agreement, userid) is not None
    }


def somebody_wants_to_talk(agreement) -> bool:
    """Tell whether somebody would like to talk first, or said no."""
    return bool(who_wants_to_talk(agreement))


def totals(agreement) -> tuple[int, int]:
    """Return how many keep to it, of how many.

    Without those who would like to talk: a number that went down with a no, and not
    with a wish to talk, would tell the two apart.
    """
    record = record_of(agreement)
    people = voices.people_of(community_of(agreement))
    if not record.versions:
        return 0, len(people)
    keep = set(waiting.who_keeps_to_it(record, people)) - who_wants_to_talk(agreement)
    return len(keep), len(people)


def not_heard_from(agreement, asked: rules.Version | None = None) -> list[str]:
    """Return who has answered nothing to a version, nor to a later one.

    A no and a wish to talk are answers: nobody is asked for another one.

    :param asked: the version; without one the newest that asks everybody.
    """
    record = record_of(agreement)
    asked = asked or rules.to_accept(record.all_versions(), record.contested)
    if asked is None:
        return []
    answers = record.all_answers()
    return [
        userid
        for userid in voices.people_of(community_of(agreement))
        if userid not in answers
        or max(answers[userid].n, answers[userid].kept_to) < asked.n
    ]


def remind(agreement, *, by: str, now: datetime) -> int:
    """Have those reminded who have not answered; return how many.

    :raises NotNow: within a week, or when everybody has answered.
    """
    voices.let_facilitators(agreement, by)
    record = record_of(agreement)
    if not record.versions:
        raise NotNow(_("There is no version yet, so there is nothing to answer."))
    if record.reminded is not None and (now - record.reminded).days < REMIND_AGAIN:
        raise NotNow(_("The last reminder was sent less than a week ago."))
    silent = set(not_heard_from(agreement)) - {by}
    if silent:
        record.reminded = now
        notify(AgreementReminds(agreement, by))
    return len(silent)
