"""`cop:views` registers what `browser:page` and `plone:service` register."""

from leap.cop.core.interfaces import IBrowserLayer
from plone.rest import Service
from Products.Five.browser import BrowserView
from zope.configuration import xmlconfig
from zope.configuration.exceptions import ConfigurationError
from zope.interface import Interface

import leap.cop.core
import pytest


VIEWS = """
<configure xmlns="http://namespaces.zope.org/zope"
           xmlns:cop="http://namespaces.plone.org/leap.cop">
  <cop:views for="zope.interface.Interface" permission="zope2.View">
    {inside}
  </cop:views>
</configure>
"""


class Page(BrowserView):
    """A page."""


class Answer(Service):
    """A service."""


def actions(inside: str) -> list[tuple]:
    """Return what would be registered: what tells it from all others."""
    context = xmlconfig.file("meta.zcml", leap.cop.core)
    xmlconfig.string(VIEWS.format(inside=inside), context=context, execute=False)
    return [action["discriminator"] for action in context.actions]


def test_a_page_is_for_our_layer():
    found = actions(f'<cop:page name="some" class="{__name__}.Page" />')
    assert any(
        name and name[:3] == ("view", (Interface, IBrowserLayer), "some")
        for name in found
    )


def test_each_method_of_a_service_is_one():
    answer = f"{__name__}.Answer"
    found = actions(f'<cop:service name="@some" GET="{answer}" PUT="{answer}" />')
    services = [name for name in found if name and name[0] == "plone.rest:service"]
    assert [name[1:] for name in services] == [
        (method, ("application", "json"), Interface, "@some", IBrowserLayer)
        for method in ("GET", "PUT")
    ]


@pytest.mark.parametrize(
    "inside",
    [
        '<cop:service name="@some" />',
        f'<cop:service name="@some" LOOK="{__name__}.Answer" />',
        f'<cop:page class="{__name__}.Page" />',
    ],
)
def test_what_would_register_nothing_is_a_mistake(inside):
    with pytest.raises(ConfigurationError):
        actions(inside)
