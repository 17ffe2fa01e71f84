"""Content that is sent to a community, and communities that are sent to the site."""

from leap.cop.community.content import ICommunity
from leap.cop.community.interfaces import ICompletesSent
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.services import check_sent_fields
from leap.cop.core.services import refuse_owner_fields
from leap.cop.core.services import refuse_unknown
from leap.cop.core.services import send_on
from leap.cop.core.services import sent_object
from leap.cop.core.unwalked import Unwalked
from plone.dexterity.utils import iterSchemata
from plone.dexterity.utils import iterSchemataForType
from plone.exportimport.interfaces import IExportImportRequestMarker
from plone.restapi.deserializer.dxcontent import DeserializeFromJson
from plone.restapi.services.content.add import FolderPost
from zope.component import adapter
from zope.component import queryUtility


OURS = "leap.cop."


class ContentPost(Unwalked, FolderPost):
    """Create content in a community: a sent id is ignored, owners cannot be sent."""

    def reply(self):
        data = sent_object(self.request)
        refuse_owner_fields(data)
        check_sent_fields(data, ())
        portal_type = data.get("@type", "")
        if portal_type.startswith(OURS):
            schemata = list(iterSchemataForType(portal_type))
            check_sent_fields(data, schemata)
            if self.context.getTypeInfo().allowType(portal_type):
                refuse_unknown(data, schemata)
        complete = queryUtility(ICompletesSent, name=portal_type)
        if complete is not None:
            complete(data)
        send_on(self.request, data)
        return super().reply()


@adapter(ICommunity, IBrowserLayer)
class CommunityFromJson(DeserializeFromJson):
    """A community that is sent to the site or a folder: what nobody takes is refused.

    The service that makes it is Plone's, or another add-on's, and stays so.
    """

    def __call__(self, validate_all=False, data=None, create=False, **kwargs):
        # What is imported was asked by the importer.
        if create and not IExportImportRequestMarker.providedBy(self.request):
            data = sent_object(self.request) if data is None else data
            schemata = list(iterSchemata(self.context))
            refuse_owner_fields(data)
            check_sent_fields(data, schemata)
            refuse_unknown(data, schemata)
        return super().__call__(validate_all, data, create, **kwargs)
