"""What ZCML says once, although it is registered many times.

`cop:views` are pages and services of one content. It says for what they are, and which
permission is needed where nothing else is said; all are on our browser layer. What is
registered is what `browser:page` and `plone:service` register. `cop:adapters` is one
adapter under many names.
"""

from leap.cop.core.interfaces import IBrowserLayer
from plone.rest.zcml import serviceDirective
from Products.Five.browser.metaconfigure import page
from zope.component.zcml import adapter
from zope.component.zcml import IAdapterDirective
from zope.configuration.exceptions import ConfigurationError
from zope.configuration.fields import GlobalInterface
from zope.configuration.fields import GlobalObject
from zope.configuration.fields import Path
from zope.interface import Interface
from zope.schema import getFieldNames
from zope.schema import TextLine
from zope.security.zcml import Permission


class IViews(Interface):
    """What all share."""

    for_ = GlobalInterface(title="The content")
    permission = Permission(title="What is needed where nothing else is said")


class IPage(Interface):
    """A page."""

    name = TextLine(title="Its name")
    class_ = GlobalObject(title="The view")
    template = Path(title="Its template", required=False)
    permission = Permission(title="Another permission", required=False)


class IMethods(Interface):
    """The methods of a service, each with the class that answers it."""

    GET = GlobalObject(title="Read", required=False)
    POST = GlobalObject(title="Add, or do", required=False)
    PUT = GlobalObject(title="Say as a whole", required=False)
    PATCH = GlobalObject(title="Change in part", required=False)
    DELETE = GlobalObject(title="Take away", required=False)
    HEAD = GlobalObject(title="Read nothing but headers", required=False)
    OPTIONS = GlobalObject(title="Ask what is possible", required=False)


METHODS = frozenset(getFieldNames(IMethods))


class IService(IMethods):
    """A service."""

    name = TextLine(title="Its name, with the @", required=False, default="")
    permission = Permission(title="Another permission", required=False)


class Views:
    """The group `cop:views`."""

    def __init__(self, _context, for_, permission) -> None:
        self.shared = {"for_": for_, "layer": IBrowserLayer}
        self.permission = permission

    def page(self, _context, name, class_, template=None, permission=None) -> None:
        """Register a page as `browser:page` does."""
        page(
            _context,
            name,
            permission or self.permission,
            class_=class_,
            template=template,
            **self.shared,
        )

    def service(self, _context, name="", permission=None, **methods) -> None:
        """Register each method of a service as `plone:service` does."""
        if not methods:
            raise ConfigurationError(f"One of {', '.join(sorted(METHODS))} is missing")
        for method, factory in methods.items():
            serviceDirective(
                _context,
                method,
                "application/json",
                factory,
                permission=permission or self.permission,
                name=name,
                **self.shared,
            )


class IAdapters(IAdapterDirective):
    """One adapter under many names."""

    names = GlobalObject(title="The names, in a sequence")


def adapters(_context, names, **said) -> None:
    """Register the same adapter by each name, as `adapter` does."""
    for name in names:
        adapter(_context, name=name, **said)
