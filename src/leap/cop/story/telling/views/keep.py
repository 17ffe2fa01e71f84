"""The box "What changed, however small?": a private story in one step."""

from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.core.numbers import written
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.rich_text import html_value
from leap.cop.core.rich_text import paragraphs_of
from leap.cop.core.schemas import Anything
from leap.cop.story import rules
from leap.cop.story.telling.views.once import TellsOnce
from plone import api
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from zope.interface import Interface


class IKept(Interface):
    """One sentence, or more; how it is kept, its room says."""

    text = Anything(
        title=_("In your own words"),
        description=_("One sentence is enough. Please leave out names."),
    )


class KeepStoryView(TellsOnce, FormPage):
    """Keep what was typed as a story that its teller alone can read."""

    page_title = _("What changed, however small?")
    lead = _("Only you can read this until you share it.")
    button = _("Save it, just for me")
    leave = _("Tell a longer story")
    asks = IKept
    tab = "stories"
    is_about_practice = True

    unseen = {"": ADDS}

    @property
    def leave_url(self) -> str:
        """The longer form."""
        return f"{self.url}/++add++leap.cop.Story"

    def sent(self) -> dict[str, str]:
        """Return the text as it was typed; what may be in it, the story says."""
        return {"text": self.typed("text")}

    def act(self, text: str) -> str:
        """Keep it."""
        text = text.strip()
        if not text:
            raise Refused(_("please write one sentence. One is enough."), "text")
        if len(text) > rules.MAX_STEP:
            raise Refused(
                _(
                    "this is too long for one story. The limit is ${limit} characters.",
                    mapping={"limit": written(rules.MAX_STEP)},
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
            _("Saved. Only you can read it. Add to it or share it whenever you like."),
            request=self.request,
        )
        return story.absolute_url()
