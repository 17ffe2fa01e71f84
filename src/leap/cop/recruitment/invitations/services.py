"""REST of invitations: for facilitators on the community, by token at the site root."""

from leap.cop.community.profiles import fullname
from leap.cop.core.error_pages import STATUS_WORDS
from leap.cop.core.error_pages import TEXTS
from leap.cop.core.schemas import taken
from leap.cop.core.services import CopService
from leap.cop.core.token_services import TokenService
from leap.cop.core.write_lock import take_turn
from leap.cop.recruitment.invitations import invitations
from leap.cop.recruitment.invitations import respond
from leap.cop.recruitment.invitations import rules
from leap.cop.recruitment.invitations import schemas
from leap.cop.recruitment.invitations.expiry import invitation_life
from leap.cop.recruitment.invitations.inviting_person import inviting_person
from leap.cop.recruitment.invitations.pack import parts_of
from zope.i18n import translate


#: What an expired invitation is called, beside the states that are stored.
TOO_OLD = "too_old"


class InvitationsService(CopService):
    """What the services for facilitators share."""

    def row(self, row: rules.Invitation) -> dict:
        """Return one invitation, for facilitators."""
        too_old = rules.is_too_old(row, self.now, invitation_life())
        return {
            "@id": f"{self.context.absolute_url()}/@invitations/{row.id}",
            "id": row.id,
            "userid": row.userid or None,
            "email": row.email or None,
            "name": fullname(row.userid) if row.userid else row.name,
            "channel": row.channel or None,
            "language": row.language or None,
            "status": TOO_OLD if too_old else row.state,
            "sent": row.sent.isoformat(),
            "expires": rules.expires(row, invitation_life()).isoformat(),
            "answered": row.answered.isoformat() if row.answered else None,
        }


class InvitationsGet(InvitationsService):
    """The invitations of a community, the newest first."""

    def handle(self):
        return self.listing(invitations.Invitations(self.context).rows(), self.row)


class InvitationsPost(InvitationsService):
    """Invite somebody; or, with an id in the path, send an invitation again."""

    path = "invitation"
    path_may_be_empty = True

    @property
    def takes(self):
        """What is sent; nothing for one that goes out again."""
        return None if self.params else schemas.IInvitation

    def handle(self, invitation_id="", **sent):
        who = {"by": self.me, "now": self.now}
        if invitation_id:
            return self._row_of(
                invitations.send_again(self.context, invitation_id, **who)
            )
        outcome = invitations.invite(self.context, **who, **sent)
        result = self._row_of(outcome)
        if outcome.act == invitations.SAME_AGAIN:
            return result
        return self.created(result)

    def _row_of(self, outcome) -> dict:
        """Return the row, and whether a mail about it can go out."""
        return {**self.row(outcome.row), "has_address": outcome.has_address}


class InvitationsDelete(InvitationsService):
    """Take an invitation back."""

    path = "invitation"

    def handle(self, invitation_id):
        invitations.revoke(self.context, invitation_id)


class InvitationService(TokenService):
    """An invitation, for whoever holds its token."""

    @property
    def userid(self) -> str | None:
        """Who is logged in."""
        return self.me or None

    def found(self):
        """Return the invitation, None where the token leads nowhere."""
        return respond.find(self.token, now=self.now)

    def say(self, status: int, message=None) -> dict:
        """Answer with a status and a neutral body."""
        self.request.response.setStatus(status)
        text = message or TEXTS[status][1]
        return {
            "type": STATUS_WORDS[status],
            "message": translate(text, context=self.request),
        }

    def refusal(self, found) -> dict | None:
        """Return what whoever cannot use the token gets; None for whoever can."""
        if found is None:
            return self.say(404)
        whose = rules.for_whom(found.row, self.userid)
        if whose == rules.LOG_IN:
            return self.say(401)
        if whose == rules.NOT_FOR_YOU:
            return self.say(403, respond.OTHER_ACCOUNT)
        return None


class TokenGet(InvitationService):
    """What one is invited to."""

    def reply_to_token(self):
        found = self.found()
        refusal = self.refusal(found)
        if refusal is not None:
            return refusal
        community, row = found
        return {
            "title": community.title,
            "invited_by": inviting_person(community, row),
            "status": row.state,
            "expires": rules.expires(row, invitation_life()).isoformat(),
            **{part.id: part.html for part in parts_of(community)},
        }


class TokenPatch(InvitationService):
    """Answer: `{answer: accept | decline}`."""

    takes = schemas.IAnswer

    def reply_to_token(self):
        body = self.body()
        take_turn(self.request)
        found = self.found()
        refusal = self.refusal(found)
        if refusal is not None:
            return refusal
        said = taken(body, self.takes)["answer"]
        status = respond.answer(found, said, userid=self.userid, now=self.now)
        return {"status": status}
