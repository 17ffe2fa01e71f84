"""Who belongs to a community, read: roles, names, lists.

What changes it is `Membership`. Lists of any length read no account.
"""

from collections.abc import Callable
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from leap.cop.community import groups
from leap.cop.community import rules
from leap.cop.community.interfaces import IKeepsQuiet
from leap.cop.community.profiles import NOT_KNOWN_NOW
from leap.cop.community.profiles import Profile
from leap.cop.community.profiles import profile
from leap.cop.core import lookup
from leap.cop.core.names import sort_key
from plone import api
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations
from zope.component import subscribers
from zope.globalrequest import getRequest


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


class Roster:
    """Who belongs to one community, as it is read."""

    def __init__(self, community) -> None:
        self.community = community

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

    def is_put_aside(self, userid: str, name: str) -> bool:
        """Tell whether somebody wants to see some news no more."""
        record = self._records().get(userid)
        return record is not None and name in record.put_aside

    def is_last_facilitator(self, userid: str) -> bool:
        """Tell whether somebody is the only facilitator who is active.

        Others are looked at for facilitators alone: members wake nobody's record.
        """
        return "facilitators" in rules.groups_of(
            self.history(userid)
        ) and rules.is_last_facilitator(self.histories(), userid)

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
        for userid, record in self._records().items():
            history = record.history
            running = rules.current(history)
            if running is not None:
                kept = _kept_in(record)
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
        return sorted(found, key=_by_role_and_name())

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
        return sorted(map(self.row, self.listed()), key=_by_role_and_name())

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
        return _kept_in(self._records().get(userid))

    def _chosen_or(self, userid: str, usual: Profile) -> Profile:
        pairs = zip(self.chosen(userid), usual, strict=True)
        return Profile(*(mine or theirs for mine, theirs in pairs))

    def names(self, userids: Iterable[str]) -> dict[str, str]:
        """Return names for a list of any length, by what is kept.

        Of those of whom nothing is kept a page full is looked up.
        """
        records = self._records()
        found = {one: _kept_in(records.get(one)).fullname for one in userids}
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


def _kept_in(record) -> Profile:
    """Return how somebody is listed by what is kept; empty for no record."""
    if record is None:
        return Profile("", "", "")
    pairs = zip(record.chosen, (*record.known, ""), strict=True)
    return Profile(*(mine or theirs for mine, theirs in pairs))


def by_name() -> Callable[[str], tuple]:
    """Return what names are sorted by for whoever reads now."""
    # Commands and jobs have no reader, and some have no request.
    language = (getRequest() or {}).get("LANGUAGE") or ""
    return partial(sort_key, language=language.partition("-")[0])


def _by_role_and_name() -> Callable[[Listed | Row], tuple]:
    place = by_name()
    return lambda row: (_ORDER.index(row.role), place(row.fullname))
