"""Domain errors: exceptions with a status that plone.rest and the publisher keep."""

from collections.abc import Mapping
from zExceptions import BadRequest
from zExceptions import Forbidden
from zExceptions import HTTPConflict


class Refused(BadRequest):
    """400: what was sent is not right; the message starts with the field's name."""


class NotNow(HTTPConflict):
    """409: the state does not allow it, whoever asks."""


class Stale(NotNow):
    """409: what was seen is not what is there now; nothing was saved.

    :param current: what is there now, as far as who asks may read it.
    """

    def __init__(self, message, current: Mapping[str, object] | None = None) -> None:
        super().__init__(message)
        self.current = current


class NotYours(Forbidden):
    """403: you may see it, but this is somebody else's to do."""
