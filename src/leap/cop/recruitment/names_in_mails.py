"""How people and groups are named in mails to people outside, who know neither."""

from leap.cop import _
from leap.cop.core import lookup
from leap.cop.core.text import one_line
from zope.i18n import translate

import re
import unicodedata


#: The longest name in a mail to somebody outside, in characters.
MAX_IN_MAIL = 60

#: What mail programs make a link of, and what no name has.
_LINKS = re.compile(r"[@/\\]|://|www\.|[^\W\d_]{2}\.[^\W\d_]{2}", re.IGNORECASE)

A_COLLEAGUE = _("a colleague")


def in_mail(name: object) -> str:
    """Return a name as it may stand in a mail to somebody outside, empty for none.

    People choose their names themselves, and a mail from this site lends its word to
    whatever stands there: a name is short and holds nothing to follow.
    """
    text = one_line(name)
    plain = unicodedata.normalize("NFKC", text)
    return "" if len(plain) > MAX_IN_MAIL or _LINKS.search(plain) else text


def person(name: str, userid: str, language: str) -> str:
    """Return the name somebody chose, or what stands for one that no name is.

    :param language: of the mail.
    """
    if found := in_mail(name):
        return found
    said = translate(A_COLLEAGUE, target_language=language)
    login = in_mail(lookup.login_of(userid))
    return f"{said} ({login})" if login else said


def group(community) -> str:
    """Return the neutral name of a community, empty where it has none to say."""
    return in_mail(community.short_name)
