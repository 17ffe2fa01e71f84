"""Forms in the browser: making, filling in, changing the questions; no JavaScript."""

from leap.cop.community.membership import Membership
from leap.cop.recruitment.forms import forms
from leap.cop.recruitment.support import rules
from leap.cop.recruitment.support import support
from leap.cop.story.library.library import my_stories
from leap.cop.story.lifecycle import lifecycle
from plone import api

import pytest
import transaction


PREFIX = "form.widgets."
SUBMIT = "form.buttons.submit"


@pytest.fixture
def fill(visit):
    """Return a function that fills a form in and sends it; gives the browser."""

    def send(who, url: str, **answers):
        visitor = visit(who)
        visitor.go(url)
        form = visitor.browser.getForm(id="form")
        for name, value in answers.items():
            form.getControl(name=f"{PREFIX}{name}").value = value
        form.getControl(name=SUBMIT).click()
        return visitor

    return send


def change(site, url: str, **fields):
    """Change a form past the guard, as code of the site could."""
    transaction.begin()
    form = site.unrestrictedTraverse(url)
    for name, value in fields.items():
        setattr(form, name, value)
    transaction.commit()
    return form


def stories_of(site, userid: str) -> list:
    transaction.begin()
    return my_stories(userid)


# Making one


def test_a_facilitator_makes_the_forms(visit, site):
    page = visit("facilitator")
    page.go("tuesday/about")
    page.form_to("make-form").getControl("Join us").click()
    assert page.status == 200
    assert "Only facilitators see it until" in page.text
    assert "Edit the questions" in page.text
    page.form_to("move-form").getControl("Show to all staff").click()
    assert "All staff can see the form now." in page.text
    outsider = visit("colleague")
    assert "Join us" in outsider.go("tuesday")
    assert "make-form" not in outsider.contents
    outsider.browser.getLink("Join us").click()
    assert "What would you like to learn" in outsider.text
    assert "For facilitators" not in outsider.text


def test_making_and_moving_need_our_own_page(visit, form_of):
    url = form_of()
    for path in ("tuesday/make-form", f"{url}/move-form"):
        page = visit("facilitator")
        page.browser.post(f"{page.base}/{path}", "kind=join&move=hide")
        assert page.status == 403
    assert visit("colleague").go(url)


def test_anonymous_visitors_never_see_a_form(visit, form_of):
    url = form_of()
    for path in ("", "/view", "/@@embedded", "/fields", "/@@get_save_data_adapters"):
        page = visit(None)
        page.go(url + path)
        assert "login" in page.path, path
        assert "What would you like" not in page.text


@pytest.mark.parametrize(
    ("state", "who", "sees"),
    [
        ("public", "colleague", True),
        ("public", "newcomer", True),
        ("public", "reviewer", True),
        ("community", "colleague", False),
        ("community", "newcomer", False),
        ("community", "reviewer", False),
        ("community", "member", True),
        ("private", "member", False),
        ("private", "siteadmin", True),
    ],
)
def test_who_opens_a_form(visit, form_of, state, who, sees):
    url = form_of(state=state)
    page = visit(who)
    page.go(url)
    assert (page.status == 200) is sees
    assert ("What would you like" in page.text) is sees


# Joining


def test_a_submission_becomes_an_application(fill, form_of, filed):
    url = form_of()
    page = fill("colleague", url, message="I would like\nto listen first.")
    assert page.status == 200
    assert "The facilitators will read your message" in page.text
    assert "listen first" not in page.text
    assert filed() == [("colleague", "I would like\nto listen first.")]


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(fill, form_of, filed):
    url = form_of()
    page = fill("colleague", url, message="Hello, I am here.", manager_email="boss")
    assert page.status == 400
    assert "manager's email address: Enter one email address, for example" in page.text
    assert "Hello, I am here." in page.contents
    assert filed() == []


def test_an_empty_message_is_asked_for_again(fill, form_of, filed):
    page = fill("colleague", form_of(), manager_email="boss@example.org")
    assert "boss@example.org" in page.contents
    assert filed() == []


def test_where_nobody_applies_the_words_stay(fill, form_of, site, filed):
    url = form_of()
    site["tuesday"].join_policy = "invite"
    transaction.commit()
    page = fill("colleague", url, message="Hello, I am here.")
    assert page.status == 409
    assert "People join by invitation here." in page.text
    assert "Hello, I am here." in page.contents
    assert filed() == []


def test_an_invited_person_comes_in_with_the_form(fill, form_of, site, rest):
    url = form_of()
    body = {"userid": "colleague"}
    assert rest("facilitator").post("tuesday/@invitations", json=body).ok
    page = fill("colleague", url, message="Hello, I am here.")
    assert page.path == "tuesday"
    transaction.begin()
    assert Membership(site["tuesday"]).role_of("colleague") is not None


def test_the_mail_to_a_manager_is_shown_before_it_goes(fill, form_of, site, filed):
    url = form_of()
    site["tuesday"].requires_manager_support = True
    transaction.commit()
    words = {"message": "Hello, I am here.", "manager_email": "boss@example.org"}
    page = fill("colleague", url, **words)
    assert page.path == "tuesday/ask-manager"
    # Addresses of pages stand in logs.
    assert "boss" not in page.browser.url
    assert filed() == [("colleague", "Hello, I am here.")]
    assert _how_far(site) == (rules.NOT_ASKED, ())
    form = page.form_to("ask-manager")
    assert form.getControl(name="manager_email").value == "boss@example.org"
    form.submit()
    assert "This email will be sent" in page.text
    assert _how_far(site) == (rules.NOT_ASKED, ())
    page.form_to("ask-manager").getControl("Send").click()
    state, sent = _how_far(site)
    assert (state, len(sent)) == (rules.ASKED, 1)


def _how_far(site) -> tuple:
    transaction.begin()
    kept = support.support_of(site["tuesday"], "colleague")
    return kept.state, kept.sent


def test_a_managers_address_that_nobody_asked_for_is_not_kept(
    fill, form_of, site, filed
):
    words = {"message": "Hello, I am here.", "manager_email": "boss@example.org"}
    page = fill("colleague", form_of(), **words)
    assert "The facilitators will read your message" in page.text
    assert len(filed()) == 1
    assert support.support_of(site["tuesday"], "colleague").address == ""


def test_another_site_cannot_send_a_form(visit, form_of, filed):
    url = form_of()
    page = visit("colleague")
    page.go(url)
    page.browser.post(
        f"{page.base}/{url}", f"{PREFIX}message=Hello+there&{SUBMIT}=Submit"
    )
    assert filed() == []
    page.go(f"{url}?{PREFIX}message=Hello+there&{SUBMIT}=Submit")
    assert filed() == []


# Telling


def test_a_submission_becomes_a_private_story(fill, form_of, site):
    url = form_of("tell")
    page = fill(
        "colleague", url, starting_point="Nobody <b>asked</b>.\n\nNobody.", learning="="
    )
    assert page.status == 200
    assert "Only you can read it" in page.text
    (story,) = stories_of(site, "colleague")
    assert page.path == "/".join(story.getPhysicalPath()[2:])
    assert story.starting_point.raw == (
        "<p>Nobody &lt;b&gt;asked&lt;/b&gt;.</p>\n<p>Nobody.</p>"
    )
    assert lifecycle.teller_of(story) == "colleague"
    assert lifecycle.state_of(story) == "private"


def test_no_trace_of_a_story_stays_in_the_form(fill, form_of, site):
    url = form_of("tell")
    fill("colleague", url, reflection="The canary sang.")
    transaction.begin()
    form = site.unrestrictedTraverse(url)
    assert not hasattr(form, "_inputStorage")
    assert "canary" not in repr(form.__dict__)


def test_pressing_twice_tells_one_story(fill, form_of, site):
    url = form_of("tell")
    first = fill("colleague", url, reflection="We laughed.")
    second = fill("colleague", url, reflection="We laughed.")
    assert first.path == second.path
    assert len(stories_of(site, "colleague")) == 1
    fill("colleague", url, reflection="We laughed again.")
    assert len(stories_of(site, "colleague")) == 2


def test_an_empty_story_is_asked_for_again(fill, form_of, site):
    page = fill("colleague", form_of("tell"), story_title="")
    assert page.status == 400
    assert "One sentence is enough" in page.text
    assert stories_of(site, "colleague") == []


def test_who_may_not_tell_keeps_the_words(fill, form_of, site):
    url = form_of("tell")
    rights = site["tuesday"]
    rights.accepts_staff_stories = False
    with api.env.adopt_user("siteadmin"):
        api.content.transition(rights, "retract")
        api.content.transition(rights, "publish")
        api.content.transition(site.unrestrictedTraverse(url), "publish")
    transaction.commit()
    page = fill("colleague", url, reflection="We laughed a lot.")
    assert page.status == 403
    assert "We laughed a lot." in page.contents
    assert stories_of(site, "colleague") == []
    assert fill("member", url, reflection="We laughed.").status == 200
    assert len(stories_of(site, "member")) == 1


# Changed questions


MORE = """<field name="when" type="zope.schema.TextLine"><title>When?</title></field>
</schema>"""


def test_answers_to_further_questions_are_kept(fill, form_of, site, filed):
    for kind in ("join", "tell"):
        url = form_of(kind)
        form = site.unrestrictedTraverse(url)
        change(site, url, fields_model=form.fields_model.replace("</schema>", MORE))
        field = "message" if kind == "join" else "learning"
        fill("colleague", url, when="=Soon", **{field: "Listen first."})
    assert filed()[0][1] == "Listen first.\n\nWhen?\n=Soon"
    (story,) = stories_of(site, "colleague")
    assert story.learning.raw == (
        "<p>Listen first.</p>\n<p><strong>When?</strong></p>\n<p>=Soon</p>"
    )


@pytest.mark.parametrize(
    ("kind", "old", "new", "reason"),
    [
        ("join", 'name="message"', 'name="words"', "short name “message” is missing"),
        ("tell", "TextLine", "Bool", None),
    ],
)
def test_a_form_changed_beyond_recognition(
    fill, visit, form_of, site, filed, kind, old, new, reason
):
    url = form_of(kind)
    form = site.unrestrictedTraverse(url)
    change(site, url, fields_model=form.fields_model.replace(old, new))
    if reason is None:
        assert forms.problems_of(form) == []
        return
    page = fill("colleague", url, words="Hello, I am here.")
    assert page.status == 409
    assert "Your words are still below" in page.text
    assert "Hello, I am here." in page.contents
    assert filed() == []
    assert reason not in page.text
    editor = visit("facilitator")
    editor.go(url)
    assert reason in editor.text
    assert "It needs fixing before anybody can use it" in editor.go("tuesday/about")


@pytest.mark.parametrize("how", ["off", "gone", "broken", "condition"])
def test_a_form_without_its_action_takes_nothing(
    fill, visit, form_of, site, filed, how
):
    url = form_of()
    form = site.unrestrictedTraverse(url)
    model = form.actions_model
    change(
        site,
        url,
        actions_model={
            "off": model.replace("</title>", "</title><required>False</required>"),
            "gone": "",
            "broken": model.replace("FileApplication", "NoSuchThing"),
            "condition": model.replace(
                "<field ",
                '<field xmlns:e="http://namespaces.plone.org/supermodel/easyform"'
                ' e:execCondition="python:False" ',
            ),
        }[how],
    )
    page = fill("colleague", url, message="Hello, I am here.")
    assert page.status == 409
    assert "Hello, I am here." in page.contents
    assert filed() == []
    editor = visit("facilitator")
    editor.go(url)
    assert "nobody would get what people send" in editor.text


def test_a_story_goes_nowhere_else(fill, form_of, site):
    url = form_of("tell")
    form = site.unrestrictedTraverse(url)
    saver = (
        '<field name="saver" type="collective.easyform.actions.SaveData">'
        "<title>Saver</title></field><field "
    )
    change(site, url, actions_model=form.actions_model.replace("<field ", saver, 1))
    page = fill("colleague", url, reflection="We laughed a lot.")
    assert page.status == 409
    assert "We laughed a lot." in page.contents
    transaction.begin()
    assert not getattr(site.unrestrictedTraverse(url), "_inputStorage", None)
    assert stories_of(site, "colleague") == []


def test_files_are_not_taken(visit, form_of, site):
    url = form_of("tell")
    form = site.unrestrictedTraverse(url)
    file = (
        '<field name="paper" type="plone.namedfile.field.NamedBlobFile">'
        "<title>A paper</title></field></schema>"
    )
    change(site, url, fields_model=form.fields_model.replace("</schema>", file))
    editor = visit("facilitator")
    editor.go(url)
    assert "“A paper” asks for a file" in editor.text
