"""REST of the vote: one's own dots, dots on paper, who can vote, what came out."""

from leap.cop import _
from leap.cop.ballot.box import PaperBatch
from leap.cop.ballot.poll import MyBallot
from leap.cop.core.errors import Refused
from leap.cop.core.services import CopService
from leap.cop.topic import phases
from leap.cop.topic import put_aside as aside
from leap.cop.topic import results
from leap.cop.topic import rules
from leap.cop.topic import schemas
from leap.cop.topic import theme_history
from leap.cop.topic import voting
from leap.cop.topic.records import record_of
from leap.cop.topic.records import topics_under
from leap.cop.topic.results import ResultRow
from leap.cop.topic.voting import Voter


class BallotService(CopService):
    """What the ballot services share."""

    def own(self, ballot: MyBallot) -> dict:
        """Return the reader's own ballot."""
        result = {
            "@id": f"{self.context.absolute_url()}/@ballot",
            "phase": ballot.phase,
            "can_vote": ballot.can_vote,
            "cast": ballot.cast,
            "on_paper": ballot.on_paper,
            "taken_out": ballot.taken_out,
            "secrecy": "secret" if ballot.secret else "named",
            "final": ballot.secret,
            "dots_per_person": ballot.per_person,
            "max_per_theme": ballot.per_option,
            "left": ballot.left,
            "themes": [
                {
                    "id": theme.id,
                    "title": theme.title,
                    "description": theme.description,
                }
                for theme in voting.themes_for(self.context)
            ],
        }
        if not ballot.secret:
            result["dots"] = ballot.dots
        return result


class BallotGet(BallotService):
    """One's ballot; after the close, with a header `Receipt`, one of a secret round.

    Not in the address: a server's log has that beside the name of who asked, and the
    receipt leads to the ballot.
    """

    def handle(self):
        result = self.own(voting.my_ballot(self.context, now=self.now))
        if any(name.startswith("receipt") for name in self.request.form):
            raise Refused(
                _("web addresses are logged. Send it in the header “Receipt” instead."),
                "receipt",
            )
        receipt = self.request.getHeader("Receipt")
        if receipt is not None:
            found = results.ballot_by_receipt(self.context, receipt, now=self.now)
            result["counted"] = found is not None
            if found is not None:
                result["dots"] = found
        return result


class BallotPut(BallotService):
    """Cast the whole ballot: `{dots: {theme_id: n}, receipt?}`.

    A receipt that is known already is a retry (`again`): the rest is not looked at.
    """

    takes = schemas.IBallot

    def handle(self, dots, receipt=None):
        done = voting.cast(self.context, dots, receipt, now=self.now)
        secret = bool(done.receipt)
        spent = sum(number for _theme, number in done.slip)
        # No more than this: two hundred people at once wait for one another.
        result = {
            "@id": f"{self.context.absolute_url()}/@ballot",
            "cast": True,
            "final": secret,
            "left": 0 if secret else self.context.dots - spent,
        }
        if secret:
            result["receipt"] = done.receipt
            result["again"] = done.again
        if not (secret and done.again) or self._is_over():
            # Nobody knows whose receipt it is: before the close, whoever has voted
            # could look at what came with somebody else's.
            result["dots"] = dict(done.slip)
        return result

    def _is_over(self) -> bool:
        return phases.phase_of(self.context, self.now) == rules.CLOSED


class BallotDelete(BallotService):
    """Take one's own ballot back; a secret one is final."""

    def handle(self):
        voting.take_back(self.context, now=self.now)


class PaperBallotsService(CopService):
    """What the services of paper share."""

    def row(self, wall: PaperBatch) -> dict:
        return {
            "@id": f"{self.context.absolute_url()}/@paper-ballots/{wall.id}",
            "id": wall.id,
            "people": wall.people,
        }


class PaperBallotsGet(PaperBallotsService):
    """What stands there from paper and can be taken out; neither whose nor its dots."""

    def handle(self):
        return self.listing(voting.walls(self.context, now=self.now), self.row)


class PaperBallotsPost(PaperBallotsService):
    """Count dots on paper: `{voters: [userid], dots: {theme_id: n}, receipt?}`."""

    takes = schemas.IPaper

    def handle(self, voters, dots, receipt=None):
        wall = voting.cast_on_paper(self.context, voters, dots, receipt, now=self.now)
        voted, electorate = phases.turnout(self.context, self.now)
        result = self.created(self.row(wall))
        return {**result, "voted": voted, "electorate": electorate}


class PaperBallotsDelete(PaperBallotsService):
    """Take a wall out again, while the vote is open; whose it was is told them."""

    path = "batch"

    def handle(self, wall_id):
        voting.take_down(self.context, wall_id, now=self.now)


class VotersService(CopService):
    """What the voters services share."""

    def row(self, voter: Voter) -> dict:
        return {"userid": voter.userid, "fullname": voter.fullname}


class VotersGet(VotersService):
    """Who can vote, and who came too late for it; never who has voted."""

    def handle(self):
        found = voting.voters(self.context, self.now)
        result = self.listing(
            found, lambda one: self.row(voting.named_now(self.context, one))
        )
        if phases.phase_of(self.context, self.now) == rules.VOTING:
            late = voting.late_joiners(self.context, self.now)
            result["late"] = [self.row(voter) for voter in late]
        return result


class VotersPost(VotersService):
    """Let somebody vote who came later: `{userid}`."""

    takes = schemas.IVoter

    def handle(self, userid):
        userid = voting.admit(self.context, userid, now=self.now)
        self.request.response.setStatus(201)
        found = voting.voters(self.context, self.now)
        return next(self.row(voter) for voter in found if voter.userid == userid)


class ReminderPost(CopService):
    """Have those reminded who have not voted."""

    def handle(self):
        reminded = voting.remind(self.context, now=self.now)
        return {
            "@id": f"{self.context.absolute_url()}/@reminder",
            **reminded._asdict(),
        }


class ResultsGet(CopService):
    """What came out, after the close."""

    def handle(self):
        found = results.results(self.context, now=self.now)
        answer = self.listing(found.rows, self.row)
        answer["put_aside"] = aside.is_put_aside(self.context)
        answer["phase"] = rules.CLOSED
        answer["voted"] = found.voted
        answer["electorate"] = found.electorate
        answer["breakdown"] = found.breakdown
        return answer

    def row(self, row: ResultRow) -> dict:
        theme = row.theme
        return {
            "id": theme.id,
            "title": theme.title,
            "description": theme.description,
            "place": row.place,
            "tied": row.tied,
            "dots": row.dots,
            "voters": row.voters,
            "matters_to_few": row.matters_to_few,
            "topics": [
                {"id": topic.id, "text": topic.text}
                for topic in topics_under(record_of(self.context), theme.id)
            ],
        }


class ResultsPatch(CopService):
    """Put it aside on the home, or show it there again, for oneself: `{put_aside}`."""

    takes = schemas.IPutAside

    def handle(self, put_aside=None):
        if put_aside is None:
            raise Refused(_("send true or false."), "put_aside")
        aside.put_aside(self.context, put_aside, now=self.now)


class RoundsGet(CopService):
    """The rounds of a community beside each other, theme by theme."""

    def handle(self):
        found = theme_history.compare(self.context, now=self.now)
        answer = self.listing(found.rounds, self.round)
        answer["lines"] = [
            {
                "title": line.title,
                "rounds": [
                    {
                        "round": stop.round.absolute_url(),
                        "theme": stop.theme.id,
                        "dots": stop.result.dots if stop.result else None,
                        "place": stop.result.place if stop.result else None,
                        "share": stop.share,
                        "dealt_with": stop.theme.dealt_with,
                    }
                    for stop in line.stops
                ],
            }
            for line in found.lines
        ]
        return answer

    def round(self, round) -> dict:
        phase = phases.phase_of(round, self.now)
        result = {
            "@id": round.absolute_url(),
            "title": round.title,
            "stage": round.stage,
            "phase": phase,
        }
        if phase == rules.VOTING:
            result["left"] = voting.dots_left(round, now=self.now)
        return result
