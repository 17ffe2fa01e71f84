"""The addresses that things had before, for those who look after addresses.

`@aliases` asks for a permission; the same list under `?expand=aliases` asks for none,
and at the site it has every address there is, those of hidden communities among them.
"""

from AccessControl import getSecurityManager
from leap.cop.core.interfaces import IBrowserLayer
from plone.base.interfaces import IPloneSiteRoot
from plone.restapi.interfaces import IExpandableElement
from plone.restapi.services.aliases.get import Aliases
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface


@implementer(IExpandableElement)
@adapter(Interface, IBrowserLayer)
class AskedAliases(Aliases):
    """The list within an answer, empty for whom its own address refuses."""

    def __call__(self, expand=False) -> dict:
        if not expand or self._may_list():
            return super().__call__(expand=expand)
        answer = super().__call__()
        answer["aliases"].update(items=[], items_total=0)
        return answer

    def _may_list(self) -> bool:
        of_site = IPloneSiteRoot.providedBy(self.context)
        kind = "Manage Portal Aliases" if of_site else "Manage Context Aliases"
        return bool(getSecurityManager().checkPermission(kind, self.context))
