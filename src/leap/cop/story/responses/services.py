"""REST of answers to a story."""

from leap.cop.core.services import CarefulPatch
from leap.cop.core.services import CopService
from leap.cop.story.responses import responses
from leap.cop.story.responses import rules
from leap.cop.story.responses.schemas import IResponse
from plone.protect.interfaces import IDisableCSRFProtection
from zope.interface import alsoProvides


class ResponsesService(CopService):
    """What the services of answers share."""

    @property
    def url(self) -> str:
        """Their address."""
        return f"{self.context.absolute_url()}/@responses"

    def row(self, line: responses.Line) -> dict:
        """Return one answer; a teller's has neither name nor id."""
        return {
            "@id": f"{self.url}/{line.response.id}",
            "id": line.response.id,
            "kind": line.response.kind,
            "from": "teller" if line.is_tellers else {"fullname": line.fullname},
            "date": line.response.day.isoformat(),
            "text": line.response.text,
            "mine": line.is_mine,
        }


class ResponsesGet(ResponsesService):
    """What people wrote; to its teller, how many thanked and whether others can."""

    def handle(self):
        story = self.context
        found = self.listing(responses.lines_for_reader(story), self.row)
        if responses.voice_of(story) == rules.TELLER:
            found["thanks"] = responses.thanks(story)
            found["accepts_responses"] = responses.accepts(story)
        return found


class ResponsesPost(ResponsesService):
    """Answer, or say thank you."""

    takes = IResponse

    def handle(self, **sent):
        line = responses.write(self.context, **sent, now=self.now)
        if line is not None:
            return self.created(self.row(line))
        url = f"{self.url}/{rules.THANKS}"
        return self.created({"@id": url, "id": rules.THANKS, "kind": rules.THANKS})


class ResponsesDelete(ResponsesService):
    """Take an answer out, or one's own thank you back."""

    path = "response"

    def handle(self, response):
        if response == rules.THANKS:
            responses.take_thanks_back(self.context)
        else:
            responses.take_out(self.context, response)


class StoryPatch(CarefulPatch):
    """Change a story; switching answers changes nothing else of it, dates included.

    Whatever is sent along, and however the answer is wanted: a date that moves would
    say that they were switched.
    """

    def change_apart(self, data: dict) -> None:
        if "accepts_responses" in data:
            accepts = bool(data.pop("accepts_responses"))
            responses.set_accepts(self.context, accepts)
            alsoProvides(self.request, IDisableCSRFProtection)
