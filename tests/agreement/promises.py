"""What an agreement and its people ought to be like, counted beside them. No test.

Nothing of leap.cop is asked: days, versions, answers and rows as a person with a sheet
of paper would keep them.
"""

from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta


MONTH = timedelta(days=30)
FORTNIGHT = timedelta(days=14)
BELONG = ("member", "facilitator")


@dataclass
class Person:
    """Somebody who is in the community, or on the way in."""

    role: str
    paused: bool = False
    kept: int = 0
    #: The newest answer, and the version that it was to.
    last: tuple[str, int] | None = None
    #: Whether a yes was taken back, and none said since.
    took_back: bool = False

    @property
    def belongs(self) -> bool:
        return self.role in BELONG and not self.paused


@dataclass
class Said:
    """One version."""

    number: int
    change: str
    effective: date
    made: date
    #: From when it asks everybody; None while it asks nobody.
    asks: date | None


@dataclass
class Paper:
    """One agreement, its people, and what stands in the ledger of it."""

    people: dict[str, Person]
    requires: bool = True
    asked_from: date | None = None
    stopped: date | None = None
    versions: list[Said] = field(default_factory=list)
    #: Who did what to which version, oldest first.
    rows: list[tuple[str, str, int]] = field(default_factory=list)

    def asking(self, today: date | None = None) -> int:
        """The newest version that asks by a day, or ever; 0 for none."""
        return max(
            (
                said.number
                for said in self.versions
                if said.asks is not None and (today is None or said.asks <= today)
            ),
            default=0,
        )

    def owes(self, today: date) -> set[str]:
        """Who has an answer to give before reading on."""
        if not self.requires:
            return set()
        asks = not self.asked_from or today >= self.asked_from
        bound = self.asking(today) if asks else 0
        return {
            who
            for who, person in self.people.items()
            if person.belongs and (person.took_back or person.kept < bound)
        }

    def facilitators(self) -> set[str]:
        return {
            who
            for who, person in self.people.items()
            if person.role == "facilitator" and not person.paused
        }

    def belonging(self) -> set[str]:
        return {who for who, person in self.people.items() if person.belongs}

    def has_answered(self, who: str) -> bool:
        return self.people[who].kept >= self.asking()

    def would_talk(self, who: str) -> bool:
        last = self.people[who].last
        return last is not None and last[0] in ("talk", "declined")

    def switch(self, today: date) -> None:
        """Ask from now on, or no longer."""
        self.requires = not self.requires
        if not self.requires or not self.versions:
            # There is nothing to say yes to on the way in.
            for person in self.people.values():
                if person.role == "candidate" and not person.paused:
                    person.role = "member"
        if not self.requires:
            self.stopped = today
            return
        if not self.versions:
            self.asked_from = None
        elif self.stopped is None or today - self.stopped > MONTH:
            self.asked_from = today + MONTH
        self.stopped = None

    def enact(self, who: str, change: str, wanted: date | None, today: date) -> None:
        number = len(self.versions) + 1
        change = change if self.versions else "material"
        usual = today + MONTH if change == "material" else today
        coming = [said.effective for said in self.versions if said.effective > today]
        effective = max([wanted or usual, *coming])
        asks = effective if change == "material" else None
        self.versions.append(Said(number, change, effective, today, asks))
        self.rows.append((who, "enact", number))

    def why_no_answer(self, who: str, answer: str, stale: bool) -> str:
        """Say what an answer meets; empty where it is taken."""
        person = self.people.get(who)
        if person is None or person.paused or person.role == "reviewer":
            return "not yours"
        if not self.versions or stale:
            return "not now"
        nothing_kept = person.kept == 0 and (person.last or ("",))[0] != "withdrawn"
        return "not now" if answer == "withdrawn" and nothing_kept else ""

    def answer(self, who: str, answer: str) -> None:
        person, newest = self.people[who], len(self.versions)
        if person.last == (answer, newest):
            return
        person.last = (answer, newest)
        back = answer == "withdrawn" or (
            answer == "declined" and person.kept and self.has_answered(who)
        )
        if answer == "accepted":
            if person.kept != newest:
                self.rows.append((who, "accept", newest))
            person.kept, person.took_back = newest, False
            if person.role == "candidate":
                person.role = "member"
        elif back:
            self.rows.append((who, "withdraw", person.kept))
            person.kept, person.took_back = 0, True
        elif answer == "declined":
            self.rows.append((who, "decline", newest))
