"""What an administrator does first, with what is done of it already."""

from leap.cop import _
from leap.cop.community import rules
from leap.cop.community import site_reviewers
from leap.cop.community.membership import all_communities
from leap.cop.community.membership import Membership
from leap.cop.core import settings
from leap.cop.core.pages.components import Step
from leap.cop.notify.outbox import can_send
from plone import api


#: Further down on the same page.
_FIELD = "@@cop-settings#formfield-form-widgets-"


def first_steps() -> list[Step]:
    """Return the steps to communities that work, the first that is left marked."""
    portal = api.portal.get()
    communities = all_communities()
    led = [one for one in communities if _is_led(one)]
    rows = (
        (_("Set up email"), can_send(portal), "@@mail-controlpanel"),
        (
            _("Enter the address of this site"),
            settings.site_address(),
            f"{_FIELD}site_address",
        ),
        (
            _("Say what people should do when they are worried"),
            settings.safeguarding_clause(),
            f"{_FIELD}safeguarding_clause",
        ),
        (_("Add a reviewer"), site_reviewers.current(), "site-reviewers"),
        (_("Start the first community"), communities, "++add++leap.cop.Community"),
        (_("Add a facilitator to it"), led, "communities"),
    )
    left = [number for number, (_title, done, _page) in enumerate(rows, 1) if not done]
    return [
        Step(
            number,
            title,
            state="done" if done else "next" if number == left[0] else "later",
            url=f"{portal.absolute_url()}/{page}",
        )
        for number, (title, done, page) in enumerate(rows, 1)
    ]


def _is_led(community) -> bool:
    return bool(Membership(community).ids_in_role(rules.FACILITATOR))
