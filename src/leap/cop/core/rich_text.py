"""Texts that people write: clean when they are set, and clean when they are read.

`KeptClean` stands in the class of the content, so that whatever sets a text - a form,
REST, an import, a script - keeps nothing else, and whatever reads one that an older
version stored gets nothing else. What is stored does not change by reading: a digest is
of the stored text (`stored`), until the next save stores it clean.
"""

from Acquisition import aq_base
from collections.abc import Callable
from functools import partial
from html import escape
from leap.cop.core.interfaces import ICopContent
from leap.cop.core.markup.clean import clean
from leap.cop.core.markup.clean import plain
from plone import api
from plone.app.textfield import RichText
from plone.app.textfield.interfaces import IRichText
from plone.app.textfield.interfaces import ITransformer
from plone.app.textfield.transform import PortalTransformsTransformer
from plone.app.textfield.value import RichTextValue
from zope.component import adapter
from zope.interface import implementer

import re


HTML = "text/html"
SAFE_HTML = "text/x-html-safe"

#: How a text points to a picture of what it belongs to; a copy's pictures are its own.
PICTURE = re.compile(r"[a-z2-7]{20}/@@images/image/[a-z]{1,20}")

#: Stock's own step between what is kept and what is shown: links to content.
_FILTERS = "html_to_plone_outputfilters_html"

#: Kept in memory with what is stored: what of it may be shown.
_CLEAN = "_v_leap_cop_clean"

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


class ICleanText(IRichText):
    """A rich text that is kept and shown clean."""


@implementer(ICleanText)
class CleanText(RichText):
    """The field of such a text; its content has a `KeptClean` of the same name."""


def paragraphs_of(text: str) -> str:
    """Return HTML of plain lines: a paragraph for each block of them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    blocks = (block.strip() for block in _BLANK_LINES.split(lines))
    return "\n".join(
        f"<p>{escape(block, quote=False)}</p>".replace("\n", "<br />\n")
        for block in blocks
        if block
    )


def html_value(html: str) -> RichTextValue:
    """Return a value of a rich text."""
    return RichTextValue(html, HTML, SAFE_HTML)


def stored(content, name: str) -> str:
    """Return a text as it is stored, whatever is in it."""
    value = aq_base(content).__dict__.get(name)
    return getattr(value, "raw", value) or ""


def _html_in(value) -> str:
    raw = getattr(value, "raw", value) or ""
    return paragraphs_of(raw) if getattr(value, "mimeType", "") == "text/plain" else raw


def _cleaned(value) -> str:
    """Return what may be shown of a value, with any picture that may be the content's.

    Kept with the value in memory: a page reads each of its texts several times.
    """
    holder = getattr(value, "_raw_holder", None)
    if holder is None:
        return clean(_html_in(value), _seems_own)
    # Read first: what is put on an object that is not loaded is forgotten at once.
    html = _html_in(value)
    if getattr(holder, _CLEAN, None) is None:
        setattr(holder, _CLEAN, clean(html, _seems_own))
    found: str = getattr(holder, _CLEAN)
    return found


def _seems_own(src: str) -> str:
    return src


def with_pictures(html: str, may_show: Callable[[str], str | None]) -> str:
    """Return clean HTML with those of its pictures that may be shown."""
    return clean(html, may_show) if "<img" in html else html


def picture_address(content, src: str) -> str | None:
    """Return how a text points to a picture of its own content, None for all others."""
    find = getattr(aq_base(content), "picture_address", None)
    return find(src) if find is not None else None


def to_keep(content, value):
    """Return what is kept of a value that is set; None for one without a word."""
    if value is None or not _html_in(value):
        return value

    holds_pictures = getattr(aq_base(content), "holds_pictures", False)

    def may_keep(src: str) -> str | None:
        # The pictures of content that is imported come after it.
        may_come = holds_pictures and PICTURE.fullmatch(src)
        return picture_address(content, src) or (src if may_come else None)

    html = with_pictures(_cleaned(value), may_keep)
    if not (plain(html, struck=True) or "<img" in html):
        return None
    return value if _is_so(value, html) else html_value(html)


def to_show(content, value):
    """Return a value of which nothing is shown that may not be."""
    if value is None or not _html_in(value):
        return value
    html = with_pictures(_cleaned(value), partial(picture_address, content))
    return value if _is_so(value, html) else html_value(html)


def _is_so(value, html: str) -> bool:
    return (
        isinstance(value, RichTextValue)
        and value.raw == html
        and (value.mimeType, value.outputMimeType) == (HTML, SAFE_HTML)
    )


class KeptClean:
    """An attribute of content that holds a clean text, whoever sets it, and however."""

    def __set_name__(self, owner, name: str) -> None:
        self.name = name

    def __get__(self, content, kind=None):
        if content is None:
            return self
        return to_show(content, content.__dict__.get(self.name))

    def __set__(self, content, value) -> None:
        kept = to_keep(content, value)
        before = content.__dict__.get(self.name)
        # Sent back as it was shown: nobody changed it, and its digest stays.
        if before is not None and kept == to_keep(content, before):
            kept = before
        content.__dict__[self.name] = kept

    def __delete__(self, content) -> None:
        content.__dict__.pop(self.name, None)

    def store_clean(self, content) -> bool:
        """Store clean what an older version stored; tell whether that changed it."""
        before = content.__dict__.get(self.name)
        kept = to_keep(content, before)
        if kept == before:
            return False
        content.__dict__[self.name] = kept
        content._p_changed = True
        return True


def store_clean(content) -> bool:
    """Store all texts of some content clean; tell whether that changed any."""
    bare = aq_base(content)
    changed = False
    for kind in type(bare).__mro__:
        for text in vars(kind).values():
            if isinstance(text, KeptClean):
                changed |= text.store_clean(bare)
    return changed


@implementer(ITransformer)
@adapter(ICopContent)
class Shower(PortalTransformsTransformer):
    """Make what is shown of a text: what may be kept, and links to where content is.

    By the name of stock's step: for each text that is not in its cache, stock looks for
    the way from type to type again. What that step adds is cleaned as well.
    """

    def __call__(self, value, mimeType):
        content = self.context

        def address_of(src: str) -> str | None:
            own = picture_address(content, src)
            return own and f"{content.absolute_url()}/{own}"

        html = with_pictures(_cleaned(value), address_of)
        if "<a " in html or "<img" in html:
            transforms = api.portal.get_tool("portal_transforms")
            shown = transforms.convert(_FILTERS, html, context=content).getData()
            html = clean(shown, address_of)
        return html
