"""Telling a story: the form, and one file if there is one."""

from leap.cop import _
from leap.cop.core.behaviors import OwnFields
from leap.cop.core.pages.forms import REFUSALS
from leap.cop.core.pages.opening import OpensAsItIs
from leap.cop.core.permissions import ADD_STORY
from leap.cop.media import keeping
from leap.cop.media.accept import accepted
from leap.cop.media.messages import TAKEN
from leap.cop.story import rules
from leap.cop.story.telling.views.media import uploads_in
from leap.cop.story.telling.views.once import TellsOnce
from leap.cop.story.telling.views.story_form import FormAround
from leap.cop.story.telling.views.story_form import StoryForm
from leap.cop.story.telling.views.story_form import TITLE
from plone import api
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.add import DefaultAddView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from zExceptions import Unauthorized


class TellForm(TellsOnce, OpensAsItIs, StoryForm, OwnFields, DefaultAddForm):
    """Tell a story: private until its teller shares it."""

    portal_type = "leap.cop.Story"
    label = _("Tell a story of change")
    description = _(
        "Only you can read this until you share it. One sentence is a story."
    )
    kept_for = _("Only you can read it")
    note = ""

    def update(self):
        """Refuse whoever may not tell a story here, as any other page would."""
        if not api.user.has_permission(ADD_STORY, obj=self.context):
            raise Unauthorized(ADD_STORY)
        super().update()

    takes_a_file = True
    taken = TAKEN

    @property
    def accepted(self) -> str:
        """What the file input asks for."""
        return accepted()

    @property
    def accepted_pictures(self) -> str:
        """What the camera is asked for: a picture as it can be taken here."""
        kinds = self.accepted.split(",")
        return ",".join(kind for kind in kinds if kind.startswith("image/"))

    @property
    def medium_words(self) -> str:
        """What was typed about the file."""
        words = self.request.form.get("medium_words", "")
        return words if isinstance(words, str) else ""

    @property
    def _files(self) -> list:
        """What was chosen, and what was taken with the camera."""
        names = ("medium", "medium_camera")
        return [file for name in names for file in uploads_in(self.request, name)]

    def _has_something(self, data: dict) -> bool:
        if super()._has_something(data):
            return True
        # One file is a story, too: it is called by what it is.
        return bool(self._files)

    def create(self, data):
        """Make the story, under the id that this form's word stands for."""
        story = super().create(data)
        story._v_id_of_once = self.id_of_once
        return story

    def _tell_once(self, data: dict):
        sent = {name: getattr(data.get(name), "raw", "") for name in rules.STEPS}
        if data[TITLE]:
            sent["title"] = data[TITLE]
        story = self.told_already(sent)
        if story is None:
            return self._tell(data)
        self.immediate_view = f"{story.absolute_url()}/view"
        return story

    def _tell(self, data: dict):
        files = [keeping.value_of(file) for file in self._files]
        if files and not super()._has_something(data):
            title = keeping.NEUTRAL_TITLES[files[0].family]
            data[TITLE] = api.portal.translate(title)
        story = self.createAndAdd(data)
        if story is None:
            return None
        words = self.medium_words if len(files) == 1 else ""
        kept = self.context[story.getId()]
        for file in files:
            keeping.add_file(kept, file, {"title": "", "description": words})
        if len(files) > 1:
            self.immediate_view = f"{kept.absolute_url()}/describe-media"
        return story

    @property
    def back_url(self) -> str:
        """Where whoever changes their mind goes."""
        return self.context.absolute_url()

    @button.buttonAndHandler(_("Save"), name="save")
    def handleAdd(self, action):
        """Keep the story as its teller's own."""
        data = self._story_data() if self._is_ours() else None
        if data is None:
            return
        try:
            story = self._tell_once(data)
        except REFUSALS as error:
            self._refuse(error)
            return
        if story is not None:
            self._finishedAdd = True
            api.portal.show_message(
                _("Saved. Only you can read it. Share it whenever you like, or never."),
                request=self.request,
            )


class TellView(FormAround, DefaultAddView):
    """The page around the form."""

    page_title = TellForm.label
    form = TellForm
    index = ViewPageTemplateFile("../templates/form-page.pt")
