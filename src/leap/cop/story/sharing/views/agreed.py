"""What you agreed to: everything that the ledger and the decisions say of one story.

In plain words and for its teller alone. The ledger knows what was done and for which
text; the reasons and, where the seal was opened, the two names stand in the decisions.
"""

from datetime import datetime
from functools import cached_property
from leap.cop import _
from leap.cop.community.profiles import fullname
from leap.cop.consent.chain import timestamp
from leap.cop.consent.consent_state import Decision
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.rules import GRANT_OF_STATE
from leap.cop.core import dates
from leap.cop.core.pages.macros_of import MacrosOf
from leap.cop.story.display.page import StoryPage
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import noted
from leap.cop.story.lifecycle.lifecycle import GIVE_BACK
from leap.cop.story.lifecycle.lifecycle import is_name_off
from leap.cop.story.lifecycle.moves import MOVES
from leap.cop.story.review import holds
from leap.cop.story.sharing.wordings import wording_of
from leap.cop.story.signature import signature_of
from leap.cop.story.vocabularies import SHORT_TITLES
from plone import api
from typing import NamedTuple
from zope.i18n import translate


#: What happened, by act and level.
_TEXTS = {
    ("grant", "community"): _("You agreed that our community may read it"),
    ("grant", "public"): _(
        "You agreed that all staff may read it, and asked to publish it"
    ),
    ("edit", "community"): _("You agreed that our community may read the changed text"),
    ("edit", "public"): _("You agreed that all staff may read the changed text"),
    ("withdraw", "community"): _("You took it back to our community"),
    ("withdraw", "private"): _("You took all of it back"),
    ("review", "public"): _("A reviewer published it for all staff"),
    ("takedown", "private"): _("It was put on hold, so only you could read it"),
}
_NAME_OFF = _("You took your name off")
_SENT_BACK = _("A reviewer sent it back with a note")
_NARROWED = _("It came back because our community changed how far stories may go")
_UNSEALED = _("Two people looked up who told it")
_GIVEN_BACK = _("Two people gave the story back to you")
_NOTED = _("Something was recorded about it")
_RELEASED = _("The hold was lifted")

#: How it was said, where no screen asked.
_CHANNELS = {
    "rest": _("Agreed through another program, not on these pages."),
    "edit": _("By saving the changed text (the page said this counts as agreeing)."),
    "leaving": _("By taking your name off when you left."),
    "link": _("By taking your name off with your own link."),
}

#: The decision that stands beside a row of the ledger.
_DECISIONS = {
    (move.act, GRANT_OF_STATE[end]): name
    for name, move in MOVES.items()
    for end in move.origins.values()
    if move.is_decision
}

#: Acts that are about exactly one text.
_ABOUT_A_TEXT = frozenset({"grant", "edit", "review"})


class Entry(NamedTuple):
    """One thing that happened."""

    day: str
    text: str
    name: str
    reason: str
    people: str
    questions: tuple[str, ...]
    said: tuple[str, ...]
    language: str
    how: str
    is_about_a_text: bool
    is_unchanged: bool
    fingerprint: str


class AgreedView(StoryPage):
    """The whole history of a teller's agreement, newest first."""

    page_title = _("What you agreed to")
    is_about_practice = True

    share_macros = MacrosOf("../templates/share-macros.pt")

    def __call__(self):
        return self.show()

    @cached_property
    def _digest(self) -> str:
        return digests.digest_of(self.context)

    @cached_property
    def _standing(self):
        return standing_of(self.context)

    @cached_property
    def entries(self) -> list[Entry]:
        """What happened, newest first."""
        rows = Ledger(api.portal.get()).rows(self._standing.ledger_key)
        found = [(row["at"], self._entry(row)) for row in rows]
        found.extend(
            (timestamp(decision.at), self._released(decision))
            for decision in self._standing.decisions
            if decision.act == holds.RELEASE
        )
        # Stable, so that what happened in one second stays in its order.
        found.sort(key=lambda pair: pair[0])
        return [entry for _at, entry in reversed(found)]

    def _say(self, text, language: str = "") -> str:
        if language:
            return translate(text, target_language=language)
        return translate(text, context=self.request)

    def _decision(self, row: dict) -> Decision | None:
        act = row["act"]
        act = act if act == "unseal" else _DECISIONS.get((act, row["level"]))
        same = (
            decision
            for decision in self._standing.decisions
            if decision.act == act and timestamp(decision.at) == row["at"]
        )
        return next(same, None)

    def _text(self, row: dict):
        act, level = row["act"], row["level"]
        if act == "unseal":
            return _GIVEN_BACK if row["channel"] == GIVE_BACK else _UNSEALED
        if act == "takedown" and row["channel"] == "community":
            return _NARROWED
        if is_name_off(row):
            return _NAME_OFF
        if act == "review" and level != "public":
            return _SENT_BACK
        return _TEXTS.get((act, level), _NOTED)

    def _entry(self, row: dict) -> Entry:
        decision = self._decision(row)
        wording = wording_of(row)
        questions = wording.questions if wording is not None else ()
        said = wording.said if wording is not None else ()
        is_granted = row["act"] in ("grant", "edit")
        is_unchanged = row["digest"] == self._digest
        how = _CHANNELS.get(row["channel"], "")
        return Entry(
            day=dates.day(datetime.fromisoformat(row["at"])),
            text=self._say(self._text(row)),
            name=self._name(row, is_unchanged) if is_granted else "",
            reason=decision.reason if decision is not None else "",
            people=self._people(decision),
            questions=tuple(
                self._say(question.text, row["language"]) for question in questions
            ),
            said=tuple(self._say(line, row["language"]) for line in said),
            language=row["language"],
            how=self._say(how) if is_granted and not questions else "",
            is_about_a_text=row["act"] in _ABOUT_A_TEXT,
            is_unchanged=is_unchanged,
            fingerprint=row["digest"],
        )

    def _name(self, row: dict, is_unchanged: bool) -> str:
        """Return what readers saw; of another text, only which name was chosen."""
        if is_unchanged:
            return self.told.byline
        return self._say(SHORT_TITLES.get(row["attribution"], ""))

    def _people(self, decision: Decision | None) -> str:
        """Return the two names that opened the seal; for any other decision none."""
        if decision is None or decision.act != "unseal":
            return ""
        names = [fullname(userid) for userid in noted.ids_of(decision.by)]
        words = {"first": names[0], "second": names[-1]}
        return self._say(_("${first} and ${second}", mapping=words))

    def _released(self, decision: Decision) -> Entry:
        return Entry(
            day=dates.day(decision.at),
            text=self._say(_RELEASED),
            name="",
            reason="",
            people="",
            questions=(),
            said=(),
            language="",
            how="",
            is_about_a_text=False,
            is_unchanged=False,
            fingerprint="",
        )

    @property
    def is_thin(self) -> bool:
        """Whether so few belong that a story without a name is a thin cover."""
        signed = signature_of(self.context)
        return signed.attribution != "name" and self.told.is_small
