"""What the macros say of a safeguarding contact, and in each form."""

from leap.cop.core.pages.macros import Contact
from leap.cop.core.pages.macros import dialled
from leap.cop.core.pages.macros import Macros
from lxml import html
from pathlib import Path

import leap.cop
import pytest
import re


PACKAGE = Path(leap.cop.__file__).parent


@pytest.mark.parametrize(
    "lines,who,tel,rest",
    [
        (["Sam Reed, 01632 960001"], "Sam Reed,", "01632960001", ()),
        (
            ["Sam Reed: +44 (0)1632 960-001, Monday to Friday", "First floor"],
            "Sam Reed:",
            "+4401632960001",
            ("Monday to Friday", "First floor"),
        ),
        (["Sam Reed", "020 1234-5678"], "Sam Reed", "02012345678", ()),
        (["Ask Sam, 8:30 to 18:00"], "Ask Sam, 8:30 to 18:00", "", ()),
        (["Sam, 0800-1700, 01632 960001"], "Sam, 0800-1700,", "01632960001", ()),
        (["Until 2026-12-31: Sam"], "Until 2026-12-31: Sam", "", ()),
        (["Room 12", "Sam"], "Room 12 Sam", "", ()),
        ([], "", "", ()),
    ],
)
def test_a_number_can_be_dialled(lines, who, tel, rest):
    found = dialled(lines)
    assert (found.who, found.tel, found.rest) == (who, tel, rest)


def test_nothing_of_it_is_lost():
    assert dialled(["Sam, 01632 960001; or Kit"]) == Contact(
        "Sam,", "01632 960001", ("Or Kit",)
    )


@pytest.mark.parametrize("revision", ["", None, '"><b>'])
def test_a_form_says_that_it_is_ours_and_what_was_seen(revision):
    macros = Macros(None, None)
    macros._authenticator = "abc"
    form = html.fragment_fromstring(macros.token(revision), create_parent="form")
    wanted = {"_authenticator": "abc"} | ({"revision": revision} if revision else {})
    assert dict(form.form_values() or {}) == wanted
    assert {field.get("type") for field in form} == {"hidden"}


def test_a_template_says_whose_words_its_macros_have():
    """A macro is said in the domain of the template that uses it, not in its own."""
    uses = re.compile(r'use-macro="(?!context/(@@ploneform-macros|main_template)/)')
    silent = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.pt")
        if uses.search(text := path.read_text())
        and 'i18n:domain="leap.cop"' not in text
    ]
    assert silent == []
