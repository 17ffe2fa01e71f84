"""What happens to a community when it is made, changed, narrowed or taken away."""

from Acquisition import aq_base
from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community import groups
from leap.cop.community import rules
from leap.cop.community.content import ICommunity
from leap.cop.community.content import WHO_PREPARES
from leap.cop.community.events import CommunityNarrowed
from leap.cop.community.membership import all_communities
from leap.cop.community.membership import Membership
from leap.cop.consent.rules import narrowest
from leap.cop.core import binding
from leap.cop.core.containment import community_of
from leap.cop.core.content import strip_owner
from leap.cop.core.errors import NotNow
from leap.cop.core.events import IIdForgotten
from leap.cop.core.interfaces import IMadeByCommunity
from leap.cop.core.permissions import ADD_STORY
from leap.cop.core.records import SHELVES
from leap.cop.core.roles import begin
from leap.cop.core.settings import is_installed
from leap.cop.core.shipped import COMMUNITY
from plone import api
from plone.app.redirector.interfaces import IRedirectionStorage
from plone.base.interfaces import IPloneSiteRoot
from Products.CMFCore.interfaces import IMemberData
from Products.CMFCore.permissions import AddPortalContent
from Products.PluggableAuthService.interfaces.events import IPropertiesUpdatedEvent
from zope.component import adapter
from zope.component import queryUtility
from zope.container.interfaces import IContainerModifiedEvent
from zope.event import notify


def keep_no_redirect_below_a_community(content, event) -> None:
    """Forget the address that something below a community had before a move.

    Plone keeps one for everything in a folder that is renamed, and lists them all: a
    private story's address among them. The community's own leads to what is below.
    """
    moved = event.object
    if event.oldParent is None or event.newParent is None or not event.oldName:
        return
    if community_of(content) is None or ICommunity.providedBy(content):
        return
    storage = queryUtility(IRedirectionStorage)
    if storage is None:
        return
    below = content.getPhysicalPath()[len(moved.getPhysicalPath()) :]
    before = (*event.oldParent.getPhysicalPath(), event.oldName, *below)
    if "/".join(before) in storage:
        storage.remove("/".join(before))


def story_limit(community) -> str:
    """Return the widest audience a story can have here now: ceiling and own state."""
    state = binding.state_of(community)
    return narrowest(community.story_ceiling, state)


def let_the_right_people_add(community) -> None:
    """Set who may add: members, and all staff where stories of staff are welcome.

    Whoever waits may, too: a story begins private, and harms nobody. Facilitators
    prepare what the community makes, in each state, and the site's administration its
    meetings; each type asks a permission of its own besides. Not in the workflow,
    because it hangs on a field as well as on the state.
    """
    state = binding.state_of(community)
    tellers = []
    if state in ("community", "public"):
        tellers = ["CoP Member", "CoP Facilitator", "CoP Waiting"]
    if state == "public" and community.accepts_staff_stories:
        tellers.append("Authenticated")
    community.manage_permission(ADD_STORY, tellers, acquire=0)
    adders = sorted({*tellers, *WHO_PREPARES})
    community.manage_permission(AddPortalContent, adders, acquire=0)


def write_down_settings(community) -> None:
    """Write down the settings that nobody sent, as the organisation decided on them.

    Kept in the community: what is decided later changes no community that is there.
    """
    kept = aq_base(community).__dict__
    for name in rules.PRESET_FIELDS:
        if name not in kept:
            setattr(community, name, getattr(community, name))


def found_community(community, event) -> None:
    """Make the groups; let the founder facilitate, if a user of this site."""
    if event.newParent is None or event.oldParent is not None:
        return
    strip_owner(community)
    begin(community)
    write_down_settings(community)
    groups.make_groups(community)
    let_the_right_people_add(community)
    founder = api.user.get_current()
    userid = founder.getId()
    site_users = api.portal.get_tool("acl_users")
    if userid and site_users.getUserById(userid) is not None:
        now = datetime.now(UTC)
        Membership(community).add(userid, rules.FACILITATOR, now=now, how="founded")


def follow_a_changed_community(community, event) -> None:
    """Bring stories down after a change of the ceiling, in the same transaction."""
    let_the_right_people_add(community)
    only_inside = IContainerModifiedEvent.providedBy(event)
    limit = story_limit(community)
    notify(CommunityNarrowed(community, limit, only_inside=only_inside))


def follow_a_moved_audience(community, event) -> None:
    """Bring stories down after a community was hidden or taken back."""
    if event.transition is None or event.workflow.getId() != COMMUNITY:
        return
    let_the_right_people_add(community)
    notify(CommunityNarrowed(community, story_limit(community)))


def keep_a_community_with_stories(community, event) -> None:
    """Refuse to delete a community that holds stories: they are their tellers'.

    None goes along with a folder above, with or without stories: whoever may delete the
    folder is told the same of what they see and of what is hidden from them.
    """
    if event.newParent is not None or event.oldParent is None:
        return
    # A whole site goes with all that is in it.
    if IPloneSiteRoot.providedBy(event.object):
        return
    if aq_base(event.object) is not aq_base(community):
        raise NotNow(_("Something in this folder cannot be deleted."))
    # Forms and rounds are the community's own and go with it.
    if not all(IMadeByCommunity.providedBy(item) for item in community.values()):
        raise NotNow(
            _(
                "There are stories in this community, so it cannot be deleted. Hide it "
                "from members instead."
            )
        )


def drop_groups_of_a_removed_community(community, event) -> None:
    """Take the groups away together with their community."""
    if event.object is community:
        groups.drop_groups(community)


@adapter(IIdForgotten)
def name_somebody_gone_safeguarding_person_no_more(event) -> None:
    """Let nobody who gets the same user id look after a community."""
    event.counts["safeguarding persons"] = 0
    for community in all_communities():
        if community.safeguarding_person == event.userid:
            community.safeguarding_person = None
            event.counts["safeguarding persons"] += 1


@adapter(IIdForgotten)
def forget_what_shelves_hold(event) -> None:
    """Take somebody out of whatever rooms keep."""
    portal, communities = api.portal.get(), all_communities()
    for kind in SHELVES:
        if kind.counted is None:
            continue
        shelves = kind.that_know(event, portal, communities)
        found = sum(shelf.forget_person(event) for shelf in shelves)
        event.counts[kind.counted] = event.counts.get(kind.counted, 0) + found


@adapter(IMemberData, IPropertiesUpdatedEvent)
def keep_the_name_that_is_known_now(member, event) -> None:
    """Keep what somebody's profile says, for lists and for when nobody can look."""
    if not is_installed(api.portal.get()):
        return
    for community in all_communities():
        Membership(community).note_known(member.getId())
