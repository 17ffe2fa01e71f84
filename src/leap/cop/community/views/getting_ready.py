"""How a group begins: what is done and what is not, for whoever sets a community up."""

from collections.abc import Iterator
from collections.abc import Sequence
from leap.cop import _
from leap.cop.community.home import Home
from leap.cop.community.views.about import INVITING
from leap.cop.community.views.about import SAFETY
from leap.cop.community.views.about import WHAT_IT_IS_ABOUT
from leap.cop.core import binding
from leap.cop.core.pages.components import Step
from leap.cop.core.waiting import Waiting
from typing import NamedTuple


class _Thing(NamedTuple):
    title: object
    is_done: bool
    address: str
    text: object
    button: object = _("Do it now")


#: What a room above says while there is no agreement yet.
_BEGIN_AGREEMENT = "begin-agreement"


def setup_of(home: Home, rows: Sequence[Waiting]) -> list[Step]:
    """Return the steps in the order in which a group begins; none once all is done.

    :param rows: what waits for the reader there.
    """
    things = list(_things(home, rows))
    if all(thing.is_done for thing in things):
        return []
    first = next(thing for thing in things if not thing.is_done)
    return [
        Step(
            number=number,
            title=thing.title,
            state="done" if thing.is_done else "next" if thing is first else "later",
            url=thing.address,
            text=thing.text,
            button=thing.button if thing is first else "",
        )
        for number, thing in enumerate(things, start=1)
    ]


def _things(home: Home, rows: Sequence[Waiting]) -> Iterator[_Thing]:
    community = home.community

    def at(page: str) -> str:
        return f"{home.url}/{page}"

    if not home.facilitators:
        yield _Thing(
            _("Add a facilitator"),
            False,
            at("members"),
            _("Somebody needs to invite members and keep the space safe."),
        )
    yield _Thing(
        _("Say what brings you together"),
        bool(community.purpose),
        at(WHAT_IT_IS_ABOUT),
        _("A few sentences are enough. You can change them whenever you like."),
    )
    yield _Thing(
        _("Write down what you want to achieve"),
        bool(community.aims),
        at(WHAT_IT_IS_ABOUT),
        _("One aim per line."),
    )
    yield _Thing(
        _("Say how and how often you meet"),
        bool(community.process),
        at(INVITING),
        _("Shown to people you invite."),
    )
    yield _Thing(
        _("Name the safeguarding contact"),
        bool(community.safeguarding_contact),
        at(SAFETY),
        _(
            "Name, phone number and hours. Shown wherever somebody writes or reads "
            "about practice."
        ),
        _("Name the contact"),
    )
    if community.story_ceiling == "public":
        yield _Thing(
            _("Choose who reads messages about people recognised in stories"),
            bool(community.safeguarding_person),
            at("safeguarding"),
            _(
                "Somebody may recognise a person in a story that all staff can read. "
                "What they write about it goes to the reviewers, and to one person "
                "you choose."
            ),
        )
    yield _Thing(
        _("Choose a short, neutral name for emails"),
        bool(community.short_name),
        at(WHAT_IT_IS_ABOUT),
        _(
            "Other people may see it in an inbox, so it should say nothing about what "
            "you work on."
        ),
    )
    begin = next((row for row in rows if row.kind == _BEGIN_AGREEMENT), None)
    if begin is not None:
        yield _Thing(
            _("Agree on confidentiality, together"),
            False,
            begin.url,
            _(
                "It takes half an hour in your first meeting. There is a "
                "script to print."
            ),
        )
    yield _Thing(
        _("Add the first members"),
        home.members_total > 1,
        at("invitations"),
        _("Invite people, and let them decide."),
    )
    yield _Thing(
        _("Open the community"),
        binding.state_of(community) != "private",
        at("change-audience"),
        _("Members can see it from then on. You decide when."),
    )
