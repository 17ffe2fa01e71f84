"""Whose turn it is: a card on the meeting's page, and a page to ask."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.membership import Membership
from leap.cop.community.namesakes import names_to_choose
from leap.cop.core.errors import Refused
from leap.cop.core.names import hue
from leap.cop.core.names import initials
from leap.cop.core.names import sort_key
from leap.cop.core.pages.components import Card
from leap.cop.core.pages.components import RowButton
from leap.cop.core.pages.macros_of import MacrosOf
from leap.cop.meeting import rules
from leap.cop.meeting.people import offers
from leap.cop.meeting.people import schemas
from leap.cop.meeting.people import turn_suggestions
from leap.cop.meeting.people import turns
from leap.cop.meeting.views.page import MeetingPage
from leap.cop.meeting.views.parts import Part
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple
from zope.i18nmessageid import Message


ASK = "ask"

TITLES = {
    rules.HOST: _("Host"),
    rules.CHAIR: _("Chair"),
    rules.NOTE_TAKER: _("Note-taker"),
}

_OFFERS = {
    rules.HOST: _("Offer to host"),
    rules.CHAIR: _("Offer to chair"),
    rules.NOTE_TAKER: _("Offer to take notes"),
}

_OFFERED = {
    rules.HOST: _("${name} offers to host"),
    rules.CHAIR: _("${name} offers to chair"),
    rules.NOTE_TAKER: _("${name} offers to take notes"),
}

_STATES = {rules.ACCEPTED: _("said yes"), rules.ASKED: _("asked")}

_THANKS = {
    schemas.ACCEPT: _("Thank you. This turn is yours."),
    schemas.PASS: _("That is fine. Nobody gets an email about it."),
    schemas.HAND_OVER: _("The facilitators can see that somebody else is needed."),
    ASK: _("Asked. They can say yes or pass."),
}

_OFFER_SENT = _("Thank you. The facilitators and the chair can see your offer.")
_OFFER_TAKEN = _("They had offered, so the turn is theirs now.")


class TurnRow(NamedTuple):
    """One turn, with what this reader can do about it."""

    kind: str
    title: object
    name: str | None
    state: object
    buttons: list[RowButton]
    #: Who offers to take it, for those who can say yes: user id, and a sentence.
    offered: list[tuple[str, object]]

    @property
    def initials(self) -> str:
        """Two letters, or that nobody is known."""
        return initials(self.name) if self.name else "?"

    @property
    def hue(self) -> int:
        """The number of the colour behind them."""
        return hue(self.name or "")


class Turns:
    """What card and page share."""

    turns_macros = MacrosOf("../templates/turns-macros.pt")

    @property
    def may_ask(self) -> bool:
        """Whether the reader can ask somebody now."""
        return self.may("ask_for_turn") and turns.is_open(self.context, self.now)

    @cached_property
    def rows(self) -> list[TurnRow]:
        """The three turns."""
        return [self._row(kind) for kind in rules.TURNS]

    def _row(self, kind: str) -> TurnRow:
        seen = turns.seen(self.context, kind, self.me)
        offers_it = seen.mine == rules.OFFERED
        state = _("you have offered") if offers_it else _STATES.get(seen.state, "")
        return TurnRow(
            kind=kind,
            title=TITLES[kind],
            name=seen.name,
            state=state,
            buttons=self._buttons(kind, seen),
            offered=self._offered[kind] if self.may_ask else [],
        )

    @cached_property
    def _offered(self) -> dict[str, list[tuple[str, object]]]:
        return {
            kind: [
                (one.userid, Message(_OFFERED[kind], mapping={"name": one.name}))
                for one in found
            ]
            for kind, found in offers.offered(self.context).items()
        }

    def _buttons(self, kind: str, seen: turns.Seen) -> list[RowButton]:
        if not self.may("take_turn") or not turns.is_planned(self.context):
            return []
        title, is_open = TITLES[kind], turns.is_open(self.context, self.now)
        if seen.mine == rules.OFFERED:
            return [RowButton(schemas.PASS, _("Take my offer back"), title)]
        if seen.mine and seen.state == rules.ASKED:
            yes = RowButton(schemas.ACCEPT, _("Yes, I will do it"), title, "primary")
            no = RowButton(schemas.PASS, _("Pass this time"), title)
            return [yes, no] if is_open else [no]
        if seen.mine:
            return [RowButton(schemas.HAND_OVER, _("Hand it back"), title)]
        if seen.state is None and is_open:
            return [RowButton(schemas.ACCEPT, _OFFERS[kind])]
        return []


class TurnsPart(Turns, Part):
    """Whose turn it is."""

    order = 20
    aside = True
    unseen = {"": "Everybody decides about the own turn as it is then."}
    index = ViewPageTemplateFile("../templates/turns-part.pt")
    card = Card("cop-turns", _("Whose turn it is"))

    @property
    def is_there(self) -> bool:
        """Whether the reader is told."""
        return self.may("read") and self.record.phase != rules.CANCELLED


class Choice(NamedTuple):
    """Somebody who can be asked."""

    userid: str
    name: str
    is_suggested: bool


class WhoseTurnView(Turns, MeetingPage):
    """Say yes, pass, hand over, offer oneself; and ask somebody."""

    page_title = _("Whose turn it is")
    lead = _("We take turns. Anybody can pass, no reason needed.")
    is_about_practice = False
    unseen = dict.fromkeys(
        schemas.OWN_ACTS, "Everybody decides about the own turn as it is then."
    )

    def rests_on(self) -> dict[str, object]:
        """Return whose turns the reader saw."""
        return {
            kind: list(turns.seen(self.context, kind, self.me)) for kind in rules.TURNS
        }

    @cached_property
    def _suggested(self) -> dict[str, turn_suggestions.Suggested | None]:
        return turn_suggestions.suggestions(self.context, self.now)

    @cached_property
    def _names(self) -> dict[str, str]:
        members = Membership(self.community)
        return names_to_choose(members, sorted(members.insiders()))

    def suggested(self, kind: str) -> str:
        """Return who could be asked, by name; empty for nobody."""
        one = self._suggested[kind]
        return one.name if one else ""

    def choices(self, kind: str) -> list[Choice]:
        """Return who can be asked, by name."""
        one = self._suggested[kind]
        names = sorted(self._names.items(), key=lambda pair: sort_key(pair[1]))
        return [
            Choice(userid, name, one is not None and one.userid == userid)
            for userid, name in names
        ]

    def act(self) -> str:
        """Do what was pressed."""
        kind, name = self.typed("kind"), self.typed("act")
        if kind not in rules.TURNS or name not in _THANKS:
            raise Refused(_("choose one of the buttons."), "act")
        value = {"userid": self.typed("userid")} if name == ASK else name
        turns.act(self.context, kind, value, by=self.me, now=self.now)
        self.say_done(self._thanks(kind, name))
        return self.url

    def _thanks(self, kind: str, name: str):
        """Return what is said of what was done, by what came of it."""
        seen = turns.seen(self.context, kind, self.me)
        if name == ASK and seen.state == rules.ACCEPTED:
            return _THANKS[schemas.ACCEPT] if seen.mine else _OFFER_TAKEN
        is_offer = name == schemas.ACCEPT and seen.mine == rules.OFFERED
        return _OFFER_SENT if is_offer else _THANKS[name]
