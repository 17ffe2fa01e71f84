"""The edit form of an agreement: what it is called, and its one line."""

from leap.cop import _
from leap.cop.core.pages.editing import EditForm
from leap.cop.core.pages.editing import NoColumns
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform.layout import FormWrapper
from zope.interface import implementer


class AgreementEditForm(EditForm):
    """Its name and its one line; the rules have pages of their own."""

    label = _("Edit the agreement's title and one-line summary")

    def updateFields(self):
        """Leave the summary off: no list ever shows it."""
        super().updateFields()
        self.fields = self.fields.omit("IBasic.description")


@implementer(IDexterityEditForm)
class AgreementEditView(NoColumns, FormWrapper):
    """The page of the edit form."""

    form = AgreementEditForm
