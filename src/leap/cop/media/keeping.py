"""Adding, changing and listing media: forms and REST both come here.

Who may is asked by the types and the workflow of the holder. What a change means for
the holder - a review that is open, a consent to a changed text - is its own affair: it
hears of each change by the usual events.
"""

from Acquisition import aq_base
from collections.abc import Mapping
from leap.cop import _
from leap.cop.core.containment import container_of
from leap.cop.core.content import strip_owner
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.fingerprint import canonical_json
from leap.cop.core.ids import is_opaque
from leap.cop.core.numbers import written
from leap.cop.core.revision import field_parts
from leap.cop.core.revision import IRevisionParts
from leap.cop.media import content
from leap.cop.media.cleaning.signatures import is_picture
from leap.cop.media.interfaces import IMediaHolder
from leap.cop.media.interfaces import IMedium
from leap.cop.media.records import CleanFile
from leap.cop.media.records import CleanImage
from plone import api
from plone.dexterity.utils import createContentInContainer
from urllib.parse import urlsplit
from zope.component import adapter
from zope.event import notify
from zope.i18n import translate
from zope.i18nmessageid import Message
from zope.interface import implementer
from zope.lifecycleevent import ObjectModifiedEvent


#: What something is called that nobody named: never by the name of its file.
NEUTRAL_TITLES = {
    "picture": _("Picture"),
    "film": _("Video"),
    "sound": _("Sound recording"),
    "document": _("Document"),
    "text": _("Text"),
    "drawing": _("Drawing"),
    "page": _("Web page"),
    "link": _("Link"),
}

#: What can be changed, besides what it is about.
WORDS = ("title", "description")


def media_of(holder) -> list:
    """Return the media of a holder, in the order in which they were added."""
    return sorted(unsorted_media(holder), key=age)


def unsorted_media(holder) -> list:
    """Return the media of a holder, for whoever sorts those of many."""
    items = map(holder._getOb, holder.objectIds(ordered=False))
    return [item for item in items if IMedium.providedBy(item)]


def age(medium) -> tuple[int, str]:
    """Return what puts media into the order in which they were added.

    A number: dates of Zope's are compared in Python, twice for each pair.
    """
    return medium.creation_date.micros(), medium.getId()


def limit_of(holder) -> int:
    """Return how many media a holder takes."""
    return getattr(aq_base(holder), "max_media", content.MAX_MEDIA)


def picture_address(holder, src: str) -> str | None:
    """Return how a text of a holder points to one of its pictures.

    By its id, which a copy of the picture in a copy of the holder has as well.

    :param src: any address of it, `resolveuid/…` included; None for other pictures.
    """
    path = src.partition("#")[0].partition("?")[0]
    parts = [part for part in path.split("/") if part]
    for index, part in enumerate(parts):
        if is_opaque(part):
            medium = holder.get(part)
        elif index and parts[index - 1].lower() == "resolveuid":
            medium = next((one for one in media_of(holder) if one.UID() == part), None)
        else:
            continue
        if medium is not None and medium.portal_type == content.IMAGE:
            asked = parts[-1] if "@@images" in parts[index:] else ""
            scale = asked if asked in getattr(medium.image, "scales", ()) else "large"
            return f"{medium.getId()}/@@images/image/{scale}"
    return None


def family_of(medium) -> str:
    """Return what kind of thing it is: `picture`, `film`, `sound`, … or `link`."""
    value = getattr(medium, medium.field, None)
    return getattr(value, "family", "link")


def neutral_title(medium) -> str:
    """Return a title that says what it is and nothing else, in the site's language."""
    title = NEUTRAL_TITLES[family_of(medium)]
    return translate(title, target_language=api.portal.get_default_language())


@implementer(IRevisionParts)
@adapter(IMedium)
def medium_parts(medium) -> dict[str, object]:
    """Return what makes a medium what it is: its words, and exactly this file."""
    return {
        "kind": medium.portal_type,
        "title": medium.title,
        "description": medium.description,
        "holds": medium.fingerprint(),
    }


@implementer(IRevisionParts)
@adapter(IMediaHolder)
def holder_parts(holder) -> dict[str, object]:
    """Return what a holder says, and all media that belong to it."""
    media = [medium_parts(medium) for medium in media_of(holder)]
    media.sort(key=canonical_json)
    return {**field_parts(holder), "media": media}


def add(
    holder, portal_type: str, fields: Mapping[str, object], *, was_asked: bool = False
):
    """Add a medium to a holder.

    :param was_asked: whether the holder's room itself has asked who may.

    :param fields: `title`, `description`, and `file`, `image` (bytes or something that
        can be read) or `remoteUrl`.
    :raises Refused: for what is not taken; the message begins with the field's name.
    :raises NotNow: when the holder rests.
    """
    return createContentInContainer(
        holder, portal_type, checkConstraints=not was_asked, **fields
    )


def value_of(file) -> CleanFile:
    """Return what is kept of a file: of a picture a picture, else a file.

    :raises Refused: for what is not taken.
    """
    return (CleanImage if is_picture(file) else CleanFile)(file)


def add_file(holder, file, fields: Mapping[str, object], *, was_asked: bool = False):
    """Add a file to a holder: a picture as a picture, anything else as a file.

    :param file: something that can be read, or what `value_of` made of it.
    """
    value = file if isinstance(file, CleanFile) else value_of(file)
    kind = content.IMAGE if isinstance(value, CleanImage) else content.FILE
    return add(holder, kind, {**fields, value.field: value}, was_asked=was_asked)


def change(medium, fields: Mapping[str, object]) -> None:
    """Change a medium; what is not named in `fields` stays as it is."""
    for name in (*WORDS, medium.field):
        if name in fields:
            setattr(medium, name, fields[name])
    notify(ObjectModifiedEvent(medium))


def remove(medium) -> None:
    """Take a medium away, with its file."""
    container_of(medium).manage_delObjects([medium.getId()])


def keep_in_bounds(medium) -> None:
    """Bring title, description and address into the form in which they are kept.

    :raises Refused: for what is missing, too long, or no address.
    """
    if not getattr(medium, medium.field, None):
        raise Refused(_("this cannot be empty."), medium.field)
    if medium.portal_type == content.LINK:
        medium.remoteUrl = checked_address(medium.remoteUrl)
    medium.title = " ".join((medium.title or "").split()) or neutral_title(medium)
    if len(medium.title) > content.MAX_TITLE:
        raise Refused(_("up to 200 characters."), "title")
    medium.description = (medium.description or "").strip()
    if len(medium.description) > content.MAX_DESCRIPTION:
        raise Refused(_("up to 2,000 characters."), "description")


def checked_address(address: object) -> str:
    """Return an address of the web.

    :raises Refused: for anything else.
    """
    text = address.strip() if isinstance(address, str) else ""
    try:
        parts = urlsplit(text)
        named = parts.hostname
    except ValueError:
        named = None
    if not named or parts.scheme not in ("http", "https") or parts.username:
        raise Refused(
            _("enter an address that starts with https:// or http://."), "remoteUrl"
        )
    if len(text) > content.MAX_URL or any(sign.isspace() for sign in text):
        raise Refused(
            _("enter an address of up to 2,000 characters, without spaces."),
            "remoteUrl",
        )
    return text


def begin_medium(medium, event) -> None:
    """Give a new medium to nobody, in a place that takes it."""
    if event.newParent is None or event.oldParent is not None:
        return
    strip_owner(medium)
    if event.object is not medium:
        return
    if not IMediaHolder.providedBy(event.newParent):
        raise NotNow(_("This belongs where it is, and cannot be moved."))
    limit = limit_of(event.newParent)
    if len(media_of(event.newParent)) > limit:
        said = getattr(aq_base(event.newParent), "too_many_media", content.TOO_MANY)
        raise Refused(Message(said, mapping={"limit": written(limit)}), medium.field)
    keep_in_bounds(medium)


def keep_changed_medium(medium, event) -> None:
    """Keep a changed medium within its bounds."""
    keep_in_bounds(medium)
