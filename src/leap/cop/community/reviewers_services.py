"""REST of who reviews: named for all communities, and shown in each of them."""

from leap.cop import _
from leap.cop.community import site_reviewers
from leap.cop.community.profiles import fullname
from leap.cop.community.who_reviews import who_reviews
from leap.cop.consent.errors import Refused
from leap.cop.consent.rest import CopService
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

    def reply(self):
        self.no_params()
        return self.listing(site_reviewers.rows()[::-1], as_json)


class SiteReviewersPost(CopService):
    """Name somebody: `{userid}`."""

    def reply(self):
        data = self.body()
        if self.params:
            raise Refused(_("path: send the person in the body."))
        userid = site_reviewers.name(data.get("userid"), now=self.now)
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", url_of(userid))
        [row] = [row for row in site_reviewers.current() if row.userid == userid]
        return as_json(row)


class SiteReviewersDelete(CopService):
    """Let somebody review for all communities no longer; the row stays, and ends."""

    def reply(self):
        typed = self.user_param()
        self.body()
        site_reviewers.end(typed, now=self.now)
        return self.reply_no_content()


class ReviewersGet(CopService):
    """Who reviews in a community, for those who tell stories there."""

    def reply(self):
        self.no_params()
        return self.listing(
            who_reviews(self.context),
            lambda row: {
                "fullname": row.fullname,
                "since": row.since.date().isoformat(),
                "for_all_communities": row.for_all,
            },
        )
