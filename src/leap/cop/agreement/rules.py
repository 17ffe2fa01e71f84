"""Which version of an agreement binds whom, and when. Pure rules, no Zope.

A version is never changed. A *material* one asks everybody: whoever has not said yes to
it waits from the day on which it binds. A *minor* one, a comma, asks nobody; for two
weeks any member can say that it is more than that, and then it asks as well: its text
stays in force, and binds a month later.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import NamedTuple


MINOR = "minor"
MATERIAL = "material"
CHANGES = (MINOR, MATERIAL)

AGREE = "agree"
TALK = "talk"
NOT_YET = "not_yet"

ACCEPTED = "accepted"
DECLINED = "declined"
WITHDRAWN = "withdrawn"

#: So long people are told before a version binds, unless facilitators say otherwise.
NOTICE = timedelta(days=30)

#: So long a minor version can be contested.
CONTEST = timedelta(days=14)

#: Nobody announces further ahead.
AHEAD = timedelta(days=365)

#: After so long the same words can be put in force once more, with a reason.
RENEWED = timedelta(days=300)

#: From so many answers on it is told how many there are of each.
ENOUGH = 3

MOST_CLAUSES = 60
LONGEST_CLAUSE = 600
LONGEST_MEANING = 1_000
LONGEST_NOTE = 1_000
MOST_PRESENT = 500


class Wording(NamedTuple):
    """One clause as a version has it."""

    id: str
    text: str
    meaning: str


class Version(NamedTuple):
    """One version; stored as a plain tuple in this order."""

    n: int
    change: str
    note: str
    clauses: tuple[tuple[str, str, str], ...]
    safeguarding: str
    digest: str
    language: str
    made: datetime
    effective: date
    by: str
    present: int | None

    @property
    def wordings(self) -> list[Wording]:
        """The clauses, in order."""
        return [Wording(*clause) for clause in self.clauses]


class Answer(NamedTuple):
    """What somebody answered last, to which version, when, and what they keep to."""

    answer: str
    n: int
    at: datetime
    kept_to: int


Versions = Sequence[Version]
Contested = Mapping[int, date]


def asks_from(version: Version, contested: Contested) -> date | None:
    """Return the day from which a version asks everybody, None for a minor one."""
    if version.change == MATERIAL:
        return version.effective
    return contested.get(version.n)


def binds_from(
    version: Version, contested: Contested, asked_from: date | None
) -> date | None:
    """Return the day from which people wait who did not accept; None for a minor one.

    :param asked_from: the day from which the community asks at all, None for always.
    """
    since = asks_from(version, contested)
    return None if since is None else max(since, asked_from or since)


def to_remind_of(
    versions: Versions,
    contested: Contested,
    today: date,
    *,
    asked_from: date | None,
    before: timedelta,
) -> Version | None:
    """Return the newest version that binds soon, and of which people are reminded.

    Where a version was made later than that, people were asked later than that, too.

    :param before: how long before a version binds.
    """
    due = [
        version
        for version in versions
        if (day := binds_from(version, contested, asked_from)) is not None
        and version.made.date() <= day - before <= today < day
    ]
    return due[-1] if due else None


def newest(versions: Versions) -> Version | None:
    """Return the version that was made last."""
    return versions[-1] if versions else None


def in_force(versions: Versions, today: date) -> Version | None:
    """Return the version whose text stands today."""
    begun = [version for version in versions if version.effective <= today]
    return begun[-1] if begun else None


def announced(versions: Versions, today: date) -> Version | None:
    """Return the newest version that is not in force yet."""
    coming = [version for version in versions if version.effective > today]
    return coming[-1] if coming else None


def binding(versions: Versions, contested: Contested, today: date) -> Version | None:
    """Return the newest version that asks everybody today."""
    asking = [
        version
        for version in versions
        if (since := asks_from(version, contested)) is not None and since <= today
    ]
    return asking[-1] if asking else None


def to_accept(versions: Versions, contested: Contested) -> Version | None:
    """Return the newest version that asks everybody, today or later.

    Whoever keeps to it, or to a later one, has answered.
    """
    asking = [
        version for version in versions if asks_from(version, contested) is not None
    ]
    return asking[-1] if asking else None


def keeps_to_all(kept_to: int, versions: Versions, contested: Contested) -> bool:
    """Tell whether nothing is left to answer for whoever keeps to a version."""
    asking = to_accept(versions, contested)
    return asking is None or kept_to >= asking.n


def must_wait(
    kept_to: int,
    versions: Versions,
    contested: Contested,
    *,
    today: date,
    asked_from: date | None,
) -> bool:
    """Tell whether somebody waits today.

    :param kept_to: the newest version that was said yes to, 0 for none.
    :param asked_from: the day from which the community asks at all, None for always.
    """
    if asked_from is not None and today < asked_from:
        return False
    bound = binding(versions, contested, today)
    return bound is not None and kept_to < bound.n


def waits_until(
    kept_to: int,
    versions: Versions,
    contested: Contested,
    today: date,
    asked_from: date | None = None,
) -> date | None:
    """Return the day on which the first version begins to ask that was not accepted.

    :param asked_from: the day from which the community asks at all, None for always.
    """
    days = [
        day
        for version in versions
        if version.n > kept_to
        and (day := binds_from(version, contested, asked_from)) is not None
        and day > today
    ]
    return min(days, default=None)


def begins(change: str, wanted: date | None, versions: Versions, today: date) -> date:
    """Return the day on which a new version takes effect.

    Not before one that is announced already: a comma that is put right meanwhile would
    bring its text into force early.

    :param wanted: as facilitators said, None for the usual time.
    """
    usual = today if change == MINOR else today + NOTICE
    coming = [version.effective for version in versions if version.effective > today]
    return max([wanted or usual, *coming])


def may_begin(wanted: date, today: date) -> bool:
    """Tell whether a version may take effect on a day."""
    return today <= wanted <= today + AHEAD


def may_be_contested(version: Version, now: datetime) -> bool:
    """Tell whether a version can still be said to be more than a comma."""
    return version.change == MINOR and now - version.made <= CONTEST


def is_unchanged(
    wordings: Iterable[Wording], safeguarding: str, last: Version | None
) -> bool:
    """Tell whether a new version would say word for word what the last one says."""
    return last is not None and (
        tuple(tuple(wording) for wording in wordings) == tuple(last.clauses)
        and safeguarding == last.safeguarding
    )


def may_be_renewed(last: Version, note: str, now: datetime) -> bool:
    """Tell whether the same words may be put in force once more."""
    return bool(note.strip()) and now - last.made >= RENEWED


class Difference(NamedTuple):
    """One clause that two versions do not share."""

    id: str
    was: Wording | None
    now: Wording | None


def differences(old: Version, new: Version) -> list[Difference]:
    """Return what differs, in the order of the new version; what is gone at the end."""
    before = {wording.id: wording for wording in old.wordings}
    after = {wording.id: wording for wording in new.wordings}
    ids = [*after, *(id_ for id_ in before if id_ not in after)]
    return [
        Difference(id_, before.get(id_), after.get(id_))
        for id_ in ids
        if before.get(id_) != after.get(id_)
    ]


def organisations_difference(old: Version, new: Version) -> Difference | None:
    """Return what differs in the organisation's own rule, None if it is the same."""
    if old.safeguarding == new.safeguarding:
        return None
    was, now = (
        Wording("safeguarding", version.safeguarding, "")
        if version.safeguarding
        else None
        for version in (old, new)
    )
    return Difference("safeguarding", was, now)


def is_withdrawal(
    answer: str, kept_to: int, versions: Versions, contested: Contested
) -> bool:
    """Tell whether an answer takes a yes back.

    Saying no to what one keeps to is that; saying no to what is announced is not.
    """
    if answer == WITHDRAWN:
        return True
    return (
        answer == DECLINED
        and kept_to > 0
        and keeps_to_all(kept_to, versions, contested)
    )


def asked_from(
    asked: date | None, stopped: date | None, today: date, *, is_new: bool
) -> date | None:
    """Return from when a community asks that begins to ask, or asks again.

    Everybody has a month. Switching it off and on again soon gives no second one.

    :param asked: from when it asked before, None for always.
    :param stopped: since when it asks no longer, None if it never did.
    :param is_new: whether nothing was put in force yet.
    """
    if is_new:
        return None
    if stopped is not None and today - stopped <= NOTICE:
        return asked
    return today + NOTICE


def counts(answers: Iterable[str]) -> dict[str, int] | None:
    """Return how many answered a clause in which way; None while they are too few."""
    given = list(answers)
    if len(given) < ENOUGH:
        return None
    return {answer: given.count(answer) for answer in (AGREE, TALK, NOT_YET)}
