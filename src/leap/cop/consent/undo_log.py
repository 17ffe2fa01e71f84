"""What the undo log tells of a change of ours: next to nothing."""

from secrets import randbelow


#: Up to so many bytes are added to a transaction.
NOISE = 512


def blur(current) -> None:
    """Take user and path out of a transaction's record, and make its size say nothing.

    Stock Plone shows the log to whoever is logged in, with the size of each change: it
    would tell how many themes somebody gave dots to, and how long the user id is of who
    wrote something without a name.
    """
    current.user = ""
    current.description = ""
    current.extension = {"": "." * randbelow(NOISE)}
