"""What the file inputs of our pages ask for: the list stands here alone.

A phone that keeps its pictures as HEIC sends a JPEG where a page asks for JPEG and not
for HEIC; so the list names each kind, and HEIC only where its library is installed.
"""

from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import Kind


#: Other endings and names of kinds that are taken: computers do not agree on them.
_ALSO = (
    *(".jpeg", ".tiff", ".htm", ".csv", ".oga", ".opus", ".weba", ".m4v"),
    *("text/csv", "audio/x-m4a", "audio/x-wav", "video/x-m4v"),
)
_ALSO_HEIC = ("image/heif", ".heif", ".hif")


def accepted() -> str:
    """Return what is taken, as the attribute `accept` of a file input says it."""
    named = []
    for kind in vars(kinds).values():
        if isinstance(kind, Kind) and (kind != kinds.HEIC or kinds.takes_heic()):
            ending = kind.filename[kind.filename.rindex(".") :]
            named += [kind.mimetype, ending]
    named += _ALSO
    named += _ALSO_HEIC if kinds.takes_heic() else ()
    return ",".join(dict.fromkeys(named))
