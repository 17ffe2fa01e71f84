"""Settings of an OpenDocument file: those that say how it is laid out."""

from leap.cop.media.cleaning.archives import Element
from leap.cop.media.cleaning.odf import table as odf_table
from leap.cop.media.cleaning.odf.names import clark

import re


_ITEM = clark("config:config-item")
_NAME = clark("config:name")
#: Sheets have settings each; whatever else is listed by name is of no layout.
_BY_NAME = (clark("config:config-item-map-named"), "Tables")
_CONTAINERS = tuple(
    clark(f"config:{name}")
    for name in (
        "config-item-set",
        "config-item-map-indexed",
        "config-item-map-named",
        "config-item-map-entry",
    )
)
_KEPT = frozenset(odf_table.SETTINGS.names)
_VALUE = re.compile(r"true|false|-?\d{1,12}|enabled|disabled|(?:low|high)-resolution")


def cleaned(root: Element) -> Element | None:
    """Return settings with nothing but those on layout, or None without any."""
    body = root.find(clark("office:settings"))
    if body is None:
        return None
    for name in list(root.attrib):
        if name != clark("office:version"):
            del root.attrib[name]
    for other in list(root):
        if other is not body:
            root.remove(other)
    return root if _prune(body) else None


def _prune(parent: Element) -> bool:
    """Drop what is not kept, and return whether anything is left."""
    for child in list(parent):
        child.tail = None
        kept = _is_kept(child) if child.tag == _ITEM else _may_hold(child)
        if not kept or (child.tag != _ITEM and not _prune(child)):
            parent.remove(child)
    parent.text = None if len(parent) else parent.text
    return len(parent) > 0


def _is_kept(item: Element) -> bool:
    return item.get(_NAME) in _KEPT and bool(_VALUE.fullmatch(item.text or ""))


def _may_hold(child: Element) -> bool:
    if child.tag == _BY_NAME[0]:
        return child.get(_NAME) == _BY_NAME[1]
    return child.tag in _CONTAINERS
