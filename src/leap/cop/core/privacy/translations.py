"""Nothing of ours is translated into a copy; stock would look for it, whoever asks."""

from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.interfaces import ICopContent
from plone.app.multilingual.browser.add import AddViewTraverser
from plone.app.uuid.utils import uuidToObject
from Products.CMFCore.interfaces import IFolderish
from zope.component import adapter
from zope.traversing.interfaces import TraversalError


@adapter(IFolderish, IBrowserLayer)
class Translating(AddViewTraverser):
    """`++addtranslation++<uid>`: of content of ours as of a UID that nothing has.

    Nobody was asked yet who they are, and stock goes to the address of what it finds.
    """

    def traverse(self, name, ignored):
        """Return the form."""
        if ICopContent.providedBy(uuidToObject(name, unrestricted=True)):
            raise TraversalError(self.context, name)
        return super().traverse(name, ignored)
