"""Forms below a community: ready-made, editable, and never the end of somebody's words.

A form is an easyform like any other. What makes it ours are its actions
(`actions.py`), and where it stands. Its questions are the facilitators'; the rest is
guarded (`guard.py`). Where questions and actions no longer fit, the form says so to its
editors, and takes nothing from anybody.
"""

from collective.easyform.api import get_actions
from collective.easyform.api import get_schema
from collective.easyform.interfaces import IActionExtender
from datetime import datetime
from html import escape
from importlib.resources import files
from leap.cop import _
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.recruitment.applications import intake
from leap.cop.recruitment.forms.interfaces import ICopAction
from leap.cop.recruitment.forms.interfaces import IFormInCommunity
from leap.cop.recruitment.forms.questions import I18N
from leap.cop.recruitment.forms.questions import parse
from leap.cop.recruitment.support import support
from lxml import etree
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import addContentToContainer
from plone.dexterity.utils import createContent
from plone.namedfile.interfaces import INamedField
from Products.CMFCore.permissions import ModifyPortalContent
from zope.i18n import translate
from zope.schema import getFieldsInOrder


EDIT_PYTHON = "collective.easyform: Edit Python Fields"

JOIN = "join"
TELL = "tell"

_TITLES = {JOIN: _("Join us"), TELL: _("Tell us a story")}

_PROLOGUES = {
    JOIN: _(
        "Write a few words to the facilitators. You do not have to "
        "come every time, and you can also join later."
    ),
    TELL: _(
        "It is yours. Only you can read it unless you share it, and "
        "you never have to. Please leave out names."
    ),
}

_SUBMIT = {JOIN: _("Send to the facilitators"), TELL: _("Save it, just for me")}

_THANKS = {
    JOIN: _("The facilitators will read your message and answer it."),
    TELL: _("Saved. Only you can read it."),
}


def may_edit_actions(form) -> bool:
    """Tell whether the current user may change what a form does."""
    return bool(api.user.has_permission(EDIT_PYTHON, obj=form))


# What stands in a form


def our_actions(form, *, active: bool = True) -> list:
    """Return the actions of ours in a form."""
    return [
        action
        for _name, action in getFieldsInOrder(get_actions(form))
        if ICopAction.providedBy(action) and (action.required or not active)
    ]


def kind_of(form) -> str:
    """Return which of the ready-made forms this is, or was; empty for others."""
    kinds = [action.kind for action in our_actions(form, active=False)]
    return kinds[0] if kinds else ""


def forms_of(community, *, unrestricted: bool = False) -> list:
    """Return the forms of a community that the current user sees, by title."""
    catalog = api.portal.get_tool("portal_catalog")
    search = catalog.unrestrictedSearchResults if unrestricted else catalog
    brains = search(
        path={"query": "/".join(community.getPhysicalPath()), "depth": 1},
        portal_type="EasyForm",
        sort_on="sortable_title",
    )
    found = (brain._unrestrictedGetObject() for brain in brains)
    return [form for form in found if IFormInCommunity.providedBy(form)]


def problems_of(form) -> list:
    """Return what keeps a form from taking what people send, for its editor to read.

    Of forms elsewhere on the site only those with an action of ours are looked at.
    """
    actions = our_actions(form)
    inside = IFormInCommunity.providedBy(form)
    if not actions:
        return [_no_action(form)] if inside else []
    problems = []
    if (getattr(form, "method", None) or "post") != "post":
        problems.append(
            _(
                "This form is sent by GET, so what people type would appear "
                "in web addresses."
            )
        )
    if getattr(form, "formActionOverride", None):
        problems.append(_("This form sends what people type to another web address."))
    schema = get_schema(form)
    for name, field in getFieldsInOrder(schema):
        if INamedField.providedBy(field):
            problems.append(
                _(
                    "The question “${name}” asks for a file, which cannot be "
                    "saved here. Remove the question.",
                    mapping={"name": field.title or name},
                )
            )
    for action in actions:
        problems.extend(action.problems(form, schema))
        if IActionExtender(action).execCondition:
            problems.append(
                _(
                    "The action “${title}” only runs under a condition. When the "
                    "condition is not met, nobody would get what people send.",
                    mapping={"title": action.title},
                )
            )
    return problems


def _no_action(form):
    if our_actions(form, active=False):
        return _(
            "This form's action is turned off, so nobody would get what "
            "people send. A site administrator can turn it on."
        )
    return _(
        "This form has lost its action, so nobody would get what "
        "people send. Make a new form, or ask a site administrator."
    )


# Making one


def definition(name: str, request) -> str:
    """Return a ready-made model in the language of the request.

    Plain words, not messages: facilitators change them, and they stay when the add-on
    goes.
    """
    source = files("leap.cop.recruitment.forms") / "definitions" / f"{name}.xml"
    root = parse(source.read_text())
    marker = f"{{{I18N}}}translate"
    for element in root.iter("{*}*"):
        if marker in element.attrib:
            words = " ".join((element.text or "").split())
            element.text = translate(words, domain="leap.cop", context=request)
            del element.attrib[marker]
    root.attrib.pop(f"{{{I18N}}}domain", None)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode", pretty_print=True)


def may_make(community) -> bool:
    """Tell whether the current user may make a form here."""
    return bool(api.user.has_permission(ModifyPortalContent, obj=community))


def kinds_to_make(community) -> list[str]:
    """Return the ready-made forms that the community could have and has not."""
    there = {kind_of(form) for form in forms_of(community, unrestricted=True)}
    kinds = [JOIN, *([TELL] if community.accepts_staff_stories else ())]
    return [kind for kind in kinds if kind not in there]


def make_form(community, kind: object, request):
    """Make a ready-made form, which its facilitators alone see.

    :param kind: `join` or `tell`.
    :raises NotYours: for whoever may not change the community.
    :raises Refused: for another kind.
    :raises NotNow: when there is one, or stories of staff are not taken here.
    """
    if not may_make(community):
        raise NotYours(_("Only facilitators can make forms for a community."))
    if kind not in (JOIN, TELL):
        raise Refused(_("choose join or tell."), "kind")
    if kind == TELL and not community.accepts_staff_stories:
        raise NotNow(
            _(
                "First allow colleagues who are not members to tell a story "
                "here: edit the community."
            )
        )
    if kind not in kinds_to_make(community):
        raise NotNow(
            _("This community already has this form. You can change its questions.")
        )

    def say(message) -> str:
        return translate(message, context=request)

    form = createContent(
        "EasyForm",
        title=say(_TITLES[kind]),
        formPrologue=RichTextValue(
            f"<p>{escape(say(_PROLOGUES[kind]), quote=False)}</p>",
            "text/html",
            "text/x-html-safe",
        ),
        fields_model=definition(f"{kind}_fields", request),
        actions_model=definition(f"{kind}_actions", request),
        submitLabel=say(_SUBMIT[kind]),
        thankstitle=say(_("Thank you")),
        thanksdescription=say(_THANKS[kind]),
        showAll=False,
        showFields=[],
        includeEmpties=False,
        form_tabbing=False,
        autofocus=False,
        # The community's page leads to it; a portlet on each page need not.
        exclude_from_nav=True,
    )
    # For `guard.check_what_comes_in`: nothing else comes in without Python rights.
    form._v_ready_made = True
    return addContentToContainer(community, form, checkConstraints=False)


# Where submissions go


def file_application(
    community, userid: str, message: str, manager_email: str, now: datetime
) -> str | None:
    """File an application; return an address to go on to, None for the thanks page.

    With a manager's address it goes on to the page that shows the mail before it goes.
    Whoever came in at once goes on to the community.

    :raises Refused, NotNow, NotYours: see `intake.file`.
    """
    done = intake.file(
        community, userid, message, manager_email or None, now=now, shows_mail=True
    )
    if manager_email and support.may_ask(community, userid):
        return f"{community.absolute_url()}/ask-manager"
    return community.absolute_url() if done.application is None else None
