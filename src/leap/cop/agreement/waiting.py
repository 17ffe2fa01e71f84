"""Who still has to answer, kept in the membership.

Set by the first write after the day on which a version binds, or by the daily job.
Until then the version before holds: those people were bound yesterday as well.
"""

from datetime import date
from datetime import datetime
from leap.cop.agreement import rules
from leap.cop.agreement import voices
from leap.cop.agreement.content import find_agreement
from leap.cop.agreement.events import SomebodyWaits
from leap.cop.agreement.records import AgreementRecord
from leap.cop.agreement.records import record_of
from leap.cop.community import joining
from leap.cop.community import rules as membership
from leap.cop.community.membership import Membership
from leap.cop.core import settings
from leap.cop.core.containment import community_of
from zoneinfo import ZoneInfo
from zope.event import notify


def site_day(now: datetime) -> date:
    """Return the day of the calendar on the site's clock, whoever asks."""
    return now.astimezone(ZoneInfo(settings.site_zone())).date()


def must_wait(agreement, userid: str, today: date) -> bool:
    """Tell whether somebody has to answer first."""
    community, record = community_of(agreement), record_of(agreement)
    if not community.requires_agreement:
        return False
    return userid in record.took_back or rules.must_wait(
        record.kept_to(userid),
        record.all_versions(),
        record.contested,
        today=today,
        asked_from=record.asked_from,
    )


def waits_until(agreement, userid: str, today: date) -> date | None:
    """Return the day on which somebody begins to wait unless there is an answer."""
    record = record_of(agreement)
    asks = bool(community_of(agreement).requires_agreement)
    return rules.waits_until(
        record.kept_to(userid),
        record.all_versions(),
        record.contested,
        today,
        asked_from=record.asked_from if asks else None,
    )


def look_at(agreement, userid: str, *, now: datetime, tells: bool = True) -> None:
    """Have one person wait, or not, as the answers say.

    :param tells: whether somebody who waits from now on is told by mail; not needed
        for what people do themselves.
    """
    members = Membership(community_of(agreement))
    if membership.current(members.history(userid)) is None:
        return
    if voices.voice_of(agreement, userid) not in voices.PEOPLE:
        return
    if not must_wait(agreement, userid, site_day(now)):
        members.let_wait(userid, False, now=now)
    elif members.is_last_facilitator(userid):
        # Whether the last one waits depends on who else does.
        look_at_all(agreement, now=now, tells=tells)
    else:
        _let_wait(agreement, members, userid, now, tells=tells)


def look_at_all(agreement, *, now: datetime, tells: bool = True) -> None:
    """Have everybody of the community wait, or not, as the answers say.

    The last facilitator who is left does not wait, or nobody would look after the
    group. Whoever is let go comes first: of two facilitators one is always there.

    :param tells: whether those who wait from now on are told by mail.
    """
    community, today = community_of(agreement), site_day(now)
    members, people = Membership(community), voices.people_of(community)
    silent = {userid for userid in people if must_wait(agreement, userid, today)}
    waits = membership.who_waits(members.histories(), silent)
    for userid in people:
        if userid not in waits:
            members.let_wait(userid, False, now=now)
    for userid in sorted(waits):
        _let_wait(agreement, members, userid, now, tells=tells)


def _let_wait(
    agreement, members: Membership, userid: str, now: datetime, *, tells: bool
) -> None:
    if members.waits(userid):
        return
    tells = tells and not _waited_for_it(agreement, members.history(userid), now)
    members.let_wait(userid, True, now=now)
    if tells:
        notify(SomebodyWaits(agreement, userid))


def _waited_for_it(
    agreement, history: tuple[membership.Interval, ...], now: datetime
) -> bool:
    """Tell whether somebody waited before for the version that binds now."""
    record = record_of(agreement)
    bound = rules.binding(record.all_versions(), record.contested, site_day(now))
    begun = rules.asks_from(bound, record.contested) if bound is not None else None
    return begun is not None and any(
        interval.waits and site_day(interval.since) >= begun for interval in history
    )


def follow_the_settings(community, now: datetime) -> None:
    """Follow a community that asks for an agreement from now on, or no longer."""
    agreement = find_agreement(community)
    if agreement is None:
        return
    record, asks = record_of(agreement), bool(community.requires_agreement)
    if asks == record.asks:
        return
    today = site_day(now)
    if asks:
        record.asked_from = rules.asked_from(
            record.asked_from, record.stopped, today, is_new=not record.versions
        )
        record.stopped = None
    else:
        record.stopped = today
    record.asks = asks
    look_at_all(agreement, now=now)
    for userid in Membership(community).ids_in_role(membership.CANDIDATE):
        joining.go_on(community, userid, now=now)


def who_keeps_to_it(record: AgreementRecord, userids: list[str]) -> list[str]:
    """Return those of some people who have nothing left to answer."""
    versions = record.all_versions()
    return [
        userid
        for userid in userids
        if rules.keeps_to_all(record.kept_to(userid), versions, record.contested)
    ]
