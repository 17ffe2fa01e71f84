"""Rich text out of a plain text area: who writes without an editor keeps the lines."""

from html import escape
from plone.app.textfield.value import RichTextValue

import re


_TAG = re.compile(r"<[a-zA-Z!/]")
_BLANK_LINES = re.compile(r"\n\s*\n")


def paragraphs(text: str) -> str:
    """Give HTML with a paragraph for each block of lines; HTML stays as it is."""
    if _TAG.search(text):
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    blocks = [block.strip() for block in _BLANK_LINES.split(lines)]
    return "\n".join(
        f"<p>{escape(block, quote=False)}</p>".replace("\n", "<br />\n")
        for block in blocks
        if block
    )


def with_paragraphs(value):
    """Give a rich text value whose plain lines became paragraphs."""
    if not isinstance(value, RichTextValue) or value.mimeType != "text/html":
        return value
    html = paragraphs(value.raw or "")
    if html == value.raw:
        return value
    return RichTextValue(html, value.mimeType, value.outputMimeType)
