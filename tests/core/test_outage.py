"""Which failures are the database's, and what is said about them. No site is asked."""

from leap.cop.core import outage
from relstorage.storage.interfaces import StorageDisconnectedDuringCommit
from wsgiref.util import setup_testing_defaults
from ZODB.POSException import ConflictError
from ZODB.POSException import POSKeyError
from ZODB.POSException import ReadOnlyError
from ZODB.POSException import StorageError
from ZODB.POSException import TransactionTooLargeError
from zope.component import getGlobalSiteManager
from zope.i18n.interfaces import ITranslationDomain
from zope.i18n.simpletranslationdomain import SimpleTranslationDomain

import io
import json
import psycopg2
import pytest
import sqlite3
import transaction


AWAY = [
    psycopg2.OperationalError("server closed the connection"),
    psycopg2.InterfaceError("cursor already closed"),
    psycopg2.DatabaseError("server closed the connection"),
    psycopg2.errors.AdminShutdown("terminating"),
    sqlite3.OperationalError("database is locked"),
    StorageError("cannot store 0x01"),
    StorageDisconnectedDuringCommit("lost a connection"),
    ConflictError("conflict in 0x01"),
]
NOT_AWAY = [
    psycopg2.ProgrammingError("no such column"),
    psycopg2.IntegrityError("twice"),
    ReadOnlyError("read only"),
    TransactionTooLargeError("too large"),
    POSKeyError(b"\0" * 8),
    KeyError("story"),
    ConnectionResetError("a mail server"),
]


class Failing:
    """Takes part in a transaction, and loses the database in one of its phases."""

    def __init__(self, phase: str) -> None:
        self.phase = phase
        self.transaction_manager = transaction.manager

    def _maybe_fail(self, phase: str) -> None:
        if phase == self.phase:
            raise psycopg2.OperationalError("server closed the connection")

    def tpc_begin(self, _transaction) -> None:
        self._maybe_fail("begin")

    def commit(self, _transaction) -> None:
        self._maybe_fail("commit")

    def tpc_vote(self, _transaction) -> None:
        self._maybe_fail("vote")

    def tpc_finish(self, _transaction) -> None:
        self._maybe_fail("finish")

    def tpc_abort(self, _transaction) -> None:
        pass

    abort = tpc_abort

    def sortKey(self) -> str:
        return "failing"


def ask(application, **environ) -> tuple[str, dict[str, str], str]:
    """Ask an application behind the filter; give status, headers and text."""
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/cop", **environ}
    setup_testing_defaults(asked)
    said: list = []

    def start_response(status, headers, exc_info=None) -> None:
        said.extend((status, dict(headers)))

    behind = outage.make_filter(application, {})
    body = b"".join(behind(asked, start_response))
    return (*said, body.decode())


def losing(error: BaseException):
    """Return an application that fails."""

    def application(environ, start_response):
        raise error

    return application


@pytest.mark.parametrize("error", AWAY, ids=repr)
def test_away_or_busy(error):
    status, headers, text = ask(losing(error))
    assert status == "503 Service Unavailable"
    assert headers["Retry-After"] == "10"
    assert headers["Content-Length"] == str(len(text.encode()))
    assert str(error) not in text


@pytest.mark.parametrize("error", NOT_AWAY, ids=repr)
def test_other_failures_are_left_to_be_seen(error):
    with pytest.raises(type(error)):
        ask(losing(error))


def test_what_came_of_it_counts_as_well():
    def application(environ, start_response):
        try:
            raise psycopg2.OperationalError("server closed the connection")
        except psycopg2.OperationalError:
            return {}["story"]

    assert ask(application)[0].startswith("503")


def test_an_answer_goes_through_as_it_is():
    def application(environ, start_response):
        start_response("200 OK", [("X-Ours", "yes")])
        return [b"hello"]

    assert ask(application) == ("200 OK", {"X-Ours": "yes"}, "hello")


@pytest.mark.parametrize(
    "phase,sure",
    [("begin", True), ("commit", True), ("vote", True), ("finish", False)],
)
def test_nobody_is_told_that_nothing_was_saved_where_it_may_have_been(phase, sure):
    def application(environ, start_response):
        transaction.begin()
        transaction.get().join(Failing(phase))
        try:
            transaction.commit()
        finally:
            transaction.abort()

    text = ask(application, REQUEST_METHOD="POST")[2]
    assert (str(outage.NOT_SAVED) in text) == sure
    assert (str(outage.LOOK_FIRST) in text) != sure


def test_who_only_reads_is_not_told_about_saving():
    text = ask(losing(AWAY[0]))[2]
    assert str(outage.REASON) in text
    assert str(outage.NOT_SAVED) not in text


@pytest.mark.parametrize(
    "environ,is_json",
    [
        ({"HTTP_ACCEPT": "application/json"}, True),
        ({"PATH_INFO": "/cop/++api++/story"}, True),
        ({"HTTP_ACCEPT": "text/html,application/json;q=0.9"}, False),
        ({}, False),
    ],
)
def test_programs_get_json(environ, is_json):
    _status, headers, text = ask(losing(AWAY[0]), **environ)
    assert (headers["Content-Type"] == "application/json") == is_json
    if is_json:
        said = json.loads(text)
        assert said == {"type": "ServiceUnavailable", "message": str(outage.REASON)}


@pytest.mark.parametrize(
    "environ,language",
    [
        ({}, "en"),
        ({"HTTP_ACCEPT_LANGUAGE": "fr"}, "en"),
        ({"HTTP_ACCEPT_LANGUAGE": "fr, bg;q=0.4, nl-BE;q=0.8"}, "nl"),
        ({"HTTP_ACCEPT_LANGUAGE": "ro-RO"}, "ro"),
        ({"HTTP_ACCEPT_LANGUAGE": ";;q=x,,"}, "en"),
        ({"HTTP_ACCEPT_LANGUAGE": "nl", "HTTP_COOKIE": "a=b; I18N_LANGUAGE=bg"}, "bg"),
        ({"HTTP_ACCEPT_LANGUAGE": "nl", "HTTP_COOKIE": 'I18N_LANGUAGE="ro"'}, "ro"),
        ({"HTTP_ACCEPT_LANGUAGE": "nl", "HTTP_COOKIE": "I18N_LANGUAGE=<b>"}, "nl"),
        ({"HTTP_ACCEPT_LANGUAGE": "nl", "HTTP_COOKIE": "MY_I18N_LANGUAGE=bg"}, "nl"),
    ],
)
def test_in_the_language_that_is_asked_for(environ, language):
    text = ask(losing(AWAY[0]), **environ)[2]
    assert f'<html lang="{language}">' in text


def test_translated_without_a_site():
    words = {("nl", outage.TITLE): "Straks <weer>", ("nl", outage.REASON): "Even niet"}
    domain = SimpleTranslationDomain("leap.cop", words)
    components = getGlobalSiteManager()
    stock = components.queryUtility(ITranslationDomain, "leap.cop")
    components.registerUtility(domain, ITranslationDomain, "leap.cop")
    try:
        text = ask(losing(AWAY[0]), HTTP_ACCEPT_LANGUAGE="nl")[2]
    finally:
        components.unregisterUtility(domain, ITranslationDomain, "leap.cop")
        if stock is not None:
            components.registerUtility(stock, ITranslationDomain, "leap.cop")
    assert "<h1>Straks &lt;weer&gt;</h1>" in text
    assert "<p>Even niet</p>" in text


def test_nothing_of_the_request_stands_in_it():
    secret = {"PATH_INFO": "/cop/@@link/k3y", "QUERY_STRING": "k3y=k3y"}
    _status, headers, text = ask(losing(AWAY[0]), wsgi_input=io.BytesIO(), **secret)
    assert "k3y" not in text + str(headers)
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "private, no-store"
