"""REST of leaving: ending a membership, and the link to one's own stories."""

from leap.cop import _
from leap.cop.community import people
from leap.cop.core.errors import NotYours
from leap.cop.core.headers import NO_REFERRER
from leap.cop.core.schemas import taken
from leap.cop.core.services import CopService
from leap.cop.core.site_url import site_address
from leap.cop.core.token_services import TokenService
from leap.cop.core.write_lock import take_turn
from leap.cop.recruitment.leaving import leaving
from leap.cop.recruitment.leaving.schemas import ILeaving
from leap.cop.recruitment.leaving.schemas import ILeft
from leap.cop.story.lifecycle import audience
from leap.cop.story.lifecycle import lifecycle
from plone import api
from zope.i18n import translate


class MembersDelete(CopService):
    """End a membership: a facilitator anybody's, everybody their own.

    For one's own: `{stories?: {id: keep | anonymise | take_back}, link?, mail_link?}`.
    """

    path = "userid"
    path_goes_on = True
    takes = ILeaving

    def handle(self, userid, stories=None, link=False, mail_link=False):
        userid = people.id_on_list(self.context, userid)
        if userid == self.me:
            return self._leave(userid, stories, with_link=link, by_mail=mail_link)
        if not people.may_manage_members(self.context):
            raise NotYours(_("Only facilitators can remove somebody."))
        if stories:
            raise NotYours(
                _("only the person who told a story can decide about it."), "stories"
            )
        people.remove(self.context, userid, now=self.now)

    def _leave(self, userid: str, stories: object, **link: bool) -> dict | None:
        token = leaving.leave(self.context, userid, stories, now=self.now, **link)
        if not token:
            return None
        portal = api.portal.get()
        self.request.response.setHeader("Referrer-Policy", NO_REFERRER)
        return {
            "link": leaving.address(site_address(portal), token),
            "@id": f"{portal.absolute_url()}/@cop-leaver/{token}",
        }


class LeaverService(TokenService):
    """The stories of somebody who left, for whoever holds the token."""

    def found(self):
        """Return what the token opens, None where it leads nowhere."""
        return leaving.find(self.token, now=self.now)

    def say(self, status: int, message) -> dict:
        """Answer with a status and a neutral body."""
        self.request.response.setStatus(status)
        return {"message": translate(message, context=self.request)}

    def listed(self, found) -> dict:
        """Return the stories that a link opens."""
        items = [
            {
                "id": story.getId(),
                "title": story.title,
                "audience": audience.audience_of(story).level,
                "review_state": lifecycle.state_of(story),
                "attribution": story.attribution or "anonymous",
            }
            for story in found.stories
        ]
        return {"items": items, "items_total": len(items)}


class LeaverGet(LeaverService):
    """Titles, and how far each story goes."""

    def reply_to_token(self):
        found = self.found()
        return self.say(404, leaving.OVER) if found is None else self.listed(found)


class LeaverPatch(LeaverService):
    """`{story, choice: anonymise | take_back | delete}`, or `{end: true}`."""

    takes = ILeft

    def reply_to_token(self):
        body = self.body()
        take_turn(self.request)
        found = self.found()
        if found is None:
            return self.say(404, leaving.OVER)
        sent = taken(body, self.takes)
        if sent.get("end"):
            leaving.end_link(found)
            return {"items": [], "items_total": 0}
        leaving.decide(found, sent.get("story"), sent.get("choice"), now=self.now)
        return self.listed(self.found())
