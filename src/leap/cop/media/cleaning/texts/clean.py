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
from leap.cop.media.cleaning.archives import local
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pictures import clean as pictures
from leap.cop.media.cleaning.texts import table as texts_table
from leap.cop.media.cleaning.texts.letters import as_utf8
from leap.cop.media.cleaning.texts.letters import bytes_of
from leap.cop.media.cleaning.texts.letters import text_of
from lxml import etree
from lxml import html as lxml_html
from typing import BinaryIO

import binascii
import re


SVG_NS = "http://www.w3.org/2000/svg"

_CALLS = re.compile(r"@import|url\(\s*['\"]?(?!#)|expression\(|javascript:", re.I)
_DATA_PICTURE = re.compile(r"data:image/(?:jpeg|png);base64,(.*)", re.I | re.S)

_REMARK = re.compile(r"/\*.*?\*/", re.S)
#: A document type may name abbreviations: so many, so long, and nothing in themselves.
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[(.*?)\]\s*)?>", re.I | re.S)
_ENTITY = re.compile(r"""<!ENTITY\s+([\w.:-]+)\s+(?:"([^"]*)"|'([^']*)')\s*>""")
_MOST_ENTITIES = 100
_XML_NAMESPACE = "{http://www.w3.org/XML/1998/namespace}"
_LINKS = ("http://", "https://", "mailto:", "#")


def clean(file: BinaryIO, kind: Kind) -> Clean:
    """Give a text, a drawing or a page without what is not seen of it."""
    if kind == kinds.SVG:
        data = _drawing(text_of(file))
    elif kind == kinds.HTML:
        data = _page(text_of(file))
    else:
        data = as_utf8(bytes_of(file))
    return Clean(kind, BytesIO(data))


def _drawing(text: str) -> bytes:
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))
    root = archives.parse(_without_doctype(text).encode("utf-8"))
    if root.tag != f"{{{SVG_NS}}}svg":
        raise NotTaken("damaged")
    pending = [root]
    while pending:
        element = pending.pop()
        _strip_drawn(element)
        for child in list(element):
            if _is_drawn(child):
                pending.append(child)
            else:
                archives.drop(child)
    etree.cleanup_namespaces(root)
    return archives.serialize(root)


def _without_doctype(text: str) -> str:
    """Return a drawing without its document type, and abbreviations written out.

    Illustrator writes namespaces so. They are short and lead to nothing; a file whose
    abbreviations lead elsewhere, or stand in each other, is refused.
    """
    found = _DOCTYPE.search(text)
    if found is None:
        return text
    entities = _entities(found[1] or "")
    text = text[: found.start()] + text[found.end() :]
    if not entities:
        return text
    names = "|".join(re.escape(name) for name in entities)
    longest = max(len(value) for value in entities.values())
    if text.count("&") * longest > kinds.LIMITS["drawing"]:
        raise NotTaken("heavy")
    return re.sub(f"&({names});", lambda match: entities[match[1]], text)


def _entities(declared: str) -> dict[str, str]:
    named = {name: one or other for name, one, other in _ENTITY.findall(declared)}
    foreign = declared.count("<!ENTITY") != len(_ENTITY.findall(declared))
    deep = any("&" in value or "<" in value for value in named.values())
    if foreign or deep or len(named) > _MOST_ENTITIES:
        raise NotTaken("damaged")
    return named


def _is_drawn(element) -> bool:
    """Tell what is drawn from everything else, and take remarks out of styles."""
    if not str(element.tag).startswith(f"{{{SVG_NS}}}"):
        return False
    if local(element) == "style":
        element.text = _REMARK.sub("", element.text or "")
        return not _CALLS.search(element.text)
    return local(element) in texts_table.OF_DRAWINGS


def _strip_drawn(element) -> None:
    for name, value in element.attrib.items():
        if local(name) == "href":
            _keep_only_what_is_inside(element, name, value)
        elif name.startswith(_XML_NAMESPACE):
            if local(name) not in ("lang", "space"):
                del element.attrib[name]
        elif f"@{name}" not in texts_table.OF_DRAWINGS or _CALLS.search(value):
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
        elif not isinstance(element.tag, str) or _is_not_of_pages(element.tag):
            if element.getparent() is not None:
                element.drop_tree()
        elif element.tag not in texts_table.OF_PAGES:
            element.drop_tag()
        else:
            _strip_page(element)
    words = etree.tostring(body, encoding="unicode", method="html")
    page = f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head>{words}</html>\n'
    return page.encode("utf-8")


def _is_not_of_pages(tag: str) -> bool:
    """Tell what is dropped with its words: of Word, only paragraphs say anything."""
    of_word = tag.startswith(("o:", "w:", "m:")) and tag != "o:p"
    return tag in texts_table.NOT_OF_PAGES or of_word


def _strip_page(element) -> None:
    for name in list(element.attrib):
        value = element.get(name).strip().lower()
        if f"@{name}" not in texts_table.OF_PAGES or (
            name == "href" and not value.startswith(_LINKS)
        ):
            del element.attrib[name]
