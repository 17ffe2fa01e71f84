"""What a day brings to agreements: versions that bind from today, and a word before.

Each community in transactions of its own: what goes wrong with one keeps no other one.
"""

from datetime import datetime
from datetime import timedelta
from leap.cop.agreement import acceptance
from leap.cop.agreement import rules
from leap.cop.agreement import waiting
from leap.cop.agreement.content import find_agreement
from leap.cop.agreement.events import AgreementReminds
from leap.cop.agreement.records import record_of
from leap.cop.community.membership import all_communities
from leap.cop.core.containment import community_of
from leap.cop.core.one_by_one import Done
from leap.cop.core.one_by_one import one_by_one
from zope.event import notify


#: So long before a version binds those are reminded who have not answered.
BEFORE = timedelta(days=7)


def look_after_agreements(*, now: datetime) -> Done:
    """Have people wait from whose day it is, and remind those whose day comes."""
    agreements = [
        agreement
        for community in all_communities()
        if (agreement := find_agreement(community)) is not None
    ]
    return one_by_one(agreements, lambda agreement: _look_after(agreement, now))


def _look_after(agreement, now: datetime) -> int:
    waiting.look_at_all(agreement, now=now)
    return _remind(agreement, now)


def _remind(agreement, now: datetime) -> int:
    """Remind those who wait within a week unless they answer; return how many."""
    record, today = record_of(agreement), waiting.site_day(now)
    community = community_of(agreement)
    if not community.requires_agreement:
        return 0
    if record.reminded is not None and now - record.reminded < BEFORE:
        return 0
    soon = rules.to_remind_of(
        record.all_versions(),
        record.contested,
        today,
        asked_from=record.asked_from,
        before=BEFORE,
    )
    if soon is None:
        return 0
    silent = acceptance.not_heard_from(agreement, soon)
    if silent:
        record.reminded = now
        notify(AgreementReminds(agreement))
    return len(silent)
