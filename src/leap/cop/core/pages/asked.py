"""What a form asks, as a page shows it: the fields of a schema, with what was typed."""

from collections.abc import Iterable
from collections.abc import Mapping
from leap.cop.core.errors import Refused
from leap.cop.core.numbers import written
from leap.cop.core.schemas import Address
from leap.cop.core.schemas import Day
from leap.cop.core.schemas import one_of
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Pick
from leap.cop.core.schemas import Select
from leap.cop.core.schemas import Tick
from leap.cop.core.schemas import UserId
from leap.cop.core.schemas import Whole
from typing import NamedTuple
from zope.i18nmessageid import Message
from zope.interface import Interface
from zope.schema import getFieldsInOrder


#: How a page shows a field: the first kind that fits.
_SHOWN_AS = (
    (OneLine, "line"),
    (Day, "date"),
    (Whole, "number"),
    (Address, "line"),
    (UserId, "line"),
    (Select, "select"),
    (Pick, "pick"),
    (Tick, "tick"),
    (object, "words"),
)


class Asked(NamedTuple):
    """One field of a form.

    :param of: which of several forms on a page it stands in, empty for the only one.
    """

    name: str
    kind: str
    title: object
    help: object = ""
    value: str = ""
    longest: int | None = None
    required: bool = False
    choices: Mapping[str, object] = {}
    problem: str = ""
    of: str = ""
    nothing: object = ""

    @property
    def key(self) -> str:
        """What the ids of all that belongs to the field begin with."""
        return "-".join(filter(None, ("cop", self.name, self.of)))

    @property
    def id(self) -> str:
        """The id of what one writes in or chooses first."""
        first = next(iter(self.choices), "") if self.kind == "pick" else ""
        return f"{self.key}-{first}" if first else self.key

    @property
    def most_characters(self) -> Message | None:
        """How long it may be, as a sentence says it."""
        return written(self.longest) if self.longest else None

    @property
    def described_by(self) -> str | None:
        """The ids of what is said about the field beside its title."""
        said = [f"{self.key}-help"] * bool(self.help or self.longest)
        said += [f"{self.key}-problem"] * bool(self.problem)
        return " ".join(said) or None


def asked(
    schema: type[Interface],
    there: Mapping[str, object],
    problems: Mapping[str, str],
    of: str = "",
) -> list[Asked]:
    """Return the fields of a schema.

    :param there: what stands in them, by name: values, or texts as they were typed.
    :param problems: what is wrong with them, by name.
    :param of: which of several forms on the page they stand in.
    """
    return [
        Asked(
            name=name,
            kind=next(word for kind, word in _SHOWN_AS if isinstance(field, kind)),
            title=field.title,
            help=field.description,
            value=_text(there.get(name)),
            longest=getattr(field, "max_length", None),
            required=field.required,
            choices=getattr(field, "choices", {}),
            problem=problems.get(name, ""),
            of=of,
            nothing=getattr(field, "nothing", ""),
        )
        for name, field in getFieldsInOrder(schema)
    ]


def choice_among(choices: Mapping[str, object], **said: object) -> Asked:
    """Return a field to choose in that stands in no schema: there is one a thing."""
    return Asked(kind="pick", required=True, choices=choices, **said)


def _text(value: object) -> str:
    return "" if value is None or value is False else str(value)


def problems_of(
    schema: type[Interface], sent: Mapping[str, object]
) -> Iterable[Refused]:
    """Yield what is wrong with what was sent by a form, field by field."""
    for name, field in getFieldsInOrder(schema):
        try:
            one_of(sent, name, field, is_form=True)
        except Refused as error:
            yield error
