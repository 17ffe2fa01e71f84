"""Who reads what people write about a community's public stories."""

from functools import cached_property
from leap.cop import _
from leap.cop.browser.forms import reason_of
from leap.cop.community import people
from leap.cop.community.membership import fullname
from leap.cop.community.views.members import Search
from leap.cop.community.views.page import CommunityPage
from leap.cop.consent.errors import Refused


class SafeguardingView(CommunityPage):
    """Choose the safeguarding person, with the search for people."""

    page_title = _("Who reads what people write about stories")

    @cached_property
    def person(self) -> str:
        """The name of the person, empty for nobody."""
        userid = people.safeguarding_person(self.context)
        return fullname(userid) if userid else ""

    @property
    def contact(self) -> str:
        """The safeguarding contact that stands on the pages."""
        return self.context.safeguarding_contact or ""

    @property
    def query(self) -> str:
        """What the reader looks for."""
        return self.typed("query")

    @cached_property
    def search(self) -> Search:
        """Who was looked for, and who was found."""
        if "query" not in self.request.form:
            return Search()
        try:
            found = people.search(self.context, self.query)
        except Refused as error:
            return Search(problem=reason_of(error, self.request))
        return Search(rows=found, is_empty=not found)

    def act(self) -> str:
        """Name the person, or nobody."""
        people.choose_safeguarding_person(self.context, self.typed("userid"))
        userid = people.safeguarding_person(self.context)
        if userid:
            words = {"name": fullname(userid)}
            self.say_done(
                _("${name} reads what people write about stories.", mapping=words)
            )
        else:
            self.say_done(_("Saved. The reviewers alone read it now."))
        return f"{self.url}/safeguarding"
