"""Each service that writes asks a schema of its own for what is sent, or takes nothing.

So a table of bad bodies is a test of the schema (`test_schemas.py` of each room), and
one case over HTTP shows of a service that it answers as the schema says.
"""

from leap.cop.core.errors import Refused
from leap.cop.core.services import CopService
from tests.exposure import registered
from zope.interface.interface import InterfaceClass

import json
import pytest


WRITES = ("POST", "PUT", "PATCH", "DELETE")

#: Those that ask something before: to others it is as if there were nothing.
FIRST = frozenset(
    {
        "service DELETE IMeeting @record",
        "service POST IMadeByCommunity @concerns",
        "service POST IMeeting @record",
        "service POST community @concerns",
        "service PUT IMeeting @record",
    }
)

#: Those that take the fields of content, as stock does; see `test_round_trips`.
OF_CONTENT = frozenset(
    {
        "service PATCH IFormInCommunity",
        "service PATCH IMadeByCommunity",
        "service PATCH IMedium",
        "service PATCH IMeeting",
        "service PATCH IMeetingMedium",
        "service PATCH community",
        "service PATCH story",
        "service POST IMediaHolder",
        "service POST IMeeting",
        "service POST community",
    }
)

#: Those that look at what is sent themselves.
OTHERWISE = {
    "service PATCH community @members": "rooms above add keys of their own",
    "service PATCH site @cop-invitations": "the token is looked at before the body",
    "service PATCH site @cop-leaver": "the token is looked at before the body",
    "service PATCH content @history": "stock's, for content that has versions",
    "service DELETE content @workingcopy": "there are none",
    "service PATCH content @workingcopy": "there are none",
    "service POST content @workingcopy": "there are none",
    "service PATCH content @tus-upload": "nothing comes in parts",
    "service POST content @tus-replace": "nothing comes in parts",
    "service POST content @tus-upload": "nothing comes in parts",
}


def services() -> dict[str, type]:
    """Return the services of ours that write, by label."""
    return {
        item.label: item.factory
        for item in registered.own()
        if item.kind == "service" and item.method in WRITES
    }


def asked(factory: type, method: str, request, params=()) -> CopService:
    """Return a service that was sent a key which nobody knows."""
    request = request.clone()
    request.environ["CONTENT_TYPE"] = "application/json"
    request["BODY"] = json.dumps({"zzunknown": 1})
    request["REQUEST_METHOD"] = request.method = method
    service = factory.__new__(factory)
    service.request, service.params = request, list(params)
    return service


def is_asking(factory: type) -> bool:
    """Tell whether a service hands on nothing but what its schema has let through."""
    return (
        issubclass(factory, CopService)
        and factory._sent is CopService._sent
        and factory.body is CopService.body
    )


def asking() -> dict[str, type]:
    """Return the services that are not named above, or only ask something before."""
    named = OF_CONTENT | OTHERWISE.keys()
    return {label: one for label, one in services().items() if label not in named}


def test_all_but_those_that_are_named_ask_a_schema(integration):
    assert [label for label, one in asking().items() if not is_asking(one)] == []
    own = {
        label for label, one in asking().items() if one.reply is not CopService.reply
    }
    assert own == FIRST
    # Nobody is named for nothing.
    assert services().keys() > OF_CONTENT | OTHERWISE.keys()
    assert len(asking()) > 50


def test_what_is_asked_is_a_schema_or_nothing(integration):
    for label, factory in asking().items():
        for params in ([], ["1"]):
            service = factory.__new__(factory)
            service.params = params
            takes = service.takes
            assert takes is None or isinstance(takes, InterfaceClass), label


def test_a_key_that_nobody_knows_does_not_get_through(integration, http_request):
    for label, factory in asking().items():
        for params in ([], ["1"]):
            service = asked(factory, label.split()[1], http_request, params)
            with pytest.raises(Refused) as refused:
                service._sent()
            assert refused.value.field == "zzunknown", label
