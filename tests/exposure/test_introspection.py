"""Gates that look at the code and not at a site (DESIGN §8.6).

Each page, service and method names a permission that exists; nothing of ours is public
below a community without a reason; no write is guarded by View.
"""

from AccessControl.Permission import getPermissions
from leap.cop.agreement.content import Agreement
from leap.cop.community.content import Community
from leap.cop.story.content import Story
from leap.cop.topic.content import TopicRound
from tests.exposure import registered
from tests.setup import definitions
from zope.component import getUtilitiesFor
from zope.security.interfaces import IPermission

import importlib
import inspect
import pkgutil
import pytest


#: What asks for no permission, and why that is right.
PUBLIC = {
    "page anything resolveuid": "asks View of what the UID stands for, itself",
    "page anything redirect-to-uuid": "asks View of what the UID stands for, itself",
    "page site invitation": "the token is the permission: guests have no account",
    "page site invitation-thanks": "a sentence that holds nothing about anybody",
    "page site manager-support": "the token is the permission: guests have no account",
    "service GET site @cop-invitations": "the token is the permission, as on pages",
    "service PATCH site @cop-invitations": "the token is the permission, as on pages",
    "page site my-stories-link": "the token is the permission: leavers have no account",
    "service GET site @cop-leaver": "the token is the permission, as on pages",
    "service PATCH site @cop-leaver": "the token is the permission, as on pages",
    "page site cop-answer": "the token is the permission: mails are read anywhere",
    "page site cop-calendar": "the token is the permission: calendars do not log in",
    "page content iterate_control": "says No to whatever a menu asks, of anything",
    "page content plone_context_state": "stock's own, which says one thing less",
    "page site plone_context_state": "stock's own, which says one thing less",
    "page NotFound index.html": "an answer, not a question",
    "page Unauthorized index.html": "an answer, not a question",
    "page Exception index.html": "an answer, not a question",
    "page CopyError index.html": "an answer, not a question",
    "page Refused index.html": "an answer, not a question",
    "page NotNow index.html": "an answer, not a question",
    "page NotYours index.html": "an answer, not a question",
}

#: Writes that are open to whoever sees the place: the view itself says who may.
OPEN_WRITES: dict[str, str] = {
    "service PATCH site @cop-invitations": "whoever holds the token answers, once",
    "service PATCH site @cop-leaver": "whoever holds the token decides, downwards only",
    "service POST content @tus-upload": "refuses everybody, whatever is sent",
    "service POST content @tus-replace": "refuses everybody, whatever is sent",
    "service PATCH content @tus-upload": "refuses everybody, whatever is sent",
    "service POST content @workingcopy": "refuses everybody, whatever is sent",
    "service PATCH content @workingcopy": "refuses everybody, whatever is sent",
    "service DELETE content @workingcopy": "refuses everybody, whatever is sent",
}

WRITES = ("POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def own(functional_session):
    return registered.own()


def guard_of(item) -> str:
    """Give the permission's title as AccessControl keeps it, `public` or `nothing`."""
    roles = getattr(item.factory, "__roles__", "nothing")
    if roles == "nothing":
        # Add forms are guarded where they are called.
        roles = getattr(item.factory, "__call____roles__", "nothing")
    if roles is None:
        return "public"
    if isinstance(roles, str):
        return roles
    return getattr(roles, "__name__", "nothing")


def titles() -> set[str]:
    return {permission.title for _id, permission in getUtilitiesFor(IPermission)}


def test_every_page_and_service_names_a_permission_that_exists(own):
    known = titles() | {entry[0] for entry in getPermissions()}
    found = []
    for item in own:
        guard = guard_of(item)
        if guard == "public":
            if item.label not in PUBLIC:
                found.append(f"{item.label}: public; say why in PUBLIC or guard it")
        elif guard not in known:
            found.append(f"{item.label}: {guard!r} is no permission")
        elif item.label in PUBLIC:
            found.append(f"{item.label}: guarded now, take it out of PUBLIC")
    assert found == [], "\n".join(found)


def test_no_write_is_guarded_by_view(own):
    found = [
        item.label
        for item in own
        if item.kind == "service"
        and item.method in WRITES
        and guard_of(item) in ("View", "Access contents information", "public")
        and item.label not in OPEN_WRITES
    ]
    assert found == [], f"guarded by View alone: {found}"


def test_every_permission_of_ours_is_used(own):
    """A permission that guards nothing is a promise that nobody keeps."""
    ours = {title for title in titles() if title.startswith("leap.cop: ")}
    assert ours == set(definitions.ROLEMAP), "rolemap.xml and permissions.zcml differ"


#: Methods of our content that may be asked for by an address, and their permission.
CONTENT_METHODS: dict[str, str] = {}


@pytest.mark.parametrize("kind", [Agreement, Story, Community, TopicRound])
def test_no_method_of_our_content_can_be_published(kind):
    """A docstring makes a method of Zope content an address; ours are private."""
    found = []
    for parent in kind.__mro__:
        if not parent.__module__.startswith("leap.cop"):
            continue
        for name, method in vars(parent).items():
            if name.startswith("_") or not inspect.isfunction(method):
                continue
            roles = getattr(kind, f"{name}__roles__", "unset")
            stock = any(
                hasattr(other, name)
                for other in kind.__mro__
                if not other.__module__.startswith("leap.cop")
            )
            if roles == "unset" and not stock and name not in CONTENT_METHODS:
                found.append(f"{parent.__name__}.{name}")
    assert found == []


def own_modules():
    import leap.cop

    for info in pkgutil.walk_packages(leap.cop.__path__, "leap.cop."):
        if ".tests" not in info.name:
            yield importlib.import_module(info.name)


def test_no_view_class_allows_attributes_to_everybody():
    """`allowed_attributes` without a permission of their own would be public."""
    found = []
    for module in own_modules():
        for name, value in vars(module).items():
            if inspect.isclass(value) and value.__module__ == module.__name__:
                for attribute, roles in vars(value).items():
                    if attribute.endswith("__roles__") and roles is None:
                        found.append(f"{module.__name__}.{name}.{attribute}")
    assert found == []
