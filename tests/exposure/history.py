"""P1 and P2 over random histories: a model of consent beside the real site.

After each step the model's audience is what View says, what the catalog lists and what
HTTP answers, for everybody; and it is never wider than grant, review, ceiling and
community allow together. The steps of people and copies are in `history_people.py`.
"""

from hypothesis import strategies as st
from hypothesis.stateful import initialize
from hypothesis.stateful import invariant
from hypothesis.stateful import precondition
from hypothesis.stateful import rule
from hypothesis.stateful import RuleBasedStateMachine
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from plone import api
from plone.app.textfield.value import RichTextValue
from zope.annotation.interfaces import IAnnotations
from zope.event import notify
from zope.globalrequest import getRequest
from zope.lifecycleevent import ObjectModifiedEvent

import transaction


ACTORS = ("teller", "member", "facilitator", "reviewer", "newcomer", "colleague")
ACTORS += ("siteadmin", None)

LEVELS = {"private": 0, "community": 1, "public": 2}


class History(RuleBasedStateMachine):
    """One story's life, told by the model and by the site."""

    around: dict
    count = 0

    @initialize()
    def begin(self):
        History.count += 1
        self.community = self.around["portal"]["tuesday"]
        self.audience, self.ceiling = "public", "public"
        self._restore_community()
        self.restore_people()
        # Roles are remembered for one request, and all histories here are one long one.
        IAnnotations(getRequest()).clear()
        self._tell()
        transaction.commit()

    def _tell(self):
        """Tell a new story; nothing is granted and nobody else reads it."""
        self.state, self.granted, self.approved = "private", "private", "private"
        self.ever_public = False
        self.exported = None
        with api.env.adopt_user("teller"):
            self.story = api.content.create(
                self.community,
                type="leap.cop.Story",
                title=f"Story {self.count}",
                others_recognisable="nobody",
                learning=self._text(0),
            )

    # Overridden by the steps of people

    def restore_people(self):
        """Bring everybody back to where the tests begin."""
        self.roles = {"member": "member", "facilitator": "facilitator"}
        self.roles |= {"reviewer": "reviewer", "newcomer": "candidate"}
        self.paused: set = set()
        self.waiting: set = set()
        self.sitewide: set = set()
        self.tellers_role = "member"

    @property
    def inside(self):
        inside = ("member", "facilitator")
        return {
            userid
            for userid, role in self.roles.items()
            if role in inside and userid not in self.paused | self.waiting
        }

    @property
    def reviewers(self):
        own = {userid for userid, role in self.roles.items() if role == "reviewer"}
        return (own - self.paused) | self.sitewide

    def _restore_community(self):
        with api.env.adopt_user("siteadmin"):
            self.community.story_ceiling = "public"
            if api.content.get_state(self.community) != "public":
                api.content.transition(self.community, "publish")
            notify(ObjectModifiedEvent(self.community))

    def _text(self, number):
        html = f"<p>We asked {number} of them.</p>"
        return RichTextValue(html, "text/html", "text/x-html-safe")

    def _limit(self):
        return min(LEVELS[self.ceiling], LEVELS[self.audience])

    def _as(self, userid, act):
        """Do something as somebody; a refusal leaves everything as it was."""
        try:
            with api.env.adopt_user(userid):
                act()
        except Exception:
            transaction.abort()
            raise
        transaction.commit()

    def _refused(self, userid, act):
        try:
            with api.env.adopt_user(userid):
                act()
        except Exception:
            transaction.abort()
            return
        transaction.abort()
        raise AssertionError(f"{userid} should have been refused in {self.state}")

    # What the teller does

    @precondition(lambda self: self.state == "private" and self._limit() >= 1)
    @rule()
    def share(self):
        self._as("teller", lambda: self._grant("community"))
        self.state, self.granted = "community", "community"

    @precondition(
        lambda self: self.state in ("private", "community") and self._limit() == 2
    )
    @rule()
    def ask(self):
        self._as("teller", lambda: self._grant("public"))
        self.state = "pending" if self.state == "private" else "community_pending"
        self.granted = "public"

    def _grant(self, level):
        lifecycle.grant(
            self.story, level, now=lifecycle.utc_now(), attribution="anonymous"
        )

    @precondition(lambda self: self._limit() < 2)
    @rule()
    def ask_beyond_the_limit(self):
        self._refused("teller", lambda: self._grant("public"))

    @precondition(lambda self: self.state != "private")
    @rule()
    def withdraw(self):
        self._as("teller", lambda: lifecycle.withdraw(self.story))
        self._down("private")

    @precondition(lambda self: self.state in ("pending", "community_pending", "public"))
    @rule()
    def retract(self):
        self._as("teller", lambda: lifecycle.keep_in_community(self.story))
        self._down("private" if self.state == "pending" else "community")

    def _down(self, state):
        self.state = self.granted = state
        self.approved = "private"

    @rule(number=st.integers(min_value=0, max_value=3))
    def edit(self, number):
        new = self._text(number)
        changed = self.story.learning.raw != new.raw

        def act():
            self.story.learning = new
            notify(ObjectModifiedEvent(self.story))

        frozen = self.state in ("pending", "community_pending")
        if frozen and changed:
            self._refused("teller", act)
            return
        self._as("teller", act)
        if changed and self.state == "public":
            self.state, self.approved = "community_pending", "private"

    # What others do

    @precondition(lambda self: self.state in ("pending", "community_pending"))
    @rule()
    def approve(self):
        self._as(
            "reviewer",
            lambda: lifecycle.approve(self.story, digests.digest_of(self.story)),
        )
        self.state = self.approved = "public"

    @precondition(lambda self: self.state in ("pending", "community_pending"))
    @rule()
    def send_back(self):
        self._as("reviewer", lambda: lifecycle.send_back(self.story, "A word."))
        self._down("private" if self.state == "pending" else "community")

    @precondition(lambda self: self.state in ("community_pending", "public"))
    @rule(who=st.sampled_from(["facilitator", "reviewer"]))
    def take_down(self, who):
        self._as(who, lambda: lifecycle.put_on_hold(self.story, "A worry."))
        self._down("private")
        self._refused("teller", lambda: self._grant("community"))
        lifecycle.release(self.story)
        transaction.commit()

    @rule(
        who=st.sampled_from(["member", "newcomer", "colleague", "siteadmin"]),
        name=st.sampled_from(sorted(lifecycle.consent.MOVES)),
    )
    def meddle(self, who, name):
        if who in self.reviewers:
            return
        self._refused(
            who, lambda: api.content.transition(self.story, name, comment="x")
        )
        self._refused(who, lambda: lifecycle.move(self.story, name, comment="x"))

    def carried_over(self, before):
        """Follow what an import made of a story that stood somewhere before."""
        if self.state == before:
            return
        self.granted = lifecycle.consent.AUDIENCE_OF_STATE[self.state]
        if self.state in ("pending", "community_pending"):
            self.granted = "public"
        self.approved = "private"

    # What the community does

    @rule(transition=st.sampled_from(["retract", "hide", "publish", "share"]))
    def open_or_close(self, transition):
        targets = {
            "public": {"retract": "community", "hide": "private"},
            "community": {"hide": "private", "publish": "public"},
            "private": {"share": "community", "publish": "public"},
        }
        target = targets[self.audience].get(transition)
        if target is None:
            return
        self._as(
            "facilitator", lambda: api.content.transition(self.community, transition)
        )
        self.audience = target
        self._follow_the_limit()

    @rule(ceiling=st.sampled_from(["community", "public"]))
    def set_ceiling(self, ceiling):
        def act():
            self.community.story_ceiling = ceiling
            notify(ObjectModifiedEvent(self.community))

        self._as("facilitator", act)
        self.ceiling = ceiling
        self._follow_the_limit()

    def _follow_the_limit(self):
        beyond = {0: set(LEVELS) | {"pending", "community_pending"}, 1: {"pending"}}
        if self.state != "private" and self.state in beyond.get(self._limit(), ()):
            self._down("private")
        elif self._limit() == 1 and self.state in ("community_pending", "public"):
            self._down("community")

    # What must hold

    def _readers(self):
        readers = {"teller"}
        if self.state in ("community", "community_pending"):
            readers |= self.inside
        if self.state in ("pending", "community_pending"):
            readers |= self.reviewers
        if self.state == "public":
            readers = {actor for actor in ACTORS if actor is not None}
        return readers

    def _finders(self):
        """Return who finds the story in lists: the teller as one of the others."""
        readers = self._readers()
        if self.state != "public" and not self._reads_as_others_do("teller"):
            readers -= {"teller"}
        return readers

    def _reads_as_others_do(self, userid):
        inside = self.state in ("community", "community_pending")
        reviewed = self.state in ("pending", "community_pending")
        role = self.tellers_role
        return (inside and role == "member") or (reviewed and role == "reviewer")

    @invariant()
    def the_model_is_what_the_site_does(self):
        if not hasattr(self, "story"):
            return
        transaction.begin()
        # Local roles are remembered for one request, and this test is one long one.
        IAnnotations(getRequest()).clear()
        assert lifecycle.state_of(self.story) == self.state
        self.ever_public = self.ever_public or self.state == "public"
        readers = self._readers()
        url = self.story.absolute_url()
        for actor in ACTORS:
            may = actor in readers
            if actor is not None:
                viewed = api.user.has_permission("View", username=actor, obj=self.story)
                assert viewed == may, (actor, self.state, "View")
                with api.env.adopt_user(actor):
                    found = api.content.find(UID=self.story.UID())
                assert bool(found) == (actor in self._finders()), (
                    actor,
                    self.state,
                    "brain",
                )
            gone = 410 if self.ever_public else 404
            status = 200 if may else (401 if actor is None else gone)
            answer = self.around["sessions"][actor].get(url)
            assert answer.status_code == status, (actor, self.state, "HTTP")
        self._leads_nowhere_by_other_addresses()

    def _leads_nowhere_by_other_addresses(self):
        """Ask two people by addresses that reach the story through something else."""
        name, site = self.story.getId(), self.around["portal"].absolute_url()
        for road in (f"tuesday/tuesday/{name}", f"tuesday/{name}/{name}"):
            for actor in ("teller", ACTORS[self.count % len(ACTORS)]):
                answer = self.around["sessions"][actor].get(f"{site}/{road}")
                missing = (401,) if actor is None else (404, 410)
                if road.startswith("tuesday/tuesday"):
                    missing = (401,) if actor is None else (404,)
                assert answer.status_code in missing, (actor, road)

    @invariant()
    def never_wider_than_all_keys_together(self):
        if not hasattr(self, "story"):
            return
        level = lifecycle.consent.AUDIENCE_OF_STATE[self.state]
        allowed = min(
            LEVELS[self.granted],
            LEVELS["public"] if self.approved == "public" else LEVELS["community"],
            self._limit(),
        )
        assert LEVELS[level] <= allowed
        effective = lifecycle.effective_audience(self.story)
        assert LEVELS[level] <= LEVELS[effective] <= max(allowed, LEVELS[level])

    @invariant()
    def the_ledger_holds(self):
        if hasattr(self, "story"):
            ledger = Ledger(self.around["portal"])
            rows = ledger.rows(standing_of(self.story).ledger_key)
            assert ledger.verify() == {}
            last = rows[-1]["level"] if rows else "private"
            assert (
                LEVELS[last] >= LEVELS[lifecycle.consent.AUDIENCE_OF_STATE[self.state]]
            )
