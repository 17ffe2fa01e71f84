"""The control panel of leap.cop, in the browser and over REST."""

from copy import copy
from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community import site_reviewers
from leap.cop.community.reviewers_services import as_json
from leap.cop.community.rules import PRESETS
from leap.cop.controlpanel.first_steps import first_steps
from leap.cop.controlpanel.interfaces import ICopSettings
from leap.cop.core import settings
from leap.cop.core.integrity import differences
from leap.cop.core.integrity import SETTINGS_IN_THE_WAY
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.origins import refuse_other_origins
from leap.cop.core.pages.components import Step
from leap.cop.core.pages.macros import Link
from leap.cop.core.pages.stale import RememberingForm
from leap.cop.core.revision import plain
from leap.cop.core.role_holders import held_site_wide
from leap.cop.core.services import sent_object
from leap.cop.core.settings import PREFIX
from plone import api
from plone.app.registry.browser.controlpanel import ControlPanelFormWrapper
from plone.app.registry.browser.controlpanel import RegistryEditForm
from plone.restapi.controlpanels import RegistryConfigletPanel
from plone.restapi.deserializer.controlpanels import ControlpanelDeserializeFromJson
from plone.restapi.interfaces import IDeserializeFromJson
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.controlpanels import ControlpanelSerializeToJson
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.component import adapter
from zope.interface import implementer
from zope.interface import Interface
from zope.schema import getFieldNames


class SettingsForm(RememberingForm, RegistryEditForm):
    """The form."""

    template = ViewPageTemplateFile("templates/settings.pt")

    schema = ICopSettings
    schema_prefix = PREFIX
    label = _("Communities of practice")

    @property
    def links(self) -> list[Link]:
        """Where an administrator goes from here."""
        site = self.context.absolute_url()
        return [
            Link(f"{site}/communities", _("All communities")),
            Link(f"{site}/communities-overview", _("Communities at a glance")),
            Link(f"{site}/++add++leap.cop.Community", _("Start a community")),
            Link(f"{site}/site-reviewers", _("Reviewers for all communities")),
        ]

    @property
    def steps(self) -> list[Step]:
        """What there is to do first; nothing once all of it is done."""
        steps = first_steps()
        return steps if any(step.state != "done" for step in steps) else []

    def updateFields(self):
        """Let what new communities begin as be one of the kinds that there are."""
        super().updateFields()
        preset = self.fields["new_communities"]
        preset.field = copy(preset.field)
        preset.field.required = True
        preset.field.default = next(iter(PRESETS))

    @property
    def roles_held(self) -> str:
        """The roles of ours that somebody holds for the whole site, empty for none."""
        return ", ".join(held_site_wide())

    @property
    def description(self):
        """What the page is about, and what stands in the way of it."""
        if any(differences(self.context)):
            return SETTINGS_IN_THE_WAY
        if api.portal.get_registry_record("plone.enable_self_reg", default=False):
            return _(
                "Anybody can register on this site, and then read all stories "
                "for all staff. If that is not what you want, turn it off in "
                "Plone’s security settings."
            )
        if not settings.site_address():
            return _(
                "The address of this site is not set, so links in emails "
                "start with whatever host name a request gives. Please set it "
                "below."
            )
        return _("Settings for all communities on this site.")

    def rests_on(self) -> dict[str, object]:
        """Return the settings as they are kept."""
        kept = self.getContent()
        return {name: plain(getattr(kept, name)) for name in getFieldNames(self.schema)}


class SettingsView(ControlPanelFormWrapper):
    """The page around it."""

    form = SettingsForm


@implementer(ISerializeToJson)
class SettingsPanelToJson(ControlpanelSerializeToJson):
    """The panel over REST, with what stands on its page and is no setting."""

    def __call__(self) -> dict:
        return {
            **super().__call__(),
            "site_reviewers": [as_json(row) for row in site_reviewers.current()],
            "roles_held_site_wide": held_site_wide(),
        }


@implementer(IDeserializeFromJson)
class SettingsPanelFromJson(ControlpanelDeserializeFromJson):
    """Settings that were sent, and `site_reviewers`: these people, and nobody else.

    As user ids, or as the rows that the panel gave.
    """

    def __call__(self, *args, **kwargs):
        sent = sent_object(self.request)
        if "site_reviewers" in sent:
            refuse_other_origins(self.request)
            found = sent["site_reviewers"]
            if isinstance(found, list):
                found = [
                    one.get("userid") if isinstance(one, dict) else one for one in found
                ]
            site_reviewers.name_these(found, now=datetime.now(UTC))
        return super().__call__(*args, **kwargs)


@adapter(Interface, IBrowserLayer)
class SettingsPanel(RegistryConfigletPanel):
    """The same over REST, as `@controlpanels/leap.cop`."""

    schema = ICopSettings
    schema_prefix = PREFIX
    configlet_id = "leap.cop"
    configlet_category_id = "Products"
    title = _("Communities of practice")
    group = "Products"
