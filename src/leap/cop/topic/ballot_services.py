"""REST of the vote: the own dots, dots on paper, who can vote, what came out."""

from leap.cop import _
from leap.cop.ballot.box import PaperBatch
from leap.cop.ballot.poll import MyBallot
from leap.cop.core.errors import Refused
from leap.cop.core.services import CopService
from leap.cop.topic import phases
from leap.cop.topic import results
from leap.cop.topic import rules
from leap.cop.topic import theme_history
from leap.cop.topic import voting
from leap.cop.topic.records import record_of
from leap.cop.topic.records import topics_under
from leap.cop.topic.results import ResultRow
from leap.cop.topic.voting import Voter


class BallotService(CopService):
    """What the ballot services share."""

    def own(self, ballot: MyBallot) -> dict:
        """Give the reader's own ballot."""
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
    """The own ballot; after the close, with a header `Receipt`, one of a secret round.

    Not in the address: a server's log has that beside the name of who asked, and the
    receipt leads to the ballot.
    """

    def reply(self):
        self.no_params()
        result = self.own(voting.my_ballot(self.context, now=self.now))
        if any(name.startswith("receipt") for name in self.request.form):
            raise Refused(
                _("receipt: an address stands in logs. Send it as a header, Receipt.")
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

    def reply(self):
        data = self.body()
        if self.params:
            raise Refused(_("path: send the dots in the body."))
        if "dots" not in data:
            raise Refused(_("dots: send a number for each theme that you choose."))
        done = voting.cast(
            self.context, data["dots"], data.get("receipt"), now=self.now
        )
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
    """Take the own ballot back; a secret one is final."""

    def reply(self):
        if self.params:
            raise Refused(_("path: there is one ballot of yours."))
        self.body()
        voting.take_back(self.context, now=self.now)
        return self.reply_no_content()


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

    def reply(self):
        self.no_params()
        return self.listing(voting.walls(self.context, now=self.now), self.row)


class PaperBallotsPost(PaperBallotsService):
    """Count dots on paper: `{voters: [userid], dots: {theme_id: n}, receipt?}`."""

    def reply(self):
        data = self.body()
        if self.params:
            raise Refused(_("path: send people and dots in the body."))
        wall = voting.cast_on_paper(
            self.context,
            data.get("voters"),
            data.get("dots"),
            data.get("receipt"),
            now=self.now,
        )
        voted, electorate = phases.turnout(self.context, self.now)
        result = self.row(wall)
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", result["@id"])
        return {**result, "voted": voted, "electorate": electorate}


class PaperBallotsDelete(PaperBallotsService):
    """Take a wall out again, while the vote is open; whose it was is told them."""

    def reply(self):
        wall_id = self.one_param()
        self.body()
        voting.take_down(self.context, wall_id, now=self.now)
        return self.reply_no_content()


class VotersService(CopService):
    """What the voters services share."""

    def row(self, voter: Voter) -> dict:
        return {"userid": voter.userid, "fullname": voter.fullname}


class VotersGet(VotersService):
    """Who can vote, and who came too late for it; never who has voted."""

    def reply(self):
        self.no_params()
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

    def reply(self):
        data = self.body()
        if self.params:
            raise Refused(_("path: send the person in the body."))
        userid = voting.admit(self.context, data.get("userid"), now=self.now)
        self.request.response.setStatus(201)
        found = voting.voters(self.context, self.now)
        return next(self.row(voter) for voter in found if voter.userid == userid)


class ReminderPost(CopService):
    """Have those reminded who have not voted."""

    def reply(self):
        self.no_params()
        self.body()
        reminded = voting.remind(self.context, now=self.now)
        return {
            "@id": f"{self.context.absolute_url()}/@reminder",
            **reminded._asdict(),
        }


class ResultsGet(CopService):
    """What came out, after the close."""

    def reply(self):
        self.no_params()
        found = results.results(self.context, now=self.now)
        answer = self.listing(found.rows, self.row)
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


class RoundsGet(CopService):
    """The rounds of a community beside each other, theme by theme."""

    def reply(self):
        self.no_params()
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
