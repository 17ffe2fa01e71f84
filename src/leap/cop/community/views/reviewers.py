"""Who reviews: named for all communities, and shown in each of them."""

from datetime import datetime
from functools import cached_property
from leap.cop import _
from leap.cop.community import people
from leap.cop.community import site_reviewers
from leap.cop.community.profiles import fullname
from leap.cop.community.schemas import INamed
from leap.cop.community.views.looking import Looking
from leap.cop.community.views.page import CommunityPage
from leap.cop.community.who_reviews import Reviewer
from leap.cop.community.who_reviews import who_reviews
from leap.cop.core import dates
from leap.cop.core import lookup
from leap.cop.core.names import sort_key
from leap.cop.core.pages.components import Person
from leap.cop.core.pages.components import Row
from leap.cop.core.pages.components import RowButton
from leap.cop.core.pages.forms import FormPage
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.pages.stale import PROTECTS


def day(moment: datetime) -> str:
    """Return a day as the reader's language writes it."""
    return dates.day(moment)


class SiteReviewersView(Looking, FormPage):
    """Name people who review for all communities, and let them do so no longer."""

    page_title = _("Reviewers for all communities")
    button = _("Choose")
    leave = _("Cancel")
    asks = INamed

    unseen = {"name": ADDS, "end": PROTECTS}

    def rests_on(self) -> dict[str, object]:
        """Return who is named now."""
        return {"named": sorted(site_reviewers.userids())}

    @property
    def panel_url(self) -> str:
        """The address of the control panel."""
        return f"{self.url}/cop-settings"

    leave_url = panel_url

    @property
    def rows(self) -> list[Row]:
        """Who is named now, by name."""
        found = [
            (fullname(row.userid), row.userid, row.since)
            for row in site_reviewers.current()
        ]
        return [
            Row(
                title=name,
                buttons=(RowButton("end", _("Remove"), name),),
                text=_(
                    "${account}, since ${day}",
                    mapping={"account": userid, "day": day(since)},
                ),
                sends={"userid": userid},
            )
            for name, userid, since in sorted(found, key=lambda row: sort_key(row[0]))
        ]

    def found_by(self, query: str) -> list[dict]:
        named = site_reviewers.userids()
        return [
            {**row, "belongs": row["userid"] in named} for row in people.find(query)
        ]

    def may_choose(self, row: dict) -> bool:
        """Tell whether somebody is not named yet."""
        return not row["belongs"]

    def act(self, userid: str) -> str:
        """Name somebody, or end it."""
        self.chosen({"name": self._name, "end": self._end})(userid)
        return self.form_url

    def _name(self, typed: str) -> None:
        userid = site_reviewers.name(typed, now=self.now)
        words = {"name": _known_as(userid)}
        self.say_done(_("${name} now reviews for all communities.", mapping=words))

    def _end(self, typed: str) -> None:
        userid = site_reviewers.end(typed, now=self.now)
        words = {"name": _known_as(userid)}
        self.say_done(
            _("${name} no longer reviews for all communities.", mapping=words)
        )


def _known_as(userid: str) -> str:
    return fullname(userid) if lookup.shown(userid) is not None else userid


class WhoReviewsView(CommunityPage):
    """Who reads a story of this community before it goes to all staff."""

    page_title = _("Who reviews here")
    tab = "about"

    @cached_property
    def reviewers(self) -> list[Reviewer]:
        """Everybody who reviews here now."""
        return who_reviews(self.context)

    def groups(self) -> list[dict[str, object]]:
        """The same in two lists: of this community, and for all."""
        titles = (_("For this community"), _("For all communities on this site"))
        return [
            {
                "title": title,
                "people": [
                    Person(
                        row.fullname,
                        _("since ${day}", mapping={"day": day(row.since)}),
                    )
                    for row in self.reviewers
                    if row.for_all is for_all
                ],
            }
            for title, for_all in zip(titles, (False, True), strict=True)
        ]

    def __call__(self):
        # Asked before anything is shown: who tells nothing here is refused.
        self.reviewers  # noqa: B018
        return self.show()
