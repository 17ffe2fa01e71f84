"""What people wrote about something that went wrong, on the community it is in."""

from leap.cop import _
from leap.cop.concern import rules
from leap.cop.concern.rules import Concern
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.events import IIdForgotten
from leap.cop.core.events import IPersonErased
from leap.cop.core.records import Shelf
from typing import Any

import secrets


KEY = "leap.cop.concerns"


def telephone(community) -> str:
    """Return whom to call in a community, on one line; empty where it does not say."""
    lines = (community.safeguarding_contact or "").splitlines()
    return ", ".join(line.strip() for line in lines if line.strip())


class Concerns(Shelf):
    """The concerns of one community."""

    key = KEY
    counted = "codes in concerns"

    def concerns(self) -> dict[str, Concern]:
        """Return all of them by id."""
        return {name: rules.read(row) for name, row in self.all().items()}

    def add(self, concern: Concern) -> bool:
        """Keep a concern; the same words about the same thing are kept once.

        :returns: whether it was kept now.
        :raises NotNow: when too many about one thing are open; it says whom to call.
        """
        kept = self.concerns().values()
        if rules.is_kept_already(concern, kept):
            return False
        if rules.is_full(concern, kept):
            raise NotNow(self._call_instead())
        self.replace(secrets.token_hex(8), concern)
        return True

    def _call_instead(self):
        contact = telephone(self.content)
        if not contact:
            return _(
                "We could not save this, and this community has no safeguarding "
                "contact yet. Please use your organisation's own safeguarding "
                "procedure."
            )
        return _(
            "We could not save this. Please phone the safeguarding contact: ${contact}",
            mapping={"contact": contact},
        )

    def replace(self, name: str, concern: Concern) -> None:
        """Put a concern in the place of the one with this id."""
        self.put(name, rules.stored(concern))

    def forget_person(self, forgotten: IIdForgotten) -> int:
        """Forget whom concerns are about when that person is erased.

        Not when an account is closed: it may come back, to somebody who must not read.
        """
        if not IPersonErased.providedBy(forgotten) or not forgotten.known_as:
            return 0
        count, userid = 0, forgotten.known_as
        for name, concern in self.concerns().items():
            if rules.is_about(concern, userid):
                self.replace(name, rules.without_person(concern, userid))
                count += 1
        return count

    def pack(self) -> dict[str, list]:
        return {name: [*row[:6], [*row[6]], row[7]] for name, row in self.all().items()}

    def unpack(self, packed: Any) -> None:
        try:
            found = {str(name): rules.read(tuple(row)) for name, row in packed.items()}
        except (AttributeError, TypeError, ValueError) as error:
            raise Refused(
                _("these are not messages exported from this add-on."), "concerns"
            ) from error
        for name, concern in found.items():
            self.replace(name, concern)
