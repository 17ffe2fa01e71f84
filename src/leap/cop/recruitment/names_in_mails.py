"""How people and groups are named in mails to people outside, who know neither."""

from leap.cop import _
from leap.cop.core import lookup
from leap.cop.recruitment import addresses
from zope.i18n import translate


A_COLLEAGUE = _("a colleague")


def person(name: str, userid: str, language: str) -> str:
    """Give the name somebody chose, or what stands for one that no name is.

    :param language: of the mail.
    """
    if found := addresses.in_mail(name):
        return found
    said = translate(A_COLLEAGUE, target_language=language)
    account = lookup.shown(userid)
    login = addresses.in_mail(account.login) if account is not None else ""
    return f"{said} ({login})" if login else said


def group(community) -> str:
    """Give the neutral name of a community, empty where it has none to say."""
    return addresses.in_mail(community.short_name)
