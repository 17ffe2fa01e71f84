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
    return _said(_named(), _ALSO)


def accepted_pictures() -> str:
    """Return the same of pictures alone."""
    return _said(_named("picture"), (".jpeg", ".tiff"))


def _named(*families: str) -> list[str]:
    """Return what kinds are called, of some families or of all."""
    named = []
    for kind in vars(kinds).values():
        if not isinstance(kind, Kind) or (families and kind.family not in families):
            continue
        if kind != kinds.HEIC or kinds.takes_heic():
            ending = kind.filename[kind.filename.rindex(".") :]
            named += [kind.mimetype, ending]
    return named


def _said(named: list[str], also: tuple[str, ...]) -> str:
    heic = _ALSO_HEIC if kinds.takes_heic() else ()
    return ",".join(dict.fromkeys((*named, *also, *heic)))
