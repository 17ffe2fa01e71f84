"""Pictures, films and files as a story's readers see them."""

from leap.cop.media import keeping
from leap.cop.media.held import Held
from leap.cop.media.held import held_by
from typing import NamedTuple


class Shown(NamedTuple):
    """One medium on a screen."""

    id: str
    family: str
    #: `picture`, `film`, `sound`, `link`, or `download` for everything else.
    way: str
    title: str
    #: What is in it, for those who cannot see or hear it.
    words: str
    url: str
    mimetype: str
    #: For instance: PDF, 1.2 MB
    facts: str
    preview: str
    width: int
    height: int
    has_title: bool
    #: What it says besides what one sees at once.
    held: list[Held]


def size_in_words(size: int) -> str:
    """Give a size as people say it."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def shown_media(story) -> list[Shown]:
    """Give the media of a story, as its readers see them."""
    return [shown(medium) for medium in keeping.media_of(story)]


def shown(medium) -> Shown:
    """Give one of them, as its readers see it."""
    family = keeping.family_of(medium)
    value = getattr(medium, medium.field)
    url = medium.absolute_url()
    facts = {
        "id": medium.getId(),
        "family": family,
        "title": medium.title,
        "words": medium.description or "",
        "has_title": medium.title != keeping.neutral_title(medium),
        "width": -1,
        "height": -1,
        "preview": "",
        "held": held_by(medium),
    }
    if family == "link":
        return Shown(
            **facts,
            way="link",
            url=medium.remoteUrl,
            mimetype="",
            facts=medium.remoteUrl,
        )
    facts["mimetype"] = value.contentType
    kind = value.filename.rsplit(".", 1)[-1].upper()
    facts["facts"] = f"{kind}, {size_in_words(value.getSize())}"
    if family == "picture":
        large = value.scales["large"]
        size = {"width": large.width, "height": large.height}
        preview = f"{url}/@@images/{medium.field}/large"
        facts = {**facts, **size, "preview": preview}
    is_shown = value.is_inline and family in ("picture", "film", "sound")
    view = "display-file" if is_shown else "download"
    return Shown(
        **facts,
        way=family if is_shown else "download",
        url=f"{url}/@@{view}/{medium.field}",
    )
