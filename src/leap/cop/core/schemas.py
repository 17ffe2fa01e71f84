"""What people send, said once: a form and REST ask the same schema.

Fields are zope.schema's. Each says besides how a value looks in JSON and how in a form,
and what is said of one that does not fit; `taken` asks them all. The domain gets values
of the right kind; whoever sent others gets a sentence at the field that it is about.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from leap.cop import _
from leap.cop.core import addresses
from leap.cop.core.errors import Refused
from leap.cop.core.numbers import written
from leap.cop.core.text import hides_something
from leap.cop.core.text import is_id
from leap.cop.core.text import one_line
from leap.cop.core.text import seen
from typing import NoReturn
from zope import schema
from zope.interface import Interface
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import RequiredMissing
from zope.schema.interfaces import ValidationError
from zope.schema.interfaces import WrongType


#: What a mark of `core.revision` fits into, and an id of ours.
LONGEST_MARK = 200


class HidesSigns(ValidationError):
    """What is written has characters that nobody sees."""

    def doc(self):
        return _("Write it without invisible characters.")


def is_seen_as_it_is(value: str) -> bool:
    """Tell that a text hides nothing, in as many lines as its field takes.

    :raises HidesSigns: for one that does.
    """
    if hides_something(value, is_line=False):
        raise HidesSigns(value)
    return True


class Field(schema.Field):
    """What fields of ours have in common.

    :param may_be_null: whether null may be sent where the field may be left out.
    """

    def __init__(self, *, may_be_null: bool = True, **kwargs) -> None:
        self.may_be_null = may_be_null
        super().__init__(**kwargs)

    def validate(self, value: object) -> None:
        """Refuse what does not fit."""
        if value is None and not self.may_be_null:
            raise RequiredMissing(self.__name__)
        super().validate(value)

    @property
    def refusal(self):
        """What is said of a value that does not fit, as a sentence."""
        raise NotImplementedError

    @property
    def refusal_in_form(self):
        """What a form says, where one sees what there is to choose from."""
        return self.refusal

    def from_json(self, value: object) -> object:
        """Return a value that came in a JSON object as the field keeps it."""
        return value

    def from_form(self, text: str) -> object:
        """Return what was typed or chosen as the field keeps it, None for nothing."""
        return self.from_json(text) if text.strip() else None


class Words(Field, schema.Text):
    """A text of several lines.

    :param may_be_empty: whether nothing, or blanks alone, may be sent; where the field
        may be left out, usually so.
    """

    is_line = False

    def __init__(self, *, may_be_empty: bool | None = None, **kwargs) -> None:
        self.may_be_empty = may_be_empty
        super().__init__(**kwargs)

    @property
    def refusal(self):
        return _(
            "write between 1 and ${limit} characters, none of them invisible.",
            mapping={"limit": written(self.max_length)},
        )

    def from_form(self, text: str) -> object:
        return text.replace("\r\n", "\n").strip()

    def constraint(self, value: str) -> bool:
        if value.strip():
            return not hides_something(value, is_line=self.is_line)
        return not self.required if self.may_be_empty is None else self.may_be_empty


class OneLine(Words):
    """A text of one line."""

    is_line = True


class CleanWords(Words):
    """A text of several lines, kept without the characters in it that nobody sees."""

    def from_json(self, value: object) -> object:
        return seen(value).strip() if isinstance(value, str) else value

    def from_form(self, text: str) -> object:
        return self.from_json(text)


class CleanLine(CleanWords, OneLine):
    """A text on one line, kept without the characters in it that nobody sees."""

    def from_json(self, value: object) -> object:
        return one_line(value) if isinstance(value, str) else value


class Address(Field, schema.TextLine):
    """A mail address, kept as it is written to; see `core.addresses`."""

    refusal = _("enter one email address, for example name@example.org.")

    def from_json(self, value: object) -> object:
        return addresses.deliverable(value) or value

    def constraint(self, value: str) -> bool:
        return bool(addresses.normal(value))


class UserId(Field, schema.TextLine):
    """The id of an account, as somebody typed it: whose it is, its room looks up."""

    refusal = _("nobody on this site has this user id.")

    def constraint(self, value: str) -> bool:
        return is_id(value)


class Many(Field, schema.List):
    """Several values of one kind.

    :param refusal: what is said of anything else.
    """

    refusal: object = None

    def __init__(self, value_type: Field, refusal: object, **kwargs) -> None:
        self.refusal = refusal
        super().__init__(value_type=value_type, **kwargs)


class Anything(Field):
    """What its room looks at itself.

    :param refusal: what is said where it is missing.
    """

    refusal: object = None

    def __init__(self, refusal: object = "", **kwargs) -> None:
        self.refusal = refusal
        super().__init__(**kwargs)

    def validate(self, value: object) -> None:
        """Take whatever there is."""


class Pick(Field, schema.Choice):
    """One of several values, which are texts.

    :param choices: what stands on the screen for each value.
    """

    def __init__(self, choices: Mapping[str, object], **kwargs) -> None:
        self.choices = dict(choices)
        super().__init__(values=list(choices), **kwargs)

    @property
    def refusal(self):
        return _(
            "choose one of ${values}.", mapping={"values": ", ".join(self.choices)}
        )

    @property
    def refusal_in_form(self):
        return _("choose one of these.")


class Select(Pick):
    """One of several values, in a list that unfolds.

    :param nothing: what stands on the screen for none of them.
    """

    def __init__(self, choices: Mapping, *, nothing: object = "", **kwargs) -> None:
        self.nothing = nothing
        super().__init__(choices, **kwargs)

    def from_json(self, value: object) -> object:
        return None if value == "" else value


class Tick(Field, schema.Bool):
    """Yes or no."""

    refusal = _("send true or false.")

    def from_form(self, text: str) -> object:
        return bool(text)

    def _validate(self, value: object) -> None:
        # zope.schema takes the numbers 0 and 1 as well.
        if not isinstance(value, bool):
            raise WrongType(value, bool, self.__name__)


class Whole(Field, schema.Int):
    """A whole number."""

    @property
    def refusal(self):
        if self.max is None:
            return _("send the whole number that you were given.")
        return _(
            "enter a whole number from ${min} to ${max}.",
            mapping={"min": self.min, "max": self.max},
        )

    def from_form(self, text: str) -> object:
        typed = text.strip()
        return int(typed) if typed.isdecimal() and len(typed) < 10 else typed or None

    def constraint(self, value: int) -> bool:
        return not isinstance(value, bool)


class Day(Field, schema.Date):
    """A day of the calendar, as 2026-12-31."""

    refusal = _("enter a date, for example 2026-12-31.")

    def from_json(self, value: object) -> object:
        try:
            return date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            return value


def taken(
    sent: Mapping[str, object],
    asks: type[Interface] | None,
    *,
    is_form: bool = False,
    hints: Mapping[str, object] | None = None,
) -> dict[str, object]:
    """Return the values of a schema's fields; what was not sent is left out.

    :param asks: the schema, None where nothing is asked.
    :param is_form: whether the values are texts of a form. What a form has besides is
        nobody's concern; over REST a key that is not known is refused.
    :param hints: what is said of keys that are not taken on purpose.
    :raises Refused: for a value that does not fit, with its field.
    """
    fields = dict(getFieldsInOrder(asks)) if asks is not None else {}
    if not is_form:
        _refuse_unknown(sent, fields, hints or {})
    found = {name: one_of(sent, name, field, is_form) for name, field in fields.items()}
    left_out = (_NOT_SENT, None) if is_form else (_NOT_SENT,)
    return {name: value for name, value in found.items() if value not in left_out}


#: Stands for a value that was not sent and need not be.
_NOT_SENT = object()


def one_of(sent: Mapping[str, object], name: str, field, is_form: bool) -> object:
    """Return the value of one field of what was sent.

    :raises Refused: for one that does not fit or is missing, with the field.
    """
    refusal = field.refusal_in_form if is_form else field.refusal
    if name not in sent:
        if field.required:
            raise Refused(refusal, name)
        return _NOT_SENT
    value = sent[name]
    read = field.from_form if is_form and isinstance(value, str) else field.from_json
    value = read(value)
    try:
        field.validate(value)
    except (ValidationError, UnicodeError) as error:
        raise Refused(refusal, name) from error
    return value


def _refuse_unknown(sent: Mapping, fields: Mapping, hints: Mapping) -> None:
    for name in sent:
        if name not in fields:
            refuse_key(name, fields, hints)


def refuse_key(name: str, known: Iterable[str], hints: Mapping) -> NoReturn:
    """Refuse a key that is not known, with the one that may be meant.

    :param hints: what is said of keys that are not taken on purpose.
    :raises Refused: with the key.
    """
    near = get_close_matches(name, known, n=1)
    if name in hints:
        words = hints[name]
    elif near:
        words = _("not known here. Did you mean ${near}?", mapping={"near": near[0]})
    else:
        words = _("not known here.")
    raise Refused(words, name)


class IMove(Interface):
    """A move of content of ours to more or fewer people."""

    revision = OneLine(max_length=LONGEST_MARK, required=False, may_be_null=False)
    include_children = Tick(required=False)
