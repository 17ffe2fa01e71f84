"""Stories over REST: what a reader may know, and no more."""

from leap.cop.core import headers
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.serializers import OwnState
from leap.cop.core.serializers import WithRevision
from leap.cop.media.keeping import media_of
from leap.cop.media.serializers import facts
from leap.cop.story.content import IStory
from leap.cop.story.display.attribution import byline
from leap.cop.story.display.attribution import stands_alone
from leap.cop.story.display.story_display import names_community
from leap.cop.story.lifecycle import audience
from leap.cop.story.lifecycle import lifecycle
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeFolderToJson
from zope.component import adapter
from zope.interface import implementer


@implementer(ISerializeToJson)
@adapter(IStory, IBrowserLayer)
class StoryToJson(WithRevision, OwnState, SerializeFolderToJson):
    """A story: its texts, its signature, its audience."""

    def __call__(self, version=None, include_items=True):
        result = super().__call__(include_items=include_items)
        story = self.context
        for name in ("previous_item", "next_item"):
            result[name] = {}
        if not names_community(story):
            result["parent"] = {}
        result["attribution_shown"] = byline(story)
        result["items"] = [facts(medium) for medium in media_of(story)]
        result["items_total"] = len(result["items"])
        result.pop("batching", None)
        if lifecycle.is_teller(story):
            result["audience"] = audience.audience_of(story).level
        elif stands_alone(story):
            for name in ("created", "modified", "effective"):
                result[name] = None
        headers.set_confidential(self.request.response)
        return result
