"""What the revision of a story is made of.

To its teller the same text is another thing once it was shared and taken back: a page
that was open all the while would share it again. Others cannot tell how often that was.
"""

from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.core.revision import IRevisionParts
from leap.cop.media.keeping import holder_parts
from leap.cop.story.content import IStory
from leap.cop.story.lifecycle import lifecycle
from plone import api
from zope.component import adapter
from zope.interface import implementer


@implementer(IRevisionParts)
@adapter(IStory)
def story_parts(story) -> dict[str, object]:
    """Return what a story says and holds; for its teller, how often it was shared."""
    parts = holder_parts(story)
    if lifecycle.is_teller(story):
        key = standing_of(story).ledger_key
        parts["agreed"] = len(Ledger(api.portal.get()).rows(key))
    return parts
