"""What facilitators do: put rules in force, see who has answered, print the script."""

from functools import cached_property
from leap.cop import _
from leap.cop.agreement import acceptance
from leap.cop.agreement import clauses
from leap.cop.agreement import rules
from leap.cop.agreement import schemas
from leap.cop.agreement import versions
from leap.cop.agreement import voices
from leap.cop.agreement.records import Clause
from leap.cop.agreement.views.page import FacilitatorsPage
from leap.cop.community.membership import Membership
from leap.cop.community.views.moving import MoveView
from leap.cop.core import settings
from leap.cop.core.names import sort_key
from leap.cop.core.pages.qr_code import qr_code
from leap.cop.core.pages.stale import ADDS
from plone import api
from typing import NamedTuple


class PutInForceView(FacilitatorsPage):
    """The words as they will stand, how much they change, from when, who is asked."""

    page_title = _("Bring it into force")
    button = _("Bring it into force")

    @cached_property
    def going_in(self) -> list[Clause]:
        """The rules that go in."""
        return clauses.that_go_in(self.context)

    @property
    def asks(self):
        """How much changes, and what; of the first version there is nothing to say."""
        return schemas.IVersionForm if self.versions else schemas.IFirstVersionForm

    @property
    def differences(self) -> list[rules.Difference]:
        """What would be new, gone or other than in the newest version."""
        last = rules.newest(self.versions)
        if last is None:
            return []
        wordings = tuple(tuple(clause.wording) for clause in self.going_in)
        return rules.differences(last, last._replace(clauses=wordings))

    @property
    def may_act(self) -> bool:
        """Whether there is anything to put in force."""
        return bool(self.going_in)

    @property
    def safeguarding(self) -> str:
        """What the organisation says besides."""
        return settings.safeguarding_clause()

    @property
    def asked(self) -> int:
        """How many people are asked."""
        return len(voices.people_of(self.community))

    def values(self) -> dict[str, object]:
        return {"change": rules.MATERIAL}

    def rests_on(self) -> dict[str, object]:
        """Return the digest of exactly what the reader saw."""
        return {"digest": clauses.next_digest(self.context)}

    def act(self, change: str = rules.MATERIAL, **sent) -> str:
        """Do it."""
        version = versions.put_in_force(
            self.context,
            by=self.me,
            now=self.now,
            digest=clauses.next_digest(self.context) or "",
            language=api.portal.get_current_language(),
            channel="browser",
            change=change,
            **sent,
        )
        words = {"number": version.n, "day": self.day(version.effective)}
        self.say_done(_("Version ${number} applies from ${day}.", mapping=words))
        return self.url


class Person(NamedTuple):
    """Somebody who has answered, or not."""

    name: str
    version: int | None


class WhoHasAnsweredView(FacilitatorsPage):
    """Three groups by name alone: keeps to it, not heard, would like to talk."""

    page_title = _("Who has answered")
    lead = _(
        "Nobody has to answer at once, and nobody has to say why. "
        "Talk with the people who would like to."
    )
    button = _("Remind people who have not answered")
    leave = _("Back to the agreement")
    is_about_practice = False
    unseen = {"": ADDS}

    @cached_property
    def _heard(self) -> list[tuple[acceptance.Heard, str]]:
        heard = acceptance.heard(self.context)
        names = Membership(self.community).names(row.userid for row in heard)
        rows = [(row, names[row.userid]) for row in heard]
        return sorted(rows, key=lambda pair: sort_key(pair[1]))

    @property
    def groups(self) -> list[tuple[object, list[str]]]:
        """What each group is called, and who is in it."""
        found = {"yes": [], "silent": [], "talk": []}
        for row, name in self._heard:
            kind = "talk" if row.wants_to_talk else "yes" if row.answer else "silent"
            found[kind].append(name)
        return [
            (_("Have said yes"), found["yes"]),
            (_("Have not answered yet"), found["silent"]),
            (_("Would like to talk"), found["talk"]),
        ]

    @property
    def may_act(self) -> bool:
        """Whether anybody else has something to answer."""
        return bool(set(acceptance.not_heard_from(self.context)) - {self.me})

    def act(self) -> str:
        """Remind them."""
        people = acceptance.remind(self.context, by=self.me, now=self.now)
        self.say_done(_("People reminded: ${count}", mapping={"count": people}))
        return f"{self.url}/who-has-answered"


class ScriptView(FacilitatorsPage):
    """Half an hour together, on one sheet to print, with an address for phones."""

    page_title = _("Make your agreement together")
    is_about_practice = False

    @property
    def phone_url(self) -> str:
        """What phones open."""
        return f"{self.url}/clauses"

    @property
    def code(self) -> str:
        """The address for phones, as a picture that they read."""
        return qr_code(self.phone_url)

    @property
    def parts(self) -> list[tuple[object, object]]:
        """How long each part takes, and what it is."""
        return _PARTS


_PARTS = [
    (
        _("2 minutes"),
        _(
            "Say what it is for: what would you need from the others "
            "before you could talk here about something that did not go "
            "well?"
        ),
    ),
    (
        _("5 minutes"),
        _(
            "In pairs: what should everybody here be able to rely on? Two or three "
            "rules."
        ),
    ),
    (
        _("15 minutes"),
        _(
            "Collect: one rule at a time, each in one sentence. Ask what "
            "it means on an ordinary Monday. Write it where everybody can "
            "see it, or let everybody write on a phone."
        ),
    ),
    (
        _("5 minutes"),
        _(
            "Read all the rules aloud. Who can keep to this one? Who "
            "would like to talk about it? Nobody has to say yes today."
        ),
    ),
]


class ChangeAudienceView(MoveView):
    """Show the agreement to more or fewer people."""

    page_title = _("Who sees our agreement")
    done = {
        "share": _("Members and people on the way in can see it now."),
        "publish": _("All staff can see it now."),
        "retract": _("Only members and people on the way in can see it now."),
        "hide": _("Only facilitators can see it now."),
    }
    notes = (
        _("This does not change who works on the rules or who answers."),
        _(
            "If all staff can see it, they can read all its versions, but never who "
            "has answered."
        ),
    )
