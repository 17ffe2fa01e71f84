"""Pages around add and edit forms; the form of what is ours and has none of its own."""

from leap.cop.core.pages.forms import show_no_columns
from leap.cop.core.pages.stale import RememberingForm
from leap.cop.core.unwalked import Unwalked
from plone.dexterity.browser.edit import DefaultEditForm
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform import layout
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import classImplements


class NoColumns(Unwalked):
    """The page of a form that has nothing beside it."""

    def update(self):
        """Leave the columns off."""
        show_no_columns(self.request)
        super().update()


class SaysWhatFor(NoColumns):
    """The same, which says first what the form is for: its label and description."""

    index = ViewPageTemplateFile("templates/says-what-for.pt")


class EditForm(RememberingForm, DefaultEditForm):
    """Stock's, which saves nothing over what its reader has not seen."""

    template = ViewPageTemplateFile("templates/remembering-form.pt")


EditView = layout.wrap_form(EditForm)
classImplements(EditView, IDexterityEditForm)
