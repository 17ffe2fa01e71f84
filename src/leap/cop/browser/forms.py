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
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Pick
from leap.cop.core.schemas import taken
from leap.cop.core.schemas import Tick
from plone import api
from plone.protect.authenticator import check
from Products.Five.browser import BrowserView
from typing import Any
from typing import NamedTuple
from zope.i18n import translate
from zope.interface import Interface
from zope.schema import getFieldsInOrder

import re
import transaction


REFUSALS = (Refused, NotYours, NotNow)

_STATUS = {Refused: 400, NotYours: 403, NotNow: 409}

#: Domain messages start with the field's name, for REST clients.
_FIELD = re.compile(r"\s*(?P<field>[a-z][A-Za-z_]*):\s+")


#: Which of its forms shows a field: the first kind that fits.
_SHOWN_AS = ((OneLine, "line"), (Pick, "pick"), (Tick, "tick"), (object, "words"))


class Asked(NamedTuple):
    """One field of a form, as a page shows it."""

    name: str
    kind: str
    title: object
    help: object
    value: str
    longest: int | None
    required: bool
    choices: Mapping[str, object]
    problem: str

    @property
    def described_by(self) -> str | None:
        """The ids of what is said about the field beside its title."""
        said = [f"cop-{self.name}-help"] * bool(self.help)
        said += [f"cop-{self.name}-problem"] * bool(self.problem)
        return " ".join(said) or None


def field_of(error: Exception) -> str:
    """Give the name of the field that a refusal is about, empty for none."""
    if known := getattr(error, "field", ""):
        return known
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
    if getattr(error, "field", ""):
        said = translate(error.args[0], context=request)
        return said[:1].upper() + said[1:]
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

    A subclass says in `asks` what it asks, and does its work in `act`, which gets what
    was sent as values that fit, gives the address to go on to or raises a refusal. The
    macro `page` shows the form: label, help, maximum, what is wrong at its field. Where
    nothing is asked and nothing else stands on the page, it needs no template.

    Pages of older rooms have templates that read `problem`, `problem_field` and
    `typed(name)`. A page acts on what was seen (`Remembering`), unless it says in
    `unseen` why not.
    """

    __error_log__ = QUIET

    #: Whether the site's columns stand beside it: not where it needs the whole width.
    has_columns = True

    problem = ""
    problem_field = ""

    #: What stands above, and below it in a line.
    page_title: object = ""
    lead: object = ""

    #: What the form asks, None for a button alone; and what stands there at first.
    asks: type[Interface] | None = None

    #: What stands on the button, and on the link that leaves everything as it is.
    button: object = ""
    leave: object = _("Leave it as it is")

    #: Whether there is anything to do for this reader now.
    may_act = True

    #: Whether people write or read about practice here: whom to call stands beside it.
    is_about_practice = False

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

    def act(self, **sent: Any) -> str:
        """Do what was asked for; give the address to go on to."""
        raise NotImplementedError

    def values(self) -> Mapping[str, object]:
        """Return what stands in the form at first, by field."""
        return {}

    @property
    def fields(self) -> list[Asked]:
        """The fields of the form, with what was typed or what is there."""
        if self.asks is None:
            return []
        was_sent = self.request.get("REQUEST_METHOD") == "POST"
        there = {} if was_sent else self.values()
        return [
            Asked(
                name=name,
                kind=next(word for kind, word in _SHOWN_AS if isinstance(field, kind)),
                title=field.title,
                help=field.description,
                value=self.typed(name) if was_sent else str(there.get(name) or ""),
                longest=getattr(field, "max_length", None),
                required=field.required,
                choices=getattr(field, "choices", {}),
                problem=self.problem if name == self.problem_field else "",
            )
            for name, field in getFieldsInOrder(self.asks)
        ]

    @property
    def stands_alone(self) -> bool:
        """Whether what is wrong is about no field that is shown."""
        return self.problem_field not in [field.name for field in self.fields]

    def answer(self):
        """Check that the form is ours, act, go on; or show what was typed again."""
        check(self.request)
        try:
            self.check_seen()
            target = self.act(**taken(self.request.form, self.asks, is_form=True))
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
