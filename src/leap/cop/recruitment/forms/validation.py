"""A form below a community that could lose somebody's words takes none.

z3c.form asks this after each extraction, with no context: the form is the view's.
"""

from collective.easyform.interfaces import IEasyFormForm
from leap.cop import _
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.recruitment.forms import forms
from leap.cop.recruitment.forms.interfaces import IFormInCommunity
from z3c.form.interfaces import IGroup
from z3c.form.interfaces import IManagerValidator
from z3c.form.validator import InvariantsValidator
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.interface import Invalid
from zope.interface.interfaces import IInterface


@implementer(IManagerValidator)
@adapter(Interface, IBrowserLayer, IEasyFormForm, IInterface, Interface)
class NothingIsLost(InvariantsValidator):
    """Say that a form needs mending, with everything typed still in it."""

    def validate(self, data):
        errors = super().validate(data)
        form = self.view.context
        if not (IFormInCommunity.providedBy(form) and forms.problems_of(form)):
            return errors
        self.request.response.setStatus(409)
        return (
            *errors,
            Invalid(
                _(
                    "This form needs fixing before anybody can use it. Your words "
                    "are still below: please tell the facilitators."
                )
            ),
        )


@adapter(Interface, IBrowserLayer, IGroup, IInterface, Interface)
class NothingIsLostInFieldsets(NothingIsLost):
    """The same, for forms whose questions all stand in fieldsets."""
