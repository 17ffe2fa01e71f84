"""Telling a story and changing it: the four steps of the guide on one page.

None is compulsory, the title least of all. Nothing that was typed is lost: whatever is
wrong is said at its field, beside the text; and a form that was sent after the session
ended is kept on its page until its writer is back (`consent/answers.py`).
"""

from copy import copy
from functools import cached_property
from leap.cop import _
from leap.cop.browser.forms import field_of
from leap.cop.browser.forms import reason_of
from leap.cop.browser.forms import REFUSALS
from leap.cop.browser.forms import show_no_columns
from leap.cop.browser.forms import status_of
from leap.cop.consent import rules as consent
from leap.cop.media import keeping
from leap.cop.media.messages import TAKEN
from leap.cop.story import audience
from leap.cop.story import lifecycle
from leap.cop.story import rules
from leap.cop.story.views.editor import step_widget
from leap.cop.story.views.media import upload_in
from plone import api
from plone.app.z3cform.widgets.radio import RadioFieldWidget
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from plone.dexterity.browser.edit import DefaultEditForm
from plone.dexterity.interfaces import IDexterityEditForm
from plone.protect.authenticator import AuthenticatorView
from plone.z3cform.layout import FormWrapper
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple
from z3c.form import button
from z3c.form.interfaces import IRadioWidget
from zExceptions import Unauthorized
from zope.i18n import translate
from zope.interface import implementer

import transaction


TITLE = "IBasic.title"
SUMMARY = "IBasic.description"

STARTERS = {
    "starting_point": _("For instance: “We used to …”, “Nobody had ever asked …”"),
    "participation_work": _("For instance: “We tried …”, “This time they …”"),
    "reflection": _("For instance: “Now …”, “It surprised me that …”"),
    "learning": _("For instance: “Next time I …”, “It did not work, because …”"),
}


class Part(NamedTuple):
    """Fields that belong together."""

    id: str
    title: str
    text: str
    fields: tuple[str, ...]


PARTS = (
    Part("story", "", "", (TITLE, *rules.STEPS)),
    Part(
        "about",
        _("In short"),
        _("It helps others to find your story, once you share it."),
        ("domain", SUMMARY),
    ),
    Part(
        "others",
        _("Before anybody else reads it"),
        _("For whoever is in it, and for whoever reads it. Later is early enough."),
        ("content_note", "others_recognisable", "others_note"),
    ),
    Part(
        "name",
        _("Your name"),
        _("You are asked again each time before you share the story."),
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

    #: Whether the page asks for a file; a told story has a page for them.
    takes_a_file = False

    def updateFields(self):
        """Let the title be left empty, and ask with radio buttons where few answer."""
        super().updateFields()
        self._change_field(
            TITLE,
            title=_("A title, if you like"),
            description=_(
                "Leave it empty, and the story is called by its first words. Please "
                "name nobody here."
            ),
            required=False,
            max_length=rules.MAX_TITLE,
        )
        self._change_field(
            SUMMARY,
            title=_("In a line or two"),
            description=_("For lists. Leave it empty, and a list shows how it begins."),
            max_length=rules.MAX_DESCRIPTION,
        )
        for name in rules.STEPS:
            self.fields[name].widgetFactory = step_widget
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
    def parts(self) -> list[tuple[Part, list[Field]]]:
        """The fields of the page, in their order."""
        return [(part, [self._field(name) for name in part.fields]) for part in PARTS]

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
        fields = [field for part, found in self.parts for field in found]
        return [field for field in fields if field.problem]

    @property
    def is_plain(self) -> bool:
        """Whether plain lines were asked for, rather than the editor."""
        return self.request.form.get("plain") == "1"

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
        self._say(_("Please press the button once more."), status=403)
        return False

    def _say(self, problem, *, status: int) -> None:
        self.problem = problem
        self.request.response.setStatus(status)

    def _story_data(self) -> dict | None:
        """Give what was typed, None when something is wrong with it."""
        data, errors = self.extractData()
        data[TITLE] = data.get(TITLE) or ""
        if not errors:
            if self._has_something(data):
                return data
            self._say(
                _("One sentence is enough for a story, but it needs that one."),
                status=400,
            )
            return None
        self._say(
            _("Not kept yet: see below. Everything you wrote is still here."),
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
    return bool(rules.plain(getattr(value, "raw", value) or ""))


class TellForm(StoryForm, DefaultAddForm):
    """Tell a story: private until its teller shares it."""

    portal_type = "leap.cop.Story"
    label = _("Tell a story of change")
    description = _("Private until you share it: only you can read this.")
    note = ""

    def update(self):
        """Refuse whoever may not tell a story here, as any other page would."""
        if not api.user.has_permission("leap.cop: Add Story", obj=self.context):
            raise Unauthorized("leap.cop: Add Story")
        super().update()

    takes_a_file = True
    taken = TAKEN

    @property
    def medium_words(self) -> str:
        """What was typed about the file."""
        words = self.request.form.get("medium_words", "")
        return words if isinstance(words, str) else ""

    def _has_something(self, data: dict) -> bool:
        if super()._has_something(data):
            return True
        # One file is a story, too: it is called by what it is.
        upload = upload_in(self.request, "medium")
        return upload is not None

    def _tell(self, data: dict):
        upload = upload_in(self.request, "medium")
        if upload is not None and not super()._has_something(data):
            family = keeping.kind_of(upload).family
            data[TITLE] = api.portal.translate(keeping.NEUTRAL_TITLES[family])
        story = self.createAndAdd(data)
        if upload is not None and story is not None:
            keeping.add_file(
                self.context[story.getId()],
                upload,
                {"title": "", "description": self.medium_words},
            )
        return story

    @property
    def back_url(self) -> str:
        """Where whoever changes their mind goes."""
        return self.context.absolute_url()

    @button.buttonAndHandler(_("Keep it"), name="save")
    def handleAdd(self, action):
        """Keep the story as its teller's own."""
        data = self._story_data() if self._is_ours() else None
        if data is None:
            return
        try:
            story = self._tell(data)
        except REFUSALS as error:
            self._refuse(error)
            return
        if story is not None:
            self._finishedAdd = True
            api.portal.show_message(
                _("Kept. Only you can read it. Share it whenever you like, or never."),
                request=self.request,
            )


class FormAround:
    """The page around a form."""

    page_title = ""

    def __call__(self):
        show_no_columns(self.request)
        return super().__call__()


class TellView(FormAround, DefaultAddView):
    """The page around the form."""

    page_title = TellForm.label
    form = TellForm
    index = ViewPageTemplateFile("../templates/form-page.pt")


class ChangeForm(StoryForm, DefaultEditForm):
    """Change a story."""

    label = _("Change your story")

    @property
    def description(self):
        """Who can read it now."""
        readers = translate(
            audience.audience_of(self.context).text, context=self.request
        )
        return _("Who can read it now: ${readers}", mapping={"readers": readers})

    @property
    def offers_plain(self) -> bool:
        """Whether the page still shows HTML to whoever has no editor."""
        return not self.is_plain

    @cached_property
    def state(self) -> str:
        """The story's state."""
        return lifecycle.state_of(self.context)

    @property
    def note(self):
        """What saving means, in a story that others read."""
        community = lifecycle.community_of(self.context).title
        if self.state == "community":
            return _(
                "Saving is your agreement that the new text is for ${community}, as "
                "the old one was.",
                mapping={"community": community},
            )
        if self.state == "public":
            return _(
                "Saving is your agreement to the new text, for as far as the story "
                "went until now. A changed text goes back to the review: until it is "
                "done, ${community} goes on reading, and nobody else does.",
                mapping={"community": community},
            )
        if lifecycle.is_held(self.context):
            return _(
                "This text is on hold. Change what the reason speaks of, then you can "
                "share it again."
            )
        return ""

    @property
    def back_url(self) -> str:
        """Where whoever changes their mind goes."""
        return self.context.absolute_url()

    @button.buttonAndHandler(_("Save the changes"), name="save")
    def handleApply(self, action):
        """Save; what others read is agreed to by that."""
        data = self._story_data() if self._is_ours() else None
        if data is None:
            return
        before = self.state
        try:
            self.applyChanges(data)
        except REFUSALS as error:
            self._refuse(error)
            return
        api.portal.show_message(self._done(before), request=self.request)
        self.request.response.redirect(self.nextURL(), status=303)

    def _done(self, before: str):
        now = lifecycle.state_of(self.context)
        if now == before:
            return _("Saved.")
        if now in consent.IN_REVIEW:
            return _("Saved. The new text waits for its review.")
        return _("Saved. The story stays in our community now.")


@implementer(IDexterityEditForm)
class ChangeView(FormAround, FormWrapper):
    """The page around the form; while a review is open there is no form."""

    page_title = ChangeForm.label
    form = ChangeForm
    index = ViewPageTemplateFile("../templates/form-page.pt")
    resting = ViewPageTemplateFile("../templates/text-rests.pt")

    def __call__(self):
        rests = lifecycle.state_of(self.context) in consent.IN_REVIEW
        if rests and self.request.get("REQUEST_METHOD") != "POST":
            show_no_columns(self.request)
            return self.resting()
        return super().__call__()

    @property
    def url(self) -> str:
        """The story's address."""
        return self.context.absolute_url()
