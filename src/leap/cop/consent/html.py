"""What a told text may carry: words, structure, links. Nothing that calls elsewhere.

Plone's own safe HTML lets frames and pictures of other hosts through; with them a
stranger would learn who reads a story, and when.
"""

from leap.cop.interfaces import ICopContent
from lxml import etree
from lxml import html as lxml_html
from plone import api
from plone.app.textfield.interfaces import ITransformer
from plone.app.textfield.transform import PortalTransformsTransformer
from zope.component import adapter
from zope.interface import implementer

import re


_DROPPED = ("iframe", "object", "embed", "form", "video", "audio", "source", "style")
_ATTRIBUTES = ("srcset", "style")

#: A picture's address on this very site, and nothing that a browser reads otherwise.
_LOCAL = re.compile(r"(?:\.{1,2}/|/)?[\w@+%-][\w@+%./-]*", re.ASCII)

#: What stock Plone does to HTML before it is shown, and where it says so.
_SHOWN = ("html_to_plone_outputfilters_html", "safe_html")
_POLICY = ("text/x-html-safe", ("html_to_plone_outputfilters_html",))


def harmless(source: str, mimetype: str = "text/html") -> str:
    """Give HTML that is safe to show and calls no other host.

    :param source: HTML or, with `text/plain`, plain text that becomes paragraphs.
    """
    transforms = api.portal.get_tool("portal_transforms")
    if mimetype == "text/plain":
        source = transforms.convertTo(
            "text/html", source, mimetype="text/plain"
        ).getData()
    # By its name: looking for the way from type to type takes 25 times as long, and
    # that way also resolves links to content, which is for showing and not for keeping.
    text = transforms.convert("safe_html", source).getData().strip()
    if not text:
        return ""
    root = lxml_html.fragment_fromstring(text, create_parent="div")
    for element in list(root.iter(*_DROPPED)):
        if element.getparent() is not None:
            element.drop_tree()
    for image in list(root.iter("img")):
        if not _LOCAL.fullmatch(image.get("src", "")):
            image.drop_tree()
    for element in root.iter():
        for name in _ATTRIBUTES:
            element.attrib.pop(name, None)
    body = etree.tostring(root, encoding="unicode", method="html")
    return body[len("<div>") : -len("</div>")].strip()


@implementer(ITransformer)
@adapter(ICopContent)
class Shower(PortalTransformsTransformer):
    """Make what is shown of a text: stock's way, without stock's search for it.

    For each text that is not in its cache, stock looks for the way from type to type
    again. Where the organisation chose another way, stock looks for it here as well.
    """

    def __call__(self, value, mimeType):
        kinds = (value.mimeType, mimeType)
        transforms = api.portal.get_tool("portal_transforms")
        is_usual = kinds == ("text/html", _POLICY[0]) and (
            _POLICY in transforms.listPolicies()
        )
        if not (value.raw and is_usual):
            return super().__call__(value, mimeType)
        html = value.raw
        for name in _SHOWN:
            html = transforms.convert(name, html, context=self.context).getData()
        return html
