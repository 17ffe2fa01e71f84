"""Numbers in sentences: one or many, and as the reader's language writes them."""

from leap.cop import PACKAGE_NAME
from leap.cop.core.dates import locale_of
from zope.component import getUtility
from zope.i18n.interfaces import INegotiator
from zope.i18n.interfaces import ITranslationDomain
from zope.i18nmessageid import Message
from zope.interface import implementer


#: A translation domain without a catalog: its messages are numbers.
DOMAIN = "leap.cop.numbers"
#: The least number that is written in groups of three; 5000 is one word in the others.
_GROUPED_FROM = {"en": 1_000}
_GROUPED_FROM_ELSEWHERE = 10_000


def counted(one: Message, more: Message, number: int) -> Message:
    """Return one of two sentences; `more` says the number as `${count}`."""
    if number == 1:
        return one
    return Message(more, mapping={"count": written(number)})


def written(number: int) -> Message:
    """Return a number for a sentence: "5,000" in English, "5000" in Dutch."""
    return Message(str(number), domain=DOMAIN)


def _language_of(request: object | None) -> str | None:
    """Return the language in which sentences of ours are said to whoever asks."""
    if request is None:
        return None
    spoken = getUtility(ITranslationDomain, PACKAGE_NAME).getCatalogsInfo()
    return getUtility(INegotiator).getLanguage(spoken, request)


@implementer(ITranslationDomain)
class Numbers:
    """Writes `written` numbers, in whichever language the sentence is said."""

    domain = DOMAIN

    def translate(self, msgid, mapping=None, context=None, target_language=None, *_):
        """Return the number as text; in English where nobody says the language."""
        language = target_language or _language_of(context) or "en"
        least = _GROUPED_FROM.get(language.partition("-")[0], _GROUPED_FROM_ELSEWHERE)
        if int(msgid) < least:
            return str(msgid)
        form = locale_of(language).numbers.getFormatter("decimal")
        return form.format(int(msgid))
