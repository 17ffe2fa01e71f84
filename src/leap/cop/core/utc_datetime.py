"""Moments in time, kept in UTC: a form shows the reader's zone, REST takes any.

Stock keeps whatever zone it gets, prints another one into its form, and stumbles over
UTC as Python knows it. Here there is one way: what has no zone over REST is UTC, what
is typed into a form is in the zone of whoever types, and what is kept has UTC and no
parts of a second.
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from plone.app.event.base import default_timezone
from plone.app.z3cform.converters import DatetimeWidgetConverter
from plone.app.z3cform.interfaces import IDatetimeWidget
from plone.app.z3cform.widgets.datetime import DatetimeWidget
from plone.restapi.deserializer.dxfields import DefaultFieldDeserializer
from plone.restapi.interfaces import IFieldDeserializer
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import IFormLayer
from z3c.form.widget import FieldWidget
from zope import schema
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer
from zope.interface import Interface
from zope.schema.interfaces import IDatetime
from zope.schema.interfaces import ValidationError


#: Years that a moment can be in; beyond them zones and calendars stumble.
YEARS = range(2000, 2200)


class NoMoment(ValidationError):
    """A moment has a date and a time."""

    def doc(self):
        return _("Enter a date and a time, for example 2026-12-01T10:00:00+02:00.")


def in_utc(moment: datetime) -> datetime:
    """Return a moment as it is kept.

    :param moment: in any zone; without one it is in UTC already.
    :raises NoMoment: for one that is too long ago, or too far away.
    """
    if moment.year not in YEARS:
        raise NoMoment(moment)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).replace(microsecond=0)


class IUTCDatetime(IDatetime):
    """A moment in time, in UTC."""


@implementer(IUTCDatetime)
class UTCDatetime(schema.Datetime):
    """A field for a moment."""

    def _validate(self, value) -> None:
        super()._validate(value)
        if value.tzinfo is None or value.year not in YEARS:
            raise NoMoment(value)


class KeptInUTC:
    """An attribute of content that holds a moment in UTC, whoever sets it."""

    def __set_name__(self, owner, name: str) -> None:
        self.name = name

    def __get__(self, content, kind=None):
        return self if content is None else content.__dict__.get(self.name)

    def __set__(self, content, moment: datetime | None) -> None:
        content.__dict__[self.name] = None if moment is None else in_utc(moment)


@implementer(IFieldDeserializer)
@adapter(IUTCDatetime, Interface, Interface)
class UTCDatetimeDeserializer(DefaultFieldDeserializer):
    """A moment over REST, as ISO 8601 writes it."""

    def __call__(self, value):
        try:
            moment = in_utc(datetime.fromisoformat(value))
        except (TypeError, ValueError) as error:
            raise NoMoment(value) from error
        self.field.validate(moment)
        return moment


@adapter(IUTCDatetime, IDatetimeWidget)
class UTCDatetimeConverter(DatetimeWidgetConverter):
    """Between UTC and the clock of whoever types."""

    def toWidgetValue(self, value) -> str:
        zone = default_timezone(self.widget.context, as_tzinfo=True)
        return super().toWidgetValue(value and value.astimezone(zone))

    def toFieldValue(self, value):
        try:
            moment = super().toFieldValue(value)
            return moment and in_utc(moment)
        except (TypeError, ValueError, OverflowError) as error:
            raise NoMoment(value) from error


@implementer(IFieldWidget)
@adapter(IUTCDatetime, IFormLayer)
def utc_datetime_widget(field, request):
    """Return date and time as the browser knows to ask for them; say on whose clock."""
    widget = FieldWidget(field, DatetimeWidget(request))
    widget.default_timezone = default_timezone
    zone = _("Time zone: ${zone}.", mapping={"zone": default_timezone()})
    words = (translate(text, context=request) for text in (field.description, zone))
    widget.description = " ".join(word for word in words if word)
    return widget
