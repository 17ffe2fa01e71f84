"""P1 and P5 over random histories of a round: who sees it, who is in, what is counted.

Communities open and close, people come and go and are paused, the round is shown and
hidden, topics are written, dots given. After each step the model's readers are whom
View says, the catalog lists and HTTP answers; and whatever was counted still is.
"""

from hypothesis import strategies as st
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import precondition
from hypothesis.stateful import rule
from hypothesis.stateful import RuleBasedStateMachine
from leap.cop.community import people
from leap.cop.community.membership import Membership
from leap.cop.story.lifecycle.lifecycle import utc_now
from leap.cop.topic import rules
from leap.cop.topic.storage import record_of
from plone import api
from tests.exposure.history import ACTORS
from tests.exposure.history import LEVELS
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

import transaction


#: Who comes and goes. The facilitator stays, to make the other steps.
MOVABLE = ("member", "teller", "newcomer", "colleague")

#: Where people are when a history begins.
ROLES = {"member": "member", "teller": "member", "facilitator": "facilitator"}
ROLES |= {"reviewer": "reviewer", "newcomer": "candidate"}

TARGETS = {
    "public": {"retract": "community", "hide": "private"},
    "community": {"hide": "private", "publish": "public"},
    "private": {"share": "community", "publish": "public"},
}
MOVES = ("share", "publish", "retract", "hide")

VOTING = ("community", "voting")

somebody = st.sampled_from([*("member", "teller", "facilitator") * 3, *ACTORS])


class RoundHistory(RuleBasedStateMachine):
    """One round's life, told by the model and by the site."""

    around: dict
    count = 0

    @initialize(
        secrecy=st.sampled_from(["named", "secret"]),
        # Most of what there is to lose is there while people vote.
        begin=st.sampled_from([VOTING, VOTING, VOTING, ("private", "collecting")]),
    )
    def begin(self, secrecy, begin):
        RoundHistory.count += 1
        self.sessions = self.around["sessions"]
        self.community = self.around["portal"]["tuesday"]
        self.roles = dict(ROLES)
        self.paused: set = set()
        self._restore()
        self.secrecy = secrecy
        self.audience, self.state, self.phase = "public", "private", "collecting"
        self.electorate: set = set()
        #: Dots by person; a secret one cannot be changed any more.
        self.ballots: dict[str, int] = {}
        with api.env.adopt_user("facilitator"):
            self.round = api.content.create(
                self.community,
                type="leap.cop.TopicRound",
                title=f"Round {self.count}",
                secrecy=secrecy,
            )
        self.url = self.round.absolute_url()
        transaction.commit()
        made = self._send("facilitator", "POST", "@themes", {"title": "Asking"})
        self.theme = made.json()["id"]
        state, phase = begin
        if state != self.state:
            self._send("facilitator", "POST", "@workflow/share")
            self.state = state
        if phase != self.phase:
            self._send("facilitator", "POST", "@phase", {"phase": phase})
            self.phase, self.electorate = phase, set(self.inside)

    def _restore(self):
        with api.env.adopt_user("siteadmin"):
            if api.content.get_state(self.community) != "public":
                api.content.transition(self.community, "publish")
        membership, now = Membership(self.community), utc_now()
        for userid in (*self.roles, "colleague"):
            role = self.roles.get(userid)
            if membership.is_paused(userid):
                membership.resume(userid, now=now, by_site=True)
            if membership.waits(userid):
                membership.let_wait(userid, False, now=now)
            held = membership.role_of(userid)
            if held != role and held is not None:
                membership.remove(userid, now=now)
            if held != role and role is not None:
                membership.add(userid, role, now=now)
        transaction.commit()
        self._forget_roles()

    def _forget_roles(self):
        # Roles are remembered for one request, and all histories are one long one.
        transaction.begin()
        IAnnotations(getRequest()).clear()

    def _send(self, userid, method, path, body=None):
        answer = self.sessions[userid].request(
            method, f"{self.url}/{path}", json=body or {}
        )
        assert answer.status_code < 500, (userid, method, path, answer.text)
        self._forget_roles()
        return answer

    # The model

    @property
    def inside(self):
        return {
            userid
            for userid, role in self.roles.items()
            if role in ("member", "facilitator") and userid not in self.paused
        }

    @property
    def readers(self):
        found = {"facilitator", "siteadmin"}
        if self.state == "community":
            found |= self.inside
        if self.state == "public":
            found = {actor for actor in ACTORS if actor is not None}
        return found

    @property
    def raisers(self):
        return {"facilitator"} if self.state == "private" else self.inside

    @property
    def voters(self):
        shown = self.state != "private" and self.phase == "voting"
        return self.inside & self.electorate if shown else set()

    def _refusal(self, userid):
        if userid is None:
            return 401
        return 403 if userid in self.readers else 404

    # The round and its community

    @rule(move=st.sampled_from(MOVES))
    def move_the_round(self, move):
        answer = self._send("facilitator", "POST", f"@workflow/{move}")
        target = TARGETS[self.state].get(move)
        if target is None or LEVELS[target] > LEVELS[self.audience]:
            assert answer.status_code == 409
        else:
            assert answer.status_code == 200
            self.state = target

    @rule(move=st.sampled_from(MOVES))
    def move_the_community(self, move):
        target = TARGETS[self.audience].get(move)
        if target is None:
            return
        answer = self.sessions["facilitator"].post(f"tuesday/@workflow/{move}", json={})
        assert answer.status_code == 200, answer.text
        self._forget_roles()
        self.audience = target
        if LEVELS[self.state] > LEVELS[target]:
            self.state = target

    @rule(phase=st.sampled_from(rules.PHASES[1:]), seldom=st.integers(0, 2))
    def go_on(self, phase, seldom):
        if phase == "closed" and seldom:
            return
        forwards = rules.PHASES.index(phase) >= rules.PHASES.index(self.phase)
        answer = self._send("facilitator", "POST", "@phase", {"phase": phase})
        assert answer.status_code == (200 if forwards else 409), answer.text
        if not forwards:
            return
        if phase == "voting" != self.phase:
            self.electorate = set(self.inside)
        self.phase = phase

    # People

    @rule(who=st.sampled_from(MOVABLE), paused=st.booleans())
    def pause(self, who, paused):
        if who in self.roles:
            self._change(people.set_paused, who, paused)
            (self.paused.add if paused else self.paused.discard)(who)

    @rule(who=st.sampled_from(MOVABLE), waits=st.booleans())
    def wait(self, who, waits):
        """Whoever waits goes on in each of these ways like before."""
        if self.roles.get(who) == "member":
            membership = Membership(self.community)
            membership.let_wait(who, waits, now=utc_now())
            transaction.commit()
            self._forget_roles()

    @rule(who=st.sampled_from(MOVABLE), role=st.sampled_from(["member", "reviewer"]))
    def join_or_change(self, who, role):
        self._change(people.change_role if who in self.roles else people.add, who, role)
        self.roles[who] = role

    @rule(who=st.sampled_from(MOVABLE))
    def leave(self, who):
        if who in self.roles:
            self._change(people.remove, who)
            del self.roles[who]
            self.paused.discard(who)

    def _change(self, act, *args):
        with api.env.adopt_user("facilitator"):
            act(self.community, *args, now=utc_now())
        transaction.commit()
        self._forget_roles()

    @rule(who=st.sampled_from(ACTORS[:-1]))
    def admit(self, who):
        answer = self._send("facilitator", "POST", "@voters", {"userid": who})
        if self.phase != "voting":
            assert answer.status_code == 409
        elif who not in self.inside:
            assert answer.status_code == 400
        else:
            assert answer.status_code == 201
            self.electorate.add(who)

    # Topics and dots

    @rule(who=st.sampled_from(ACTORS), number=st.integers(0, 2))
    def raise_topic(self, who, number):
        answer = self._send(who, "POST", "@topics", {"text": f"Topic {number}"})
        if who not in self.raisers:
            assert answer.status_code == self._refusal(who)
        else:
            assert answer.status_code == (201 if self.phase == "collecting" else 409)

    @rule(who=somebody, dots=st.integers(0, 4))
    def vote_once_more(self, who, dots):
        self.vote(who, dots)

    @rule(who=somebody, dots=st.integers(0, 4))
    def vote(self, who, dots):
        answer = self._send(who, "PUT", "@ballot", {"dots": {self.theme: dots}})
        status = answer.status_code
        if who not in self.inside or self.state == "private":
            assert status == self._refusal(who)
        elif self.phase != "voting":
            assert status in (400, 403, 409)
        elif who not in self.electorate:
            assert status == 403
        elif dots > 3:
            assert status == 400
        elif self.secrecy == "secret" and who in self.ballots:
            assert status == 409
        else:
            assert status == 200, answer.text
            self.ballots[who] = dots

    @precondition(lambda self: self.secrecy == "named")
    @rule(who=somebody)
    def take_back(self, who):
        answer = self._send(who, "DELETE", "@ballot")
        assert (answer.status_code == 204) == (who in self.voters)
        if answer.status_code == 204:
            self.ballots.pop(who, None)

    # What must hold

    @invariant()
    def the_model_is_what_the_site_does(self):
        if not hasattr(self, "theme"):
            return
        self._forget_roles()
        assert api.content.get_state(self.round) == self.state
        assert LEVELS[self.state] <= LEVELS[self.audience]
        for actor in ACTORS:
            may = actor in self.readers
            if actor is not None:
                seen = api.user.has_permission("View", username=actor, obj=self.round)
                assert seen == may, (actor, self.state, "View")
                with api.env.adopt_user(actor):
                    found = api.content.find(UID=self.round.UID())
                assert bool(found) == may, (actor, self.state, "brain")
            answer = self.sessions[actor].get(f"{self.url}/@ballot")
            status = 200 if may else 401 if actor is None else 404
            assert answer.status_code == status, (actor, self.state, "HTTP")
            if may:
                told = answer.json()
                assert told["can_vote"] == (actor in self.may_vote), (actor, told)
                if self.secrecy == "named" and actor in self.ballots:
                    dots = self.ballots[actor]
                    assert told["dots"] == ({self.theme: dots} if dots else {})

    @property
    def may_vote(self):
        """Who is on the list and has dots, in whatever phase."""
        return self.inside & self.electorate if self.state != "private" else set()

    @invariant()
    def whatever_was_counted_still_is(self):
        if not hasattr(self, "theme"):
            return
        box = record_of(self.round).box
        assert box.voted_total == len(self.ballots)
        if box.rules is not None:
            assert set(box.voters()) == self.electorate
            assert [line.dots for line in box.tally().lines] == [
                sum(self.ballots.values())
            ]
        answer = self.sessions["facilitator"].get(f"{self.url}/@results")
        assert answer.status_code == (200 if self.phase == "closed" else 409)
