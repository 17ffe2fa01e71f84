"""People by a random code, so that what is somebody's hangs on no user id (R1).

Plain BTrees under one annotation of the portal (a site without the add-on must start),
made on write and never on read:

* `code_of`, user id -> code, and `person`, code -> user id: accounts that are there;
* `own`, code -> places of content that is this person's, in the order of nothing;
* `noted`, code -> places of content in whose records the code stands besides;
* `former`, code -> (user id, day): whose account is gone;
* `meanwhile`, user id -> surely: accounts deleted while the add-on is not installed, or
  while a source of users that may have them as well could not be asked;
* `seen`, user id -> (source, day), and `missing`, user id -> (since, days, last day):
  written when somebody joins, and by the command that looks for accounts that nobody
  knows any more.

A user id is given out again, to somebody else; a code never is. The ledger has codes of
its own, which end with their year; these last as long as what hangs on them.
"""

from BTrees.OOBTree import OOBTree
from BTrees.OOBTree import OOTreeSet
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from zope.annotation.interfaces import IAnnotations

import secrets


KEY = "leap.cop.people"

CODE_OF = "code_of"
PERSON = "person"
OWN = "own"
NOTED = "noted"
FORMER = "former"
MEANWHILE = "meanwhile"
SEEN = "seen"
MISSING = "missing"

#: Before the code of somebody whose account is gone, where an id of a user stood.
#: No account has such an id: it is as long as a code, and codes are random.
GONE = "gone:"

#: The UID of a container, and the id of what stands in it.
Place = tuple[str, str]


class Former(NamedTuple):
    """Whose code this was, and until which day (ISO)."""

    userid: str
    day: str


class Missing(NamedTuple):
    """Since which day (ISO) an account is not found, and on how many days it was so."""

    since: str
    days: int


def new_code() -> str:
    """Return a code that is nobody's."""
    return secrets.token_hex(16)


def stand_in(code: str) -> str:
    """Return what stands in records instead of a user id that is nobody's now."""
    return f"{GONE}{code}"


def is_gone(userid: str | None) -> bool:
    """Tell whether what stands for a user id says that the account is gone."""
    return bool(userid) and userid.startswith(GONE)


class People:
    """The people of one site whom something of ours belongs to."""

    def __init__(self, portal) -> None:
        self._portal = portal

    def _tree(self, name: str):
        return IAnnotations(self._portal).get(KEY, {}).get(name, {})

    def _written(self, name: str) -> OOBTree:
        annotations = IAnnotations(self._portal)
        if KEY not in annotations:
            annotations[KEY] = OOBTree()
        if name not in annotations[KEY]:
            annotations[KEY][name] = OOBTree()
        return annotations[KEY][name]

    # Codes

    def code_of(self, userid: str) -> str | None:
        """Return the code of an account, None where nothing hangs on it."""
        return self._tree(CODE_OF).get(userid)

    def code_behind(self, name: str) -> str | None:
        """Return the code that a record's user id, or what stands for one, means.

        Not for an id that somebody is logged in under: that is `code_of`.
        """
        if not is_gone(name):
            return self.code_of(name)
        code = name.removeprefix(GONE)
        return code if code in self._tree(FORMER) else None

    def code_for(self, userid: str) -> str:
        """Return the code of an account, a new one where it has none."""
        code = self.code_of(userid)
        if code is None:
            code = new_code()
            self._written(CODE_OF)[userid] = code
            self._written(PERSON)[code] = userid
        return code

    def userid_of(self, code: str | None) -> str | None:
        """Return whose code it is, None for nobody and for an account that is gone."""
        return self._tree(PERSON).get(code) if code else None

    def former(self) -> dict[str, Former]:
        """Return those whose accounts are gone, by code."""
        return {code: Former(*row) for code, row in self._tree(FORMER).items()}

    def former_of(self, code: str | None) -> Former | None:
        """Return whose code it was until the account went."""
        row = self._tree(FORMER).get(code) if code else None
        return Former(*row) if row is not None else None

    def userids(self) -> list[str]:
        """Return the accounts that something hangs on."""
        return list(self._tree(CODE_OF))

    def codes(self) -> set[str]:
        """Return all codes, those of former accounts included."""
        return {*self._tree(PERSON), *self._tree(FORMER)}

    def id_of(self, code: str) -> str:
        """Return the user id of an account, or what stands for one that is gone."""
        return self.userid_of(code) or stand_in(code)

    # What is theirs

    def places(self, code: str | None, kind: str = OWN) -> list[Place]:
        """Return the places of what is somebody's, or where somebody is noted."""
        return list(self._tree(kind).get(code, ())) if code else []

    def add(self, code: str, place: Place, kind: str = OWN) -> None:
        """Write down that what stands at a place is somebody's, or names somebody."""
        tree = self._written(kind)
        if code not in tree:
            tree[code] = OOTreeSet()
        tree[code].add(place)

    def drop(self, code: str, place: Place, kind: str = OWN) -> None:
        """Forget a place; with the last one of somebody the code goes as well."""
        tree = self._tree(kind)
        if code not in tree:
            return
        if place in tree[code]:
            tree[code].remove(place)
        if not tree[code]:
            del tree[code]
            self._drop_unused(code)

    def is_used(self, code: str) -> bool:
        """Tell whether anything hangs on a code."""
        return bool(self.places(code, OWN) or self.places(code, NOTED))

    def _drop_unused(self, code: str) -> None:
        if self.is_used(code):
            return
        userid = self._tree(PERSON).get(code)
        if userid is not None:
            del self._tree(PERSON)[code]
            del self._tree(CODE_OF)[userid]
        self._tree(FORMER).pop(code, None)

    # Accounts that are not found

    def seen_in(self, userid: str) -> str:
        """Return the source of users that knew an account last, empty for none."""
        return self._tree(SEEN).get(userid, ("", ""))[0]

    def note_seen(self, userid: str, source: str, day: str) -> None:
        """Write down that a source of users knows an account."""
        self._written(SEEN)[userid] = (source, day)
        self._tree(MISSING).pop(userid, None)

    def note_missing(self, userid: str, day: str, *, counts: bool) -> None:
        """Write down that no source knows an account.

        :param counts: whether the day counts; each day does so once.
        """
        since, days, last = self._tree(MISSING).get(userid, (day, 0, ""))
        if counts and last != day:
            self._written(MISSING)[userid] = (since, days + 1, day)
        elif not last:
            self._written(MISSING)[userid] = (since, days, "")

    def missing(self) -> dict[str, Missing]:
        """Return the accounts that no source knew when somebody looked."""
        rows = self._tree(MISSING).items()
        return {userid: Missing(since, days) for userid, (since, days, _) in rows}

    def forget_seen(self, userid: str) -> None:
        """Forget when an account was found, and by whom."""
        for name in (SEEN, MISSING, MEANWHILE):
            self._tree(name).pop(userid, None)

    def forget_missing_but(self, userids: Iterable[str]) -> None:
        """Forget what was seen of accounts that nothing is kept of any more."""
        for name in (SEEN, MISSING):
            for userid in set(self._tree(name)) - set(userids):
                del self._tree(name)[userid]

    # Accounts that go

    def note_deleted(self, userid: str, *, surely: bool) -> None:
        """Remember an account that goes while nobody can close what it has here.

        :param surely: whether no source knows it any more; else that is asked later.
        """
        if any(key.startswith("leap.cop") for key in IAnnotations(self._portal)):
            known = self._tree(MEANWHILE).get(userid, False)
            self._written(MEANWHILE)[userid] = surely or known

    def deleted_meanwhile(self) -> dict[str, bool]:
        """Return the accounts that went in that time, and which of them surely did."""
        return dict(self._tree(MEANWHILE))

    def forget_deleted(self, userid: str) -> None:
        """Forget that an account went: what it had is closed, or it is there."""
        self._tree(MEANWHILE).pop(userid, None)

    def close(self, userid: str, code: str, day: date) -> None:
        """Take a user id, whose account is gone, off its code.

        :param code: of this user id, or a new one where nothing hung on it by a code.
        """
        self.forget_seen(userid)
        self._tree(CODE_OF).pop(userid, None)
        self._tree(PERSON).pop(code, None)
        self._written(FORMER)[code] = (userid, day.isoformat())

    def take_former(self, name: str, rows: dict[str, list]) -> str | None:
        """Take over somebody from another site whose account was gone there.

        :param name: what stands for the user id, in what came from there.
        :param rows: user id and day by code, as that site had them.
        :returns: the code, None for a name that the rows do not know.
        """
        code = name.removeprefix(GONE)
        if code in self.codes():
            return code if code in self._tree(FORMER) else None
        try:
            userid, day = rows[code]
        except (KeyError, TypeError, ValueError):
            return None
        self._written(FORMER)[code] = (str(userid), str(day))
        return code

    def give_back(self, code: str, userid: str) -> None:
        """Let what was a former account's be an account's again.

        :param userid: has nothing of its own yet.
        :raises KeyError: for a code that is nobody's former one.
        """
        if self.code_of(userid) is not None:
            raise ValueError(userid)
        del self._tree(FORMER)[code]
        self._written(CODE_OF)[userid] = code
        self._written(PERSON)[code] = userid

    def erase(self, code: str) -> None:
        """Forget a person; what was theirs is nobody's."""
        userid = self._tree(PERSON).get(code)
        for name, key in (
            (CODE_OF, userid),
            (PERSON, code),
            (FORMER, code),
            (OWN, code),
            (NOTED, code),
        ):
            if key is not None:
                self._tree(name).pop(key, None)
