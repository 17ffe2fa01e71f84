"""The home of a community, as one reader sees it: for the page and for `@cop-home`."""

from AccessControl import getSecurityManager
from functools import cached_property
from leap.cop import _
from leap.cop.community import people
from leap.cop.community import rules
from leap.cop.community.adapters import CommunityAdapter
from leap.cop.community.interfaces import IHomeFacts
from leap.cop.community.membership import Membership
from leap.cop.community.vocabularies import country_name
from leap.cop.core import binding
from leap.cop.core.me import me
from leap.cop.core.names import sort_key
from leap.cop.core.pages.emblem import picture_url
from leap.cop.core.permissions import ADD_STORY
from leap.cop.core.permissions import VIEW_MEMBERS
from leap.cop.core.waiting import IWaiting
from leap.cop.core.waiting import Waiting
from leap.cop.core.waiting import waits_for
from plone import api
from plone.uuid.interfaces import IUUID
from Products.CMFCore.permissions import ModifyPortalContent
from typing import NamedTuple
from zope.component import subscribers
from zope.globalrequest import getRequest
from zope.i18n import translate
from zope.interface import implementer


LATEST = 5

#: The states in the catalog in which the whole community reads a story.
READ_HERE = ["community", "community_pending", "public"]

#: What a row is that nobody waits for.
IDEA = "idea"

_HOW_TO_JOIN = {
    "invite": _(
        "People join by invitation. If you would like one, write to the facilitators."
    ),
    "apply": _(
        "Ask to join, and say in a few words what you hope to get from this community."
    ),
    "open": _("Anybody who accepts the group agreement is welcome."),
}


class Teaser(NamedTuple):
    """What a list shows of one story."""

    url: str
    title: str
    text: str
    name: str


class Home:
    """What a reader finds on the home of a community."""

    def __init__(self, community, request) -> None:
        self.community = community
        self.request = request
        self.membership = Membership(community)
        self.url = community.absolute_url()

    def _say(self, text) -> str:
        return translate(text, context=self.request)

    # Who reads

    @cached_property
    def role(self) -> str | None:
        """The reader's role here, None for outsiders."""
        # Without the member around the user: each room asks, in each community.
        userid = getSecurityManager().getUser().getId()
        return self.membership.role_of(userid) if userid else None

    @cached_property
    def is_inside(self) -> bool:
        """Whether the reader is one of the members; stories may wait for them."""
        return "members" in rules.GROUPS_OF_ROLE.get(self.role or "", ())

    @cached_property
    def waits(self) -> bool:
        """Whether the stories of others wait for the reader."""
        userid = getSecurityManager().getUser().getId()
        return bool(userid) and self.membership.waits(userid)

    @property
    def reads_as_member(self) -> bool:
        """Whether the reader reads what the community shares with itself."""
        return self.is_inside and not self.waits

    @property
    def facilitates(self) -> bool:
        """Whether the reader facilitates now; whoever waits does not meanwhile."""
        return self.role == rules.FACILITATOR and not self.waits

    @cached_property
    def may_tell(self) -> bool:
        """Whether the reader may tell a story here."""
        allowed = getSecurityManager().checkPermission
        return bool(allowed(ADD_STORY, self.community))

    @cached_property
    def may_see_reviewers(self) -> bool:
        """Whether the reader is told who reviews here."""
        return self.may_tell or self.role is not None

    @cached_property
    def may_manage_members(self) -> bool:
        """Whether the reader may let people in."""
        return people.may_manage_members(self.community)

    @cached_property
    def may_see_members(self) -> bool:
        """Whether the reader sees the roster."""
        return api.user.has_permission(VIEW_MEMBERS, obj=self.community)

    @cached_property
    def may_set(self) -> bool:
        """Whether the reader may change the community."""
        return api.user.has_permission(ModifyPortalContent, obj=self.community)

    # What there is

    @cached_property
    def facilitators(self) -> list[str]:
        """Who facilitates, by name."""
        ids = self.membership.ids_in_role(rules.FACILITATOR)
        names = (self.membership.fullname(userid) for userid in ids)
        return sorted(names, key=sort_key)

    @cached_property
    def members_total(self) -> int:
        """How many members there are, those included for whom stories wait."""
        return len(self.membership.insiders())

    @cached_property
    def latest(self) -> list:
        """The newest stories of this community that the reader may read.

        For readers outside without those that stand alone there (DESIGN, P4): to be on
        this list would say which community they come from. None for whoever waits.
        """
        if self.waits:
            return []
        query = {
            "path": {
                "query": "/".join(self.community.getPhysicalPath()),
                "depth": 1,
            },
            "portal_type": "leap.cop.Story",
            "review_state": READ_HERE,
            "sort_on": "cop_since",
            "sort_order": "reverse",
            "sort_limit": LATEST,
        }
        if not self.reads_as_member:
            query["cop_community"] = IUUID(self.community)
        return api.portal.get_tool("portal_catalog")(**query)[:LATEST]

    @property
    def stories(self) -> list[Teaser]:
        """The newest stories, for a list; none of them is woken."""
        nobody = self._say(_("A practitioner"))
        return [
            Teaser(
                brain.getURL(),
                brain.Title,
                brain.Description,
                brain.cop_attribution or nobody,
            )
            for brain in self.latest
        ]

    @property
    def country(self) -> str:
        """The country's name in the reader's language."""
        return country_name(self.community.country)

    @property
    def how_to_join(self) -> str:
        """One sentence on how people join."""
        return _HOW_TO_JOIN.get(self.community.join_policy, "")

    # What to do

    @property
    def next_steps(self) -> list[Waiting]:
        """What waits for this reader in all rooms, most urgent first."""
        return waits_for(self.community, me())

    @property
    def own_steps(self) -> list[Waiting]:
        """What a community itself proposes to this reader, most urgent first."""
        steps = []
        if self.may_manage_members:
            steps.extend(self.steps_of_the_beginning)
            steps.append(self._step(_("Invite people"), "invitations"))
        if self.role == rules.CANDIDATE:
            text = _("You are on the way in. Ask the facilitators anything you like")
            steps.append(self._step(text, "write-to-facilitators"))
        if self.role == rules.REVIEWER:
            text = _("See whether stories are waiting for a review")
            steps.append(self._site_step(text, "review-queue"))
        if self.role == rules.REVIEWER or people.is_safeguarding_person(self.community):
            text = _("Read messages about people recognised in stories")
            steps.append(self._site_step(text, "concerns"))
        if self.may_tell:
            text = _("Tell a story of change, however small")
            steps.append(self._step(text, "++add++leap.cop.Story"))
            text = _("See your own stories, and who can read them")
            steps.append(self._site_step(text, "my-stories"))
        if self.is_inside and self.may_see_members and not self.may_manage_members:
            steps.append(self._step(_("See who else is a member"), "members"))
        if self.role is None and not self.may_manage_members and self.facilitators:
            text = _("Write to the facilitators")
            steps.append(self._step(text, "write-to-facilitators"))
        return steps

    def _site_step(self, text, page: str) -> Waiting:
        site = api.portal.get().absolute_url()
        return Waiting(IDEA, text, f"{site}/{page}", waits=False)

    def _step(self, text, page: str) -> Waiting:
        return Waiting(IDEA, text, f"{self.url}/{page}", waits=False)

    @property
    def steps_of_the_beginning(self) -> list[Waiting]:
        """What is still to be done before a community works."""
        community = self.community
        steps = []
        if not self.facilitators:
            text = _("Nobody facilitates this community: add a facilitator")
            steps.append(self._step(text, "members"))
        if not community.safeguarding_contact:
            text = _("Name the safeguarding contact, before anybody writes anything")
            steps.append(self._step(text, "edit"))
        if community.story_ceiling == "public" and not community.safeguarding_person:
            text = _("Choose who reads messages about people recognised in stories")
            steps.append(self._step(text, "safeguarding"))
        if not community.purpose:
            text = _("Write a few sentences about what brings you together")
            steps.append(self._step(text, "edit"))
        if not community.short_name:
            text = _("Choose a short, neutral name for emails")
            steps.append(self._step(text, "edit"))
        if self.members_total < 2:
            text = _("Add the first members")
            steps.append(self._step(text, "members"))
        if binding.state_of(community) == "private":
            text = _(
                "Open the community when you are ready (only facilitators see it now)"
            )
            steps.append(self._step(text, "change-audience"))
        return steps

    def as_json(self) -> dict:
        """Return the home over REST."""
        community = self.community
        waiting = [self._row(row) for row in self.next_steps]
        return {
            "@id": f"{self.url}/@cop-home",
            "title": community.title,
            "picture": picture_url(community) or None,
            "role": self.role,
            "waits": self.waits,
            "facilitators": self.facilitators,
            "safeguarding_contact": community.safeguarding_contact or "",
            "how_to_join": self._say(self.how_to_join),
            "members_total": self.members_total,
            "latest_stories": [
                {
                    "@id": story.url,
                    "title": story.title,
                    "teaser": story.text,
                    "attribution_shown": story.name,
                }
                for story in self.stories
            ],
            "next_steps": [{"text": row["text"], "url": row["url"]} for row in waiting],
            "waits_for_me": waiting,
            **self._facts_of_rooms(),
        }

    def _facts_of_rooms(self) -> dict:
        found: dict = {}
        for room in subscribers((self.community,), IHomeFacts):
            found.update(room.facts())
        return found

    def _row(self, row: Waiting) -> dict:
        return {
            "kind": row.kind,
            "text": self._say(row.text),
            "url": row.url,
            "since": row.since.isoformat() if row.since is not None else None,
            "count": row.count,
        }


@implementer(IWaiting)
class CommunityWaiting(CommunityAdapter):
    """What a community itself proposes."""

    only_offers = True

    def rows(self, userid: str) -> list[Waiting]:
        """Return what to do next, which waits for nobody in particular."""
        return Home(self.community, getRequest()).own_steps
