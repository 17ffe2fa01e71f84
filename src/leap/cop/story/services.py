"""REST of stories: create, change, consent, audience, transitions."""

from leap.cop import _
from leap.cop.consent import rules as consent
from leap.cop.consent.errors import NotYours
from leap.cop.consent.errors import Refused
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.rest import check_sent_fields
from leap.cop.consent.rest import CopService
from leap.cop.consent.rest import NOT_TAKEN
from leap.cop.consent.rest import refuse_owner_fields
from leap.cop.consent.rest import send_on
from leap.cop.consent.rest import sent_object
from leap.cop.consent.rest import text_in
from leap.cop.consent.standing import standing_of
from leap.cop.story import audience
from leap.cop.story import checks
from leap.cop.story import lifecycle
from leap.cop.story import rules
from leap.cop.story.content import IStory
from leap.cop.story.verify import verify
from leap.cop.story.views.seen import Seen
from plone import api
from plone.app.dexterity.behaviors.metadata import IBasic
from plone.restapi.services.content.add import FolderPost
from plone.restapi.services.content.update import ContentPatch
from zope.i18n import translate


#: What a transition takes over REST.
TRANSITION_FIELDS = {"comment", "digest", "include_children"}


def _texts_sent(data: dict) -> dict[str, str]:
    """Give the texts of a request by field, rich text as its HTML."""
    texts = {}
    for name in (*rules.STEPS, "description"):
        value = data.get(name)
        if isinstance(value, dict):
            value = value.get("data")
        texts[name] = value if isinstance(value, str) else ""
    return texts


class CommunityPost(FolderPost):
    """Create content in a community: a sent id is ignored, owners cannot be sent."""

    def reply(self):
        data = sent_object(self.request)
        refuse_owner_fields(data)
        check_sent_fields(data, (IBasic, IStory))
        for name in NOT_TAKEN:
            data.pop(name, None)
        if data.get("@type") == "leap.cop.Story" and not data.get("title"):
            data["title"] = rules.title_from(_texts_sent(data))
            if not data["title"]:
                raise Refused(_("title: tell one sentence, or give it a title."))
        send_on(self.request, data)
        return super().reply()


class StoryPatch(ContentPatch):
    """Change a story's text: its teller's, and nobody else's."""

    def reply(self):
        data = sent_object(self.request)
        refuse_owner_fields(data)
        check_sent_fields(data, (IBasic, IStory))
        for name in NOT_TAKEN:
            data.pop(name, None)
        send_on(self.request, data)
        return super().reply()


class LedgerGet(CopService):
    """Whether the ledger holds: numbers, for those who look after the site."""

    def reply(self):
        report = verify(self.context)
        seal = report.last_seal
        return {
            "@id": f"{self.context.absolute_url()}/@consent-ledger",
            "valid": report.valid,
            "chains": report.chains,
            "rows": report.rows,
            "faults": len(report.faults),
            "seals": report.seals,
            "last_seal": seal
            and {
                "at": seal.at,
                "chains": seal.chains,
                "rows": seal.rows,
            },
        }


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
            "digest": lifecycle.digest_of(story),
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
        lifecycle.grant(
            self.context,
            data["level"],
            now=lifecycle.utc_now(),
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
    """Make a transition; `comment` and `digest` go with it, nothing else does."""

    def reply(self):
        transition = self.one_param()
        data = self.body()
        if data.get("include_children"):
            raise Refused(_("include_children: each story is its own decision."))
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
        kwargs = {"comment": text_in(data, "comment", limit=checks.MAX_REASON)}
        if "digest" in data:
            kwargs["digest"] = text_in(data, "digest", limit=200)
        lifecycle.move(self.context, transition, **kwargs)
        return where_it_stands(self.context)
