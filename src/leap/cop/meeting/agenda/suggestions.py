"""What could stand on an agenda: what is known here, and what is taken of it."""

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from leap.cop import _
from leap.cop.agreement import records as agreements
from leap.cop.agreement.content import seen_agreement
from leap.cop.community import rules as membership
from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.core.errors import Refused
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.agenda import agenda
from leap.cop.meeting.agenda import rules as agenda_rules
from leap.cop.meeting.agenda.earlier import earlier_meetings
from leap.cop.meeting.agenda.suggestion_rules import Carried
from leap.cop.meeting.agenda.suggestion_rules import Facts
from leap.cop.meeting.agenda.suggestion_rules import suggest
from leap.cop.meeting.agenda.suggestion_rules import Suggestion
from leap.cop.meeting.agenda.suggestion_rules import There
from leap.cop.meeting.records import ActionsShelf
from leap.cop.meeting.records import AgendaRow
from leap.cop.meeting.records import record_of
from leap.cop.topic import theme_history
from zope.i18n import translate


#: So many agendas are looked at for titles of warm-ups, and so many titles are shown.
LOOKED_AT = 10
WARM_UPS = 5


def suggested(meeting, *, now: datetime) -> list[Suggestion]:
    """Return what could stand on the agenda of a meeting and does not yet."""
    return suggest(facts_of(meeting, now=now))


def take(
    meeting, keys: Sequence[str], *, by: str, now: datetime, request
) -> list[AgendaRow]:
    """Put suggestions on the agenda, in the order of the suggestions.

    :param request: in whose language titles are kept.
    :raises Refused: for a key that is not suggested, with nothing taken.
    """
    voices.need(meeting, "add_row", by)
    found = suggested(meeting, now=now)
    unknown = set(keys) - {one.key for one in found}
    if unknown:
        raise Refused(
            _(
                "${key} is not suggested, or is on the agenda already.",
                mapping={"key": min(unknown)},
            ),
            "take",
        )
    return [
        _put(meeting, one, by=by, request=request) for one in found if one.key in keys
    ]


def _put(meeting, one: Suggestion, *, by: str, request) -> AgendaRow:
    said = {"minutes": one.minutes, "suggestion": one.key}
    takes = agenda_rules.keys_of(one.kind)
    if one.words and "title" in takes:
        said["title"] = translate(one.words, context=request)
    if one.theme and "theme" in takes:
        said["theme"] = one.theme
    return agenda.add(meeting, one.kind, by=by, **said)


def facts_of(meeting, *, now: datetime) -> Facts:
    """Return what the current user can know before a meeting."""
    community = community_of(meeting)
    before = list(islice(earlier_meetings(meeting), LOOKED_AT))
    last_rows = [row for one in before[:2] for row in record_of(one).agenda()]
    return Facts(
        minutes=agenda_rules.minutes_between(meeting.start, meeting.end),
        there=[
            There(row.kind, row.minutes, row.suggestion, row.theme)
            for row in record_of(meeting).agenda()
        ],
        is_first=not before,
        agreement_due=bool(before) and _agreement_due(community, before[0]),
        record_open=bool(before) and _record_open(before[0]),
        open_actions=_open_actions(community),
        carried=_carried(before[0], theme_history.titles(community)) if before else (),
        themes=_unmet(community, now),
        last_kinds=frozenset(row.kind for row in last_rows),
        question=community.standing_question or "",
        warm_ups=list(islice(_warm_ups(before), WARM_UPS)),
    )


def _agreement_due(community, last) -> bool:
    """Tell whether there is a new version, or somebody new, since a meeting."""
    found = seen_agreement(community)
    versions = agreements.record_of(found).all_versions() if found is not None else []
    if not versions:
        return False
    histories = Membership(community).histories().values()
    came = [membership.since(history) for history in histories if _is_in(history)]
    moments = [versions[-1].made, *came]
    return any(moment is not None and moment > last.start for moment in moments)


def _is_in(history) -> bool:
    running = membership.current(history)
    return running is not None and running.role in (rules.F, rules.M)


def _record_open(last) -> bool:
    """Tell whether nobody has said yet that a record is right."""
    record = record_of(last)
    return record.phase == rules.HELD and not record.minutes.kept


def _open_actions(community) -> int:
    """Return how many things the group has still to do; one's own are not told."""
    return sum(
        action.status in (rules.PLANNED, rules.IN_PROGRESS)
        and (action.shared or not action.personal)
        for action in ActionsShelf(community).all().values()
    )


def _carried(last, titles: dict[str, str]) -> list[Carried]:
    """Return what a meeting left for the next one, a story without its own title.

    Views of others are left out: whoever brings them along asks them each time.
    """
    return [
        Carried(
            row.id, row.kind, row.title or titles.get(row.theme, ""), row.minutes, theme
        )
        for row in record_of(last).agenda()
        if row.state == rules.CARRIED and row.kind != agenda_rules.BROUGHT_VIEWS
        for theme in [row.theme if row.theme in titles else ""]
    ]


def _unmet(community, now: datetime) -> list[tuple[str, str]]:
    """Return line and title of the themes that wait, those with most dots first."""
    waiting = theme_history.unmet(community, now=now)
    ordered = sorted(waiting, key=_place)
    return [(stop.theme.line, stop.theme.title) for stop in ordered]


def _place(stop: theme_history.Stop) -> tuple[bool, int]:
    place = stop.result.place if stop.result is not None else None
    return place is None, place or 0


def _warm_ups(meetings: list) -> Iterator[str]:
    for meeting in meetings:
        for row in record_of(meeting).agenda():
            if row.kind == "warm_up" and row.title:
                yield row.title
