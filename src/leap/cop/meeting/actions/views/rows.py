"""Actions as rows of a list, with the buttons that fit each."""

from leap.cop import _
from leap.cop.core import dates
from leap.cop.core.me import me
from leap.cop.core.pages.components import Row
from leap.cop.core.pages.components import RowButton
from leap.cop.core.revision import mark_of
from leap.cop.meeting.actions import rules as action_rules
from leap.cop.meeting.actions import schemas
from leap.cop.meeting.actions.reading import Reader
from leap.cop.meeting.records import Action
from zope.i18n import translate


class ActionRows:
    """Rows for the actions of one community, as one reader sees them."""

    def __init__(self, community, request) -> None:
        self.community = community
        self.request = request
        self.url = community.absolute_url()
        self.me = me()

    def _say(self, message) -> str:
        return translate(message, context=self.request)

    def all(self, found: list[Action]) -> list[Row]:
        """Return rows with buttons."""
        reader = Reader(self.community, self.me, found)
        return [self._row(reader, action, self._buttons(action)) for action in found]

    def links(self, found: list[Action]) -> list[Row]:
        """Return rows without buttons, each of which leads to its page."""
        reader = Reader(self.community, self.me, found)
        return [self._row(reader, action, ()) for action in found]

    def _row(self, reader: Reader, action: Action, buttons) -> Row:
        may_change = reader.may_change(action)
        return Row(
            title=action.text,
            text=" · ".join(self._facts(reader, action)),
            url=f"{self.url}/change-action?action={action.id}" if may_change else "",
            buttons=buttons,
            page="move-action",
            sends={"action": action.id},
            revision=mark_of({"rev": action.rev}),
        )

    def _facts(self, reader: Reader, action: Action) -> list[str]:
        whose = reader.owner(action) or self._say(_("Nobody yet"))
        facts = [whose, self._say(schemas.STATUSES[action.status])]
        if action.due is not None:
            day = dates.day(action.due)
            facts.append(self._say(_("by ${day}", mapping={"day": day})))
        if action.personal and not action.shared:
            facts.append(self._say(_("just for you")))
        title, story = reader.theme(action), reader.story(action)
        facts += [title] if title else []
        facts += [story.title] if story is not None else []
        return facts + ([action.learned] if action.learned else [])

    def _buttons(self, action: Action) -> list[RowButton]:
        if not action_rules.is_running(action):
            return []
        if not action.owner:
            return [RowButton("take-on", _("I will do it"), action.text)]
        if action.owner != self.me:
            return []
        buttons = [RowButton("done", _("Done"), action.text)]
        if action.personal and not action.shared:
            buttons.append(RowButton("share", _("Share it"), action.text))
        else:
            buttons.append(
                RowButton("not-mine", _("Hand it back"), action.text, "link")
            )
        return buttons
