"""Names in the order in which readers look for them; initials and their colour."""

from functools import lru_cache
from itertools import combinations
from itertools import product
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

#: Whoever reads in these languages looks for names in their own alphabet first.
_FIRST = {"bg": "CYRILLIC", "el": "GREEK"}


def sort_key(name: str, language: str = "") -> tuple:
    """Return what a name is sorted by: Ș follows S, Ä stands with A, Latin comes first.

    No locale: servers know few, and most lists have names of several languages.

    :param language: of the reader, whose own alphabet comes first.
    """
    plain_name = folded(name)
    first = _FIRST.get(language, "")
    # Names that differ in marks alone follow each other, the plain one first.
    return tuple(
        place for letter in plain_name for place in _places(letter, first)
    ), plain_name


@lru_cache(maxsize=1024)
def _places(letter: str, first: str = "") -> tuple[tuple[int, str, int], ...]:
    """Return where a letter stands: its alphabet, plain letter, and what follows it."""
    if not letter.isalpha():
        return ((0, letter, 0),)
    alphabet = unicodedata.name(letter, "").partition(" ")[0]
    if alphabet not in _ALPHABETS:
        return ((len(_ALPHABETS) + 2, letter, 0),)
    place = 1 if alphabet == first else 2 + _ALPHABETS.index(alphabet)
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

#: Marks that people leave out when they type: those of Romanian first, then others.
_MARKED = (
    {"a": "ăâ", "i": "î", "s": "ș", "t": "ț"},
    {"o": "ö", "u": "ü", "e": "éë", "a": "äá", "i": "í", "c": "č", "z": "ž"},
)

#: A source is asked in so many ways at most.
MOST_WAYS = 14

#: So many letters of one word are taken for marked ones at once, and so many at all.
_AT_ONCE, _LETTERS = 2, 7

#: A name of so many letters is looked for whole: too many begin with them.
SHORTEST_PART = 3


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """Return a name as it is looked for: without case, marks and ways to write them."""
    letters = (place for letter in folded(name) for place in _places(letter))
    return "".join(letter for _alphabet, letter, _own in letters)


def matches(words: str, name: str) -> bool:
    """Tell whether somebody of this name is looked for with these words.

    In whatever order, with or without marks; short ones begin a word of the name, and
    one of two letters is the whole of it where nothing else is said.
    """
    wanted, there = plain(words).split(), plain(name).split()
    if len(plain(words)) < SHORTEST_PART:
        return plain(words) in there
    return bool(wanted) and all(
        any(
            one.startswith(word) or (len(word) >= SHORTEST_PART and word in one)
            for one in there
        )
        for word in wanted
    )


def spellings(words: str) -> list[str]:
    """Return the ways in which a source of users may have written a name.

    Sources compare characters: put together or apart, with commas or cedillas, with
    marks or without, and the two parts of a name in one order or the other. The
    likeliest ones come first, and there are `MOST_WAYS` at most.
    """
    first, _blank, last = words.partition(" ")
    turned = f"{last} {first}" if last and " " not in last else words
    ways = [words, turned, words.translate(_COMMAS)]
    forms = [
        unicodedata.normalize(form, way) for form in ("NFC", "NFD") for way in ways
    ]
    found = dict.fromkeys([words, *forms, _without_marks(words)])
    for letters in _MARKED:
        found.update(dict.fromkeys(_marked(words, letters)))
    return list(found)[:MOST_WAYS]


def _without_marks(words: str) -> str:
    apart = unicodedata.normalize("NFD", words)
    # A mark makes another letter in Cyrillic.
    if any("\u0400" <= letter <= "\u04ff" for letter in apart):
        return words
    return "".join(one for one in apart if not unicodedata.combining(one))


def _marked(words: str, letters: dict[str, str]) -> list[str]:
    """Return words with one or two of their letters marked."""
    if not words.isascii():
        return []
    places = [at for at, letter in enumerate(words) if letter.lower() in letters]
    found: list[str] = []
    for number in range(1, _AT_ONCE + 1):
        for chosen in combinations(places[:_LETTERS], number):
            said = [letters[words[at].lower()] for at in chosen]
            if number > 1:
                said = [marks[0] for marks in said]
            for marks in product(*said):
                way = list(words)
                for at, mark in zip(chosen, marks, strict=True):
                    way[at] = mark.upper() if words[at].isupper() else mark
                found.append("".join(way))
    return found
