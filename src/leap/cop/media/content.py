"""Pictures, films, files and links: what belongs to a story, or to a meeting.

They have no workflow: who may see, change or delete the holder may see, change or
delete them. They stand in no catalog (`ConfidentialItem`); their holder lists them.
"""

from leap.cop import _
from leap.cop.core.containment import container_of
from leap.cop.core.content import ConfidentialItem
from leap.cop.core.errors import NotNow
from leap.cop.core.interfaces import IBelowCommunity
from leap.cop.media.interfaces import IMedium
from leap.cop.media.records import CleanFile
from leap.cop.media.records import CleanImage
from leap.cop.media.records import Kept
from plone.namedfile.field import NamedBlobFile
from plone.namedfile.field import NamedBlobImage
from plone.supermodel import model
from zope import schema
from zope.interface import implementer

import hashlib


FILE = "leap.cop.File"
IMAGE = "leap.cop.Image"
LINK = "leap.cop.Link"
TYPES = (IMAGE, FILE, LINK)

MAX_TITLE = 200
MAX_DESCRIPTION = 2_000
MAX_URL = 2_000

#: How much one holder takes that says nothing else, and what is said of more.
MAX_MEDIA = 20
TOO_MANY = _("up to ${limit} pictures, videos and files in one story.")


class IFile(model.Schema, IMedium, IBelowCommunity):
    """A film, a recording, a document."""

    file = NamedBlobFile(title=_("File"), required=True)


class IImage(model.Schema, IMedium, IBelowCommunity):
    """A picture."""

    image = NamedBlobImage(title=_("Picture"), required=True)


class ILink(model.Schema, IMedium, IBelowCommunity):
    """An address elsewhere."""

    remoteUrl = schema.TextLine(
        title=_("Address"),
        description=_("It starts with https:// or http://"),
        required=True,
        max_length=MAX_URL,
    )


class Medium(ConfidentialItem):
    """What the three have in common."""

    #: The field that holds what it is about.
    field = ""

    def fingerprint(self) -> str:
        """Return what changes whenever that does; of a file it was kept on saving."""
        value = getattr(self, self.field, None)
        return getattr(value, "sha256", "")

    # Stock toolbars, pages and feeds print these: as exactly as those of the holder.

    def CreationDate(self, zone=None) -> str:
        """Return the holder's."""
        return container_of(self).CreationDate(zone=zone)

    def ModificationDate(self, zone=None) -> str:
        """Return the holder's."""
        return container_of(self).ModificationDate(zone=zone)

    def EffectiveDate(self, zone=None) -> str:
        """Return the holder's."""
        return container_of(self).EffectiveDate(zone=zone)

    def Date(self, zone=None) -> str:
        """Return the holder's."""
        return container_of(self).Date(zone=zone)

    def PUT(self, REQUEST=None, RESPONSE=None):
        """Take nothing this way: a change is a `PATCH`, by the teller."""
        raise NotNow(_("Use PATCH to change this."))

    def manage_DAVget(self):
        """Give nothing this way: a file is downloaded."""
        raise NotNow(_("This is a download."))

    manage_FTPget = manage_DAVget


@implementer(IFile)
class File(Medium):
    """A film, a recording, a document."""

    field = "file"
    file = Kept("file", CleanFile)


@implementer(IImage)
class Image(Medium):
    """A picture."""

    field = "image"
    image = Kept("image", CleanImage)


@implementer(ILink)
class Link(Medium):
    """An address elsewhere."""

    field = "remoteUrl"
    remoteUrl = ""

    def fingerprint(self) -> str:
        """Return what changes whenever the address changes."""
        return hashlib.sha256((self.remoteUrl or "").encode("utf-8")).hexdigest()
