"""Media over REST: what whoever reads the holder may know, and no more."""

from leap.cop.core import headers
from leap.cop.core import revision
from leap.cop.core.containment import container_of
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.media.content import LINK
from leap.cop.media.held import held_by
from leap.cop.media.interfaces import IMedium
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.interfaces import ISerializeToJsonSummary
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer


def facts(medium) -> dict:
    """Return what a list needs to show a medium."""
    url = medium.absolute_url()
    told = {
        "@id": url,
        "@type": medium.portal_type,
        "title": medium.title,
        "description": medium.description or "",
    }
    if medium.portal_type == LINK:
        return {**told, "remoteUrl": medium.remoteUrl}
    return {**told, medium.field: file_facts(medium, medium.field)}


def file_facts(content, field: str) -> dict:
    """Return what there is to know of a file. Its name is neutral, its dates nobody's.

    :param field: of the content's own fields, the one that holds the file.
    """
    url, value = content.absolute_url(), getattr(content, field)
    told = {
        "filename": value.filename,
        "content-type": value.contentType,
        "size": value.getSize(),
        "download": f"{url}/@@download/{field}",
    }
    if value.family != "picture":
        return told
    scales = {
        name: {
            "download": f"{url}/@@images/{field}/{name}",
            "width": scale.width,
            "height": scale.height,
        }
        for name, scale in value.scales.items()
    }
    return {
        **told,
        "width": value._width,
        "height": value._height,
        "scales": scales,
    }


@implementer(ISerializeToJson)
@adapter(IMedium, IBrowserLayer)
class MediumToJson:
    """A medium."""

    def __init__(self, context, request) -> None:
        self.context = context
        self.request = request

    def __call__(self, version=None, include_items=True) -> dict:
        holder = container_of(self.context)
        headers.set_confidential(self.request.response)
        return {
            **facts(self.context),
            "UID": self.context.UID(),
            "id": self.context.getId(),
            "is_folderish": False,
            "revision": revision.revision_of(self.context),
            "holds": [
                {
                    "kind": held.kind,
                    "count": held.count,
                    "says": translate(held.says, context=self.request),
                    "how": translate(held.how, context=self.request),
                }
                for held in held_by(self.context)
            ],
            "parent": {
                "@id": holder.absolute_url(),
                "@type": holder.portal_type,
                "title": holder.title,
            },
        }


@implementer(ISerializeToJsonSummary)
@adapter(IMedium, IBrowserLayer)
class MediumToSummary:
    """A medium in a list."""

    def __init__(self, context, request) -> None:
        self.context = context

    def __call__(self) -> dict:
        return facts(self.context)
