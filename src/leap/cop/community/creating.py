"""Content that is sent to a community, whatever type it is of."""

from leap.cop.community.interfaces import ICompletesSent
from leap.cop.core.services import check_sent_fields
from leap.cop.core.services import refuse_owner_fields
from leap.cop.core.services import refuse_unknown
from leap.cop.core.services import send_on
from leap.cop.core.services import sent_object
from plone.dexterity.utils import iterSchemataForType
from plone.restapi.services.content.add import FolderPost
from zope.component import queryUtility


OURS = "leap.cop."


class ContentPost(FolderPost):
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
