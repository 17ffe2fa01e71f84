"""The demo's Zope instance: its folders, its configuration, its port, its password.

Everything lies in ``var/instance``; the configuration is written anew at each start,
the data stay. Standard library only. What is set here and why:

* ``blob-dir``: without it no file can be uploaded;
* loopback addresses only: the demo's passwords are printed on the screen;
* ``connection_limit``: waitress's 100 hangs when browsers keep connections open;
* ``egg:leap.cop#outage``: without it waitress answers while the database is away;
* ``form-memory-limit``: Zope's 1 MB is too small for a file sent over REST;
* ``max-conflict-retries``: of many who write at once over several processes, Zope's
  three tries lose one now and then.
"""

from dataclasses import dataclass
from pathlib import Path

import errno
import os
import secrets
import socket


DEFAULT_PORT = 8080
MINIMUM_PASSWORD = 8
MEGABYTE = 1024 * 1024
LARGEST_REQUEST = 256 * MEGABYTE
WORDS = """
acorn alder amber apple autumn basil beech berry birch bramble brook candle
cedar cherry clover copper coral cotton daisy drizzle ember fennel fern finch
garden ginger harbor hazel heather honey island ivory jasmine juniper kettle
lantern laurel lavender lemon linden maple marble meadow mellow nutmeg oak
olive orchard pebble pepper plum poplar quiet raspberry river robin rosemary
saffron sparrow thistle velvet violet walnut willow
"""

ZOPE_CONF = """\
# Written by `make start` at each start; changes made here do not last.
%define INSTANCE {home}

instancehome $INSTANCE
clienthome $INSTANCE/data
debug-mode off
max-conflict-retries 10

<environment>
    CHAMELEON_CACHE $INSTANCE/cache
    zope_i18n_compile_mo_files true
</environment>

<dos_protection>
    form-memory-limit 16MB
    form-disk-limit {largest}
</dos_protection>

<zodb_db main>
    mount-point /
    cache-size 30000
{storage}
</zodb_db>
"""

FILE_STORAGE = """\
    <filestorage>
        path $INSTANCE/data/Data.fs
        blob-dir $INSTANCE/data/blobs
    </filestorage>"""

ZOPE_INI = """\
; Written by `make start` at each start; changes made here do not last.
[app:zope]
use = egg:Zope#main
zope_conf = %(here)s/zope.conf

[server:main]
use = egg:waitress#main
{server}

[pipeline:main]
pipeline =
    egg:Zope#httpexceptions
    egg:leap.cop#outage
    zope

[loggers]
keys = root

[handlers]
keys = log

[formatters]
keys = line

[logger_root]
level = INFO
handlers = log

[handler_log]
class = FileHandler
args = ('event.log', 'a', 'utf-8')
formatter = line

[formatter_line]
format = %(asctime)s %(levelname)s [%(name)s:%(lineno)s] %(message)s
"""

SITE_ZCML = """\
<configure
    xmlns="http://namespaces.zope.org/zope"
    xmlns:five="http://namespaces.zope.org/five"
    >

  <include package="Zope2.App" />

  <five:loadProducts file="meta.zcml" />
  <five:loadProducts />
  <five:loadProductsOverrides />

</configure>
"""


class CannotStart(Exception):
    """Something outside keeps the demo from starting; the message is one line."""


@dataclass(frozen=True)
class Instance:
    """Where the demo's files lie."""

    home: Path

    @property
    def conf(self) -> Path:
        return self.home / "etc" / "zope.conf"

    @property
    def ini(self) -> Path:
        return self.home / "etc" / "zope.ini"

    @property
    def log(self) -> Path:
        return self.home / "log" / "event.log"

    @property
    def password_file(self) -> Path:
        return self.home / "password"


def port_number(text: str | None) -> int:
    """Give the port a text names, 8080 if it names none.

    Raises CannotStart if it is no number from 1 to 65535.
    """
    if not text:
        return DEFAULT_PORT
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        raise CannotStart(f"PORT is {text!r}; it has to be a number from 1 to 65535.")
    return int(text)


def loopback_addresses() -> list[str]:
    """Give 127.0.0.1, and what else ``localhost`` means on this machine."""
    found = ["127.0.0.1"]
    try:
        answers = socket.getaddrinfo("localhost", None, type=socket.SOCK_STREAM)
    except OSError:
        return found
    if any(answer[4][0] == "::1" for answer in answers):
        found.append("::1")
    return found


def free_addresses(port: int) -> list[str]:
    """Give the loopback addresses the port can be listened on.

    Raises CannotStart if somebody else listens there, or we may not.
    """
    free = []
    for address in loopback_addresses():
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((address, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CannotStart(taken(port)) from None
            if error.errno == errno.EACCES:
                raise CannotStart(
                    f"Port {port} is for administrators; choose one above 1023: "
                    f"make start PORT={DEFAULT_PORT}"
                ) from None
            # An address this machine knows by name only, such as ::1 without IPv6.
        else:
            free.append(address)
    return free


def taken(port: int) -> str:
    """Say that a port is taken, and what to do."""
    other = port + 1 if port < 65535 else DEFAULT_PORT
    return (
        f"Port {port} is taken (is the demo running already?). Stop what listens "
        f"there, or choose another port: make start PORT={other}"
    )


def password(instance: Instance, wanted: str | None) -> str:
    """Give the password of all demo users, and keep it in a file only we may read.

    Without a wish the last one is kept; the first is made up of words.
    Raises CannotStart if the wish is shorter than Plone allows.
    """
    file = instance.password_file
    if wanted and len(wanted) < MINIMUM_PASSWORD:
        raise CannotStart(
            f"DEMO_PASSWORD has {len(wanted)} characters; "
            f"Plone wants at least {MINIMUM_PASSWORD}."
        )
    kept = file.read_text(encoding="utf-8").strip() if file.is_file() else ""
    chosen = wanted or kept or new_password()
    if chosen != kept:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as out:
            out.write(chosen + "\n")
    return chosen


def new_password() -> str:
    """Make up a password that can be read aloud: three words and four digits."""
    known = WORDS.split()
    words = [secrets.choice(known) for _ in range(3)]
    return "-".join([*words, str(secrets.randbelow(9000) + 1000)])


def server_options(addresses: list[str], port: int) -> dict[str, str | int | bool]:
    """Give waitress's options."""
    shown = [f"[{address}]" if ":" in address else address for address in addresses]
    return {
        "listen": " ".join(f"{address}:{port}" for address in shown),
        # Enough for a few who wait while their files are looked through, and for all
        # others besides.
        "threads": 6,
        "connection_limit": 1000,
        "asyncore_use_poll": True,
        "max_request_body_size": LARGEST_REQUEST,
        "clear_untrusted_proxy_headers": True,
    }


def zope_conf(home: Path, storage: str = FILE_STORAGE) -> str:
    """Give the text of zope.conf; the storage is a section of it."""
    # ZConfig expands $names.
    escaped = str(home).replace("$", "$$")
    return ZOPE_CONF.format(home=escaped, largest=LARGEST_REQUEST, storage=storage)


def zope_ini(home: Path, options: dict[str, str | int | bool]) -> str:
    """Give the text of zope.ini; ``runwsgi`` can serve it as well."""
    server = "\n".join(f"{name} = {value}" for name, value in options.items())
    # The log's name is a Python literal in a file that expands %(names)s.
    log = repr(str(home / "log" / "event.log")).replace("%", "%%")
    return ZOPE_INI.replace("'event.log'", log).format_map({"server": server})


def write(
    instance: Instance,
    options: dict[str, str | int | bool],
    storage: str = FILE_STORAGE,
) -> None:
    """Make the folders and write the configuration."""
    home = instance.home
    for folder in ("etc", "data", "data/blobs", "cache", "log"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    instance.conf.write_text(zope_conf(home, storage), encoding="utf-8")
    instance.ini.write_text(zope_ini(home, options), encoding="utf-8")
    (home / "etc" / "site.zcml").write_text(SITE_ZCML, encoding="utf-8")
