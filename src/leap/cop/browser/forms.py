"""Plain forms: GET shows, POST checks, acts and goes on; nothing that is typed is lost.

A domain function refuses with an exception. The form undoes what was begun, answers
with the exception's status, and shows the reason beside what the reader typed.
"""

from collections.abc import Callable
from collections.abc import Mapping
from datetime import datetime
from datetime import UTC
from functools import cached_property
from leap.cop import _
from leap.cop.browser.stale import Remembering
from leap.cop.consent.errors import NotNow
from leap.cop.consent.errors import NotYours
from leap.cop.consent.errors import Refused
from leap.cop.consent.quiet import QUIET
from plone import api
from plone.protect.authenticator import check
from Products.Five.browser import BrowserView
from zope.i18n import translate

import re
import transaction


REFUSALS = (Refused, NotYours, NotNow)

_STATUS = {Refused: 400, NotYours: 403, NotNow: 409}

#: Domain messages start with the field's name, for REST clients.
_FIELD = re.compile(r"\s*(?P<field>[a-z][A-Za-z_]*):\s+")


def field_of(error: Exception) -> str:
    """Give the name of the field that a refusal is about, empty for none."""
    plain = translate(error.args[0], target_language="en") if error.args else ""
    found = _FIELD.match(plain)
    return found["field"] if found else ""


def without_field(text: str, request) -> str:
    """Give a message in the reader's language, without a field's name before it."""
    said = translate(text, context=request)
    found = _FIELD.match(said)
    if found is None:
        return said
    words = said[found.end() :]
    return words[:1].upper() + words[1:]


def reason_of(error: Exception, request) -> str:
    """Give a refusal's reason in the reader's language, without the field's name."""
    return without_field(error.args[0], request) if error.args else ""


def say_without_fields(errors, request) -> None:
    """Take the fields' names off the messages of a form, which stand at the fields."""
    for error in errors:
        if isinstance(getattr(error, "message", None), str):
            error.message = without_field(error.message, request)


def show_no_columns(request) -> None:
    """Leave the columns off: what is read or written here has the page for itself."""
    request.set("disable_plone.leftcolumn", True)
    request.set("disable_plone.rightcolumn", True)


def status_of(error: Exception) -> int:
    """Give the status that goes with a refusal."""
    return next(code for kind, code in _STATUS.items() if isinstance(error, kind))


class FormPage(Remembering, BrowserView):
    """A page with a form that works without JavaScript.

    A subclass does its work in `act`, which gives the address to go on to or raises a
    refusal. Its template reads `problem` and `problem_field`, and `typed(name)`. It
    acts on what was seen (`Remembering`), unless it says in `unseen` why not.
    """

    __error_log__ = QUIET

    #: Whether the site's columns stand beside it: not where it needs the whole width.
    has_columns = True

    problem = ""
    problem_field = ""

    @cached_property
    def now(self) -> datetime:
        """The moment of this request: what a page shows and does share it."""
        return datetime.now(UTC)

    def __call__(self):
        if self.request.get("REQUEST_METHOD") == "POST":
            return self.answer()
        return self.show()

    def show(self):
        """Give the page."""
        if not self.has_columns:
            show_no_columns(self.request)
        return self.index()

    def act(self) -> str:
        """Do what was asked for; give the address to go on to."""
        raise NotImplementedError

    def answer(self):
        """Check that the form is ours, act, go on; or show what was typed again."""
        check(self.request)
        try:
            self.check_seen()
            target = self.act()
        except REFUSALS as error:
            transaction.abort()
            self.refuse(error)
            return self.show()
        self.request.response.redirect(target, status=303)
        return ""

    def refuse(self, error: Exception) -> None:
        """Keep a refusal for the template, and answer with its status."""
        self.problem = reason_of(error, self.request)
        self.problem_field = field_of(error)
        self.request.response.setStatus(status_of(error))

    def typed(self, name: str) -> str:
        """Give a text that was sent, empty for none."""
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    def chosen(self, acts: Mapping[str, Callable]) -> Callable:
        """Give the one of several things to do whose button was pressed.

        :param acts: what does it, by the value of the button, which is named `act`.
        :raises Refused: for a button that is not there.
        """
        name = self.typed("act")
        if name not in acts:
            raise Refused(_("act: choose what to do."))
        return acts[name]

    def say_done(self, message) -> None:
        """Show a message on the next page."""
        api.portal.show_message(message, request=self.request)
