"""Forms that know what their page showed; a page that stayed open undoes nothing.

Each form carries, hidden, the revision of what its reader saw. Where something else
is there when it is sent, nothing is saved: the answer is a 409, on the same page, with
what was written and what is there now beside each other. Nothing that was typed is
lost, and the form carries the new revision: pressing the button once more is meant.
"""

from collections.abc import Mapping
from leap.cop import _
from leap.cop.core import revision
from leap.cop.core.errors import Stale
from leap.cop.core.pages.opening import OpensAsItIs
from leap.cop.core.pages.wordings import compared
from leap.cop.core.pages.wordings import shown_value
from leap.cop.core.pages.wordings import Wording
from leap.cop.core.revision import mark_of
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form.interfaces import IDataManager
from z3c.form.interfaces import INPUT_MODE
from zope.component import getMultiAdapter


#: Reasons why a form may be sent from a page that stayed open.
ADDS = "It adds something and changes nothing that is there."
PROTECTS = "It takes back or protects, and that works at once from any page."
ASKS = "It shows something and keeps nothing."


class Remembering:
    """What pages and forms share that carry what their reader saw."""

    #: Why what was seen does not matter: the reason, by the value of the button that is
    #: pressed, or under the empty text for all of the page.
    unseen: Mapping[str, str] = {}

    #: The field that says which button was pressed.
    pressed = "act"

    #: Whether the page that was sent showed something else than is there.
    is_stale = False

    #: What differs; None where the page has nothing to write.
    wordings: list[Wording] | None = None

    _stale_box = ViewPageTemplateFile("templates/stale.pt")

    def rests_on(self) -> Mapping[str, object]:
        """Return what the decision on this page rests on, by name.

        Nothing where the page is about something that is not there, or where a button
        was pressed that there is not: the domain says so.
        """
        return revision.parts_of(self.context)

    @property
    def revision(self) -> str:
        """What the form carries, empty where nothing matters.

        What was sent stays: a page that says that something is missing has not shown
        anew what it rests on.
        """
        if "" in self.unseen:
            return ""
        was_sent = self.request.get("REQUEST_METHOD") == "POST"
        if was_sent and not self.is_stale:
            return self._sent_revision
        return mark_of(self.rests_on())

    @property
    def _sent_revision(self) -> str:
        sent = self.request.form.get(revision.FIELD)
        return sent if isinstance(sent, str) else ""

    def is_as_seen(self) -> bool:
        """Tell whether what is there is what was seen; unseen is anything else."""
        value = self.request.form.get(self.pressed)
        if "" in self.unseen or (isinstance(value, str) and value in self.unseen):
            return True
        parts = self.rests_on()
        revision.hold_on_to(self.context)
        if not parts or self._sent_revision == mark_of(parts):
            return True
        return self.is_done_already()

    def is_done_already(self) -> bool:
        """Tell whether exactly what was asked for is there already: a double click."""
        return False

    def check_seen(self) -> None:
        """Refuse what rests on something else than is there.

        Where exactly what was written is there already, there is nothing to refuse: a
        double click.

        :raises Stale: with nothing saved.
        """
        if self.is_as_seen():
            return
        self.wordings = self.both_wordings()
        if self.wordings != []:
            self.is_stale = True
            raise Stale(self.stale_words)

    def both_wordings(self) -> list[Wording] | None:
        """Return what was written and what is there now, where they differ.

        None where nothing was written that could be there: then it is always refused.
        """
        return None

    @property
    def stale_words(self):
        """What is said first, as a sentence."""
        if self.wordings:
            return _(
                "Somebody else, or you in another window, has changed this "
                "since you opened the page. What you wrote has not been saved "
                "yet, but nothing is lost: it is still in the form below."
            )
        return _(
            "Somebody else, or you in another window, has changed this "
            "since you opened the page, so nothing was done. The page now "
            "shows how it is: check it, and press the button again if you "
            "still want to."
        )

    @property
    def fresh_url(self) -> str:
        """Where the page is as if nothing had been written."""
        return self.request.getURL()

    @property
    def stale_box(self) -> str:
        """Both wordings, above the form; empty where there is nothing to say."""
        return self._stale_box() if self.is_stale else ""


class _NotAsSeen:
    """What stands among a form's errors; its page says the rest."""

    widget = None
    message = ""


class RememberingForm(OpensAsItIs, Remembering):
    """A z3c.form that saves nothing over what its reader has not seen.

    It goes before the form's other bases. Handlers save nothing where extracting gives
    errors; that is how each of them, stock ones included, hears of it.
    """

    def extractData(self, setErrors=True):
        """Return the data, and an error where they rest on something else."""
        data, errors = super().extractData(setErrors)
        if errors or not setErrors:
            return data, errors
        self._data = data
        try:
            self.check_seen()
        except Stale:
            self.request.response.setStatus(409)
            return data, (*errors, _NotAsSeen())
        return data, errors

    @property
    def formErrorsMessage(self):
        """What stock handlers say of errors; the box says it better."""
        return "" if self.is_stale else super().formErrorsMessage

    def both_wordings(self) -> list[Wording]:
        content = self.getContent()
        rows = []
        for form in (self, *getattr(self, "groups", ())):
            for name, field in form.fields.items():
                widget = form.widgets.get(name)
                if name not in self._data or getattr(widget, "mode", "") != INPUT_MODE:
                    continue
                there = getMultiAdapter((content, field.field), IDataManager).query()
                shown = (
                    shown_value(field.field, value, self.context, self.request)
                    for value in (self._data[name], there)
                )
                rows.append((widget.label, *shown))
        return compared(rows, self.request)
