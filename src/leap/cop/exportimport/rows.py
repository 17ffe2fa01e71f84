"""What belongs to content of ours besides its texts, as JSON can hold it."""

from leap.cop.consent.consent_state import standing_of
from leap.cop.core import binding
from leap.cop.core.containment import community_of
from leap.cop.core.privacy.tombstones import KEY as TOMBSTONES
from leap.cop.core.records import Shelf
from leap.cop.core.records import SHELVES
from leap.cop.core.records import StaysHere
from leap.cop.exportimport import agreements
from leap.cop.exportimport import deciding
from leap.cop.exportimport import meetings
from leap.cop.exportimport import persons
from leap.cop.exportimport import rounds
from leap.cop.exportimport import story_answers
from leap.cop.exportimport import tree
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import teller
from leap.cop.story.notes.records import Notes
from leap.cop.story.responses.records import Responses
from leap.cop.story.responses.records import Thanks
from plone.restapi.serializer.converters import json_compatible
from zope.annotation.interfaces import IAnnotations


#: Keys of a step in a workflow history; who made it is none of them.
STEP = ("action", "review_state", "time")


def _history(content) -> list[dict]:
    steps = content.workflow_history.get(binding.workflow_of(content), ())
    return [
        {name: json_compatible(step.get(name)) for name in STEP if name in step}
        for step in steps
    ]


def _shelves(content, *apart: type[Shelf]) -> dict:
    """Return what stands on the shelves of content, by key.

    :param apart: kinds that go by a way of their own.
    """
    shelves = (
        kind(content)
        for kind in SHELVES
        if kind not in apart and not issubclass(kind, StaysHere)
    )
    return {shelf.key: tree.dump(shelf.pack()) for shelf in shelves if shelf.is_there}


def _dates(content) -> list[float | None]:
    dates = (content.created(), content.modified(), content.effective_date)
    return [None if date is None else date.timeTime() for date in dates]


def _of_all(content) -> dict:
    """Return what a row says of all content: its state, since when, and its dates."""
    return {
        "state": binding.state_of(content),
        "history": _history(content),
        "dates": _dates(content),
    }


def _of_what_is_inside(content) -> dict:
    """Return the same of what stands in a community, and in which."""
    community = community_of(content)
    uid = community.UID() if community is not None else ""
    return {"community": uid, **_of_all(content)}


def community_row(community) -> dict:
    """Return what belongs to a community besides its texts."""
    return {
        **_of_all(community),
        "story_ceiling": community.story_ceiling,
        "deciding": deciding.packed(community, deciding.OF_COMMUNITY),
        "shelves": _shelves(community),
    }


def story_row(story) -> dict:
    """Return what belongs to a story besides its text."""
    # What is written of the texts is clean, and has the digest that was agreed to.
    cleaned = digests.cleaned_digests(story) or standing_of(story).cleaned
    standing = standing_of(story)._replace(cleaned=cleaned)._asdict()
    standing["decisions"] = persons.decisions_of(story)
    return {
        **_of_what_is_inside(story),
        "teller": persons.id_of(teller.code_of(story)),
        "deciding": deciding.packed(story, deciding.OF_STORY),
        "standing": {name: tree.dump(value) for name, value in standing.items()},
        "shelves": _shelves(story, Notes, Responses, Thanks),
        "notes": persons.notes_of(story),
        "story_answers": story_answers.packed(story),
    }


def round_row(content) -> dict:
    """Return what belongs to a round, its fields included."""
    return {**_of_what_is_inside(content), "round": rounds.packed(content)}


def agreement_row(agreement) -> dict:
    """Return what belongs to an agreement and is no field of it."""
    return {
        **_of_what_is_inside(agreement),
        "agreement": agreements.packed(agreement),
    }


def meeting_row(meeting) -> dict:
    """Return what belongs to a meeting, its fields included."""
    return {**_of_what_is_inside(meeting), "meeting": meetings.packed(meeting)}


def tombstones(portal) -> dict[str, str]:
    """Return the addresses that once were for all staff."""
    trees = IAnnotations(portal).get(TOMBSTONES, {})
    return {path: level for part in trees.values() for path, level in part.items()}
