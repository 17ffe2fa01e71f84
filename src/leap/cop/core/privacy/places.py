"""Where stock looks something up by address or UID, whoever asks: as this reader may.

A collection, the navigation of another place, a link and the login all take an address
from whoever asks, and go there without asking who that is. What is shown in the end is
filtered; but it differs by whether something is there. So what this reader may not see
is taken for nothing before stock looks.
"""

from Acquisition import aq_parent
from collections.abc import Iterable
from collections.abc import Mapping
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.privacy.references import is_hidden
from leap.cop.core.privacy.references import target_of
from plone import api
from plone.app.content.browser.file import AllowUploadView
from plone.app.content.browser.vocabulary import VocabularyView
from plone.app.contenttypes.interfaces import ILink
from plone.app.querystring.querybuilder import QueryBuilder
from plone.app.uuid.utils import uuidToObject
from plone.base.interfaces import IPloneSiteRoot
from plone.base.utils import base_hasattr
from plone.restapi.deserializer.dxfields import LinkTextLineFieldDeserializer
from plone.restapi.deserializer.dxfields import TextLineFieldDeserializer
from plone.restapi.interfaces import IExpandableElement
from plone.restapi.interfaces import IFieldDeserializer
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.serializer.dxfields import TextLineFieldSerializer
from plone.restapi.services import Service
from plone.restapi.services.contextnavigation.get import ContextNavigation
from typing import Any
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.schema.interfaces import ITextLine

import json


#: A name and a UID that nothing has.
NO_NAME = "-" * 20
NO_UID = "0" * 32

#: What stands for the site's address in a link.
SITE = "${portal_url}"

#: How stock calls what reads a place that is said as the way from here.
_RELATIVE = "_relativePath"


def way_for_reader(start, way: str) -> str:
    """Return a way through the site without the names of what is hidden.

    Stock passes over names that are not there, and so it does over these.
    """
    place, kept = start, []
    for name in filter(None, way.split("/")):
        if name == "..":
            parent = None if IPloneSiteRoot.providedBy(place) else aq_parent(place)
            place = place if parent is None else parent
        elif (child := _child(place, name)) is not None:
            if is_hidden(child):
                continue
            place = child
        kept.append(name)
    return "/".join(kept)


def _child(place, name: str):
    """Return what stands under a name, None for nothing."""
    child = getattr(place, name, None) if base_hasattr(place, name) else None
    return child if base_hasattr(child, "getPhysicalPath") else None


def address_for_reader(address: str) -> str:
    """Return an address below the site; through what is hidden it leads nowhere."""
    place, names = api.portal.get(), address.split("/")
    for index, name in enumerate(names):
        if not name:
            continue
        if not base_hasattr(place, "unrestrictedTraverse"):
            break
        place = place.unrestrictedTraverse(name, None)
        if place is None:
            break
        if is_hidden(place):
            return "/".join((*names[:index], NO_NAME))
    return address


def leads_into_hidden(link: str) -> bool:
    """Tell whether a link to an address of the site leads through what is hidden."""
    site = api.portal.get()
    way = link.strip().partition("#")[0]
    for start in (SITE, site.absolute_url(), "/".join(site.getPhysicalPath())):
        way = way.removeprefix(start)
    return way.startswith("/") and address_for_reader(way) != way


def rows_for_reader(
    context, rows: Iterable[Mapping] | None
) -> Iterable[Mapping] | None:
    """Return the rows of a query, as a collection has them, without hidden places."""
    if not rows:
        return rows
    return [_row(context, dict(row)) for row in rows]


def _row(context, row: dict) -> dict:
    value = row.get("v")
    if row.get("i") != "path" or not isinstance(value, str):
        return row
    place, colons, depth = value.partition("::")
    read_by = api.portal.get_registry_record(f"{row.get('o')}.operation", default="")
    if read_by.endswith(_RELATIVE):
        place = way_for_reader(context, place) or "."
    elif "/" not in place and is_hidden(uuidToObject(place, unrestricted=True)):
        place = NO_UID
    return {**row, "v": f"{place}{colons}{depth}"}


class Results(QueryBuilder):
    """What a query finds, asked by collections, over REST and by their forms."""

    stays_the_sites = True

    def _makequery(self, query=None, **more: Any):
        rows = rows_for_reader(self.context, query)
        return super()._makequery(query=rows, **more)


class Upload(AllowUploadView):
    """Whether something may be uploaded somewhere; where nothing is, nothing may."""

    stays_the_sites = True

    def __call__(self) -> str:
        path = self.request.form.get("path")
        if not path or self.context.unrestrictedTraverse(path, None) is not None:
            return super().__call__()
        self.request.response.setHeader(
            "Content-Type", "application/json; charset=utf-8"
        )
        kinds = ("allowUpload", "allowImages", "allowFiles")
        return json.dumps(dict.fromkeys(kinds, False))


class Terms(VocabularyView):
    """Terms of a vocabulary; those of the catalog are found by a query as well."""

    stays_the_sites = True

    def __call__(self):
        sent = self.request.get("query", "")
        try:
            query = json.loads(sent) if isinstance(sent, str) else sent
            rows = rows_for_reader(self.context, query["criteria"])
        except (KeyError, TypeError, ValueError):
            return super().__call__()
        self.request.set("query", json.dumps({**query, "criteria": rows}))
        return super().__call__()


@implementer(IExpandableElement)
@adapter(Interface, IBrowserLayer)
class Navigation(ContextNavigation):
    """The navigation, which begins where whoever asks says."""

    def __call__(self, expand=False, prefix="expand.contextnavigation."):
        name = f"{prefix}root_path"
        if isinstance(sent := self.request.form.get(name), str):
            self.request.form[name] = address_for_reader(sent)
        return super().__call__(expand=expand, prefix=prefix)


class NavigationGet(Service):
    """The navigation by its own address."""

    stays_the_sites = True

    def reply(self):
        return Navigation(self.context, self.request)(expand=True)["contextnavigation"]


@implementer(IFieldDeserializer)
@adapter(ITextLine, ILink, IBrowserLayer)
class LinkSent(LinkTextLineFieldDeserializer):
    """Where a link is to go, as sent: stock makes a UID of what it finds there."""

    def __call__(self, value):
        if isinstance(value, str) and leads_into_hidden(value):
            return TextLineFieldDeserializer.__call__(self, value)
        return super().__call__(value)


@implementer(IFieldSerializer)
@adapter(ITextLine, ILink, IBrowserLayer)
class LinkTarget(TextLineFieldSerializer):
    """Where a link goes; what this reader may not see stays as it was written."""

    def __call__(self):
        """Give the address."""
        value = self.get_value()
        if is_hidden(target_of(value)):
            return value
        if leads_into_hidden(value or ""):
            # What stock says of an address that leads nowhere.
            return value.replace(SITE, "")
        return super().__call__()
