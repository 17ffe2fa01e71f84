"""Plain forms: GET shows, POST checks, acts and goes on; nothing that is typed is lost.

A domain function refuses with an exception. The form undoes what was begun, answers
with the exception's status, and shows the reason beside what the reader typed.
"""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import datetime
from datetime import UTC
from functools import cached_property
from itertools import chain
from itertools import repeat
from leap.cop import _
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.interfaces import ICopPage
from leap.cop.core.me import me
from leap.cop.core.pages.asked import Asked
from leap.cop.core.pages.asked import asked
from leap.cop.core.pages.asked import problems_of
from leap.cop.core.pages.components import Notice
from leap.cop.core.pages.components import Row
from leap.cop.core.pages.components import RowButton
from leap.cop.core.pages.stale import Remembering
from leap.cop.core.privacy.error_log import PRIVATE_ERROR_LOG
from leap.cop.core.schemas import taken
from leap.cop.core.unwalked import Unwalked
from plone import api
from plone.protect.authenticator import check
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import Any
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface
from zope.schema import getFieldNamesInOrder

import re
import transaction


REFUSALS = (Refused, NotYours, NotNow)

_STATUS = {Refused: 400, NotYours: 403, NotNow: 409}

#: What an invariant of a schema says begins with the field's name: it stands at none.
_FIELD = re.compile(r"\s*(?P<field>[a-z][A-Za-z_]*):\s+")


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


@implementer(ICopPage)
class FormPage(Unwalked, Remembering, BrowserView):
    """A page with a form that works without JavaScript.

    A subclass says in `asks` what it asks, and does its work in `act`, which gets what
    was sent as values that fit, gives the address to go on to or raises a refusal. The
    macro `page` shows the form: label, help, maximum, what is wrong at each field. Only
    a page on which more stands than that needs a template.

    Pages of older rooms have templates that read `problem`, `problem_field` and
    `typed(name)`. A page acts on what was seen (`Remembering`), unless it says in
    `unseen` why not.
    """

    __error_log__ = PRIVATE_ERROR_LOG

    #: Whether the site's columns stand beside it: not where it needs the whole width.
    has_columns = True

    problem = ""
    problem_field = ""

    #: What is wrong, by the name of its field; under the empty name what is of none.
    problems: Mapping[str, str] = {}

    #: What is said first where something is wrong.
    undone: object = _("Nothing has been saved yet")

    #: What stands above, and below it in a line.
    page_title: object = ""
    lead: object = ""

    #: What the button is about, as somebody wrote it; what comes of it, in sentences.
    quoted: object = ""
    happens: Sequence[object] = ()

    #: The name of the tab under which it stands, empty for none.
    tab = ""

    #: What everybody has to know before all else.
    notice: Notice | None = None

    #: What the form asks, None for a button alone; and what it takes along unseen, by
    #: the names under which the page itself was asked for it.
    asks: type[Interface] | None = None
    carries: Sequence[str] = ()

    #: Rows of the macro `rows` that have fields; and in which of them the form stands
    #: that was sent, empty for the form of the page itself.
    row_forms: Sequence[Row] = ()
    sent_row = ""

    #: What stands on the button, empty for a page that only shows; whether something is
    #: gone after it. And what stands on the link that leaves everything as it is. Where
    #: there is more than one button, `labels` are what stands on each, by what it sends
    #: as `pressed`, the first one first; a field of that name is answered by them.
    button: object = ""
    labels: Mapping[str, object] = {}
    takes_away = False
    leave: object = _("Cancel")

    #: Whether there is anything to do for this reader now.
    may_act = True

    #: Whether people write or read about practice here: whom to call stands beside it.
    is_about_practice = False

    #: What is shown where no template says anything else.
    index = ViewPageTemplateFile("templates/page.pt")

    @property
    def has_form(self) -> bool:
        """Whether there is something to send."""
        return bool(self.buttons) and self.may_act

    @property
    def buttons(self) -> list[RowButton]:
        """What sends the form, the first one first."""
        if not self.labels:
            look = "danger" if self.takes_away else "primary"
            return [RowButton("", self.button, look=look)] if self.button else []
        looks = chain(["primary"], repeat("outline-primary"))
        return [
            RowButton(value, text, look=look)
            for (value, text), look in zip(self.labels.items(), looks, strict=False)
        ]

    @property
    def url(self) -> str:
        """The address of what it is a page of: its form goes there."""
        return self.context.absolute_url()

    @property
    def community(self):
        """The community around that, None outside."""
        return community_of(self.context)

    @cached_property
    def me(self) -> str:
        """The reader's user id, empty for nobody."""
        return me()

    @property
    def leave_url(self) -> str:
        """Where the reader goes who leaves everything as it is."""
        return self.url

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
        there = {} if self._was_sent() else self.values()
        found = self.fields_of(self.asks, there=there)
        return [one for one in found if not (self.labels and one.name == self.pressed)]

    def fields_of(
        self,
        asks: type[Interface],
        row: str = "",
        there: Mapping[str, object] | None = None,
    ) -> list[Asked]:
        """Return the fields of one of the forms on this page.

        :param row: in which row it stands, empty for the form of the page itself.
        :param there: what stands in them at first.
        """
        if not self._was_sent(row):
            return asked(asks, there or {}, {}, row)
        typed = {name: self.typed(name) for name in getFieldNamesInOrder(asks)}
        return asked(asks, typed, self.problems, row)

    def _was_sent(self, row: str = "") -> bool:
        """Tell whether the form of a row, or of the page itself, was sent."""
        return self.request.get("REQUEST_METHOD") == "POST" and self.sent_row == row

    @property
    def stands_alone(self) -> bool:
        """Whether what is wrong is about no field that is shown."""
        return self.problem_field not in [field.name for field in self.to_mend]

    @property
    def to_mend(self) -> list:
        """What is wrong: for each an `id` to lead to, a `title` and the `problem`."""
        in_rows = (field for row in self.row_forms for field in row.fields)
        return [field for field in (*self.fields, *in_rows) if field.problem]

    def answer(self):
        """Check that the form is ours, act, go on; or show what was typed again."""
        check(self.request)
        try:
            self.check_seen()
            target = self.act(**self.sent())
        except REFUSALS as error:
            transaction.abort()
            self.refuse(error)
            return self.show()
        self.request.response.redirect(target, status=303)
        return ""

    def sent(self) -> dict[str, Any]:
        """Return what was sent, as values that fit.

        :raises Refused: for the first that does not.
        """
        return taken(self.request.form, self.takes, is_form=True)

    @property
    def takes(self) -> type[Interface] | None:
        """What was asked for in the form that was sent: there can be several."""
        return self.asks

    @property
    def form_url(self) -> str:
        """Where the form of this page goes."""
        return f"{self.url}/{self.__name__}"

    def refuse(self, error: Exception) -> None:
        """Keep a refusal for the template, and answer with its status."""
        self.problem = reason_of(error, self.request)
        self.problem_field = field_of(error)
        wrong = problems_of(self.takes, self.request.form) if self.takes else ()
        self.problems = {
            self.problem_field: self.problem,
            **{one.field: reason_of(one, self.request) for one in wrong},
        }
        self.request.response.setStatus(status_of(error))

    def typed(self, name: str) -> str:
        """Give a text that was sent, empty for none."""
        value = self.request.form.get(name, "")
        return value if isinstance(value, str) else ""

    def carried(self, name: str) -> str:
        """Return what is sent along unseen: what the page was asked about."""
        return self.typed(name)

    def chosen(self, acts: Mapping[str, Callable]) -> Callable:
        """Give the one of several things to do whose button was pressed.

        :param acts: what does it, by the value of the button, which is named `act`.
        :raises Refused: for a button that is not there.
        """
        name = self.typed("act")
        if name not in acts:
            raise Refused(_("choose one of the buttons."), "act")
        return acts[name]

    def say_done(self, message) -> None:
        """Show a message on the next page."""
        api.portal.show_message(message, request=self.request)
