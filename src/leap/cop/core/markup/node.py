"""The elements of a text. Pure."""

from leap.cop.core.markup import allowed


#: What stands for a block without a name, which holds lines or other blocks.
BLOCK = "block"


class Node:
    """An element: `name` is None where only its words stay."""

    __slots__ = ("after", "attributes", "children", "is_out", "name", "source")

    def __init__(
        self,
        source: str,
        name: str | None,
        attributes: dict[str, str] | None = None,
        is_out: bool = False,
    ) -> None:
        self.source = source
        self.name = name
        self.attributes = attributes or {}
        self.is_out = is_out
        self.children: list[Node | str] = []
        #: What was open in the line that it ended, and goes on behind it.
        self.after: list[Node] = []

    def again(self) -> "Node":
        """Return an element like it, without what is in it."""
        return Node(self.source, self.name, dict(self.attributes), self.is_out)

    @property
    def is_inline(self) -> bool:
        """Whether it stands in a line."""
        return self.name is None or self.name in allowed.INLINE

    @property
    def is_line(self) -> bool:
        """Whether no other block stands in it."""
        return self.name in ("p", "pre", "h2", "h3", "h4")


def has_words(node: Node) -> bool:
    return any(
        bool(child.strip()) if isinstance(child, str) else has_words(child)
        for child in node.children
    )
