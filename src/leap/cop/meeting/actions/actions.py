"""What people set out to do: noted at a meeting or between two, by whoever does it.

Members write down their own; facilitators, chair and note-taker of the meeting that is
named for anybody. A personal one is its owner's alone until shared, for everybody and
everything. Whoever waits, administers the site or stands outside has none of this.
"""

from collections.abc import Callable
from datetime import date
from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community.membership import all_communities
from leap.cop.core import revision
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.ids import new_id
from leap.cop.core.me import me
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.actions import links
from leap.cop.meeting.actions import rules as action_rules
from leap.cop.meeting.records import Action
from leap.cop.meeting.records import ActionsShelf
from plone import api
from zExceptions import NotFound


_PART = frozenset({rules.F, rules.M})

_NOT_THEIRS = _(
    "Only the person doing it, the facilitators, and the "
    "meeting's chair and note-taker can do this."
)


# Who may


def reads(community, userid: str) -> bool:
    """Tell whether somebody reads the actions of a community."""
    return voices.part_of(community, userid) in _PART


def can_do(community, userid: str) -> bool:
    """Tell whether something can be somebody's: theirs as well who wait.

    Refused for them alone, it would tell who waits.
    """
    return voices.part_of(community, userid) is not None


def need_reader(community, userid: str) -> None:
    """Let only the people of the community go on.

    :raises NotFound: for everybody else.
    """
    if not reads(community, userid):
        raise NotFound("actions")


def need_writer(community, userid: str) -> None:
    """Let only the people of the community go on.

    :raises NotYours: for whoever waits, or administers the site.
    :raises NotFound: for everybody else.
    """
    if reads(community, userid):
        return
    waits = voices.part_of(community, userid) == rules.W
    if waits or api.user.has_permission("Modify portal content", obj=community):
        raise NotYours(_("Only members of this community can do this."))
    raise NotFound("actions")


def leads(community, userid: str, meeting: str = "") -> bool:
    """Tell whether somebody may note actions for others.

    :param meeting: UID of the meeting at which, empty for between meetings.
    """
    return leads_at(community, userid, links.meeting_with(community, meeting))


def leads_at(community, userid: str, meeting) -> bool:
    """Tell whether somebody may note actions for others.

    :param meeting: at which, None for between meetings.
    """
    if voices.part_of(community, userid) == rules.F:
        return True
    act = "note_action_for_others"
    return meeting is not None and voices.may(meeting, act, userid)


def may_change(community, action: Action, userid: str) -> bool:
    """Tell whether somebody may change an action, or take it out."""
    return action_rules.may_change(
        action, userid, leads(community, userid, action.meeting)
    )


# Read


def seen_by(
    community,
    userid: str,
    *,
    mine: bool = False,
    status: str | None = None,
    meeting: str | None = None,
) -> list[Action]:
    """Return the actions that somebody of the community sees, what is due on top.

    :param mine: whether only their own.
    :param meeting: UID of the meeting, None for all.
    """
    found = [
        action
        for action in ActionsShelf(community).kept.values()
        if action_rules.sees(action, userid)
        and (not mine or action.owner == userid)
        and status in (None, action.status)
        and meeting in (None, action.meeting)
    ]
    return sorted(found, key=action_rules.place)


def about_theme(community, line: str, userid: str) -> list[Action]:
    """Return what people set out to do about a theme, as one reader sees it."""
    if not reads(community, userid):
        return []
    found = seen_by(community, userid)
    return [action for action in found if action.theme == line]


def find(community, action_id: str, userid: str) -> Action:
    """Return one action.

    :raises NotFound: for one that is not there for this reader.
    """
    action = ActionsShelf(community).get(action_id)
    if action is None or not action_rules.sees(action, userid):
        raise NotFound(action_id)
    return action


# Write


def add(
    community,
    text: str,
    owner: str | None = None,
    meeting: str = "",
    due: date | None = None,
    personal: bool = False,
    *,
    theme: str = "",
    story: str = "",
    now: datetime | None = None,
    by: str | None = None,
) -> Action:
    """Write down what somebody sets out to do.

    :param owner: user id; None for whoever writes, empty for nobody yet.
    :param meeting: UID of the meeting at which.
    :param theme: the line of a theme.
    :param story: the UID of a story.
    :raises NotYours: for another owner, by somebody who may not note for others.
    :raises Refused: for what the writer does not see here.
    """
    writer = me() if by is None else by
    need_writer(community, writer)
    whose = writer if owner is None else owner
    links.check(community, meeting=meeting, theme=theme, story=story)
    if whose != writer:
        _check_owner(community, whose, leads(community, writer, meeting))
        if personal:
            raise Refused(_("only a step of your own can be just for you."), "personal")
    action = Action(new_id(), text.strip(), whose)
    action.author, action.made = writer, now or datetime.now(UTC)
    action.meeting, action.theme, action.story = meeting, theme, story
    action.due, action.personal = due, personal
    ActionsShelf(community).put(action.id, action)
    return action


def change(
    community,
    action: Action,
    *,
    rev: int,
    by: str | None = None,
    current: Callable[[], dict] | None = None,
    **sent: object,
) -> None:
    """Change what was sent about an action; an owner of None makes it nobody's.

    :param rev: the one that was read.
    :raises Stale: for another one.
    :raises NotYours: for whoever has no say in it.
    """
    writer = me() if by is None else by
    need_writer(community, writer)
    sent = action_rules.tidy(sent)
    if not may_change(community, action, writer) and not action_rules.may_take_on(
        action, sent, sent.get("owner"), writer
    ):
        raise NotYours(_NOT_THEIRS)
    revision.check_rev(action, rev, current)
    if "owner" in sent and sent["owner"] != action.owner:
        _check_hand_over(community, action, str(sent["owner"]), writer)
    if "shared" in sent and not action.personal:
        raise Refused(_("the group can see this one already."), "shared")
    if sent.get("shared") is False and {action.owner, action.author} != {writer}:
        raise NotYours(
            _("Only the person whose step it is can hide it from the others.")
        )
    links.check(community, **{name: sent[name] for name in links.KINDS if name in sent})
    _set(action, sent)


def _set(action: Action, sent: dict) -> None:
    if "due" in sent and sent["due"] != action.due:
        action.told = ()
    before = dict(action.__dict__)
    if sent.get("owner", action.owner) != action.owner:
        # What changed hands is the group's, whoever has it next.
        action.personal = False
    for name, value in sent.items():
        setattr(action, name, value.strip() if isinstance(value, str) else value)
    if action.__dict__ != before:
        action.rev += 1


def take_out(community, action: Action, *, by: str | None = None) -> None:
    """Take an action out for good.

    :raises NotYours: for whoever has no say in it.
    """
    writer = me() if by is None else by
    need_writer(community, writer)
    if not may_change(community, action, writer):
        raise NotYours(_NOT_THEIRS)
    ActionsShelf(community).drop(action.id)


def _check_hand_over(community, action: Action, whose: str, me: str) -> None:
    if action.personal and not action.shared:
        raise Refused(_("share it first, or remove it."), "owner")
    gives_back = action.owner == me and not whose
    if whose != me and not gives_back:
        _check_owner(community, whose, leads(community, me, action.meeting))


def _check_owner(community, whose: str, may_choose: bool) -> None:
    if not may_choose:
        raise NotYours(
            _(
                "Only the facilitators, the chair and the note-taker can "
                "write down what others will do."
            )
        )
    if whose and not can_do(community, whose):
        raise Refused(_("choose somebody in this community."), "owner")


def let_go(community, userid: str) -> None:
    """Make nobody's what somebody who left had still to do for the group."""
    for action in ActionsShelf(community).kept.values():
        is_groups = not action.personal or action.shared
        if action.owner == userid and is_groups and action_rules.is_running(action):
            action.owner, action.personal = "", False
            action.rev += 1


def forget_story(uid: str) -> None:
    """Take a story off every action, in each community that could read it.

    The `rev` stays: to everybody who could not read it nothing has changed.
    """
    for community in all_communities():
        for action in ActionsShelf(community).kept.values():
            if action.story == uid:
                action.story = ""
