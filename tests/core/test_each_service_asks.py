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

#: Who asks content's own fields, as stock does, or looks at what is sent itself.
OTHERWISE = {}


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
        and factory.reply is CopService.reply
        and factory._sent is CopService._sent
        and factory.body is CopService.body
    )


def test_all_but_those_that_are_named_ask_a_schema(integration):
    others = {label for label, one in services().items() if not is_asking(one)}
    assert others == set(OTHERWISE)
    assert len(services()) > len(others) * 5


def test_what_is_asked_is_a_schema_or_nothing(integration):
    for label, factory in services().items():
        if label in OTHERWISE:
            continue
        for params in ([], ["1"]):
            service = factory.__new__(factory)
            service.params = params
            takes = service.takes
            assert takes is None or isinstance(takes, InterfaceClass), label


def test_a_key_that_nobody_knows_does_not_get_through(integration, http_request):
    for label, factory in services().items():
        if label in OTHERWISE:
            continue
        for params in ([], ["1"]):
            service = asked(factory, label.split()[1], http_request, params)
            with pytest.raises(Refused) as refused:
                service._sent()
            assert refused.value.field == "zzunknown", label
