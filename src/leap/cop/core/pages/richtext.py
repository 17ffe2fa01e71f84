"""Rich text out of a plain text area: who writes without an editor keeps the lines."""

from leap.cop.core.rich_text import html_value
from leap.cop.core.rich_text import paragraphs_of
from plone.app.textfield.value import RichTextValue

import re


#: Something is closed, or stands alone: a name or address in angle brackets does not.
_TAG = re.compile(r"</[a-zA-Z][\w:-]*\s*>|<(?:br|hr|img|p|li)\b[^<>]*>|<!--|<!\[")


def paragraphs(text: str) -> str:
    """Give HTML with a paragraph for each block of lines; HTML stays as it is."""
    return text if _TAG.search(text) else paragraphs_of(text)


def with_paragraphs(value):
    """Give a rich text value whose plain lines became paragraphs."""
    if not isinstance(value, RichTextValue) or value.mimeType != "text/html":
        return value
    html = paragraphs(value.raw or "")
    return value if html == value.raw else html_value(html)
