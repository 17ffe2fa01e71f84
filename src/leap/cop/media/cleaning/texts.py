"""Text, drawings and pages: what is text stays text, and the rest is made harmless.

Drawings (SVG) keep shapes and words: no scripts, no other files, no notes of the
program that made them. Pages (HTML) keep their words and links. Both are only ever
downloads.
"""

from base64 import b64decode
from base64 import b64encode
from io import BytesIO
from leap.cop.media.cleaning import archives
from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning import pictures
from leap.cop.media.cleaning.archives import local
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.sniff import text_of
from lxml import etree
from lxml import html as lxml_html
from typing import BinaryIO

import binascii
import re


SVG_NS = "http://www.w3.org/2000/svg"
XLINK = "{http://www.w3.org/1999/xlink}href"

_SVG_DROPPED = frozenset(
    (
        "script",
        "foreignObject",
        "metadata",
        "handler",
        "listener",
        "set",
        "animate",
        "animateMotion",
        "animateTransform",
        "animateColor",
        "iframe",
        "audio",
        "video",
    )
)
_CALLS = re.compile(r"@import|url\(\s*['\"]?(?!#)|expression\(|javascript:", re.I)
_DATA_PICTURE = re.compile(r"data:image/(?:jpeg|png);base64,(.*)", re.I | re.S)

_HTML_KEPT_WORDS = (
    "html body h1 h2 h3 h4 h5 h6 p br hr div span blockquote pre code ul ol li dl "
    "dt dd table caption thead tbody tfoot tr th td a strong b em i u s sub sup q "
    "cite abbr small section article main header footer aside nav figure figcaption"
)
_HTML_DROPPED_WORDS = (
    "head script style iframe object embed applet form input button select "
    "textarea noscript template svg math video audio canvas img picture source "
    "link meta base title frame frameset"
)
_HTML_KEPT = frozenset(_HTML_KEPT_WORDS.split())
_HTML_DROPPED = frozenset(_HTML_DROPPED_WORDS.split())
_HTML_ATTRIBUTES = frozenset(("href", "lang", "dir", "colspan", "rowspan", "scope"))
_LINKS = ("http://", "https://", "mailto:", "#")


def clean(file: BinaryIO, kind: Kind) -> Clean:
    """Give a text, a drawing or a page without what is not seen of it."""
    text = text_of(file)
    if kind == kinds.SVG:
        data = _drawing(text)
    elif kind == kinds.HTML:
        data = _page(text)
    else:
        data = text.encode("utf-8")
    return Clean(kind, BytesIO(data))


def _drawing(text: str) -> bytes:
    # Programs write a document type without definitions of its own; it is not needed.
    text = re.sub(r"<!DOCTYPE[^>\[]*>", "", text, count=1, flags=re.I)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))
    root = archives.parse(text.encode("utf-8"))
    if root.tag != f"{{{SVG_NS}}}svg":
        raise NotTaken("damaged")
    for element in list(root.iter()):
        if element is root:
            _strip_drawn(element)
            continue
        if element.getparent() is None:
            continue
        foreign = not str(element.tag).startswith(f"{{{SVG_NS}}}")
        calls = local(element) == "style" and _CALLS.search(element.text or "")
        if foreign or calls or local(element) in _SVG_DROPPED:
            _drop(element)
        else:
            _strip_drawn(element)
    etree.cleanup_namespaces(root)
    return archives.serialize(root)


def _drop(element) -> None:
    parent = element.getparent()
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _strip_drawn(element) -> None:
    for name in list(element.attrib):
        value = element.get(name)
        if local(name) == "href":
            _keep_only_what_is_inside(element, name, value)
        elif (
            name.startswith("{")
            and not name.startswith("{http://www.w3.org/XML/1998/namespace}")
        ) or (
            name.lower().startswith(("on", "data-"))
            or name.endswith("base")
            or _CALLS.search(value)
        ):
            del element.attrib[name]


def _keep_only_what_is_inside(element, name: str, value: str) -> None:
    if value.strip().startswith("#"):
        return
    found = _DATA_PICTURE.match(value.strip())
    del element.attrib[name]
    if local(element) != "image" or not found:
        return
    try:
        data = b64decode(re.sub(r"\s", "", found[1]), validate=True)
    except (binascii.Error, ValueError):
        return
    kind = kinds.PNG if data.startswith(b"\x89PNG") else kinds.JPEG
    picture = b64encode(pictures.clean_inside(data, kind)).decode("ascii")
    element.set(name, f"data:{kind.mimetype};base64,{picture}")


def _page(text: str) -> bytes:
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))
    try:
        root = lxml_html.document_fromstring(text, ensure_head_body=True)
    except (etree.ParserError, ValueError) as error:
        raise NotTaken("damaged") from error
    body = root.find("body")
    if body is None:
        raise NotTaken("damaged")
    for element in list(body.iter()):
        if element is body:
            element.attrib.clear()
        elif not isinstance(element.tag, str) or element.tag in _HTML_DROPPED:
            if element.getparent() is not None:
                element.drop_tree()
        elif element.tag not in _HTML_KEPT:
            element.drop_tag()
        else:
            _strip_page(element)
    words = etree.tostring(body, encoding="unicode", method="html")
    page = f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head>{words}</html>\n'
    return page.encode("utf-8")


def _strip_page(element) -> None:
    for name in list(element.attrib):
        value = element.get(name).strip().lower()
        if name not in _HTML_ATTRIBUTES or (
            name == "href" and not value.startswith(_LINKS)
        ):
            del element.attrib[name]
