"""What is kept of a concern, and what is not. Pure rules, no Zope.

Of whoever writes nothing is kept but the words: no id, and the day instead of the time.
Whom it is about must never read it, whatever that person does here later: so salted
codes stand in the record that can be compared with a reader, and not read.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import hashlib
import hmac
import secrets


OPEN = "open"
DEALT_WITH = "dealt_with"

#: Who reads it: the safeguarding person and the reviewers, that person alone, or who
#: facilitates.
SAFEGUARDING = "safeguarding"
PERSON = "safeguarding_person"
FACILITATORS = "facilitators"

#: What it is about: a story has its id behind a colon.
STORY = "story"
GROUP = "agreement"

#: Whom a concern in a group is about, and who reads it then.
READERS_OF = {"group": FACILITATORS, "facilitator": PERSON}

MAX_TEXT = 5_000
MAX_CONTACT = 300

#: No more are open about one thing for the same readers; then the telephone is better.
MAX_OPEN = 30

_VERSION = 1


class Concern(NamedTuple):
    """What somebody wrote."""

    subject: str
    readers: str
    day: date
    text: str
    contact: str
    not_for: tuple[str, ...] = ()
    status: str = OPEN

    @property
    def kind(self) -> str:
        """What kind of thing it is about."""
        return self.subject.partition(":")[0]

    @property
    def name(self) -> str:
        """Which of these, empty where there is only one."""
        return self.subject.partition(":")[2]

    @property
    def about(self) -> str:
        """What it is about, as programs are told: the kind, or whom in a group."""
        if self.kind != GROUP:
            return self.kind
        return next(word for word, who in READERS_OF.items() if who == self.readers)


def stored(concern: Concern) -> tuple:
    """Return a concern as it is kept: plain values behind a version."""
    return (_VERSION, *concern._replace(day=concern.day.isoformat()))


def read(row: tuple) -> Concern:
    """Return a concern from what is kept.

    :raises TypeError, ValueError: for what was not stored here.
    """
    version, subject, readers, day, text, contact, not_for, status = row
    texts = (subject, readers, text, contact, status, *not_for)
    if version != _VERSION or not all(isinstance(value, str) for value in texts):
        raise ValueError("no concern of ours")
    if readers not in (SAFEGUARDING, PERSON, FACILITATORS):
        raise ValueError("nobody reads it")
    if subject == GROUP and readers not in READERS_OF.values():
        raise ValueError("not read in a group")
    return Concern(
        subject=subject,
        readers=readers,
        day=date.fromisoformat(day),
        text=text,
        contact=contact,
        not_for=tuple(not_for),
        status=status,
    )


def is_kept_already(concern: Concern, kept: Iterable[Concern]) -> bool:
    """Tell whether the same words are open."""
    return any(
        (one.text, one.contact) == (concern.text, concern.contact)
        for one in _beside(concern, kept)
    )


def is_full(concern: Concern, kept: Iterable[Concern]) -> bool:
    """Tell whether too many are open about the same thing, for the same readers."""
    return len(_beside(concern, kept)) >= MAX_OPEN


def _beside(concern: Concern, kept: Iterable[Concern]) -> list[Concern]:
    place = (concern.subject, concern.readers, OPEN)
    return [one for one in kept if (one.subject, one.readers, one.status) == place]


def code_of(userid: str, salt: str = "") -> str:
    """Return a salted code of a user id."""
    salt = salt or secrets.token_hex(16)
    mac = hmac.new(salt.encode(), userid.encode(), hashlib.sha256)
    return f"{salt}:{mac.hexdigest()}"


def is_code_of(code: str, userid: str) -> bool:
    """Tell whether a code is this user's."""
    return hmac.compare_digest(code, code_of(userid, code.partition(":")[0]))


def is_about(concern: Concern, userid: str) -> bool:
    """Tell whether somebody must not read a concern, whoever they are by now."""
    return any(is_code_of(code, userid) for code in concern.not_for)


def without_person(concern: Concern, userid: str) -> Concern:
    """Return a concern that knows nothing of somebody any more."""
    kept = (
        code_of("") if is_code_of(code, userid) else code for code in concern.not_for
    )
    return concern._replace(not_for=tuple(kept))
