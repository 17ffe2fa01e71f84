"""A story that is sent over REST: it needs one sentence, and no title."""

from html import unescape
from leap.cop import _
from leap.cop.community.interfaces import ICompletesSent
from leap.cop.core.errors import Refused
from leap.cop.story import rules
from zope.interface import provider


def _texts_in(data: dict) -> dict[str, str]:
    """Give the texts of a request by field, rich text as the HTML that is kept."""
    texts = {}
    for name in (*rules.STEPS, "description"):
        value = data.get(name)
        if isinstance(value, dict):
            value = value.get("data")
        texts[name] = value if isinstance(value, str) else ""
        if name in rules.STEPS:
            # plone.restapi does so before it keeps them.
            texts[name] = unescape(texts[name])
    return texts


@provider(ICompletesSent)
def give_it_a_title(data: dict) -> None:
    """Call a story by its first words where nobody gave it a title.

    :raises Refused: for a story without a word.
    """
    if data.get("title"):
        return
    data["title"] = rules.title_from(_texts_in(data))
    if not data["title"]:
        raise Refused(_("write one sentence, or give it a title."), "title")
