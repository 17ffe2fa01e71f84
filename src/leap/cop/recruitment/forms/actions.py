"""The two actions that any easyform of the site can have.

Fields of a schema, like easyform's own. Their dotted names stand in the XML of forms
and are for ever. An action that cannot do its work gives easyform an error, and it
shows the form again with everything that was typed.
"""

from collective.easyform.actions import ActionFactory
from collective.easyform.api import get_actions
from collective.easyform.api import get_context
from collective.easyform.api import get_schema
from collective.easyform.config import FORM_ERROR_MARKER
from collective.easyform.interfaces import IFieldExtender
from collective.easyform.interfaces import ILabel
from leap.cop import _
from leap.cop.community.content import ICommunity
from leap.cop.core.access import may_view
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.me import me
from leap.cop.core.pages.forms import field_of
from leap.cop.core.pages.forms import reason_of
from leap.cop.core.pages.forms import REFUSALS
from leap.cop.core.pages.forms import status_of
from leap.cop.recruitment.forms import form_values
from leap.cop.recruitment.forms import forms
from leap.cop.recruitment.forms.form_story import keep_story
from leap.cop.recruitment.forms.interfaces import ICopAction
from leap.cop.story.lifecycle.lifecycle import utc_now
from leap.cop.story.rules import STEPS
from plone import api
from plone.app.uuid.utils import uuidToObject
from plone.protect.authenticator import AuthenticatorView
from plone.supermodel.exportimport import BaseHandler
from zope import schema
from zope.i18n import translate
from zope.interface import implementer
from zope.schema import Bool
from zope.schema import getFieldsInOrder

import transaction


_SHORT_NAME = _("The short name of a question, as shown in the list of questions.")


class IFileApplication(ICopAction):
    """Files what somebody sent as an application to join a community."""

    message_field = schema.TextLine(
        title=_("Question whose answer becomes the message"),
        description=_SHORT_NAME,
        default="message",
        required=True,
    )
    manager_email_field = schema.TextLine(
        title=_("Question whose answer is the manager's email address"),
        description=_SHORT_NAME,
        default="manager_email",
        required=False,
    )


class IKeepStory(ICopAction):
    """Keeps what somebody sent as a private story of that person."""

    title_field = schema.TextLine(
        title=_("Question whose answer becomes the title"),
        description=_SHORT_NAME,
        default="story_title",
        required=False,
    )
    starting_point_field = schema.TextLine(
        title=_("Question whose answer becomes “Where it started”"),
        description=_SHORT_NAME,
        default="starting_point",
        required=False,
    )
    participation_work_field = schema.TextLine(
        title=_("Question whose answer becomes “What you did”"),
        description=_SHORT_NAME,
        default="participation_work",
        required=False,
    )
    reflection_field = schema.TextLine(
        title=_("Question whose answer becomes “What changed, however small”"),
        description=_SHORT_NAME,
        default="reflection",
        required=False,
    )
    learning_field = schema.TextLine(
        title=_("Question whose answer becomes “What you learned”"),
        description=_SHORT_NAME,
        default="learning",
        required=False,
    )


class CopAction(Bool):
    """What the two share: who sends it, where it goes, what is wrong with the form."""

    kind = ""

    def __init__(self, **kw) -> None:
        for name, field in getFieldsInOrder(self.settings):
            if name in _own_settings(self.settings):
                setattr(self, name, kw.pop(name, field.default))
        super().__init__(**kw)

    def community_of(self, form):
        """Return where a form's submissions go, None when that is nowhere."""
        around = community_of(form)
        if around is not None:
            return around
        found = uuidToObject(self.community or "", unrestricted=True)
        return found if ICommunity.providedBy(found) else None

    def serialize(self, field) -> str:
        """Return a value as text, for actions that print a form's other actions."""
        return form_values.as_text(field)

    def problems(self, form, questions) -> list:
        """Return what keeps this action from its work, as sentences to an editor."""
        if self.community_of(form) is None:
            return [
                _(
                    "The action “${title}” does not name a community.",
                    mapping={"title": self.title},
                )
            ]
        return []

    def onSuccess(self, fields, request) -> dict | None:
        """Take a submission; return an error when that did not work."""
        form = get_context(self)
        request.leap_cop_ours = True
        try:
            self._check(form, request)
            go_on = self.take(form, *self._texts(form, fields, request), request)
        except REFUSALS as error:
            return self._refuse(form, error, request)
        if go_on:
            request.response.redirect(go_on, status=303)
        return None

    def take(self, form, texts: dict, others: list, request) -> str | None:
        """Do the work; return an address to go on to.

        :param texts: by the name of the setting, without its `_field`.
        :param others: questions and answers that no setting names.
        """
        raise NotImplementedError

    def _check(self, form, request) -> None:
        if not IBrowserLayer.providedBy(request) or api.user.is_anonymous():
            raise NotYours(_("Please log in first."))
        is_post = request.get("REQUEST_METHOD") == "POST"
        if not (is_post and AuthenticatorView(form, request).verify()):
            raise NotYours(_("Please press the button again."))
        if forms.problems_of(form):
            raise NotNow(_("This form needs fixing before anybody can use it."))
        if not may_view(self.community_of(form)):
            raise NotYours(_("This form is only for people who can see its community."))

    def _texts(self, form, fields, request) -> tuple[dict, list]:
        """Return the answers: those that a setting names, and all the others."""
        questions = get_schema(form)
        wanted = {
            getattr(self, name): name.removesuffix("_field")
            for name in _own_settings(self.settings)
            if name.endswith("_field") and getattr(self, name)
        }
        yes = translate(_("Yes"), context=request)
        texts, others = {}, []
        for name, field in getFieldsInOrder(questions):
            if ILabel.providedBy(field) or IFieldExtender(field).serverSide:
                continue
            try:
                text = form_values.as_text(fields.get(name), yes=yes)
            except form_values.NoText:
                raise Refused(
                    _(
                        "“${question}” cannot be sent with this form.",
                        mapping={"question": field.title},
                    )
                ) from None
            if name in wanted:
                texts[wanted[name]] = text
            elif text:
                others.append((field.title, text))
        return texts, others

    def _refuse(self, form, error: Exception, request) -> dict:
        # What other actions of this form did in this request is undone as well: whoever
        # presses the button again would have it twice.
        transaction.abort()
        request.response.setStatus(status_of(error))
        reason = reason_of(error, request)
        name = getattr(self, f"{field_of(error)}_field", None)
        questions = get_schema(form)
        if name in questions:
            reason = f"{questions[name].title}: {reason}"
        kept = translate(
            _(
                "Your words are still below. If this keeps happening, please "
                "tell the facilitators."
            ),
            context=request,
        )
        return {FORM_ERROR_MARKER: f"{reason} {kept}"}


def _own_settings(interface) -> list[str]:
    own = [ICopAction, interface]
    return [name for kind in own for name in kind.names(all=False)]


@implementer(IFileApplication)
class FileApplication(CopAction):
    __doc__ = IFileApplication.__doc__

    kind = forms.JOIN
    settings = IFileApplication

    def problems(self, form, questions) -> list:
        problems = super().problems(form, questions)
        if self.message_field not in questions:
            problems.append(
                _(
                    "The question with the short name “${name}” is missing, so "
                    "there is no message. Add a text question with this short "
                    "name, or make a new form.",
                    mapping={"name": self.message_field},
                )
            )
        return problems

    def take(self, form, texts, others, request):
        message = form_values.with_questions(texts.get("message", ""), others)
        return forms.file_application(
            self.community_of(form),
            me(),
            message,
            texts.get("manager_email", ""),
            utc_now(),
        )


@implementer(IKeepStory)
class KeepStory(CopAction):
    __doc__ = IKeepStory.__doc__

    kind = forms.TELL
    settings = IKeepStory

    def problems(self, form, questions) -> list:
        problems = super().problems(form, questions)
        if not any(getattr(self, f"{step}_field") in questions for step in STEPS):
            names = ", ".join(getattr(self, f"{step}_field") or "" for step in STEPS)
            problems.append(
                _(
                    "None of the questions with the short names ${names} is left, "
                    "so the form has no story to save. Add one of them back, or "
                    "make a new form.",
                    mapping={"names": names},
                )
            )
        others = [
            action.title
            for _name, action in getFieldsInOrder(get_actions(form))
            if action.required and not IKeepStory.providedBy(action)
        ]
        if others:
            problems.append(
                _(
                    "Answers that become a private story must not go anywhere "
                    "else. Turn these actions off: ${actions}.",
                    mapping={"actions": ", ".join(others)},
                )
            )
        return problems

    def take(self, form, texts, others, request):
        story = keep_story(self.community_of(form), texts, others, now=utc_now())
        api.portal.show_message(
            _("Saved. Only you can read it. Add to it or share it whenever you like."),
            request=request,
        )
        return story.absolute_url()


_ADD = "collective.easyform.AddMailers"

FileApplicationAction = ActionFactory(
    FileApplication, _("Pass on a request to join"), _ADD
)
KeepStoryAction = ActionFactory(KeepStory, _("Save as a private story"), _ADD)

FileApplicationHandler = BaseHandler(FileApplication)
KeepStoryHandler = BaseHandler(KeepStory)
