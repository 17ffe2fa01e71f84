"""Thanks and answers to a story on a journey: who wrote them, by user id.

Who has no account where they arrive leaves the words behind without a name. Of the
teller there is nothing but that it was the teller.
"""

from datetime import date
from leap.cop.core.people import is_gone
from leap.cop.core.people import People
from leap.cop.core.people import stand_in
from leap.cop.exportimport import persons
from leap.cop.exportimport.transfer import Travel
from leap.cop.exportimport.transfer import user_exists
from leap.cop.story.lifecycle import noted
from leap.cop.story.responses import rules
from leap.cop.story.responses.records import Response
from leap.cop.story.responses.records import Responses
from leap.cop.story.responses.records import TELLER
from leap.cop.story.responses.records import Thanks
from plone import api

import secrets


#: What the kinds of answers are that can be kept.
_KINDS = (*rules.KINDS, rules.ANSWER)


def packed(story) -> dict[str, list]:
    """Return what a story got, with user ids; nothing for nothing."""
    answers = [
        [
            response.id,
            response.day.isoformat(),
            _name_of(response.author),
            response.kind,
            response.text,
        ]
        for response in Responses(story).rows()
    ]
    thanks = sorted(persons.id_of(code) for code in Thanks(story).kept)
    return {
        **({"answers": answers} if answers else {}),
        **({"thanks": thanks} if thanks else {}),
    }


def _name_of(author: str) -> str:
    """Return what goes along for an author; the teller needs no user id."""
    return f"{TELLER}:" if author == TELLER else persons.id_of(author)


def land(story, row: dict, journey: Travel) -> None:
    """Keep what came with a story.

    :raises KeyError, TypeError, ValueError: for what is none.
    """
    sent = row.get("story_answers") or {}
    answers = [
        _answer(story, *answer, journey=journey) for answer in sent.get("answers", [])
    ]
    if answers:
        Responses(story).keep_all(answers)
    thanks = [
        _code_of(story, name, journey) or stand_in(secrets.token_hex(8))
        for name in sent.get("thanks", [])
    ]
    if thanks:
        Thanks(story).keep_all(thanks)


def _answer(story, id_, day, name, kind, text, *, journey: Travel) -> Response:
    if not all(isinstance(one, str) for one in (id_, day, name, kind, text)):
        raise TypeError("an answer of other kinds")
    if kind not in _KINDS or len(text) > rules.MAX_TEXT:
        raise ValueError("an answer that nobody can have given")
    is_tellers = name == f"{TELLER}:"
    author = TELLER if is_tellers else _code_of(story, name, journey)
    return Response(id_, date.fromisoformat(day), author, kind, text)


def _code_of(story, name: str, journey: Travel) -> str:
    """Return the code here of somebody who has an account, or had one; else nothing."""
    if not is_gone(name) and not user_exists(name):
        return ""
    code = persons.code_of(api.portal.get(), name, journey)
    if code and code in People(api.portal.get()).codes():
        noted.write_down(story, code)
    return code
