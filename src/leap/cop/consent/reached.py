"""Under which address people reach a site: for commands, whose mails have links."""

from collections.abc import Iterator
from contextlib import contextmanager
from leap.cop.consent.errors import Refused
from urllib.parse import quote
from urllib.parse import urlsplit


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
