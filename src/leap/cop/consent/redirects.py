"""No way from an old address: Plone keeps one for each object that was renamed or moved.

A new object is made under a temporary id and renamed, so that list would hold the
address of each private story, and the second when it was begun, for administrators to
read; and it would answer anybody who knows an old address whether something is there.
"""

from plone.app.redirector.interfaces import IRedirectionStorage
from zope.component import queryUtility


def forget_old_address(content, event) -> None:
    """Take back what Plone just remembered; the more special subscriber comes last."""
    storage = queryUtility(IRedirectionStorage)
    if storage is not None:
        forget_ways_to(storage, "/".join(content.getPhysicalPath()))


def forget_ways_to(storage, path: str) -> None:
    """Drop every redirect that leads to a path."""
    for old in list(storage.redirects(path)):
        storage.remove(old)
