"""What an organisation decides about all of its communities."""

from leap.cop import _
from leap.cop.settings import DEFAULT_SMALL_GROUP
from zope import schema
from zope.interface import Interface


class ICopSettings(Interface):
    """Settings of leap.cop, in the registry under `leap.cop`."""

    site_reviewers = schema.Bool(
        title=_("Reviewers of the site review in every community"),
        description=_(
            "Whoever has Plone's role Reviewer reads each story whose teller asks to "
            "publish it. Without it only the reviewers of a community do."
        ),
        default=True,
        required=False,
    )
    small_group = schema.Int(
        title=_("Small communities have fewer people than"),
        description=_(
            "Outside a small community its name, country and the day are left off "
            "stories without a name. What went out from a small community stays so."
        ),
        default=DEFAULT_SMALL_GROUP,
        min=4,
        max=50,
        required=True,
    )
