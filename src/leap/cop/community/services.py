"""REST of a community: its members, the search for people, its home."""

from leap.cop import _
from leap.cop.community import people
from leap.cop.community import rules
from leap.cop.community import schemas
from leap.cop.community.home import Home
from leap.cop.community.membership import Membership
from leap.cop.core import revision
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.errors import Stale
from leap.cop.core.revision import mark_of
from leap.cop.core.schemas import taken
from leap.cop.core.services import CopService
from urllib.parse import quote


class MembersService(CopService):
    """What the members services share."""

    path = "userid"
    path_goes_on = True

    @property
    def membership(self) -> Membership:
        return Membership(self.context)

    def url(self, userid: str) -> str:
        """Return the address of somebody's row; an id may have any sign in it."""
        return f"{self.context.absolute_url()}/@members/{quote(userid, safe='')}"

    def row(self, row) -> dict:
        result = {
            "fullname": row.fullname,
            "role": row.role,
            "since": row.since.date().isoformat(),
            "organisation": row.organisation,
            "line": row.line,
        }
        if people.may_manage_members(self.context):
            url = self.url(row.userid)
            result.update({"@id": url, "userid": row.userid, "paused": row.paused})
            result.update({"how": row.how, "account_name": row.account_name})
            result[revision.FIELD] = mark_of(people.standing_of(row))
        me = self.me
        if row.userid == me:
            result["waits"] = self.membership.waits(me)
            wishes = people.wishes_of(self.context).items()
            result.update({name: wish.said(me) for name, wish in wishes})
        elif self.membership.role_of(me) == rules.FACILITATOR:
            result["waits"] = row.waits
        return result

    def row_of(self, userid: str) -> dict | None:
        row = self.membership.row_of(userid)
        return self.row(row) if row is not None else None


class MembersGet(MembersService):
    """The roster, for members."""

    path_may_be_empty = True

    def handle(self, _userid=""):
        managing = people.may_manage_members(self.context)
        members = self.membership
        listed = [row for row in members.listed() if managing or not row.paused]
        return self.listing(listed, lambda each: self.row(members.row(each)))


class MembersPost(MembersService):
    """Let somebody in: `{userid, role}`."""

    path = ""
    path_goes_on = False
    takes = schemas.IMember

    def handle(self, userid, role=rules.MEMBER):
        userid = people.add(self.context, userid, role, now=self.now)
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", self.url(userid))
        return self.row_of(userid)


class MembersPatch(MembersService):
    """Change a role, pause or let in again: `{role}`, `{paused}`; for facilitators.

    How one is listed everybody says alone: `{fullname?, organisation?, line?}`, and
    what else rooms ask each for oneself.
    """

    takes = schemas.IChangedMember

    def _sent(self):
        """Return what was sent, with what rooms ask as `said`."""
        body = self.body()
        wishes = people.wishes_of(self.context)
        said = {name: body.pop(name) for name in wishes if name in body}
        return {**taken(body, self.takes), "said": said}

    def handle(self, userid, said, revision=None, **sent):
        userid = people.id_on_list(self.context, userid)
        listed = {name: sent[name] for name in people.OWN_FIELDS if name in sent}
        standing = {name: sent[name] for name in ("paused", "role") if name in sent}
        self._check_whose_it_is(userid, standing, {**listed, **said})
        # Pausing protects, and works whatever was changed.
        if revision is not None and standing.get("paused") is not True:
            self._check_revision(userid, revision)
        if not (listed or said or standing):
            raise Refused(_("send the new role."), "role")
        if listed:
            people.list_as(self.context, listed)
        if said:
            people.wish(self.context, said, now=self.now)
        self._change(userid, **standing)
        return self.row_of(userid)

    def _check_revision(self, userid: str, seen: str) -> None:
        row = self.row_of(userid)
        if row is not None and row.get(revision.FIELD, seen) != seen:
            raise Stale(revision.CHANGED, row)

    def _check_whose_it_is(self, userid: str, standing: dict, listed: dict) -> None:
        own = userid == self.me
        if listed and not own:
            raise NotYours(_("Each person decides for themselves how they are listed."))
        managing = people.may_manage_members(self.context)
        if not managing and (not own or standing):
            raise NotYours(_("Only facilitators can decide this."))

    def _change(self, userid: str, paused=None, role=None) -> None:
        if paused is not None:
            people.set_paused(self.context, userid, paused, now=self.now)
        if role is not None:
            people.change_role(self.context, userid, role, now=self.now)


class UserSearchGet(CopService):
    """People of the site whose name matches, for whoever may invite."""

    takes = schemas.ISearch

    def handle(self, query=""):
        found = people.search(self.context, query)
        return self.listing(found, dict)


class HomeGet(CopService):
    """The community's home, as this reader sees it."""

    def handle(self):
        return Home(self.context, self.request).as_json()
