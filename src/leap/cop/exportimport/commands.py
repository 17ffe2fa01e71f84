"""Commands about moving a site: export everything of it, import it elsewhere.

They wrap plone.exportimport's own exporter and importer, as the system user, with what
a folder full of confidences needs: nobody else reads it, no passwords go along unless
somebody asks, and one number tells whether a file was changed on the way.
"""

from AccessControl.SecurityManagement import getSecurityManager
from AccessControl.SecurityManagement import newSecurityManager
from AccessControl.SecurityManagement import setSecurityManager
from AccessControl.users import system
from collections.abc import Iterator
from contextlib import contextmanager
from leap.cop.core.errors import Refused
from leap.cop.exportimport import restoring
from leap.cop.exportimport import transfer
from pathlib import Path
from plone.exportimport.exporters import get_exporter
from plone.exportimport.importers import get_importer
from plone.restapi.interfaces import IPloneRestapiLayer
from zope.globalrequest import getRequest
from zope.interface import alsoProvides

import argparse
import os
import sys


KEEP = """\
The folder holds everything: what is private, who told it, what was agreed to.
Keep it like the database: for few eyes, on an encrypted disk. Delete it once it
is imported.\
"""


OPEN_VOTE = """\
1 round is being voted on: its dots stay here; close it first to take them along.\
"""

OPEN_VOTES = """\
{} rounds are being voted on: their dots stay here; close them first to take them
along.\
"""


def add_to(commands) -> None:
    """Add this room's commands to the command line."""
    out = commands.add_parser(
        "export", help="write everything of the site into a new folder"
    )
    out.add_argument("folder", help="a folder that is empty or not there yet")
    out.add_argument(
        "--with-principals",
        action="store_true",
        help="users and groups as well, with the hashes of their passwords",
    )
    out.add_argument(
        "--without-persons",
        action="store_true",
        help="leave out what ties the ledger to people; whoever imports the folder "
        "elsewhere finds every story private then",
    )
    out.set_defaults(run=run_export)
    into = commands.add_parser("import", help="read a folder that `export` wrote")
    into.add_argument("folder")
    into.add_argument(
        "--fingerprint",
        help="what `export` printed; a folder that was changed is refused",
    )
    into.set_defaults(run=run_import)
    back = commands.add_parser(
        "restore-workflows",
        help="bind our types to our workflows again, and land content where it belongs",
    )
    back.add_argument("--yes", action="store_true", help="do it, not only say it")
    back.set_defaults(run=run_restore)


@contextmanager
def _as_the_system() -> Iterator[None]:
    """Be the system user, whom an export hides nothing from; our own files only."""
    before = getSecurityManager()
    mask = os.umask(0o077)
    newSecurityManager(None, system)
    alsoProvides(getRequest(), IPloneRestapiLayer)
    try:
        yield
    finally:
        os.umask(mask)
        setSecurityManager(before)


def run_export(portal, options: argparse.Namespace) -> int:
    """Write everything of a site into a folder."""
    folder = Path(options.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"folder: {folder} is not an empty folder.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    with _as_the_system():
        exporter = get_exporter(portal)
        if not options.with_principals:
            exporter.exporters.pop("plone.exporter.principals", None)
        exporter.export_site(folder, options=options)
        voting = transfer.open_votes(getRequest())
    if voting:
        print(OPEN_VOTE if voting == 1 else OPEN_VOTES.format(voting))
    print(KEEP)
    print(f"Fingerprint: {transfer.fingerprint(folder)}")
    return 0


def run_import(portal, options: argparse.Namespace) -> int:
    """Read a folder into a site, in one transaction."""
    folder = Path(options.folder)
    if not (folder / transfer.FILE_NAME).is_file():
        raise Refused(f"folder: there is no {transfer.FILE_NAME} in {folder}.")
    found = transfer.fingerprint(folder)
    if options.fingerprint and options.fingerprint != found:
        raise Refused(f"fingerprint: the folder was changed; it is {found} now.")
    with _as_the_system():
        importer = get_importer(portal)
        for part in importer.importers.values():
            part.intermediate_commits = False
        report = importer.import_site(folder)
    for line in report:
        print(line)
    if importer.incomplete:
        count = len(importer.incomplete)
        print(f"Fields of {count} pieces could not be read.", file=sys.stderr)
    return 0


def run_restore(portal, options: argparse.Namespace) -> int:
    """Say what would be put right, and with --yes put it right."""
    with _as_the_system():
        done = restoring.restore(portal)
    for name, count in done.items():
        print(f"{name}: {count}")
    if not done:
        print("Everything follows our workflows.")
        return 0
    if not options.yes:
        print("Nothing was changed. Say --yes to change it.")
        return 1
    print("Put right. Storytellers can share again what went less far meanwhile.")
    return 0
