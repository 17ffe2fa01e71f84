"""The steps of people, copies and deletions, in the random histories of a story.

Members join, leave, are paused, wait and get other roles, somebody is named reviewer
for all communities or no longer, Plone's role of that name is given and taken and
opens nothing, the teller becomes a reviewer, a story is copied, pasted, deleted.
"""

from hypothesis import strategies as st
from hypothesis.stateful import precondition
from hypothesis.stateful import rule
from leap.cop.community import people
from leap.cop.community import site_reviewers
from leap.cop.community.membership import Membership
from leap.cop.consent.consent_state import standing_of
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from plone import api
from tests.exposure.history import ACTORS
from tests.exposure.history import History
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

import importlib
import importlib.util
import transaction


#: Whose place in the community changes. The facilitator and the reviewer keep theirs,
#: so that somebody is there to make the other steps.
MOVABLE = ("member", "newcomer", "colleague")
MEMBER_ROLES = ("member", "reviewer", "candidate")


def _let_wait(community, userid, waits, *, now) -> None:
    Membership(community).let_wait(userid, waits, now=now)


class PeopleHistory(History):
    """A story's life, with people coming and going around it."""

    def restore_people(self):
        super().restore_people()
        membership = Membership(self.community)
        now = lifecycle.utc_now()
        wanted = {**self.roles, "teller": "member", "colleague": None}
        for userid, role in wanted.items():
            if membership.is_paused(userid):
                membership.resume(userid, now=now, by_site=True)
            if membership.waits(userid):
                membership.let_wait(userid, False, now=now)
            held = membership.role_of(userid)
            if held == role:
                continue
            if held is not None:
                membership.remove(userid, now=now)
            if role is not None:
                membership.add(userid, role, now=now)
        for userid in ("colleague", "member", "siteadmin"):
            self._set_sitewide(userid, False)
            self._set_plones_role(userid, False)

    def _by_facilitator(self, act, *args, **kwargs):
        self._as(
            "facilitator",
            lambda: act(self.community, *args, now=lifecycle.utc_now(), **kwargs),
        )

    @rule(who=st.sampled_from(MOVABLE), paused=st.booleans())
    def pause(self, who, paused):
        if who not in self.roles:
            return
        self._by_facilitator(people.set_paused, who, paused)
        (self.paused.add if paused else self.paused.discard)(who)

    @rule(who=st.sampled_from(MOVABLE), waits=st.booleans())
    def wait(self, who, waits):
        if self.roles.get(who) != "member":
            return
        self._by_facilitator(_let_wait, who, waits)
        (self.waiting.add if waits else self.waiting.discard)(who)

    @rule(who=st.sampled_from(MOVABLE), role=st.sampled_from(MEMBER_ROLES))
    def join_or_change(self, who, role):
        if who in self.roles:
            self._by_facilitator(people.change_role, who, role)
        else:
            self._by_facilitator(people.add, who, role)
        self.roles[who] = role
        if role != "member":
            self.waiting.discard(who)

    @rule(who=st.sampled_from(MOVABLE))
    def leave(self, who):
        if who in self.roles:
            self._by_facilitator(people.remove, who)
            del self.roles[who]
            self.paused.discard(who)
            self.waiting.discard(who)

    @rule(role=st.sampled_from(MEMBER_ROLES))
    def teller_gets_another_role(self, role):
        self._by_facilitator(people.change_role, "teller", role)
        self.tellers_role = role

    @precondition(lambda self: self.state in ("pending", "community_pending"))
    @rule()
    def teller_as_reviewer_reviews_nothing_of_their_own(self):
        self._by_facilitator(people.change_role, "teller", "reviewer")
        self.tellers_role = "reviewer"
        digest = digests.digest_of(self.story)
        for act in (
            lambda: lifecycle.approve(self.story, digest),
            lambda: lifecycle.send_back(self.story, "A word."),
            lambda: lifecycle.put_on_hold(self.story, "A word."),
            lambda: api.content.transition(self.story, "approve"),
        ):
            self._refused("teller", act)

    def _set_sitewide(self, userid, named):
        if (userid in site_reviewers.userids()) != named:
            act = site_reviewers.name if named else site_reviewers.end
            with api.env.adopt_roles(["Manager"]):
                act(userid, now=lifecycle.utc_now())
        transaction.commit()

    def _set_plones_role(self, userid, given):
        with api.env.adopt_roles(["Manager"]):
            change = api.user.grant_roles if given else api.user.revoke_roles
            held = api.user.get_roles(username=userid)
            if ("Reviewer" in held) != given:
                change(username=userid, roles=["Reviewer"])
        transaction.commit()

    @rule(who=st.sampled_from(["colleague", "siteadmin"]), given=st.booleans())
    def name_for_all_communities_or_end_it(self, who, given):
        self._set_sitewide(who, given)
        (self.sitewide.add if given else self.sitewide.discard)(who)

    @rule(who=st.sampled_from(["colleague", "siteadmin"]), given=st.booleans())
    def give_or_take_plones_role(self, who, given):
        self._set_plones_role(who, given)

    # Who reviews there, or is on the way in, adds no story and so no copy; and nobody
    # tells one where the community is hidden.
    @precondition(
        lambda self: self.tellers_role == "member" and self.audience != "private"
    )
    @rule()
    def copy(self):
        made = []
        self._as(
            "teller",
            lambda: made.append(
                api.content.copy(source=self.story, target=self.community)
            ),
        )
        [copy] = made
        assert lifecycle.state_of(copy) == "private"
        assert standing_of(copy).granted == "" != standing_of(copy).ledger_key
        IAnnotations(getRequest()).clear()
        for actor in ACTORS:
            may = actor == "teller"
            if actor is not None:
                seen = api.user.has_permission("View", username=actor, obj=copy)
                assert seen == may, (actor, "copy")
        answer = self.around["sessions"]["member"].get(copy.absolute_url())
        assert answer.status_code == 404
        self._as("teller", lambda: api.content.delete(copy))

    @rule(who=st.sampled_from(["member", "facilitator", "reviewer", "siteadmin"]))
    def copy_by_others(self, who):
        name = self.story.getId()
        self._refused(
            who,
            lambda: self.community.manage_pasteObjects(
                self.community.manage_copyObjects([name])
            ),
        )

    @rule(who=st.sampled_from(["member", "facilitator", "reviewer", "siteadmin"]))
    def delete_by_others(self, who):
        answer = self.around["sessions"][who].delete(self.story.absolute_url())
        assert answer.status_code in (403, 404, 410), answer.status_code

    @precondition(lambda self: self.audience != "private")
    @rule()
    def delete_and_tell_another(self):
        self._by_facilitator(people.change_role, "teller", "member")
        self.tellers_role = "member"
        url, uid = self.story.absolute_url(), self.story.UID()
        was_public = self.ever_public or self.state == "public"
        answer = self.around["sessions"]["teller"].delete(url)
        assert answer.status_code == 204, answer.text
        transaction.begin()
        gone = 410 if was_public else 404
        for actor in ACTORS:
            answer = self.around["sessions"][actor].get(url)
            assert answer.status_code == (401 if actor is None else gone), actor
            if actor is not None:
                with api.env.adopt_user(actor):
                    assert not api.content.find(UID=uid), actor
        self._tell()
        transaction.commit()


def with_transfer(machine):
    """Add the step of exporting and importing, where the package can do that.

    `tests/exposure/transfer_step.py` then holds `step(history, lose)`: it carries the
    site over and leaves in `history.story` what came out, as private as it was or more;
    it may lower `history.state`, and never raises it.
    """
    if importlib.util.find_spec("leap.cop.exportimport") is None:
        return machine
    if importlib.util.find_spec("tests.exposure.transfer_step") is None:
        return machine
    step = importlib.import_module("tests.exposure.transfer_step").step

    class TransferHistory(machine):
        @rule(lose=st.booleans())
        def export_and_import(self, lose):
            step(self, lose)

    return TransferHistory
