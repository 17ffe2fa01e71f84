"""What goes with an answer: whom it is for, what its page may load, no windows."""

from leap.cop.core import policy
from leap.cop.core import settings

import re


#: What goes with every answer that is not for everybody.
CONFIDENTIAL_HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}

#: For pages whose address is a secret itself; nothing above loosens it.
NO_REFERRER = "no-referrer"

#: What would have a browser show again what it has, once it may be shown no more.
_VALIDATORS = ("ETag", "Last-Modified", "Expires")

#: Plone's windows over a page evaluate their frame, which the policy keeps back: their
#: links (delete, the settings of a question, log in) open as pages instead.
_WINDOW = re.compile(rb"""(\bclass=["'][^"'<>]{0,300}?)\bpat-plone-modal\b""")


def set_confidential(response, etag: str = "") -> None:
    """Mark an answer as one for this reader alone.

    :param etag: made of the very bytes that this reader may have now; whoever comes
        with it is asked anew, and gets a 304 only where they are the same.
    """
    for name in _VALIDATORS:
        response.headers.pop(name.lower(), None)
    for name, value in CONFIDENTIAL_HEADERS.items():
        if (name, response.getHeader(name)) != ("Referrer-Policy", NO_REFERRER):
            response.setHeader(name, value)
    if etag:
        response.setHeader("ETag", etag)


def set_policy(response, *, evaluates: bool = False) -> None:
    """Say what a page may load, unless it says so itself more strictly."""
    if not response.getHeader(policy.HEADER):
        hosts = policy.hosts_of(settings.page_hosts())
        said = policy.policy(hosts, evaluates=evaluates)
        response.setHeader(policy.HEADER, said)


def open_no_windows(response) -> None:
    """Let links of Plone's open as pages where their windows would not."""
    if isinstance(response.body, bytes) and b"pat-plone-modal" in response.body:
        response.setBody(_WINDOW.sub(rb"\1", response.body))
