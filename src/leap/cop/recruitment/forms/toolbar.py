"""The toolbar of a form: its questions are changed there and nowhere else."""

from leap.cop.core.pages.chrome import ToolbarOfContent
from plone import api
from Products.CMFCore.permissions import ModifyPortalContent


class ToolbarOfForm(ToolbarOfContent):
    """Whoever may change a form has the toolbar there, too."""

    def keeps_toolbar(self) -> bool:
        may_change = api.user.has_permission(ModifyPortalContent, obj=self.context)
        return may_change or super().keeps_toolbar()
