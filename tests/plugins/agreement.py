"""An agreement over there, begun and shared, asked by REST: for every room."""

from datetime import datetime
from datetime import UTC
from leap.cop.agreement.content import find_agreement
from leap.cop.agreement.records import record_of
from leap.cop.agreement.waiting import site_day
from leap.cop.consent.ledger import Ledger
from plone import api
from tests.again import begin_with
from tests.conftest import sessions_of
from zope.annotation.interfaces import IAnnotations
from zope.globalrequest import getRequest

import pytest
import transaction


#: Rules that the group makes, in several scripts.
RULES = (
    "What is said here stays here.",
    "Никой не пита кой го е казал.",
    "Oricine poate să se oprească, oricând.",
)


class Made:
    """An agreement of the site, and what people do to it over REST."""

    def __init__(self, site, rest) -> None:
        self.site = site
        self._rest, self._sessions = rest, {}
        self.where = "tuesday"

    def as_(self, who):
        """Return somebody's session."""
        if who not in self._sessions:
            self._sessions[who] = self._rest(who)
        return self._sessions[who]

    def get(self, who, path=""):
        return self.as_(who).get(self.url + path)

    def post(self, who, path, json=None):
        return self.as_(who).post(self.url + path, json=json or {})

    def patch(self, who, path, json):
        return self.as_(who).patch(self.url + path, json=json)

    def put(self, who, answer="accepted", **more):
        """Answer what this person reads now."""
        read = self.get(who, "/@acceptance").json()
        body = {"answer": answer, **{n: read.get(n) for n in ("version", "digest")}}
        return self.as_(who).put(self.url + "/@acceptance", json={**body, **more})

    def begin(self, who="facilitator", **fields):
        body = {"@type": "leap.cop.Agreement", "title": "Our agreement", **fields}
        return self.as_(who).post(self.where, json=body)

    def share(self) -> None:
        answer = self.post("facilitator", "/@workflow/share")
        assert answer.status_code == 200, answer.text

    def write(self, text="Nobody tells names.", who="facilitator", *, goes_in=True):
        """Add a clause, and say that it goes in."""
        row = self.post(who, "/@clauses", {"text": text}).json()
        if goes_in:
            body = {"rev": row["rev"], "goes_in": True}
            row = self.patch("facilitator", f"/@clauses/{row['id']}", body).json()
        return row

    def enact(self, change="material", note="It says more.", **more):
        """Put what goes in in force."""
        digest = self.get("facilitator", "/@clauses").json()["digest"]
        body = {"digest": digest, "change": change, "note": note, **more}
        return self.post("facilitator", "/@versions", body)

    @property
    def url(self) -> str:
        return self.content.absolute_url()

    @property
    def community(self):
        transaction.begin()
        if (request := getRequest()) is not None:
            IAnnotations(request).clear()
        return self.site[self.where]

    @property
    def content(self):
        return find_agreement(self.community)

    @property
    def record(self):
        return record_of(self.content)

    def rows(self):
        """Return the acts of its chain, oldest first."""
        return Ledger(api.portal.get()).rows(self.record.ledger_key)


def begin(portal) -> None:
    """Begin an agreement in the community, and show it to its people."""
    with sessions_of(portal) as rest:
        made = Made(portal, rest)
        assert made.begin().status_code == 201
        made.share()


def bind(portal) -> None:
    """Put some rules in force, from today on."""
    with sessions_of(portal) as rest:
        made = Made(portal, rest)
        for text in RULES:
            made.write(text)
        answer = made.enact(effective=site_day(datetime.now(UTC)).isoformat())
        assert answer.status_code == 201, answer.text


@pytest.fixture
def agreement(site, rest, functional):
    """Return an agreement that members see, with nothing in it."""
    begin_with(begin, site, functional["zodbDB"])
    return Made(site, rest)


@pytest.fixture
def bound(agreement, site, functional):
    """Return an agreement whose first version binds today."""
    begin_with(bind, site, functional["zodbDB"])
    return agreement


@pytest.fixture
def today(site):
    """Return today on the site's clock."""
    return site_day(datetime.now(UTC))
