"""People on a journey: a code means nothing elsewhere, so their user ids go along.

Who told a story, decided about it or wrote a note through it is known by a code here,
and leaves as a user id, or as what stands for one whose account is gone. Where it
arrives, each gets a code of that site.
"""

from datetime import datetime
from leap.cop.community.site_reviewers import ROWS
from leap.cop.community.site_reviewers import SiteReviewers
from leap.cop.consent.consent_state import ConsentState
from leap.cop.consent.consent_state import standing_of
from leap.cop.core.people import is_gone
from leap.cop.core.people import People
from leap.cop.core.people import stand_in
from leap.cop.exportimport import tree
from leap.cop.exportimport.transfer import Travel
from leap.cop.exportimport.transfer import user_exists
from leap.cop.story.lifecycle import noted
from leap.cop.story.notes.records import NOTES
from leap.cop.story.notes.records import Notes
from leap.cop.story.notes.records import Thread
from plone import api


# Leaving


def id_of(code: str) -> str:
    """Return the user id that goes along for a code, empty for nobody's."""
    return People(api.portal.get()).id_of(code) if code else ""


def former(portal) -> dict[str, list]:
    """Return those whose accounts are gone, by code."""
    return {code: list(row) for code, row in People(portal).former().items()}


def decisions_of(story) -> tuple[tuple, ...]:
    """Return the decisions about a story, with user ids."""
    return tuple(
        tuple(decision._replace(by=noted.AND.join(noted.ids_of(decision.by))))
        for decision in standing_of(story).decisions
    )


def notes_of(story) -> dict[str, list]:
    """Return the notes of a story by thread: the writer's user id, and each note."""
    return {
        key: [id_of(thread.writer), [tree.dump(NOTES.written(n)) for n in thread.notes]]
        for key, thread in Notes(story).threads().items()
    }


def site_reviewers_here() -> list[list]:
    """Return who reviews for all communities, or did: user id, from when, to when."""
    return [tree.dump(row) for row in SiteReviewers(api.portal.get()).pack()]


# Arriving


def code_of(portal, name: object, journey: Travel) -> str:
    """Return the code here of somebody whom a file names; empty for nobody.

    :param name: a user id, or what stands for one, as `id_of` gave it.
    """
    if not isinstance(name, str) or not name:
        return ""
    people = People(portal)
    if not is_gone(name):
        return people.code_for(name)
    code = people.code_behind(name)
    if code is None and journey.whole:
        code = people.take_former(name, journey.former)
    return code or ""


def land_site_reviewers(portal, journey: Travel) -> None:
    """Take in who reviewed for all communities where the file is from.

    A row that still runs stays behind where its account is not there: nobody reviews
    here whom nobody knows.
    """
    found = []
    for sent in journey.site_reviewers:
        try:
            row = ROWS.read(tree.load(sent))
        except (KeyError, TypeError, ValueError):
            continue
        moments = [row.since, *([] if row.until is None else [row.until])]
        if not all(isinstance(moment, datetime) for moment in moments):
            continue
        if not isinstance(row.userid, str) or not row.userid:
            continue
        if is_gone(row.userid):
            code = code_of(portal, row.userid, journey)
            row = row._replace(userid=stand_in(code) if code else "")
        elif row.until is None and not user_exists(row.userid):
            continue
        if row.userid and (row.until is not None or not is_gone(row.userid)):
            found.append(ROWS.written(row))
    SiteReviewers(portal).unpack(found)


def _codes_of(story, names: str, journey: Travel) -> str:
    portal = api.portal.get()
    codes = [code_of(portal, name, journey) for name in names.split(noted.AND)]
    for code in filter(None, codes):
        noted.write_down(story, code)
    return noted.AND.join(filter(None, codes))


def land_decisions(story, standing: ConsentState, journey: Travel) -> ConsentState:
    """Return a standing that arrived, with the codes of this site."""
    decisions = tuple(
        decision._replace(by=_codes_of(story, decision.by, journey))
        for decision in standing.decisions
    )
    return standing._replace(decisions=decisions)


def land_notes(story, row: dict, journey: Travel) -> None:
    """Keep the notes that came with a story.

    :raises KeyError, TypeError, ValueError: for what is none.
    """
    sent = row.get("notes") or {}
    if not sent:
        return
    Notes(story).keep_all(
        {
            key: Thread(
                _codes_of(story, writer, journey),
                tuple(NOTES.read(tree.load(note)) for note in rows),
            )
            for key, (writer, rows) in sent.items()
        }
    )
