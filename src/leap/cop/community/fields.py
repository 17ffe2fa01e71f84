"""Fields of our own: aims and addresses of guidance, one in each line; a person."""

from leap.cop import _
from leap.cop.community.accounts import own_id
from leap.cop.community.records import CommunityPicture
from leap.cop.media.serializers import file_facts
from leap.cop.media.services import bytes_in
from plone.app.z3cform.widgets.text import TextAreaWidget
from plone.app.z3cform.widgets.text import TextLinesWidget
from plone.base.interfaces import IImageScalesFieldAdapter
from plone.exportimport.deserializers.blob import ExportImportNamedFieldDeserializer
from plone.exportimport.interfaces import IExportImportRequestMarker
from plone.namedfile.field import NamedBlobImage
from plone.namedfile.interfaces import INamedBlobImageField
from plone.restapi.deserializer.dxfields import DefaultFieldDeserializer
from plone.restapi.deserializer.dxfields import NamedFieldDeserializer
from plone.restapi.interfaces import IFieldDeserializer
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.serializer.dxfields import DefaultFieldSerializer
from z3c.form.converter import BaseDataConverter
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import IFormLayer
from z3c.form.interfaces import ITextAreaWidget
from z3c.form.interfaces import ITextLinesWidget
from z3c.form.widget import FieldWidget
from zope import schema
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.schema.interfaces import IField
from zope.schema.interfaces import IFromUnicode
from zope.schema.interfaces import IList
from zope.schema.interfaces import ITextLine
from zope.schema.interfaces import ValidationError

import secrets


MAX_AIM = 500


class BadAims(ValidationError):
    """Aims are rows with a text."""

    def doc(self):
        return _("aims: up to 30 lines, of up to 500 characters each.")


class IAims(IField):
    """Rows of `{"id", "text"}`; an id stays with its aim for ever."""


def aims_from(rows: object, known: tuple = ()) -> tuple[dict[str, str], ...]:
    """Return rows with ids out of strings or rows; known texts keep their ids.

    :raises BadAims: when a row has no text, or too long a one.
    """
    if not isinstance(rows, (list, tuple)):
        raise BadAims()
    ids = {row["text"]: row["id"] for row in known}
    taken = set(ids.values())
    found = []
    for row in rows:
        sent = {"text": row} if isinstance(row, str) else row
        text = sent.get("text") if isinstance(sent, dict) else None
        if not isinstance(text, str) or not text.strip() or len(text) > MAX_AIM:
            raise BadAims()
        text = " ".join(text.split())
        identifier = sent.get("id") if isinstance(sent.get("id"), str) else None
        if not identifier:
            identifier = ids.get(text) or secrets.token_hex(4)
        taken.add(identifier)
        found.append({"id": identifier[:40], "text": text})
    return tuple(found)


@implementer(IAims, IFromUnicode)
class Aims(schema.Field):
    """The aims of a community."""

    def __init__(self, max_length: int = 30, **kw) -> None:
        self.max_length = max_length
        super().__init__(**kw)

    def _validate(self, value) -> None:
        super()._validate(value)
        if aims_from(value) and len(value) > self.max_length:
            raise BadAims()

    def fromUnicode(self, value: str) -> tuple[dict[str, str], ...]:
        """Return the rows out of lines."""
        return aims_from([line for line in value.splitlines() if line.strip()])


@adapter(IAims, ITextAreaWidget)
class AimsConverter(BaseDataConverter):
    """Between rows and the lines of a text area."""

    def toWidgetValue(self, value) -> str:
        return "\n".join(row["text"] for row in value or ())

    def toFieldValue(self, value):
        lines = [line for line in (value or "").splitlines() if line.strip()]
        context = self.widget.context
        known = getattr(context, self.field.__name__, None) or ()
        return aims_from(lines, known if isinstance(known, tuple) else ())


@implementer(IFieldWidget)
@adapter(IAims, IFormLayer)
def aims_widget(field, request):
    """A plain text area: it works without JavaScript and with a keyboard."""
    widget = FieldWidget(field, TextAreaWidget(request))
    widget.rows = 5
    return widget


@implementer(IFieldDeserializer)
@adapter(IAims, Interface, Interface)
class AimsDeserializer(DefaultFieldDeserializer):
    """Rows or plain strings over REST."""

    def __call__(self, value):
        known = getattr(self.context, self.field.__name__, None) or ()
        return aims_from(value if value is not None else [], known)


@implementer(IFieldSerializer)
@adapter(IAims, Interface, Interface)
class AimsSerializer(DefaultFieldSerializer):
    """Rows over REST."""

    def __call__(self):
        return [dict(row) for row in self.get_value() or ()]


class BadWebAddress(ValidationError):
    """A web address begins with https:// or http://."""

    def doc(self):
        return _("One web address per line. Each must start with https:// or http://.")


class IWebAddresses(IList):
    """Addresses that a page may link to."""


class WebAddress(schema.URI):
    """An address that a browser opens, and nothing that it would run."""

    def _validate(self, value) -> None:
        try:
            super()._validate(value)
        except ValidationError as error:
            raise BadWebAddress(value) from error
        if not value.lower().startswith(("https://", "http://")):
            raise BadWebAddress(value)


@implementer(IWebAddresses)
class WebAddresses(schema.List):
    """Web addresses, one in each line."""

    def __init__(self, **kw) -> None:
        super().__init__(value_type=WebAddress(title=_("Address")), **kw)


@adapter(IWebAddresses, ITextLinesWidget)
class WebAddressesConverter(BaseDataConverter):
    """Between addresses and lines; blank lines do not count."""

    def toWidgetValue(self, value) -> str:
        return "\n".join(value or ())

    def toFieldValue(self, value) -> list[str]:
        lines = [line.strip() for line in (value or "").splitlines() if line.strip()]
        for line in lines:
            self.field.value_type.validate(line)
        return lines


@implementer(IFieldWidget)
@adapter(IWebAddresses, IFormLayer)
def web_addresses_widget(field, request):
    """A plain text area: it works without JavaScript and with a keyboard."""
    widget = FieldWidget(field, TextLinesWidget(request))
    widget.rows = 3
    return widget


class IUserId(ITextLine):
    """Somebody of the site."""


@implementer(IUserId)
class UserId(schema.TextLine):
    """A user id, kept as the account's own however it was typed."""


@implementer(IFieldDeserializer)
@adapter(IUserId, Interface, Interface)
class UserIdDeserializer(DefaultFieldDeserializer):
    """Somebody over REST; who is named already stays, also in an outage."""

    def __call__(self, value):
        if value in (None, ""):
            return None
        name = self.field.__name__
        known = getattr(self.context.aq_base, name, None)
        return value if value == known else own_id(value, name)


class IPicture(INamedBlobImageField):
    """A picture that is cleaned before a byte of it is stored."""


@implementer(IPicture)
class Picture(NamedBlobImage):
    """The picture of a community."""

    _type = CommunityPicture


@implementer(IFieldDeserializer)
@adapter(IPicture, Interface, Interface)
class PictureDeserializer(NamedFieldDeserializer):
    """A picture over REST: base64, or what was read here before and comes back."""

    def __call__(self, value):
        if value is None:
            return None
        if IExportImportRequestMarker.providedBy(self.request):
            # It lies beside its content.
            beside = ExportImportNamedFieldDeserializer
            return beside(self.field, self.context, self.request)(value)
        name = self.field.__name__
        if isinstance(value, dict) and "data" not in value and "download" in value:
            return getattr(self.context, name, None)
        return CommunityPicture(bytes_in(value, name))


@implementer(IFieldSerializer)
@adapter(IPicture, Interface, Interface)
class PictureSerializer(DefaultFieldSerializer):
    """What there is to know of a picture; nothing is made on the way."""

    def __call__(self):
        if self.get_value() is None:
            return None
        return file_facts(self.context, self.field.__name__)


@implementer(IImageScalesFieldAdapter)
@adapter(IPicture, Interface, Interface)
class NoScalesInCatalog:
    """The catalog is told nothing of a picture: its scales are asked for by name."""

    def __init__(self, field, context, request) -> None:
        """Take what stock's take."""

    def __call__(self) -> None:
        """Return nothing."""
