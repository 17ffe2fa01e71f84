"""The base of our REST services: typed input, equal lists, headers."""

from Acquisition import aq_base
from collections.abc import Callable
from collections.abc import Mapping
from datetime import datetime
from datetime import UTC
from functools import cached_property
from leap.cop import _
from leap.cop.core import binding
from leap.cop.core import revision
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.me import me
from leap.cop.core.numbers import written
from leap.cop.core.one_line import OneLineService
from leap.cop.core.origins import refuse_other_origins
from leap.cop.core.privacy.error_log import PRIVATE_ERROR_LOG
from leap.cop.core.schemas import IMove
from leap.cop.core.schemas import refuse_key
from leap.cop.core.schemas import taken
from leap.cop.core.text import hides_something
from leap.cop.core.text import is_storable
from leap.cop.core.unwalked import Unwalked
from plone import api
from plone.app.textfield.interfaces import IRichText
from plone.dexterity.utils import iterSchemata
from plone.protect.interfaces import IDisableCSRFProtection
from plone.restapi.batching import HypermediaBatch
from plone.restapi.deserializer import json_body
from plone.restapi.exceptions import DeserializationError
from plone.restapi.interfaces import ISerializeToJson
from plone.restapi.services.content.update import ContentPatch
from zExceptions import NotFound
from zope.component import getMultiAdapter
from zope.interface import alsoProvides
from zope.interface import implementer
from zope.interface import Interface
from zope.publisher.interfaces import IPublishTraverse
from zope.schema import getFieldNames
from zope.schema import getFieldsInOrder
from zope.schema.interfaces import IBool
from zope.schema.interfaces import IChoice
from zope.schema.interfaces import IDatetime
from zope.schema.interfaces import IInt
from zope.schema.interfaces import IText
from zope.schema.interfaces import ITextLine

import json


#: Fields by which a client would say whose content is, or was. Nobody may.
OWNER_FIELDS = ("creators", "contributors", "rights", "owner", "local_roles")

#: What a client may send and nobody takes: ids are random, pages look alike; and what
#: stock gives besides the fields, which clients send back.
NOT_TAKEN = frozenset(
    {
        *("@components", "@id", "UID", "id", "layout", "ordering", "version"),
        *("allow_discussion", "batching", "created", "modified", "type_title"),
        *("is_folderish", "items", "items_total", "next_item", "previous_item"),
        *("lock", "parent", "working_copy", "working_copy_of"),
    }
)

#: What is changed elsewhere.
CHANGED_ELSEWHERE = {
    "phase": _("send it to @phase."),
    "review_state": _("send a transition to @workflow."),
}

#: No text of ours is longer than this, in characters, unless its field says less.
MAX_TEXT = 100_000

#: No page of a list is longer than this.
MAX_BATCH = 100


@implementer(IPublishTraverse)
class CopService(OneLineService):
    """A service of ours: what follows its name in the path is in `params`."""

    __error_log__ = PRIVATE_ERROR_LOG

    def __init__(self, context, request):
        super().__init__(context, request)
        self.params: list[str] = []
        request.leap_cop_ours = True

    def publishTraverse(self, request, name):
        self.params.append(name)
        return self

    @cached_property
    def now(self) -> datetime:
        """The moment of this request: what it asks and what it does share it."""
        return datetime.now(UTC)

    @cached_property
    def me(self) -> str:
        """The reader's user id, empty for nobody."""
        return me()

    #: What stands below the name in the path, as a word; empty for nothing.
    path = ""

    #: Whether it may be left out, for a list and its single things in one.
    path_may_be_empty = False

    #: Whether it may have a slash in it, as user ids may: ids come from any source.
    path_goes_on = False

    #: What is sent: a schema, or None where a body says nothing.
    takes: type[Interface] | None = None

    #: What is said of keys that are not taken on purpose.
    hints: Mapping[str, object] = {}

    def reply(self):
        """Check path and body, and hand what they say over to `handle`."""
        answer = self.handle(*self._named(), **self._sent())
        return self.reply_no_content() if answer is None else answer

    def handle(self, *args, **kwargs) -> dict | list | None:
        """Do what is asked for, with values that fit; return the answer, or nothing.

        It gets the path's one segment, where `path` names one, and what `takes` asks.
        """
        raise NotImplementedError

    def _named(self) -> tuple[str, ...]:
        if self.path_goes_on and self.params:
            return ("/".join(self.params),)
        if len(self.params) > bool(self.path):
            method = self.request.get("REQUEST_METHOD")
            if method == "GET" or (method == "POST" and self.takes is None):
                raise NotFound(self.params[-1])
            # What is sent belongs into the body.
            raise Refused(_("not known here."), "path")
        if self.path and not self.params and not self.path_may_be_empty:
            raise Refused(_("say which one at the end of the address."), "path")
        return tuple(self.params)

    def _sent(self) -> dict[str, object]:
        if self.request.get("REQUEST_METHOD") == "GET":
            return taken(self.request.form, self.takes, is_form=True)
        return taken(self.body(), self.takes, hints=self.hints)

    def created(self, row: dict) -> dict:
        """Return what was made, with status and address."""
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", row["@id"])
        return row

    def body(self) -> dict:
        """Return the JSON object that was sent.

        What a form of another site could send is refused, because the browser would
        add the session to it: only JSON makes a browser ask first.
        """
        if not _says_json(self.request):
            raise Refused(_("Content-Type: send application/json."))
        refuse_other_origins(self.request)
        alsoProvides(self.request, IDisableCSRFProtection)
        return sent_object(self.request)

    def check_seen(self, sent: str | None) -> None:
        """Refuse what rests on another revision of the content than there is.

        :raises Stale: when the content is not as it was any more.
        """
        revision.check(self.context, sent, lambda: as_json(self.context, self.request))

    def listing(self, items, serialize) -> dict:
        """Return a batched list the way plone.restapi's own do."""
        check_batch(self.request)
        batch = HypermediaBatch(self.request, items)
        result = {
            "@id": batch.canonical_url,
            "items": [serialize(item) for item in batch],
            "items_total": batch.items_total,
        }
        if batch.links:
            result["batching"] = batch.links
        return result


class CarefulPatch(Unwalked, ContentPatch):
    """Change content of ours: whose it is and where it stands cannot be sent."""

    def reply(self):
        data = sent_object(self.request)
        seen = revision.take(data)
        self.check(data)
        revision.check(self.context, seen, lambda: as_json(self.context, self.request))
        self.change_apart(data)
        send_on(self.request, data)
        return super().reply()

    def change_apart(self, data: dict) -> None:
        """Change what is no change of the content, and take it out of what was sent."""

    def check(self, data: dict) -> None:
        """Refuse what cannot be sent, before anything is changed."""
        refuse_owner_fields(data)
        schemata = list(iterSchemata(self.context))
        check_sent_fields(data, schemata, self.context)
        refuse_unknown(data, schemata, lambda: as_json(self.context, self.request))


class WorkflowPost(CopService):
    """Show content to more or fewer people; what is below it is never moved along."""

    path = "transition"
    takes = IMove

    def handle(self, transition, include_children=False, revision=None, **said):
        if include_children:
            raise Refused(
                _("what is inside is not moved along with it."), "include_children"
            )
        self.check_transition(transition)
        if not self.is_taking_back(transition):
            self.check_seen(revision)
        self.move(transition, **said)
        return self.where_it_stands()

    def check_transition(self, transition: str) -> None:
        """Refuse one that there is not, or that is not for now, or for others."""
        binding.refuse_under_another(self.context)
        workflow = self.workflow
        if transition not in workflow.transitions:
            raise Refused(_("there is no such transition."), "path")
        state = workflow.states[binding.state_of(self.context)]
        if transition not in state.transitions:
            raise NotNow(_("The present state does not allow this."))
        if not workflow.isActionSupported(self.context, transition):
            raise NotYours(_("Only the facilitators can decide this."))

    def is_taking_back(self, transition: str) -> bool:
        """Tell whether it protects, whatever was changed in the meantime."""
        return False

    @property
    def workflow(self):
        """Our own workflow, whatever the site's chain says."""
        tool = api.portal.get_tool("portal_workflow")
        return tool[binding.workflow_of(self.context)]

    def move(self, transition: str, **said: object) -> None:
        """Make the move."""
        tool = api.portal.get_tool("portal_workflow")
        tool.doActionFor(self.context, transition, **said)

    def where_it_stands(self) -> dict:
        """Return the answer to a move."""
        return {
            "@id": self.context.absolute_url(),
            "review_state": binding.state_of(self.context),
        }


def as_json(content, request) -> dict:
    """Return some content as its reader gets it, without what stands in it."""
    return getMultiAdapter((content, request), ISerializeToJson)(include_items=False)


def _says_json(request) -> bool:
    """Tell whether what was sent is called JSON; nothing sent need not be called that.

    Bytes without a kind are what a page of another site can send unasked.
    """
    kind = str(request.get("CONTENT_TYPE") or "").partition(";")[0].strip().lower()
    if not kind:
        return not request.get("BODY")
    return kind == "application/json" or (
        kind.startswith("application/") and kind.endswith("+json")
    )


def sent_object(request) -> dict:
    """Return the JSON object of a request.

    :raises Refused: for a body that is none.
    """
    try:
        data = json_body(request)
        storable = {name: _is_storable(value) for name, value in data.items()}
    except (DeserializationError, RecursionError) as error:
        raise Refused(_("send one JSON object."), "body") from error
    for name, kept in storable.items():
        if not kept:
            raise Refused(
                _("it contains a broken character, so it cannot be saved."),
                name if is_storable(name) else "body",
            )
    return data


def _is_storable(value: object) -> bool:
    """Tell whether the texts of a JSON value can be stored: half a sign cannot."""
    if isinstance(value, dict):
        return all(_is_storable(part) for part in (*value, *value.values()))
    if isinstance(value, list):
        return all(_is_storable(part) for part in value)
    return not isinstance(value, str) or is_storable(value)


def send_on(request, data: dict) -> None:
    """Hand a changed JSON object on to plone.restapi's own service."""
    request["BODY"] = json.dumps(data)


def refuse_owner_fields(data: dict) -> None:
    """Refuse fields that say whose content is: that is decided by who is logged in."""
    for name in OWNER_FIELDS:
        if name in data:
            raise Refused(_("this cannot be set."), name)


def refuse_unknown(data: dict, schemata, there: Callable[[], Mapping] = dict) -> None:
    """Refuse keys that nobody takes, and leave those out that were given and come back.

    :param schemata: the schema interfaces of what is created or changed.
    :param there: gives what whoever asks gets of it now; nothing of what is created.
    :raises Refused: for the first of them.
    """
    fields = {"@type"}.union(*map(getFieldNames, schemata))
    for name in NOT_TAKEN.intersection(data).difference(fields):
        del data[name]
    unknown = [name for name in data if name not in fields]
    given = there() if unknown else {}
    for name in unknown:
        if name not in given or data[name] != given[name]:
            refuse_key(name, fields, CHANGED_ELSEWHERE)
        del data[name]


def check_sent_fields(data: dict, schemata, content=None) -> None:
    """Refuse values of another kind than the field's, before anybody trips over them.

    :param schemata: the schema interfaces of what is created or changed.
    :param content: what is changed; texts that are as they were stay so.
    """
    kept = aq_base(content)
    if not isinstance(data.get("@type", ""), str):
        raise Refused(_("send the name of one type."), "@type")
    for schema_ in schemata:
        for name, field in getFieldsInOrder(schema_):
            if data.get(name) is not None and not _fits(field, data[name]):
                raise Refused(_("this is the wrong kind of value, or too long."), name)
            if data.get(name) != getattr(kept, name, None) and _hides(field, data):
                raise Refused(_("write it without invisible characters."), name)


def _hides(field, data: dict) -> bool:
    value = data.get(field.__name__)
    if IRichText.providedBy(field) or not IText.providedBy(field) or not value:
        return False
    return hides_something(value, is_line=ITextLine.providedBy(field))


def _fits(field, value: object) -> bool:
    limit = getattr(field, "max_length", None) or MAX_TEXT
    if IRichText.providedBy(field):
        text = value.get("data") if isinstance(value, dict) else value
        return isinstance(text, str) and len(text) <= limit and is_storable(text)
    if IText.providedBy(field):
        return isinstance(value, str) and len(value) <= limit and is_storable(value)
    if IBool.providedBy(field):
        return isinstance(value, bool)
    if IInt.providedBy(field):
        return isinstance(value, int) and not isinstance(value, bool)
    if IDatetime.providedBy(field):
        return isinstance(value, str)
    if IChoice.providedBy(field):
        token = value.get("token") if isinstance(value, dict) else value
        return isinstance(token, str)
    return True


def check_batch(request) -> None:
    """Bound what one page can ask for.

    :raises Refused: for numbers that are none, or too large.
    """
    for name in ("b_start", "b_size"):
        value = request.form.get(name)
        if value is None:
            continue
        try:
            number = int(value)
        except (TypeError, ValueError) as error:
            raise Refused(_("send a whole number."), name) from error
        if number < 0 or (name == "b_size" and not 0 < number <= MAX_BATCH):
            raise Refused(
                _("up to ${limit} per page.", mapping={"limit": written(MAX_BATCH)}),
                name,
            )
