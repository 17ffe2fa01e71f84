"""What repeats on our pages. A page uses `context/@@cop-macros/macros/<name>`."""

from collections import ChainMap
from collections.abc import Sequence
from functools import cached_property
from html import escape
from leap.cop import PACKAGE_NAME
from leap.cop.core import settings
from leap.cop.core.containment import community_of
from plone.protect import createToken
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple
from zExceptions import NotFound
from zope.component import getUtility
from zope.component import queryUtility
from zope.i18n.interfaces import INegotiator
from zope.i18n.interfaces import ITranslationDomain

import re


#: What may be a number to dial, with what stands between its digits.
_NUMBER = re.compile(r"\+?[\d(][\d ()/-]*")

#: So many digits has one at least.
_DIGITS = 7

#: What looks like it: from when to when, and a day.
_NO_NUMBER = re.compile(r"\d{3,4} ?- ?\d{3,4}|\d{4}-\d\d-\d\d")


class Link(NamedTuple):
    """An address and what stands on the screen for it."""

    url: str
    text: str


class Contact(NamedTuple):
    """A safeguarding contact, taken apart where one can dial.

    :param who: what stands before the number, all of it where there is none.
    :param rest: what stands behind it, line by line.
    """

    who: str
    number: str = ""
    rest: tuple[str, ...] = ()

    @property
    def tel(self) -> str:
        """What is dialled, empty for nothing."""
        return re.sub(r"[^\d+]", "", self.number)


class Macros(BrowserView):
    """The macros, and what they say about the community around the context."""

    template = ViewPageTemplateFile("macros.pt")
    components = ViewPageTemplateFile("components.pt")
    secret = ViewPageTemplateFile("templates/secret-link.pt")

    def __call__(self):
        raise NotFound("cop-macros")

    @property
    def macros(self):
        return ChainMap(
            self.template.macros, self.components.macros, self.secret.macros
        )

    @cached_property
    def _authenticator(self) -> str:
        return createToken()

    def token(self, revision: str | None = None) -> str:
        """Return what says that a form is ours, as markup.

        :param revision: what the form rests on, empty for nothing.
        """
        kept = {"_authenticator": self._authenticator, "revision": revision}
        return "".join(
            f'<input name="{name}" type="hidden" value="{escape(value)}" />'
            for name, value in kept.items()
            if value
        )

    @cached_property
    def language(self) -> str | None:
        """The language of our own words on this page, None where they have none of it.

        For `i18n:target` on lists: without it each word asks anew.
        """
        domain = queryUtility(ITranslationDomain, name=PACKAGE_NAME)
        languages = domain.getCatalogsInfo() if domain is not None else ()
        return getUtility(INegotiator).getLanguage(languages, self.request)

    @cached_property
    def community(self):
        """The community around the context, None outside."""
        return community_of(self.context)

    @property
    def call(self) -> Contact:
        """The safeguarding contact, with what can be dialled apart."""
        return dialled(self.contact)

    @property
    def contact(self) -> list[str]:
        """The safeguarding contact, line by line."""
        text = getattr(self.community, "safeguarding_contact", None) or ""
        return [line.strip() for line in text.splitlines() if line.strip()]

    @property
    def clause(self) -> list[str]:
        """What the organisation says beside it, line by line."""
        lines = settings.safeguarding_clause().splitlines()
        return [line.strip() for line in lines if line.strip()]

    @property
    def guidance(self) -> list[Link]:
        """The community's ethical and safeguarding guidance."""
        urls = getattr(self.community, "guidance_links", None) or ()
        return [Link(url, shorter(url)) for url in urls if url.startswith("http")]


def dialled(lines: Sequence[str]) -> Contact:
    """Take the lines of a contact apart at the first telephone number."""
    for at, line in enumerate(lines):
        for found in _NUMBER.finditer(line):
            number = found[0].rstrip(" ()/-")
            digits = sum(sign.isdigit() for sign in number)
            if digits < _DIGITS or _NO_NUMBER.fullmatch(number):
                continue
            who = " ".join((*lines[:at], line[: found.start()])).rstrip()
            behind = line[found.start() + len(number) :].lstrip(" ,;.:")
            rest = (behind[:1].upper() + behind[1:], *lines[at + 1 :])
            return Contact(who, number, tuple(filter(None, rest)))
    return Contact(" ".join(lines))


def shorter(url: str) -> str:
    """Give an address without what nobody reads aloud."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/")
