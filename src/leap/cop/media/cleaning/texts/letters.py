"""Files that are text: in what letters they are written, and what they are.

Letters are never guessed: a text in UTF-8 or UTF-16 is read, a page or a drawing that
says in what it is written as well, and any other is refused. A text that is a document,
a mail, a card, a way on a map has its author in it like any other document; it is
refused with a sentence of its own and not kept as a text.
"""

from leap.cop.media.cleaning import kinds
from leap.cop.media.cleaning.kinds import Kind
from leap.cop.media.cleaning.kinds import NotTaken
from typing import BinaryIO

import re
import unicodedata


_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
#: Controls, surrogates, places of nobody: none of them stands in a text.
_NO_LETTERS = ("Cc", "Cs", "Co", "Cn")
_SAYS_LETTERS = re.compile(
    rb"<\?xml[^>]{0,80}encoding\s*=\s*[\"']([\w-]+)|<meta[^>]{0,120}charset\s*=\s*"
    rb"[\"']?([\w-]+)",
    re.I,
)
_LETTERS = re.compile(
    rb"(?:iso-?8859-\d{1,2}|windows-(?:125\d|874)|koi8-[ru]|shift_jis|euc-(?:jp|kr)|"
    rb"big5|gb(?:2312|k|18030)|macintosh)",
    re.I,
)

#: What stands before the first element of XML: blanks, remarks, a document type.
PROLOG = re.compile(
    r"(?:\s|<\?.*?\?>|<!--.*?-->|<!doctype[^>\[]*(?:\[.*?\]\s*)?>)*", re.I | re.S
)
_PAGE = re.compile(r"<(?:html|head|body|script|!doctype html)\b", re.I)
_ELEMENT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)([^<>]*)")

#: So much of a text tells what it is; looking for it in more takes too long.
_BEGINNING = 2000
#: What a text begins with that is something else, and why that is not taken.
_BEGINNINGS = tuple(
    (re.compile(pattern, re.I), code)
    for pattern, code in (
        (
            r"\{\\(?:rtf|urtf|pard|par\b|fonttbl|colortbl|stylesheet|info|\*)",
            "old_office",
        ),
        (r"%!(?:PS|Adobe)|%FDF-", "postscript"),
        (r"BEGIN:V|BEGIN:(?:IC|HC)AL|dn: |version: 1\s+dn: ", "contacts"),
        (r"\{[^{}]{0,400}\"type\"\s*:\s*\"FeatureCollection\"", "track"),
        (
            r"1\s*\n[\d:,]+ --> [\d:,]+[^\n]*\n[\s\S]{0,800}?"
            r"(?:\bGPS\s*[(:]|\[?latitude\s*[:=])",
            "track",
        ),
        (r"\$G[PNLAB][A-Z]{3},|HFDTE|A[A-Z]{3}\w*\nHF", "track"),
        (r"From \S+.*\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) .*\d\d:\d\d.*\d{4}", "mail"),
        (
            r"(?:999[ \t]*\n[^\n]*\n[ \t]*)*+0[ \t]*\n[ \t]*SECTION\b|ISO-10303-21;",
            "unknown",
        ),
    )
)
#: Elements that begin a text with marks in it, as Markdown has them.
_MARKS_IN_TEXT = (
    "head body script div p span h1 h2 h3 h4 h5 h6 table ul ol dl a b i em strong pre "
    "code blockquote img br hr center font details section article header footer main "
    "nav figure style link meta title picture sub sup kbd"
)
_OF_PAGES = frozenset(_MARKS_IN_TEXT.split())
_ROOTS = {
    "track": "gpx kml trainingcenterdatabase activities osm",
    "contacts": "vcards icalendar",
    "mail": "email message",
}
_TRACKS = {root: code for code, roots in _ROOTS.items() for root in roots.split()}
_OFFICE = re.compile(
    r"urn:oasis:names:tc:opendocument|schemas\.microsoft\.com/office|progid=\"(?:Word|"
    r"Excel|PowerPoint)|schemas-microsoft-com:office|openxmlformats|abisource\.com|"
    r"koffice",
    re.I,
)

_HEADER = re.compile(r"([^\W\d_][\w-]*(?: la)?):")
#: How programs of mail call who wrote, and what else stands above a mail that they
#: saved as text: in the languages of those who use this, and of their neighbours.
_FROM = frozenset(("from", "von", "van", "от", "de", "de la", "da"))
_LINES_ABOVE = (
    "to subject date sent an betreff datum gesendet aan onderwerp verzonden до относно "
    "тема дата изпратено către catre subiect dată data trimis para asunto oggetto"
)
_ABOVE_MAIL = frozenset(_LINES_ABOVE.split())
_OF_MAIL = frozenset(
    (
        "received",
        "return-path",
        "delivered-to",
        "message-id",
        "mime-version",
        "dkim-signature",
        "x-mozilla-status",
    )
)


def text_of(file: BinaryIO) -> str:
    """Return the text of a file that is one, with `\\n` at the end of its lines.

    :raises NotTaken: when its bytes are no text, or one in unknown letters.
    """
    return _read(bytes_of(file)).replace("\r\n", "\n").replace("\r", "\n")


def bytes_of(file: BinaryIO) -> bytes:
    """Return the bytes of a file that may be a text."""
    file.seek(0)
    raw = file.read(kinds.LIMITS["text"] + 1)
    if len(raw) > kinds.LIMITS["text"]:
        # Too large for a text, and whatever else it may be is none of ours.
        raise NotTaken("unknown")
    return raw


def as_utf8(raw: bytes) -> bytes:
    """Return a text in UTF-8: the same bytes, if that is what they are.

    One that was written otherwise begins with a mark: tables need it to be read right.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark) and name != "utf-8-sig":
            return _read(raw).encode("utf-8-sig")
    try:
        raw.decode("utf-8")
        plain = b"\x00" not in raw
    except UnicodeDecodeError:
        plain = False
    return raw if plain else _read(raw).encode("utf-8-sig")


def _read(raw: bytes) -> str:
    encoding = _encoding(raw)
    try:
        text = raw.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        if _CONTROL_BYTES.search(raw):
            raise NotTaken("unknown") from error
        raise NotTaken("encoding") from error
    if _CONTROLS.search(text):
        raise NotTaken("unknown")
    return text


def _encoding(raw: bytes) -> str:
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return name
    if b"\x00" in raw:
        return _without_mark(raw)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return _said(raw) or "utf-8"
    return "utf-8"


def _without_mark(raw: bytes) -> str:
    """Return in which order the bytes of UTF-16 stand: zeros are in one place only."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if not raw[1 - first :: 2].count(0) and len(raw) % 2 == 0:
            text = raw.decode(encoding, "replace")
            if all(_is_of_a_text(letter) for letter in set(text)):
                return encoding
    raise NotTaken("unknown")


def _is_of_a_text(letter: str) -> bool:
    return letter in "\t\n\r\f" or unicodedata.category(letter) not in _NO_LETTERS


def _said(raw: bytes) -> str:
    """Return in what a page or a drawing says that it is written."""
    found = _SAYS_LETTERS.search(raw[:2048])
    name = (found[1] or found[2]) if found else b""
    if not _LETTERS.fullmatch(name):
        return ""
    said = name.decode("ascii").lower()
    # Browsers read it so, and so do those who write such pages.
    return "cp1252" if said in ("iso-8859-1", "iso8859-1") else said


def kind_of(text: str) -> Kind:
    """Return what a text is.

    :raises NotTaken: for one that is a document, a mail, a card, a way on a map.
    """
    text = text.lstrip("\ufeff")
    found = PROLOG.match(text)
    rest = text[found.end() if found else 0 :]
    root = _ELEMENT.match(rest)
    if root and root[2].lower() == "svg":
        return kinds.SVG
    _refuse_documents(text.lstrip())
    # A page hides in anything that a browser would take for one.
    if _PAGE.search(text[:2000]) and not _is_xml(text, root):
        return kinds.HTML
    if _is_xml(text, root):
        raise NotTaken(_kind_of_xml(rest, root))
    return kinds.TEXT


def _refuse_documents(text: str) -> None:
    start = text[:_BEGINNING]
    for beginning, code in _BEGINNINGS:
        if beginning.match(start):
            raise NotTaken(code)
    if _is_mail(text):
        raise NotTaken("mail")


def _is_xml(text: str, root: re.Match[str] | None) -> bool:
    """Tell XML from a page, and from a text with an element at its beginning."""
    if root is None or root[2].lower() == "html":
        return False
    declared = text.lstrip().startswith("<?xml")
    closed = text.rstrip().endswith(f"</{root[1] or ''}{root[2]}>")
    own = root[2].lower() not in _OF_PAGES
    return declared or bool(root[1]) or (own and (closed or "xmlns" in root[3]))


def _kind_of_xml(rest: str, root: re.Match[str] | None) -> str:
    if _OFFICE.search(rest[:4000]):
        return "flat"
    return _TRACKS.get(root[2].lower(), "xml") if root else "xml"


def _is_mail(text: str) -> bool:
    """Return whether a text begins with the lines that begin a mail."""
    names: set[str] = set()
    for line in text[:8000].splitlines():
        if line[:1] in (" ", "\t") and names:
            continue
        found = _HEADER.match(line)
        if not found:
            break
        names.add(found[1].lower())
    by_hand = names & _FROM and names & _ABOVE_MAIL
    return len(names) > 1 and bool(names & _OF_MAIL or by_hand)
