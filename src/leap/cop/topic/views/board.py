"""The board: facilitators put topics into themes.

One form holds all of it, and every button saves all of it first: nothing that was
chosen or typed is lost by pressing another one. Only what differs from what stood there
is changed, so that two people can work on one board. `board.js` makes cards of it that
can be dragged; it changes the same fields, and saves each move at once.
"""

from functools import cached_property
from leap.cop import _
from leap.cop import __version__
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.errors import Stale
from leap.cop.core.pages.asked import Asked
from leap.cop.core.pages.asked import asked
from leap.cop.core.pages.wordings import shown_text
from leap.cop.core.pages.wordings import Wording
from leap.cop.core.permissions import RAISE_TOPIC
from leap.cop.topic import collecting
from leap.cop.topic import grouping
from leap.cop.topic import schemas
from leap.cop.topic import theme_history
from leap.cop.topic.collecting import TopicRow
from leap.cop.topic.records import Theme
from leap.cop.topic.theme_history import Stop
from leap.cop.topic.views.page import RoundPage
from leap.cop.topic.views.round import former_titles
from plone import api
from typing import NamedTuple
from zExceptions import NotFound
from zope.i18n import translate

import json


#: What the script says; `${topic}`, `${theme}` and `${reason}` it fills in itself.
_WORDS = {
    "grip": _("Move “${topic}”"),
    "picked": _(
        "Picked up. Arrow keys choose a theme, Enter puts it there, Escape leaves it "
        "where it was."
    ),
    "over": _("Over “${theme}”."),
    "alone": _("Not in a theme"),
    "moved": _("“${topic}” is now in “${theme}”."),
    "back": _("“${topic}” is back where it was."),
    "saving": _("Saving …"),
    "saved": _("All moves are saved."),
    "unsaved": _("Not saved: ${reason} Your moves are still on this page."),
    "offline": _("The site cannot be reached."),
    "session": _("You have been logged out. Log in again in another browser tab."),
    "closed": _(
        "Somebody may have removed this topic, or you cannot change this "
        "board any more."
    ),
}


#: Stands where a theme's id does, for the one that is to be made.
_NEW = "new"


class Card(NamedTuple):
    """A topic on the board."""

    id: str
    text: str
    author: str
    objection: str
    #: The theme that it stands under, and the one that is chosen for it.
    theme: str
    chosen: str


class Column(NamedTuple):
    """A theme on the board, or what stands under none."""

    id: str
    title: str
    description: str
    former: list[tuple[str, str]]
    cards: list[Card]
    is_first: bool
    is_last: bool
    #: Its two fields, with what was typed and what is wrong.
    fields: list[Asked]
    is_wrong: bool


class Choice(NamedTuple):
    """A theme to choose for a topic."""

    value: str
    text: str


class BoardView(RoundPage):
    """Topics, themes, and everything that can be done with them."""

    page_title = _("The board")

    #: Whom to call stands below the columns, which take the width.
    is_about_practice = False

    unseen = {"": "Each field carries what stood in it, and is compared by itself."}

    #: The theme whose words were not right; `_NEW` for the one that was to be made.
    wrong = ""

    # What stands there

    @cached_property
    def _themes(self) -> list[Theme]:
        return grouping.themes(self.context)

    @cached_property
    def choices(self) -> list[Choice]:
        """The themes to choose from."""
        none = translate(_WORDS["alone"], context=self.request)
        return [
            Choice("", none),
            *(Choice(theme.id, theme.title) for theme in self._themes),
        ]

    @cached_property
    def cards(self) -> list[Card]:
        """All topics, in an order that tells nothing."""
        known = {theme.id for theme in self._themes}
        rows = sorted(collecting.topics(self.context), key=lambda row: row.id)
        return [self._card(row, known) for row in rows]

    def _card(self, row: TopicRow, known: set[str]) -> Card:
        theme = row.theme if row.theme in known else ""
        chosen = self.request.form.get(f"place-{row.id}") if self.problem else theme
        return Card(
            id=row.id,
            text=row.text,
            author=row.author,
            objection=row.objection,
            theme=theme,
            chosen=chosen if chosen in known else theme,
        )

    @property
    def alone(self) -> list[Card]:
        """What stands under no theme."""
        return self._cards_under("")

    def _cards_under(self, theme_id: str) -> list[Card]:
        return [card for card in self.cards if card.chosen == theme_id]

    @cached_property
    def columns(self) -> list[Column]:
        """The themes in their order."""
        last = len(self._themes) - 1
        return [
            Column(
                id=theme.id,
                title=theme.title,
                description=theme.description,
                former=former_titles(theme),
                cards=self._cards_under(theme.id),
                is_first=number == 0,
                is_last=number == last,
                fields=self._fields_of(theme),
                is_wrong=self.wrong == theme.id,
            )
            for number, theme in enumerate(self._themes)
        ]

    def _fields_of(self, theme: Theme) -> list[Asked]:
        """Return what can be said otherwise about a theme."""
        kept = {"title": theme.title, "description": theme.description}
        fields = self._words(theme.id, kept, lambda name: f"{name}-{theme.id}")
        return fields if self.is_free else fields[:1]

    @property
    def new(self) -> list[Asked]:
        """What is asked of a new theme."""
        return self._words(_NEW, {}, lambda name: f"new-{name}")

    def _words(self, which: str, kept: dict, named) -> list[Asked]:
        """Return fields, named as the form has them, with what was typed last."""
        is_wrong = self.problem and self.wrong == which
        problems = {self.problem_field: self.problem} if is_wrong else {}
        fields = asked(schemas.IThemeWords, kept, problems)
        return [
            field._replace(
                name=named(field.name),
                value=self._typed_again(named(field.name), field.value),
                required=field.name == "title",
            )
            for field in fields
        ]

    def _typed_again(self, name: str, kept: str) -> str:
        return self.typed(name) if self.problem and name in self.request.form else kept

    @property
    def to_mend(self) -> list[Asked]:
        fields = [*self.new, *(one for column in self.columns for one in column.fields)]
        return [field for field in fields if field.problem]

    @property
    def stands_alone(self) -> bool:
        return not self.to_mend

    @cached_property
    def candidates(self) -> list[Stop]:
        """What earlier rounds left."""
        if not self.is_free:
            return []
        return theme_history.candidates(self.context, now=self.now)

    # For the script

    @property
    def script(self) -> str:
        """Where the script is; empty for whoever REST does not let move topics."""
        if not self.is_free or not self.cards:
            return ""
        if not api.user.has_permission(RAISE_TOPIC, obj=self.context):
            return ""
        root = api.portal.get().absolute_url()
        return f"{root}/++plone++leap.cop/board.js?v={__version__}"

    @property
    def words(self) -> str:
        """What the script says, as JSON."""
        return json.dumps(
            {
                name: translate(text, context=self.request)
                for name, text in _WORDS.items()
            }
        )

    # Saving

    def act(self) -> str:
        """Save all of it, then do what the button says."""
        self._save_places()
        self._save_words()
        do, _colon, which = self.typed("do").partition(":")
        acts = {
            "save": self._saved,
            "add": self._added,
            "own": self._own,
            "up": self._up,
            "down": self._down,
            "take": self._take,
            "drop": self._drop,
        }
        if do not in acts:
            raise Refused(_("choose one of the buttons."), "do")
        return acts[do](which)

    def _save_places(self) -> None:
        wanted = {}
        for row in collecting.topics(self.context):
            sent = self.request.form.get(f"place-{row.id}")
            was = self.request.form.get(f"was-{row.id}")
            if isinstance(sent, str) and sent != was:
                wanted[row.id] = sent
                self._compare(row.text, *map(self._theme_title, (sent, was, row.theme)))
        self._refuse_what_differs()
        if wanted:
            grouping.move_topics(self.context, wanted, now=self.now)

    def _save_words(self) -> None:
        for theme in grouping.themes(self.context):
            for name in ("title", "description"):
                self._compare_words(theme, name)
        self._refuse_what_differs()
        for theme in grouping.themes(self.context):
            changed = {
                name: self.typed(f"{name}-{theme.id}")
                for name, kept in (
                    ("title", theme.title),
                    ("description", theme.description),
                )
                if self._differs(f"{name}-{theme.id}", kept)
            }
            if changed:
                self.wrong = theme.id
                grouping.change_theme(self.context, theme.id, changed, now=self.now)
        self.wrong = ""

    def _theme_title(self, theme_id: object) -> str:
        title = self.theme_titles.get(theme_id if isinstance(theme_id, str) else "")
        return title or translate(_WORDS["alone"], context=self.request)

    def _compare_words(self, theme: Theme, name: str) -> None:
        field, kept = f"{name}-{theme.id}", getattr(theme, name)
        if self._differs(field, kept):
            words = map(_one_line_end, (self.typed(field), self.typed(f"was-{field}")))
            self._compare(theme.title, *words, _one_line_end(kept))

    def _compare(self, label: str, sent: str, was: str, kept: str) -> None:
        """Note what was changed here and, since the page was opened, elsewhere too."""
        if kept not in (was, sent):
            row = Wording(label, shown_text(sent), shown_text(kept))
            self.wordings = [*(self.wordings or ()), row]

    def _refuse_what_differs(self) -> None:
        if self.wordings:
            self.is_stale = True
            raise Stale(self.stale_words)

    def _differs(self, name: str, kept: str) -> bool:
        """Tell whether a text was changed here, and is another one than is kept."""
        if name not in self.request.form:
            return False
        sent = _one_line_end(self.typed(name))
        was = _one_line_end(self.typed(f"was-{name}"))
        return sent != was and sent != kept

    def _board(self, theme_id: str = "") -> str:
        anchor = f"#theme-{theme_id}" if theme_id else ""
        return f"{self.url}/board{anchor}"

    def _saved(self, which: str) -> str:
        if self.typed("new-title").strip():
            return self._added(which)
        self.say_done(_("The board has been saved."))
        return self._board()

    def _added(self, which: str) -> str:
        self.wrong = _NEW
        made = grouping.add_theme(
            self.context,
            self.typed("new-title"),
            self.typed("new-description"),
            now=self.now,
        )
        words = {"title": made.title}
        self.say_done(_("“${title}” is a theme now.", mapping=words))
        return self._board(made.id)

    def _own(self, which: str) -> str:
        row = self._asked(collecting.topic_row, which)
        made = grouping.add_theme(
            self.context, _as_title(row.text), topics=[row.id], now=self.now
        )
        words = {"title": made.title}
        self.say_done(_("“${title}” is a theme now.", mapping=words))
        return self._board(made.id)

    def _up(self, which: str) -> str:
        return self._shift(which, -1)

    def _down(self, which: str) -> str:
        return self._shift(which, 1)

    def _shift(self, which: str, by: int) -> str:
        theme = self._asked(grouping.theme, which)
        place = grouping.themes(self.context).index(theme) + 1 + by
        grouping.change_theme(self.context, which, {"position": place}, now=self.now)
        words = {"title": theme.title, "place": max(place, 1)}
        self.say_done(_("“${title}” is now in place ${place}.", mapping=words))
        return self._board(which)

    def _take(self, which: str) -> str:
        made = theme_history.take_candidate(self.context, which, now=self.now)
        words = {"title": made.title}
        self.say_done(_("“${title}” is in this round now.", mapping=words))
        return self._board(made.id)

    def _drop(self, which: str) -> str:
        self._asked(grouping.theme, which)
        return f"{self.url}/take-out-theme?theme={which}"

    def _asked(self, find, which: str):
        """Return what a button is about; it may be gone by now.

        :raises NotNow: when it is.
        """
        try:
            return find(self.context, which)
        except NotFound:
            raise NotNow(_("Somebody has removed this in the meantime.")) from None


def _one_line_end(text: str) -> str:
    """Return a text as it was before a browser sent it."""
    return text.replace("\r\n", "\n").strip()


def _as_title(text: str) -> str:
    """Return a topic's words as a title: whole words, as many as fit."""
    words = " ".join(text.split())
    if len(words) <= grouping.LONGEST_TITLE:
        return words
    return words[: grouping.LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
