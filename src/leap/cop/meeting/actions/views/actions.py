"""Who does what: actions of a community, one's own, and the pages that change one."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.membership import Membership
from leap.cop.community.namesakes import names_to_choose
from leap.cop.community.views.page import CommunityPage
from leap.cop.core.errors import NotNow
from leap.cop.core.me import me
from leap.cop.core.names import sort_key
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.pager import Pages
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.pages.wordings import compared
from leap.cop.core.pages.wordings import shown_text
from leap.cop.meeting import rules
from leap.cop.meeting.actions import actions
from leap.cop.meeting.actions import links
from leap.cop.meeting.actions import rules as action_rules
from leap.cop.meeting.actions import schemas
from leap.cop.meeting.actions.services import mine_everywhere
from leap.cop.meeting.actions.views.rows import ActionRows
from leap.cop.meeting.records import Action
from zExceptions import NotFound


class ActionsPage(CommunityPage):
    """A page about actions, for the people of the community alone."""

    has_columns = False
    tab = "meetings"
    is_about_practice = True

    @cached_property
    def rows(self) -> ActionRows:
        """How actions are shown to this reader."""
        return ActionRows(self.context, self.request)

    @property
    def leave_url(self) -> str:
        """The list."""
        return f"{self.url}/actions"

    def show(self):
        """Return the page; for others there is none."""
        actions.need_reader(self.context, self.me)
        return super().show()


class ActionsView(ActionsPage):
    """What there is to do, one's own first; what was done below."""

    page_title = _("Who does what")
    lead = _("Small steps that people take on. It is fine to hand one back.")

    @cached_property
    def _seen(self) -> list[Action]:
        return actions.seen_by(self.context, self.me)

    @cached_property
    def pages(self) -> Pages:
        """What was done, or stopped, in pages."""
        over = [one for one in self._seen if not action_rules.is_running(one)]
        return Pages(over, self.request, url=self.leave_url)

    @cached_property
    def sections(self) -> list[dict]:
        """What is shown: title and rows of each part, empty ones left out."""
        running = [one for one in self._seen if action_rules.is_running(one)]
        # What is done stays for good: there will be much of it.
        parts = (
            ("mine", _("Mine"), [one for one in running if one.owner == self.me]),
            (
                "others",
                _("The group's"),
                [one for one in running if one.owner != self.me],
            ),
            ("over", _("Done, or stopped"), self.pages.here),
        )
        return [
            {"id": id_, "title": title, "rows": self.rows.all(found)}
            for id_, title, found in parts
            if found
        ]


class WithOwner(ActionsPage):
    """A form in which some choose whose an action is."""

    @property
    def may_choose(self) -> bool:
        """Whether the reader notes for others here."""
        return actions.leads(self.context, self.me, self._meeting)

    @property
    def owners(self) -> list[dict]:
        """Whom the reader chooses from, by name."""
        membership = Membership(self.context)
        people = [
            userid
            for userid in membership.insiders()
            if actions.can_do(self.context, userid)
        ]
        names = names_to_choose(membership, people)
        return [
            {"id": userid, "name": names[userid], "is_chosen": userid == self._chosen}
            for userid in sorted(people, key=lambda one: sort_key(names[one]))
        ]

    @property
    def _chosen(self) -> str:
        if self.request.get("REQUEST_METHOD") == "POST":
            return self.typed("owner")
        return self._owner

    @property
    def _meeting(self) -> str:
        return self.typed("meeting")

    @property
    def _owner(self) -> str:
        return self.me


class AddActionView(WithOwner):
    """Write down what somebody sets out to do."""

    page_title = _("Write down what you will do")
    asks = schemas.IActionForm
    carries = ("meeting", "theme")
    button = _("Save")
    unseen = {"": ADDS}

    @property
    def leave_url(self) -> str:
        """The meeting at which it is noted, else the list."""
        found = links.meeting_with(self.context, self._meeting)
        return found.absolute_url() if found is not None else super().leave_url

    def act(self, text: str, due=None, personal: bool = False) -> str:
        """Keep it."""
        actions.add(
            self.context,
            text,
            self.typed("owner") if self.may_choose else None,
            self._meeting,
            due,
            personal,
            theme=self.typed("theme"),
            now=self.now,
            by=self.me,
        )
        self.say_done(_("Saved."))
        return self.leave_url


class OneAction(WithOwner):
    """A page about one action."""

    carries = ("action",)

    @cached_property
    def action(self) -> Action | None:
        """The action, None for one that is not there for this reader."""
        try:
            return actions.find(self.context, self.typed("action"), self.me)
        except NotFound:
            return None

    def rests_on(self) -> dict[str, object]:
        """Return what the reader saw."""
        return {"rev": self.action.rev} if self.action is not None else {}

    def show(self):
        """Return the page; where there is nothing to change there is none."""
        actions.need_reader(self.context, self.me)
        if not self.problem and not self._is_there:
            raise NotFound(self.__name__)
        return super().show()

    @property
    def _is_there(self) -> bool:
        found = self.action
        return found is not None and actions.may_change(self.context, found, self.me)

    def _found(self) -> Action:
        if self.action is None:
            raise NotNow(_("This has been removed in the meantime."))
        return self.action

    @property
    def _meeting(self) -> str:
        return self.action.meeting if self.action is not None else ""

    @property
    def _owner(self) -> str:
        return self.action.owner if self.action is not None else ""


class ChangeActionView(OneAction):
    """Change an action, say how far it is, and what was learned."""

    page_title = _("How is it going?")
    asks = schemas.IChangeForm
    button = _("Save")

    @property
    def lead(self) -> str:
        """What it is."""
        return self.action.text if self.action is not None else ""

    def values(self) -> dict[str, object]:
        if self.action is None:
            return {}
        return {name: getattr(self.action, name) for name in _CHANGED}

    def both_wordings(self):
        """Return what was written and what is there now."""
        if self.action is None:
            return None
        rows = [
            (
                self.asks[name].title,
                shown_text(self.typed(name)),
                shown_text(str(getattr(self.action, name) or "")),
            )
            for name in _CHANGED
        ]
        return compared(rows, self.request)

    def act(self, text: str, status: str, due=None, learned: str = "") -> str:
        """Keep what was changed."""
        action = self._found()
        sent = {"text": text, "status": status, "due": due, "learned": learned}
        if self.may_choose and "owner" in self.request.form:
            sent["owner"] = self.typed("owner")
        actions.change(self.context, action, rev=action.rev, by=self.me, **sent)
        self.say_done(_("Saved."))
        return self.leave_url


_CHANGED = ("text", "due", "status", "learned")


class MoveActionView(OneAction):
    """What the buttons of a list do: done, not mine, I take it on, share it."""

    page_title = _("How is it going?")

    @property
    def _is_there(self) -> bool:
        # A button leads here, and nothing else.
        return False

    def act(self) -> str:
        """Do what the button says."""
        sent = self.chosen(
            {
                "done": lambda: {"status": rules.DONE},
                "not-mine": lambda: {"owner": None},
                "take-on": lambda: {"owner": self.me},
                "share": lambda: {"shared": True},
            }
        )()
        action = self._found()
        actions.change(self.context, action, rev=action.rev, by=self.me, **sent)
        self.say_done(_("Saved."))
        return self.leave_url


class DropActionView(OneAction):
    """Take an action out."""

    page_title = button = _("Remove")
    takes_away = True

    @property
    def lead(self) -> str:
        """What it is."""
        return self.action.text if self.action is not None else ""

    def act(self) -> str:
        """Take it out."""
        actions.take_out(self.context, self._found(), by=self.me)
        self.say_done(_("Removed."))
        return self.leave_url


class MyActionsView(FormPage):
    """What the reader set out to do, in all communities."""

    page_title = _("What I set out to do")
    lead = _("In all your communities. Only you can see this page.")
    has_columns = False

    @cached_property
    def sections(self) -> list[dict]:
        """What is left to do, community by community in the order of what is due."""
        found: dict[str, dict] = {}
        for community, action in mine_everywhere(me()):
            if not action_rules.is_running(action):
                continue
            section = found.setdefault(
                community.getId(),
                {
                    "id": community.getId(),
                    "title": community.title,
                    "shown": ActionRows(community, self.request),
                    "found": [],
                },
            )
            section["found"].append(action)
        return [
            {**one, "rows": one["shown"].links(one["found"])} for one in found.values()
        ]
