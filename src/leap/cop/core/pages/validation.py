"""What people type into the forms of our content is what others read."""

from Acquisition import aq_base
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.interfaces import ICopContent
from leap.cop.core.schemas import HidesSigns
from leap.cop.core.text import hides_something
from plone.dexterity.browser.add import DefaultAddForm
from plone.dexterity.browser.edit import DefaultEditForm
from z3c.form.validator import SimpleFieldValidator
from zope.component import adapter
from zope.interface import Interface
from zope.schema.interfaces import IText
from zope.schema.interfaces import ITextLine


@adapter(Interface, IBrowserLayer, Interface, IText, Interface)
class SeenAsItIs(SimpleFieldValidator):
    """Refuses a text of our content with characters that nobody sees."""

    def validate(self, value, force=False):
        """Look at what was typed; what is there already stays."""
        super().validate(value, force)
        if not isinstance(value, str) or not self._is_ours():
            return
        kept = getattr(aq_base(self.context), self.field.__name__, None)
        is_line = ITextLine.providedBy(self.field)
        if value != kept and hides_something(value, is_line=is_line):
            raise HidesSigns(value)

    def _is_ours(self) -> bool:
        form = getattr(self.view, "parentForm", self.view)
        if isinstance(form, DefaultAddForm):
            return form.portal_type.startswith("leap.cop.")
        return isinstance(form, DefaultEditForm) and ICopContent.providedBy(
            self.context
        )
