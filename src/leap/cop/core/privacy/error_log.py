"""A site's error log that keeps neither who asked nor what was sent.

Zope's own keeps, of each request that fails, the user id and all that came with it, for
Managers to read: the text of a private story, the dots of a secret ballot. It is looked
up by acquisition. So content of ours, and our pages and services at the site's root,
bring one of their own, which writes into the server's log where the program failed.
"""

from zExceptions import BadRequest
from zExceptions import Forbidden
from zExceptions import HTTPConflict
from zExceptions import NotFound
from zExceptions import Redirect
from zExceptions import Unauthorized

import logging
import traceback


logger = logging.getLogger("leap.cop")

#: What answers a request; no failure of the program's.
_ANSWERS = (BadRequest, Forbidden, HTTPConflict, NotFound, Redirect, Unauthorized)


class PrivateErrorLog:
    """Takes the place of Products.SiteErrorLog for what is ours."""

    def raising(self, info) -> None:
        """Write down where a request failed: kind and lines, no message, no values."""
        kind, _error, trace = info
        if issubclass(kind, _ANSWERS):
            return
        lines = "".join(traceback.format_tb(trace))
        logger.error("A request failed with %s.\n%s", kind.__name__, lines)


PRIVATE_ERROR_LOG = PrivateErrorLog()
