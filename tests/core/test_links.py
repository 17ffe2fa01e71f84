"""A link leads somewhere for its time, for its purpose, and for whoever it was made."""

from datetime import timedelta
from leap.cop.core import accounts
from leap.cop.core import links as core_links
from leap.cop.core.events import AccountClosed
from leap.cop.core.events import PersonErased
from leap.cop.core.links import digest_of
from leap.cop.core.links import Link
from leap.cop.core.links import Links
from leap.cop.core.links import LinkShelf
from leap.cop.core.links import path_to
from tests.conftest import NOW
from zope.annotation.interfaces import IAnnotations
from zope.event import notify
from zope.interface import implementer

import pytest


LATER = NOW + timedelta(days=30)


@implementer(IAnnotations)
class Site(dict):
    """Something that is its own annotations."""


@pytest.fixture
def links():
    return Links(Site())


def make(links, purpose="answer", target="m1", **more):
    return links.make(purpose, target=target, **{"until": LATER, "now": NOW, **more})


def test_a_link_leads_where_it_was_made_for(links):
    token = make(links, subject="yes", userid="member")
    found = Link("answer", "m1", "yes", "member", NOW, LATER)
    assert links.find(token, "answer", now=NOW) == found
    assert path_to("answer", token) == f"@@answer/{token}"


def test_looking_makes_nothing(links):
    assert links.find("x" * 43, "answer", now=NOW) is None
    assert links.drop("x" * 43) is None
    assert links.drop_all(purpose="answer") == 0
    assert not links.shelf.is_there


def test_only_plain_values_are_kept_and_no_token(links):
    token = make(links, userid="member")
    [(digest, row)] = links.shelf.all().items()
    assert (digest, len(digest)) == (digest_of(token), 64)
    assert row == (
        1,
        "answer",
        "m1",
        "",
        "member",
        NOW.isoformat(),
        LATER.isoformat(),
    )
    assert type(row) is tuple
    assert token not in repr(links.shelf.all())


def test_no_two_tokens_are_alike(links):
    tokens = {make(links, keep_older=True) for _ in range(50)}
    assert len(tokens) == len(links.shelf) == 50
    assert {len(token) for token in tokens} == {43}


@pytest.mark.parametrize(
    "sent",
    [None, 7, "", "x", "x" * 42, "é" * 43, "\ud800" * 43],
    ids=ascii,
)
def test_whatever_else_is_sent_leads_nowhere(links, sent):
    make(links)
    assert links.find(sent, "answer", now=NOW) is None
    links.drop(sent)
    assert len(links.shelf) == 1


def test_a_key_fits_one_kind_of_door(links):
    assert links.find(make(links), "calendar", now=NOW) is None


def test_it_is_over_when_its_time_is(links):
    token = make(links)
    assert links.find(token, "answer", now=LATER - timedelta(seconds=1))
    assert links.find(token, "answer", now=LATER) is None
    # What is over goes when another is made.
    make(links, target="other", now=LATER, until=LATER + timedelta(days=1))
    assert len(links.shelf) == 1


def test_a_newer_one_takes_the_place_of_exactly_the_same(links):
    first, other = make(links, userid="a"), make(links, userid="b")
    second = make(links, userid="a")
    assert links.find(first, "answer", now=NOW) is None
    assert links.find(second, "answer", now=NOW) and links.find(
        other, "answer", now=NOW
    )


def test_or_does_not_where_older_mails_are_to_work(links):
    first = make(links, userid="a")
    make(links, userid="a", keep_older=True)
    assert links.find(first, "answer", now=NOW)


def test_a_dropped_one_leads_nowhere(links):
    token, other = make(links), make(links, target="m2")
    links.drop(token)
    assert links.find(token, "answer", now=NOW) is None
    assert links.find(other, "answer", now=NOW)


@pytest.mark.parametrize(
    ("which", "left"),
    [
        ({"purpose": "answer"}, ["c"]),
        ({"target": "m1"}, ["b"]),
        ({"userid": "a"}, ["b", "c"]),
        ({"subject": "s"}, ["a", "b"]),
        ({"purpose": "answer", "target": "m1"}, ["b", "c"]),
        ({"purpose": "answer", "target": "elsewhere"}, ["a", "b", "c"]),
    ],
)
def test_all_go_that_fit_all_of_what_is_said(links, which, left):
    make(links, userid="a")
    make(links, target="m2", userid="b")
    make(links, purpose="calendar", subject="s", userid="c")
    assert links.drop_all(**which) == 3 - len(left)
    assert sorted(row[4] for row in links.shelf.all().values()) == left


def test_all_of_them_go_only_by_name(links):
    make(links)
    with pytest.raises(TypeError):
        links.drop_all()
    assert len(links.shelf) == 1


def test_nothing_of_it_travels(links):
    make(links)
    assert links.shelf.pack() is None
    [shelf] = LinkShelf.that_know(None, Site(), [object()])
    assert shelf.all() == {}


def test_links_of_whoever_is_erased_open_nothing(portal):
    links = Links(portal)
    theirs, others = make(links, userid="member"), make(links, userid="teller")
    about = make(links, subject="member")
    event = PersonErased("member", {}, NOW)
    notify(event)
    assert event.counts[LinkShelf.counted] == 2
    assert links.find(theirs, "answer", now=NOW) is None
    assert links.find(about, "answer", now=NOW) is None
    assert links.find(others, "answer", now=NOW)


def test_nor_does_one_of_an_account_that_is_gone(portal):
    links = Links(portal)
    token = make(links, userid="member")
    accounts.close(portal, "member", now=NOW)
    assert links.find(token, "answer", now=NOW) is None


def test_but_one_to_what_stays_that_persons_own_does(portal, monkeypatch):
    monkeypatch.setattr(core_links, "OUTLIVE_AN_ACCOUNT", {"own"})
    links = Links(portal)
    token, about = make(links, "own", userid="member"), make(links, subject="member")
    event = AccountClosed("member", "a-code", NOW)
    assert links.shelf.forget_person(event) == 2
    assert links.find(token, "own", now=NOW).userid == event.stand_in
    assert links.find(about, "answer", now=NOW) is None
    # Who is erased afterwards keeps none.
    links.shelf.forget_person(PersonErased(event.stand_in, {}, NOW))
    assert links.find(token, "own", now=NOW) is None
