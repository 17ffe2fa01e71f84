"""The control panel of leap.cop, in the browser and over REST."""

from leap.cop import _
from leap.cop.browser.stale import RememberingForm
from leap.cop.consent.integrity import differences
from leap.cop.controlpanel.interfaces import ICopSettings
from leap.cop.core.revision import plain
from leap.cop.interfaces import IBrowserLayer
from leap.cop.settings import PREFIX
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.restapi.controlpanels import RegistryConfigletPanel
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import adapter
from zope.interface import Interface
from zope.schema import getFieldNames


class SettingsForm(RememberingForm, RegistryEditForm):
    """The form."""

    template = ViewPageTemplateFile("../browser/templates/remembering-form.pt")

    schema = ICopSettings
    schema_prefix = PREFIX
    label = _("Communities of practice")

    @property
    def description(self):
        """What the page is about, and what stands in the way of it."""
        if any(differences(self.context)):
            return _(
                "Other settings of this site stand in the way, and some communities "
                "or stories may be closed: on the server, the command "
                "“restore-workflows” puts that right."
            )
        return _("What holds for all communities of this site.")

    def rests_on(self) -> dict[str, object]:
        """Return the settings as they are kept."""
        kept = self.getContent()
        return {name: plain(getattr(kept, name)) for name in getFieldNames(self.schema)}


class SettingsView(ControlPanelFormWrapper):
    """The page around it."""

    form = SettingsForm


@adapter(Interface, IBrowserLayer)
class SettingsPanel(RegistryConfigletPanel):
    """The same over REST, as `@controlpanels/leap.cop`."""

    schema = ICopSettings
    schema_prefix = PREFIX
    configlet_id = "leap.cop"
    configlet_category_id = "Products"
    title = _("Communities of practice")
    group = "Products"
