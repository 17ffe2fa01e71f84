"""Files as they are kept: cleaned before a byte of them is stored.

The cleaning is done by the value itself, so whichever way a file comes - a form, REST,
a script, an import -, what was sent reaches no blob and no named file on the disk.
"""

from io import BytesIO
from leap.cop.core.write_lock import others_first
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.run import cleaned
from leap.cop.media.cleaning.run import sha256_of
from leap.cop.media.messages import refusal
from persistent import Persistent
from plone.namedfile.file import NamedBlobFile
from plone.namedfile.interfaces import IBlobby
from plone.namedfile.interfaces import INamedBlobImage
from ZODB.blob import Blob
from zope.globalrequest import getRequest
from zope.interface import implementer

import shutil


@implementer(IBlobby)
class Scale(Persistent):
    """A smaller one of a picture."""

    def __init__(self, data: bytes, content_type: str, size: tuple[int, int]) -> None:
        self.contentType = content_type
        self.width, self.height = size
        self._blob = Blob()
        with self._blob.open("w") as out:
            out.write(data)
        self.length = len(data)

    def getSize(self) -> int:
        """Return the number of bytes."""
        return self.length


class CleanFile(NamedBlobFile):
    """A file without what tells who made it, where and when.

    :raises Refused: for what is not taken; the message begins with the field's name.
    """

    #: The field it stands in, and the families that it takes; empty for all.
    field = "file"
    families: tuple[str, ...] = ()

    #: What it says besides what one sees at once: names out of `kinds.HOLDS`, counted.
    holds = ()

    def __init__(self, data=b"", contentType="", filename=None) -> None:
        # What the name and the header claim is not asked.
        self._blob = Blob()
        self._setData(data)

    def _setData(self, data) -> None:
        try:
            found = _cleaned_once(_as_file(data), self.families)
        except NotTaken as error:
            raise refusal(error, self.field) from error
        self.sha256 = sha256_of(found.file)
        self.length = found.file.tell()
        found.file.seek(0)
        with self._blob.open("w") as out:
            shutil.copyfileobj(found.file, out)
        self.contentType = found.kind.mimetype
        self.filename = found.kind.filename
        self.family = found.kind.family
        self.is_inline = found.kind.inline
        self.holds = found.holds
        self._width, self._height = found.size
        kind = "image/png" if self.contentType == "image/gif" else self.contentType
        self.scales = {
            name: Scale(data, kind, size) for name, data, size in found.scales
        }

    data = property(NamedBlobFile._getData, _setData)
    _data = data

    def open(self, mode="r"):
        """Open the file, to be read: writing goes through the cleaning."""
        if mode != "r":
            raise ValueError("Set `data`: what is kept has to be cleaned.")
        return self._blob.open("r")

    def getSize(self) -> int:
        """Return the number of bytes."""
        return self.length


@implementer(INamedBlobImage)
class CleanImage(CleanFile):
    """A picture without what tells who made it, where and when."""

    field = "image"
    families = ("picture",)

    def getImageSize(self) -> tuple[int, int]:
        """Return width and height."""
        return (self._width, self._height)


#: Where an attempt at a request leaves what it cleaned for the next one: by then its
#: transaction is gone, and the environment is the same.
_CLEANED = "leap.cop.cleaned"


def _cleaned_once(file, families: tuple[str, ...]) -> Clean:
    """Return a clean file; a write that collided and is tried again does not wait anew.

    :raises NotTaken: for what is not taken.
    """
    request = getRequest()
    if request is None:
        return cleaned(file, families=families)
    before = request.environ.setdefault(_CLEANED, {})
    with others_first(request):
        key = (sha256_of(file), families)
        if key not in before:
            before[key] = cleaned(file, families=families)
    return before[key]


def _as_file(data):
    """Return something that can be read and rewound."""
    if isinstance(data, str):
        data = data.encode("utf-8")
    if isinstance(data, bytes):
        return BytesIO(data)
    return getattr(data, "file", data)


class Kept:
    """An attribute that holds a clean file, whoever sets it, and however."""

    def __init__(self, name: str, kind: type[CleanFile]) -> None:
        self.name = name
        self.kind = kind

    def __get__(self, medium, owner=None):
        if medium is None:
            return self
        return medium.__dict__.get(self.name)

    def __set__(self, medium, value) -> None:
        if value is not None and not isinstance(value, self.kind):
            if hasattr(value, "_blob"):
                with value.open("r") as sent:
                    value = self.kind(sent)
            else:
                value = self.kind(getattr(value, "data", value))
        medium.__dict__[self.name] = value
        medium._p_changed = True
