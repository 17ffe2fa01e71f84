"""A page and a service that lose the database while they work, as a crash would.

Only the processes of `test_outage.py` know them: their `site.zcml` includes this.
"""

from contextlib import closing
from pathlib import Path
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.services import Service
from Products.Five.browser import BrowserView
from ZODB.utils import p64
from zope.interface import alsoProvides

import os
import psycopg2
import signal
import transaction


#: An environment variable: the file with the process id of the database server.
SERVER = "LEAP_COP_TEST_DATABASE_PID"

#: Another one: how the database is reached.
DATABASE = "LEAP_COP_TEST_DATABASE"

#: What the query says: when the server crashes; or that only connections are lost.
EARLY, LATE, FOR_A_MOMENT = "early", "late", "for-a-moment"

#: An object that nobody has read, so that no cache holds it.
NEVER_READ = 2**40

ZCML = """
  <browser:page
      xmlns:browser="http://namespaces.zope.org/browser"
      name="cut-off"
      for="leap.cop.community.content.ICommunity"
      class="tests.load.cutting.CutOff"
      permission="zope2.View"
      />
  <plone:service
      xmlns:plone="http://namespaces.plone.org/plone"
      method="GET"
      factory="tests.load.cutting.CutOffService"
      for="leap.cop.community.content.ICommunity"
      permission="zope2.View"
      name="@cut-off"
      />
  <plone:service
      xmlns:plone="http://namespaces.plone.org/plone"
      method="POST"
      factory="tests.load.cutting.CutOffService"
      for="leap.cop.community.content.ICommunity"
      permission="zope2.View"
      name="@cut-off"
      />
"""


def crash() -> None:
    """End the database server, and wait until nobody can reach it."""
    pid = int(Path(os.environ[SERVER]).read_text())
    os.kill(pid, signal.SIGQUIT)
    while _is_there(pid):
        pass


def hang_up() -> None:
    """End the connections alone: the server goes on, and is reached at once again."""
    with closing(psycopg2.connect(os.environ[DATABASE])) as connection:
        connection.cursor().execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )


def _is_there(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and ") Z " not in state.read_text()


def work(context, request) -> str:
    """Change something and lose the database: on the way, or while it is saved."""
    alsoProvides(request, IDisableCSRFProtection)
    context.country = "FR"
    when = request.get("QUERY_STRING")
    if when == LATE:
        transaction.get().addBeforeCommitHook(crash)
        return "done"
    crash() if when == EARLY else hang_up()
    context._p_jar.get(p64(NEVER_READ))
    return "done"


class CutOff(BrowserView):
    """The page."""

    def __call__(self):
        return work(self.context, self.request)


class CutOffService(Service):
    """The service."""

    def reply(self):
        return {"said": work(self.context, self.request)}
