"""The box "What changed, however small?": a private story in one step."""

from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.rich_text import html_value
from leap.cop.core.rich_text import paragraphs_of
from leap.cop.story import rules
from leap.cop.story.telling.views.once import TellsOnce
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent


class KeepStoryView(TellsOnce, FormPage):
    """Keep what was typed as a story that its teller alone can read."""

    page_title = _("What changed, however small?")

    unseen = {"": ADDS}

    @property
    def url(self) -> str:
        """The community's address."""
        return self.context.absolute_url()

    def act(self) -> str:
        """Keep it."""
        text = self.typed("text").strip()
        if not text:
            raise Refused(_("one sentence is enough, but it needs that one."), "text")
        if len(text) > rules.MAX_STEP:
            raise Refused(
                _(
                    "this is too long for one story: up to ${limit} characters.",
                    mapping={"limit": rules.MAX_STEP},
                ),
                "text",
            )
        html = paragraphs_of(text)
        story = self.told_already({"reflection": html})
        if story is None:
            made = createContent("leap.cop.Story", reflection=html_value(html))
            made._v_id_of_once = self.id_of_once
            story = addContentToContainer(self.context, made)
        api.portal.show_message(
            _("Kept. Only you can read it. Add to it, or share it, when you like."),
            request=self.request,
        )
        return story.absolute_url()
