"""Who reads what people write about a community's public stories."""

from functools import cached_property
from leap.cop import _
from leap.cop.community import people
from leap.cop.community.profiles import fullname
from leap.cop.community.views.looking import PeoplePage


class SafeguardingView(PeoplePage):
    """Choose the safeguarding person, with the search for people."""

    page_title = _("Who reads messages about people recognised in stories")

    tab = "settings"

    @cached_property
    def named(self) -> str:
        """The name of the person, empty for nobody."""
        userid = people.safeguarding_person(self.context)
        return fullname(userid) if userid else ""

    @property
    def contact(self) -> str:
        """The safeguarding contact that stands on the pages."""
        return self.context.safeguarding_contact or ""

    def rests_on(self) -> dict[str, object]:
        """Return who is named now."""
        return {"person": people.safeguarding_person(self.context)}

    def is_done_already(self) -> bool:
        return (self.typed("userid") or None) == self.rests_on()["person"]

    def act(self) -> str:
        """Name the person, or nobody."""
        people.choose_safeguarding_person(self.context, self.typed("userid"))
        userid = people.safeguarding_person(self.context)
        if userid:
            words = {"name": fullname(userid)}
            self.say_done(
                _(
                    "${name} now reads these messages, with the reviewers.",
                    mapping=words,
                )
            )
        else:
            self.say_done(_("Saved. Only the reviewers read these messages now."))
        return f"{self.url}/safeguarding"
