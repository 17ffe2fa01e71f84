"""Content of ours that arrives: made private and its teller's, before anything else.

Stock writes the exported state, history, local roles and permissions onto what it
makes. For ours none of that is taken from the content's files: `restore.py` gives each
piece the state that its ledger allows. What stands on the site already stays as it is,
because it is newer: a changed text, a pause, a story taken back.
"""

from leap.cop import logger
from leap.cop.agreement.content import find_agreement
from leap.cop.agreement.content import PORTAL_TYPE as AGREEMENT
from leap.cop.community.content import ICommunity
from leap.cop.core import role_names
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.ids import is_opaque
from leap.cop.core.interfaces import ICopContent
from leap.cop.core.settings import is_installed
from leap.cop.exportimport import exporter
from leap.cop.exportimport import meetings
from leap.cop.exportimport import persons
from leap.cop.exportimport import restore
from leap.cop.exportimport import rounds
from leap.cop.exportimport import transfer
from leap.cop.exportimport.restore import content_with
from leap.cop.exportimport.workflow_state import set_dates
from leap.cop.meeting.content import IMeeting
from leap.cop.meeting.finding import PORTAL_TYPE as MEETING
from leap.cop.story.content import IStory
from leap.cop.story.library.library import STORY
from leap.cop.story.lifecycle import teller
from leap.cop.story.subscribers import keep_texts_clean
from leap.cop.topic.content import ITopicRound
from leap.cop.topic.theme_history import PORTAL_TYPE as ROUND
from plone import api
from plone.app.textfield.interfaces import IRichText
from plone.app.textfield.value import RichTextValue
from plone.dexterity.utils import createContent
from plone.dexterity.utils import iterSchemata
from plone.exportimport import interfaces
from plone.exportimport.importers import Importer
from plone.exportimport.importers.base import BaseImporter
from plone.exportimport.importers.content import _failed_fields
from plone.exportimport.importers.content import ContentImporter
from plone.exportimport.importers.discussions import DiscussionsImporter
from plone.exportimport.importers.principals import PrincipalsImporter
from plone.exportimport.settings import IMPORT_PATH_KEY
from plone.exportimport.types import ImporterConfig
from plone.exportimport.utils import content as content_utils
from plone.exportimport.utils.content.import_helpers import get_parent_from_item
from plone.exportimport.utils.dates import parse_date
from zope.component import queryAdapter
from zope.event import notify
from zope.interface import implementer
from zope.lifecycleevent import ObjectCreatedEvent
from zope.schema import getFields


NAME = "leap.cop.importer"
OURS = "leap.cop."

#: Under this attribute plone.uuid keeps a UID.
_UID = "_plone.uuid"


@implementer(interfaces.IImporter)
class CopImporter(Importer):
    """Plone's importer, with ours right after the content."""

    def all_importers(self) -> dict[str, BaseImporter]:
        importers = {}
        for name, importer in super().all_importers().items():
            importers[name] = importer
            if name == "plone.importer.content" and is_installed(self.site):
                ours = queryAdapter(self.site, interfaces.INamedImporter, name=NAME)
                if ours is not None:
                    importers[NAME] = ours
        return importers


class CopPrincipalsImporter(PrincipalsImporter):
    """Let no file put anybody into a community, or give a role of ours site-wide."""

    def _read(self, filepath=None):
        data = super()._read(filepath)
        if isinstance(data, dict) and is_installed(self.site):
            for member in data.get("members", ()):
                member["groups"] = exporter.without_ours(member.get("groups", ()))
                member["roles"] = role_names.without_ours(member.get("roles", ()))
            data["groups"] = [
                group
                for group in data.get("groups", ())
                if exporter.without_ours([group["groupid"]])
            ]
            for group in data["groups"]:
                group["roles"] = role_names.without_ours(group.get("roles", ()))
        return data


class CopDiscussionsImporter(DiscussionsImporter):
    """Put no comments on content of ours: they would be read by everybody."""

    def _read(self, filepath=None):
        data = super()._read(filepath)
        if isinstance(data, dict) and is_installed(self.site):
            data = not_ours(data)
        return data


def not_ours(data: dict) -> dict:
    """Return what a file says of content that is not ours, by UID."""
    return {
        uid: value
        for uid, value in data.items()
        if not ICopContent.providedBy(content_with(uid))
    }


class CopContentImporter(ContentImporter):
    """Make what is ours in our own way, and leave what is there alone."""

    def start(self) -> None:
        # Whoever comes through the web would tell stories in other people's names.
        folder = self.request[IMPORT_PATH_KEY].parent
        web = transfer.is_published(self.request)
        self.travel = transfer.read(None if web else folder, self.site)
        self.request.set(transfer.REQUEST_KEY, self.travel)

    def construct(self, item: dict):
        if not is_installed(self.site):
            if str(item.get("@type", "")).startswith(OURS):
                return None
            return super().construct(item)
        container = get_parent_from_item(item)
        ours = str(item.get("@type", "")).startswith(OURS)
        if not ours and not ICopContent.providedBy(container):
            return super().construct(item)
        for processor in content_utils.processors():
            item = processor.func(item, self._config())
        found = self._here_already(container, item)
        if found is not None:
            self.travel.stayed += 1
            return found
        made = self._make(container, item) if container is not None else None
        if made is None:
            self.travel.refused += 1
        else:
            self.travel.made[made.UID()] = made
        return made

    def _config(self):
        return ImporterConfig(
            site=self.site,
            site_root_uid=self.site.UID(),
            languages=self.languages,
            request=self.request,
            logger_prefix="-",
        )

    def _here_already(self, container, item: dict):
        """Return what stands here under the same UID, wherever that is."""
        uid = item.get("UID") or ""
        found = content_with(uid)
        if found is not None or container is None or item["id"] not in container:
            return found
        # What is its teller's alone stands in no catalog.
        there = container._getOb(item["id"])
        if there.UID() == uid:
            return there
        self.travel.refused += 1
        return None

    def _make(self, container, item: dict):
        """Make one piece of content; None where it has no place here."""
        portal_type, uid = item["@type"], item.get("UID") or ""
        types = api.portal.get_tool("portal_types")
        if not uid or item["id"] in container or portal_type not in types:
            return None
        below = ICopContent.providedBy(container)
        if below and not self._belongs(container, portal_type, uid, item["id"]):
            return None
        if not below and not types[portal_type].global_allow:
            return None
        content = createContent(portal_type)
        content.id = item["id"]
        setattr(content, _UID, uid)
        notify(ObjectCreatedEvent(content))
        wrapped = content.__of__(container)
        self.deserialize(item, wrapped, self._config())
        _keep_raw_texts(wrapped, item)
        if IStory.providedBy(content) and not self._is_told(wrapped, uid):
            return None
        for kind, room in ((ITopicRound, rounds), (IMeeting, meetings)):
            if kind.providedBy(content) and not room.comes_in(
                wrapped, uid, self.travel
            ):
                return None
        container._setObject(item["id"], content)
        made = container._getOb(item["id"])
        set_dates(
            made, parse_date(item.get("created")), parse_date(item.get("modified"))
        )
        return made

    def _belongs(self, container, portal_type: str, uid: str, name: str) -> bool:
        """Tell whether something may stand here: where it stood, and newly made."""
        types = api.portal.get_tool("portal_types")
        allowed = types[container.portal_type].allowed_content_types
        if portal_type not in allowed or not is_opaque(name):
            return False
        if portal_type == AGREEMENT and find_agreement(container) is not None:
            return False
        if ICommunity.providedBy(container):
            rows = {
                STORY: self.travel.stories,
                ROUND: self.travel.rounds,
                AGREEMENT: self.travel.agreements,
                MEETING: self.travel.meetings,
            }.get(portal_type, {})
            return rows.get(uid, {}).get("community") == container.UID()
        return container.UID() in self.travel.made

    def _is_told(self, story, uid: str) -> bool:
        """Give a story to its teller before it has a place; without one it has none."""
        row = self.travel.stories.get(uid, {})
        code = persons.code_of(self.site, row.get("teller"), self.travel)
        if not code or was_deleted(self.site, row):
            return False
        try:
            keep_texts_clean(story)
        except (Refused, NotNow, NotYours):
            return False
        teller.set_code(story, code)
        return True

    def deserialize(self, data, obj, config):
        if not ICopContent.providedBy(obj):
            return super().deserialize(data, obj, config)
        kept = {
            name: value
            for name, value in data.items()
            if name not in ("layout", "ordering", "review_state")
        }
        try:
            self._deserializer(obj)(validate_all=False, data=kept, create=True)
        except Exception as error:
            # The title stays out of the log; the path below a community says nothing.
            logger.error("Import: some fields of %s could not be read.", data["@id"])
            self.incomplete[data["@id"]] = _failed_fields(error)
        return obj

    # What stock would write onto content of ours from a file.

    def _cleanse_local_roles(self, data: dict) -> dict:
        kept = self._not_ours(data)
        for value in kept.values():
            roles = value.get("local_roles") or {}
            value["local_roles"] = {
                who: cleaned
                for who, given in roles.items()
                if (cleaned := role_names.without_ours(given))
            }
        return kept

    def _cleanse_local_permissions(self, data: dict) -> dict:
        return self._not_ours(data)

    def _cleanse_default_page(self, data: dict) -> dict:
        return self._not_ours(data)

    def _cleanse_constraints(self, data: dict) -> dict:
        return self._not_ours(data)

    def _cleanse_ordering(self, raw_data: dict) -> dict:
        return super()._cleanse_ordering(self._not_ours(raw_data))

    def _not_ours(self, data: dict) -> dict:
        if not is_installed(self.site):
            return data
        return not_ours(data)


def was_deleted(portal, row: dict) -> bool:
    """Tell whether a story's teller has deleted it on this site since."""
    return restore.said_here(portal, row).deleted_by_teller


def _keep_raw_texts(content, item: dict) -> None:
    """Set texts as they were stored: a digest is of the stored text."""
    for schema in iterSchemata(content):
        for name, field in getFields(schema).items():
            sent = item.get(name)
            if not (IRichText.providedBy(field) and isinstance(sent, dict)):
                continue
            value = RichTextValue(
                raw=str(sent.get("data") or ""),
                mimeType=str(sent.get("content-type") or "text/html"),
                outputMimeType=field.output_mime_type,
            )
            setattr(content.aq_base, name, value)
