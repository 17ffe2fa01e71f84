"""What is sent to answer a story, asked by the page and over REST."""

from leap.cop import _
from leap.cop.core.schemas import CleanWords
from leap.cop.core.schemas import Pick
from leap.cop.story.responses import rules
from zope.interface import Interface


#: What stands on the screen for what is sent, to choose.
KIND_TITLES = {
    rules.THANKS: _("Say thank you"),
    rules.TRIED_IT: _("I tried this too"),
    rules.QUESTION: _("I have a question"),
    rules.ANSWER: "",
}


class IResponse(Interface):
    """An answer to a story, or a thank you."""

    # Who may send which is a matter of who it is, and so is what is said of it.
    kind = Pick(
        KIND_TITLES,
        title=_("What kind of answer is it?"),
        required=False,
        may_be_null=False,
    )
    text = CleanWords(
        title=_("Your words"),
        max_length=rules.MAX_TEXT,
        required=False,
        may_be_empty=True,
        may_be_null=False,
    )
