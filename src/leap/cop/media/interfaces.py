"""What others may know of this room."""

from zope.interface import Interface


class IMediaHolder(Interface):
    """Content that pictures, films, files and links can be added to.

    Its class may say in `max_media` how many it takes and in `too_many_media` what is
    said of more, and in `media_roles(medium, permission)` who may at most read one.
    """


class IMedium(Interface):
    """A picture, film, file or link: it belongs to its holder, and goes as far."""
