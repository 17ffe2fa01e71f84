"""What tells in HTML that something was hidden, struck out or said aside. Pure.

Office programs, mail programs and editors say it with names, classes, styles and data
attributes of their own. Where it is not sure, words are left out: a word that is missed
can be written again, one that was taken out must not come back.
"""

from collections.abc import Iterable
from collections.abc import Mapping

import re


#: Elements that go with all that is in them.
GONE = frozenset(
    {
        "annotation",
        "annotation-xml",
        "applet",
        "audio",
        "button",
        "canvas",
        "comment",
        "datalist",
        "del",
        "dialog",
        "embed",
        "frame",
        "frameset",
        "head",
        "map",
        "meter",
        "object",
        "portal",
        "progress",
        "select",
        "svg",
        "template",
        "video",
        "xml",
    }
)

#: Elements of office programs that wrap words of the text; all others of theirs go.
_WRAPPERS = re.compile(
    r"o:p|st\d+:.+|v:.+|w:(?:sdt|sdtcontent|smarttag|ins|p|r|t)|text:(?:p|span|h)"
)

_DELETED = frozenset(
    {
        "del",
        "delete",
        "deleted",
        "deletes",
        "deletion",
        "deletions",
        "removed",
        "removal",
    }
)

#: Which data attributes say with their value what was done to some words.
_SAYS_WHAT = frozenset(
    {
        "action",
        "change",
        "changes",
        "diff",
        "edit",
        "kind",
        "mark",
        "op",
        "operation",
        "revision",
        "status",
        "sugg",
        "suggest",
        "suggestion",
        "suggestions",
        "track",
        "tracked",
        "tracking",
        "type",
    }
)

_HIDING_CLASSES = frozenset(
    {
        "d-none",
        "element-invisible",
        "hidden",
        "invisible",
        "mso-hide",
        "screen-reader-text",
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
    }
)

_ASIDE_CLASS = re.compile(
    r"mso-?com.*|docos-.*|comment-(?:author|body|content|date|list|text|thread).*"
)

#: Fields of LibreOffice that say who wrote something, and when.
_ASIDE_FIELDS = frozenset({"author", "datetime", "docinfo", "filename", "sender"})

_ASIDE_ADDRESS = re.compile(r"#(?:cmnt|_msocom).*", re.IGNORECASE)
_ASIDE_NAME = re.compile(r"(?:cmnt_ref|_msoanchor|_com_|_msocom).*", re.IGNORECASE)
_REMARK = re.compile(r"cmnt\d+", re.IGNORECASE)

_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_NUMBER = re.compile(r"([-+]?[0-9]{0,9}\.?[0-9]{0,9})([a-z%]*)")
_TINY = {"px": 1, "pt": 1, "em": 0.1, "rem": 0.1, "ex": 0.2, "%": 10, "": 0}
_FAR = {"px": -400, "pt": -300, "em": -30, "rem": -30, "%": -90}

#: No value longer than this says anything of these.
_LONGEST = 2_000

Style = Mapping[str, str]


def declarations(style: str) -> dict[str, str]:
    """Return what a style says, by property; empty for one too long to be read."""
    if len(style) > _LONGEST:
        style = style[:_LONGEST]
    found = {}
    for part in _without_comments(style.lower()).split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def _without_comments(style: str) -> str:
    first, *others = style.split("/*")
    return first + "".join(part.partition("*/")[2] for part in others)


def rules_in(sheet: str) -> dict[str, dict[str, str]]:
    """Return what a style sheet says of classes, by class."""
    found: dict[str, dict[str, str]] = {}
    for rule in sheet.split("}"):
        selectors, brace, body = rule.rpartition("{")
        if not brace:
            continue
        says = _telling(declarations(body))
        if not says:
            continue
        for selector in selectors.lower().split(","):
            last = selector.strip().rpartition(".")[2]
            if "." in selector and last.replace("-", "").replace("_", "").isalnum():
                found.setdefault(last, {}).update(says)
    return found


def _telling(style: Style) -> dict[str, str]:
    if is_hiding(style) or is_striking(style):
        return dict(style)
    return {}


def is_gone(name: str) -> bool:
    """Tell whether an element goes with its words, whatever it says of itself."""
    if ":" in name:
        return not _WRAPPERS.fullmatch(name)
    return name in GONE


def is_struck_out(attributes: Mapping[str, str]) -> bool:
    """Tell whether words are kept in the HTML as taken out, as track changes do."""
    for name, value in attributes.items():
        if name == "class":
            if any(_says_deleted(word) for word in value[:_LONGEST].split()):
                return True
        elif name.startswith("data-") and value.lower() not in ("false", "0", "no"):
            said = _words(name)
            if said & _DELETED or (said & _SAYS_WHAT and _says_deleted(value)):
                return True
    return False


def is_aside(name: str, attributes: Mapping[str, str], style: Style) -> bool:
    """Tell whether something is said about the text and is no part of it."""
    if any(_ASIDE_CLASS.fullmatch(word) for word in classes(attributes)):
        return True
    if style.get("mso-element", "").startswith("comment"):
        return True
    if style.get("mso-special-character") == "comment":
        return True
    if style.get("mso-list") == "ignore":
        return True
    if name == "sdfield":
        return attributes.get("type", "").lower() in _ASIDE_FIELDS
    named = attributes.get("id") or attributes.get("name") or ""
    if _ASIDE_NAME.fullmatch(named):
        return True
    return name == "a" and bool(_ASIDE_ADDRESS.fullmatch(attributes.get("href", "")))


def begins_a_remark(name: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether an anchor begins a block that is a remark (Google Docs)."""
    named = attributes.get("id") or attributes.get("name") or ""
    return name == "a" and bool(_REMARK.fullmatch(named))


def is_hidden(attributes: Mapping[str, str], style: Style) -> bool:
    """Tell whether a reader was never meant to see something."""
    if "hidden" in attributes or is_hiding(style):
        return True
    return any(word in _HIDING_CLASSES for word in classes(attributes))


def is_hiding(style: Style) -> bool:
    """Tell whether a style hides what it is for."""
    if style.get("display") == "none" or style.get("mso-hide") == "all":
        return True
    if style.get("visibility") in ("hidden", "collapse"):
        return True
    if style.get("content-visibility") == "hidden" or _is_nothing(style, "opacity"):
        return True
    if "transparent" in (style.get("color"), style.get("-webkit-text-fill-color")):
        return True
    if any(map(_is_tiny, style.get("font-size", "").split())):
        return True
    if any(map(_is_tiny, style.get("font", "").replace("/", " ").split()[:6])):
        return True
    sizes = ("height", "max-height", "width", "max-width")
    if "hidden" in style.get("overflow", "") and any(
        _is_nothing(style, size) for size in sizes
    ):
        return True
    if any(_is_far(style, side) for side in ("left", "top", "text-indent")):
        return True
    clipped = style.get("clip", "").replace(",", " ").replace("px", "").split()
    return bool(clipped) and set(clipped) <= {"rect(0", "rect(1", "0", "1", "0)", "1)"}


def is_striking(style: Style) -> bool:
    """Tell whether a style draws a line through words."""
    names = ("text-decoration", "text-decoration-line", "text-line-through")
    return any("line-through" in style.get(name, "") for name in names)


def looks(style: Style, *, in_line: bool) -> list[str]:
    """Return the elements that stand for how something looks."""
    if not style:
        return []
    found = ["s"] if is_striking(style) else []
    if in_line:
        if style.get("font-weight") in ("bold", "600", "700", "800", "900"):
            found.append("strong")
        if style.get("font-style") == "italic":
            found.append("em")
    return found


def is_light(style: Style) -> bool:
    """Tell whether a style says that `b` is not meant as bold (Google Docs)."""
    return style.get("font-weight") in ("normal", "400")


def deletions(value: str) -> list[str]:
    """Return the marks of deletions in a list of marks, as CKEditor writes them."""
    marks = (mark.strip() for mark in value[:_LONGEST].split(","))
    return [mark for mark in marks if _says_deleted(mark.partition(":")[0])]


def classes(attributes: Mapping[str, str]) -> list[str]:
    """Return the classes of an element, without what web mail puts before them."""
    found = attributes.get("class", "")[:_LONGEST].lower().split()
    return [word.removeprefix("x_").removeprefix("x_") for word in found]


def _says_deleted(text: str) -> bool:
    return bool(_words(text[:_LONGEST].removeprefix("mso")) & _DELETED)


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text[:_LONGEST])}


def _number(text: str) -> tuple[float, str] | None:
    found = _NUMBER.fullmatch(text)
    if not found or not any(sign.isdigit() for sign in found.group(1)):
        return None
    return float(found.group(1)), found.group(2)


def _is_tiny(text: str) -> bool:
    found = _number(text)
    return found is not None and 0 <= found[0] <= _TINY.get(found[1], -1)


def _is_nothing(style: Style, name: str) -> bool:
    found = _number(style.get(name, ""))
    return found is not None and found[0] == 0


def _is_far(style: Style, name: str) -> bool:
    found = _number(style.get(name, ""))
    return found is not None and found[0] <= _FAR.get(found[1], float("-inf"))


def style_of(
    attributes: Mapping[str, str], sheet: Mapping[str, dict[str, str]]
) -> dict[str, str]:
    """Return what is said of how an element looks, by its classes and by itself."""
    found: dict[str, str] = {}
    if sheet:
        for word in _known(attributes.get("class", ""), sheet):
            found.update(sheet[word])
    if "style" in attributes:
        found.update(declarations(attributes["style"]))
    return found


def _known(value: str, sheet: Mapping[str, object]) -> Iterable[str]:
    return (word for word in value[:_LONGEST].lower().split() if word in sheet)
