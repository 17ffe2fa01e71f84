"""What an organisation has decided outlasts an uninstallation.

Defaults may be less careful than what was chosen: the next install would let more
people review, and the next yearly command destroy more than was decided.
"""

from leap.cop.controlpanel.interfaces import ICopSettings
from leap.cop.core.settings import PREFIX
from persistent.mapping import PersistentMapping
from plone import api
from plone.registry.interfaces import IRegistry
from zope.annotation.interfaces import IAnnotations
from zope.component import getUtility
from zope.interface import Invalid
from zope.schema import getFieldNames
from zope.schema import ValidationError


#: Where the settings stand while the add-on is uninstalled.
KEPT = "leap.cop.setup.settings"


def keep_settings(setup_tool) -> None:
    """Write down the settings, before the profile takes their records away."""
    records = getUtility(IRegistry).records
    found = {
        name: records[f"{PREFIX}.{name}"].value
        for name in getFieldNames(ICopSettings)
        if f"{PREFIX}.{name}" in records
    }
    if found:
        IAnnotations(api.portal.get())[KEPT] = PersistentMapping(found)


def give_settings_back() -> None:
    """Decide again as it was decided; what is no value any more stays the default."""
    records = getUtility(IRegistry).records
    kept = IAnnotations(api.portal.get()).pop(KEPT, {})
    for name, value in kept.items():
        record = records.get(f"{PREFIX}.{name}")
        if record is not None:
            try:
                record.value = value
            except (ValidationError, Invalid):
                continue
