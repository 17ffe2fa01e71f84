"""The text area of a rich text: an editor with JavaScript, plain lines without.

Stock Plone sends 130 KB of editor settings with each rich text field and offers
pictures, tables and source code, and its windows for links and pictures evaluate text
as script, which no page of ours allows. What people write here needs words: a few
buttons, and links.
Whoever writes without JavaScript gets a paragraph for each block of lines; a text that
has nothing but paragraphs can be changed that way, too (`?plain=1` on the edit form).
"""

from functools import partial
from html import unescape
from leap.cop.core import access
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.markup.clean import clean
from leap.cop.core.pages.richtext import paragraphs
from leap.cop.core.rich_text import ICleanText
from leap.cop.core.rich_text import picture_address
from plone.app.textfield.interfaces import IRichText
from plone.app.textfield.value import RichTextValue
from plone.app.z3cform.widgets.richtext import RichTextFieldWidget
from plone.app.z3cform.widgets.richtext import RichTextWidget
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import NOVALUE
from z3c.form.widget import FieldWidget
from zope.component import adapter
from zope.interface import implementer

import re


HTML = "text/html"

_PARAGRAPH_END = re.compile(r"</p>\s*(?=<p>|$)")
_BREAK = re.compile(r"<br\s*/?>\n?")
_TAG = re.compile(r"<[^<>]*>")


def lines(html: str) -> str:
    """Give the lines of some HTML that has paragraphs alone; other HTML as it is."""
    text = _PARAGRAPH_END.sub("\n\n", html.strip())
    text = _BREAK.sub("\n", text.replace("<p>", ""))
    plain = unescape(text).strip()
    return html if _TAG.search(text) or _TAG.search(plain) else plain


class TextWidget(RichTextWidget):
    """The text area."""

    rows = 6

    @property
    def is_plain(self) -> bool:
        """Whether plain lines were asked for."""
        return self.request.form.get("plain") == "1"

    @property
    def pattern(self):
        """The editor's pattern, none for whoever wants plain lines."""
        return None if self.is_plain else self.getWysiwygEditor()

    def get_pattern_options(self) -> dict:
        """Give what the editor needs, and no more."""
        return {
            "tiny": {
                "menubar": False,
                "statusbar": False,
                "plugins": ["lists", "link", "autolink"],
                "toolbar": "bold italic | bullist numlist | link | undo redo",
                "toolbar_mode": "wrap",
                "entity_encoding": "raw",
                "browser_spellcheck": True,
                "contextmenu": False,
                "license_key": "gpl",
                "min_height": 180,
                "height": 220,
                "link_default_target": "_self",
                "link_target_list": False,
                "link_title": False,
                "iframe_aria_text": self.label,
                "iframe_attrs": {"title": self.label},
            }
        }

    def allowedMimeTypes(self) -> list[str]:
        """Give one type: nobody writes in Markdown by accident."""
        return [HTML]

    def extract(self, default=NOVALUE):
        """Give what was typed, with its paragraphs."""
        raw = self.request.get(self.name, default)
        if not isinstance(raw, str):
            return default
        kept = getattr(self.context, self.field.__name__, None)
        if self.is_plain and kept and same_text(kept.raw, raw):
            return kept
        return RichTextValue(paragraphs(raw), HTML, self.field.output_mime_type)

    @property
    def richtext_value(self) -> str:
        """What stands in the text area: what is kept, or what was typed just now."""
        typed = self.request.form.get(self.name)
        if isinstance(typed, str) and paragraphs(typed) != typed:
            return typed
        own = partial(picture_address, self.context)
        html = clean(super().richtext_value, own)
        return lines(html) if self.is_plain else html


@implementer(IFieldWidget)
@adapter(ICleanText, IBrowserLayer)
def text_widget(field, request):
    """Make the widget for a text of ours."""
    return FieldWidget(field, TextWidget(request))


@implementer(IFieldWidget)
@adapter(IRichText, IBrowserLayer)
def text_widget_here(field, request):
    """Make the widget for any rich text on a page of ours; elsewhere stock's own."""
    if access.nearest_content(request) is None:
        return RichTextFieldWidget(field, request)
    return text_widget(field, request)


def same_text(html: str, other: str) -> bool:
    """Tell whether two texts differ in nothing but the way they were typed."""
    return paragraphs(lines(html)) == paragraphs(lines(other))
