"""The HTML, or the words, of a tree. Pure.

An element without a word and without a picture is not written, but for the cells of a
table. Words of neighbouring blocks never run together.
"""

from collections.abc import Iterable
from html import escape
from leap.cop.core.markup import allowed
from leap.cop.core.markup.node import BLOCK
from leap.cop.core.markup.node import Node
from typing import NamedTuple


#: More line ends in a row say nothing.
_BREAKS = 2


class Written(NamedTuple):
    """Some HTML, and whether there is anything in it to be seen."""

    html: str
    shows: bool


def html_of(root: Node) -> str:
    """Return the HTML of a tree."""
    return _flow(root.children, wraps=False).html


def words_of(root: Node, *, struck: bool = True) -> str:
    """Return the words of a tree, with single spaces.

    :param struck: whether words with a line through them count.
    """
    return " ".join("".join(_words(root, struck)).split())


def _words(node: Node, struck: bool) -> Iterable[str]:
    if node.name == "s" and not struck:
        return
    apart = not node.is_inline
    if apart:
        yield " "
    for child in node.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _words(child, struck)
    if apart:
        yield " "


def _flow(children: list[Node | str], *, wraps: bool) -> Written:
    """Write blocks and lines that stand below each other.

    :param wraps: whether a line that stands by itself becomes a paragraph.
    """
    parts: list[Written] = []
    line: list[Node | str] = []

    def add(part: Written) -> None:
        if part.shows or part.html.strip():
            parts.append(part)
        elif parts and not parts[-1].html.strip():
            parts[-1] = Written(_gap(parts[-1].html + part.html), False)
        else:
            parts.append(Written(_gap(part.html), False))

    for child in children:
        if isinstance(child, str) or _is_in_line(child):
            line.append(child)
            continue
        add(_line(line, wraps=wraps))
        line = []
        written = _block(child)
        add(written if written.html else Written(" ", False))
    add(_line(line, wraps=wraps))
    return _joined(parts)


def _gap(html: str) -> str:
    """Return what stays between blocks of lines in which nothing is."""
    return "\n" if "\n" in html else " " if html else ""


def _is_in_line(child: Node) -> bool:
    return child.is_inline or child.name in ("br", "img")


def _line(children: list[Node | str], *, wraps: bool) -> Written:
    written = _in_line(children)
    if not written.shows:
        return Written(_gap(written.html), False)
    if not wraps:
        return written
    return Written(f"<p>{written.html.strip()}</p>", True)


def _in_line(children: list[Node | str]) -> Written:
    parts: list[Written] = []
    breaks = 0
    for child in children:
        if isinstance(child, str):
            breaks = 0 if child.strip() else breaks
            parts.append(Written(escape(child, quote=False), bool(child.strip())))
            continue
        if child.name == "br":
            breaks += 1
            if breaks <= _BREAKS:
                parts.append(Written("<br>", False))
            continue
        inner = _in_line(child.children)
        if child.name == "img":
            inner = Written(_start(child), True)
        elif child.name is not None and inner.shows:
            inner = Written(f"{_start(child)}{inner.html}</{child.name}>", True)
        breaks = 0 if inner.shows else breaks
        parts.append(inner)
    return _joined(parts)


def _block(node: Node) -> Written:
    name = node.name
    if name == "hr":
        return Written("<hr>", True)
    if name == BLOCK:
        inner = _flow(node.children, wraps=True)
        return inner._replace(html=inner.html.strip(" \n")) if inner.shows else inner
    if node.is_line:
        inner = _in_line(node.children)
        if name == "pre":
            inner = inner._replace(html=inner.html.lstrip("\n"))
    elif name in allowed.ROWS or name in ("table", "tr"):
        inner = _joined(
            [_block(child) for child in node.children if isinstance(child, Node)]
        )
    else:
        inner = _flow(node.children, wraps=False)
    if not (inner.shows or name in allowed.CELLS or (name == "tr" and inner.html)):
        return Written("", False)
    return Written(f"{_start(node)}{inner.html}</{name}>", inner.shows)


def _start(node: Node) -> str:
    attributes = "".join(
        f' {name}="{escape(value)}"' for name, value in node.attributes.items()
    )
    return f"<{node.name}{attributes}>"


def _joined(parts: list[Written]) -> Written:
    return Written(
        "".join(part.html for part in parts), any(part.shows for part in parts)
    )
