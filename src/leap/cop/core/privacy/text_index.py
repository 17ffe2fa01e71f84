"""Words leave the word list of the full-text search with the last text that had them.

Stock Plone forgets where a word stood, and never the word: a name in a story that was
taken back would stay in the list for ever. Neither ZCatalog nor ZCTextIndex has a way
to take a word out, so this module touches what they keep inside: `_wids`, `_words` and
`length` of a lexicon, `_wordinfo` of each index that shares it. Nothing else does.

Before a text changes or goes, `forget_words_of` notes which words the catalog has of it
now. Just before the commit, when everything that is queued is indexed, those that no
index knows any more are taken out: in the transaction of the change itself.

Two at once: whoever indexes one of these words at the same moment changes the same
entry of `_wordinfo` that is deleted here, which the database refuses for one of the
two; that one is done again. What can slip through (a word that the other has in one
index only, and in no full text) is mended by `mend`.
"""

from Acquisition import aq_base
from collections.abc import Iterable
from collections.abc import Iterator
from plone import api
from Products.CMFCore.indexing import processQueue
from Products.ZCTextIndex.interfaces import IZCTextIndex

import transaction


#: Under this the noted words of a transaction stand among its data.
_KEY = object()


def _text_indexes(catalog) -> Iterator[tuple[str, object]]:
    for name, index in catalog._catalog.indexes.items():
        if IZCTextIndex.providedBy(index):
            yield name, index.index


def by_lexicon(catalog) -> list[tuple[object, list]]:
    """Return each lexicon with the indexes that share it."""
    found: dict[int, tuple[object, list]] = {}
    for _name, index in _text_indexes(catalog):
        lexicon = aq_base(index._lexicon)
        found.setdefault(id(lexicon), (lexicon, []))[1].append(index)
    return list(found.values())


def forget_words_of(content) -> None:
    """Note the words that the catalog has of some content and of what lies below it.

    They are taken out before the commit if nothing has them then. To be called before
    the catalog follows a change, or after a change that is only queued.
    """
    catalog = api.portal.get_tool("portal_catalog")
    uids = catalog._catalog.uids
    path = "/".join(content.getPhysicalPath())
    docids = [uids[path]] if path in uids else []
    # "0" comes right after "/".
    docids.extend(uids.values(f"{path}/", f"{path}0", excludemax=True))
    noted = _noted(catalog) if docids else set()
    for _name, index in _text_indexes(catalog):
        for docid in docids:
            if index.has_doc(docid):
                noted.update(index.get_words(docid))


def _noted(catalog) -> set[int]:
    current = transaction.get()
    try:
        return current.data(_KEY)[1]
    except KeyError:
        words: set[int] = set()
        current.set_data(_KEY, (catalog, words))
        current.addBeforeCommitHook(drop_noted_words)
        return words


def drop_noted_words() -> None:
    """Take out the noted words that no index has any more."""
    try:
        catalog, words = transaction.get().data(_KEY)
    except KeyError:
        return
    processQueue()
    for lexicon, indexes in by_lexicon(catalog):
        _drop(lexicon, indexes, words)
    words.clear()


def drop_unused_words(catalog) -> int:
    """Take every word out that no index has, whosever it was; return how many."""
    processQueue()
    return sum(
        _drop(lexicon, indexes, list(lexicon.wids()))
        for lexicon, indexes in by_lexicon(catalog)
    )


def _drop(lexicon, indexes, wids: Iterable[int]) -> int:
    gone = 0
    for wid in wids:
        word = lexicon._words.get(wid)
        if word is None or any(wid in index._wordinfo for index in indexes):
            continue
        del lexicon._words[wid]
        if lexicon._wids.get(word) == wid:
            del lexicon._wids[word]
        gone += 1
    if gone:
        lexicon.length.change(-gone)
    return gone


def mend(catalog) -> int:
    """Index anew what has words that stand in no word list; give how much that was."""
    lost: dict[int, set[str]] = {}
    for name, index in _text_indexes(catalog):
        words = aq_base(index._lexicon)._words
        for wid, docids in index._wordinfo.items():
            if wid not in words:
                for docid in docids:
                    lost.setdefault(docid, set()).add(name)
    for docid, names in lost.items():
        path = catalog.getpath(docid)
        content = catalog.unrestrictedTraverse(path, None)
        if content is not None:
            catalog.catalog_object(content, path, idxs=sorted(names), update_metadata=0)
    return len(lost)
