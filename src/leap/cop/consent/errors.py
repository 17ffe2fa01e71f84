"""Domain errors: exceptions with a status that plone.rest and the publisher keep."""

from zExceptions import BadRequest
from zExceptions import Forbidden
from zExceptions import HTTPConflict


class Refused(BadRequest):
    """400: what was sent is not right; the message starts with the field's name."""


class NotNow(HTTPConflict):
    """409: the state does not allow it, whoever asks."""


class NotYours(Forbidden):
    """403: you may see it, but this is somebody else's to do."""
