"""Who belongs to a community: records with dated intervals, and the way to change them.

One OOBTree under an annotation of the community, `userid -> Record`. Forms and REST
both call the functions of `Membership`; each change derives the person's groups anew.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterable
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
from leap.cop.community.events import MembershipChanged
from leap.cop.community.events import MemberWaits
from leap.cop.community.interfaces import IKeepsQuiet
from leap.cop.community.profiles import NOT_KNOWN_NOW
from leap.cop.community.profiles import Profile
from leap.cop.community.profiles import profile
from leap.cop.community.records import Record
from leap.cop.core import lookup
from leap.cop.core import settings
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.names import sort_key
from leap.cop.core.people import People
from plone import api
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations
from zope.component import subscribers
from zope.event import notify


KEY = "leap.cop.community.membership"

#: So many people stand on one page of a list; each of them is looked up.
PAGE = 25

_ORDER = (rules.FACILITATOR, rules.MEMBER, rules.REVIEWER, rules.CANDIDATE)


class Listed(NamedTuple):
    """One person who belongs now, without a look at the account."""

    userid: str
    fullname: str
    organisation: str
    role: str
    since: datetime
    paused: bool
    waits: bool
    how: str


class Row(NamedTuple):
    """What the roster shows of one person who belongs now."""

    userid: str
    fullname: str
    role: str
    since: datetime
    paused: bool
    waits: bool
    organisation: str = ""
    line: str = ""
    how: str = ""
    account_name: str = ""


class Membership:
    """The membership of one community."""

    def __init__(self, community) -> None:
        self.community = community

    # Reading

    def _records(self):
        return IAnnotations(self.community).get(KEY, {})

    def history(self, userid: str) -> tuple[rules.Interval, ...]:
        """Give somebody's intervals, oldest first."""
        record = self._records().get(userid)
        return record.history if record is not None else ()

    def histories(self) -> dict[str, tuple[rules.Interval, ...]]:
        """Give everybody's intervals, those who left included."""
        return {userid: record.history for userid, record in self._records().items()}

    def role_of(self, userid: str) -> str | None:
        """Give somebody's role; None for outsiders and for whoever is paused.

        Whoever waits keeps the role: it opens no story of others meanwhile.
        """
        running = rules.current(self.history(userid))
        return None if running is None or running.paused else running.role

    def is_paused(self, userid: str) -> bool:
        """Tell whether somebody belongs and is paused."""
        running = rules.current(self.history(userid))
        return running is not None and running.paused

    def waits(self, userid: str) -> bool:
        """Tell whether the stories of others wait for somebody who is not paused."""
        running = rules.current(self.history(userid))
        return running is not None and running.waits and not running.paused

    def listed(self) -> list[Listed]:
        """Return who belongs now, facilitators first, then by name; reads no account.

        By the names that were known last.
        """
        found = []
        quiet = self.quiet()
        for userid, history in self.histories().items():
            running = rules.current(history)
            if running is not None:
                kept = self.kept(userid)
                found.append(
                    Listed(
                        userid=userid,
                        fullname=kept.fullname,
                        organisation=kept.organisation,
                        role=running.role,
                        since=rules.since(history),
                        paused=running.paused,
                        waits=running.waits and userid not in quiet,
                        how=running.how,
                    )
                )
        return sorted(found, key=_by_role_and_name)

    def quiet(self) -> set[str]:
        """Return the user ids of whom no list says whether they wait."""
        rooms = subscribers((self.community,), IKeepsQuiet)
        return set().union(*(room.quiet() for room in rooms))

    def row(self, listed: Listed) -> Row:
        """Return a row of the roster; it reads one account."""
        usual = profile(listed.userid, self._known(listed.userid))
        return Row(
            **listed._replace(fullname="", organisation="")._asdict()
            | self._chosen_or(listed.userid, usual)._asdict(),
            account_name=usual.fullname,
        )

    def rows(self) -> list[Row]:
        """Return all rows; for a page of them see `listed` and `row`."""
        return sorted(map(self.row, self.listed()), key=_by_role_and_name)

    def row_of(self, userid: str) -> Row | None:
        """Return the row of one person, None for whoever does not belong."""
        found = (each for each in self.listed() if each.userid == userid)
        return next(map(self.row, found), None)

    def chosen(self, userid: str) -> Profile:
        """Give what somebody chose to be listed with here, empty for nothing."""
        record = self._records().get(userid)
        return Profile(*record.chosen) if record is not None else Profile("", "", "")

    def _known(self, userid: str) -> Profile:
        record = self._records().get(userid)
        return Profile(*record.known, "") if record is not None else Profile("", "", "")

    def shown(self, userid: str) -> Profile:
        """Give how somebody is listed here: as chosen, or else as in the profile."""
        return self._chosen_or(userid, profile(userid, self._known(userid)))

    def kept(self, userid: str) -> Profile:
        """Return how somebody is listed here, by what is kept; reads no account.

        Where nothing is kept the name is empty.
        """
        return self._chosen_or(userid, self._known(userid))

    def _chosen_or(self, userid: str, usual: Profile) -> Profile:
        pairs = zip(self.chosen(userid), usual, strict=True)
        return Profile(*(mine or theirs for mine, theirs in pairs))

    def names(self, userids: Iterable[str]) -> dict[str, str]:
        """Return names for a list of any length, by what is kept.

        Of those of whom nothing is kept a page full is looked up.
        """
        found = {userid: self.kept(userid).fullname for userid in userids}
        nameless = [userid for userid, name in found.items() if not name]
        for userid in nameless[:PAGE]:
            found[userid] = self.fullname(userid)
        unknown = api.portal.translate(NOT_KNOWN_NOW)
        return {userid: name or unknown for userid, name in found.items()}

    def name_in_profile(self, userid: str) -> str:
        """Return the name in somebody's profile, or the one that was known last.

        Empty where neither is known: it may stand in mails and under stories.
        """
        if lookup.shown(userid) is None:
            return self._known(userid).fullname
        return profile(userid, self._known(userid)).fullname

    def fullname(self, userid: str) -> str:
        """Give the name somebody is listed with here."""
        return self.shown(userid).fullname

    def readers(self) -> int:
        """Give how many people read what the community shares with itself.

        From the group, so that a page does not wake every record for one number.
        """
        return len(groups.people_in(self.community, "members"))

    def insiders(self) -> frozenset[str]:
        """Return the members and facilitators who are not paused.

        More than those who read: whoever waits is one of them, votes with them, and
        hides others in their number.
        """
        found = groups.people_in(self.community, "members")
        return found | groups.people_in(self.community, rules.WAITING)

    def ids_in_role(self, role: str) -> list[str]:
        """Give the user ids in a role, members excepted, who are active in it now.

        Of members see `insiders`.
        """
        return sorted(groups.people_in(self.community, rules.GROUPS_OF_ROLE[role][-1]))

    # Changing

    def _write(self, userid: str, history: tuple[rules.Interval, ...]) -> None:
        annotations = IAnnotations(self.community)
        records = annotations.get(KEY)
        if records is None:
            records = annotations[KEY] = OOBTree()
        record = records.get(userid)
        if record is None:
            record = records[userid] = Record()
        record.history = history
        if rules.current(history) is None:
            record.chosen, record.known = ("", "", ""), ("", "")
        else:
            self.note_known(userid)
        before = len(self.insiders())
        groups.derive_groups(self.community, userid, history)
        if before >= settings.small_group() > len(self.insiders()):
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
            raise NotNow(_("userid: this person belongs to the community already."))
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
                _("userid: a facilitator is paused by the site administration only.")
            )
        was_last = rules.is_last_facilitator(self.histories(), userid)
        history = self.history(userid)
        self._write(userid, rules.change(history, now, role=running.role, paused=True))
        if was_last:
            notify(CommunityLeftAlone(self.community))

    def resume(self, userid: str, *, now: datetime, by_site: bool) -> None:
        """Give a paused person the access back."""
        running = self._running(userid)
        if running.role == rules.FACILITATOR and not by_site:
            raise NotYours(
                _("userid: a facilitator is let in again by the site administration.")
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
                raise Refused(_("userid: choose a member of this community."))
            self._guard_last_facilitator(userid)
        changed = rules.change(
            self.history(userid),
            now,
            role=running.role,
            paused=running.paused,
            waits=waits,
        )
        self._write(userid, changed)
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
        was_last = rules.is_last_facilitator(self.histories(), userid)
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
        """Take out all that is kept of somebody; give whether there was anything."""
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
                        "${field}: one line of up to ${limit} signs.",
                        mapping={"field": name, "limit": rules.LONGEST_LISTED},
                    )
                )
        tidy = {name: " ".join(value.split()) for name, value in fields.items()}
        record = self._records()[userid]
        record.chosen = tuple(self.chosen(userid)._replace(**tidy))

    def _running(self, userid: str) -> rules.Interval:
        running = rules.current(self.history(userid))
        if running is None:
            raise Refused(_("userid: this person does not belong to the community."))
        return running

    def _guard_last_facilitator(self, userid: str) -> None:
        if rules.is_last_facilitator(self.histories(), userid):
            raise NotNow(
                _("role: a community needs a facilitator. Name another one first.")
            )


def _known_role(role: object) -> None:
    if role not in rules.ROLES:
        raise Refused(
            _(
                "role: choose one of ${roles}.",
                mapping={"roles": ", ".join(rules.ROLES)},
            )
        )


def all_communities() -> list:
    """Give every community of the site. Unrestricted, and for the domain only."""
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


def _by_role_and_name(row: Listed | Row) -> tuple:
    return _ORDER.index(row.role), sort_key(row.fullname)
