"""Hold the demo's meetings, and plan those to come.

What people wrote and did at them is put down as it is kept, because nobody can come to
a meeting of last spring; what they set out to do goes the way that people go.
"""

from DateTime import DateTime
from datetime import datetime
from datetime import time
from datetime import timedelta
from datetime import UTC
from leap.cop.core.ids import new_id
from leap.cop.meeting import named
from leap.cop.meeting import rules
from leap.cop.meeting.actions import actions
from leap.cop.meeting.finding import PORTAL_TYPE
from leap.cop.meeting.people import turns_taken
from leap.cop.meeting.records import AgendaRow
from leap.cop.meeting.records import MeetingRecord
from leap.cop.meeting.records import record_of
from leap.cop.setuphandlers.demo_gatherings import WEEKDAYS
from leap.cop.topic.records import record_of as round_record_of
from leap.cop.topic.records import themes_of
from leap.cop.topic.theme_history import every_round
from plone import api
from plone.dexterity.utils import createContentInContainer
from zoneinfo import ZoneInfo


#: From the plan to the day.
AHEAD = timedelta(days=30)

#: Kinds that are suggested under their own names, and not again once they are there.
SUGGESTED = ("welcome", "agreement", "warm_up", "record_review", "action_review")

_FIELDS = ("title", "mode", "location", "venue_notes", "online_link", "room_for")


def meet(community, data: list[dict], acts: list[dict], facilitator: str, now) -> None:
    """Hold or plan some meetings, in their order, and note what people will do."""
    made = [_meet(community, one, facilitator, now) for one in data]
    for one in acts:
        _set_out(community, one, made[one["at"]], facilitator, now)


def _meet(community, data: dict, facilitator: str, now: datetime):
    start = _start(data, now)
    length = timedelta(minutes=sum(row[2] for row in data["rows"]))
    with api.env.adopt_user(facilitator):
        meeting = createContentInContainer(
            community,
            PORTAL_TYPE,
            timezone=data["zone"],
            start=start,
            end=start + max(length, rules.USUAL),
            **{name: data[name] for name in _FIELDS if name in data},
        )
        api.content.transition(meeting, "share")
    record = record_of(meeting)
    record.phase = data["phase"]
    _write_agenda(community, record, data, facilitator)
    for kind, userid in data["turns"].items():
        record.turns[kind] = (userid, rules.ACCEPTED)
    for kind, userid in data.get("asked", {}).items():
        record.turns[kind] = (userid, rules.ASKED)
    if data["phase"] == rules.HELD:
        _remember(community, meeting, record, data)
    else:
        for answer in rules.ANSWERS:
            for userid in data.get(answer, "").split():
                record.answers[userid] = (answer, "")
    named.note(meeting)
    _set_dates(meeting, min(start - AHEAD, now))
    return meeting


def _start(data: dict, now: datetime) -> datetime:
    """Return when a meeting begins, on the clock and the weekday of its community."""
    zone = ZoneInfo(data["zone"])
    day = now.astimezone(zone).date() + timedelta(days=data["days"])
    away = (WEEKDAYS[data["community"]] - day.weekday() + 3) % 7 - 3
    day += timedelta(days=away)
    return datetime.combine(day, time(*data["starts"]), tzinfo=zone)


def _write_agenda(community, record: MeetingRecord, data: dict, author: str) -> None:
    held, themes = data["phase"] == rules.HELD, _themes(community)
    ids = []
    for kind, title, minutes, said in data["rows"]:
        row = AgendaRow(new_id(), kind, said.get("author", author))
        row.suggestion = kind if kind in SUGGESTED else ""
        row.title, row.minutes = title, minutes
        row.state = said.get("state", rules.DONE if held else rules.OPEN)
        for name in ("lead", "note", "outcome", "permission", "suggestion"):
            if name in said:
                setattr(row, name, said[name])
        row.theme = themes.get(said.get("theme", ""), "")
        row.story = _story(community, said.get("story", ""))
        record.rows[row.id] = row
        ids.append(row.id)
    record.order.ids = tuple(ids)


def _remember(community, meeting, record: MeetingRecord, data: dict) -> None:
    """Write down what there is of a meeting that was held."""
    for value in (rules.PRESENT, rules.APOLOGIES):
        for userid in data[value].split():
            record.presence[userid] = value
    record.guests, record.young_people = data["guests"], data["young_people"]
    record.told = tuple(filter(None, (_story(community, one) for one in data["told"])))
    minutes = record.minutes
    minutes.members_record, minutes.summary = data["members_record"], data["summary"]
    minutes.rev, minutes.kept = 1, data["kept"]
    minutes.summary_shown = data["shown"]
    turns_taken.note_held(meeting)


def _themes(community) -> dict[str, str]:
    return {
        theme.title: theme.line
        for content in every_round(community)
        for theme in themes_of(round_record_of(content))
    }


def _story(community, title: str) -> str:
    """Return the UID of a story that members read, empty for none."""
    found = (one for one in community.objectValues() if one.title == title)
    return next((one.UID() for one in found if title), "")


def _set_out(community, data: dict, meeting, facilitator: str, now: datetime) -> None:
    held = meeting.start.astimezone(now.tzinfo)
    due = now.date() + timedelta(days=data["due_in"]) if "due_in" in data else None
    writer = data["owner"] or facilitator
    with api.env.adopt_user(writer):
        action = actions.add(
            community,
            data["text"],
            data["owner"],
            meeting.UID(),
            due,
            data.get("personal", False),
            theme=_themes(community).get(data.get("theme", ""), ""),
            now=held,
            by=writer,
        )
        learned = data.get("learned", "")
        sent = {"status": data["status"], "learned": learned}
        actions.change(community, action, rev=action.rev, by=writer, **sent)


def _set_dates(meeting, planned: datetime) -> None:
    meeting.creation_date = DateTime(planned.isoformat())
    record_of(meeting).said = planned.astimezone(UTC).replace(microsecond=0)
    meeting.reindexObject()
