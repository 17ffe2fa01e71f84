"""Changing a story: what others read is agreed to by saving it."""

from functools import cached_property
from leap.cop import _
from leap.cop.consent import rules as consent
from leap.cop.core.containment import community_of
from leap.cop.core.pages.forms import REFUSALS
from leap.cop.core.pages.forms import show_no_columns
from leap.cop.core.pages.stale import RememberingForm
from leap.cop.story.lifecycle import audience
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.telling.views.story_form import FormAround
from leap.cop.story.telling.views.story_form import StoryForm
from plone import api
from plone.dexterity.browser.edit import DefaultEditForm
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import FormWrapper
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from z3c.form import button
from zope.i18n import translate
from zope.interface import implementer


class ChangeForm(RememberingForm, StoryForm, DefaultEditForm):
    """Change a story."""

    label = _("Edit your story")

    @property
    def description(self):
        """Who can read it now."""
        readers = translate(
            audience.audience_of(self.context).text, context=self.request
        )
        return _("Who can read it now: ${readers}", mapping={"readers": readers})

    @property
    def kept_for(self):
        """Who can read it, beside the button."""
        return audience.audience_of(self.context).text

    @property
    def offers_plain(self) -> bool:
        """Whether the page still shows HTML to whoever has no editor."""
        return not self.is_plain

    @cached_property
    def state(self) -> str:
        """The story's state."""
        return lifecycle.state_of(self.context)

    def rests_on(self) -> dict[str, object]:
        """Return the story and how far it goes: saving is agreeing to that."""
        return {**super().rests_on(), "state": self.state}

    @property
    def stale_words(self):
        """What is said where something else is there; while a review is open, that."""
        if self.state in consent.IN_REVIEW:
            return _(
                "The story is being reviewed, so it cannot be changed. Take "
                "it back first."
            )
        return super().stale_words

    @property
    def note(self):
        """What saving means, in a story that others read."""
        community = community_of(self.context).title
        if self.state == "community":
            return _(
                "By saving, you agree that ${community} can read the new "
                "text, as they could the old one.",
                mapping={"community": community},
            )
        if self.state == "public":
            return _(
                "By saving, you agree that the new text may go as far as the old "
                "one. It is reviewed again first: until then, only ${community} and "
                "the reviewers can read it.",
                mapping={"community": community},
            )
        if lifecycle.is_held(self.context):
            return _(
                "This text is on hold. Edit the part that the reason is about, then "
                "you can share the story again."
            )
        return ""

    @property
    def back_url(self) -> str:
        """Where whoever changes their mind goes."""
        return self.context.absolute_url()

    @button.buttonAndHandler(_("Save"), name="save")
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
            return _("Saved. The new text is waiting for a review.")
        return _("Saved. The story now stays in our community.")


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
