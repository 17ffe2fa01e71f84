"""Our two actions in any easyform of the site; copies, exports, a site without us."""

from collective.easyform.api import get_actions
from collective.easyform.api import set_actions
from leap.cop.recruitment.forms import forms
from leap.cop.recruitment.forms.interfaces import IFormInCommunity
from leap.cop.story.library.library import my_stories
from plone import api
from plone.app.testing import applyProfile
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from plone.exportimport.interfaces import INamedExporter
from plone.exportimport.interfaces import INamedImporter
from plone.testing import zca
from Products.CMFCore.permissions import View
from zope.component import getAdapter
from zope.component.hooks import site as no_site
from zope.configuration import xmlconfig
from zope.globalrequest import getRequest
from zope.schema import getFieldsInOrder

import plone.exportimport
import pytest
import transaction


PREFIX = "form.widgets."


def actions_of(form) -> dict:
    """Return the settings of a form's actions, by name."""
    return {
        name: {
            key: getattr(action, key)
            for key in [*action.settings.names(), "community", "required"]
        }
        for name, action in getFieldsInOrder(get_actions(form))
    }


def make_form(portal, community, kind: str, **fields):
    """Make a form elsewhere on the site that sends to a community."""
    model = forms.definition(f"{kind}_actions", getRequest())
    place = f"<community>{community.UID()}</community></field>"
    return api.content.create(
        portal,
        "EasyForm",
        title="Elsewhere",
        fields_model=forms.definition(f"{kind}_fields", getRequest()),
        actions_model=model.replace("</field>", place),
        **fields,
    )


@pytest.fixture
def elsewhere(site):
    """Return a function that makes a form at the site's root."""

    site["tuesday"].join_policy = "apply"

    def make(kind: str, **fields):
        with api.env.adopt_user(user=site.aq_parent.acl_users.getUser(SITE_OWNER_NAME)):
            form = make_form(site, site["tuesday"], kind, **fields)
        transaction.commit()
        return form

    return make


class Watch:
    """What the log of the database would say of each transaction."""

    def __init__(self) -> None:
        self.said = []

    def newTransaction(self, current):
        pass

    def beforeCompletion(self, current):
        self.said.append(f"{current.user} {current.description}")

    def afterCompletion(self, current):
        pass


def send(visit, who, form, **answers):
    """Fill a form in and send it; give the browser."""
    page = visit(who)
    page.go(form.getId())
    sheet = page.browser.getForm(id="form")
    for name, value in answers.items():
        sheet.getControl(name=f"{PREFIX}{name}").value = value
    sheet.getControl(name="form.buttons.submit").click()
    return page


def test_a_form_elsewhere_files_an_application(visit, elsewhere, filed):
    page = send(visit, "colleague", elsewhere("join"), message="Hello there.")
    assert page.status == 200
    assert filed() == [("colleague", "Hello there.")]


def test_a_form_elsewhere_keeps_a_private_story(visit, elsewhere, site):
    form = elsewhere("tell")
    watch = Watch()
    transaction.manager.registerSynch(watch)
    try:
        page = send(visit, "member", form, reflection="The canary sang.")
    finally:
        transaction.manager.unregisterSynch(watch)
    assert page.path.startswith("tuesday/")
    assert watch.said
    assert not any("member" in said or form.getId() in said for said in watch.said[-1:])
    transaction.begin()
    assert len(my_stories("member")) == 1
    assert not hasattr(site[form.getId()], "_inputStorage")


@pytest.mark.parametrize("kind", ["join", "tell"])
def test_who_is_not_logged_in_keeps_the_words(visit, elsewhere, site, filed, kind):
    field = {"join": "message", "tell": "reflection"}[kind]
    page = send(visit, None, elsewhere(kind), **{field: "Hello, I am here."})
    assert page.status == 403
    assert "Please log in first." in page.text
    assert "Hello, I am here." in page.contents
    assert filed() == []


def test_who_may_not_tell_there_keeps_the_words(visit, elsewhere):
    page = send(visit, "colleague", elsewhere("tell"), reflection="Hello, I am here.")
    assert page.status == 403
    assert "Hello, I am here." in page.contents


def test_a_community_that_the_sender_does_not_see(visit, elsewhere, site, filed):
    form = elsewhere("join")
    with api.env.adopt_user("siteadmin"):
        api.content.transition(site["tuesday"], "hide")
    transaction.commit()
    page = send(visit, "colleague", form, message="Hello, I am here.")
    assert page.status == 403
    assert "Tuesday" not in page.text
    assert "Hello, I am here." in page.contents
    assert filed() == []


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"method": "get"}, "sent by GET"),
        ({"formActionOverride": "string:http://localhost/"}, "another web address"),
    ],
)
def test_a_form_that_would_tell_more_says_so(visit, elsewhere, fields, reason):
    form = elsewhere("tell", **fields)
    page = visit("admin")
    page.go(form.getId())
    assert reason in page.text
    assert reason not in visit("member").go(form.getId())


def test_a_form_without_our_actions_is_left_alone(visit, elsewhere, site):
    form = elsewhere("join")
    namespace = "http://namespaces.plone.org/supermodel/schema"
    form.actions_model = f'<model xmlns="{namespace}"><schema /></model>'
    transaction.commit()
    page = send(visit, None, form, message="Hello there.")
    assert page.status == 200
    assert "needs fixing" not in page.text


# Copies, exports


@pytest.fixture
def manager(portal):
    login(portal.aq_parent, SITE_OWNER_NAME)


@pytest.mark.parametrize("kind", ["join", "tell"])
def test_a_saved_action_is_what_it_was(portal, community, manager, kind):
    form = make_form(portal, community, kind)
    before = actions_of(form)
    assert next(iter(before.values()))["community"] == community.UID()
    for _time in range(2):
        set_actions(form, get_actions(form))
        assert actions_of(form) == before
    assert forms.problems_of(form) == []


@pytest.mark.parametrize("kind", ["join", "tell"])
def test_a_copy_goes_on_working(portal, community, manager, kind):
    form = make_form(portal, community, kind)
    copy = api.content.copy(form, portal, id="copied")
    assert actions_of(copy) == actions_of(form)
    assert forms.problems_of(copy) == []


@pytest.fixture
def exportimport(functional):
    """Load plone.exportimport, which the layer does not."""
    context = zca.stackConfigurationContext(functional["configurationContext"])
    with no_site(None):
        xmlconfig.file("configure.zcml", plone.exportimport, context=context)


@pytest.mark.parametrize("kind", ["join", "tell"])
def test_an_exported_form_comes_back(site, exportimport, kind, tmp_path):
    """On the functional layer, because the import commits."""
    login(site.aq_parent, SITE_OWNER_NAME)
    form = make_form(site, site["tuesday"], kind)
    before = actions_of(form)
    getAdapter(site, INamedExporter, "plone.exporter.content").export_data(tmp_path)
    name = form.getId()
    api.content.delete(form)
    getAdapter(site, INamedImporter, "plone.importer.content").import_data(tmp_path)
    assert actions_of(site[name]) == before
    assert forms.problems_of(site[name]) == []
    assert not IFormInCommunity.providedBy(site[name])


def test_a_form_is_not_copied_into_a_community(portal, community, manager):
    form = make_form(portal, community, "join")
    with pytest.raises(Exception, match=r"privileges|allow"):
        api.content.copy(form, community)
    assert forms.forms_of(community) == []


# Without us


def test_a_form_left_behind_stays_private(portal, community, manager):
    with api.env.adopt_user("siteadmin"):
        form = forms.make_form(community, "join", getRequest())
    elsewhere = make_form(portal, community, "join")
    before = elsewhere.actions_model
    workflow_tool = api.portal.get_tool("portal_workflow")
    workflow_tool.setDefaultChain("simple_publication_workflow")
    applyProfile(portal, "leap.cop:uninstall")
    workflow_tool.updateRoleMappings()
    assert IFormInCommunity.providedBy(form)
    assert workflow_tool.getChainFor(form) == ("cop_audience_workflow",)
    for userid in ("colleague", "member", "facilitator"):
        assert not api.user.has_permission(View, username=userid, obj=form)
    assert elsewhere.actions_model == before
    assert api.user.has_permission(View, obj=elsewhere)
