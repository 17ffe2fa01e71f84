"""Answers to a story: its community writes them, its teller answers without a name.

Others are named as they stand in the list of people, for as long as they belong. Days
without a time: when somebody sat at a screen says who it was. Nothing else of the story
changes: no date, no index, no history.
"""

from collections.abc import Iterable
from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community import rules as community_rules
from leap.cop.community.membership import Membership
from leap.cop.community.profiles import NO_LONGER_HERE
from leap.cop.core.containment import community_of
from leap.cop.core.containment import container_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.me import me
from leap.cop.core.people import People
from leap.cop.story import events
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import noted
from leap.cop.story.notes.records import Notes
from leap.cop.story.responses import rules
from leap.cop.story.responses.records import Response
from leap.cop.story.responses.records import Responses
from leap.cop.story.responses.records import TELLER
from leap.cop.story.responses.records import Thanks
from plone import api
from typing import NamedTuple
from zExceptions import NotFound
from zope.event import notify

import secrets


# Who may


def voice_of(story) -> str | None:
    """Return as what the current user reads the answers to a story, None for nobody."""
    community, userid = community_of(story), me()
    if community is None or not userid:
        return None
    history = Membership(community).history(userid)
    running = community_rules.current(history)
    return rules.voice(
        lifecycle.state_of(story),
        community_rules.groups_of(history),
        is_teller=lifecycle.teller_of(story) == userid,
        stands_back=running is not None and (running.paused or running.waits),
    )


def accepts(story) -> bool:
    """Tell whether the teller of a story lets others answer."""
    return bool(story.accepts_responses)


def is_shared(story) -> bool:
    """Tell whether others read a story than its teller and reviewers."""
    return lifecycle.state_of(story) in rules.SHARED


def need_voice(story) -> str:
    """Return as what the current user reads the answers to a story.

    :raises NotFound: for everybody else, to whom nothing of this is there.
    :raises NotNow: where the teller has switched them off, but for the teller.
    """
    voice = voice_of(story)
    if voice is None:
        raise NotFound("@responses")
    if voice != rules.TELLER and not accepts(story):
        raise NotNow(_("This is not possible here."))
    return voice


def _need_to_write(story) -> str:
    voice = voice_of(story)
    if voice is None:
        raise NotYours(_("Only people in the story's community can do this."))
    if not accepts(story):
        raise NotNow(_("This is not possible here."))
    if not is_shared(story):
        raise NotNow(_("This story is not shared now, so nobody could read an answer."))
    return voice


def _my_code() -> str | None:
    return People(api.portal.get()).code_of(me())


# Reading


class Line(NamedTuple):
    """One answer, as its reader sees it."""

    response: Response
    is_tellers: bool
    fullname: str
    is_mine: bool
    may_take_out: bool


def lines_for_reader(story, newest: int | None = None) -> list[Line]:
    """Return the answers to a story, oldest first; of the teller neither name nor id.

    :param newest: so many of the newest alone, None for all.
    :raises NotFound, NotNow: as `need_voice`.
    """
    voice, rows = need_voice(story), Responses(story).rows()
    return _lines(story, rows if newest is None else rows[-newest:], voice)


def how_many(story) -> int:
    """Return how many answers there are, for whoever reads them."""
    return len(Responses(story))


def _lines(story, rows: list[Response], voice: str) -> list[Line]:
    is_teller, me = voice == rules.TELLER, _my_code()
    names = _names(story, {row.author for row in rows} - {TELLER})
    found = []
    for row in rows:
        is_tellers = row.author == TELLER
        is_mine = is_teller if is_tellers else me is not None and row.author == me
        name = "" if is_tellers else names[row.author]
        found.append(Line(row, is_tellers, name, is_mine, is_mine or is_teller))
    return found


def _names(story, codes: Iterable[str]) -> dict[str, str]:
    """Return names by code: of those who belong to the story's community now.

    By what is kept where that says one, which reads no account.
    """
    people = People(api.portal.get())
    membership = Membership(community_of(story))
    found, nameless = {}, {}
    for code in codes:
        userid = people.userid_of(code)
        if not userid or community_rules.current(membership.history(userid)) is None:
            found[code] = api.portal.translate(NO_LONGER_HERE)
            continue
        found[code] = membership.kept(userid).fullname
        if not found[code]:
            nameless[code] = userid
    names = membership.names(nameless.values()) if nameless else {}
    return found | {code: names[userid] for code, userid in nameless.items()}


def has_thanked(story) -> bool:
    """Tell whether the current user thanked for a story: nobody else is told."""
    return Thanks(story).has(_my_code())


def thanks(story) -> int:
    """Return how many thanked for a story; for its teller alone."""
    return len(Thanks(story))


def has_any(story) -> bool:
    """Tell whether others thanked for a story or answered it. For its teller's list.

    Nothing for a teller who does not read them now.
    """
    if voice_of(story) != rules.TELLER:
        return False
    answers = Responses(story).rows()
    return bool(thanks(story)) or any(row.author != TELLER for row in answers)


# Writing


def write(
    story, kind: str | None = None, text: str = "", *, now: datetime
) -> Line | None:
    """Answer a story, under one's name, or as its teller without one.

    :param kind: one of `rules.SENT`.
    :param text: as the schema `IResponse` gives it.
    :returns: what is there now, None for a thank you.
    :raises Refused: for bad input, with the field.
    :raises NotYours: for whoever does not read the answers.
    :raises NotNow: where the story takes none, now or at all.
    """
    voice = _need_to_write(story)
    kept_as = rules.kind_of(kind, voice)
    if kept_as is None:
        raise Refused(_wrong_kind(kind, voice), "kind")
    if kept_as == rules.THANKS:
        if text:
            raise Refused(_("you cannot add words to a thank you."), "text")
        thank(story)
        return None
    if not text:
        raise Refused(_("write a word or two first."), "text")
    is_tellers = voice == rules.TELLER
    author = TELLER if is_tellers else noted.note(story, me())
    day = now.astimezone(UTC).date()
    response = Response(secrets.token_hex(8), day, author, kept_as, text)
    kept = Responses(story).add(response)
    if kept is response and not is_tellers:
        notify(events.StoryAnswered(story))
    return Line(kept, is_tellers, "" if is_tellers else _my_name(story), True, True)


def _my_name(story) -> str:
    membership, userid = Membership(community_of(story)), me()
    return membership.kept(userid).fullname or membership.names([userid])[userid]


def _wrong_kind(kind: str | None, voice: str):
    if voice == rules.TELLER and kind == rules.THANKS:
        return _("this is your own story.")
    return _("choose one of ${values}.", mapping={"values": ", ".join(rules.OFFERED)})


def thank(story) -> None:
    """Say thank you for a story; a second time changes nothing."""
    if has_thanked(story):
        return
    if Thanks(story).add(noted.note(story, me())):
        notify(events.StoryAnswered(story))


def take_thanks_back(story) -> None:
    """Be as if one had not thanked.

    :raises NotFound: for whoever did not.
    """
    code = _my_code()
    if voice_of(story) is None:
        raise NotYours(_("Only people in the story's community can do this."))
    if not Thanks(story).take_back(code):
        raise NotFound(rules.THANKS)
    _forget_unless_there(story, code)


def take_out(story, id_: str) -> None:
    """Take an answer out: one's own, and as the teller any.

    Where answers are switched off as well: it protects whoever wrote.

    :raises NotYours: for that of somebody else.
    :raises NotFound: for one that is not there.
    """
    voice = voice_of(story)
    if voice is None:
        raise NotYours(_("Only people in the story's community can do this."))
    found = Responses(story).find(id_)
    mine = found is not None and found.author == _my_code()
    if found is None or not (mine or voice == rules.TELLER or accepts(story)):
        raise NotFound(id_)
    if not (mine or voice == rules.TELLER):
        raise NotYours(
            _("Only the storyteller, and the person who wrote this, can remove it.")
        )
    Responses(story).take_out(id_)
    _forget_unless_there(story, found.author)


def _forget_unless_there(story, code: str) -> None:
    """Let nothing point to a story for somebody of whom nothing is there any more."""
    if code not in {"", TELLER} | who_is_noted(story):
        noted.forget(story, container_of(story), {code})


def who_is_noted(story) -> set[str]:
    """Return the codes of all who are noted in a story besides its teller."""
    wrote = Notes(story).writers() | Responses(story).authors()
    return wrote | set(Thanks(story).kept) | noted.who_decided(story)


def set_accepts(story, accepts_: bool) -> None:
    """Switch answers on or off, as the teller, and without a trace elsewhere.

    :raises NotYours: for everybody else.
    """
    if voice_of(story) != rules.TELLER:
        raise NotYours(_("Only the storyteller can decide this."))
    if accepts(story) != accepts_:
        story.accepts_responses = accepts_


# What follows from something else


def leave_answers_with_the_original(copy, event) -> None:
    """Let a copy begin without answers: they were given to another story."""
    Responses(copy).clear()
    Thanks(copy).clear()
