"""The form of a story, told or changed: the four steps of the guide on one page.

None is compulsory, the title least of all. Nothing that was typed is lost: whatever is
wrong is said at its field, beside the text; and a form that was sent after the session
ended is kept on its page until its writer is back (`core/error_pages.py`).
"""

from copy import copy
from functools import cached_property
from leap.cop import _
from leap.cop.core.markup.clean import plain
from leap.cop.core.pages.editor import asks_for_plain_lines
from leap.cop.core.pages.forms import field_of
from leap.cop.core.pages.forms import reason_of
from leap.cop.core.pages.forms import show_no_columns
from leap.cop.core.pages.forms import status_of
from leap.cop.core.unwalked import Unwalked
from leap.cop.story import rules
from plone import api
from plone.app.z3cform.widgets.radio import RadioFieldWidget
from plone.protect.authenticator import AuthenticatorView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple
from z3c.form.interfaces import IRadioWidget

import transaction


#: The part with files; only a new story asks for them on its form.
MEDIUM = "medium"

TITLE = "IBasic.title"
SUMMARY = "IBasic.description"

STARTERS = {
    "starting_point": _("For example: “We used to …”, “Nobody had ever asked …”"),
    "participation_work": _("For example: “We tried …”, “This time they …”"),
    "reflection": _("For example: “Now …”, “It surprised me that …”"),
    "learning": _("For example: “Next time I …”, “It did not work because …”"),
}


#: What stands in sight at once, before all that folds out.
FIRST = "reflection"


class Part(NamedTuple):
    """Fields that fold out together, under a title and what goes there."""

    id: str
    title: str
    text: str
    sign: str
    fields: tuple[str, ...]


_ABOUT = Part(
    "about",
    _("Kind of change, and a title"),
    _("This helps others find your story, once you share it."),
    "tag",
    ("domain", TITLE, SUMMARY),
)

PARTS = (
    Part(
        "start",
        _("Where it started"),
        STARTERS["starting_point"],
        "signpost",
        ("starting_point",),
    ),
    Part(
        "done",
        _("What you did"),
        STARTERS["participation_work"],
        "hammer",
        ("participation_work",),
    ),
    Part(
        "learned",
        _("What you learned"),
        STARTERS["learning"],
        "lightbulb",
        ("learning",),
    ),
    Part(
        MEDIUM,
        _("Pictures, videos and files"),
        _("They can be the whole story."),
        "camera",
        (),
    ),
    _ABOUT,
    Part(
        "others",
        _("Could anybody else recognise themselves, or be recognised?"),
        _("For the people in your story. You can do this later."),
        "people",
        ("others_recognisable", "others_note"),
    ),
    Part(
        "before",
        _("A word before reading"),
        _("In case your story is hard for somebody to read."),
        "chat-left-text",
        ("content_note",),
    ),
    Part(
        "name",
        _("Your name"),
        _("You are asked again each time you share the story."),
        "person",
        ("attribution", "attribution_text"),
    ),
)


class Field(NamedTuple):
    """One field as the page shows it."""

    widget: object
    id: str
    starter: str
    problem: str
    is_group: bool


class StoryForm:
    """What telling and changing share."""

    template = ViewPageTemplateFile("../templates/tell.pt")
    problem = ""

    #: What stands on the link that keeps nothing.
    leave = _("Cancel")

    #: Whether what was seen is not what is there; a form that adds shows nothing.
    is_stale = False

    #: Whether the page asks for a file; a told story has a page for them.
    takes_a_file = False

    def updateFields(self):
        """Let the title be left empty, and ask with radio buttons where few answer."""
        super().updateFields()
        self._change_field(
            TITLE,
            title=_("A title, if you like"),
            description=_(
                "Leave it empty, and the first words become the title. Please "
                "do not name anybody here."
            ),
            required=False,
            max_length=rules.MAX_TITLE,
        )
        self._change_field(
            SUMMARY,
            title=_("Summary, in a line or two"),
            description=_(
                "Shown in lists. Leave it empty, and lists show part of the story: "
                "what you learned, if you wrote that."
            ),
            max_length=rules.MAX_DESCRIPTION,
        )
        for name in ("others_recognisable", "attribution"):
            self.fields[name].widgetFactory = RadioFieldWidget

    def _change_field(self, name: str, **changes) -> None:
        field = copy(self.fields[name].field)
        for attribute, value in changes.items():
            setattr(field, attribute, value)
        self.fields[name].field = field

    def updateWidgets(self, *args, **kwargs):
        """Tie each field to its help, for those who hear the page."""
        super().updateWidgets(*args, **kwargs)
        self.widgets["domain"].noValueMessage = _("Not chosen yet")
        self.widgets["others_note"].rows = 3
        self.widgets[SUMMARY].rows = 2
        for widget in self.widgets.values():
            widget.attributes["aria-describedby"] = f"{widget.id}-help"

    # For the template

    @cached_property
    def first(self) -> Field:
        """What changed: the one sentence that is enough."""
        return self._field(FIRST)

    @cached_property
    def parts(self) -> list[tuple[Part, list[Field], bool]]:
        """What folds out, each with its fields and whether it is open."""
        found = []
        for part in PARTS:
            fields = [self._field(name) for name in part.fields]
            if fields or self.takes_a_file:
                found.append((part, fields, self._is_open(part, fields)))
        return found

    def _is_open(self, part: Part, fields: list[Field]) -> bool:
        """Tell whether something is written there, or wrong."""
        if part.id == MEDIUM:
            return bool(self.problem)
        names = [name for name in part.fields if name in rules.STEPS]
        values = (self.widgets[name].value for name in names)
        return any(map(_has_words, values)) or any(field.problem for field in fields)

    def _field(self, name: str) -> Field:
        widget = self.widgets[name]
        problem = widget.error.message if widget.error else ""
        if problem:
            widget.attributes["aria-invalid"] = "true"
            described = widget.attributes.get("aria-describedby", "")
            widget.attributes["aria-describedby"] = f"{described} {widget.id}-problem"
        return Field(
            widget=widget,
            id=widget.id,
            starter=STARTERS.get(name, ""),
            problem=problem,
            is_group=IRadioWidget.providedBy(widget),
        )

    @property
    def wrong(self) -> list[Field]:
        """The fields that something is wrong with, to go there at once."""
        fields = [field for _part, found, _is_open in self.parts for field in found]
        return [field for field in (self.first, *fields) if field.problem]

    @property
    def is_plain(self) -> bool:
        """Whether plain lines were asked for, rather than the editor."""
        return asks_for_plain_lines(self.request)

    @property
    def offers_plain(self) -> bool:
        """Whether there is HTML that somebody without an editor would see as signs."""
        return False

    @property
    def action(self) -> str:
        """Where the form is sent to."""
        return self.request.getURL()

    # What the handlers share

    def _is_ours(self) -> bool:
        """Whether the form was ours; if not, everything typed is shown again."""
        if AuthenticatorView(self.context, self.request).verify():
            return True
        self._say(_("Please press the button again."), status=403)
        return False

    def _say(self, problem, *, status: int) -> None:
        self.problem = problem
        self.request.response.setStatus(status)

    def _story_data(self) -> dict | None:
        """Give what was typed, None when something is wrong with it."""
        data, errors = self.extractData()
        data[TITLE] = data.get(TITLE) or ""
        if self.is_stale:
            return None
        if not errors:
            if self._has_something(data):
                return data
            self._say(
                _("A story needs just one sentence. Please write that one."),
                status=400,
            )
            return None
        self._say(
            _("Not saved yet: see below. Everything you wrote is still here."),
            status=400,
        )
        return None

    def _has_something(self, data: dict) -> bool:
        names = (TITLE, SUMMARY, *rules.STEPS)
        return any(_has_words(data.get(name)) for name in names)

    def _refuse(self, error: Exception) -> None:
        transaction.abort()
        name = {"title": TITLE, "description": SUMMARY}.get(
            field_of(error), field_of(error)
        )
        title = self.widgets[name].label if name in self.widgets else ""
        reason = reason_of(error, self.request)
        if title and status_of(error) == 400:
            label = api.portal.translate(title)
            reason = f"{label}: {reason}"
        self._say(reason, status=status_of(error))


def _has_words(value: object) -> bool:
    return bool(plain(getattr(value, "raw", value) or "", struck=True))


class FormAround(Unwalked):
    """The page around a form."""

    page_title = ""

    #: What the frame asks.
    tab = "stories"

    def __call__(self):
        show_no_columns(self.request)
        return super().__call__()
