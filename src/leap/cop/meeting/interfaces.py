"""What others may know of this room."""

from leap.cop.media.interfaces import IMedium


class IMeetingMedium(IMedium):
    """A file or link of a meeting: for the people of its community, unless shown."""
