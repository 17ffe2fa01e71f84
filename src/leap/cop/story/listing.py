"""What the catalog has of a story: of one that is its teller's alone, nothing at all.

Whatever reads the catalog (search, folder contents, dashboards, forms with scripts,
other add-ons) cannot tell what is private, whose it is, or that it is. Its teller finds
it on a list of their own (`teller.stories_of`). `Story` decides when it is indexed;
whoever calls the catalog past it meets `IndexableStory`.
"""

from leap.cop.core import binding
from leap.cop.core.audience import PRIVATE
from leap.cop.core.privacy.text_index import forget_words_of
from leap.cop.core.settings import is_installed
from plone import api
from plone.indexer.interfaces import IIndexableObject
from plone.indexer.interfaces import IIndexableObjectWrapper
from plone.indexer.wrapper import IndexableObjectWrapper
from Products.CMFCore.indexing import getQueue
from zope.interface import implementer


def is_listed(story) -> bool:
    """Tell whether a story stands in the catalog: somebody else may read it.

    Without the add-on installed nothing of it is listed: nobody could open it.
    """
    is_shared = binding.state_of(story) != PRIVATE
    return is_shared and is_installed(api.portal.get())


def follow(story, idxs=(), update_metadata=1) -> None:
    """Bring a story's catalog entry in line with its state.

    :param idxs: what has changed, empty for everything; where there is no entry yet, a
        part of one would be all that is ever found.
    """
    if not is_listed(story):
        leave_out(story)
        return
    catalog = api.portal.get_tool("portal_catalog")
    if not idxs or not _has_entry(catalog, story):
        idxs, update_metadata = catalog.indexes(), 1
    catalog.reindexObject(story, idxs=list(idxs), update_metadata=update_metadata)


def follow_security(story, idxs) -> None:
    """Bring the entry of a story in line with who may read it, if it has one."""
    catalog = api.portal.get_tool("portal_catalog")
    if _has_entry(catalog, story) or _waits(story):
        follow(story, idxs)


def leave_out(story) -> None:
    """Take a story's catalog entry away, and what waits to become one.

    Where there is no entry the catalog is not asked to drop one: it would count that,
    for everybody to see, and write the address into the log.
    """
    catalog, queue = api.portal.get_tool("portal_catalog"), getQueue()
    path = story.getPhysicalPath()
    queue.setState([row for row in queue.getState() if not _is_about(row, path)])
    if _has_entry(catalog, story):
        # Now, as any query from here on takes it out.
        forget_words_of(story)
        # Not by the catalog's own method, which leaves alone what is temporary.
        queue.unindex(story)


def _has_entry(catalog, story) -> bool:
    return catalog.getrid("/".join(story.getPhysicalPath())) is not None


def _waits(story) -> bool:
    path = story.getPhysicalPath()
    return any(_is_about(row, path) for row in getQueue().getState())


def _is_about(row, path: tuple[str, ...]) -> bool:
    _operation, content, *_how = row
    return content.getPhysicalPath() == path


@implementer(IIndexableObject, IIndexableObjectWrapper)
class IndexableStory(IndexableObjectWrapper):
    """What indexes and columns are made of; nothing, for a story that is private.

    One is made each time a story is indexed: the answer is that of this moment.
    """

    def __init__(self, story, catalog) -> None:
        super().__init__(story, catalog)
        self._is_listed = is_listed(story)

    def __getattr__(self, name: str):
        if not self._is_listed:
            raise AttributeError(name)
        return super().__getattr__(name)
