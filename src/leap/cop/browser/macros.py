"""What repeats on our pages. A page uses `context/@@cop-macros/macros/<name>`."""

from functools import cached_property
from leap.cop import settings
from leap.cop.core.containment import community_of
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple
from zExceptions import NotFound


class Link(NamedTuple):
    """An address and what stands on the screen for it."""

    url: str
    text: str


class Macros(BrowserView):
    """The macros, and what they say about the community around the context."""

    template = ViewPageTemplateFile("macros.pt")

    def __call__(self):
        raise NotFound("cop-macros")

    @property
    def macros(self):
        return self.template.macros

    @cached_property
    def community(self):
        """The community around the context, None outside."""
        return community_of(self.context)

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


def shorter(url: str) -> str:
    """Give an address without what nobody reads aloud."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/")
