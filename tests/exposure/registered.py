"""What is registered: pages, services and vocabularies, read from the registry itself.

The completeness gate, the sweeps and the introspection gates all look here, so that a
new view or service is found without anybody telling the tests about it.
"""

from leap.cop.core.interfaces import IBrowserLayer
from typing import NamedTuple
from zope.component import getGlobalSiteManager
from zope.component import getUtilitiesFor
from zope.interface import alsoProvides
from zope.interface import Interface
from zope.interface import providedBy
from zope.publisher.interfaces.browser import IBrowserView
from zope.schema.interfaces import IVocabularyFactory

import re


PACKAGE = "leap.cop"

#: What a page or service can stand on, from the most special up.
CONTEXTS = ("story", "community", "site")


class Registered(NamedTuple):
    """One page or service."""

    kind: str
    context: str
    name: str
    method: str
    factory: object
    is_ours: bool

    @property
    def label(self) -> str:
        """What the tables of rows call it."""
        parts = [self.kind, self.method, self.context, self.name]
        return " ".join(part for part in parts if part)


def is_ours(registration) -> bool:
    """Tell whether a registration comes from this package."""
    file = str(getattr(registration.info, "file", "") or "")
    if "/leap/cop/" in file:
        return True
    layers = registration.required[-1:]
    if any(layer is IBrowserLayer for layer in registration.required):
        return True
    module = getattr(registration.factory, "__module__", "") or ""
    return module.startswith(PACKAGE) and bool(layers)


def split_service(name: str) -> tuple[str, str] | None:
    """Return method and name of a REST service out of a view's name."""
    match = re.match(r"^([A-Z]+)_application_json_(.*)$", name)
    return (match.group(1), match.group(2)) if match else None


def context_name(required) -> str:
    """Return how the tables call what a page or service stands on."""
    names = {
        "IStory": "story",
        "ICommunity": "community",
        "IPloneSiteRoot": "site",
        "Interface": "anything",
        "ICopContent": "content",
    }
    name = getattr(required, "__name__", str(required)).rpartition(".")[2]
    return names.get(name, name)


def _is_page(registration) -> bool:
    return (
        len(registration.required) == 2
        and registration.name != ""
        and registration.provided is Interface
    ) or (
        registration.provided.isOrExtends(IBrowserView)
        and len(registration.required) in (2, 3)
    )


def own() -> list[Registered]:
    """Return the pages and services of this package."""
    found = {}
    for registration in getGlobalSiteManager().registeredAdapters():
        if not is_ours(registration) or not _is_page(registration):
            continue
        service = split_service(registration.name)
        context = context_name(registration.required[0])
        if service:
            item = Registered(
                "service", context, service[1], service[0], registration.factory, True
            )
        elif len(registration.required) == 3:
            item = Registered(
                "page", "add", registration.name, "", registration.factory, True
            )
        else:
            item = Registered(
                "page", context, registration.name, "", registration.factory, True
            )
        found[item.label] = item
    return sorted(found.values(), key=lambda item: item.label)


def reachable(content, request) -> list[Registered]:
    """Give every page and service, stock or ours, that can be asked on some content."""
    alsoProvides(request, IBrowserLayer)
    interfaces = (providedBy(content), providedBy(request))
    found = {}
    for name, factory in getGlobalSiteManager().adapters.lookupAll(
        interfaces, Interface
    ):
        if not name:
            continue
        service = split_service(name)
        if service:
            kind, method, name = "service", service[0], service[1]
        else:
            kind, method = "page", ""
        item = Registered(kind, "", name, method, factory, False)
        found[item.label] = item
    return sorted(found.values(), key=lambda item: item.label)


def vocabularies() -> list[str]:
    """Return the names of all vocabularies of the site."""
    return sorted(name for name, _one in getUtilitiesFor(IVocabularyFactory) if name)


def own_vocabularies() -> list[str]:
    """Return the names of our own."""
    return [name for name in vocabularies() if name.startswith(PACKAGE)]
