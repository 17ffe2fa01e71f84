"""What a page of ours may load, from where, and where its forms go. Pure.

The second line behind the cleaning of texts: whatever got into a page runs nothing, and
calls nobody but this site and the hosts that the organisation names.
"""

import re


HEADER = "Content-Security-Policy"

#: A directive, what it allows, and whether an organisation's own hosts are added.
_DIRECTIVES = (
    ("default-src", "'self'", True),
    ("script-src", "'self'", True),
    ("style-src", "'self' 'unsafe-inline'", True),
    ("img-src", "'self' data: blob:", True),
    ("font-src", "'self' data:", True),
    ("connect-src", "'self'", True),
    ("frame-src", "'self'", True),
    ("form-action", "'self'", False),
    ("base-uri", "'self'", False),
    ("object-src", "'none'", False),
    ("frame-ancestors", "'self'", False),
)

MOST_HOSTS = 20

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(
    rf"https://{_LABEL}(?:\.{_LABEL}){{0,10}}(?::[0-9]{{1,5}})?"
    rf"|(?:https://)?\*(?:\.{_LABEL}){{2,10}}(?::[0-9]{{1,5}})?"
)

_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL}){{1,10}}")

#: The longest domain (RFC 1035), in characters.
LONGEST_DOMAIN = 253


def lines_of(text: str | None) -> list[str]:
    """Return what stands in the lines of a setting, empty ones left out."""
    lines = (line.strip().lower() for line in (text or "").splitlines())
    return [line for line in lines if line]


def is_domain(line: str) -> bool:
    """Tell whether a line is a domain, such as `example.org`."""
    return len(line) <= LONGEST_DOMAIN and bool(_DOMAIN.fullmatch(line))


def is_host(line: str) -> bool:
    """Tell whether a line is `https://host[:port]`, or `*.` and a domain."""
    return bool(_HOST.fullmatch(line))


def hosts_of(text: str | None) -> list[str]:
    """Return the hosts that a setting names; what is none counts for nothing."""
    hosts = (line for line in lines_of(text) if is_host(line))
    return [
        line if line.startswith("https://") else f"https://{line}" for line in hosts
    ][:MOST_HOSTS]


def policy(hosts: list[str], *, evaluates: bool = False) -> str:
    """Return the policy of a page.

    :param hosts: what the organisation adds to this site, as `hosts_of` gives it.
    :param evaluates: whether its scripts, from this site, make scripts of text.
    """
    more = " ".join(hosts)
    parts = []
    for name, allowed, takes_more in _DIRECTIVES:
        sources = [allowed, more] if takes_more and more else [allowed]
        if evaluates and name == "script-src":
            sources.append("'unsafe-eval'")
        parts.append(" ".join((name, *sources)))
    return "; ".join(parts)
