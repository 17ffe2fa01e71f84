"""Files and links of meetings over REST."""

from leap.cop import _
from leap.cop.core.containment import container_of
from leap.cop.core.errors import Refused
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Pick
from leap.cop.core.serializers import IMoreToJson
from leap.cop.core.services import CopService
from leap.cop.media import keeping
from leap.cop.media.serializers import facts
from leap.cop.media.serializers import MediumToJson
from leap.cop.media.services import HolderPost
from leap.cop.media.services import MediumPatch
from leap.cop.meeting import resources
from leap.cop.meeting import voices
from leap.cop.meeting.content import IMeeting
from leap.cop.meeting.interfaces import IMeetingMedium
from leap.cop.meeting.minutes import showing
from plone.restapi.interfaces import ISerializeToJson
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


class ISearch(Interface):
    """What is looked for on the shelf."""

    kind = Pick(keeping.NEUTRAL_TITLES, title=_("Kind"), required=False)
    words = OneLine(title=_("Search for"), max_length=200, required=False)


@implementer(IMoreToJson)
@adapter(IMeeting, IBrowserLayer)
class MediaToJson:
    """The files and links of a meeting, as far as this reader may see them."""

    def __init__(self, meeting, request) -> None:
        self.meeting = meeting

    def more(self) -> dict:
        """Return them as stock returns what stands in something."""
        rows = [facts(medium) for medium in resources.listed(self.meeting)]
        return {"items": rows, "items_total": len(rows)}


@implementer(ISerializeToJson)
@adapter(IMeetingMedium, IBrowserLayer)
class MeetingMediumToJson(MediumToJson):
    """A file or link of a meeting, and what its reader may do with it."""

    def __call__(self, version=None, include_items=True) -> dict:
        row = super().__call__(version=version, include_items=include_items)
        meeting = container_of(self.context)
        if voices.may(meeting, "read"):
            row["shown"] = resources.is_shown(self.context)
            row["may_change"] = resources.may_change(self.context)
            row["may_take_out"] = resources.may_remove(self.context)
        return row


class MeetingMediaPost(HolderPost):
    """Add a file or link."""

    def reply(self):
        # Before the body is looked at: nobody sends a file in vain.
        voices.need(self.context, "add_resource")
        return super().reply()

    def add(self, portal_type: str, fields: dict):
        return resources.add(self.context, portal_type, fields)


def _tick(data: dict, name: str) -> bool | None:
    value = data.pop(name, None)
    if value is not None and not isinstance(value, bool):
        raise Refused(_("send true or false."), name)
    return value


class MeetingMediumPatch(MediumPatch):
    """Change what is said about it; show it as far as its meeting: `{shown: true}`."""

    def body(self) -> dict:
        data = dict(super().body())
        self.shown = _tick(data, "shown")
        self.confirmed = bool(_tick(data, showing.CONFIRMED))
        return data

    def change(self, fields: dict) -> None:
        if fields:
            resources.change(self.context, fields, confirmed=self.confirmed)
        if self.shown is not None:
            resources.show(self.context, self.shown, confirmed=self.confirmed)
        if not fields and self.shown is None:
            raise Refused(_("send what you want to change."), "body")


class MeetingMediumDelete(CopService):
    """Take it out."""

    def handle(self):
        resources.remove(self.context)


class ResourcesGet(CopService):
    """Files and links of all meetings that this reader may see, newest first."""

    takes = ISearch

    def handle(self, kind=None, words=""):
        self.addresses: dict[str, str] = {}
        found = resources.shelf(self.context, kind=kind, words=words or "")
        return self.listing(found, self.row)

    def row(self, medium) -> dict:
        """Return one, with its kind and its meeting."""
        return {
            **facts(medium),
            "kind": keeping.family_of(medium),
            "meeting": self.address_of(container_of(medium)),
        }

    def address_of(self, meeting) -> str:
        """Return the address of a meeting, looked up once for all that it has."""
        key = meeting.getId()
        if key not in self.addresses:
            self.addresses[key] = meeting.absolute_url()
        return self.addresses[key]
