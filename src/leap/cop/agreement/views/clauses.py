"""Working on the rules: add, answer, put in order, change words."""

from functools import cached_property
from leap.cop import _
from leap.cop.agreement import clauses
from leap.cop.agreement import rules
from leap.cop.agreement import schemas
from leap.cop.agreement.records import Clause
from leap.cop.agreement.views.page import PeoplesPage
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.pages.wordings import compared
from leap.cop.core.pages.wordings import shown_text
from leap.cop.core.schemas import taken
from zExceptions import NotFound


ANSWER = "answer"

#: What one button on the list does, by its value; the others answer.
_FACILITATE = ("in", "out", "up", "down")


class ClausesView(PeoplesPage):
    """One box for a rule, one for its meaning; below, all rules with buttons."""

    page_title = _("Write the rules")
    lead = _(
        "One rule at a time. Any member can edit any rule, and nobody "
        "here sees who wrote which."
    )
    asks = schemas.IClause
    button = _("Add, and write the next one")
    #: Buttons of the list carry what they rest on themselves.
    unseen = {"": ADDS}

    answers = schemas.ANSWERS

    @property
    def leave(self):
        """What leads back."""
        return _("Back to the agreement")

    @property
    def clauses(self) -> list[Clause]:
        """All rules, in order."""
        return self.record.ordered()

    @property
    def may_add(self) -> bool:
        """Whether there is room for one more."""
        return len(self.record.clauses) < rules.MOST_CLAUSES

    def mine_to(self, clause: Clause) -> str:
        """Return the reader's own answer to a rule, empty for none."""
        return clause.answers_now().get(self.me, "")

    def counted(self, clause: Clause) -> str:
        """Return how many answered, in words; empty while they are too few."""
        found = rules.counts(clause.answers_now().values())
        if found is None:
            return ""
        return _(
            "Agree: ${agree}, want to talk: ${talk}, not yet: ${not_yet}", mapping=found
        )

    def may_take_out(self, clause: Clause) -> bool:
        """Whether the reader takes a rule out."""
        return clauses.may_take_out(self.context, clause, self.me)

    def answer(self):
        """Do what a button of the list says; otherwise add what was written."""
        if not self.is_inside:
            raise NotFound(self.__name__)
        return super().answer()

    def act(self, text: str = "", meaning: str = "") -> str:
        """Add a rule, or do what a button says."""
        name = self.typed("act")
        if name:
            return self._press(name)
        clauses.add(self.context, text, meaning, by=self.me)
        self.say_done(_("Added. What else?"))
        return f"{self.url}/clauses#cop-text"

    def sent(self):
        """Return what was written; a button of the list writes nothing."""
        if self.typed("act"):
            return {}
        return taken(self.request.form, self.asks, is_form=True)

    def _press(self, name: str) -> str:
        clause = self._as_read()
        if name in schemas.ANSWERS:
            clauses.answer(self.context, clause, name, by=self.me)
        elif name == "take-out":
            clauses.take_out(self.context, clause, by=self.me)
            self.say_done(_("The rule has been removed."))
        elif name in _FACILITATE:
            self._facilitate(clause, name)
        else:
            raise Refused(_("choose one of the buttons."), "act")
        return f"{self.url}/clauses#rules"

    def _as_read(self) -> Clause:
        """Return the rule of the button that was pressed.

        :raises NotNow: when its words are not those that stood beside the button.
        """
        clause = self.record.clauses.get(self.typed("clause"))
        if clause is None or self.typed("rev") != str(clause.text_rev):
            raise NotNow(
                _(
                    "This rule has been changed or removed in the meantime. Below "
                    "are the rules as they are now."
                )
            )
        return clause

    def _facilitate(self, clause: Clause, name: str) -> None:
        place = {"in": {"goes_in": True}, "out": {"goes_in": False}}.get(name)
        if place is None:
            place = {"moves": True, "before": self._before(clause, name)}
        clauses.place(self.context, clause, by=self.me, rev=clause.rev, **place)

    def _before(self, clause: Clause, name: str) -> str | None:
        ordered = [other.id for other in self.clauses]
        at = ordered.index(clause.id)
        there = at - 1 if name == "up" else at + 2
        return ordered[max(there, 0)] if there < len(ordered) else None


class ChangeClauseView(PeoplesPage):
    """Change the words of one rule, whoever wrote them."""

    page_title = _("Edit this rule")
    lead = _("Answers to the old wording do not count for the new wording.")
    asks = schemas.IClause
    carries = ("clause",)
    button = _("Save")
    unseen = {"keep-both": ADDS}

    @cached_property
    def clause(self) -> Clause | None:
        """The rule, None for one that was taken out while the page was open."""
        return self.record.clauses.get(self.typed("clause"))

    @property
    def leave_url(self) -> str:
        """The list of rules."""
        return f"{self.url}/clauses#rules"

    def rests_on(self) -> dict[str, object]:
        """Return the words that the reader saw."""
        if self.clause is None:
            return {}
        return {"text": self.clause.text, "meaning": self.clause.meaning}

    def values(self) -> dict[str, object]:
        return self.rests_on()

    def both_wordings(self):
        """Return what was written and what is there now."""
        if self.clause is None:
            return None
        rows = [
            (
                self.asks[name].title,
                shown_text(self.typed(name)),
                shown_text(getattr(self.clause, name)),
            )
            for name in ("text", "meaning")
        ]
        return compared(rows, self.request)

    @property
    def may_keep_both(self) -> bool:
        """Whether one's own words can stand beside, or instead of, what is there."""
        return bool(self.problem) and (self.is_stale or self.clause is None)

    def show(self):
        """Return the page; a rule that is not there has none."""
        if self.clause is None and not self.problem:
            raise NotFound(self.__name__)
        return super().show()

    def act(self, text: str, meaning: str = "") -> str:
        """Keep the words; or add them beside those of somebody else."""
        if self.typed("act") == "keep-both":
            clauses.add(self.context, text, meaning, by=self.me)
            both = self.clause is not None
            self.say_done(_("Both rules are there now.") if both else _("Added."))
        elif self.clause is None:
            raise NotNow(
                _(
                    "Somebody has removed this rule in the meantime. You can add "
                    "yours as a new rule."
                )
            )
        else:
            clauses.change(
                self.context,
                self.clause,
                by=self.me,
                rev=self.clause.rev,
                text=text,
                meaning=meaning,
            )
            self.say_done(_("Saved."))
        return self.leave_url
