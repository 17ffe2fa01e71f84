"""A small tree of what a text has, and nothing that anybody hid or took out.

Not a browser's tree, but one that a browser builds the same way from what is written
of it: lines stand in blocks, cells in tables, no element is open in another of its
kind, and nothing is deeper than `DEEPEST`. Without that bound a few kilobytes of tags
left open become megabytes in any parser that follows the standard. Pure.
"""

from collections import Counter
from leap.cop.core.markup import allowed
from leap.cop.core.markup import marks
from leap.cop.core.markup.node import BLOCK
from leap.cop.core.markup.node import has_words
from leap.cop.core.markup.node import Node
from leap.cop.core.markup.scan import END
from leap.cop.core.markup.scan import RAW
from leap.cop.core.markup.scan import START
from leap.cop.core.markup.scan import TEXT
from leap.cop.core.markup.scan import Token
from leap.cop.core.markup.scan import tokens
from leap.cop.core.markup.spans import deletions
from leap.cop.core.markup.spans import MARKS
from leap.cop.core.markup.spans import matching


#: More elements within each other than anybody writes.
DEEPEST = 60

#: More tables within each other than any printer lays out.
_TABLES = 2

#: More elements than these do not go on from one line into the next.
_GOING_ON = 4

_OPTIONAL_END = frozenset({"dd", "dt", "li", "option", "p", "td", "th", "tr"})
_TABLE_PARTS = allowed.ROWS | allowed.CELLS | {"caption", "tr"}


def build(html: str, may_show: allowed.MayShow | None = None) -> Node:
    """Return the tree of some HTML."""
    return _Builder(list(tokens(html)), may_show).build()


class _Builder:
    def __init__(self, found: list[Token], may_show: allowed.MayShow | None) -> None:
        self.tokens = found
        self.may_show = may_show
        self.root = Node("", BLOCK)
        self.stack = [self.root]
        self.opened: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.mute_until = -1
        self.sheet: dict[str, dict[str, str]] = {}
        for token in found:
            if token.name == "style" and token.text:
                self.sheet.update(marks.rules_in(token.text))
        self.ends = matching(found)
        self.deletions = deletions(found, self.ends)

    def build(self) -> Node:
        for index, token in enumerate(self.tokens):
            self.mute_until = max(self.mute_until, self.deletions.get(index, -1))
            if token.kind == TEXT:
                if index >= self.mute_until and not self._is_out():
                    self._text(token.text)
            elif token.kind == START:
                self._start(index, token)
            elif token.kind == END:
                self._end(token.name)
        return self.root

    @property
    def top(self) -> Node:
        return self.stack[-1]

    def _is_out(self) -> bool:
        return any(node.is_out for node in self.stack)

    # Tokens

    def _text(self, text: str) -> None:
        if self._in_table():
            if text.isspace():
                return
            self._begin_cell()
        self.top.children.append(text)

    def _start(self, index: int, token: Token) -> None:
        name, sent = token.name, token.attributes
        if name in MARKS:
            return
        style = marks.style_of(sent, self.sheet) if sent else {}
        is_out = self._goes(name, sent, style)
        if is_out and index in self.ends and name not in _OPTIONAL_END:
            self.mute_until = max(self.mute_until, self.ends[index])
            is_out = False
        if token.is_closed and (":" in name or name in ("svg", "xml", "math")):
            return
        if name in allowed.EMPTY:
            if name in allowed.VOID and index >= self.mute_until and not is_out:
                self._void(name, sent)
            return
        if name in RAW:
            return
        if marks.begins_a_remark(name, sent):
            self._leave_out_remark()
        if name == "head" and is_out:
            return
        if len(self.stack) >= DEEPEST:
            self.skipped[name] += 1
            self._break_for(name)
            return
        self._open(name, sent, style, is_out)

    def _goes(self, name: str, sent: dict[str, str], style: dict[str, str]) -> bool:
        if marks.is_gone(name):
            return True
        if not sent:
            return False
        return (
            marks.is_hidden(sent, style)
            or marks.is_struck_out(sent)
            or marks.is_aside(name, sent, style)
        )

    def _end(self, name: str) -> None:
        if name == "br":
            self._void("br", {})
        if self.skipped[name]:
            self.skipped[name] -= 1
            self._break_for(name)
            return
        if not self.opened[name]:
            return
        is_part = name == "table" or name in _TABLE_PARTS
        for node in reversed(self.stack[1:]):
            if node.source == name:
                self._close(node)
                if node.is_inline:
                    self._forget(name)
                if node.name is None:
                    self._break_for(name)
                return
            if node.name == "table" or (node.name in allowed.CELLS and not is_part):
                return

    def _void(self, name: str, sent: dict[str, str]) -> None:
        if self._is_out():
            return
        found = allowed.attributes(name, sent, self.may_show)
        if name == "img" and "src" not in found:
            return
        if name == "hr":
            line = self._line()
            if line is not None and line.name != "p":
                return
            self._close_line()
            self._close_inline()
        if self._in_table():
            self._begin_cell()
        self.top.children.append(Node(name, name, found))

    # Elements

    def _name_for(self, source: str, style: marks.Style) -> str | None:
        """Return what an element becomes here; None where its words alone stay."""
        name = allowed.BECOMES.get(source, source)
        if name in allowed.BLOCKS or not self._has_room_for(name):
            return BLOCK
        if name == "b" and marks.is_light(style):
            return None
        return name if name in allowed.TAGS else None

    def _has_room_for(self, name: str) -> bool:
        """Tell whether there is a table, or a list, that it can be a part of."""
        if name in _TABLE_PARTS:
            return self._table() is not None
        if name == "table":
            return sum(node.name == "table" for node in self.stack) < _TABLES
        return name not in ("li", "dt", "dd") or self._has_list(name)

    def _open(
        self, source: str, sent: dict[str, str], style: marks.Style, is_out: bool
    ) -> None:
        name = self._name_for(source, style)
        waiting: list[Node] = []
        if name in _TABLE_PARTS:
            self._open_part(name)
        elif name is None or name in allowed.INLINE:
            name = self._open_inline(name)
        else:
            name, waiting = self._open_block(name)
        found = allowed.attributes(name, sent) if name and name != BLOCK else {}
        if (name == "a" and "href" not in found) or (name == "span" and not found):
            name = None
        node = Node(source, name, found, is_out)
        node.after = waiting
        self._push(node)
        self._go_on(node)
        for look in marks.looks(style, in_line=node.is_inline):
            if self._in_table():
                break
            if len(self.stack) < DEEPEST and not self._is_open_in_line(look):
                self._push(Node("", look))

    def _open_inline(self, name: str | None) -> str | None:
        """Make room in a line; return the name, None where it is open already."""
        if self._in_table():
            self._begin_cell()
        if name == "a":
            self._close_open_link()
        if name is not None and self._is_open_in_line(name):
            return None
        return name

    def _open_block(self, name: str) -> tuple[str | None, list[Node]]:
        """Make room for a block; without a name where a line is not left for it.

        :returns: besides, what was open in the line before and goes on in the block.
        """
        line = self._line()
        if line is not None and line.name != "p":
            self._break_for(name)
            return None, []
        if self._in_table():
            self._begin_cell()
        # What stood around a paragraph opens again when that is closed.
        waiting = [*self._close_line(), *self._close_inline()]
        if name in ("li", "dt", "dd"):
            self._close_item(name)
        return name, _worth_going_on(waiting)

    def _open_part(self, name: str) -> None:
        """Make room for a part of a table."""
        table = self._table()
        kinds = {"table"}
        if name == "tr":
            kinds |= allowed.ROWS
        elif name in allowed.CELLS:
            kinds |= {"tr"} | allowed.ROWS
        while self.top is not table and self.top.name not in kinds:
            self._close(self.top)
        if name in allowed.CELLS and self.top.name != "tr":
            self._open_part("tr")
            self._push(Node("tr", "tr"))
        if name == "tr" and self.top.name not in allowed.ROWS:
            self._push(Node("tbody", "tbody"))

    def _begin_cell(self) -> None:
        if self.top.name != "tr":
            self._open_part("tr")
            self._push(Node("tr", "tr"))
        self._push(Node("td", "td"))
        self._go_on(self.top)

    def _go_on(self, node: Node) -> None:
        """Open in a new block what was open in the line before it."""
        table = self._table()
        is_cell = node.name in allowed.CELLS or node.name == "caption"
        if is_cell and table is not None:
            waiting = table.after
        else:
            waiting = node.after if node.name != "table" else []
        for one in waiting:
            if len(self.stack) < DEEPEST:
                self._push(one.again())

    def _push(self, node: Node) -> None:
        self.top.children.append(node)
        self.stack.append(node)
        self.opened[node.source] += 1

    def _close(self, node: Node) -> None:
        while True:
            closed = self.stack.pop()
            self.opened[closed.source] -= 1
            if closed is node:
                break
        for one in node.after:
            if len(self.stack) < DEEPEST:
                self._push(one.again())

    def _forget(self, source: str) -> None:
        """Let nothing go on of what was closed by itself."""
        for node in self.stack:
            for one in reversed(node.after):
                if one.source == source:
                    node.after = [other for other in node.after if other is not one]
                    return

    def _close_line(self) -> list[Node]:
        """Close an open paragraph; return what was open in it."""
        line = self._line()
        if line is None:
            return []
        inside = self.stack[self.stack.index(line) + 1 :]
        self._close(line)
        return inside

    def _close_inline(self) -> list[Node]:
        """Close what is open outside of a paragraph; return it."""
        found: list[Node] = []
        while len(self.stack) > 1 and self.top.is_inline:
            found.insert(0, self.top)
            self._close(self.top)
        return found

    def _close_item(self, name: str) -> None:
        names = ("li",) if name == "li" else ("dt", "dd")
        for node in reversed(self.stack):
            if node.name in names:
                self._close(node)
                return
            if node.name in ("ul", "ol", "dl", "table") or node.name in allowed.CELLS:
                return

    def _close_open_link(self) -> None:
        for node in reversed(self.stack):
            if node.name == "a":
                self._close(node)
            if not node.is_inline:
                return

    def _leave_out_remark(self) -> None:
        """Leave out the block that is a remark: all that it has, all that it gets."""
        blocks = [node for node in self.stack if node.name == BLOCK or node.is_line]
        if len(blocks) == 1 or self._is_out():
            return
        outer = [
            node for node in blocks if node.source == "div" and not has_words(node)
        ]
        (outer or blocks)[-1].is_out = True

    # Where it stands

    def _in_table(self) -> bool:
        return self.top.name in ("table", "tr") or self.top.name in allowed.ROWS

    def _table(self) -> Node | None:
        """Return the table whose part may come next, None outside of one."""
        return next((one for one in reversed(self.stack) if one.name == "table"), None)

    def _line(self) -> Node | None:
        """Return the block in which a line is being written."""
        for node in reversed(self.stack):
            if node.is_line:
                return node
            if not node.is_inline:
                return None
        return None

    def _has_list(self, name: str) -> bool:
        lists = ("ul", "ol") if name == "li" else ("dl",)
        for node in reversed(self.stack):
            if node.name in lists:
                return True
            if node.name in allowed.CELLS or node.name == "table":
                return False
        return False

    def _is_open_in_line(self, name: str) -> bool:
        for node in reversed(self.stack):
            if node.name == name:
                return True
            if not node.is_inline:
                return False
        return False

    def _break_for(self, name: str) -> None:
        """Keep words apart that stood in blocks which the text does not have."""
        named = allowed.BECOMES.get(name, name)
        if named in allowed.INLINE or self._is_out():
            return
        if name == BLOCK or named in allowed.BLOCKS or named in allowed.TAGS:
            children = self.top.children
            if not self._in_table() and (not children or children[-1] != " "):
                children.append(" ")


def _worth_going_on(nodes: list[Node]) -> list[Node]:
    """Return each kind of element once, and one that hides, if there is one."""
    found = {
        "" if node.is_out else node.name: node
        for node in nodes
        if node.name or node.is_out
    }
    return sorted(found.values(), key=lambda node: not node.is_out)[:_GOING_ON]
