"""A secret round on a disk, voted in by real requests: what the database tells (P5).

Asked is the file: what a single ballot writes and what stands in its transaction, what
the list of transactions shows to members, and, after the close and a pack, whether any
transaction, record or byte still ties a voter to a ballot. The box alone is asked for
the same in `tests/ballot/test_secrecy.py`.
"""

from App.ZApplication import ZApplicationWrapper
from base64 import b64encode
from collections.abc import Iterator
from leap.cop.ballot import buckets
from leap.cop.ballot.rules import chosen
from leap.cop.core.privacy.undo_log import NO_ID
from leap.cop.testing import PASSWORD
from leap.cop.topic.records import record_of
from OFS.Application import Application
from plone.app.testing import SITE_OWNER_NAME
from plone.app.testing import SITE_OWNER_PASSWORD
from tests.exposure.test_forget import disk  # noqa: F401 - a fixture
from uuid import uuid4
from webtest import TestApp
from zope.component.hooks import getSite
from zope.component.hooks import setSite
from ZPublisher.WSGIPublisher import publish_module

import hashlib
import json
import pytest
import sys
import transaction
import types


VOTERS = ("member", "teller", "facilitator")
RECEIPTS = {userid: f"receipt-{number}-of-one" for number, userid in enumerate(VOTERS)}


class Server:
    """The site on the disk, as a server publishes it: one request after the other."""

    def __init__(self, portal, database) -> None:
        self.database = database
        self.portal = portal
        # The publisher finds what it serves by the name of a module, and remembers it.
        self.name = f"site_on_a_disk_{uuid4().hex}"
        module = types.ModuleType(self.name)
        module.bobo_application = ZApplicationWrapper(
            database, "Application", Application
        )
        sys.modules[self.name] = module
        self.app = TestApp(
            lambda environ, start: publish_module(
                environ, start, _module_name=self.name
            )
        )

    def __call__(self, userid, method: str, path: str, body=None, receipt=""):
        login, password = userid, PASSWORD
        if userid == "admin":
            login, password = SITE_OWNER_NAME, SITE_OWNER_PASSWORD
        sign = b64encode(f"{login}:{password}".encode()).decode()
        site = getSite()
        try:
            answer = self.app.request(
                f"/{self.portal.getId()}/{path}".rstrip("/"),
                method=method,
                body=b"" if body is None else json.dumps(body).encode(),
                content_type="application/json",
                headers={
                    "Accept": "application/json",
                    "Authorization": f"Basic {sign}",
                    **({"Receipt": receipt} if receipt else {}),
                },
                expect_errors=True,
            )
        finally:
            setSite(site)
        transaction.begin()
        return answer

    def transactions(self, since: bytes | None = None) -> list[tuple]:
        """Return the transactions in the file after one, each with its records."""
        found = [(one, list(one)) for one in self.database.storage.iterator(since)]
        return [pair for pair in found if since is None or pair[0].tid > since]

    @property
    def newest(self) -> bytes:
        return self.database.lastTransaction()


@pytest.fixture
def server(disk) -> Iterator[Server]:  # noqa: F811
    made = Server(disk, disk._p_jar.db())
    yield made
    del sys.modules[made.name]


class Vote:
    """A secret round that is open, and its themes."""

    def __init__(self, server) -> None:
        made = server(
            "facilitator",
            "POST",
            "tuesday",
            {"@type": "leap.cop.TopicRound", "title": "Next", "secrecy": "secret"},
        )
        assert made.status_code == 201, made.text
        self.server = server
        self.path = f"tuesday/{made.json['id']}"
        self.id = made.json["id"]
        server("facilitator", "POST", f"{self.path}/@workflow/share", {})
        self.themes = [
            server(
                "facilitator", "POST", f"{self.path}/@themes", {"title": title}
            ).json["id"]
            for title in ("Schools", "Online", "Rest")
        ]
        self.go("voting")

    def go(self, phase: str) -> None:
        answer = self.server(
            "facilitator", "POST", f"{self.path}/@phase", {"phase": phase}
        )
        assert answer.status_code == 200, answer.text

    def dots(self, userid: str) -> dict:
        one, other, third = self.themes
        return {
            "member": {one: 3, other: 1},
            "teller": {third: 2},
            "facilitator": {other: 3, third: 1},
        }[userid]

    def cast(self, userid: str) -> None:
        sent = {"dots": self.dots(userid), "receipt": RECEIPTS[userid]}
        answer = self.server(userid, "PUT", f"{self.path}/@ballot", sent)
        assert answer.status_code == 200, answer.text

    @property
    def box(self):
        transaction.begin()
        return record_of(self.server.portal["tuesday"][self.id]).box


@pytest.fixture
def vote(server) -> Vote:
    return Vote(server)


def digest(userid: str) -> bytes:
    return hashlib.sha256(RECEIPTS[userid].encode()).hexdigest().encode()


def trees_of(box) -> tuple:
    """Return all that ballots and names stand in."""
    return (*box.roll, *box.slips, box.papers, box.whose, box.taken_out)


def is_bare(one) -> bool:
    """Tell whether a transaction says nothing of who, where, what, or how much."""
    listed = dict(one.extension)
    told = (one.user, one.description, listed.pop("time") % 1, listed)
    return told == (b"", b"", 0, {"": True, "id": NO_ID, "size": 0})


def test_what_a_single_ballot_writes(server, vote):
    """Two buckets and nothing else: no content, no list, no date, no name."""
    box = vote.box
    roll = {tree._p_oid for tree in box.roll}
    slips = {tree._p_oid for tree in box.slips}
    for userid in VOTERS:
        before = server.newest
        vote.cast(userid)
        [(one, records)] = server.transactions(before)
        assert is_bare(one)
        written = {record.oid for record in records}
        assert len(written) == len(records) == 2
        assert len(written & roll) == len(written & slips) == 1
        [mark] = [record.data for record in records if record.oid in roll]
        [slip] = [record.data for record in records if record.oid in slips]
        assert userid.encode() in mark
        assert digest(userid) in slip
        for theme in vote.themes:
            assert theme.encode() not in mark
        for somebody in VOTERS:
            assert somebody.encode() not in slip
        assert RECEIPTS[userid].encode() not in mark + slip


def test_what_is_not_taken_writes_nothing(server, vote):
    vote.cast("member")
    before = server.newest
    for sent, status in (
        ({"dots": vote.dots("member"), "receipt": RECEIPTS["member"]}, 200),
        ({"dots": vote.dots("member")}, 409),
        ({"dots": {vote.themes[0]: 9}}, 400),
        ({"dots": {"nothing": 1}}, 400),
    ):
        path = f"{vote.path}/@ballot"
        assert server("member", "PUT", path, sent).status_code == status
    assert server("member", "DELETE", f"{vote.path}/@ballot").status_code == 409
    for name in ("@ballot", "@phase", "@topics", "@themes", ""):
        assert server("member", "GET", f"{vote.path}/{name}").status_code == 200
    assert server.newest == before


def test_the_list_of_transactions_tells_neither_who_nor_where(server, vote):
    """Stock Plone shows it to every member, with the moment and the size of each."""
    for userid in VOTERS:
        vote.cast(userid)
    for userid in ("member", "siteadmin", "admin"):
        answer = server(userid, "GET", "@transactions")
        assert answer.status_code == 200
        latest = answer.json[: len(VOTERS)]
        assert len(latest) == len(VOTERS)
        for one in latest:
            assert (one["username"], one["description"]) == ("", "")
        for word in (vote.id, *RECEIPTS.values(), *vote.themes):
            assert word not in answer.text


@pytest.mark.parametrize("userid", ["siteadmin", "admin"])
def test_nobody_takes_a_vote_or_its_end_back_by_undoing(server, vote, userid):
    """With stock's list of changes: dots out, or a look at what came out and on."""
    vote.cast("member")
    for phase in ("voting", "closed"):
        vote.go(phase)
        newest = server.newest
        for one in server(userid, "GET", "@transactions").json[:3]:
            assert one["size"] == 0
            sent = {"transaction_ids": [one["id"]]}
            answer = server(userid, "PATCH", "@transactions", sent)
            assert answer.status_code == 400
        assert server.newest == newest
    told = server("member", "GET", f"{vote.path}/@phase").json
    assert (told["phase"], told["voted"]) == ("closed", 1)


def test_paper_writes_nothing_more(server, vote):
    box = vote.box
    known = {tree._p_oid for tree in (*box.roll, box.papers, box.whose, box.taken_out)}
    before = server.newest
    sent = {"voters": ["member", "teller"], "dots": {vote.themes[0]: 4}}
    path = f"{vote.path}/@paper-ballots"
    assert server("facilitator", "POST", path, sent).status_code == 201
    [(one, records)] = server.transactions(before)
    assert is_bare(one)
    assert {record.oid for record in records} <= known


@pytest.fixture
def packed(server, vote):
    """Return the vote after it was closed and the database packed, and its past."""
    began = server.newest
    for userid in VOTERS:
        vote.cast(userid)
    cast = {one.tid for one, _records in server.transactions(began)}
    box = vote.box
    held = {tree._p_oid for tree in trees_of(box)}
    ended = server.newest
    vote.go("closed")
    server.closing = [one.tid for one, _records in server.transactions(ended)]
    vote.cast_in, vote.held = cast, held
    # As the server's own command does: nothing of before is kept.
    server.database.pack()
    return vote


def test_closing_is_two_transactions_that_say_nothing(server, packed):
    assert len(server.closing) == 2
    for one, _records in server.transactions():
        if one.tid in server.closing:
            assert is_bare(one)


def test_after_close_and_pack_no_transaction_of_a_ballot_is_left(server, packed):
    left = server.transactions()
    assert not {one.tid for one, _records in left} & packed.cast_in
    assert (
        not {record.oid for _one, records in left for record in records} & packed.held
    )
    for userid in ("member", "admin"):
        answer = server(userid, "GET", "@transactions")
        assert packed.id not in answer.text


def test_after_close_and_pack_nothing_ties_a_voter_to_a_ballot(server, packed):
    """All marks and all slips were written at once, and stand in no record together."""
    box = packed.box
    assert box.counted
    parts = {tree._p_oid for tree in trees_of(box)}
    holding = []
    for one, records in server.transactions():
        oids = {record.oid for record in records}
        if oids & parts:
            holding.append(one.tid)
            assert parts <= oids
        for record in records:
            if any(digest(userid) in record.data for userid in VOTERS):
                assert not any(userid.encode() in record.data for userid in VOTERS)
    assert holding == [server.closing[1]]
    assert dict(buckets.entries(box.roll)) == dict.fromkeys(VOTERS, "voted")
    kept = [key for key, _slip in buckets.entries(box.slips)]
    assert sorted(kept) == sorted(digest(userid).decode() for userid in VOTERS)


def test_after_close_and_pack_the_file_holds_no_receipt(server, packed):
    with open(server.database.storage.getName(), "rb") as file:
        data = file.read()
    for userid in VOTERS:
        assert RECEIPTS[userid].encode() not in data
        assert data.count(digest(userid)) == 1
    assert f"{packed.id}/@ballot".encode() not in data


def test_everybody_still_finds_the_own_ballot_counted(server, packed):
    for userid in VOTERS:
        told = server(userid, "GET", f"{packed.path}/@ballot", receipt=RECEIPTS[userid])
        told = told.json
        assert (told["counted"], told["dots"]) == (True, packed.dots(userid))
    slips = sorted(
        dict(chosen(kept)) == {} for _k, kept in buckets.entries(packed.box.slips)
    )
    assert slips == [False] * len(VOTERS)
