"""The add form and the edit form of a round: Plone's own, with our words."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop import _
from leap.cop.ballot.rules import SECRET
from leap.cop.core.behaviors import OwnFields
from leap.cop.core.pages.editing import SaysWhatFor
from leap.cop.core.pages.forms import reason_of
from leap.cop.core.pages.forms import REFUSALS
from leap.cop.core.pages.forms import say_without_fields
from leap.cop.core.pages.forms import status_of
from leap.cop.core.pages.opening import OpensAsItIs
from leap.cop.core.pages.stale import RememberingForm
from leap.cop.core.permissions import ADD_ROUND
from leap.cop.topic import grouping
from leap.cop.topic import phases
from leap.cop.topic import rules
from leap.cop.topic.records import record_of
from leap.cop.topic.theme_history import PORTAL_TYPE
from plone import api
from plone.app.event.base import default_timezone
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.browser.edit import DefaultEditForm
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import FormWrapper
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from zExceptions import Unauthorized
from zope.interface import implementer

import transaction


#: After so long a round closes by itself, if nobody says otherwise on its form: time to
#: write, to group and to give dots, with a meeting in between.
OPEN_FOR = timedelta(days=28)


class RoundFormMixin:
    """What both forms say."""

    default_fieldset_label = _("What it is about")

    def updateWidgets(self):
        """Say of title and summary what they are for here."""
        super().updateWidgets()
        for name, words in (
            ("IBasic.title", _("For example: What shall we talk about this spring?")),
            (
                "IBasic.description",
                _("One line shown above the topics: what you are asking people."),
            ),
        ):
            if name in self.widgets:
                self.widgets[name].description = words

    def extractData(self, setErrors=True):
        """Return the data; a problem stands at its field, without the field's name."""
        data, errors = super().extractData(setErrors)
        say_without_fields(errors, self.request)
        return data, errors


class RoundAddForm(OpensAsItIs, RoundFormMixin, OwnFields, DefaultAddForm):
    """A new round, which facilitators see until they show it."""

    portal_type = PORTAL_TYPE
    label = _("Ask what people want to talk about")
    description = _(
        "People write topics, you group them into themes, and "
        "everybody gives dots to what matters most. Only facilitators "
        "see the round until you show it."
    )
    success_message = _(
        "The round is ready. Only facilitators see it until you show it to members."
    )

    def update(self):
        """Refuse whoever may not make a round here, as any other page would."""
        if not api.user.has_permission(ADD_ROUND, obj=self.context):
            raise Unauthorized(ADD_ROUND)
        super().update()
        if self.request.get("REQUEST_METHOD") != "POST":
            self._propose_a_close()

    def _propose_a_close(self) -> None:
        """Let it close by itself after a while, unless somebody takes that out."""
        for group in self.groups:
            if (closes := group.widgets.get("closes")) is not None:
                zone = default_timezone(self.context, as_tzinfo=True)
                day = (datetime.now(zone) + OPEN_FOR).date()
                closes.value = f"{day.isoformat()}T20:00"


class RoundAddView(SaysWhatFor, DefaultAddView):
    """The page of the add form."""

    form = RoundAddForm


class RoundEditForm(RememberingForm, RoundFormMixin, DefaultEditForm):
    """A round that is there; what can no longer be changed is said."""

    template = ViewPageTemplateFile("../../core/pages/templates/remembering-form.pt")

    buttons = button.Buttons()
    handlers = button.Handlers()

    label = _("Edit this round")

    @property
    def description(self):
        """What stays as it is."""
        if self._phase == rules.CLOSED:
            return _("This round is over, so its dots and times cannot be changed.")
        if not grouping.is_free(self.context):
            return _(
                "Somebody has voted, so you cannot change the number of dots "
                "or the kind of vote."
            )
        return _(
            "Once somebody has voted, you cannot change the number of dots or the "
            "kind of vote. Once a secret vote is open, it stays secret."
        )

    def rests_on(self) -> dict[str, object]:
        """Return what the round says, and where it is."""
        return {**super().rests_on(), "phase": self._phase}

    @property
    def _phase(self) -> str:
        return phases.phase_of(self.context, datetime.now(UTC))

    @property
    def _settled(self) -> list[str]:
        """The fields that cannot be changed any more."""
        settled = []
        if record_of(self.context).promised_unnamed:
            settled.append("unnamed_topics")
        if self._phase in (rules.VOTING, rules.CLOSED):
            settled.append("opens")
            if not grouping.is_free(self.context):
                settled += ["dots", "max_per_theme", "secrecy"]
            elif self.context.secrecy == SECRET:
                settled.append("secrecy")
        if self._phase == rules.CLOSED:
            settled.append("closes")
        return settled

    def updateFields(self):
        """Leave off what is settled.

        What is sent all the same, from a form that was opened before, stays in: what
        it would change is refused, and not passed over in silence.
        """
        super().updateFields()
        off = [name for name in self._settled if not self._was_sent(name)]
        self.fields = self.fields.omit(*off)
        for group in self.groups:
            group.fields = group.fields.omit(*off)
        self.groups = [group for group in self.groups if group.fields]

    def _was_sent(self, name: str) -> bool:
        return any(key.startswith(f"form.widgets.{name}") for key in self.request.form)

    @button.buttonAndHandler(_("Save"), name="save")
    def handle_save(self, action):
        data, errors = self.extractData()
        if errors:
            self.status = self.formErrorsMessage
            return
        try:
            self.applyChanges(data)
        except REFUSALS as error:
            transaction.abort()
            self.status = reason_of(error, self.request)
            self.request.response.setStatus(status_of(error))
            return
        api.portal.show_message(self.success_message, request=self.request)
        self.request.response.redirect(self.nextURL())

    @button.buttonAndHandler(_("Cancel"), name="cancel")
    def handle_cancel(self, action):
        self.request.response.redirect(self.nextURL())


@implementer(IDexterityEditForm)
class RoundEditView(SaysWhatFor, FormWrapper):
    """The page of the edit form."""

    form = RoundEditForm
