"""What is made of a text to show it: stock's answer, by the short way."""

from Acquisition import aq_base
from leap.cop.consent.html import Shower
from plone.app.textfield.interfaces import ITransformer
from plone.app.textfield.transform import PortalTransformsTransformer
from plone.app.textfield.value import RichTextValue

import pytest


SAFE = "text/x-html-safe"

TEXTS = (
    "",
    "No tag at all & an ampersand",
    "<p>Sit down first,<br>ask later.</p><ul><li>One</li></ul>",
    "<p onclick='x()'>Quiet<script>alert(1)</script></p>",
    "<p><a href='javascript:x()'>Here</a> &lt;b&gt; &eacute;</p>",
    "<p><a href='resolveuid/{uid}'>There</a></p>",
    "<p>Left open <b>and bold",
)


@pytest.mark.parametrize("html", TEXTS)
def test_short_way_shows_what_the_long_way_shows(portal, community, html):
    html = html.replace("{uid}", community.UID())
    shown = ITransformer(community)
    assert isinstance(shown, Shower)
    stock = PortalTransformsTransformer(community)
    ours = shown(RichTextValue(html, "text/html", SAFE), SAFE)
    assert ours == stock(RichTextValue(html, "text/html", SAFE), SAFE)


def test_way_that_the_organisation_chose_is_taken(portal, community, monkeypatch):
    transforms = portal.portal_transforms
    transforms.manage_delPolicies([SAFE])
    transforms.manage_addPolicy(SAFE, ["html_body"])
    value = RichTextValue("<p>Sit down first.</p>", "text/html", SAFE)
    went = []

    def convert_to(*args, **kwargs):
        went.append(args[1])
        return None

    kind = type(aq_base(transforms))
    monkeypatch.setattr(kind, "convertTo", convert_to)
    ITransformer(community)(value, SAFE)
    assert went == [SAFE]
