"""What waits at the meetings of a community, for whoever asks.

One question to the catalog for a few meetings around now, whatever others there are.
"""

from datetime import date
from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop import _
from leap.cop.community.membership import Membership
from leap.cop.core.waiting import found_in
from leap.cop.core.waiting import IWaiting
from leap.cop.core.waiting import PEOPLE
from leap.cop.core.waiting import ROUNDS
from leap.cop.core.waiting import Waiting
from leap.cop.meeting import finding
from leap.cop.meeting import listing
from leap.cop.meeting import rules
from leap.cop.meeting import turn_rows
from leap.cop.meeting import voices
from leap.cop.meeting import words
from leap.cop.meeting.people import offers
from leap.cop.meeting.people import turns
from leap.cop.meeting.records import record_of
from leap.cop.meeting.records import TurnsShelf
from plone import api
from zope.i18nmessageid import Message
from zope.interface import implementer


#: So long it is asked whether a meeting took place.
PAST = timedelta(days=30)

#: So many meetings are looked at, those before and the next ones.
AROUND = 8

#: Whoever chaired so often could facilitate; said for so long after the last time.
CHAIRED_OFTEN = 3
NEWS = timedelta(days=60)

_COME = _("Will you come to the meeting on ${day}?")
_ASKED = {
    rules.HOST: _("You have been asked to host the meeting on ${day}"),
    rules.CHAIR: _("You have been asked to chair the meeting on ${day}"),
    rules.NOTE_TAKER: _("You have been asked to take notes at the meeting on ${day}"),
}
_OFFERED = {
    rules.HOST: _("${name} offers to host the meeting on ${day}"),
    rules.CHAIR: _("${name} offers to chair the meeting on ${day}"),
    rules.NOTE_TAKER: _("${name} offers to take notes at the meeting on ${day}"),
}
_TOOK_PLACE = _("Did the meeting on ${day} take place?")
_NO_HOST = _("Nobody is hosting the meeting on ${day} yet")
_FACILITATE = _(
    "${name} has chaired three meetings or more. Would you like to facilitate together?"
)


@implementer(IWaiting)
class MeetingWaiting:
    """What waits at the meetings of one community."""

    def __init__(self, community) -> None:
        self.community = community

    def rows(self, userid: str) -> list[Waiting]:
        """Return what somebody does next about meetings."""
        part = voices.part_of(self.community, userid)
        if part is None:
            return []
        self.now = datetime.now(UTC)
        rows, is_next = [], True
        for meeting in self._around_now():
            if record_of(meeting).phase != rules.PLANNED:
                continue
            if meeting.end < self.now:
                rows += self._after(meeting, userid)
                continue
            if part != rules.W:
                rows += self._asked(meeting, userid)
            if part == rules.F:
                rows += self._offered(meeting)
            if is_next:
                rows += self._next(meeting, userid, part)
                is_next = False
        return rows + (self._for_facilitators() if part == rules.F else [])

    def _around_now(self) -> list:
        found = found_in(self.community, "meetings-around-now", self._ask)[:AROUND]
        return [self.community._getOb(brain.getId) for brain in found]

    def _ask(self, paths: list[str]):
        limit = {"sort_limit": AROUND} if len(paths) == 1 else {}
        return api.portal.get_tool("portal_catalog")(
            path={"query": paths, "depth": 1},
            portal_type=finding.PORTAL_TYPE,
            end={"query": self.now - PAST, "range": "min"},
            sort_on="start",
            **limit,
        )

    def _row(
        self, kind: str, text: Message, meeting, page: str, weight: int, **told: str
    ) -> Waiting:
        url = f"{meeting.absolute_url()}{page}"
        said = Message(text, mapping={"day": words.day_of(meeting), **told})
        return Waiting(kind, said, url, weight=weight)

    def _asked(self, meeting, userid: str) -> list[Waiting]:
        if not turns.is_open(meeting, self.now):
            return []
        record = record_of(meeting)
        return [
            self._row("turn-asked", _ASKED[kind], meeting, "/whose-turn", ROUNDS - 1)
            for kind in rules.TURNS
            if record.turn(kind) == (userid, rules.ASKED)
        ]

    def _offered(self, meeting) -> list[Waiting]:
        """Return who offers to take a turn, for those who say yes."""
        if not record_of(meeting).offers or not turns.is_open(meeting, self.now):
            return []
        page = "/whose-turn"
        return [
            self._row(
                "turn-offered", _OFFERED[kind], meeting, page, PEOPLE, name=one.name
            )
            for kind, found in offers.offered(meeting).items()
            for one in found
        ]

    def _next(self, meeting, userid: str, part: str) -> list[Waiting]:
        record, rows = record_of(meeting), []
        if listing.waits_for_answer(meeting, userid, self.now):
            rows.append(self._row("answer-meeting", _COME, meeting, "", ROUNDS))
        meets_somewhere = meeting.mode != rules.ONLINE
        is_open = rules.HOST not in record.turns and not any(
            kind == rules.HOST for kind, _who in record.offers
        )
        if part == rules.F and meets_somewhere and is_open:
            page = "/whose-turn"
            rows.append(self._row("host-missing", _NO_HOST, meeting, page, PEOPLE))
        return rows

    def _after(self, meeting, userid: str) -> list[Waiting]:
        if not voices.may(meeting, "hold", userid):
            return []
        return [self._row("meeting-over", _TOOK_PLACE, meeting, "", ROUNDS)]

    def _for_facilitators(self) -> list[Waiting]:
        members = Membership(self.community)
        rows = []
        for userid in self._chaired_often():
            if voices.part_of(self.community, userid) != rules.M:
                continue
            text = Message(
                _FACILITATE, mapping={"name": members.names([userid])[userid]}
            )
            url = f"{self.community.absolute_url()}/members"
            rows.append(Waiting("new-facilitator", text, url, waits=False))
        return rows

    def _chaired_often(self) -> list[str]:
        """Return who chaired often enough, and did so not long ago."""
        chaired = TurnsShelf(self.community).kept.by_person
        found = []
        for userid in turn_rows.who_had(chaired, rules.CHAIR):
            days = turn_rows.days_of(chaired, rules.CHAIR, userid)
            is_news = self.now.date() - date.fromisoformat(days[-1]) <= NEWS
            if len(days) >= CHAIRED_OFTEN and is_news:
                found.append(userid)
        return found
