"""What facilitators open and change of a form in the browser, and what they do not."""

from collective.easyform.api import get_actions

import pytest
import transaction


# The editor of questions


def test_a_facilitator_changes_the_questions(visit, form_of, site):
    url = form_of()
    page = visit("facilitator")
    assert "What would you like to learn" in page.go(f"{url}/fields")
    page.go(f"{url}/fields/message")
    title = page.browser.getControl(name="form.widgets.title")
    title.value = "Why here?"
    page.browser.getControl(name="form.buttons.save").click()
    assert page.status == 200
    page.go(f"{url}/fields/@@add-field")
    page.browser.getControl(name="form.widgets.title").value = "Since when?"
    page.browser.getControl(name="form.widgets.__name__").value = "since"
    factory = page.browser.getControl(name="form.widgets.factory:list")
    factory.displayValue = ["Text line (String)"]
    page.browser.getControl(name="form.buttons.add").click()
    assert page.status == 200
    seen = visit("colleague").go(url)
    assert "Why here?" in seen
    assert "Since when?" in seen


def test_a_facilitator_changes_the_words_around(visit, form_of):
    url = form_of()
    page = visit("facilitator")
    page.go(f"{url}/edit")
    for name in ("actions_model", "headerInjection", "onDisplayOverride"):
        assert name not in page.contents
    page.browser.getControl(name="form.widgets.IDublinCore.title").value = "Come in"
    page.browser.getControl(name="form.widgets.thankstitle").value = "Lovely"
    page.browser.getControl(name="form.buttons.save").click()
    assert page.status == 200
    assert "Come in" in visit("colleague").go(url)


def test_a_facilitator_shows_no_answers_on_the_thanks_page(visit, form_of):
    url = form_of()
    page = visit("facilitator")
    page.go(f"{url}/edit")
    control = page.browser.getControl(name="form.widgets.showAll:list")
    control.value = ["selected"]
    page.browser.getControl(name="form.buttons.save").click()
    assert page.status == 403


def test_a_facilitator_deletes_a_form(form_of, rest):
    url = form_of()
    assert rest("member").delete(url).status_code == 403
    assert rest("facilitator").delete(url).status_code == 204
    assert rest("facilitator").get("tuesday/@forms").json()["items_total"] == 0


def test_a_facilitator_adds_no_file_question(visit, form_of, site):
    url = form_of()
    page = visit("facilitator")
    page.go(f"{url}/fields/@@add-field")
    page.browser.getControl(name="form.widgets.title").value = "A paper"
    page.browser.getControl(name="form.widgets.__name__").value = "paper"
    factory = page.browser.getControl(name="form.widgets.factory:list")
    factory.displayValue = ["File Upload"]
    page.browser.getControl(name="form.buttons.add").click()
    assert page.status == 403
    assert "A paper" not in visit("colleague").go(url)


WHAT_IT_DOES = (
    "fields/@@modeleditor",
    "actions",
    "actions/@@listing",
    "actions/@@modeleditor",
    "actions/@@add-action",
    "actions/file_application",
    "actions/file_application/@@edit",
    "actions/file_application/@@delete",
    "@@saveddata",
    "actions/file_application/@@data",
    "@@export-easyform",
    "@@import-easyform",
)


@pytest.mark.parametrize("who", ["facilitator", "siteadmin", "member"])
def test_what_a_form_does_is_not_opened_by_facilitators(visit, form_of, who):
    url = form_of()
    page = visit(who)
    for path in WHAT_IT_DOES:
        page.go(f"{url}/{path}")
        assert page.status in (403, 404), page.path
        assert "CustomScript" not in page.contents, page.path


def test_the_model_editor_saves_nothing(visit, form_of, site):
    url = form_of()
    page = visit("facilitator")
    page.go(url)
    token = page.browser.getControl(name="_authenticator", index=0).value
    for kind in ("fields", "actions"):
        page.browser.post(
            f"{page.base}/{url}/{kind}/@@modeleditor",
            f"form.button.save=1&source=%3Cmodel/%3E&_authenticator={token}",
        )
        assert page.status == 403
    transaction.begin()
    form = site.unrestrictedTraverse(url)
    assert "FileApplication" in form.actions_model
    assert "message" in form.fields_model


def test_the_manager_of_the_site_opens_the_actions(visit, form_of):
    url = form_of()
    page = visit("admin")
    assert "file_application" in page.go(f"{url}/actions")
    page.go(f"{url}/actions/@@add-action")
    offered = page.browser.getControl(name="form.widgets.factory:list").displayOptions
    assert "Save Data" not in offered
    assert {"Pass on a request to join", "Save as a private story"} <= set(offered)
    page.go(f"{url}/actions/file_application")
    assert page.status == 200
    page.browser.getControl(name="form.widgets.message_field").value = "words"
    page.browser.getControl(name="form.buttons.save").click()
    assert "short name “words” is missing" in visit("facilitator").go(url)


# Rows that came along


def test_saved_rows_are_defused_and_for_facilitators(visit, form_of, site):
    url = form_of()
    transaction.begin()
    form = site.unrestrictedTraverse(url)
    saver = (
        '<field name="saver" type="collective.easyform.actions.SaveData">'
        "<title>Saver</title></field><field "
    )
    form.actions_model = form.actions_model.replace("<field ", saver, 1)
    get_actions(form)["saver"].addDataRow(
        {"message": '=HYPERLINK("http://a")', "manager_email": "@b"}
    )
    transaction.commit()
    page = visit("facilitator")
    page.go(f"{url}/saved-answers")
    assert '"\'=HYPERLINK(""http://a"")","\'@b"' in page.contents
    for who in ("member", "colleague", "siteadmin", "admin"):
        other = visit(who)
        other.go(f"{url}/saved-answers")
        assert other.status in (403, 404), who
    for path in ("@@saveddata", "actions/saver/@@data"):
        for who in ("facilitator", "admin"):
            other = visit(who)
            other.go(f"{url}/{path}")
            assert other.status in (403, 404), (who, path)
            assert "HYPERLINK" not in other.contents
