"""Pages and services that no address leads through.

Stock walks along an address that somebody sends, by attributes and keys, and asks
nobody: at the login, for an upload, for an address that something had before. It says
whether the last step leads anywhere, and would so tell what a page knows: who is in a
record, and who is not.
"""

from typing import NoReturn
from zExceptions import NotFound


class Unwalked:
    """Ends where it stands: nothing follows it in an address but what it takes itself.

    Neither templates nor `publishTraverse` ask this.
    """

    def __bobo_traverse__(self, request, name: str) -> NoReturn:
        raise NotFound(name)
