"""Domain errors: exceptions with a status that plone.rest and the publisher keep.

Each may say which field it is about. A page marks that field and does not repeat its
name; over REST the name stands before the message.
"""

from collections.abc import Mapping
from leap.cop import _
from leap.cop.core.numbers import written
from zExceptions import BadRequest
from zExceptions import Forbidden
from zExceptions import HTTPConflict
from zope.i18n import translate


class _Passed:
    """Stays what it is where the workflow tool raises one more around it.

    Stock makes a new exception of the same class with the old one as its message.
    """

    def __init__(self, message=None) -> None:
        passed = isinstance(message, type(self)) and message.args
        super().__init__(message.args[0] if passed else message)
        if passed:
            vars(self).update(vars(message))


class Refused(_Passed, BadRequest):
    """400: what was sent is not right.

    :param message: what is wrong, as a sentence.
    :param field: the name of what was sent, empty where it is about no field.
    """

    field = ""

    def __init__(self, message=None, field: str = "") -> None:
        super().__init__(message)
        self.field = field or self.field


class NotNow(_Passed, HTTPConflict):
    """409: the state does not allow it, whoever asks.

    :param current: what is there now, as far as who asks may read it.
    """

    #: What else stands in the answer over REST, by key.
    more: Mapping[str, object] = {}

    field, current = "", None

    def __init__(
        self, message=None, field: str = "", current: Mapping | None = None
    ) -> None:
        super().__init__(message)
        self.field = field or self.field
        self.current = current or self.current


class Stale(NotNow):
    """409: what was seen is not what is there now; nothing was saved."""

    def __init__(self, message, current: Mapping | None = None) -> None:
        super().__init__(message, current=current)


class NotYours(_Passed, Forbidden):
    """403: you may see it, but this is somebody else's to do."""

    field = ""

    def __init__(self, message=None, field: str = "") -> None:
        super().__init__(message)
        self.field = field or self.field


def too_long(limit: int, field: str) -> Refused:
    """Return the refusal of what is no text, or too long a one.

    :param limit: how many characters there may be.
    """
    words = _("up to ${limit} characters of text.", mapping={"limit": written(limit)})
    return Refused(words, field)


def sentence(error: Exception, request=None) -> str:
    """Return what a refusal says to a client: the field's name first, if it has one.

    :param request: who asks; without it, in English, for commands and reports.
    """
    language = None if request is not None else "en"
    words = error.args[0] if error.args else ""
    said = translate(words, context=request, target_language=language)
    field = getattr(error, "field", "")
    return f"{field}: {said}" if field else said
