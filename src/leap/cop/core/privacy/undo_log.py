"""What the undo log tells of a change of ours: that there was one.

Stock Plone shows the log to whoever is logged in, with the size of each change. The
size would tell how many themes somebody gave dots to, and how long the user id is of
who wrote something without a name. Whoever may undo changes could bring a withdrawn
story back, take somebody's vote out, or look at what came out and open the vote again.

What a transaction says of itself goes over what the database lists of it, so it says
how it is listed: without a size, and with an id under which nothing is undone. The time
is one of whole seconds: an id is a time, and could be tried out from a finer one.
"""

from secrets import randbelow

import time


#: Up to so many bytes are added to a transaction: the database's size is shown, too.
NOISE = 512

#: Listed in place of the id: the id of no transaction, in base64. All zeros would be
#: the one that RelStorage begins with.
NO_ID = b"AAAAAAAAAAE="


class Unread:
    """Bytes that are written and never given back: read, they are a plain `True`."""

    def __init__(self, size: int) -> None:
        self.size = size

    def __reduce__(self) -> tuple:
        return bool, (b"." * (self.size + 1),)


def blur(current) -> None:
    """Take user, path, size and id out of what is listed of a transaction."""
    current.user = ""
    current.description = ""
    current.extension = {
        "": Unread(randbelow(NOISE)),
        "id": NO_ID,
        "size": 0,
        "time": float(int(time.time())),
    }
