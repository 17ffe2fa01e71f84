"""Start the demo: make what is missing, serve it, say who can log in.

Run by ``make start``. PORT (8080) says where, DEMO_PASSWORD with which password.
One process does it all, so stopping it leaves nothing behind. Before Zope is loaded
everything that can go wrong outside is looked at, and said in one line.
"""

from base64 import b64encode
from http.client import HTTPException
from pathlib import Path
from steps import step

import argparse
import instance as instances
import logging
import os
import signal
import sys
import textwrap
import threading
import urllib.error
import urllib.request
import warnings


ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ((3, 11), (3, 14))
#: Plone cannot save versions of a page on this one (python/cpython#125631).
BROKEN = (3, 13, 0)
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
#: How the roles in a community are called in the table.
ROLES = {
    "facilitator": "facilitator",
    "member": "member",
    "reviewer": "reviewer",
    "candidate": "would like to join",
}
#: And whoever has not said yes to the agreement.
WAITS = "member, whose answer we wait for"
WARM_UP_AS = "facilitator"


class Stopped(SystemExit):
    """Somebody asked us to stop. (waitress ends in good order on a SystemExit.)"""


def stop(*_args) -> None:
    """Handle the first signal; while we stop, further ones change nothing."""
    for name in SIGNALS:
        signal.signal(name, signal.SIG_IGN)
    raise Stopped


def stopping() -> bool:
    """Tell whether we were asked to stop. What we interrupt may fail otherwise."""
    return signal.getsignal(signal.SIGTERM) == signal.SIG_IGN


def check_python(version: tuple[int, ...]) -> None:
    """Raise CannotStart for a Python that Plone 6.2 is not tested with here."""
    oldest, too_new = PYTHONS
    version = tuple(version[:3])
    if not oldest <= version < too_new or version == BROKEN:
        found = ".".join(map(str, version))
        raise instances.CannotStart(
            "leap.cop needs Python 3.11, 3.12, or 3.13 from 3.13.1 on; "
            f"this is Python {found}."
        )


def people_by_part(users: list[dict], communities: list[dict]) -> dict[str, list[str]]:
    """Give, for each part people play in the communities, their user names."""
    parts: dict[str, list[str]] = {}
    for user in users:
        played: dict[str, list[str]] = {}
        for community in communities:
            for member in community["members"]:
                if member["userid"] == user["userid"]:
                    role = WAITS if member.get("waits") else ROLES[member["role"]]
                    names = played.setdefault(role, [])
                    names.append(community["short_name"])
        words = "; ".join(f"{role}: {', '.join(at)}" for role, at in played.items())
        parts.setdefault(words or "staff, in no community", []).append(user["userid"])
    return parts


def table(port: int, password: str, parts: dict[str, list[str]]) -> str:
    """Give the text that is printed when the demo is ready."""
    rows = {"administrator of everything": ["admin"], **parts}
    width = max(map(len, rows)) + 2
    lines = [
        "",
        f"  The demo is ready:  http://localhost:{port}/cop",
        f"  Log in:             http://localhost:{port}/cop/login",
        f"  Password of all:    {password}",
        "",
        f"  {'What they are':{width}}User names",
    ]
    for words, names in rows.items():
        first, *more = textwrap.wrap(", ".join(names), 60)
        lines.append(f"  {words:{width}}{first}")
        lines += [" " * (width + 2) + line for line in more]
    return "\n".join([*lines, "", "  To stop: Ctrl-C", ""])


def fetch(url: str, user: str | None, password: str) -> int:
    """Read one page, without proxies; give its status, 0 if nobody answered."""
    request = urllib.request.Request(url)
    if user:
        token = b64encode(f"{user}:{password}".encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=120) as answer:
            answer.read()
            return answer.status
    except urllib.error.HTTPError as error:
        error.read()
        return error.code
    except (OSError, HTTPException):
        return 0


def warm_up(port: int, password: str, communities: list[str]) -> list[str]:
    """Ask for the main pages, so that nobody waits for templates; give the broken.

    One after another, also because old 3.11 and 3.12 Pythons can stumble when several
    threads compile their first templates at once.
    """
    pages = [("/cop", None), ("/cop/login", None)]
    pages += [(path, None) for path in communities[:1]]
    pages += [(path, WARM_UP_AS) for path in ["/cop", *communities[:1]]]
    broken = []
    with step("Warming up the main pages"):
        for path, user in pages:
            url = f"http://localhost:{port}{path}"
            if fetch(url, user, password) >= 500:
                broken.append(url)
    return broken


def configure(instance: instances.Instance):
    """Load Zope with all packages; give the WSGI application.

    Raises CannotStart if the database is in use.
    """
    os.environ["CHAMELEON_CACHE"] = str(instance.home / "cache")
    os.environ["zope_i18n_compile_mo_files"] = "true"  # noqa: SIM112
    warnings.simplefilter("ignore")
    from paste.deploy import loadapp
    from zc.lockfile import LockError
    from Zope2.Startup.serve import setup_logging

    setup_logging(str(instance.ini))
    try:
        return loadapp(f"config:{instance.ini}")
    except LockError:
        raise instances.CannotStart(
            "The demo runs already, at another port: its database is in use."
        ) from None


def serve(application, options: dict, ready) -> None:
    """Listen until somebody stops us; ``ready`` is called once we do."""
    from waitress import create_server

    server = create_server(application, **options)
    threading.Thread(target=ready, daemon=True).start()
    server.run()
    print("\n  Stopped.")


def start(instance: instances.Instance, arguments: argparse.Namespace) -> None:
    """Do it all."""
    port = instances.port_number(os.environ.get("PORT"))
    addresses = instances.free_addresses(port)
    if arguments.preflight:
        return
    password = instances.password(instance, os.environ.get("DEMO_PASSWORD"))
    options = instances.server_options(addresses, port)
    instances.write(instance, options)
    with step("Loading Plone"):
        application = configure(instance)
    from leap.cop.setuphandlers import demo_people

    import demo_site
    import Zope2

    def ready() -> None:
        for url in warm_up(port, password, communities):
            print(f"  {url} shows an error, see {instance.log}")
        parts = people_by_part(demo_people.USERS, demo_people.COMMUNITIES)
        print(table(port, password, parts), flush=True)

    try:
        communities = demo_site.prepare(port, password)
        if not arguments.create_only:
            serve(application, options, ready)
    finally:
        Zope2.DB.close()


def failure(error: Exception, log: Path) -> str:
    """Say in one line what went wrong, and where to read the rest."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    # A ZCML error says the place in its first line and the reason in its last.
    said = " … ".join(dict.fromkeys([*lines[:1], *lines[-1:]]))
    name = type(error).__name__
    return f"The demo could not be started. {name}: {said} (see {log})"


def main() -> int:
    """Start; give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--create-only", action="store_true", help="do not serve")
    parser.add_argument("--home", type=Path, default=ROOT / "var" / "instance")
    parser.add_argument("--preflight", action="store_true", help="look, do nothing")
    arguments = parser.parse_args()
    instance = instances.Instance(arguments.home.resolve())
    for name in SIGNALS:
        signal.signal(name, stop)
    try:
        check_python(sys.version_info)
        start(instance, arguments)
    except instances.CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1
    except Stopped:
        print("\n  Stopped.")
    except Exception as error:
        if stopping():
            print("\n  Stopped.")
            return 0
        logging.getLogger("leap.cop.demo").exception("The demo could not be started.")
        print(failure(error, instance.log), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
