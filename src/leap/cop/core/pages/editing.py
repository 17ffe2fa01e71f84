"""The edit form of whatever is ours and has none of its own."""

from leap.cop.core.pages.stale import RememberingForm
from plone.dexterity.browser.edit import DefaultEditForm
from plone.dexterity.interfaces import IDexterityEditForm
from plone.z3cform import layout
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import classImplements


class EditForm(RememberingForm, DefaultEditForm):
    """Stock's, which saves nothing over what its reader has not seen."""

    template = ViewPageTemplateFile("templates/remembering-form.pt")


EditView = layout.wrap_form(EditForm)
classImplements(EditView, IDexterityEditForm)
