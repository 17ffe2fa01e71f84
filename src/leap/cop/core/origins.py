"""Where a write comes from: not from a page of another site."""

from leap.cop import _
from leap.cop.core.errors import NotYours
from urllib.parse import urlsplit


def comes_from_elsewhere(request) -> bool:
    """Tell whether a browser says that a page of another site sent this.

    Whatever goes along to say who it is: browsers add passwords they know to what other
    pages send, as they add cookies. Old ones say no more than where they were led from.
    """
    if request.getHeader("Sec-Fetch-Site") in ("cross-site", "same-site"):
        return True
    said = request.getHeader("Origin") or request.getHeader("Referer")
    if not said:
        return False
    here = urlsplit(request.get("SERVER_URL", ""))
    there = urlsplit(said)
    return (here.scheme, here.netloc) != (there.scheme, there.netloc)


def refuse_other_origins(request) -> None:
    """Refuse a write that a page of another site makes as this reader.

    :raises NotYours: for another origin.
    """
    if comes_from_elsewhere(request):
        raise NotYours(_("This came from another website, so nothing was saved."))
