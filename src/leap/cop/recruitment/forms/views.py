"""Forms on the community's page, the box for editors, and rows for a spreadsheet."""

from collections.abc import Iterator
from collective.easyform.api import get_actions
from collective.easyform.interfaces import ISaveData
from functools import cached_property
from leap.cop import _
from leap.cop.community.adapters import HomePart
from leap.cop.community.views.moving import Choice
from leap.cop.community.views.moving import Moves
from leap.cop.community.views.moving import MoveView
from leap.cop.community.views.moving import moving_rests_on
from leap.cop.community.views.moving import seen_by
from leap.cop.community.views.page import CommunityPage
from leap.cop.community.views.page import CommunityPart
from leap.cop.core import spreadsheet
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.revision import mark_of
from leap.cop.core.unwalked import Unwalked
from leap.cop.recruitment.forms import forms
from leap.cop.recruitment.forms.form_values import as_text
from leap.cop.recruitment.forms.form_values import NoText
from leap.cop.recruitment.forms.interfaces import IFormInCommunity
from plone import api
from plone.app.layout.viewlets import ViewletBase
from plone.z3cform.fieldsets.extensible import FormExtender
from plone.z3cform.fieldsets.interfaces import IFormExtender
from Products.CMFCore.permissions import ModifyPortalContent
from Products.Five.browser import BrowserView
from typing import NamedTuple
from z3c.form.browser.checkbox import CheckBoxFieldWidget
from z3c.form.interfaces import IEditForm
from zope.component import adapter
from zope.interface import implementer
from zope.schema import getFieldsInOrder


_MAKE = {
    forms.JOIN: _("Make a “Join us” form"),
    forms.TELL: _("Make a “Tell us a story” form"),
}

_DONE = {
    "share": _("Members can see the form now."),
    "publish": _("All staff can see the form now."),
    "retract": _("Only members can see the form now."),
    "hide": _("Only facilitators can see the form now."),
}


class Row(NamedTuple):
    """A form in the box."""

    url: str
    title: str
    seen_by: str
    has_problems: bool
    may_change: bool


class CommunityForms(CommunityPart):
    """A part of the community's page: the forms that this reader sees."""

    @cached_property
    def may_make(self) -> bool:
        """Whether the reader makes forms here."""
        return forms.may_make(self.context)

    @cached_property
    def rows(self) -> list[Row]:
        """The forms."""
        return [self._row(form) for form in forms.forms_of(self.context)]

    def _row(self, form) -> Row:
        may_change = api.user.has_permission(ModifyPortalContent, obj=form)
        return Row(
            url=form.absolute_url(),
            title=form.title,
            seen_by=seen_by(form) if may_change else "",
            has_problems=may_change and bool(forms.problems_of(form)),
            may_change=may_change,
        )

    @property
    def to_make(self) -> list[Choice]:
        """The ready-made forms that are not there yet, for whoever may make them."""
        if not self.may_make:
            return []
        kinds = forms.kinds_to_make(self.context)
        return [Choice(kind, _MAKE[kind]) for kind in kinds]

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.rows or self.to_make)


class MakeFormView(CommunityPage):
    """Make a ready-made form: the button on the community's page."""

    unseen = {"": ADDS}

    page_title = _("Forms")
    pressed = "kind"
    has_columns = False
    leave = _("Cancel")

    @property
    def labels(self) -> dict[str, object]:
        """The ready-made forms that are not there yet."""
        kinds = forms.kinds_to_make(self.context)
        return {kind: _MAKE[kind] for kind in kinds}

    @property
    def lead(self):
        """What there is to say where all forms are there."""
        if self.has_form:
            return ""
        return _("There is no other form to make here. Open a form to edit it.")

    def act(self) -> str:
        """Make it."""
        form = forms.make_form(self.context, self.typed("kind"), self.request)
        self.say_done(
            _(
                "Your form is ready. Only facilitators see it until you show "
                "it to others."
            )
        )
        return form.absolute_url()


class MoveFormView(MoveView):
    """Show a form to more or fewer people: the buttons in the editors' box."""

    page_title = _("Who sees this form")
    done = _DONE


class EditorsBox(ViewletBase):
    """What editors find above a form: what keeps it from working, and what to do."""

    @cached_property
    def problems(self) -> list:
        """What keeps the form from taking what people send."""
        return forms.problems_of(self.context)

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.problems)

    def render(self):
        """Return the box, nothing where there is nothing to say."""
        return super().render() if self.is_shown else ""


class CommunityEditorsBox(Moves, EditorsBox):
    """The same, for a form below a community: who sees it, and the questions."""

    is_shown = True

    @property
    def url(self) -> str:
        """The form's address."""
        return self.context.absolute_url()

    @property
    def revision(self) -> str:
        """What the buttons carry."""
        return mark_of(moving_rests_on(self.context))


class SavedAnswersView(Unwalked, BrowserView):
    """Rows that an action saved in a form before the form came here, as CSV."""

    def __call__(self) -> bytes:
        return spreadsheet.answer(self.request.response, "answers.csv", self._rows())

    def _rows(self) -> Iterator[list[str]]:
        for _name, action in getFieldsInOrder(get_actions(self.context)):
            if not ISaveData.providedBy(action):
                continue
            yield action.getColumnTitles()
            names = action.getColumnNames()
            for saved in action.getSavedFormInput():
                yield [_cell(saved.get(name)) for name in names]


def _cell(value: object) -> str:
    try:
        return as_text(value)
    except NoText:
        return str(getattr(value, "filename", "") or "")


@implementer(IFormExtender)
@adapter(IFormInCommunity, IBrowserLayer, IEditForm)
class ChecksFields(FormExtender):
    """Ask with boxes which fields are shown: stock's two lists have scripts in them."""

    order = 100

    def update(self) -> None:
        """Choose the widget, in whichever part of the form the field stands."""
        for part in (self.form, *getattr(self.form, "groups", ())):
            if "showFields" in part.fields:
                part.fields["showFields"].widgetFactory = CheckBoxFieldWidget


class FormsOnHome(HomePart):
    """The forms stand on the home of their community."""

    order, page, tab = 30, "community-forms", "about"
