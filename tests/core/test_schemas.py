"""One table a kind of field: what fits, what does not, and where it is said."""

from datetime import date
from leap.cop.core.errors import Refused
from leap.cop.core.schemas import Address
from leap.cop.core.schemas import Anything
from leap.cop.core.schemas import CleanLine
from leap.cop.core.schemas import CleanWords
from leap.cop.core.schemas import Day
from leap.cop.core.schemas import Many
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Pick
from leap.cop.core.schemas import Select
from leap.cop.core.schemas import taken
from leap.cop.core.schemas import Tick
from leap.cop.core.schemas import UserId
from leap.cop.core.schemas import Whole
from leap.cop.core.schemas import Words
from tests.refusals import refused
from zope.i18n import translate
from zope.interface import Interface

import pytest


FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"


class IEverything(Interface):
    text = OneLine(max_length=70)
    meaning = Words(max_length=50, required=False)
    other = OneLine(max_length=50, required=False, may_be_empty=False)
    kind = Pick({"minor": "Small", "material": "Changes something"}, required=False)
    goes_in = Tick(required=False)
    rev = Whole(required=False)
    present = Whole(min=0, max=500, required=False)
    effective = Day(required=False)


FITS = [
    ("text", "а" * 70),
    ("text", FAMILY * 10),
    ("meaning", "two\nlines"),
    ("meaning", ""),
    ("meaning", None),
    ("kind", "minor"),
    ("goes_in", False),
    ("rev", 3),
    ("present", 0),
]

DOES_NOT = [
    ("text", ""),
    ("text", "   "),
    ("text", "a" * 71),
    ("text", FAMILY * 11),
    ("text", "two\nlines"),
    ("text", "left\u202eright"),
    ("text", "half \ud800 a sign"),
    ("text", None),
    ("text", ["a"]),
    ("text", 3),
    ("meaning", "a" * 51),
    ("other", " "),
    ("meaning", "left\u202eright"),
    ("kind", "huge"),
    ("kind", ["minor"]),
    ("kind", {"token": "minor"}),
    ("goes_in", "yes"),
    ("goes_in", 1),
    ("rev", "3"),
    ("rev", True),
    ("rev", 1.0),
    ("present", -1),
    ("present", 501),
    ("effective", "2027-02-30"),
    ("effective", "tomorrow"),
    ("effective", 20270201),
    ("nonsense", 1),
]


@pytest.mark.parametrize("name,value", FITS)
def test_what_fits_is_taken(name, value):
    sent = {"text": "A rule", name: value}
    assert taken(sent, IEverything) == sent


@pytest.mark.parametrize("name,value", DOES_NOT)
def test_what_does_not_fit_is_refused_at_its_field(name, value):
    with pytest.raises(Refused) as refused:
        taken({"text": "A rule", name: value}, IEverything)
    assert refused.value.field == name
    assert translate(refused.value.args[0]).endswith((".", "?"))


def test_what_is_asked_for_and_missing_is_refused():
    with pytest.raises(Refused) as refused:
        taken({}, IEverything)
    assert refused.value.field == "text"


def test_a_day_comes_as_text():
    sent = {"text": "A rule", "effective": "2027-02-28"}
    assert taken(sent, IEverything)["effective"] == date(2027, 2, 28)


def test_a_mistyped_key_names_the_nearest_one():
    with pytest.raises(Refused) as refused:
        taken({"text": "A rule", "effectiv": "2027-02-28"}, IEverything)
    assert "effective" in translate(refused.value.args[0])


def test_a_key_that_is_left_out_on_purpose_says_why():
    with pytest.raises(Refused) as refused:
        taken(
            {"userid": "other"},
            None,
            hints={"userid": "you can only answer for yourself."},
        )
    assert refused.value.args[0] == "you can only answer for yourself."


def test_nothing_is_asked():
    assert taken({}, None) == {}
    with pytest.raises(Refused):
        taken({"a": 1}, None)


TYPED = {
    "text": "  A rule ",
    "meaning": "two\r\nlines",
    "kind": "minor",
    "goes_in": "on",
    "rev": "3",
    "present": "",
    "effective": "2027-02-28",
    "_authenticator": "of the form",
}


def test_what_is_typed_becomes_the_same_values():
    assert taken(TYPED, IEverything, is_form=True) == {
        "text": "A rule",
        "meaning": "two\nlines",
        "kind": "minor",
        "goes_in": True,
        "rev": 3,
        "effective": date(2027, 2, 28),
    }


@pytest.mark.parametrize(
    "name,typed",
    [("text", " "), ("rev", "three"), ("effective", "28.2."), ("present", "9" * 12)],
)
def test_what_is_typed_wrongly_is_refused_at_its_field(name, typed):
    with pytest.raises(Refused) as refused:
        taken({**TYPED, name: typed}, IEverything, is_form=True)
    assert refused.value.field == name


def test_a_form_does_not_name_what_stands_on_it():
    typed = {**TYPED, "kind": "huge"}
    with pytest.raises(Refused) as refused:
        taken(typed, IEverything, is_form=True)
    assert refused.value.args[0] == "choose one of these."


class IMore(Interface):
    clean = CleanWords(max_length=10, required=False)
    label = CleanLine(max_length=10, required=False)
    email = Address(required=False)
    userid = UserId(required=False, may_be_null=False)
    people = Many(UserId(), "send a list of user ids.", required=False)
    dots = Anything("send dots.", required=False)


@pytest.mark.parametrize(
    "name,sent,value",
    [
        ("clean", " a\u202eb\r\nc ", "ab\nc"),
        ("clean", "\u200b" * 12, ""),
        ("label", "two\n lines", "two lines"),
        ("email", " Mia@Bücher.example. ", "Mia@xn--bcher-kva.example"),
        ("email", "o'brien@example.org", "o'brien@example.org"),
        ("email", None, None),
        ("userid", "cn=Ada Ash,ou=people", "cn=Ada Ash,ou=people"),
        ("people", ["ada", "ron"], ["ada", "ron"]),
        ("people", [], []),
        ("dots", {"a": [1]}, {"a": [1]}),
        ("dots", None, None),
    ],
)
def test_what_fits_other_fields_is_kept_as_they_keep_it(name, sent, value):
    assert taken({name: sent}, IMore) == {name: value}


@pytest.mark.parametrize(
    "name,sent",
    [
        ("clean", 1),
        ("clean", "x" * 11),
        ("clean", ["x"]),
        ("email", ""),
        ("email", "mia"),
        ("email", "Mia <mia@example.org>"),
        ("email", "mia@example.org\nBcc: ron@example.org"),
        ("email", ["mia@example.org"]),
        ("email", 7),
        ("userid", None),
        ("userid", ""),
        ("userid", "a\nb"),
        ("userid", "half \ud800"),
        ("userid", "x" * 501),
        ("userid", {"a": 1}),
        ("people", "ada"),
        ("people", ["ada", 1]),
        ("people", [["ada"]]),
        ("people", {"ada": 1}),
    ],
)
def test_what_does_not_fit_other_fields_is_refused_there(name, sent):
    with pytest.raises(Refused) as refused:
        taken({name: sent}, IMore)
    assert refused.value.field == name


@pytest.mark.parametrize("nothing", ["\u2800", "\ufe0f", "\u200d", "\u3164"])
def test_what_draws_nothing_is_no_text(nothing):
    with pytest.raises(Refused):
        taken({"text": nothing}, IEverything)


class IHow(Interface):
    how = Select({"foot": "On foot"}, required=False)


def test_a_list_that_unfolds_takes_nothing_for_nothing():
    assert taken({"how": "foot"}, IHow) == {"how": "foot"}
    assert taken({"how": ""}, IHow) == {"how": None}
    assert taken({"how": ""}, IHow, is_form=True) == {}
    with refused(Refused, "how"):
        taken({"how": "boat"}, IHow)
