"""Actions over REST: those of a community, and one's own of all communities."""

from collections.abc import Iterable
from leap.cop.community.membership import all_communities
from leap.cop.core.access import may_view
from leap.cop.core.errors import NotYours
from leap.cop.core.services import CopService
from leap.cop.meeting.actions import actions
from leap.cop.meeting.actions import links
from leap.cop.meeting.actions import schemas
from leap.cop.meeting.actions.reading import Reader
from leap.cop.meeting.records import Action


def _link(content) -> dict | None:
    if content is None:
        return None
    return {"@id": content.absolute_url(), "title": content.title}


class ActionRow:
    """Actions of one community as one reader sees them."""

    def __init__(self, community, userid: str, found: Iterable[Action] = ()) -> None:
        self.reader = Reader(community, userid, found)
        self.url = community.absolute_url()

    def row(self, action: Action) -> dict:
        """Return an action; nobody in it has an id."""
        title = self.reader.theme(action)
        return {
            "@id": f"{self.url}/@cop-actions/{action.id}",
            "id": action.id,
            "rev": action.rev,
            "text": action.text,
            "owner": self.reader.owner(action) or None,
            "mine": action.owner == self.reader.userid,
            "due": action.due and action.due.isoformat(),
            "status": action.status,
            "learned": action.learned,
            "personal": action.personal,
            "shared": action.shared,
            "meeting": _link(self.reader.meeting(action)),
            "theme": {"line": action.theme, "title": title} if title else None,
            "story": _link(self.reader.story(action)),
            "may_change": self.reader.may_change(action),
        }


class ActionsService(CopService):
    """What the services of a community's actions share."""

    path = "action"

    def row(self, action: Action) -> dict:
        """Return one action as this reader sees it."""
        return ActionRow(self.context, self.me, [action]).row(action)


class ActionsGet(ActionsService):
    """The actions of a community, what is due on top; or one of them."""

    path_may_be_empty = True
    takes = schemas.IWhichActions

    def handle(self, action_id=None, mine=None, **asked):
        actions.need_reader(self.context, self.me)
        if action_id is not None:
            return self.row(actions.find(self.context, action_id, self.me))
        found = actions.seen_by(self.context, self.me, mine=bool(mine), **asked)
        return self.listing(found, ActionRow(self.context, self.me, found).row)


class ActionsPost(ActionsService):
    """Write an action down."""

    path = ""
    takes = schemas.IAction

    def handle(self, text, due=None, personal=False, **sent):
        # Of the owner nothing means nobody; left out it is whoever writes.
        owner = (sent.pop("owner") or "") if "owner" in sent else None
        about = {name: sent.get(name) or "" for name in links.KINDS}
        action = actions.add(
            self.context,
            text,
            owner,
            due=due,
            personal=bool(personal),
            now=self.now,
            by=self.me,
            **about,
        )
        return self.created(self.row(action))


class ActionsPatch(ActionsService):
    """Change an action, share it, hand it back or take it on."""

    takes = schemas.IChangedAction

    def handle(self, action_id, **sent):
        actions.need_writer(self.context, self.me)
        action = actions.find(self.context, action_id, self.me)
        actions.change(
            self.context,
            action,
            by=self.me,
            current=lambda: self.row(action),
            **sent,
        )
        return self.row(action)


class ActionsDelete(ActionsService):
    """Take an action out."""

    def handle(self, action_id):
        actions.need_writer(self.context, self.me)
        action = actions.find(self.context, action_id, self.me)
        actions.take_out(self.context, action, by=self.me)


class MyActionsGet(CopService):
    """One's own actions of all communities that one belongs to now."""

    takes = schemas.IWhichOfMine

    def handle(self, status=None):
        if not self.me:
            raise NotYours("")
        found = mine_everywhere(self.me, status)
        there: dict[str, list[Action]] = {}
        for community, action in found:
            there.setdefault(community.getId(), []).append(action)
        self.rows = {
            community.getId(): ActionRow(community, self.me, there[community.getId()])
            for community in {one.getId(): one for one, _action in found}.values()
        }
        return self.listing(found, self.row)

    def row(self, found: tuple) -> dict:
        """Return an action, and where it is."""
        community, action = found
        row = self.rows[community.getId()].row(action)
        return {**row, "community": _link(community)}


def mine_everywhere(userid: str, status: str | None = None) -> list[tuple]:
    """Return somebody's own actions with their communities, what is due on top."""
    found = [
        (community, action)
        for community in all_communities()
        if actions.reads(community, userid) and may_view(community)
        for action in actions.seen_by(community, userid, mine=True, status=status)
    ]
    return sorted(found, key=lambda one: actions.action_rules.place(one[1]))
