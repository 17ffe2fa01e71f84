"""Forget what is gone: pack the database, and look whether words are left anywhere.

A database keeps older states of what was changed or deleted until it is packed; packing
puts a copy of the file as it was beside it, and that copy is removed here. Afterwards
the bytes are searched: records and transactions (which also reaches storages that
compress, or that are no files), files of the storage, blobs and word lists, in the
encodings in which a text can stand there. ASCII letters match in either case. What no
program can say is which sectors of a disk still hold a file that was removed.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from leap.cop.core.interfaces import IMeaningOfSigns
from leap.cop.core.privacy import text_index
from leap.cop.core.privacy.tombstones import KEY as TOMBSTONES
from pathlib import Path
from plone import api
from plone.i18n.normalizer.base import baseNormalize
from typing import NamedTuple
from urllib.parse import quote
from ZODB.utils import get_pickle_metadata
from zope.annotation.interfaces import IAnnotations
from zope.component import getAllUtilitiesRegisteredFor

import json
import shutil
import transaction
import unicodedata


#: Shorter words stand in any database by accident, in bytes that mean something else.
SHORTEST = 4

#: Files are read in pieces of this size; a word at a border is read twice.
_PIECE = 8 * 1024 * 1024
_OVERLAP = 1024

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")


class Packed(NamedTuple):
    """What was done: words dropped, content indexed anew, older copies removed."""

    words: int
    mended: int
    removed: tuple[str, ...]


class Place(NamedTuple):
    """Where a word was found: its number on the list, how often, where."""

    number: int
    count: int
    where: str
    meaning: str = ""


# Packing


def pack(portal, *, days: float = 0) -> Packed:
    """Drop unused words, pack the databases, remove the copies that packing leaves.

    Commits: what is not committed cannot be packed away.
    """
    catalog = api.portal.get_tool("portal_catalog")
    words = text_index.drop_unused_words(catalog)
    transaction.commit()
    mended = text_index.mend(catalog)
    transaction.commit()
    removed = []
    for database in _databases(portal):
        database.pack(days=days)
        removed.extend(_remove_older_copies(database.storage))
        _empty_temporary_file(database.storage)
    transaction.begin()
    return Packed(words, mended, tuple(removed))


def _databases(portal) -> list:
    return list(portal._p_jar.db().databases.values())


def _below(storage):
    """Return the storage itself, without what is wrapped around it."""
    while not hasattr(storage, "_file_name") and hasattr(storage, "base"):
        storage = storage.base
    return storage


def _data_file(storage) -> Path | None:
    name = getattr(_below(storage), "_file_name", None)
    return Path(name) if name else None


def _blobs(storage) -> Path | None:
    for each in (storage, _below(storage)):
        helper = getattr(each, "fshelper", None)
        if helper is not None:
            return Path(helper.base_dir)
    return None


def _beside(path: Path | None, suffix: str) -> list[Path]:
    return [] if path is None else [path.with_name(path.name.rstrip("/") + suffix)]


def _remove_older_copies(storage) -> Iterator[str]:
    for copy in _beside(_data_file(storage), ".old"):
        if copy.is_file():
            copy.unlink()
            yield copy.name
    for copy in _beside(_blobs(storage), ".old"):
        if copy.is_dir():
            shutil.rmtree(copy)
            yield copy.name


def _empty_temporary_file(storage) -> None:
    """Empty the file where a FileStorage gathers a transaction before it is written.

    Stock goes back to its beginning and leaves what stood there before.
    """
    below = _below(storage)
    file = getattr(below, "_tfile", None)
    if file is not None:
        with below._commit_lock:
            file.seek(0)
            file.truncate()


# Looking


def forms_of(word: str) -> set[bytes]:
    """Return the bytes in which a word can stand in a file; ASCII in lower case."""
    texts = {
        unicodedata.normalize(form, text)
        for form in ("NFC", "NFD", "NFKC")
        for text in (word, word.lower(), word.upper(), word.title(), word.casefold())
    }
    forms = set()
    for text in texts:
        for encoding in _ENCODINGS:
            try:
                forms.add(text.encode(encoding).lower())
            except UnicodeEncodeError:
                continue
        forms.add(json.dumps(text)[1:-1].encode().lower())
        forms.add(quote(text).encode().lower())
    return forms


def count_in(content: bytes, forms: Iterable[bytes]) -> int:
    """Return how often a word stands in bytes: in the encoding where it does most."""
    lowered = content.lower()
    return max(lowered.count(form) if form in lowered else 0 for form in forms)


def find(portal, words: Sequence[str], *, also: Iterable[Path] = ()) -> list[Place]:
    """Return every place where one of some words stands.

    :param also: files and folders to look into besides those of the database.
    """
    catalog = api.portal.get_tool("portal_catalog")
    listed = sorted(_listed_words(catalog))
    forms = [forms_of(word) for word in words]
    counts: dict[tuple[int, str], int] = {}

    def count(where: str, content: bytes) -> None:
        for number, each in enumerate(forms, 1):
            found = count_in(content, each)
            if found:
                counts[number, where] = counts.get((number, where), 0) + found

    for database in _databases(portal):
        _look_into_records(database.storage, count)
        for where, path in _files(database.storage):
            _look_into_file(path, where, count)
    for path in also:
        for file in _files_in(path):
            _look_into_file(file, str(path), count)
    places = [
        Place(number, found, where, _meaning(portal, words[number - 1]))
        for (number, where), found in sorted(counts.items())
    ]
    for number, word in enumerate(words, 1):
        known = sum(1 for entry in listed if _stands_in(word, entry))
        if known:
            places.append(Place(number, known, "the search's word list"))
    return sorted(places)


def _look_into_records(storage, count) -> None:
    if not hasattr(storage, "iterator"):
        return
    for record in storage.iterator():
        for text in (record.user, record.description, repr(record.extension)):
            count("the list of transactions", _as_bytes(text))
        for revision in record:
            if revision.data:
                kind = ".".join(map(str, get_pickle_metadata(revision.data)))
                count(f"records of the kind {kind}", revision.data)


def _as_bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else str(text).encode("utf-8", "replace")


def _files(storage) -> Iterator[tuple[str, Path]]:
    data, blobs = _data_file(storage), _blobs(storage)
    if data is not None:
        for path in sorted(data.parent.glob(f"{data.name}*")):
            if path.is_file() and path.suffix != ".lock":
                yield f"the file {path.name}", path
    if blobs is not None:
        for folder in (blobs, *_beside(blobs, ".old")):
            for path in _files_in(folder):
                yield f"blobs in {folder.name}", path


def _files_in(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from (file for file in sorted(path.rglob("*")) if file.is_file())


def _look_into_file(path: Path, where: str, count) -> None:
    """Look into a file piece by piece; what lies across two pieces is in the second."""
    tail = b""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            count(where, tail + piece)
            tail = piece[-_OVERLAP:]


def _listed_words(catalog) -> Iterator[str]:
    for kept, _indexes in text_index.by_lexicon(catalog):
        for word in kept.words():
            yield word.decode("utf-8", "replace") if isinstance(word, bytes) else word


def _stands_in(word: str, entry: str) -> bool:
    """Tell whether a word stands in an entry, as it is or as the search writes it."""
    plain = baseNormalize(word).lower()
    return word.lower() in entry or (len(plain) >= SHORTEST and plain in entry)


def _meaning(portal, word: str) -> str:
    """Say what a code is that stands there for a reason, empty for a word."""
    catalog = api.portal.get_tool("portal_catalog")
    trees = IAnnotations(portal).get(TOMBSTONES, {})
    paths = (path for tree in trees.values() for path in tree)
    if any(word in path.split("/") for path in paths):
        return " (an address of random signs: of what all staff could read once)"
    if catalog.unrestrictedSearchResults(getId=word):
        return " (an address of random signs: of content that is there)"
    rooms = getAllUtilitiesRegisteredFor(IMeaningOfSigns)
    return next(filter(None, (said(portal, word) for said in rooms)), "")
