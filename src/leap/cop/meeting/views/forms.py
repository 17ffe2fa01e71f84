"""The add form and the edit form of a meeting: Plone's own, with our words.

What is typed is the time on the clock of the zone that is chosen beside it.
"""

from copy import copy
from leap.cop import _
from leap.cop.core.behaviors import OwnFields
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.pages.editing import SaysWhatFor
from leap.cop.core.pages.forms import field_of
from leap.cop.core.pages.forms import reason_of
from leap.cop.core.pages.forms import say_without_fields
from leap.cop.core.pages.opening import OpensAsItIs
from leap.cop.core.pages.stale import RememberingForm
from leap.cop.core.permissions import ADD_MEETING
from leap.cop.meeting import changing
from leap.cop.meeting import clock
from leap.cop.meeting import rules
from leap.cop.meeting import sent
from leap.cop.meeting.content import MAX_TITLE
from leap.cop.meeting.finding import PORTAL_TYPE
from leap.cop.meeting.minutes import showing
from leap.cop.meeting.minutes.leaks import Found
from leap.cop.meeting.sent import TITLE
from plone import api
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.browser.edit import DefaultEditForm
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import FormWrapper
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form.interfaces import ActionExecutionError
from z3c.form.interfaces import WidgetActionExecutionError
from zExceptions import Unauthorized
from zope.interface import implementer
from zope.interface import Invalid


UNUSUAL = _(
    "Saved. Three to four hours is usual: time for stories, for "
    "each other and for getting home."
)


#: What the form calls fields that are not the meeting's own.
_BASIC = "IBasic."
_OF_BASIC = ("title", "description")


class MeetingFormMixin:
    """What both forms do with what was typed."""

    default_fieldset_label = _("When")

    def updateFields(self):
        """Let the end be left out: then it is as long as is usual."""
        super().updateFields()
        ends = self.fields["end"]
        ends.field = copy(ends.field)
        ends.field.required = False

    def updateWidgets(self):
        """Say what title and summary are for here."""
        super().updateWidgets()
        title = self.widgets["IBasic.title"]
        title.maxlength = MAX_TITLE
        title.description = _(
            "All staff can see it once you show the meeting to all staff."
        )
        if not title.value:
            title.value = api.portal.translate(TITLE)
        self.widgets["IBasic.description"].description = _(
            "One line, for everybody who can see the meeting."
        )

    def extractData(self, setErrors=True):
        """Return the data; a problem stands at its field, without the field's name."""
        data, errors = super().extractData(setErrors)
        for error in errors:
            self._place(error)
        say_without_fields(errors, self.request)
        return data, errors

    def _place(self, error) -> None:
        """Put what is said of the whole form at the field that it is about."""
        name = field_of(getattr(error, "error", error))
        widget = self.widgets.get(name) if error.widget is None else None
        if widget is not None:
            error.widget = widget
            widget.error = error

    def settle(self, data: dict) -> dict:
        """Return the data, with the times on the clock of the zone that was chosen.

        :raises WidgetActionExecutionError: for what is wrong, at its field.
        """
        self._check_words(data)
        try:
            begins, ends = clock.typed(
                data["start"], data.get("end"), data["timezone"], rules.USUAL
            )
            changing.check_times(begins, ends)
        except Refused as error:
            raise self._at_its_field(error) from error
        if changing.is_unusual(begins, ends, data["mode"]):
            api.portal.show_message(UNUSUAL, request=self.request)
        return {**data, "start": begins, "end": ends}

    def _check_words(self, data: dict) -> None:
        values = {name.removeprefix(_BASIC): data[name] for name in data}
        try:
            sent.check_words(values)
        except Refused as error:
            raise self._at_its_field(error) from error

    def _at_its_field(self, error: Refused) -> WidgetActionExecutionError:
        """Return a refusal as the form says it."""
        name = field_of(error)
        said = Invalid(reason_of(error, self.request))
        return WidgetActionExecutionError(
            f"{_BASIC}{name}" if name in _OF_BASIC else name, said
        )


class MeetingAddForm(OpensAsItIs, MeetingFormMixin, OwnFields, DefaultAddForm):
    """A new meeting, which facilitators see until they show it."""

    portal_type = PORTAL_TYPE
    label = _("Plan a meeting")
    description = _(
        "Say when, and where if you know it already. Only "
        "facilitators can see it until you show it."
    )
    success_message = _(
        "The meeting is planned. Only facilitators can see it until "
        "you show it to members."
    )

    def update(self):
        """Refuse whoever may not plan a meeting here, as any other page would."""
        if not api.user.has_permission(ADD_MEETING, obj=self.context):
            raise Unauthorized(ADD_MEETING)
        super().update()

    def create(self, data):
        """Make it."""
        return super().create(self.settle(data))


class MeetingAddView(SaysWhatFor, DefaultAddView):
    """The page of the add form."""

    form = MeetingAddForm


class MeetingEditForm(RememberingForm, MeetingFormMixin, DefaultEditForm):
    """A meeting that is there."""

    template = ViewPageTemplateFile("../templates/meeting-edit.pt")
    found_box = ViewPageTemplateFile("../minutes/templates/found.pt")

    #: What was found in what others will read; shown with a box to tick.
    found: list[Found] = []

    label = _("Edit this meeting")
    description = _(
        "If the day, the time or the time zone changes, everybody who was invited, "
        "or who answered “yes” or “perhaps”, is told. People who answered “not this "
        "time” are not."
    )

    def applyChanges(self, data):
        """Save it, unless it rewrites what was, or something is to be seen first."""
        settled = self.settle(data)
        values = {name.removeprefix(_BASIC): settled[name] for name in settled}
        try:
            changing.need_changeable(self.context, values)
        except NotNow as error:
            said = Invalid(reason_of(error, self.request))
            raise ActionExecutionError(said) from error
        self._look(data)
        return super().applyChanges(settled)

    def _look(self, data: dict) -> None:
        values = {name.removeprefix("IBasic."): value for name, value in data.items()}
        confirmed = bool(self.request.form.get(showing.CONFIRMED))
        try:
            showing.check_change(self.context, values, confirmed=confirmed)
        except showing.SeeFirst as error:
            self.found = error.found
            self.request.response.setStatus(409)
            said = Invalid(reason_of(error, self.request))
            raise ActionExecutionError(said) from error


@implementer(IDexterityEditForm)
class MeetingEditView(SaysWhatFor, FormWrapper):
    """The page of the edit form."""

    form = MeetingEditForm
