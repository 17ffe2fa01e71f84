"""Plone's panels and services about types: they neither offer ours nor change them.

Which workflow a type follows, its behaviors and its fields are settings of a site for
every other type; of ours they are the promises themselves. What is read stays: clients
ask for the schema of a type before they show a form.
"""

from leap.cop import _
from leap.cop.core.errors import NotYours
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.shipped import AUDIENCE
from leap.cop.core.shipped import CHAINS
from leap.cop.recruitment.forms.interfaces import IFormInCommunity
from plone import api
from plone.app.dexterity.browser.export import ModelsExport
from plone.app.dexterity.browser.export import TypesExport
from plone.app.dexterity.browser.import_types import TypeProfileImportForm
from plone.app.dexterity.browser.types import TypesContext
from plone.app.dexterity.browser.types import TypesEditFormWrapper
from plone.app.dexterity.browser.types import TypesListing
from plone.dexterity.interfaces import IDexterityFTI
from plone.restapi.controlpanels.interfaces import IDexterityTypesControlpanel
from plone.restapi.controlpanels.types import DexterityTypesControlpanel
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.serializer.controlpanels.types import (
    DexterityTypesControlpanelSerializeToJson,
)
from plone.restapi.services.types.add import TypesPost
from plone.restapi.services.types.delete import TypesDelete
from plone.restapi.services.types.put import TypesPut
from plone.restapi.services.types.update import TypesUpdate
from plone.z3cform.layout import FormWrapper
from Products.CMFPlone.controlpanel.browser.types import TypesControlPanel
from zipfile import BadZipFile
from zipfile import ZipFile
from zope.component import adapter
from zope.component import queryUtility
from zope.interface import implementer
from zope.interface import Interface

import io


#: What asks and changes nothing.
_READS = ("GET", "HEAD")

#: Types of others that communities cannot do without.
NEEDED = frozenset({"EasyForm"})

#: Services that change the fields of a type.
_FIELD_SERVICES = (TypesDelete, TypesPost, TypesPut, TypesUpdate)

#: Pages of a type that change no field, the list of them only shown.
_BESIDE_FIELDS = frozenset({"overview", "behaviors", "clone", "fields"})


def refuse_ours(*names: object) -> None:
    """Refuse a request that names a type of ours.

    :raises NotYours: for the first that is.
    """
    for name in names:
        if isinstance(name, (list, tuple)):
            refuse_ours(*name)
        elif isinstance(name, str) and name.strip() in CHAINS:
            raise NotYours(
                _(
                    "${type}: this type belongs to leap.cop. Who can see what "
                    "depends on it, so it cannot be changed here.",
                    mapping={"type": name.strip()},
                )
            )


def has_fixed_fields(name: object) -> bool:
    """Tell whether the fields of a type stand in a program, and not in the site."""
    fti = queryUtility(IDexterityFTI, name=name) if isinstance(name, str) else None
    return fti is not None and bool(fti.schema)


def refuse_fixed(name: object) -> None:
    """Refuse to work on the fields of a type that stand in a program.

    An editor would change them in memory, for everybody, until the process ends.

    :raises NotYours: for such a type.
    """
    if has_fixed_fields(name):
        raise NotYours(
            _(
                "${type}: the fields of this type are set in a program, so "
                "they cannot be changed here.",
                mapping={"type": name},
            )
        )


def refuse_to_take_away(name: object) -> None:
    """Refuse to take away a type that stories, communities or their forms are of.

    :raises NotYours: for such a type.
    """
    refuse_ours(name)
    if name in NEEDED:
        raise NotYours(
            _(
                "${type}: communities use this type for their forms, so it "
                "cannot be deleted here.",
                mapping={"type": name},
            )
        )


class ContentSettings(TypesControlPanel):
    """*Content settings* without our types."""

    def __call__(self):
        for name in ("type_id", "old_type_id"):
            refuse_ours(self.request.get(name), self.request.form.get(name))
        if "form.button.Save" not in self.request.form:
            return super().__call__()
        bindings = api.portal.get_tool("portal_workflow")
        before = dict(bindings._chains_by_type or {})
        answer = super().__call__()
        # The default for all other types rebinds whatever has no workflow of its own.
        after = bindings._chains_by_type or {}
        for name in CHAINS:
            if name in before and after.get(name) != before[name]:
                bindings._chains_by_type[name] = before[name]
        # Whichever type was chosen: forms may follow the default for all others.
        bring_forms_in_line()
        return answer

    def selectable_types(self) -> list[dict]:
        """The types of the site but for ours."""
        return [row for row in super().selectable_types() if row["id"] not in CHAINS]


def bring_forms_in_line() -> int:
    """Give forms below communities their own roles again; return how many there are."""
    workflow = api.portal.get_tool("portal_workflow").get(AUDIENCE)
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(
        object_provides=IFormInCommunity.__identifier__
    )
    for brain in brains:
        form = brain._unrestrictedGetObject()
        if workflow is not None:
            workflow.updateRoleMappingsFor(form)
        form.reindexObject(idxs=["allowedRolesAndUsers", "review_state"])
    return len(brains)


def _works_on_fields(request) -> bool:
    """Tell whether what is asked for below a type would change its fields."""
    published = request.get("PUBLISHED")
    if published is not None:
        return isinstance(getattr(published, "__self__", published), _FIELD_SERVICES)
    below = {
        name.removeprefix("@@") for name in request.get("TraversalRequestNameStack", ())
    }
    if request.get("REQUEST_METHOD") in _READS:
        return not below <= _BESIDE_FIELDS
    return not below <= _BESIDE_FIELDS - {"fields"}


class SiteTypes(TypesContext):
    """*Content types*: the way to fields, behaviors and the model of a type."""

    def publishTraverse(self, request, name):
        # A service that reads comes here after it was found; the pages on the way.
        is_asked_by_service = request.get("PUBLISHED") is not None
        if not (is_asked_by_service and request.get("REQUEST_METHOD") in _READS):
            refuse_ours(name)
        if _works_on_fields(request):
            refuse_fixed(name)
        return super().publishTraverse(request, name)


class SiteTypesListing(TypesListing):
    """The list of the types of a site without ours."""

    def get_items(self) -> list:
        return [row for row in super().get_items() if row[0] not in CHAINS]

    def remove(self, id_and_item) -> None:
        refuse_to_take_away(id_and_item[0])
        super().remove(id_and_item)


class SiteTypesPage(TypesEditFormWrapper):
    """The page around it."""

    form = SiteTypesListing


class SiteTypesExport(TypesExport):
    """Types as a profile, without ours."""

    def __call__(self):
        refuse_ours(str(self.request.get("selected", "")).split(","))
        return super().__call__()


class SiteModelsExport(ModelsExport):
    """Types as models, without ours."""

    def __call__(self):
        refuse_ours(str(self.request.get("selected", "")).split(","))
        return super().__call__()


class SiteTypesImport(TypeProfileImportForm):
    """Types from an archive, which may hold more than it lists."""

    def add(self, profile_import) -> None:
        try:
            with ZipFile(io.BytesIO(profile_import.profile_file.data)) as archive:
                names = [name.rpartition("/")[2] for name in archive.namelist()]
        except BadZipFile:
            names = []
        refuse_ours([name.removesuffix(".xml") for name in names])
        super().add(profile_import)


class SiteTypesImportPage(FormWrapper):
    """The page around it."""

    form = SiteTypesImport


@implementer(IDexterityTypesControlpanel)
@adapter(Interface, IBrowserLayer)
class SiteTypesPanel(DexterityTypesControlpanel):
    """*Content types* over REST."""

    def get(self, names):
        refuse_ours(names)
        return super().get(names)

    def update(self, names):
        refuse_ours(names)
        return super().update(names)

    def delete(self, names):
        refuse_to_take_away(names[0])
        return super().delete(names)


@implementer(ISerializeToJson)
@adapter(SiteTypesPanel)
class SiteTypesPanelToJson(DexterityTypesControlpanelSerializeToJson):
    """The panel without our types."""

    def __call__(self, item=None) -> dict:
        result = super().__call__(item)
        if item is None:
            rows = [row for row in result["items"] if row["id"] not in CHAINS]
            result["items"] = rows
        return result
