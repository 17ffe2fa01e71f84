"""The home of a community, as one reader sees it: for the page and for `@cop-home`."""

from leap.cop import _
from leap.cop.community import people
from leap.cop.community import rules
from leap.cop.community.membership import fullname
from leap.cop.community.membership import Membership
from leap.cop.community.vocabularies import country_name
from plone import api
from typing import NamedTuple
from zope.i18n import translate


LATEST = 5

ADD_STORY = "leap.cop: Add Story"


class Step(NamedTuple):
    """One thing to do next: a sentence and where it is done."""

    text: str
    url: str


class Home:
    """What a reader finds on the home of a community."""

    def __init__(self, community, request) -> None:
        self.community = community
        self.request = request
        self.membership = Membership(community)
        self.url = community.absolute_url()

    @property
    def role(self) -> str | None:
        """The reader's role here, None for outsiders."""
        userid = api.user.get_current().getId()
        return self.membership.role_of(userid) if userid else None

    @property
    def facilitators(self) -> list[str]:
        """Who facilitates, by name."""
        ids = self.membership.ids_in_role(rules.FACILITATOR)
        return [fullname(userid) for userid in ids]

    @property
    def may_tell(self) -> bool:
        """Whether the reader may tell a story here."""
        return api.user.has_permission(ADD_STORY, obj=self.community)

    @property
    def may_manage_members(self) -> bool:
        """Whether the reader may let people in."""
        return people.may_manage_members(self.community)

    @property
    def may_see_members(self) -> bool:
        """Whether the reader sees the roster."""
        return api.user.has_permission(people.VIEW_MEMBERS, obj=self.community)

    @property
    def latest(self) -> list:
        """The newest stories of this community that the reader may read."""
        catalog = api.portal.get_tool("portal_catalog")
        return catalog(
            path={"query": "/".join(self.community.getPhysicalPath()), "depth": 1},
            portal_type="leap.cop.Story",
            review_state=["community", "community_pending", "public"],
            sort_on="cop_since",
            sort_order="reverse",
            sort_limit=LATEST,
        )[:LATEST]

    @property
    def country(self) -> str:
        """The country's name in the reader's language."""
        return country_name(self.community.country)

    @property
    def how_to_join(self) -> str:
        """One sentence on how people join."""
        return {
            "invite": _(
                "People join by invitation. Write to the facilitators if you would "
                "like one."
            ),
            "apply": _("Write to the facilitators: tell them what you hope for."),
            "open": _("Whoever accepts the group agreement is welcome."),
        }.get(self.community.join_policy, "")

    @property
    def next_steps(self) -> list[Step]:
        """What this reader can do next, most urgent first."""
        steps = []
        if self.may_manage_members:
            steps.extend(self._steps_of_a_facilitator())
        if self.role == rules.CANDIDATE:
            steps.append(
                Step(
                    _("You are on the way in. A facilitator will be in touch."),
                    f"{self.url}/write-to-facilitators",
                )
            )
        if self.may_tell:
            steps.append(
                Step(
                    _("Tell a story of change, however small"),
                    f"{self.url}/++add++leap.cop.Story",
                )
            )
        if self.role is None and not self.may_manage_members:
            steps.append(
                Step(
                    _("Write to the facilitators"), f"{self.url}/write-to-facilitators"
                )
            )
        return steps

    def _steps_of_a_facilitator(self) -> list[Step]:
        community = self.community
        steps = []
        if not self.facilitators:
            steps.append(
                Step(
                    _("Nobody facilitates yet: name a facilitator"),
                    f"{self.url}/members",
                )
            )
        if not community.safeguarding_contact:
            steps.append(
                Step(
                    _("Say who the safeguarding contact is, before anybody writes"),
                    f"{self.url}/edit",
                )
            )
        if not community.short_name:
            steps.append(
                Step(
                    _("Choose a short, neutral name for mails"), f"{self.url}/edit"
                )
            )
        if api.content.get_state(community, "private") == "private":
            steps.append(
                Step(
                    _("Only facilitators see this page. Open it when you are ready"),
                    f"{self.url}/change-audience",
                )
            )
        if self.membership.readers() < 2:
            steps.append(
                Step(_("Let the first members in"), f"{self.url}/members")
            )
        return steps

    def as_json(self) -> dict:
        """Give the home over REST."""
        community = self.community
        say = lambda text: translate(text, context=self.request)  # noqa: E731
        return {
            "@id": f"{self.url}/@cop-home",
            "title": community.title,
            "role": self.role,
            "facilitators": self.facilitators,
            "safeguarding_contact": community.safeguarding_contact or "",
            "how_to_join": say(self.how_to_join),
            "members_total": self.membership.readers(),
            "latest_stories": [
                {
                    "@id": brain.getURL(),
                    "title": brain.Title,
                    "teaser": brain.Description,
                    "attribution_shown": brain.cop_attribution,
                }
                for brain in self.latest
            ],
            "next_steps": [
                {"text": say(step.text), "url": step.url} for step in self.next_steps
            ],
        }
