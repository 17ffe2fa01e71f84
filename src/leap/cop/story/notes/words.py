"""What people type into a box of ours, before it is kept."""

from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.core.numbers import written
from leap.cop.core.text import seen


def words_in(name: str, value: object, limit: int) -> str:
    """Return what was typed, with plain line ends and no characters that nobody sees.

    :param name: the field's name, for the message.
    :raises Refused: for nothing, too much, or something that is no text.
    """
    words = seen(value).strip() if isinstance(value, str) else ""
    if not words:
        raise Refused(_("write a word or two first."), name)
    if len(words) > limit:
        raise Refused(
            _("up to ${limit} characters.", mapping={"limit": written(limit)}), name
        )
    return words
