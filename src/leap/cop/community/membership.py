"""Who belongs to a community: records with dated intervals, and the way to change them.

One shelf of the community, `userid -> Record`. Forms and REST both call the functions
of `Membership`; each change derives the person's groups anew.
"""

from datetime import datetime
from leap.cop import _
from leap.cop import logger
from leap.cop.community import groups
from leap.cop.community import rules
from leap.cop.community.accounts import account_of
from leap.cop.community.events import CandidateCameIn
from leap.cop.community.events import CommunityBecameSmall
from leap.cop.community.events import CommunityLeftAlone
from leap.cop.community.events import MemberJoined
from leap.cop.community.events import MemberLeft
from leap.cop.community.events import MemberPaused
from leap.cop.community.events import MembershipChanged
from leap.cop.community.events import MemberWaits
from leap.cop.community.profiles import Profile
from leap.cop.community.records import INTERVALS
from leap.cop.community.records import Record
from leap.cop.community.roster import KEY
from leap.cop.community.roster import Roster
from leap.cop.core import lookup
from leap.cop.core import settings
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.events import IAccountClosed
from leap.cop.core.events import IIdForgotten
from leap.cop.core.ids import is_opaque
from leap.cop.core.numbers import written
from leap.cop.core.people import People
from leap.cop.core.records import Shelf
from plone import api
from typing import Any
from zope.event import notify


#: So many news that somebody put aside are remembered.
MOST_PUT_ASIDE = 20


class Membership(Roster):
    """The membership of one community, and the ways to change it."""

    def _write(
        self, userid: str, history: tuple[rules.Interval, ...], *, asks: bool = True
    ) -> None:
        """Keep a history, and derive what follows.

        :param asks: whether to look up how the person is called now.
        """
        records = MemberShelf(self.community).ready
        record = records.get(userid)
        if record is None:
            record = records[userid] = Record()
        was_inside = rules.is_insider(record.history)
        record.history = history
        if rules.current(history) is None:
            record.chosen, record.known = ("", "", ""), ("", "")
            record.put_aside = ()
        elif asks:
            self.note_known(userid)
        groups.derive_groups(self.community, userid, history)
        # Counted for whoever goes alone, not for everybody who waits or no longer does.
        goes = was_inside and not rules.is_insider(history)
        if goes and len(self.insiders()) == settings.small_group() - 1:
            notify(CommunityBecameSmall(self.community))

    def add(self, userid: object, role: object, *, now: datetime, how="added") -> str:
        """Let somebody in.

        :param userid: as it was typed.
        :returns: the account's own id.
        :raises Refused: for an unknown role or user.
        :raises NotNow: for somebody who belongs already.
        """
        _known_role(role)
        account = account_of(userid)
        userid = account.userid
        history = self.history(userid)
        if rules.current(history) is not None:
            raise NotNow(_("this person already belongs to the community."), "userid")
        self._write(userid, rules.begin(history, role, now, how))
        day = now.date().isoformat()
        People(api.portal.get()).note_seen(userid, account.source, day)
        notify(MemberJoined(self.community, userid, role))
        return userid

    def change_role(self, userid: str, role: str, *, now: datetime) -> None:
        """Give somebody another role; the last facilitator keeps it."""
        _known_role(role)
        running = self._running(userid)
        if role != rules.FACILITATOR:
            self._guard_last_facilitator(userid)
        history = self.history(userid)
        self._write(
            userid, rules.change(history, now, role=role, paused=running.paused)
        )
        if running.role == rules.CANDIDATE and role != rules.CANDIDATE:
            notify(CandidateCameIn(self.community, userid, role))
        notify(MembershipChanged(self.community, userid))

    def pause(self, userid: str, *, now: datetime, by_site: bool) -> None:
        """Take somebody's access away at once, without a reason and without a trace.

        :param by_site: whether the site administration asks; facilitators pause
            members, only the site administration pauses a facilitator, the last one
            included.
        """
        running = self._running(userid)
        if running.role == rules.FACILITATOR and not by_site:
            raise NotYours(
                _("only a site administrator can pause a facilitator."), "userid"
            )
        was_last = self.is_last_facilitator(userid)
        history = self.history(userid)
        self._write(userid, rules.change(history, now, role=running.role, paused=True))
        notify(MemberPaused(self.community, userid))
        if was_last:
            notify(CommunityLeftAlone(self.community))

    def resume(self, userid: str, *, now: datetime, by_site: bool) -> None:
        """Give a paused person the access back."""
        running = self._running(userid)
        if running.role == rules.FACILITATOR and not by_site:
            raise NotYours(
                _("only a site administrator can let a facilitator back in."), "userid"
            )
        history = self.history(userid)
        self._write(userid, rules.change(history, now, role=running.role, paused=False))
        notify(MembershipChanged(self.community, userid))

    def let_wait(self, userid: str, waits: bool, *, now: datetime) -> None:
        """Let the stories of others wait for somebody, or have them wait no longer.

        The person stays what they are, and touches no story. For the rooms above, which
        decide who waits; see `rules.who_waits`.

        :raises Refused: for somebody who does not belong, or is no member.
        :raises NotNow: for the last facilitator.
        """
        running = self._running(userid)
        if waits == running.waits:
            return
        if waits:
            if running.role not in rules.WAITING_ROLES:
                raise Refused(_("choose a member of this community."), "userid")
            self._guard_last_facilitator(userid)
        changed = rules.change(
            self.history(userid),
            now,
            role=running.role,
            paused=running.paused,
            waits=waits,
        )
        self._write(userid, changed, asks=False)
        notify(MemberWaits(self.community, userid, waits))

    def remove(self, userid: str, *, now: datetime) -> None:
        """End somebody's membership; the last facilitator needs a successor first."""
        self._running(userid)
        self._guard_last_facilitator(userid)
        self._write(userid, rules.end(self.history(userid), now))
        notify(MemberLeft(self.community, userid))

    def end_for_gone(self, userid: str, *, now: datetime) -> bool:
        """End the membership of somebody whose account was deleted.

        Nobody can be asked for a successor then: the community may be left without a
        facilitator, and its home asks for one.

        :returns: whether there was a membership to end.
        """
        if rules.current(self.history(userid)) is None:
            return False
        was_last = self.is_last_facilitator(userid)
        self._write(userid, rules.end(self.history(userid), now))
        notify(MemberLeft(self.community, userid))
        if was_last:
            logger.warning("A community is left without a facilitator")
            notify(CommunityLeftAlone(self.community))
        return True

    def note_known(self, userid: str) -> None:
        """Keep how the profile of somebody who belongs reads now, for an outage."""
        record = self._records().get(userid)
        if record is None or rules.current(record.history) is None:
            return
        try:
            account = lookup.find_exactly(userid)
        except lookup.Unanswered:
            return
        if account is not None and record.known != (account.fullname, account.location):
            record.known = (account.fullname, account.location)

    def rename(self, userid: str, name: str) -> bool:
        """Keep a history that has ended under another name; tell if there is one."""
        records = self._records()
        if userid not in records:
            return False
        records[name] = records.pop(userid)
        return True

    def erase(self, userid: str) -> bool:
        """Take out all that is kept of somebody; return whether there was anything."""
        if userid not in self._records():
            return False
        self._write(userid, ())
        del self._records()[userid]
        return True

    def choose(self, userid: str, **fields: str) -> None:
        """Keep how somebody wants to be listed here; empty means as in the profile.

        :param fields: `fullname`, `organisation`, `line`; what is left out stays.
        :raises Refused: for a text that is none, too long, or not on one line.
        """
        self._running(userid)
        for name, value in fields.items():
            if not rules.may_be_listed(value):
                raise Refused(
                    _(
                        "write one line of up to ${limit} characters.",
                        mapping={"limit": written(rules.LONGEST_LISTED)},
                    ),
                    name,
                )
        tidy = {name: " ".join(value.split()) for name, value in fields.items()}
        record = self._records()[userid]
        record.chosen = tuple(self.chosen(userid)._replace(**tidy))

    def put_aside(self, userid: str, name: str, value: bool = True) -> None:
        """Let somebody see some news no more, or again.

        Only the newest are kept: what they are about is no news any more one day.

        :param name: what the news are about, an id.
        :raises Refused: for whoever does not belong.
        """
        self._running(userid)
        record = self._records()[userid]
        others = [one for one in record.put_aside if one != name]
        kept = [*others, *([name] * value)]
        record.put_aside = tuple(kept[-MOST_PUT_ASIDE:])

    def _running(self, userid: str) -> rules.Interval:
        running = rules.current(self.history(userid))
        if running is None:
            raise Refused(_("this person is not in the community."), "userid")
        return running

    def _guard_last_facilitator(self, userid: str) -> None:
        if self.is_last_facilitator(userid):
            raise NotNow(
                _(
                    "a community needs a facilitator. Make somebody else a "
                    "facilitator first."
                ),
                "role",
            )


class MemberShelf(Shelf):
    """The histories of one community's people, and how they are listed there."""

    key = KEY
    counted = "memberships"

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Take out what is kept of somebody who is erased.

        What somebody belonged to whose account is closed ends; the history of it stays,
        under no user id.
        """
        membership, userid = Membership(self.content), forgotten.userid
        if IAccountClosed.providedBy(forgotten):
            membership.end_for_gone(userid, now=forgotten.now)
            return int(membership.rename(userid, forgotten.stand_in))
        return int(membership.erase(userid))

    def pack(self) -> dict[str, dict]:
        """Return the histories as they are kept, and how whom is listed."""
        rows = self.kept.items()
        return {
            "members": {userid: record.intervals for userid, record in rows},
            "listed": {u: record.chosen for u, record in rows if any(record.chosen)},
            "put_aside": {
                u: record.put_aside for u, record in rows if record.put_aside
            },
        }

    def unpack(self, packed: Any) -> None:
        """Let exactly these people belong; a row that cannot be is left out.

        Whoever left has nothing chosen.
        """
        self.clear()
        groups.drop_groups(self.content)
        groups.make_groups(self.content)
        membership = Membership(self.content)
        for userid, sent in packed["members"].items():
            try:
                history = tuple(map(INTERVALS.read, sent))
            except (KeyError, OverflowError, TypeError, ValueError):
                continue
            if all(map(rules.can_be, history)):
                membership._write(userid, history)
        for userid, sent in packed["listed"].items():
            try:
                membership.choose(userid, **Profile(*sent)._asdict())
            except (AttributeError, TypeError, ValueError, Refused):
                continue
        for userid, sent in packed.get("put_aside", {}).items():
            try:
                for name in filter(is_opaque, sent):
                    membership.put_aside(userid, name)
            except (TypeError, Refused):
                continue


def _known_role(role: object) -> None:
    if role not in rules.ROLES:
        raise Refused(
            _("choose one of ${roles}.", mapping={"roles": ", ".join(rules.ROLES)}),
            "role",
        )


def all_communities() -> list:
    """Return every community of the site. Unrestricted, and for the domain only."""
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(portal_type="leap.cop.Community")
    return [brain._unrestrictedGetObject() for brain in brains]


def members_at(community, moment: datetime) -> list[str]:
    """Return the user ids of those who were members at a moment, paused ones left out.

    Facilitators are members. Whoever left since is among them.
    """

    def was_inside(interval: rules.Interval) -> bool:
        ended = interval.until is not None and interval.until <= moment
        inside = "members" in rules.GROUPS_OF_ROLE[interval.role]
        return inside and interval.since <= moment and not (ended or interval.paused)

    histories = Membership(community).histories()
    return sorted(one for one in histories if any(map(was_inside, histories[one])))
