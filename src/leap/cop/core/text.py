"""Characters in what people type: what can be kept, and what nobody sees. Pure."""

import re
import unicodedata


#: Categories that steer, hide or break a line, or are halves of a character.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})

#: Categories that no user id has a character of; and nobody's is longer.
_NO_ID = frozenset({"Cc", "Cs", "Zl", "Zp"})
LONGEST_ID = 500

#: Letters and patterns that are drawn as nothing.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")

#: Between letters of Persian, Hindi and other scripts, and in a family of emoji, these
#: are part of how a word is written; after a letter of ours they only hide.
_JOINERS = frozenset("\u200c\u200d")
_JOINS_NOTHING = re.compile("[\u200c\u200d]+(?![^\x00-\x7f])")
_JOIN_NOTHING = ("LATIN", "GREEK", "CYRILLIC", "COMBINING")

#: The flag of a part of a country: a black one with letters that nobody sees.
_FLAG = re.compile(
    "(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)"
)


def is_storable(text: str) -> bool:
    """Tell whether a text can be kept: half a character cannot."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def is_id(text: str) -> bool:
    """Tell whether a text may be a user id at all; sources have ids of many kinds."""
    return 0 < len(text) <= LONGEST_ID and not any(
        unicodedata.category(sign) in _NO_ID for sign in text
    )


def is_hidden(sign: str, before: str = "") -> bool:
    """Tell whether nobody sees a character.

    :param before: the one that it follows, empty for none.
    """
    if sign in _JOINERS:
        return before <= "\x7f" or not _may_be_joined(before)
    # What nobody may ever use stops some readers of files.
    is_none = ord(sign) & 0xFFFE == 0xFFFE or "\ufdd0" <= sign <= "\ufdef"
    return is_none or sign in _BLANK or unicodedata.category(sign) in _HIDDEN


def _may_be_joined(sign: str) -> bool:
    named = unicodedata.name(sign, "")
    is_drawn = unicodedata.category(sign)[0] in "LMS"
    return is_drawn and not named.startswith(_JOIN_NOTHING)


def has_hidden(text: str, *, besides: str = "") -> bool:
    """Tell whether a text has characters that nobody sees.

    :param besides: some that may stand there all the same, such as the end of a line.
    """
    plain = _FLAG.sub("\U0001f3f4", text)
    return any(
        sign not in besides and is_hidden(sign, before)
        for before, sign in zip(" " + plain, plain, strict=False)
    )


def seen(text: str) -> str:
    """Return a text with plain line ends and without characters that nobody sees.

    Control characters stop some readers of files, and those that turn the direction of
    writing make a text look like another one.
    """
    lines = re.sub("\r\n?", "\n", text).replace("\t", " ")
    # A flag stays whole, and every second part is one.
    return "".join(
        part if is_flag else _seen(part)
        for place, part in enumerate(_FLAG.split(lines))
        for is_flag in [place % 2]
    )


def _seen(text: str) -> str:
    kept: list[str] = []
    for sign in text:
        if sign == "\n" or not is_hidden(sign, kept[-1] if kept else ""):
            kept.append(sign)
    return _JOINS_NOTHING.sub("", "".join(kept))


def one_line(text: object) -> str:
    """Return a text on one line, without characters that nobody sees.

    Empty for what is no text; its length is for the caller to bound.
    """
    if not isinstance(text, str):
        return ""
    spaced = "".join(" " if sign.isspace() else sign for sign in text)
    return " ".join(unicodedata.normalize("NFC", seen(spaced)).split())


def shows_something(text: str) -> bool:
    """Tell whether anything of a text is drawn: marks on nothing are not."""
    return any(
        unicodedata.category(sign)[0] not in "MZ"
        and not is_hidden(sign)
        and not sign.isspace()
        for sign in text
    )


def hides_something(text: str, *, is_line: bool) -> bool:
    """Tell whether a text is not what it looks like, or looks like nothing."""
    if not text.strip():
        return False
    ends = "" if is_line else "\n\r\t"
    return has_hidden(text, besides=ends) or not shows_something(text)


def folded(text: str) -> str:
    """Return a text as it is compared with another one, however it was written.

    Without regard to case, to how letters are put together, and to blanks around and
    between words.
    """
    plain = unicodedata.normalize("NFC", " ".join(text.split()).casefold())
    return unicodedata.normalize("NFC", plain)
