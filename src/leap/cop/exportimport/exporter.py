"""What an export takes along, and what it leaves to whoever may read it.

Our adapters stand on the site's class, plone.exportimport's on its interface, so ours
are found first; on a site without leap.cop they do what stock does. On the server the
system user exports everything. Anybody else gets what they could read anyway: no
teller, no standing, no ledger; what was left out is counted.
"""

from AccessControl import getSecurityManager
from AccessControl.users import system
from collections.abc import Generator
from collections.abc import Iterable
from leap.cop import logger
from leap.cop.agreement.content import IAgreement
from leap.cop.community.content import ICommunity
from leap.cop.community.groups import PREFIX
from leap.cop.core.access import may_view
from leap.cop.core.interfaces import ICopContent
from leap.cop.core.settings import is_installed
from leap.cop.exportimport import agreements
from leap.cop.exportimport import ledger
from leap.cop.exportimport import persons
from leap.cop.exportimport import rounds
from leap.cop.exportimport import rows
from leap.cop.exportimport import transfer
from leap.cop.media.interfaces import IMediaHolder
from leap.cop.meeting.content import IMeeting
from leap.cop.recruitment.missing import held
from leap.cop.story.content import IStory
from leap.cop.topic.content import ITopicRound
from pathlib import Path
from plone import api
from plone.app.textfield.interfaces import IRichText
from plone.dexterity.utils import iterSchemata
from plone.exportimport import interfaces
from plone.exportimport.exporters import Exporter
from plone.exportimport.exporters.base import BaseExporter
from plone.exportimport.exporters.content import ContentExporter
from plone.exportimport.exporters.content import ObjectsExporter
from plone.exportimport.exporters.discussions import DiscussionsExporter
from plone.exportimport.exporters.principals import PrincipalsExporter
from plone.exportimport.exporters.redirects import RedirectsExporter
from plone.exportimport.settings import AUTO_GROUPS
from plone.exportimport.utils import content as content_utils
from plone.exportimport.utils import principals as principals_utils
from plone.exportimport.utils.principals import helpers
from plone.exportimport.utils.principals.members import _get_user_password
from plone.exportimport.utils.principals.members import _get_user_properties
from plone.exportimport.utils.principals.members import _get_user_schema_fields
from plone.namedfile.interfaces import INamedField
from plone.restapi.serializer.converters import json_compatible
from zope.component import queryAdapter
from zope.globalrequest import getRequest
from zope.interface import implementer
from zope.schema import getFields


NAME = "leap.cop.exporter"
OURS = ICopContent.__identifier__

#: What a serializer adds that says whose content is, or for whom it was made.
_NOT_CARRIED = (
    "attribution_shown",
    "audience",
    "contributors",
    "creators",
    "lock",
    "rights",
    "working_copy",
    "working_copy_of",
)


#: What goes along of ours: under which name, which content, and its row.
_ROWS = (
    ("communities", ICommunity, rows.community_row),
    ("stories", IStory, rows.story_row),
    ("rounds", ITopicRound, rows.round_row),
    ("agreements", IAgreement, rows.agreement_row),
    ("meetings", IMeeting, rows.meeting_row),
)


def exports_everything() -> bool:
    """Tell whether this is the server itself and not a user of the site."""
    user = getSecurityManager().getUser()
    return getattr(user, "aq_base", user) is system


def _left_out(request, count: int = 0) -> int:
    """Add to what an export left out, and return how much that is."""
    total = request.get(transfer.REQUEST_KEY + "_left_out", 0) + count
    request.set(transfer.REQUEST_KEY + "_left_out", total)
    return total


@implementer(interfaces.IExporter)
class CopExporter(Exporter):
    """Plone's exporter, with ours at the end where leap.cop is installed."""

    def all_exporters(self) -> dict[str, BaseExporter]:
        exporters = super().all_exporters()
        ours = queryAdapter(self.site, interfaces.INamedExporter, name=NAME)
        if ours is not None and is_installed(self.site):
            exporters[NAME] = ours
        return exporters


@implementer(interfaces.IObjectsExporter)
class CopObjectsExporter(ObjectsExporter):
    """Give everything of ours that the exporting user may read, and count the rest."""

    def get_objects(self, query, errors) -> Generator:
        ours, theirs = [], []
        for brain in _brains(query):
            found = brain._unrestrictedGetObject()
            (ours if ICopContent.providedBy(found) else theirs).append(brain)
        yield from self._readable(theirs, errors)
        hidden = 0
        for brain in ours:
            found = brain._unrestrictedGetObject()
            for content in (found, *_unlisted(found)):
                if exports_everything() or may_view(content):
                    yield content
                else:
                    hidden += 1
        if hidden:
            _left_out(getRequest(), hidden)
            logger.warning(
                "Export: %s pieces of content were left out, because only others may "
                "read them. The command `leap-cop … export` takes everything.",
                hidden,
            )

    def _readable(self, brains, errors) -> Generator:
        for brain in brains:
            try:
                yield brain.getObject()
            except Exception:
                path = brain.getPath()
                message = f"Error getting object {path} from brain"
                errors.append({"path": path, "message": message})
                logger.exception(message)


def _unlisted(content) -> Generator:
    """Return what stands in content of ours and in no catalog, at any depth.

    Media of stories and meetings, and stories that are their tellers' alone.
    """
    if not (ICommunity.providedBy(content) or IMediaHolder.providedBy(content)):
        return
    catalog = api.portal.get_tool("portal_catalog")
    for child in content.objectValues():
        if catalog.getrid("/".join(child.getPhysicalPath())) is None:
            yield child
            yield from _unlisted(child)


def _brains(query) -> list:
    catalog = api.portal.get_tool("portal_catalog")
    return catalog.unrestrictedSearchResults(**content_utils.content_query(query))


@implementer(interfaces.INamedExporter)
class CopContentExporter(ContentExporter):
    """Write texts as they are stored; name nobody; let our files be their owner's."""

    def serialize(self, obj) -> dict:
        data = super().serialize(obj)
        if not ICopContent.providedBy(obj):
            return data
        for helper in content_utils.metadata_helpers():
            getattr(self.metadata, helper.name).pop(obj.UID(), None)
        for name in _NOT_CARRIED:
            data.pop(name, None)
        data["workflow_history"] = {}
        for schema in iterSchemata(obj):
            for name, field in getFields(schema).items():
                value = getattr(obj.aq_base, name, None)
                if value is None:
                    continue
                if name in data and IRichText.providedBy(field):
                    data[name] = {
                        "data": value.raw,
                        "content-type": value.mimeType,
                        "encoding": value.encoding,
                    }
                elif INamedField.providedBy(field):
                    data[name] = self._file(obj, name, value)
        if exports_everything():
            data["created"] = json_compatible(obj.created())
            data["modified"] = json_compatible(obj.modified())
        return data

    def _file(self, obj, name: str, value) -> dict:
        """Write a file beside its content, and return where it lies."""
        where = f"{obj.UID()}/{name}/file"
        path = self.base_path / where
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(value.data)
        path.chmod(0o600)
        self.metadata._blob_files_.append(where)
        return {
            "blob_path": where,
            "content-type": value.contentType,
            "filename": value.filename,
            "size": value.getSize(),
        }

    def dump_one(self, obj) -> Path:
        path = super().dump_one(obj)
        if ICopContent.providedBy(obj):
            path.parent.chmod(0o700)
            path.chmod(0o600)
        return path


@implementer(interfaces.INamedExporter)
class CopPrincipalsExporter(PrincipalsExporter):
    """Leave the communities' groups out: they are made of the memberships.

    Stock's own stops at them, because no group tool finds them.
    """

    def dump(self) -> list[Path]:
        if not is_installed(self.site):
            return super().dump()
        members = [self._member(user) for user in self._users()]
        groups = principals_utils.export_groups()
        return [self._dump({"groups": groups, "members": members})]

    def _users(self) -> list[str]:
        """Return the people of communities who have an account, and nobody else.

        :raises Refused: where a source of users cannot be asked.
        """
        return sorted(filter(transfer.user_exists, held(self.site)))

    def _member(self, userid: str) -> dict:
        member = api.user.get(userid=userid)
        groups, from_groups = [], set()
        for group_id in without_ours(member.getGroups()):
            group = api.group.get(groupname=group_id)
            if group is None or group_id in AUTO_GROUPS:
                continue
            if userid in group.getGroup().getMemberIds():
                groups.append(group_id)
                from_groups.update(helpers.get_roles_for_group(group))
        roles = set(helpers.get_roles_for_member(member)) - from_groups
        return {
            **_get_user_properties(member, _get_user_schema_fields()),
            "username": userid,
            "login_name": member.getUserName(),
            "password": _get_user_password(member),
            "groups": sorted(groups),
            "roles": sorted(roles),
        }


def without_ours(groups: Iterable[str]) -> list[str]:
    """Return group ids that are no community's."""
    return [group for group in groups if not group.startswith(PREFIX)]


@implementer(interfaces.INamedExporter)
class CopRedirectsExporter(RedirectsExporter):
    """Keep addresses below a community to the export that has everything."""

    def _dump(self, data: dict, filepath: Path | None = None) -> Path:
        if is_installed(self.site) and not exports_everything():
            found = _brains({"object_provides": ICommunity.__identifier__})
            below = tuple(f"{brain.getPath()}/" for brain in found)
            data = {old: new for old, new in data.items() if not new.startswith(below)}
        return super()._dump(data, filepath)


@implementer(interfaces.INamedExporter)
class CopDiscussionsExporter(DiscussionsExporter):
    """Look for comments where comments can be; stock stops at what is not readable."""

    def exported_content(self) -> dict[str, str] | None:
        chosen = super().exported_content()
        if not is_installed(self.site):
            return chosen
        if chosen is None:
            path = "/".join(self.site.getPhysicalPath())
            chosen = {brain.UID: brain.getPath() for brain in _brains({"path": path})}
        ours = {brain.UID for brain in _brains({"object_provides": OURS})}
        return {uid: path for uid, path in chosen.items() if uid not in ours}


@implementer(interfaces.INamedExporter)
class TravelExporter(BaseExporter):
    """Write the one file of ours."""

    name = "leap.cop"

    def dump(self) -> list[Path]:
        left_out = _left_out(self.request)
        data = {"version": transfer.VERSION, "left_out": left_out}
        if exports_everything():
            data.update(self._everything())
            key = ledger.own_key(self.site)
            if key is not None:
                data["seal"] = transfer.seal(data, key)
        return [transfer.write(self.base_path / transfer.FILE_NAME, data)]

    def _everything(self) -> dict:
        chosen = self.exported_content()
        found: dict[str, dict[str, dict]] = {name: {} for name, _kind, _row in _ROWS}
        voting = 0
        for content in self._all_of_ours(chosen):
            for name, kind, row_of in _ROWS:
                if kind.providedBy(content):
                    found[name][content.UID()] = row_of(content)
            if ITopicRound.providedBy(content):
                voting += rounds.is_voted_on(content)
        transfer.note_open_votes(self.request, voting)
        only = None
        if chosen is not None:
            stories, promises = found["stories"], found["agreements"]
            only = [story["standing"]["ledger_key"] for story in stories.values()]
            only += map(agreements.chain_of, promises.values())
        with_persons = not self.get_option("without_persons", False)
        return {
            **found,
            "ledger": ledger.pack(self.site, only, persons=with_persons),
            "tombstones": rows.tombstones(self.site) if chosen is None else {},
            "former": persons.former(self.site) if chosen is None else {},
            "site_reviewers": persons.site_reviewers_here() if chosen is None else [],
        }

    def _all_of_ours(self, chosen) -> Generator:
        query = {"path": "/".join(self.site.getPhysicalPath())}
        for brain in _brains({**query, "object_provides": OURS}):
            if chosen is None or brain.UID in chosen:
                content = brain._unrestrictedGetObject()
                yield content
                yield from _unlisted(content)
