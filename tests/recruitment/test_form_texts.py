"""Texts around and in a form of a community are clean, kept and shown."""

from leap.cop.core.rich_text import html_value
from leap.cop.recruitment.forms import questions
from leap.cop.recruitment.forms import texts
from lxml import etree
from lxml import html as lxml_html
from tests import pasted

import pytest
import transaction


LABEL = (
    '<field name="note" type="collective.easyform.fields.RichLabel"><title>Note</title>'
    "<rich_label>{html}</rich_label></field>"
)


def escaped(html: str) -> str:
    return html.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def with_texts(form, html: str) -> None:
    """Store texts in a form as a version did that did not clean them."""
    form.aq_base._p_activate()
    kept = form.aq_base.__dict__
    for name in texts.TEXTS:
        kept[name] = html_value(html)
    for name in texts.LINES:
        kept[name] = html
    model = kept["fields_model"]
    first = model.index("<description>") + len("<description>")
    end = model.index("</description>")
    label = LABEL.format(html=escaped(html))
    model = model[:first] + escaped(html) + model[end:]
    kept["fields_model"] = model.replace("</schema>", f"{label}</schema>")
    form.aq_base._p_changed = True
    transaction.commit()


@pytest.fixture
def form_at(site, form_of):
    """Return a function that makes a form; give its address, and what finds it."""

    def make():
        url = form_of()
        transaction.begin()
        return url, site.unrestrictedTraverse(url)

    return make


@pytest.mark.parametrize("program", ["word", "google docs", "ckeditor"])
def test_what_was_pasted_is_kept_clean(rest, form_at, program):
    url, form = form_at()
    html = pasted.PROGRAMS[program]
    body = dict.fromkeys(texts.TEXTS, html)
    body["thanksdescription"] = html
    assert rest("facilitator").patch(url, json=body).status_code == 204
    transaction.begin()
    found = [getattr(form, name).raw for name in texts.TEXTS]
    for text in (*found, form.thanksdescription):
        assert pasted.KEPT in " ".join(text.split())
        assert not [word for word in pasted.LOST if word in text]


def shown_as_html(page: str) -> list[str]:
    """Return the parts of a form's page that are HTML which somebody wrote."""
    root = lxml_html.fromstring(page)
    places = "#formPrologue, #formEpilogue, .documentDescription, .form-text"
    found = [*root.cssselect(places), *root.cssselect("[data-fieldname$=note]")]
    inner = (etree.tostring(part, encoding="unicode") for part in found)
    return [part.partition(">")[2] for part in inner if "Quiet" in part]


def test_a_form_of_before_is_shown_clean_and_nothing_is_written(rest, form_at, visit):
    url, form = form_at()
    html = "".join(one.format(word="Quiet") for one in pasted.DANGEROUS)
    with_texts(form, html)
    before = form._p_serial
    parts = shown_as_html(visit("member").go(url))
    assert len(parts) >= 4
    marks = set(pasted.MARKS_OF_DANGER) - {
        *("form", "name=", "class=", "id=", "data", "title=")
    }
    for part in parts:
        assert not [mark for mark in marks if mark in part], part
    told = rest("member").get(url).json()
    for name in texts.TEXTS:
        found = told[name]["data"]
        assert "Quiet" in found
        assert not [mark for mark in pasted.MARKS_OF_DANGER if mark in found]
    transaction.begin()
    form.aq_base._p_activate()
    assert form._p_serial == before


def test_a_form_of_before_is_stored_clean_with_its_next_change(rest, form_at):
    url, form = form_at()
    with_texts(form, pasted.WORD)
    assert rest("facilitator").patch(url, json={"title": "Ask"}).status_code == 204
    transaction.begin()
    form.aq_base._p_activate()
    kept = form.aq_base.__dict__
    rich = [kept[name].raw for name in texts.TEXTS]
    for text in (*rich, *(kept[name] for name in texts.LINES)):
        assert "Maria" not in text
    assert "Maria" not in kept["fields_model"]
    assert "stayed" in kept["fields_model"]


def test_a_model_without_html_stays_to_the_letter():
    model = '<model xmlns="http://namespaces.plone.org/supermodel/schema">\n</model>'
    assert questions.with_clean_texts(model) == model
    assert questions.with_clean_texts("no <xml") == "no <xml"


@pytest.mark.parametrize("text", ["R&D", "5 & 6", "", None, "&lt;b&gt;"])
def test_a_line_without_a_tag_stays_as_it_is(text):
    assert questions.line(text) == text


def test_the_form_to_change_a_form_has_no_script_in_it(visit, form_at):
    url, form = form_at()
    visitor = visit("facilitator")
    page = visitor.go(f"{url}/edit")
    assert "javascript:" not in page and "copyDataForSubmit" not in page
    # What facilitators may not change stays as it is when they save the rest.
    visitor.browser.getControl(name="form.widgets.thankstitle").value = "Thank you all"
    visitor.browser.getControl(name="form.buttons.save").click()
    assert visitor.status == 200
    transaction.begin()
    form.aq_base._p_activate()
    assert form.thankstitle == "Thank you all"
    assert list(form.showFields or ()) == []
