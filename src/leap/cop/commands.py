"""The command line: `leap-cop --conf <zope.conf> --site <path> <command> …`.

For what has no page, because it is not a reader's business: the seal, the ledger's
seal, erasure, exports. Each room has a `commands.py` with functions that take the site
and the parsed options and give an exit status; this module is their table of contents.
What ends with 0 is committed, anything else is undone: 1 says that something does not
hold, or would be done; 2 that it could not be asked, with one line why.
"""

from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.users import system
from collections.abc import Sequence
from leap.cop.consent import commands as consent
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.errors import sentence
from leap.cop.core.settings import is_installed
from leap.cop.exportimport import commands as exportimport
from leap.cop.notify import commands as notify
from leap.cop.recruitment import commands as recruitment
from leap.cop.story import commands as story
from leap.cop.topic import commands as topic
from plone.base.interfaces import IPloneSiteRoot
from zc.lockfile import LockError
from zope.component.hooks import site as in_site
from zope.globalrequest import setRequest

import argparse
import sys
import transaction


#: Every room that has commands: a function that adds its own to the parser.
ROOMS = (
    consent.add_to,
    story.add_to,
    topic.add_to,
    recruitment.add_to,
    notify.add_to,
    exportimport.add_to,
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    made = argparse.ArgumentParser(
        prog="leap-cop", description="What leap.cop does on the server."
    )
    made.add_argument("--conf", required=True, help="path of the instance's zope.conf")
    made.add_argument(
        "--site", required=True, help="path of the site in the database, such as cop"
    )
    made.set_defaults(works_uninstalled=False)
    commands = made.add_subparsers(title="commands", dest="command", required=True)
    for add_to in ROOMS:
        add_to(commands)
    return made


def run(app, options: argparse.Namespace) -> int:
    """Run one command on one site; commit what ends well, undo the rest.

    :param app: the root of the database, with a request.
    :returns: the exit status.
    """
    portal = app.unrestrictedTraverse(options.site.strip("/"), None)
    if not IPloneSiteRoot.providedBy(portal):
        print(f"There is no site {options.site}.", file=sys.stderr)
        return 2
    with in_site(portal):
        try:
            # Stories are found by what uninstalling takes away: without it a command
            # would say that somebody has none, and that no record holds.
            if not (options.works_uninstalled or is_installed(portal)):
                raise Refused("site: leap.cop is not installed there.")
            status = options.run(portal, options)
        except (Refused, NotNow, NotYours) as error:
            print(sentence(error), file=sys.stderr)
            status = 2
        except BaseException:
            transaction.abort()
            raise
        if status:
            transaction.abort()
        else:
            transaction.commit()
    return status


def _database(conf: str):
    """Start Zope on a configuration and return the root of its database."""
    from Testing.makerequest import makerequest
    from Zope2.Startup.run import make_wsgi_app

    import Zope2

    make_wsgi_app({}, conf)
    app = makerequest(Zope2.app())
    app.REQUEST["PARENTS"] = [app]
    setRequest(app.REQUEST)
    newSecurityManager(None, system)
    return app


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line."""
    options = parser().parse_args(arguments)
    try:
        return run(_database(options.conf), options)
    except LockError:
        print("The database is in use: stop the site first.", file=sys.stderr)
    except Exception as error:
        # One line: whoever reads a job's mail must not take this for an answer.
        reason = " ".join(str(error).split())
        print(
            f"It could not be asked: {type(error).__name__}: {reason}", file=sys.stderr
        )
    return 2


if __name__ == "__main__":
    sys.exit(main())
