"""What is sent to answer a story, over REST; a page asks less at once."""

from leap.cop.core.schemas import CleanWords
from leap.cop.core.schemas import Pick
from leap.cop.story.responses import rules
from zope.interface import Interface


class IResponse(Interface):
    """An answer to a story, or a thank you."""

    # Who may send which is a matter of who it is, and so is what is said of it.
    kind = Pick(dict.fromkeys(rules.SENT, ""), required=False, may_be_null=False)
    text = CleanWords(
        max_length=rules.MAX_TEXT, required=False, may_be_empty=True, may_be_null=False
    )
