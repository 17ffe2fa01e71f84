"""REST of stories: create, change, consent, audience, transitions."""

from leap.cop import _
from leap.cop.consent import rules as consent
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.services import CopService
from leap.cop.core.services import WorkflowPost
from leap.cop.story import schemas
from leap.cop.story.lifecycle import audience
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.sharing.last_name import remember_name
from leap.cop.story.sharing.preview import Seen
from plone import api
from zope.i18n import translate


class ConsentGet(CopService):
    """What the teller agreed to, for the teller alone."""

    def handle(self):
        story = self.context
        if not lifecycle.is_teller(story):
            raise NotYours(_("Only the storyteller can read what they agreed to."))
        standing = standing_of(story)
        rows = Ledger(api.portal.get()).rows(standing.ledger_key)
        shown = ("n", "at", "act", "level", "attribution", "wording_id", "language")
        return {
            "@id": f"{story.absolute_url()}/@consent",
            "level": standing.granted or consent.PRIVATE,
            "attribution": story.attribution or "anonymous",
            "attribution_text": story.attribution_text or "",
            "audience": audience.audience_of(story).level,
            "digest": digests.digest_of(story),
            "items": [
                {**{name: row[name] for name in shown}, "digest": row["digest"]}
                for row in rows
            ],
            "items_total": len(rows),
        }


class ConsentPost(CopService):
    """Grant an audience for exactly this text, and move the story there."""

    takes = schemas.IGrant

    def handle(self, level, wording=None, language=None, revision=None, **signature):
        self.check_seen(revision)
        lifecycle.grant(
            self.context,
            level,
            now=self.now,
            wording=wording or "",
            language=language or "",
            channel="rest",
            **signature,
        )
        remember_name(self.context)
        return where_it_stands(self.context)


class ConsentDelete(CopService):
    """Take a story back: to the teller alone, at once, no reason asked."""

    def handle(self):
        lifecycle.withdraw(self.context)
        return where_it_stands(self.context)


def where_it_stands(story) -> dict:
    """Return state and audience of a story after a move."""
    return {
        "@id": story.absolute_url(),
        "review_state": lifecycle.state_of(story),
        "level": standing_of(story).granted or consent.PRIVATE,
        "audience": audience.audience_of(story).level,
    }


class AudienceGet(CopService):
    """Who can read a story now, for its readers; for its teller, what others see."""

    def handle(self):
        url = f"{self.context.absolute_url()}/@audience"
        form = self.request.form
        if "as" in form:
            seen = Seen(
                self.context,
                self.request,
                form["as"],
                level=form.get("level"),
                attribution=form.get("attribution"),
                attribution_text=form.get("attribution_text"),
            )
            return {"@id": url, **seen.as_json()}
        found = audience.audience_of(self.context)
        return {
            "@id": url,
            "level": found.level,
            "readers": found.readers,
            "open_ended": found.open_ended,
            "text": translate(found.text, context=self.request),
        }


class StoryWorkflowPost(WorkflowPost):
    """Make a transition; what is said to it goes with it."""

    takes = schemas.IStoryMove

    def check_transition(self, transition: str) -> None:
        known = consent.MOVES.get(transition)
        if known is None or not known.actors:
            raise Refused(_("there is no such transition."), "path")

    def is_taking_back(self, transition: str) -> bool:
        return transition in consent.TAKING_BACK

    def move(self, transition: str, **said: object) -> None:
        lifecycle.move(
            self.context,
            transition,
            comment=said.pop("comment", None) or "",
            **{name: value or "" for name, value in said.items()},
        )

    def where_it_stands(self) -> dict:
        return where_it_stands(self.context)
