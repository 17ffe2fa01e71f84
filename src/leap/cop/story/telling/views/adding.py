"""Two forms with which something is added: a file, or a link."""

from leap.cop import _
from leap.cop.core.pages.asked import Asked
from leap.cop.core.pages.asked import asked
from leap.cop.core.pages.macros_of import MacrosOf
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Words
from leap.cop.media import content
from leap.cop.media.accept import accepted
from leap.cop.media.messages import TAKEN
from typing import NamedTuple
from zope.interface import Interface


class IMediumWords(Interface):
    """What is said about a file or link."""

    title = OneLine(title=_("Title"), max_length=content.MAX_TITLE, required=False)
    description = Words(
        title=_("Description, for people who cannot see or hear it"),
        description=_(
            "For a picture, say what it shows. For a video or sound, say "
            "what is said. Please do not name anybody."
        ),
        max_length=content.MAX_DESCRIPTION,
        required=False,
    )


class ILinkWords(Interface):
    """What is said about a link, and where it leads."""

    remoteUrl = OneLine(
        title=_("Address"),
        description=_(
            "It starts with https:// or http://. The other website may "
            "see who follows the link, and what is there can change."
        ),
        max_length=2000,
    )
    title = OneLine(title=_("Title"), max_length=content.MAX_TITLE, required=False)
    description = Words(
        title=_("What people will find there"),
        max_length=content.MAX_DESCRIPTION,
        required=False,
    )


#: What the two forms ask.
_ASKS = {"file": IMediumWords, "link": ILinkWords}


class File(NamedTuple):
    """Where a file is chosen, as a field that something is wrong with."""

    problem: str
    title: object
    id: str = "cop-file"


class AddsMedia:
    """A page with the two forms, which say in `kind` which of them was sent.

    `may_add` tells whether they are there. The page has them by the macro `forms`.
    """

    adding_macros = MacrosOf("../templates/adding.pt")

    taken = TAKEN

    #: What stands above the first form, and at the file; whether it takes several.
    file_heading: object = _("Add a file")
    file_title: object = _("File")
    takes_several = False

    @property
    def accepted(self) -> str:
        """What the file input asks for."""
        return accepted()

    @property
    def kind(self) -> str:
        """Which of the two forms was sent."""
        return "link" if self.typed("kind") == "link" else "file"

    @property
    def asks(self):
        """What it asks."""
        return _ASKS[self.kind]

    def fields_for(self, kind: str) -> list[Asked]:
        """Return the fields of one of the forms, with what was typed into it."""
        fields = self.fields if kind == self.kind else asked(_ASKS[kind], {}, {})
        return [field._replace(of=kind) for field in fields]

    @property
    def file(self) -> File:
        """Where a file is chosen."""
        problem = self.problem if self.problem_field == "file" else ""
        return File(problem, self.file_title)

    @property
    def to_mend(self) -> list:
        if not self.may_add:
            return []
        fields = (self.file, *self.fields_for(self.kind))
        return [field for field in fields if field.problem]

    @property
    def stands_alone(self) -> bool:
        return not self.to_mend
