"""Scripts and expressions in forms of the site stay with those who may write them.

What a form runs, it runs as whoever sends it: a script that searches for stories finds
those that this person may read, and the person's own. collective.easyform guards that
in its forms only; over REST and in copies it asks nobody. So what a form would run is
compared, before and after a request, and looked at in each new one.
"""

from Acquisition import aq_base
from collections.abc import Iterator
from collective.easyform.api import get_model
from collective.easyform.config import EDIT_PYTHON_PERMISSION
from collective.easyform.config import EDIT_TALES_PERMISSION
from collective.easyform.interfaces import IActionExtender
from collective.easyform.interfaces import ICustomScript
from collective.easyform.interfaces import IEasyForm
from collective.easyform.interfaces import IFieldExtender
from leap.cop import _
from leap.cop.core.access import nearest_content
from leap.cop.core.errors import NotYours
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.recruitment.forms.interfaces import IFormInCommunity
from plone import api
from plone.autoform.interfaces import WRITE_PERMISSIONS_KEY
from plone.supermodel.utils import mergedTaggedValueDict
from types import SimpleNamespace
from zope.component import adapter
from zope.component import queryUtility
from zope.globalrequest import getRequest
from zope.interface import providedBy
from zope.schema import getFieldsInOrder
from zope.security.interfaces import IPermission
from ZPublisher.interfaces import IPubAfterTraversal
from ZPublisher.interfaces import IPubBeforeCommit


ADD_SCRIPTS = "collective.easyform.AddCustomScripts"

_GUARDED = (EDIT_PYTHON_PERMISSION, EDIT_TALES_PERMISSION)

_BEFORE = "leap_cop_form_scripts_before"

#: Of a form itself; models hold the rest.
_MODELS = ("fields_model", "actions_model")

#: A permission, where, and what would be run.
Code = tuple[str, str, str]


def _kept(form) -> dict[str, object]:
    bare = aq_base(form)
    permissions = mergedTaggedValueDict(IEasyForm, WRITE_PERMISSIONS_KEY)
    names = [name for name, held in permissions.items() if held in _GUARDED]
    return {name: getattr(bare, name, None) for name in (*_MODELS, *names)}


def code_of(form, kept: dict[str, object]) -> set[Code]:
    """Return what a form with these values would run.

    Under which name does not count: fields are renamed and change places.
    """
    found = set(_code_in(IEasyForm, SimpleNamespace(**kept)))
    for model, extender in zip(_MODELS, (IFieldExtender, IActionExtender), strict=True):
        schema = get_model(kept[model] or None, form)
        for _name, field in getFieldsInOrder(schema):
            found.update(_code_in(extender, extender(field, None)))
            for kind in providedBy(field).flattened():
                found.update(_code_in(kind, field))
            if ICustomScript.providedBy(field):
                found.add(
                    (ADD_SCRIPTS, "script", f"{field.ProxyRole} {field.ScriptBody}")
                )
    return found


def _code_in(kind, holder: object) -> Iterator[Code]:
    for name, held in (kind.queryTaggedValue(WRITE_PERMISSIONS_KEY) or {}).items():
        value = getattr(holder, name, None)
        is_written = isinstance(value, str) and value.strip()
        if held in _GUARDED and is_written and value != kind[name].default:
            yield held, name, value


def refuse_new_code(form, before: dict[str, object]) -> None:
    """Refuse what a form would run now, and neither before nor by default.

    :param before: as it was; empty for a new form.
    :raises NotYours: where the current user may not write it.
    """
    begins_as = dict.fromkeys(_kept(form))
    begins_as.update({name: IEasyForm[name].bind(form).default for name in _MODELS})
    known = code_of(form, begins_as)
    if before:
        known |= code_of(form, before)
    for held, _where, _code in code_of(form, _kept(form)) - known:
        permission = queryUtility(IPermission, name=held)
        if permission is None or not api.user.has_permission(
            permission.title, obj=form
        ):
            raise NotYours(
                _(
                    "You are not allowed to use scripts or expressions in forms "
                    "on this site."
                )
            )


@adapter(IPubAfterTraversal)
def remember_what_a_form_runs(event) -> None:
    """Remember a form before the request works on it."""
    request = event.request
    if IBrowserLayer.providedBy(request):
        form = nearest_content(request, IEasyForm)
        if form is not None:
            setattr(request, _BEFORE, (form, _kept(form)))


@adapter(IPubBeforeCommit)
def check_what_a_form_runs(event) -> None:
    """Refuse before anything is saved, whatever way it came."""
    form, before = getattr(event.request, _BEFORE, (None, None))
    if form is not None and _kept(form) != before:
        refuse_new_code(form, before)


def check_a_new_form(form, event) -> None:
    """Refuse a form that comes with scripts, made, copied or imported.

    Those below a community are looked at more closely, before they come there.
    """
    if IFormInCommunity.providedBy(form) or not IBrowserLayer.providedBy(getRequest()):
        return
    refuse_new_code(form, {})
