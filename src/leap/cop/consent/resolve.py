"""Stock redirects by UID, asked for View first: they tell anybody an address.

What the reader may not see is answered like a UID that does not exist.
"""

from leap.cop.consent.gate import may_view
from leap.cop.interfaces import ICopContent
from plone import api
from plone.app.uuid.browser import RedirectToUUIDView
from plone.app.uuid.utils import uuidToObject
from plone.outputfilters.browser.resolveuid import ResolveUIDView
from plone.restapi.services.linkintegrity.get import LinkIntegrityGet
from Products.Five.browser import BrowserView
from zExceptions import NotFound


def refuse_what_is_not_theirs(uuid: str | None) -> None:
    """Answer as for a UID that does not exist, where the reader may not see it."""
    found = uuidToObject(uuid, unrestricted=True) if uuid else None
    if ICopContent.providedBy(found) and not may_view(found):
        raise NotFound("The link you followed is broken")


class LinkIntegrity(LinkIntegrityGet):
    """`@linkintegrity?uids=…`, with a question first; stock stops at nothing there."""

    def reply(self):
        sent = self.request.form.get("uids", [])
        for uid in sent if isinstance(sent, list) else [sent]:
            found = uuidToObject(uid, unrestricted=True)
            if found is None or (ICopContent.providedBy(found) and not may_view(found)):
                raise NotFound("The link you followed is broken")
        return super().reply()


class Sitemap(BrowserView):
    """The map of the site, from below a community: the site's own."""

    def __call__(self):
        address = f"{api.portal.get().absolute_url()}/sitemap"
        return self.request.response.redirect(address)


class ResolveUID(ResolveUIDView):
    """`resolveuid/<uid>`, with a question first."""

    def __call__(self):
        refuse_what_is_not_theirs(self.uuid)
        return super().__call__()


class RedirectToUID(RedirectToUUIDView):
    """`@@redirect-to-uuid/<uid>`, with a question first."""

    def __call__(self):
        if not self.uuid:
            raise NotFound("The link you followed is broken")
        refuse_what_is_not_theirs(self.uuid)
        return super().__call__()
