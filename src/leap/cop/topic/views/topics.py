"""Writing topics, changing them, saying that one stands in the wrong place; taking out.

The forms stand on the round's page. They go to pages of their own, which ask for more
than View; there the round's page is shown again, with what was typed, when something
was not saved.
"""

from functools import cached_property
from leap.cop import _
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.pages.asked import Asked
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.pages.stale import PROTECTS
from leap.cop.core.pages.wordings import compared
from leap.cop.core.pages.wordings import shown_text
from leap.cop.core.pages.wordings import Wording
from leap.cop.topic import collecting
from leap.cop.topic.collecting import TopicRow
from leap.cop.topic.views import words
from leap.cop.topic.views.page import RoundPage
from leap.cop.topic.views.round import ASKS
from leap.cop.topic.views.round import CHANGE
from leap.cop.topic.views.round import OBJECT
from leap.cop.topic.views.round import RAISE
from leap.cop.topic.views.round import RoundParts
from zExceptions import NotFound


#: What is sent again as it is to stand.
_REWRITES = (CHANGE, OBJECT)


class ChangeTopicsView(RoundParts):
    """What members write: a new topic, other words, and where one does not belong."""

    unseen = {RAISE: ADDS}

    @property
    def asks(self):
        """What the form that was sent asks, None for one that there is not."""
        return ASKS.get(self.typed("act"))

    @property
    def fields(self) -> list[Asked]:
        """The field of the form that was sent, where it is shown again."""
        act = self.typed("act")
        if act not in ASKS or self.stranded:
            return []
        return [self.field_of(act, None if act == RAISE else self._row)]

    def rests_on(self) -> dict[str, object]:
        """Return what stands there of the topic that it is about."""
        row, act = self._row, self.typed("act")
        return self.parts_of(row, act) if row is not None and act in _REWRITES else {}

    @property
    def _row(self) -> TopicRow | None:
        try:
            return collecting.topic_row(self.context, self.typed("topic"))
        except NotFound:
            return None

    def both_wordings(self) -> list[Wording]:
        row = self._row
        if self.typed("act") == CHANGE:
            words = (_("Your topic"), self.typed("text"), row.text)
        else:
            words = (
                _("Your note to the facilitators"),
                self.typed("objection"),
                row.objection,
            )
        title, mine, there = words
        return compared([(title, shown_text(mine), shown_text(there))], self.request)

    def show(self):
        if self.request.get("REQUEST_METHOD") != "POST":
            self.request.response.redirect(self.url)
            return ""
        return super().show()

    def act(self, **sent: str) -> str:
        """Do the one thing that was asked for."""
        acts = {RAISE: self._raise, CHANGE: self._change, OBJECT: self._object}
        act = self.chosen(acts)
        try:
            act(**sent)
        except NotFound:
            raise NotNow(
                _("Somebody has removed this topic in the meantime.")
            ) from None
        return self.url

    def _raise(self, text: str) -> None:
        collecting.raise_topic(self.context, text, now=self.now)
        self.say_done(_("Thank you. Your topic is in. Do you have another one?"))

    def _change(self, text: str) -> None:
        collecting.change_topic(self.context, self.typed("topic"), text, now=self.now)
        self.say_done(_("Your topic has been changed."))

    def _object(self, objection: str) -> None:
        collecting.object_to(self.context, self.typed("topic"), objection, now=self.now)
        if objection:
            self.say_done(_("The facilitators will read what you said."))
        else:
            self.say_done(_("Saved: it fits now."))

    @property
    def stranded(self) -> str:
        words = self.typed("text") or self.typed("objection")
        act = self.typed("act")
        row = next((row for row in self.own if row.id == self.typed("topic")), None)
        shown = {
            RAISE: self.may_raise,
            CHANGE: self.may_reword and row is not None,
            OBJECT: self.may_reword and row is not None and self.may_object(row),
        }
        return words if self.problem and not shown.get(act, False) else ""


class TakeBackTopicView(RoundPage):
    """Take one's own topic back: first what happens, then one button."""

    page_title = button = _("Take this topic back")
    leave = _("Cancel")
    carries = ("topic",)
    takes_away = True

    unseen = {"": PROTECTS}

    @cached_property
    def topic(self) -> TopicRow:
        """The topic."""
        return collecting.topic_row(self.context, self.typed("topic"))

    @property
    def quoted(self) -> str:
        """Its words."""
        return self.topic.text

    @property
    def happens(self) -> list:
        """What goes, and what stays."""
        sentences = [
            _(
                "It is gone at once, and nobody can bring it back. While "
                "topics are being collected, it can be written again."
            ),
            words.OLDER_COPY,
        ]
        if theme := self.theme_titles.get(self.topic.theme):
            stays = _(
                "The theme ${theme} stays, with all its dots.",
                mapping={"theme": theme},
            )
            sentences.insert(1, stays)
        return sentences

    def show(self):
        self.check_may()
        return super().show()

    def check_may(self) -> None:
        """Let nobody be asked about what they cannot do."""
        if not self.topic.mine:
            raise NotYours(
                _(
                    "Only the person who wrote a topic, or a facilitator, can take it "
                    "back."
                )
            )

    def act(self) -> str:
        """Do it."""
        try:
            self.check_may()
        except NotFound:
            # A double click: it is gone already.
            return self.leave_url
        collecting.drop_topic(self.context, self.typed("topic"), now=self.now)
        self.say_done(_("The topic has been removed."))
        return self.leave_url


class TakeOutTopicView(TakeBackTopicView):
    """Take out what somebody wrote: for whoever looks after the round."""

    page_title = button = _("Remove this topic")

    unseen = {}

    def rests_on(self) -> dict[str, object]:
        """Return what would be gone."""
        try:
            return {"text": self.topic.text, "theme": self.topic.theme}
        except NotFound:
            return {}

    @property
    def leave_url(self) -> str:
        """The board."""
        return f"{self.url}/board"

    def check_may(self) -> None:
        """Ask nothing more than the page's permission, and that the topic is there."""
        collecting.topic_row(self.context, self.typed("topic"))
