"""Where a meeting is: who asks stock's way gets what may be shown, and no more.

Listings, feeds and portlets of Plone read the attribute `location` of whatever they
list. So that attribute holds a place only if everybody who sees the meeting may know
it. The people of the community read `place`, by the field.
"""

from leap.cop import _
from leap.cop.core import revision
from plone.restapi.interfaces import IFieldSerializer
from plone.restapi.serializer.dxfields import DefaultFieldSerializer
from z3c.form.datamanager import AttributeField
from z3c.form.interfaces import IDataManager
from zope import schema
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.schema.interfaces import ITextLine


#: What stands in calendars and lists in place of a place.
SEE_PAGE = _("see the meeting page")

#: Whose readers know where a meeting is, whether it may be shown or not.


def shown_location(meeting) -> str:
    """Return where a meeting is if that may be shown with it, else nothing."""
    return (meeting.place or "") if meeting.address_may_be_shown else ""


class IPlace(ITextLine):
    """A place that may have to stay among the people of a community."""


@implementer(IPlace)
class Place(schema.TextLine):
    """A field for a place."""


class ShownPlace:
    """The attribute `location`: what is written is kept, what may be shown is read."""

    def __get__(self, meeting, kind=None):
        if meeting is None:
            return self
        return shown_location(meeting)

    def __set__(self, meeting, value: str | None) -> None:
        meeting.place = value


@implementer(IDataManager)
class PlaceManager(AttributeField):
    """What forms and REST read and write of the field: the place itself."""

    def get(self) -> str | None:
        """Return where it is."""
        return self.context.place


@implementer(IFieldSerializer)
@adapter(IPlace, Interface, Interface)
class PlaceSerializer(DefaultFieldSerializer):
    """The place itself; the field is left out for whoever may not read it."""

    def get_value(self, default=None) -> str | None:
        """Return where it is."""
        return self.context.place


def revision_parts(meeting) -> dict[str, object]:
    """Return what the revision of a meeting is made of, for the current user."""
    parts = revision.field_parts(meeting)
    if "online_link" in parts:
        parts["location"] = meeting.place or ""
    return parts
