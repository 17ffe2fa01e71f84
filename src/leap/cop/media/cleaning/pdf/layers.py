"""The layers of a document: which of them one does not see at first."""

from pikepdf import Dictionary
from pikepdf import Name
from pikepdf import Object


def hidden(root: Object) -> int:
    """Return how many layers are not shown when a document is opened."""
    layers = root.get("/OCProperties")
    if not isinstance(layers, Dictionary):
        return 0
    view = layers.get("/D", Dictionary())
    every = _of(layers, "/OCGs")
    shown, not_shown = _of(view, "/ON"), _of(view, "/OFF")
    if view.get("/BaseState") == Name.OFF:
        return len(every - shown)
    return len(every & not_shown)


def _of(found: Object, name: str) -> set[tuple[int, int]]:
    return {one.objgen for one in found.get(name, ()) if isinstance(one, Dictionary)}
