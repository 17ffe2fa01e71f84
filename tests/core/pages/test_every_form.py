"""Each form of ours carries what its reader saw, or says why it need not."""

from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.opening import OpensAsItIs
from leap.cop.core.pages.stale import Remembering
from leap.cop.core.pages.stale import RememberingForm
from pathlib import Path
from plone.dexterity.browser.add import DefaultAddForm
from z3c.form.interfaces import IEditForm
from zope.component import getGlobalSiteManager

import leap.cop
import pytest
import re


SRC = Path(leap.cop.__file__).parent

#: Pages that answer in their own way, and what they do about an old page.
OWN_ANSWERS = {
    "ChangeMembersView": "shares the answer of its base",
    "ShareStoryView": "says first what is not possible, then asks the base",
    "RemoveMemberView": "shows what will happen first, then asks the base",
    "AskManagerView": "shows the mail first, then asks the base",
    "MediaPage": "remembers the state, then asks the base",
    "LeaveView": "checks before it leaves",
    "AfterView": "asks the part that was sent whether it is as seen",
}

#: Templates with a form that posts to nobody who rests on anything.
OWN_TOKENS = {
    "kept.pt": "sends once more what was sent before the session ended",
    "invitation.pt": "for whoever has the token, which is looked up anew",
    "manager-support.pt": "for whoever has the token, without an account",
    "secret-link.pt": "for whoever has the token, which is looked up anew",
    "answer-link.pt": "for whoever has the token, which is looked up anew",
    "my-stories-link.pt": "for whoever has the token, without an account",
}

FORM = re.compile(r"<form\b.*?</form>", re.S)


def views() -> list[type]:
    """Return the classes of our views, as they are registered."""
    found = {
        registered.factory
        for registered in getGlobalSiteManager().registeredAdapters()
        if isinstance(registered.factory, type) and len(registered.required) >= 2
    }
    ours = {
        one
        for factory in found
        for one in factory.__mro__
        if one.__module__.startswith("leap.cop")
    }
    return sorted(ours, key=lambda one: (one.__module__, one.__name__))


def writing_pages() -> list[type]:
    """Return the pages that do something with what is sent."""
    return [
        one
        for one in views()
        if issubclass(one, FormPage)
        and (one.act is not FormPage.act or one.answer is not FormPage.answer)
    ]


def content_forms() -> list[type]:
    """Return the forms on our add and edit pages, and on our panel."""
    forms = {
        getattr(registered.factory, "form", None)
        for registered in getGlobalSiteManager().registeredAdapters()
    }
    return [
        form
        for form in forms
        if isinstance(form, type)
        and form.__module__.startswith("leap.cop")
        and (IEditForm.implementedBy(form) or issubclass(form, DefaultAddForm))
    ]


def edit_forms() -> list[type]:
    """Return the forms on our edit pages."""
    return [form for form in content_forms() if IEditForm.implementedBy(form)]


def test_there_are_pages_and_forms_to_look_at(functional):
    assert len(writing_pages()) > 30
    assert len(edit_forms()) >= 4


def test_each_page_that_writes_rests_on_what_was_seen(functional):
    for page in writing_pages():
        assert page.check_seen is Remembering.check_seen, page
        assert page.is_as_seen is Remembering.is_as_seen, page
        assert page.revision is Remembering.revision, page
        for reason in page.unseen.values():
            assert len(reason.split()) > 5, (page, reason)
        answers = page.answer is FormPage.answer or page.__name__ in OWN_ANSWERS
        assert answers or "" in page.unseen or _inherits(page), page


def _inherits(page: type) -> bool:
    """Tell whether a page's answer is that of a base which is on the list."""
    return any(
        base.__name__ in OWN_ANSWERS and base.__dict__.get("answer") is page.answer
        for base in page.__mro__
    )


#: What a frame asks of each page, and no page says in its own way.
OF_THE_FRAME = ("buttons", "fields_of")


def test_no_page_calls_something_else_by_a_name_of_the_frame(functional):
    pages = [one for one in views() if issubclass(one, FormPage) or _is_mixed_in(one)]
    own = {
        (page.__name__, name)
        for page in pages
        for name in OF_THE_FRAME
        if page is not FormPage and name in vars(page)
    }
    assert own == set()


def _is_mixed_in(one: type) -> bool:
    """Tell whether a class stands before the frame in some page."""
    return any(issubclass(page, FormPage) and issubclass(page, one) for page in views())


def test_each_edit_form_rests_on_what_was_seen(functional):
    for form in edit_forms():
        assert issubclass(form, RememberingForm), form
        assert form.extractData is RememberingForm.extractData, form
        assert form.revision is Remembering.revision, form


def test_an_address_fills_no_form(functional):
    forms = content_forms()
    assert len(forms) > len(edit_forms())
    for form in forms:
        assert issubclass(form, OpensAsItIs), form


TEMPLATES = sorted(SRC.rglob("*.pt"), key=lambda path: path.name)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_each_form_that_posts_carries_it(path):
    for form in FORM.findall(path.read_text()):
        if 'method="post"' in form and path.name not in OWN_TOKENS:
            assert "macros/token" in form or "house.token(revision)" in form, path
