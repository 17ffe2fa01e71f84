"""What others may know of this room."""

from zope.interface import Interface


class IMediaHolder(Interface):
    """Content that pictures, films, files and links can be added to."""


class IMedium(Interface):
    """A picture, film, file or link: it belongs to its holder, and goes as far."""
