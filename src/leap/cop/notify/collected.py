"""What one transaction collects on one site, to be told once all of it is committed."""

from collections.abc import Callable
from plone import api
from typing import TypeVar

import transaction


Kept = TypeVar("Kept")


def collected(make: Callable[..., Kept], run: Callable[[bool, Kept], None]) -> Kept:
    """Return what this transaction collects on this site, made at the first call.

    An aborted transaction, and each lost try of a retried one, takes it along.

    :param make: takes the site, and stands for what is collected.
    :param run: the after-commit hook: takes whether it was committed, and what.
    """
    portal = api.portal.get()
    current = transaction.get()
    try:
        sites = current.data(make)
    except KeyError:
        sites = {}
        current.set_data(make, sites)
    path = portal.getPhysicalPath()
    if path not in sites:
        sites[path] = make(portal)
        current.addAfterCommitHook(run, args=(sites[path],))
    found: Kept = sites[path]
    return found
