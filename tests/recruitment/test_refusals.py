"""Each page of the way in and out marks, describes and links to what it refuses."""

from collections.abc import Callable
from datetime import timedelta
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.pages.forms import FormPage
from leap.cop.recruitment.applications import applications
from leap.cop.recruitment.applications.views.applications import ApplicationsView
from leap.cop.recruitment.applications.views.join import JoinView
from leap.cop.recruitment.forms.views import MakeFormView
from leap.cop.recruitment.forms.views import MoveFormView
from leap.cop.recruitment.invitations import invitations
from leap.cop.recruitment.invitations import links as invitation_links
from leap.cop.recruitment.invitations import respond
from leap.cop.recruitment.invitations.views.invited import InvitationView
from leap.cop.recruitment.invitations.views.invited import ThanksView
from leap.cop.recruitment.invitations.views.inviting import ChangeInvitationsView
from leap.cop.recruitment.invitations.views.inviting import InvitationsView
from leap.cop.recruitment.leaving import links as leaving_links
from leap.cop.recruitment.leaving.views import LeaveView
from leap.cop.recruitment.leaving.views import MyStoriesLinkView
from leap.cop.recruitment.support import links as support_links
from leap.cop.recruitment.support import support
from leap.cop.recruitment.support.views import AskManagerView
from leap.cop.recruitment.support.views import ManagerSupportView
from leap.cop.story.lifecycle import lifecycle
from lxml import html
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from plone.protect import createToken
from tests.conftest import make_story
from typing import NamedTuple
from zope.component import getGlobalSiteManager
from zope.interface import alsoProvides

import pytest
import transaction


NOW = lifecycle.utc_now()

#: Pages whose buttons are all that there is to answer: nobody mistypes a button.
BUTTONS_ALONE = {InvitationView, MakeFormView, MoveFormView}

#: Pages that have nothing to send.
WITHOUT_FORM = {ThanksView}

#: Pages whose form stands on another one.
SHOWN_BY = {ChangeInvitationsView: InvitationsView}


def asks(community):
    community.join_policy = "apply"
    community.requires_manager_support = True


def waits(community):
    asks(community)
    applications.apply(community, "colleague", "Tea.", now=NOW)


def asked_manager(community) -> str:
    waits(community)
    until = NOW + timedelta(days=30)
    support.ask(community, "colleague", "boss@example.org", now=NOW)
    return support_links.make(community, "colleague", now=NOW, until=until)


def accepted_without_account(community) -> None:
    who = {"email": "ron@example.com", "by": "facilitator"}
    row = invitations.invite(community, now=NOW, **who).row
    token = invitation_links.make(community, row.id, now=NOW)
    found = respond.find(token, now=NOW)
    respond.answer(found, "accept", userid=None, now=NOW)


def mail_goes_out(community) -> None:
    api.portal.set_registry_record("plone.smtp_host", "localhost")
    api.portal.set_registry_record("plone.email_from_address", "site@example.org")


def told(community) -> None:
    make_story(community, "community")


def left_without_account(community) -> str:
    make_story(community, "private")
    token = leaving_links.make(
        community, "teller", now=lifecycle.utc_now() + timedelta(minutes=1)
    )
    with api.env.adopt_user("admin"):
        api.user.delete(username="teller")
    return token


class Case(NamedTuple):
    """What is typed wrong on a page, by whom, and the button that is pressed."""

    page: type[FormPage]
    name: str
    userid: str | None
    wrong: dict[str, str]
    button: str = ""
    before: Callable = lambda community: None


CASES = [
    Case(JoinView, "join", "colleague", {"message": " "}, before=asks),
    Case(
        ApplicationsView,
        "applications",
        "facilitator",
        {"message": "x" * 5_001},
        "accept",
        waits,
    ),
    Case(
        ChangeInvitationsView,
        "change-invitations",
        "facilitator",
        {"email": "ron at example", "channel": "smoke", "language": "xx"},
        before=mail_goes_out,
    ),
    Case(
        ChangeInvitationsView,
        "change-invitations",
        "siteadmin",
        {"userid": "nobody"},
        "link",
        accepted_without_account,
    ),
    Case(
        AskManagerView,
        "ask-manager",
        "colleague",
        {"manager_email": "boss at example"},
        before=waits,
    ),
    Case(
        ManagerSupportView,
        "manager-support",
        None,
        {"answer": "perhaps"},
        before=asked_manager,
    ),
    Case(
        LeaveView,
        "leave-community",
        "teller",
        {"story-": "publish"},
        "confirm",
        told,
    ),
    Case(
        MyStoriesLinkView,
        "my-stories-link",
        None,
        {"sure": ""},
        "delete",
        left_without_account,
    ),
]


@pytest.fixture
def opened(site):
    """Return a function that opens a page, or sends its form."""

    def open_it(case: Case, token: str | None, sent: dict | None = None):
        request = site.REQUEST.clone()
        alsoProvides(request, IBrowserLayer)
        context = site if token else site["tuesday"]
        method = "GET" if sent is None else "POST"
        request.environ["REQUEST_METHOD"] = request.method = method
        if sent is not None:
            request.form.update(sent, _authenticator=createToken())
        view = (case.page if sent else SHOWN_BY.get(case.page, case.page))(
            context, request
        )
        view.__name__ = case.name
        if token:
            view.publishTraverse(request, token)
        shown = view.show() if sent is None else view()
        return request.response.getStatus(), html.fromstring(shown)

    yield open_it
    logout()


def form_with(page, names, button: str):
    """Return the form that has these fields, and this button."""
    for form in page.forms:
        values = {one.get("value") for one in form.cssselect("button, [type=hidden]")}
        if set(names) <= set(form.fields) and (not button or button in values):
            return form
    raise LookupError(names)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}-{case.userid}")
def test_what_is_refused_is_marked_described_and_linked(site, opened, case):
    token = case.before(site["tuesday"])
    transaction.commit()
    login(site, case.userid) if case.userid else logout()
    _status, page = opened(case, token)
    wrong = dict(case.wrong)
    if "story-" in wrong:
        [field] = {one.get("name") for one in page.cssselect("[name^=story-]")}
        wrong = {field: wrong["story-"]}
    form = form_with(page, wrong, case.button)
    sent = {**dict(form.form_values()), **wrong}
    for button in form.cssselect("button[name]"):
        if button.get("value") == case.button:
            sent[button.get("name")] = case.button
    status, page = opened(case, token, sent)
    assert status == 400
    [box] = page.cssselect("#cop-problem")
    assert (box.get("role"), box.get("tabindex")) == ("alert", "-1")
    assert box.get("autofocus") is not None
    fields = [page.get_element_by_id(one.get("href")[1:]) for one in box.cssselect("a")]
    assert [field.get("name") for field in fields] == list(wrong)
    for field in fields:
        marked = field if field.get("type") != "radio" else group_of(field)
        assert marked.get("aria-invalid") == "true"
        said = [
            page.get_element_by_id(one)
            for one in marked.get("aria-describedby").split()
        ]
        assert "cop-wrong" in said[-1].get("class")
        assert said[-1].text_content().strip()
    assert len(page.cssselect("[aria-invalid]")) == len(wrong)


def group_of(field):
    return next(field.iterancestors("fieldset"))


def test_no_page_with_a_form_is_left_out(functional):
    found = {
        one
        for registered in getGlobalSiteManager().registeredAdapters()
        if isinstance(registered.factory, type)
        and issubclass(registered.factory, FormPage)
        for one in registered.factory.__mro__
        if one.__module__.startswith("leap.cop.recruitment")
        and (one.act is not FormPage.act or one.answer is not FormPage.answer)
    }
    assert found == {case.page for case in CASES} | BUTTONS_ALONE | WITHOUT_FORM
