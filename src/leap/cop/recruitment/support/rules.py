"""What people type when they ask to come in, and a manager's word. Pure rules, no Zope.

Line breaks in an address would add headers to a mail; a character that no database
keeps would lose what was typed. Both are refused before anybody trips over them.
"""

from collections.abc import Sequence
from datetime import datetime
from datetime import timedelta

import unicodedata


#: What somebody writes who asks to come in, and what facilitators answer.
MAX_MESSAGE = 5_000

#: How long a manager's link works. Later a setting of the site.
LINK_LIFE = timedelta(days=30)

#: Nobody has this site write to managers more often than this in one day.
MAILS_A_DAY = 3

#: How far a manager's support is.
NOT_ASKED = "not_asked"
ASKED = "asked"
YES = "yes"
TALK = "talk"
WAIVED = "waived"

#: What a manager can answer.
ANSWERS = (YES, TALK)

MAX_ADDRESS = 254


def is_address(text: object) -> bool:
    """Tell whether a text is one plain mail address, without a name or a second one.

    Plain signs only (ASCII): look-alike letters of other scripts would go to somebody
    else, and not each mail server takes them.
    """
    if not isinstance(text, str) or not text.isascii() or not text.isprintable():
        return False
    local, at, domain = text.rpartition("@")
    if not (at and local and domain) or len(text) > MAX_ADDRESS or "@" in local:
        return False
    return not set(text) & set(" ,;:<>()[]\"\\'`|")


def is_storable(text: str) -> bool:
    """Tell whether a text can be stored: half a character cannot."""
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def several_lines(text: str) -> str:
    """Give a text with plain line breaks, without signs that steer and show nothing."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        letter
        for letter in lines
        if letter in "\n\t" or unicodedata.category(letter) != "Cc"
    )
    return "".join(kept).strip()


def is_one_line(text: str) -> bool:
    """Tell whether a text stands on one line and holds nothing that steers."""
    return not any(
        unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in text
    )


def may_send(sent: Sequence[datetime], now: datetime) -> bool:
    """Tell whether one more mail to a manager is all right today."""
    recent = [moment for moment in sent if now - moment < timedelta(days=1)]
    return len(recent) < MAILS_A_DAY


def counts(state: str) -> bool:
    """Tell whether this is enough for a community that asks for support."""
    return state in (YES, WAIVED)


def shown_to_facilitators(state: str) -> str:
    """Give what facilitators read of a manager's answer: yes or not yet."""
    return "yes" if counts(state) else "not_yet"
