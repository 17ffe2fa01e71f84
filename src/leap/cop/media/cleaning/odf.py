"""OpenDocument (odt, odp, ods): the zip is written anew.

Settings, previews, signatures and the empty page about the author are left out; names,
initials and dates are taken off notes and tracked changes, whose words stay.
"""

from leap.cop.media.cleaning import archives
from leap.cop.media.cleaning.archives import local
from leap.cop.media.cleaning.inside import clean_member
from leap.cop.media.cleaning.inside import tells_of_a_file
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from typing import BinaryIO

import re


MANIFEST = "META-INF/manifest.xml"
_DROPPED = re.compile(
    r"(^|/)(meta|settings)\.xml$|^Thumbnails/|^Configurations2/|^ObjectReplacements/"
    r"|^META-INF/(?!manifest\.xml$)|^manifest\.rdf$|layout-cache$|^VersionList\.xml$"
    r"|^Versions/"
)
_MACROS = re.compile(r"^(Basic|Scripts)/")

#: Elements that say who and when.
_PERSONAL = frozenset(
    (
        "creator",
        "creator-initials",
        "sender-initials",
        "date",
        "date-string",
        "author-name",
        "author-initials",
        "initial-creator",
        "printed-by",
        "editing-cycles",
        "editing-duration",
        "creation-date",
        "creation-time",
        "modification-date",
        "modification-time",
        "file-name",
        "template-name",
        "sender-firstname",
        "sender-lastname",
        "sender-email",
        "sender-company",
    )
)
_ATTRIBUTES = ("rsid", "paragraph-rsid", "author", "initials", "creator")
_DROPPED_ELEMENTS = frozenset(("scripts", "event-listeners", "forms-settings", "meta"))

_LINKS = ("http://", "https://", "mailto:", "#")


def clean(file: BinaryIO, kind: Kind) -> Clean:
    """Give an OpenDocument file without those who made it."""
    members = archives.read_zip(file)
    if any(_MACROS.search(name) for name in members):
        raise NotTaken("macros")
    if "content.xml" not in members:
        raise NotTaken("damaged")
    if b"encryption-data" in members.get(MANIFEST, b""):
        raise NotTaken("encrypted")
    kept = {"mimetype": kind.mimetype.encode("ascii")}
    for name, data in members.items():
        if name == "mimetype" or _DROPPED.search(name):
            continue
        if name == MANIFEST:
            kept[name] = _manifest(data)
        elif name.endswith((".xml", ".rdf")):
            kept[name] = _part(data)
        else:
            kept[name] = clean_member(name, data)
    return Clean(kind, archives.write_zip(kept, stored=("mimetype",)))


def _manifest(data: bytes) -> bytes:
    root = archives.parse(data)
    for element in list(root):
        paths = [value for key, value in element.items() if local(key) == "full-path"]
        if any(_DROPPED.search(path) for path in paths):
            root.remove(element)
    return archives.serialize(root)


def _part(data: bytes) -> bytes:
    root = archives.parse(data)
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            continue
        name = local(element)
        if name in _DROPPED_ELEMENTS and element.getparent() is not None:
            element.getparent().remove(element)
            continue
        if name in _PERSONAL and _is_about_a_person(element):
            element.text = "2000-01-01T00:00:00" if name == "date" else ""
            for child in list(element):
                element.remove(child)
        _strip_attributes(element)
    return archives.serialize(root)


def _is_about_a_person(element) -> bool:
    """Tell the date of a note from a date that somebody put into the text."""
    if local(element) != "date":
        return True
    return "dc/elements" in element.tag


def _strip_attributes(element) -> None:
    for name in list(element.attrib):
        plain, value = local(name), element.get(name)
        if plain in _ATTRIBUTES:
            del element.attrib[name]
        elif plain == "name" and local(element) in ("frame", "image", "object"):
            if tells_of_a_file(value):
                element.set(name, "Picture")
        elif plain == "href":
            inside = "://" not in value and not value.startswith(("/", ".."))
            if not inside and not value.lower().startswith(_LINKS):
                element.set(name, "#")
