"""What about a form below a community stays with those who may edit Python fields.

collective.easyform guards scripts, recipients and expressions in its own forms only:
over REST whoever may edit a form may store a script that runs with a manager's rights,
and its model editors save without any event. So the guard stands around the request: it
remembers a form before the request works on it, compares afterwards, and refuses before
anything is saved. Whatever way a change came, it is seen.
"""

from Acquisition import aq_base
from collective.easyform.browser.fields import ModelEditorView
from collective.easyform.interfaces import IEasyFormActionsContext
from leap.cop import _
from leap.cop.community.content import ICommunity
from leap.cop.core.access import nearest_content
from leap.cop.core.content import strip_owner
from leap.cop.core.errors import NotYours
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.recruitment.forms import forms
from leap.cop.recruitment.forms import questions
from leap.cop.recruitment.forms import texts
from leap.cop.recruitment.forms.interfaces import IFormInCommunity
from plone.rest.traverse import RESTWrapper
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import alsoProvides
from zope.interface import noLongerProvides
from ZPublisher.interfaces import IPubAfterTraversal
from ZPublisher.interfaces import IPubBeforeCommit


#: Fields of a form that decide what happens, rather than what is asked.
GUARDED = (
    "actions_model",
    "thanksPageOverride",
    "thanksPageOverrideAction",
    "formActionOverride",
    "onDisplayOverride",
    "afterValidationOverride",
    "headerInjection",
    "submitLabelOverride",
    "method",
    "CSRFProtection",
    "forceSSL",
    "unload_protection",
    "showAll",
    "showFields",
)

#: Pages of easyform that would give saved rows with live formulas, or to others.
_STOCK_EXPORTS = frozenset({"saveddata", "data"})

_BEFORE = "leap_cop_form_before"

_REFUSAL = _(
    "Facilitators can change a form's questions. Only a site "
    "administrator can change where the answers go."
)


def state_of_form(form) -> dict:
    """Return what the guard compares."""
    bare = aq_base(form)
    names = ("fields_model", *GUARDED)
    found = {name: getattr(bare, name, None) for name in names}
    shown = found["showFields"]
    return {**found, "showFields": tuple(shown or ())}


def changed_past_the_guard(before: dict, after: dict) -> list[str]:
    """Return the names of what changed and is not a facilitator's to change."""
    names = [name for name in GUARDED if _given(before, name) != _given(after, name)]
    return names + questions.not_theirs(
        before["fields_model"] or "", after["fields_model"] or ""
    )


def _given(state: dict, name: str):
    # Exports and forms make of an empty text nothing, and the other way round.
    return state[name] or None


@adapter(IPubAfterTraversal)
def remember_the_form(event) -> None:
    """Keep away what is not theirs to open, and remember what is there now."""
    request = event.request
    if not IBrowserLayer.providedBy(request):
        return
    form = nearest_content(request, IFormInCommunity)
    if form is None:
        return
    texts.show_clean(form)
    published = request.get("PUBLISHED")
    if getattr(published, "__name__", "") in _STOCK_EXPORTS:
        raise NotFound(getattr(published, "__name__", ""))
    if forms.may_edit_actions(form):
        return
    parents = (
        parent.context if isinstance(parent, RESTWrapper) else parent
        for parent in (published, *request.get("PARENTS", ()))
    )
    if any(_is_technical(parent) for parent in parents):
        raise NotYours(_REFUSAL)
    setattr(request, _BEFORE, (form, state_of_form(form)))


def _is_technical(published) -> bool:
    view = getattr(published, "__self__", published)
    return IEasyFormActionsContext.providedBy(view) or isinstance(view, ModelEditorView)


def check_the_form(request) -> None:
    """Refuse what changed past the guard in this request.

    :raises NotYours: when something did.
    """
    form, before = getattr(request, _BEFORE, (None, None))
    if form is not None and changed_past_the_guard(before, state_of_form(form)):
        raise NotYours(_REFUSAL)


@adapter(IPubBeforeCommit)
def check_the_form_before_it_is_saved(event) -> None:
    """Refuse before anything is saved, or save it clean, whatever way it came."""
    if IBrowserLayer.providedBy(event.request):
        check_the_form(event.request)
        form = nearest_content(event.request, IFormInCommunity)
        if form is not None and aq_base(form)._p_changed:
            texts.keep_clean(form)


# What comes below a community, and what follows


def check_what_comes_in(form, event) -> None:
    """Mark a form that comes below a community, and unmark one that leaves it."""
    if event.object is not form:
        return
    parent = event.newParent
    if not ICommunity.providedBy(parent):
        if parent is not None and IFormInCommunity.providedBy(form):
            noLongerProvides(form, IFormInCommunity)
        return
    ready_made = aq_base(form).__dict__.pop("_v_ready_made", False)
    if not ready_made and not forms.may_edit_actions(parent):
        raise NotYours(_REFUSAL)
    alsoProvides(form, IFormInCommunity)
    _forget_who_made_it(form)


def begin_form(form, event) -> None:
    """Let a new form be nobody's property."""
    if event.object is form and event.newParent is not None:
        strip_owner(form)
        _forget_who_made_it(form)
        form.reindexObject(idxs=["Creator", "listCreators"])
        texts.keep_clean(form)


def follow_a_saved_form(form, event) -> None:
    """Keep names and live HTML out of a form that was saved."""
    _forget_who_made_it(form)
    texts.keep_clean(form)


def _forget_who_made_it(form) -> None:
    # Not empty: dexterity would fill that in again at each change.
    form.creators = ("",)
    form.contributors = ()
    form.allow_discussion = False
