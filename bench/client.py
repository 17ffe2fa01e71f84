"""One data set as its users meet it: requests without a socket, and what they cost."""

from bench import boot
from bench import dataset
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import NamedTuple
from urllib.parse import urlencode
from urllib.parse import urlsplit

import json
import shutil
import time


BASE = "http://localhost"


class Answer(NamedTuple):
    """What came back, and the processor time of the whole process until then."""

    status: int
    body: bytes
    seconds: float

    @property
    def json(self):
        """The body as JSON."""
        return json.loads(self.body)


class Site:
    """One data set, opened from a copy, so that the one in the cache stays as it is."""

    def __init__(self, kind: str, count: int, place: Path, work: Path) -> None:
        self.kind = kind
        self.count = count
        self.name = f"bench_{kind}_{count}"
        path = work / self.name / "Data.fs"
        path.parent.mkdir(parents=True)
        for name in ("Data.fs", "Data.fs.index"):
            shutil.copyfile(place / name, path.parent / name)
        shutil.copytree(place / "Data.fs.blobs", f"{path}.blobs")
        self.facts = dataset.facts(place)
        self.database, self.application = boot.open_database(self.name, path)
        self._logging_in = Lock()
        self._cookies: dict[str, str] = {}

    @property
    def size(self) -> int:
        """How many bytes the database has."""
        return self.database.storage.getSize()

    @contextmanager
    def opened(self, userid: str | None = None) -> Iterator:
        """Give the portal to Python code, as a user of it."""
        from AccessControl.SecurityManagement import newSecurityManager
        from AccessControl.SecurityManagement import noSecurityManager
        from Testing.makerequest import makerequest
        from zope.component.hooks import setSite
        from zope.globalrequest import clearRequest
        from zope.globalrequest import setRequest

        import transaction

        transaction.abort()
        app = makerequest(self.application())
        portal = app[dataset.SITE]
        setRequest(app.REQUEST)
        setSite(portal)
        if userid is not None:
            user = portal.acl_users.getUserById(userid)
            newSecurityManager(None, user.__of__(portal.acl_users))
        try:
            yield portal
        finally:
            transaction.abort()
            noSecurityManager()
            setSite(None)
            clearRequest()
            app._p_jar.close()

    def log_in(self, userid: str) -> None:
        """Log somebody in who is not yet: it writes, and is nobody else's cost."""
        self._cookie(userid)

    def _cookie(self, userid: str) -> str:
        import transaction

        if userid not in self._cookies:
            # Logging in writes one object: two at once would collide.
            with self._logging_in, self.opened() as portal:
                response = portal.REQUEST.response
                portal.acl_users.session._setupSession(userid, response)
                transaction.commit()
                self._cookies[userid] = response.cookies["__ac"]["value"].decode()
        return self._cookies[userid]

    def get(self, userid: str, path: str, **kwargs) -> Answer:
        """Ask for a page."""
        return self.ask(userid, "GET", path, **kwargs)

    def ask(
        self,
        userid: str,
        method: str,
        path: str,
        data=None,
        rest: bool = False,
        form: dict[str, str] | None = None,
    ) -> Answer:
        """Make one request and say what it took.

        :param path: below the site, or a whole address.
        :param data: what to send as JSON.
        :param rest: ask for JSON.
        :param form: what to send as a browser's form does; instead of `data`.
        """
        from ZPublisher.WSGIPublisher import publish_module

        environ = self._environ(userid, method, path, data, rest)
        if form is not None:
            sent = urlencode(form).encode()
            environ["wsgi.input"] = BytesIO(sent)
            environ["CONTENT_TYPE"] = "application/x-www-form-urlencoded"
            environ["CONTENT_LENGTH"] = str(len(sent))
        statuses: list[str] = []

        def start_response(status, headers, exc_info=None):
            statuses.append(status)

        started = time.process_time()
        body = b"".join(publish_module(environ, start_response, _module_name=self.name))
        seconds = time.process_time() - started
        return Answer(int(statuses[0].split()[0]), body, seconds)

    def _environ(self, userid: str, method: str, path: str, data, rest: bool) -> dict:
        parts = urlsplit(path)
        place = parts.path if parts.netloc else f"/{dataset.SITE}/{parts.path}"
        sent = b"" if data is None else json.dumps(data).encode()
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": place,
            "QUERY_STRING": parts.query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "HTTP_ACCEPT": "text/html",
            "HTTP_ACCEPT_LANGUAGE": "en",
            "HTTP_COOKIE": f'__ac="{self._cookie(userid)}"',
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(sent),
            "wsgi.errors": BytesIO(),
        }
        if rest:
            environ["HTTP_ACCEPT"] = "application/json"
        if sent:
            environ["CONTENT_TYPE"] = "application/json"
            environ["CONTENT_LENGTH"] = str(len(sent))
        return environ
