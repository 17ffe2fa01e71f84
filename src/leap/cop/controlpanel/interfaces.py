"""What an organisation decides about all of its communities."""

from leap.cop import _
from leap.cop.consent import retention
from leap.cop.core import policy
from leap.cop.core.settings import DEFAULT_SMALL_GROUP
from leap.cop.core.settings import SITE_PAGE
from leap.cop.core.site_url import is_site_address
from leap.cop.recruitment import cleanup
from leap.cop.recruitment.invitations import rules as invitation_rules
from leap.cop.recruitment.support import rules as support_rules
from zope import schema
from zope.interface import Interface
from zope.schema.interfaces import ValidationError


class NoHost(ValidationError):
    """A line that is no host."""

    def doc(self):
        return _(
            "One host per line, for example "
            "https://cdn.example.org or *.example.org, and up to 20."
        )


def are_hosts(text: str) -> bool:
    """Tell whether each line of a text names a host; anything else is refused."""
    lines = policy.lines_of(text)
    if len(lines) > policy.MOST_HOSTS or not all(map(policy.is_host, lines)):
        raise NoHost()
    return True


class NoDomain(ValidationError):
    """A line that is no mail domain."""

    def doc(self):
        return _("One email domain per line, for example example.org, and up to 20.")


def are_domains(text: str) -> bool:
    """Tell whether each line of a text is a mail domain; anything else is refused."""
    lines = policy.lines_of(text)
    if len(lines) > policy.MOST_HOSTS or not all(map(policy.is_domain, lines)):
        raise NoDomain()
    return True


class NoSiteAddress(ValidationError):
    """A text that is no address of a site."""

    def doc(self):
        return _(
            "The full address of the site, for example "
            "https://intranet.example.org, and nothing else."
        )


def is_address_of_a_site(text: str) -> bool:
    """Tell whether a text is an address of the web; anything else is refused."""
    if text.strip() and not is_site_address(text):
        raise NoSiteAddress()
    return True


class ICopSettings(Interface):
    """Settings of leap.cop, in the registry under `leap.cop`."""

    site_address = schema.TextLine(
        title=_("Address of this site"),
        description=_(
            "Links in emails start with this, for example "
            "https://intranet.example.org. Without it they start with "
            "whatever host name a request gives, and anybody can give a "
            "false one."
        ),
        max_length=500,
        constraint=is_address_of_a_site,
        required=False,
    )
    small_group = schema.Int(
        title=_("A community counts as small if it has fewer than (people)"),
        description=_(
            "For stories without a name from a small community, its name, "
            "its country and the day are not shown outside it. Stories "
            "that have already gone out keep this even if the community "
            "grows."
        ),
        default=DEFAULT_SMALL_GROUP,
        min=4,
        max=50,
        required=True,
    )
    safeguarding_clause = schema.Text(
        title=_("What your organisation asks people to do when they are worried"),
        description=_(
            "Shown beside each community's safeguarding contact, wherever "
            "somebody writes or reads about practice. Plain text."
        ),
        max_length=1000,
        required=False,
    )
    new_communities = schema.Choice(
        title=_("New communities start as"),
        description=_(
            "The choice already made on the form for a new community, and "
            "used for any setting that a program leaves out."
        ),
        vocabulary="leap.cop.presets",
        required=False,
    )
    landing = schema.Choice(
        title=_("After logging in, people go to"),
        description=_(
            "People who were on their way to another page still go there. "
            "“My place” shows what is waiting for them, their communities "
            "and what is new to read."
        ),
        vocabulary="leap.cop.landings",
        default=SITE_PAGE,
        required=True,
    )
    invitation_days = schema.Int(
        title=_("Invitations are valid for (days)"),
        description=_("This also applies to invitations already sent."),
        default=invitation_rules.LIFE.days,
        min=1,
        max=invitation_rules.LONGEST_LIFE.days,
        required=True,
    )
    manager_link_days = schema.Int(
        title=_("The link in an email to a manager is valid for (days)"),
        default=support_rules.LINK_LIFE.days,
        min=1,
        max=180,
        required=True,
    )
    manager_domains = schema.Text(
        title=_("Managers' email addresses end in"),
        description=_(
            "One domain per line, for example example.org. If this is "
            "empty, people can have this site send an email to any "
            "address they enter as their manager's."
        ),
        max_length=2000,
        constraint=are_domains,
        required=False,
    )
    answered_days = schema.Int(
        title=_("Answered requests and old invitations are kept for (days)"),
        description=_(
            "After that, the command “tidy” (run on the server) deletes "
            "them, with what people wrote when they asked to join."
        ),
        default=cleanup.DEFAULT_DAYS,
        min=30,
        max=3650,
        required=True,
    )
    ledger_years = schema.Int(
        title=_(
            "Keep the link between people and what they agreed to for (whole years)"
        ),
        description=_(
            "After that, the command “end-retention” (run on the server) "
            "removes the link between these records and people. The "
            "records themselves stay."
        ),
        default=retention.DEFAULT_YEARS,
        min=1,
        max=30,
        required=True,
    )
    page_hosts = schema.Text(
        title=_("Other hosts our pages may load from"),
        description=_(
            "Pages of communities load scripts, pictures and fonts only "
            "from this site. Hosts listed here are allowed too: one per "
            "line, for example https://cdn.example.org or *.example.org. "
            "They could read what people read, so only list hosts your "
            "organisation looks after itself."
        ),
        max_length=2000,
        constraint=are_hosts,
        required=False,
    )
