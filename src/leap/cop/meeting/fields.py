"""The field for a time on a clock, over REST and in forms.

A form takes what is typed on the clock of the zone that is chosen there; REST takes an
instant, or the clock of the meeting.
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.meeting import clock
from plone.app.z3cform.converters import DatetimeWidgetConverter
from plone.app.z3cform.interfaces import IDatetimeWidget
from plone.app.z3cform.widgets.datetime import DatetimeWidget
from plone.restapi.deserializer.dxfields import DefaultFieldDeserializer
from plone.restapi.interfaces import IFieldDeserializer
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.serializer.dxfields import DefaultFieldSerializer
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import IFormLayer
from z3c.form.widget import FieldWidget
from zope import schema
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import IDatetime
from zope.schema.interfaces import ValidationError


class NoTime(ValidationError):
    """A meeting has a day and a time."""

    def doc(self):
        return _("Enter a date and a time, for example 2027-03-27T09:00.")


class IClockTime(IDatetime):
    """A time on a clock."""


@implementer(IClockTime)
class ClockTime(schema.Datetime):
    """A field for a time on a clock."""

    def _validate(self, value) -> None:
        super()._validate(value)
        if value.year not in clock.YEARS:
            raise NoTime(value)


@implementer(IFieldDeserializer)
@adapter(IClockTime, Interface, Interface)
class ClockTimeDeserializer(DefaultFieldDeserializer):
    """A time over REST, as ISO 8601 writes it."""

    def __call__(self, value):
        try:
            moment = clock.read(value, self.context.timezone, self.field.__name__)
        except (Refused, OverflowError) as error:
            raise NoTime(value) from error
        self.field.validate(moment)
        return moment


@implementer(IFieldSerializer)
@adapter(IClockTime, Interface, Interface)
class ClockTimeSerializer(DefaultFieldSerializer):
    """A time over REST: in UTC, as all moments of ours."""

    def __call__(self):
        moment: datetime | None = self.get_value()
        return moment and moment.astimezone(UTC).isoformat(timespec="seconds")


class IZoneName(IChoice):
    """The name of a time zone."""


@implementer(IZoneName)
class ZoneName(schema.Choice):
    """A field for the name of a time zone, such as Europe/Sofia."""


@implementer(IFieldSerializer)
@adapter(IZoneName, Interface, Interface)
class ZoneNameSerializer(DefaultFieldSerializer):
    """The name alone: it is a word of all programs, and in no language."""


@adapter(IClockTime, IDatetimeWidget)
class ClockTimeConverter(DatetimeWidgetConverter):
    """What stands on the clock, without a zone."""

    def toWidgetValue(self, value) -> str:
        return super().toWidgetValue(value and value.replace(tzinfo=None))

    def toFieldValue(self, value):
        try:
            moment = super().toFieldValue(value)
        except (TypeError, ValueError, OverflowError) as error:
            raise NoTime(value) from error
        return moment and moment.replace(tzinfo=None)


@implementer(IFieldWidget)
@adapter(IClockTime, IFormLayer)
def clock_widget(field, request):
    """Return day and time as the browser knows to ask for them."""
    widget = FieldWidget(field, DatetimeWidget(request))
    widget.default_timezone = None
    return widget
