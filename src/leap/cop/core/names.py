"""Names in the order in which readers look for them; initials and their colour."""

from functools import lru_cache
from leap.cop.core.text import folded
from zlib import crc32

import unicodedata


#: Letters that are taken apart by no normal form.
_PLAIN = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i"}
_PLAIN |= {"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th"}

#: Letters of their own, which follow the one that they are written with.
_OWN = {"ă": "a", "ș": "s", "ş": "s", "ț": "t", "ţ": "t"}

#: In this order; other alphabets follow.
_ALPHABETS = ("LATIN", "GREEK", "CYRILLIC")


def sort_key(name: str) -> tuple:
    """Return what a name is sorted by: Ș follows S, Ä stands with A, Latin comes first.

    No locale: the readers of one list have many languages, and servers know few.
    """
    plain_name = folded(name)
    # Names that differ in marks alone follow each other, the plain one first.
    return tuple(
        place for letter in plain_name for place in _places(letter)
    ), plain_name


@lru_cache(maxsize=1024)
def _places(letter: str) -> tuple[tuple[int, str, int], ...]:
    """Return where a letter stands: its alphabet, plain letter, and what follows it."""
    if not letter.isalpha():
        return ((0, letter, 0),)
    alphabet = unicodedata.name(letter, "").partition(" ")[0]
    if alphabet not in _ALPHABETS:
        return ((len(_ALPHABETS) + 1, letter, 0),)
    place = 1 + _ALPHABETS.index(alphabet)
    if letter in _OWN:
        return ((place, _OWN[letter], 1),)
    # A mark makes another letter in Cyrillic: й is not и.
    form = "NFC" if alphabet == "CYRILLIC" else "NFD"
    plain = unicodedata.normalize(form, letter)[0]
    return tuple((place, one, 0) for one in _PLAIN.get(plain, plain))


#: So many colours stand behind initials.
HUES = 8


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name."""
    words = ["".join(filter(str.isalnum, word)) for word in name.split()]
    words = [word for word in words if word]
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


def hue(name: str) -> int:
    """Return the number of a name's colour, from 1: of one name always the same one."""
    plain_name = folded(name)
    return crc32(plain_name.encode()) % HUES + 1


#: Romanian is written with commas, and was long written with cedillas.
_COMMAS = str.maketrans("șțȘȚşţŞŢ", "şţŞŢșțȘȚ")


def spellings(words: str) -> list[str]:
    """Return the ways in which a source of users may have written a name.

    Sources compare signs: put together or apart, with commas or cedillas, and the two
    parts of a name in one order or the other.
    """
    first, _blank, last = words.partition(" ")
    turned = f"{last} {first}" if last and " " not in last else words
    ways = [words, turned, words.translate(_COMMAS)]
    forms = [
        unicodedata.normalize(form, way) for form in ("NFC", "NFD") for way in ways
    ]
    return list(dict.fromkeys([words, *forms]))
