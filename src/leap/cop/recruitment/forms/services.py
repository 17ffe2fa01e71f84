"""REST of forms: what a community has, making one, reading and changing one."""

from collective.easyform.api import get_schema
from collective.easyform.interfaces import IFieldExtender
from leap.cop import _
from leap.cop.core import binding
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.revision import field_parts
from leap.cop.core.revision import IRevisionParts
from leap.cop.core.serializers import OwnState
from leap.cop.core.serializers import WithRevision
from leap.cop.core.services import CarefulPatch
from leap.cop.core.services import CopService
from leap.cop.core.services import WorkflowPost
from leap.cop.recruitment.forms import forms
from leap.cop.recruitment.forms import guard
from leap.cop.recruitment.forms import texts
from leap.cop.recruitment.forms.interfaces import IFormInCommunity
from leap.cop.recruitment.forms.schemas import IKind
from plone import api
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.dxcontent import SerializeToJson
from Products.CMFCore.permissions import ModifyPortalContent
from zope.component import adapter
from zope.i18n import translate
from zope.interface import implementer
from zope.schema import getFieldsInOrder


#: What the JSON of a form shows to those alone who could change it.
_TECHNICAL = ("fields_model", *guard.GUARDED)

#: What nobody reads there: who made it, and answers.
_NEVER = ("creators", "contributors", "rights", "savedDataStorage")


def row(form, request) -> dict:
    """Return one form for a list."""
    found = {
        "@id": form.absolute_url(),
        "title": form.title,
        "kind": forms.kind_of(form),
        "review_state": binding.state_of(form),
    }
    if api.user.has_permission(ModifyPortalContent, obj=form):
        found["problems"] = [
            translate(problem, context=request) for problem in forms.problems_of(form)
        ]
    return found


class FormsGet(CopService):
    """The forms of a community that this reader sees."""

    def handle(self):
        return self.listing(
            forms.forms_of(self.context), lambda form: row(form, self.request)
        )


class FormsPost(CopService):
    """Make a ready-made form: `{kind}`."""

    takes = IKind

    def handle(self, kind):
        form = forms.make_form(self.context, kind, self.request)
        return self.created(row(form, self.request))


class FormPatch(CarefulPatch):
    """Change a form; what it does is not a facilitator's to send."""

    def check(self, data: dict) -> None:
        """Refuse answers, and works of a form from those who may not change them."""
        super().check(data)
        if "savedDataStorage" in data:
            raise Refused(_("answers cannot be imported this way."), "savedDataStorage")
        if not forms.may_edit_actions(self.context) and set(data) & set(_TECHNICAL):
            raise NotYours(
                _(
                    "Facilitators can change a form's questions in its editor. "
                    "Only a site administrator can change where the answers go."
                )
            )


class FormWorkflowPost(WorkflowPost):
    """Show a form to more or fewer people."""

    def where_it_stands(self) -> dict:
        """Return the form as its row in the list."""
        return row(self.context, self.request)


@implementer(IRevisionParts)
@adapter(IFormInCommunity)
def form_parts(form) -> dict[str, object]:
    """Return what a form says, as far as this reader may know it."""
    technical = () if forms.may_edit_actions(form) else _TECHNICAL
    return field_parts(form, without=(*_NEVER, *technical))


@implementer(ISerializeToJson)
@adapter(IFormInCommunity, IBrowserLayer)
class SerializeForm(WithRevision, OwnState, SerializeToJson):
    """A form as its readers know it: easyform's own answers 500 to most of them."""

    def __call__(self, version=None, include_items=True):
        texts.show_clean(self.context)
        result = super().__call__(include_items=include_items)
        for name in _NEVER:
            result.pop(name, None)
        if not forms.may_edit_actions(self.context):
            for name in _TECHNICAL:
                result.pop(name, None)
        result["kind"] = forms.kind_of(self.context)
        result["questions"] = [
            {
                "name": name,
                "type": type(field).__name__,
                "title": translate(field.title or "", context=self.request),
                "description": translate(field.description or "", context=self.request),
                "required": bool(field.required),
            }
            for name, field in getFieldsInOrder(get_schema(self.context))
            if not IFieldExtender(field).serverSide
        ]
        return result
