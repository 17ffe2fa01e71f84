"""REST of media: POST to the holder, PATCH; DELETE is plone.restapi's own."""

from collections.abc import Callable
from collections.abc import Mapping
from io import BytesIO
from leap.cop import _
from leap.cop.core import revision
from leap.cop.core.errors import Refused
from leap.cop.core.services import as_json
from leap.cop.core.services import check_sent_fields
from leap.cop.core.services import CopService
from leap.cop.core.services import refuse_owner_fields
from leap.cop.core.services import refuse_unknown
from leap.cop.media import content
from leap.cop.media import keeping
from plone.app.dexterity.behaviors.metadata import IBasic
from plone.restapi.interfaces import ISerializeToJson
from zope.component import getMultiAdapter

import binascii


FIELDS = {content.FILE: "file", content.IMAGE: "image", content.LINK: "remoteUrl"}

_SCHEMAS = {
    content.FILE: content.IFile,
    content.IMAGE: content.IImage,
    content.LINK: content.ILink,
}


def _fields_in(
    data: dict, portal_type: str, there: Callable[[], Mapping] = dict
) -> dict:
    """Return what was sent for a type, in the form that `keeping` takes.

    :param there: gives what whoever asks gets of it now.
    """
    refuse_owner_fields(data)
    check_sent_fields(data, (IBasic, content.ILink))
    refuse_unknown(data, (IBasic, _SCHEMAS[portal_type]), there)
    fields = {name: data[name] or "" for name in keeping.WORDS if name in data}
    name = FIELDS[portal_type]
    if name not in data:
        return fields
    if portal_type == content.LINK:
        return {**fields, name: data[name]}
    sent = data[name]
    if isinstance(sent, dict) and "data" not in sent and "download" in sent:
        # What a client read here before and sends back: it stays as it is.
        return fields
    if isinstance(sent, dict) and fields.get("title") == sent.get("filename"):
        # A file's name tells too much to be a title.
        fields.pop("title", None)
    return {**fields, name: BytesIO(bytes_in(sent, name))}


def bytes_in(sent: object, field: str) -> bytes:
    """Return the bytes of a file that was sent.

    :raises Refused: for anything but `{"data": …, "encoding": "base64"}`.
    """
    try:
        if isinstance(sent, dict) and sent.get("encoding") == "base64":
            return binascii.a2b_base64(sent["data"].encode("ascii"))
    except (KeyError, AttributeError, UnicodeEncodeError, binascii.Error):
        pass
    raise Refused(_('send {"data": …, "encoding": "base64"}.'), field)


class HolderPost(CopService):
    """Add a medium."""

    def reply(self):
        data = self.body()
        portal_type = data.get("@type")
        if not isinstance(portal_type, str) or portal_type not in FIELDS:
            raise Refused(
                _("send one of ${types}.", mapping={"types": ", ".join(content.TYPES)}),
                "@type",
            )
        seen = revision.take(data)
        fields = _fields_in(data, portal_type)
        revision.check(self.context, seen, lambda: as_json(self.context, self.request))
        medium = self.add(portal_type, fields)
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", medium.absolute_url())
        return getMultiAdapter((medium, self.request), ISerializeToJson)()

    def add(self, portal_type: str, fields: dict):
        """Return what was added."""
        return keeping.add(self.context, portal_type, fields)


class MediumPatch(CopService):
    """Change a medium."""

    def reply(self):
        data = self.body()
        seen = revision.take(data)
        fields = _fields_in(data, self.context.portal_type, self._there)
        revision.check(self.context, seen, self._there)
        self.change(fields)
        if "return=representation" in self.request.getHeader("Prefer", ""):
            return getMultiAdapter((self.context, self.request), ISerializeToJson)()
        return self.reply_no_content()

    def _there(self) -> dict:
        return as_json(self.context, self.request)

    def change(self, fields: dict) -> None:
        """Change it."""
        keeping.change(self.context, fields)


class NoParts(CopService):
    """Refuse an upload in parts: a raw file would lie on the disk until it is whole."""

    def reply(self):
        raise Refused(
            _("send it in one piece, to the address of the story it belongs to."),
            "file",
        )
