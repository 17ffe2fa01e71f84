"""What could stand on an agenda: the same facts give the same suggestions. Pure.

In the order in which a meeting goes, each with its reason; what has no room is left
off at the end. A break in a long meeting always has room.
"""

from collections.abc import Iterator
from collections.abc import Sequence
from leap.cop import _
from leap.cop.meeting.agenda.words import KIND_TITLES
from typing import NamedTuple


#: From so many minutes on people need a break.
BREAK_FROM = 120

#: So many themes are suggested at most.
MOST_THEMES = 3


class Suggestion(NamedTuple):
    """Something that could stand on the agenda.

    :param key: its name, by which it is taken.
    :param words: its title as it is kept, empty for the kind's own words.
    :param theme: the line of a theme, empty for none.
    """

    key: str
    kind: str
    minutes: int
    why: object
    words: object = ""
    theme: str = ""

    @property
    def title(self):
        """What stands on the screen."""
        return self.words or KIND_TITLES[self.kind]


class There(NamedTuple):
    """A row that is on the agenda already."""

    kind: str
    minutes: int
    suggestion: str = ""
    theme: str = ""


class Carried(NamedTuple):
    """A row of the last meeting that is left for the next one."""

    id: str
    kind: str
    title: str
    minutes: int
    theme: str = ""


class Facts(NamedTuple):
    """What is known about a community before a meeting.

    :param minutes: how long the meeting is.
    :param is_first: whether none went before it.
    :param agreement_due: a new version, or somebody new since the last meeting.
    :param record_open: whether the last record is not kept yet.
    :param open_actions: how many things are still to be done.
    :param themes: line and title of those that nobody has dealt with, first ones first.
    :param last_kinds: the kinds on the last two agendas.
    :param question: the standing question, empty for none.
    :param warm_ups: titles of the last ones, newest first.
    """

    minutes: int
    there: Sequence[There] = ()
    is_first: bool = False
    agreement_due: bool = False
    record_open: bool = False
    open_actions: int = 0
    carried: Sequence[Carried] = ()
    themes: Sequence[tuple[str, str]] = ()
    last_kinds: frozenset[str] = frozenset()
    question: str = ""
    warm_ups: Sequence[str] = ()


def suggest(facts: Facts) -> list[Suggestion]:
    """Return what could stand on an agenda, in order; never more than there is time."""
    wanted = _first() if facts.is_first else _usual(facts)
    missing = [one for one in wanted if not _is_there(one, facts)]
    pause = [one for one in _pause(facts) if not _is_there(one, facts)]
    left = facts.minutes - sum(row.minutes for row in facts.there)
    if left < sum(one.minutes for one in pause):
        pause = []
    left -= sum(one.minutes for one in pause)
    found: list[Suggestion] = []
    for one in missing:
        left -= one.minutes
        if left < 0:
            break
        found.append(one)
    return [*found, *pause]


def _is_there(one: Suggestion, facts: Facts) -> bool:
    if any(row.suggestion == one.key for row in facts.there):
        return True
    if one.theme:
        return any(row.theme == one.theme for row in facts.there)
    several = one.kind == "other" or one.key.startswith("carried:")
    return not several and any(row.kind == one.kind for row in facts.there)


def _pause(facts: Facts) -> Iterator[Suggestion]:
    if facts.minutes >= BREAK_FROM:
        yield _plain("break", 15, _("Two hours or more is a long time without one."))


def _plain(kind: str, minutes: int, why: object) -> Suggestion:
    return Suggestion(kind, kind, minutes, why)


def _first() -> Iterator[Suggestion]:
    """Yield what a group needs that meets for the first time."""
    yield _plain("welcome", 10, _("So that everybody knows who is here."))
    yield _plain(
        "agreement",
        30,
        _(
            "People need to know what they can rely on before they tell each other "
            "anything."
        ),
    )
    yield Suggestion(
        "aims",
        "aim_review",
        30,
        _("This is your first meeting: say what you want to achieve."),
        _("Are these our aims?"),
    )
    yield Suggestion(
        "topics",
        "other",
        45,
        _("People come back for what they brought up themselves."),
        _("What do we want to talk about?"),
    )
    yield Suggestion(
        "next-host",
        "other",
        10,
        _(
            "If you meet in a different place each time, you need to know where to "
            "meet next."
        ),
        _("Who hosts the next meeting?"),
    )


def _usual(facts: Facts) -> Iterator[Suggestion]:
    """Yield what groups talk about from their second meeting on."""
    yield from _beginning(facts)
    carried = {(row.kind, row.theme) for row in facts.carried}
    kinds = {row.kind for row in facts.carried}
    for row in facts.carried:
        yield Suggestion(
            f"carried:{row.id}",
            row.kind,
            row.minutes,
            _("You left it for next time."),
            row.title,
            row.theme,
        )
    fresh = [line for line in facts.themes if ("theme", line[0]) not in carried]
    for line, title in fresh[:MOST_THEMES]:
        yield Suggestion(
            f"theme:{line}",
            "theme",
            40,
            _("You chose it, but have not talked about it yet."),
            title,
            line,
        )
    yield from (one for one in _ending(facts) if one.kind not in kinds)


def _beginning(facts: Facts) -> Iterator[Suggestion]:
    yield _plain("welcome", 10, _("So that everybody knows who is here."))
    if facts.agreement_due:
        yield _plain(
            "agreement", 5, _("There is a new version, or somebody new has joined.")
        )
    yield _plain("warm_up", 10, _why_warm_up(facts.warm_ups))
    yield _plain("celebrate", 10, _("Small changes are easily overlooked."))
    if facts.record_open:
        yield _plain("record_review", 5, _("The last record is not final yet."))
    if facts.open_actions:
        yield Suggestion(
            "action_review",
            "action_review",
            10,
            _("What people set out to do is worth asking about."),
            _(
                "What we set out to do: ${count} open",
                mapping={"count": facts.open_actions},
            ),
        )


def _why_warm_up(titles: Sequence[str]) -> object:
    if not titles:
        return _("People who say something early on say more later.")
    return _(
        "People who say something early on say more later. Most recently: ${titles}.",
        mapping={"titles": "; ".join(titles)},
    )


def _ending(facts: Facts) -> Iterator[Suggestion]:
    yield _plain("story", 30, _("Stories are what people learn from most."))
    yield _plain(
        "advice",
        20,
        _("One person asks, and the others help. Nobody has to deal with it alone."),
    )
    if facts.question:
        yield _plain(
            "standing_question",
            10,
            _(
                "You keep asking: ${question}",
                mapping={"question": facts.question},
            ),
        )
    if "policy" not in facts.last_kinds:
        yield _plain("policy", 10, _("It has not been on the agenda lately."))
