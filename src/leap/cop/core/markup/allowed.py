"""What a text may have: the table of `DESIGN` as data, and what becomes of the rest.

Pure. Whatever is in no table here goes; its words stay.
"""

from collections.abc import Callable

import re


INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "code",
        "em",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    }
)

#: Blocks in which a line of text stands by itself.
LINES = frozenset({"caption", "dt", "figcaption", "h2", "h3", "h4", "p", "pre"})

#: Blocks that hold other blocks.
HOLDERS = frozenset({"blockquote", "dd", "dl", "figure", "li", "ol", "ul"})

ROWS = frozenset({"tbody", "tfoot", "thead"})

CELLS = frozenset({"td", "th"})

#: Elements without content.
VOID = frozenset({"br", "hr", "img"})

TAGS = INLINE | LINES | HOLDERS | ROWS | CELLS | VOID | {"table", "tr"}

#: What other elements become.
BECOMES = {
    "acronym": "abbr",
    "dir": "ul",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "listing": "pre",
    "menu": "ul",
    "strike": "s",
    "xmp": "pre",
}

#: Elements that begin a new line; they become paragraphs where they hold text.
BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "body",
        "center",
        "details",
        "div",
        "fieldset",
        "footer",
        "form",
        "header",
        "hgroup",
        "html",
        "legend",
        "main",
        "marquee",
        "nav",
        "optgroup",
        "option",
        "search",
        "section",
        "summary",
    }
)

#: Elements that never hold anything; those that nobody shows are left out.
EMPTY = VOID | {
    "area",
    "base",
    "basefont",
    "bgsound",
    "col",
    "input",
    "keygen",
    "link",
    "meta",
    "param",
    "source",
    "track",
    "wbr",
}

ATTRIBUTES = {
    "*": {"dir", "lang"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"scope", "colspan", "rowspan", "headers"},
    "th": {"scope", "colspan", "rowspan", "headers"},
    "ol": {"start", "reversed"},
}

SCHEMES = {"http", "https", "mailto", "tel"}

REL = "noopener noreferrer nofollow"

#: A cell over more columns or rows than this makes a page nobody can print.
WIDEST = 20

MayShow = Callable[[str], str | None]

#: A language, a script, a region: more would hold words.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?")
_NUMBER = re.compile(r"[0-9]{1,4}")
_START = re.compile(r"-?[0-9]{1,6}")
_HEADERS = re.compile(r"[\w-]{1,40}(?: [\w-]{1,40}){0,5}")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(r"(https?):[\\/]*([^\\/?#].*)", re.IGNORECASE | re.DOTALL)
_OTHER_HOST = re.compile(r"[\\/]{2,}(.*)", re.DOTALL)
_PLACE = re.compile(r"([^/?#]*)(.*)", re.DOTALL)
_IGNORED = re.compile("[\x00-\x20\x7f-\xa0]+")
_LONGEST = 2_000


def address(value: str) -> str | None:
    """Return where a link may go, as a browser would read it; None for nowhere."""
    text = value.strip()
    # Browsers take spaces at the ends, and line ends anywhere, for nothing.
    bare = _IGNORED.sub("", text)
    other = _OTHER_HOST.fullmatch(bare)
    if other:
        bare = text = f"https://{other.group(1)}"
    scheme = _SCHEME.match(bare)
    if not bare or len(text) > _LONGEST or bare.startswith("#"):
        return None
    if scheme is None:
        return text if ":" not in re.split(r"[/?#]", bare, maxsplit=1)[0] else None
    kind = scheme.group(1).lower()
    if kind not in SCHEMES:
        return None
    if kind in ("mailto", "tel"):
        return bare if len(bare) > len(kind) + 1 else None
    host = _HOST.fullmatch(bare)
    if host is None:
        return None
    place, rest = _PLACE.fullmatch(host.group(2)).groups()  # type: ignore[union-attr]
    # Whoever could log in there is nobody's to know.
    return f"{kind}://{place.rpartition('@')[2]}{rest}"


def _span(value: str) -> str | None:
    if not _NUMBER.fullmatch(value) or int(value) < 2:
        return None
    return str(min(int(value), WIDEST))


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda value: value if pattern.fullmatch(value) else None


def _one_of(*words: str) -> Callable[[str], str | None]:
    return lambda value: value.lower() if value.lower() in words else None


#: What becomes of the value of an attribute; None for nothing.
_VALUES: dict[str, Callable[[str], str | None]] = {
    "alt": lambda value: " ".join(value.split())[:_LONGEST],
    "colspan": _span,
    "dir": _one_of("ltr", "rtl", "auto"),
    "headers": _matching(_HEADERS),
    "height": _matching(_NUMBER),
    "href": address,
    "lang": _matching(_LANGUAGE),
    "reversed": lambda value: "",
    "rowspan": _span,
    "scope": _one_of("row", "col", "rowgroup", "colgroup"),
    "start": _matching(_START),
    "width": _matching(_NUMBER),
}


def attributes(
    tag: str, sent: dict[str, str], may_show: MayShow | None = None
) -> dict[str, str]:
    """Return the attributes that an element may have, in one order.

    :param may_show: returns from where a picture is shown, None for not at all.
    """
    found = {}
    for name in sorted((ATTRIBUTES.get(tag, set()) | ATTRIBUTES["*"]) & sent.keys()):
        value = sent[name].strip()
        if name == "src":
            kept = may_show(value) if may_show and value else None
        else:
            kept = _VALUES[name](value)
        if kept is not None:
            found[name] = kept
    return found
