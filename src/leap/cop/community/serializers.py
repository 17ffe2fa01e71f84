"""A user over REST, without the groups that nobody finds."""

from leap.cop.core.interfaces import IBrowserLayer
from plone import api
from plone.restapi.batching import HypermediaBatch
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.user import BaseSerializer
from Products.CMFCore.interfaces import IMemberData
from zope.component import adapter
from zope.interface import implementer


@implementer(ISerializeToJson)
@adapter(IMemberData, IBrowserLayer)
class UserToJson(BaseSerializer):
    """What plone.restapi gives of a user, and the groups that the site knows.

    Stock looks each of a user's groups up and stumbles over those of a community,
    which stand in no list; and their ids would tell who belongs where.
    """

    def __call__(self):
        result = super().__call__()
        known = api.portal.get_tool("portal_groups").getGroupById
        groups = [found for name in self.context.getGroups() if (found := known(name))]
        rows = [{"id": group.id, "title": group.title or group.id} for group in groups]
        batch = HypermediaBatch(self.request, rows)
        result["groups"] = {
            "@id": batch.canonical_url,
            "items_total": batch.items_total,
            "items": sorted(batch, key=lambda row: row["title"]),
        }
        if batch.links:
            result["groups"]["batching"] = batch.links
        return result
