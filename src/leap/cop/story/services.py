"""REST of stories: create, change, consent, audience, transitions."""

from leap.cop import _
from leap.cop.consent import rules as consent
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.core import revision
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.services import as_json
from leap.cop.core.services import CopService
from leap.cop.core.services import text_in
from leap.cop.story.lifecycle import audience
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import guards
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.sharing.preview import Seen
from plone import api
from zope.i18n import translate


#: What a transition takes over REST.
TRANSITION_FIELDS = {"comment", "digest", "include_children"}


class ConsentGet(CopService):
    """What the teller agreed to, for the teller alone."""

    def reply(self):
        story = self.context
        if not lifecycle.is_teller(story):
            raise NotYours(_("Only the teller reads what was agreed to."))
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

    def reply(self):
        data = self.body()
        if "level" not in data:
            raise Refused(_("level: say how far the story may go."))
        self.check_revision(data)
        lifecycle.grant(
            self.context,
            data["level"],
            now=self.now,
            attribution=data.get("attribution"),
            attribution_text=data.get("attribution_text"),
            wording=text_in(data, "wording", limit=100),
            language=text_in(data, "language", limit=20),
            channel="rest",
        )
        return where_it_stands(self.context)


class ConsentDelete(CopService):
    """Take a story back: to the teller alone, at once, no reason asked."""

    def reply(self):
        self.body()
        lifecycle.withdraw(self.context)
        return where_it_stands(self.context)


def where_it_stands(story) -> dict:
    """Give state and audience of a story after a move."""
    return {
        "@id": story.absolute_url(),
        "review_state": lifecycle.state_of(story),
        "level": standing_of(story).granted or consent.PRIVATE,
        "audience": audience.audience_of(story).level,
    }


class AudienceGet(CopService):
    """Who can read a story now, for its readers; for its teller, what others see."""

    def reply(self):
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


class WorkflowPost(CopService):
    """Make a transition; `comment`, `digest` and `revision` go with it."""

    def reply(self):
        story, transition = self.context, self.one_param()
        data = self.body()
        if data.get("include_children"):
            raise Refused(_("include_children: each story is its own decision."))
        seen = revision.take(data)
        unknown = sorted(set(data) - TRANSITION_FIELDS)
        if unknown:
            raise Refused(
                _(
                    "${field}: a transition takes comment and digest only.",
                    mapping={"field": unknown[0]},
                )
            )
        if transition not in consent.MOVES or not consent.MOVES[transition].actors:
            raise Refused(_("path: there is no such transition."))
        kwargs = {"comment": text_in(data, "comment", limit=guards.MAX_REASON)}
        if "digest" in data:
            kwargs["digest"] = text_in(data, "digest", limit=200)
        if transition not in consent.TAKING_BACK:
            revision.check(story, seen, lambda: as_json(story, self.request))
        lifecycle.move(story, transition, **kwargs)
        return where_it_stands(story)
