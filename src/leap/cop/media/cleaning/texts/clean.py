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
from leap.cop.media.cleaning.archives import Element
from leap.cop.media.cleaning.archives import local
from leap.cop.media.cleaning.kinds import Clean
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from leap.cop.media.cleaning.pictures import apart
from leap.cop.media.cleaning.pictures import clean as pictures
from leap.cop.media.cleaning.sniff import sniff
from leap.cop.media.cleaning.texts import table as texts_table
from leap.cop.media.cleaning.texts.letters import as_utf8
from leap.cop.media.cleaning.texts.letters import bytes_of
from leap.cop.media.cleaning.texts.letters import text_of
from lxml import etree
from lxml import html as lxml_html
from typing import BinaryIO
from urllib.parse import unquote

import binascii
import re


SVG_NS = "http://www.w3.org/2000/svg"

#: What asks for something from elsewhere, as a style may write it.
_CALLS = re.compile(
    r"@import|url\(\s*+['\"]?+(?!#)|expression\(|javascript:|image-set\("
    r"|(?<![\w-])(?:image|src)\(",
    re.I,
)
_ADDRESS = r"""url\(\s*+(?:"[^"]{0,4000}"|'[^']{0,4000}'|[^()'"]{0,4000})\s*\)"""
#: The parts of a style that call as a whole, and single values that do.
_CALLING = re.compile(
    rf"""@import\s*(?:{_ADDRESS}|"[^"]{{0,4000}}"|'[^']{{0,4000}}')[^;{{}}]{{0,400}};?"""
    r"|@font-face\s*\{[^{}]*+\}",
    re.I,
)
_ANY_ADDRESS = re.compile(_ADDRESS, re.I)
#: A letter that a style writes by its number, or behind a stroke.
_ESCAPED = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.I)

_DATA = re.compile(r"data:image/([\w.+-]+)(?:;[\w=-]+)*?;base64,(.*)", re.I | re.S)
_XHTML = "{http://www.w3.org/1999/xhtml}*"

_REMARK = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
#: A document type may name abbreviations: so many, so long, and nothing in themselves.
_OPENS_DOCTYPE = re.compile("<!DOCTYPE", re.I)
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
    opens = _OPENS_DOCTYPE.search(text)
    found = _DOCTYPE.match(text, opens.start()) if opens else None
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


def _is_drawn(element: Element) -> bool:
    """Tell what is drawn from everything else, and take remarks out of styles."""
    if not str(element.tag).startswith(f"{{{SVG_NS}}}"):
        return False
    if local(element) == "style":
        words = "".join(element.itertext())
        del element[:]
        element.text = _without_calls(_REMARK.sub("", words))
        return bool(element.text)
    if local(element) == "foreignObject":
        _refuse_words(element)
    return local(element) in texts_table.OF_DRAWINGS


def _refuse_words(element: Element) -> None:
    """Refuse a drawing of which some words are a page: they would be lost."""
    if any("".join(page.itertext()).strip() for page in element.iter(_XHTML)):
        raise NotTaken("embedded")


def _without_calls(style: str) -> str:
    """Return a style without what it takes from elsewhere; nothing if it hides that."""
    kept = _CALLING.sub(lambda found: found[0] if _is_quiet(found[0]) else "", style)
    kept = _ANY_ADDRESS.sub(
        lambda found: found[0] if _is_quiet(found[0]) else "none", kept
    )
    return kept if _is_quiet(kept) else ""


def _is_quiet(style: str) -> bool:
    """Return whether a style calls nobody, however it is written."""
    return not _CALLS.search(style) and not _CALLS.search(_ESCAPED.sub(_letter, style))


def _letter(found: re.Match[str]) -> str:
    if not found[1]:
        return found[2]
    number = int(found[1], 16)
    return chr(number) if number < 0x110000 else ""


def _strip_drawn(element: Element) -> None:
    for name, value in element.attrib.items():
        if local(name) == "href":
            _keep_only_what_is_inside(element, name, value)
        elif name.startswith(_XML_NAMESPACE):
            if local(name) not in ("lang", "space"):
                del element.attrib[name]
        elif f"@{name}" not in texts_table.OF_DRAWINGS:
            del element.attrib[name]
        elif not _is_quiet(value):
            _keep_what_is_quiet(element, name, value)


def _keep_what_is_quiet(element: Element, name: str, value: str) -> None:
    kept = _without_calls(value)
    if kept:
        element.set(name, kept)
    else:
        del element.attrib[name]


def _keep_only_what_is_inside(element: Element, name: str, value: str) -> None:
    value = value.strip()
    if value.startswith("#"):
        return
    del element.attrib[name]
    if local(element) in ("image", "feImage") and value.lower().startswith("data:"):
        element.set(name, _picture(value))


def _picture(value: str) -> str:
    """Return a picture that stands in an address, cleaned.

    :raises NotTaken: for one that would be lost.
    """
    found = _DATA.fullmatch(value)
    try:
        data = b64decode(re.sub(r"\s", "", unquote(found[2] if found else "")))
        kind = sniff(BytesIO(data))
    except (binascii.Error, ValueError, NotTaken) as error:
        raise NotTaken("embedded") from error
    if kind not in apart.WITHOUT:
        raise NotTaken("embedded")
    picture = b64encode(pictures.clean_inside(data, kind)).decode("ascii")
    return f"data:{kind.mimetype};base64,{picture}"


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


def _strip_page(element: Element) -> None:
    for name in list(element.attrib):
        value = element.get(name).strip().lower()
        if f"@{name}" not in texts_table.OF_PAGES or (
            name == "href" and not value.startswith(_LINKS)
        ):
            del element.attrib[name]
