"""The text area of a rich text: an editor with JavaScript, plain lines without.

Stock Plone sends 130 KB of editor settings with each rich text field and offers
pictures, tables and source code, and its windows for links and pictures evaluate text
as script, which no page of ours allows. What people write here needs words: a few
buttons, and links.
Whoever writes without JavaScript gets a paragraph for each block of lines. A text that
is there already is shown as HTML, which the editor needs; without JavaScript the page
goes on at once to the same with plain lines (`?plain=1`).
"""

from functools import partial
from html import escape
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
from Products.CMFPlone.patterns.tinymce import TinyMCESettingsGenerator
from urllib.parse import parse_qsl
from urllib.parse import urlencode
from z3c.form.interfaces import IFieldWidget
from z3c.form.interfaces import INPUT_MODE
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


def asks_for_plain_lines(request) -> bool:
    """Tell whether a page is asked for without editors; each text area says so."""
    asked = request.form.get("plain")
    return "1" in (asked if isinstance(asked, list) else [asked])


class TextWidget(RichTextWidget):
    """The text area."""

    rows = 6

    @property
    def is_plain(self) -> bool:
        """Whether plain lines were asked for."""
        return asks_for_plain_lines(self.request)

    @property
    def pattern(self):
        """The editor's pattern, none for whoever wants plain lines."""
        return None if self.is_plain else self.getWysiwygEditor()

    def render(self) -> str:
        """Give the text area, and what it takes to be written in plain lines."""
        rendered = super().render()
        if self.mode != INPUT_MODE:
            return rendered
        if self.is_plain:
            return f'{rendered}<input type="hidden" name="plain" value="1" />'
        return f"{rendered}{self._without_an_editor}"

    @property
    def _without_an_editor(self) -> str:
        """Lead to plain lines, where HTML would stand there; nothing typed is lost."""
        html = self.richtext_value
        sent = self.request.get("REQUEST_METHOD") == "POST"
        if sent or not html or lines(html) == html:
            return ""
        url = escape(_plain_address(self.request), quote=True)
        return (
            f'<noscript><meta http-equiv="refresh" content="0; url={url}" /></noscript>'
        )

    def get_pattern_options(self) -> dict:
        """Give what the editor needs, and no more."""
        generator = TinyMCESettingsGenerator(self.wrapped_context(), self.request)
        sheets = generator.get_content_css()
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
                # The theme's own. Left out, the editor asks for one that is not there.
                "content_css": sheets.split(",") if sheets else False,
                "content_style": "body { margin: 0.75rem; max-width: none; }",
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
        # What stands in an address is nothing that somebody typed here.
        typed = None if self.ignoreRequest else self.request.form.get(self.name)
        if isinstance(typed, str) and paragraphs(typed) != typed:
            return typed
        own = partial(picture_address, self.context)
        html = clean(super().richtext_value, own)
        return lines(html) if self.is_plain else html


def _plain_address(request) -> str:
    """Return where the same page is with plain lines."""
    asked = [*parse_qsl(request.get("QUERY_STRING", "")), ("plain", "1")]
    return f"{request.getURL()}?{urlencode(asked)}"


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
