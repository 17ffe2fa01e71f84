"""Fields that decide something and that no digest proves: the sealed file says them.

The files of the content say them as well, and no seal covers those. Who may come into a
community, and who reads what people write when something went wrong, would be for
whoever may write there.
"""

from collections.abc import Mapping
from leap.cop.community.content import ICommunity
from leap.cop.core.errors import Refused
from leap.cop.core.errors import sentence
from leap.cop.exportimport.transfer import Travel
from leap.cop.exportimport.transfer import user_exists
from leap.cop.story.content import IStory
from plone.restapi.serializer.converters import json_compatible
from zope.interface import Interface
from zope.interface import Invalid
from zope.schema.interfaces import ValidationError


#: Fields, each with the schema that says what may stand in it.
Fields = Mapping[str, type[Interface]]

#: Raised by what is none of ours.
MALFORMED = (AttributeError, KeyError, TypeError)

#: What a community is where nothing is proved: nobody comes in unasked, and nobody is
#: named whom nobody chose.
CLOSED: dict[str, object] = {
    "join_policy": "invite",
    "requires_agreement": True,
    "requires_manager_support": True,
    "accepts_staff_stories": False,
    "safeguarding_contact": None,
    "safeguarding_person": None,
    "guidance_links": [],
}

OF_COMMUNITY: Fields = dict.fromkeys(CLOSED, ICommunity)
OF_STORY: Fields = dict.fromkeys(("others_note", "accepts_responses"), IStory)


def packed(content, fields: Fields) -> dict[str, object]:
    """Return fields of content as they leave."""
    return {name: json_compatible(getattr(content, name, None)) for name in fields}


def put(content, fields: Fields, values: Mapping[str, object]) -> None:
    """Set fields of content that arrived.

    :raises Refused: for what cannot stand there; the message names the field.
    :raises KeyError: where one of them is missing.
    """
    for name, schema in fields.items():
        try:
            schema[name].bind(content).validate(values[name])
        except ValidationError as error:
            raise Refused(f"{name}: this cannot be.") from error
        setattr(content, name, values[name])
    try:
        for schema in dict.fromkeys(fields.values()):
            schema.validateInvariants(content)
    except Invalid as error:
        raise Refused(error.args[0]) from error


def land_community(community, row: dict, journey: Travel) -> None:
    """Give a community that arrived its settings and its safeguarding contact.

    :param row: what the sealed file says; empty where that is not believed.
    """
    try:
        put(community, OF_COMMUNITY, row["deciding"] if row else CLOSED)
    except (Refused, *MALFORMED) as error:
        _report(journey, "settings of a community", error)
        put(community, OF_COMMUNITY, CLOSED)
    if not user_exists(community.safeguarding_person or ""):
        community.safeguarding_person = None


def land_story(story, row: dict, journey: Travel) -> None:
    """Give a story that arrived what no digest covers of it.

    Where the file is not believed the story is its teller's alone, who reads it again.
    """
    if not journey.whole:
        return
    try:
        put(story, OF_STORY, row["deciding"])
    except (Refused, *MALFORMED) as error:
        _report(journey, "settings of a story", error)
        story.others_note, story.accepts_responses = None, False


def _report(journey: Travel, what: str, error: Exception) -> None:
    why = sentence(error) if isinstance(error, Refused) else "they are none of ours"
    journey.reasons.append(f"{what} could not be taken, {why}")
