"""Under which address people reach a site: for mails, whose links lead there.

A request says a host as well, and anybody may send one with any host. So where the
organisation has said the address, links of ours are made of that and of nothing else.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from leap.cop import settings
from leap.cop.consent.errors import Refused
from urllib.parse import quote
from urllib.parse import urlsplit

import re


_ADDRESS = re.compile(
    r"https?://(?:[a-z0-9][a-z0-9.-]{0,251}|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?"
    r"(?:/[a-z0-9._~%+@-]{1,100}){0,10}/?",
    re.IGNORECASE,
)


def is_site_address(text: str) -> bool:
    """Tell whether a text is an address of the web without query, anchor or account."""
    return bool(_ADDRESS.fullmatch(text.strip()))


def site_address(portal) -> str:
    """Return the address that links of ours begin with, without a slash at the end.

    It is the one that the organisation has set, whatever a request says; where none is
    set, it is the one of the request.
    """
    return settings.site_address() or portal.absolute_url()


@contextmanager
def reached_at(portal, address: str) -> Iterator[None]:
    """Let addresses on a site be as people see them, the way a web server would.

    :param address: `https://intranet.example.org`, or with a path.
    :raises Refused: for what is no such address.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise Refused(f"address: {address} is no web address.")
    request = portal.REQUEST
    names = ("other", "_script", "_steps", "_urls")
    before = {name: getattr(request, name) for name in names}
    request.other = dict(request.other)
    request._script = [quote(name) for name in parts.path.split("/") if name]
    request._steps = []
    request["SERVER_URL"] = f"{parts.scheme}://{parts.netloc}"
    request["VirtualRootPhysicalPath"] = portal.getPhysicalPath()
    request._resetURLS()
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(request, name, value)
