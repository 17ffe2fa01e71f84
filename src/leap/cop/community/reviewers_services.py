"""REST of who reviews: named for all communities, and shown in each of them."""

from leap.cop.community import site_reviewers
from leap.cop.community.profiles import fullname
from leap.cop.community.schemas import IPerson
from leap.cop.community.who_reviews import who_reviews
from leap.cop.core.services import CopService
from plone import api
from urllib.parse import quote


def url_of(userid: str) -> str:
    """Return the address of somebody's row; an id may have any sign in it."""
    site = api.portal.get().absolute_url()
    return f"{site}/@site-reviewers/{quote(userid, safe='')}"


def as_json(row: site_reviewers.Named) -> dict:
    """Return a row as it is answered."""
    return {
        "@id": url_of(row.userid),
        "userid": row.userid,
        "fullname": fullname(row.userid),
        "since": row.since.isoformat(),
        "until": row.until.isoformat() if row.until is not None else None,
    }


class SiteReviewersGet(CopService):
    """All rows, the newest first: those who review for all communities, or did."""

    def handle(self):
        return self.listing(site_reviewers.rows()[::-1], as_json)


class SiteReviewersPost(CopService):
    """Name somebody: `{userid}`."""

    takes = IPerson

    def handle(self, userid):
        userid = site_reviewers.name(userid, now=self.now)
        [row] = [row for row in site_reviewers.current() if row.userid == userid]
        return self.created(as_json(row))


class SiteReviewersDelete(CopService):
    """Let somebody review for all communities no longer; the row stays, and ends."""

    path = "userid"
    path_goes_on = True

    def handle(self, userid):
        site_reviewers.end(userid, now=self.now)


class ReviewersGet(CopService):
    """Who reviews in a community, for those who tell stories there."""

    def handle(self):
        return self.listing(
            who_reviews(self.context),
            lambda row: {
                "fullname": row.fullname,
                "since": row.since.date().isoformat(),
                "for_all_communities": row.for_all,
            },
        )
