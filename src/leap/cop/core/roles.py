"""Roles on content of ours: no wider than the shipped definition, whoever writes them.

Zope keeps the roles of a permission in an attribute of the object, and anything may
write it: another workflow, Content settings, an import, a script. So on our classes
these attributes are descriptors. What is written is kept as far as our own state allows
it, and never acquired; what is read under a chain that is not ours, or in a state that
is none of ours, is the teller's (of a community, the facilitators') alone.

The values stand in the object under the names that Zope gives them.
"""

from AccessControl.Permission import getPermissionIdentifier
from Acquisition import aq_base
from collections.abc import Mapping
from DateTime import DateTime
from leap.cop.core import binding
from leap.cop.core import shipped
from leap.cop.core.audience import PRIVATE
from Persistence import PersistentMapping


#: What nobody may set below a community: media are as open as what holds them.
ACQUIRED = (
    "Access contents information",
    "Add portal content",
    "Change local roles",
    "Change permissions",
    "Copy or Move",
    "Delete objects",
    "List folder contents",
    "Manage properties",
    "Modify portal content",
    "Sharing page: Delegate roles",
    "Take ownership",
    "View",
    "WebDAV Lock items",
)


#: Those of them that let somebody read.
READING = frozenset({"Access contents information", "View"})


class Roles:
    """The roles of one permission, on content that follows a workflow of ours."""

    def __init__(self, permission: str) -> None:
        self.permission = permission
        self.name = getPermissionIdentifier(permission)

    def __get__(self, content, owner=None):
        if content is None:
            return self
        try:
            kept = content.__dict__[self.name]
        except KeyError:
            # Nothing was ever written: it is being made.
            raise AttributeError(self.name) from None
        if binding.is_ours(content):
            return kept
        return self._closed(content)

    def __set__(self, content, roles) -> None:
        allowed = content.roles_allowed(
            binding.recorded_state(content), self.permission
        )
        # In the order that they came in: stock compares, and writes what differs.
        given = [role for role in roles or () if role in allowed]
        closed = self._closed(content)
        given += [role for role in closed if role in allowed and role not in given]
        content.__dict__[self.name] = tuple(given) or closed

    def __delete__(self, content) -> None:
        self.__set__(content, ())

    def _closed(self, content) -> tuple[str, ...]:
        return tuple(sorted(content.roles_allowed(binding.UNKNOWN, self.permission)))


class AlwaysAcquired:
    """The roles of one permission, on what is as open as its holder."""

    def __init__(self, permission: str) -> None:
        self.name = getPermissionIdentifier(permission)

    def __get__(self, content, owner=None):
        if content is None:
            return self
        raise AttributeError(self.name)

    def __set__(self, content, roles) -> None:
        """Keep nothing."""

    def __delete__(self, content) -> None:
        """Have nothing to drop."""


class AcquiredAs(AlwaysAcquired):
    """The same, where content may ask for another permission instead of this one.

    Zope takes a text for the name of another permission, and begins anew with that.
    """

    def __get__(self, content, owner=None):
        instead = content.__dict__.get("asks_for") if content is not None else None
        return instead or super().__get__(content, owner)


class NoLocalRoles:
    """The local roles that somebody could give: none.

    Whoever writes some is not told: stock gives its *Owner* to whatever is made.
    """

    def __get__(self, content, owner=None):
        return {}

    def __set__(self, content, roles) -> None:
        """Keep nothing."""

    def __delete__(self, content) -> None:
        """Have nothing to drop."""


class NotBlocked(NoLocalRoles):
    """Whether local roles from above count: always, for they are the community's."""

    def __get__(self, content, owner=None):
        return False


class History:
    """The workflow history; what is kept as one and is none counts as empty."""

    def __get__(self, content, owner=None):
        if content is None:
            return self
        try:
            kept = content.__dict__["workflow_history"]
        except KeyError:
            raise AttributeError("workflow_history") from None
        is_history = isinstance(kept, Mapping)
        return kept if is_history else PersistentMapping()

    def __set__(self, content, history) -> None:
        content.__dict__["workflow_history"] = history

    def __delete__(self, content) -> None:
        content.__dict__.pop("workflow_history", None)


class Pinned:
    """What nobody gives local roles on, and whose roles are those of `follows`."""

    # No annotations of Python's here: Zope keeps its own under the same name.

    #: The workflow of ours that says who may, None for what is as open as its holder.
    cop_workflow = None

    workflow_history = History()

    __ac_local_roles__ = NoLocalRoles()
    __ac_local_roles_block__ = NotBlocked()

    roles_allowed__roles__ = ()  # No address: whoever asks stands in the house.

    def roles_allowed(self, state: str, permission: str) -> frozenset[str]:
        """Return who may at most have a permission in a state."""
        if state == binding.UNKNOWN:
            return shipped.closed(self.cop_workflow, permission)
        return shipped.table(self.cop_workflow)[state][permission]


def follows(workflow: str, *more: str):
    """Return a decorator for a class whose roles are those of a workflow of ours.

    :param more: permissions that no definition manages, because they hang on more than
        the state; `roles_allowed` of the class says who has them.
    """

    def decorate(cls):
        cls.cop_workflow = workflow
        for permission in (*shipped.permissions(workflow), *more):
            _put(cls, Roles(permission))
        return cls

    return decorate


def allowed(content, permission: str) -> frozenset[str] | None:
    """Return who may at most, for content whose class is not ours; None for ours.

    Nothing keeps others from writing roles on a form; so they are asked once more.
    """
    workflow = binding.workflow_of(content)
    if workflow is None or isinstance(aq_base(content), Pinned):
        return None
    state = binding.seen_state(content)
    if state == binding.UNKNOWN:
        return shipped.closed(workflow, permission)
    return shipped.table(workflow)[state][permission]


def bring_in_line(content) -> None:
    """Give content the roles that its recorded state has by the shipped definition."""
    state = binding.recorded_state(content)
    for permission in shipped.permissions(content.cop_workflow):
        roles = content.roles_allowed(state, permission)
        setattr(content, getPermissionIdentifier(permission), tuple(sorted(roles)))


def begin(content) -> None:
    """Let new content be private by our own record, whatever it came with.

    As a file of Zope's own, inside of something bigger, or made while its type is
    bound to another workflow.
    """
    if binding.recorded_state(content) == PRIVATE:
        return
    content.aq_base.workflow_history = PersistentMapping()
    binding.put_on_record(content, PRIVATE, unasked())
    bring_in_line(content)


def unasked() -> dict:
    """Return a step of a history that nobody made."""
    return {"action": None, "actor": "", "comments": "", "time": DateTime()}


def as_open_as_its_holder(cls):
    """Decorate a class that has no roles of its own.

    What reads it may be fewer than what reads its holder: `ask_for`.
    """
    for permission in ACQUIRED:
        kind = AcquiredAs if permission in READING else AlwaysAcquired
        _put(cls, kind(permission))
    return cls


def ask_for(content, permission: str | None) -> None:
    """Let only those read something who have a permission on what it stands in.

    :param permission: its title; None for whoever may read the holder.
    """
    kept = aq_base(content)
    kept.asks_for = getPermissionIdentifier(permission) if permission else ""


def _put(cls, descriptor) -> None:
    setattr(cls, descriptor.name, descriptor)
