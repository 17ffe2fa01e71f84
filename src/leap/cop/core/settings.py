"""What an organisation has decided, read where it counts.

The records are those of `leap.cop.controlpanel.interfaces.ICopSettings`. Where there
are none the defaults hold.
"""

from plone import api


PREFIX = "leap.cop"

#: The group manager in the user folder of a site where leap.cop is installed.
GROUPS_PLUGIN = "leap_cop_groups"

SMALL_GROUP = f"{PREFIX}.small_group"

#: Where people arrive after logging in.
SITE_PAGE, MY_PLACE = "site", "my-place"

#: Below this many readers any of a community is nearly a name (DESIGN, P4).
DEFAULT_SMALL_GROUP = 8


def is_installed(portal) -> bool:
    """Tell whether leap.cop is installed on a site."""
    users = getattr(portal, "acl_users", None)
    return users is not None and GROUPS_PLUGIN in users.objectIds()


def sends_mail() -> bool:
    """Tell whether the site has a mail server and an address to write from."""
    names = ("plone.smtp_host", "plone.email_from_address")
    found = api.portal.get_registry_record
    return all(found(name, default=None) for name in names)


def site_zone() -> str:
    """Return the name of the zone on whose clock the site lives, whoever asks."""
    return api.portal.get_registry_record("plone.portal_timezone", default="") or "UTC"


def small_group() -> int:
    """Return the number of readers below which a community counts as small."""
    found = api.portal.get_registry_record(SMALL_GROUP, default=DEFAULT_SMALL_GROUP)
    return found or DEFAULT_SMALL_GROUP


def number(name: str, default: int) -> int:
    """Return a number that the organisation has decided, or our default."""
    found = api.portal.get_registry_record(f"{PREFIX}.{name}", default=None)
    return found or default


def safeguarding_clause() -> str:
    """Return what the organisation says beside each safeguarding contact."""
    name = f"{PREFIX}.safeguarding_clause"
    return api.portal.get_registry_record(name, default=None) or ""


def page_hosts() -> str:
    """Return the hosts that pages of ours may load from besides this site, as lines."""
    name = f"{PREFIX}.page_hosts"
    return api.portal.get_registry_record(name, default=None) or ""


def manager_domains() -> list[str]:
    """Return the mail domains that managers' addresses may have; empty for any."""
    name = f"{PREFIX}.manager_domains"
    found = api.portal.get_registry_record(name, default=None) or ""
    return [line.strip().lower() for line in found.splitlines() if line.strip()]


def site_address() -> str:
    """Return the address by which people reach this site, empty where nobody said."""
    name = f"{PREFIX}.site_address"
    found = api.portal.get_registry_record(name, default=None) or ""
    return found.strip().rstrip("/")


def landing() -> str:
    """Return where people arrive after logging in."""
    found = api.portal.get_registry_record(f"{PREFIX}.landing", default=None)
    return found or SITE_PAGE


def new_communities() -> str:
    """Return with which settings a community begins; empty where nobody decided."""
    name = f"{PREFIX}.new_communities"
    return api.portal.get_registry_record(name, default=None) or ""
