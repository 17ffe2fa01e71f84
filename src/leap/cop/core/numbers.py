"""Words that go with a number."""

from zope.i18nmessageid import Message


def counted(one: Message, more: Message, number: int) -> Message:
    """Return one of two sentences; `more` says the number as `${count}`."""
    return one if number == 1 else Message(more, mapping={"count": number})
