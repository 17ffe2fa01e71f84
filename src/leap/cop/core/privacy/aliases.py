"""The addresses that things had before, and those that somebody gives them besides.

`@aliases` asks for a permission; the same list under `?expand=aliases` asks for none,
and at the site it has every address there is, those of hidden communities among them.

Before stock takes an alternative address it walks along it, as nobody, through content,
attributes and pages, and says whether something is at its end. Whoever may change one
page may do that. So an address that leads through what is there is refused before, all
alike; below a community none would lead anywhere.
"""

from AccessControl import getSecurityManager
from collections.abc import Iterator
from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.interfaces import ICopContent
from plone import api
from plone.base.interfaces import IPloneSiteRoot
from plone.base.navigationroot import get_navigation_root
from plone.base.utils import base_hasattr
from plone.base.utils import safe_text
from plone.restapi.deserializer import json_body
from plone.restapi.exceptions import DeserializationError
from plone.restapi.interfaces import IExpandableElement
from plone.restapi.services.aliases.add import AliasesPost
from plone.restapi.services.aliases.add import AliasesRootPost
from plone.restapi.services.aliases.get import Aliases
from Products.CMFCore.interfaces import IContentish
from Products.CMFPlone.controlpanel.browser.redirects import RedirectsControlPanel
from Products.CMFPlone.controlpanel.browser.redirects import RedirectsView
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from ZPublisher.interfaces import IPubAfterTraversal

import csv
import io


#: What takes an alternative address, to add it.
_PAGES = (RedirectsControlPanel, RedirectsView)
_SERVICES = (AliasesPost, AliasesRootPost)


@implementer(IExpandableElement)
@adapter(Interface, IBrowserLayer)
class AskedAliases(Aliases):
    """The list within an answer, empty for whom its own address refuses."""

    def __call__(self, expand=False) -> dict:
        if not expand or self._may_list():
            return super().__call__(expand=expand)
        answer = super().__call__()
        answer["aliases"].update(items=[], items_total=0)
        return answer

    def _may_list(self) -> bool:
        of_site = IPloneSiteRoot.providedBy(self.context)
        kind = "Manage Portal Aliases" if of_site else "Manage Context Aliases"
        return bool(getSecurityManager().checkPermission(kind, self.context))


@adapter(IPubAfterTraversal)
def refuse_addresses_through_what_is_there(event) -> None:
    """Refuse an alternative address that would ask something.

    :raises Refused: whatever is at its end.
    """
    request = event.request
    if not IBrowserLayer.providedBy(request):
        return
    published = request.get("PUBLISHED")
    published = getattr(published, "__self__", published)
    if not isinstance(published, (*_PAGES, *_SERVICES)):
        return
    sent = _in_form(request) if _is_form(request, published) else _in_body(request)
    root = api.portal.get()
    before = get_navigation_root(published.context).removeprefix(
        "/".join(root.getPhysicalPath())
    )
    for address in sent:
        if any(asks_something(root, way) for way in (address, f"{before}{address}")):
            raise Refused(
                _(
                    "This cannot be an alternative address: part of it is the "
                    "address of something that exists."
                )
            )


def asks_something(root, address: str) -> bool:
    """Tell whether an address leads through what content, pages or tools keep.

    Names of content that is not ours may stand at its beginning, then new ones.
    """
    place, names = root, address.removeprefix("/").split("/")
    while names:
        name = names.pop(0)
        if name in ("", ".."):
            return bool(names) or name == ".."
        child = place._getOb(name, None) if base_hasattr(place, "_getOb") else None
        if ICopContent.providedBy(child):
            return bool(names)
        if not IContentish.providedBy(child):
            # A view, an attribute, a tool, or something that stands further up.
            return bool(names) and place.unrestrictedTraverse(name, None) is not None
        place = child
    return False


def _in_form(request) -> Iterator[str]:
    """Yield what a page or a table sends."""
    if isinstance(typed := request.form.get("redirection"), str):
        yield typed
    table = request.form.get("file")
    if not getattr(table, "filename", ""):
        return
    lines = safe_text(table.read()).splitlines()
    table.seek(0)
    try:
        # As stock guesses it: by the first two lines.
        dialect = csv.Sniffer().sniff("\n".join([*lines[:2], ""]))
    except csv.Error:
        return
    yield from (
        row[0] for row in csv.reader(io.StringIO("\n".join(lines)), dialect) if row
    )


def _is_form(request, published) -> bool:
    """Tell whether stock looks into a form; else it reads the body, as we do."""
    if isinstance(published, _PAGES):
        return True
    kind = request.getHeader("Content-Type") or ""
    return isinstance(published, AliasesRootPost) and "multipart/form-data" in kind


def _in_body(request) -> Iterator[str]:
    """Yield what a service is sent."""
    try:
        items = json_body(request).get("items", [])
    except DeserializationError:
        return
    for item in items if isinstance(items, list) else [items]:
        path = item.get("path") if isinstance(item, dict) else item
        if isinstance(path, str):
            yield path
