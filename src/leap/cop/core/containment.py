"""Where an object stands, however its address was written.

Zope finds objects by acquisition: `/B/A/Y` is `Y` of `B`, with `A` as what seems to be
its parent. So nobody asks a wrapper for its parent: containers and communities are
found over `aq_inner`, and an address that reaches content of ours through anything but
its own parents leads nowhere (`cut_strays`). Commands, and the sources of a copy or a
move, pass no gate; for them it is the finder alone that holds.
"""

from AccessControl.SecurityManagement import noSecurityManager
from Acquisition import aq_base
from Acquisition import aq_chain
from Acquisition import aq_inner
from Acquisition import aq_parent
from collections.abc import Iterator
from leap.cop.core.interfaces import ICommunityContext
from leap.cop.core.interfaces import ICopContent
from plone.rest.traverse import RESTWrapper
from Products.CMFCore.interfaces import IContentish
from Products.CMFCore.interfaces import ISiteRoot


def container_of(content):
    """Return what some content stands in, whichever way it was reached."""
    return aq_parent(aq_inner(content))


def leaves(content, container) -> bool:
    """Tell whether a paste into a container takes content out of where it stands.

    Plone asks everything below whatever is moved, each with its own container: what
    goes along with a folder above leaves nothing.
    """
    return aq_base(container) is not aq_base(container_of(content))


def community_of(content):
    """Return the community that something is or stands in, None elsewhere.

    :param content: content, or a view or form of it.
    """
    for place in _places_from(aq_inner(content)):
        if ICommunityContext.providedBy(place):
            return aq_inner(place)
    return None


def _places_from(place) -> Iterator:
    """Yield something and what it stands in, from inside out, each once.

    Some stock pages (`dexterity-types`) and the site are each other's parent: a chain
    of those has no end.
    """
    passed: set[int] = set()
    while place is not None and id(aq_base(place)) not in passed:
        yield place
        passed.add(id(aq_base(place)))
        place = aq_parent(place)


def strays(content) -> bool:
    """Tell whether content of ours was reached through what it does not stand in."""
    return ICopContent.providedBy(content) and _departs(content)


def _departs(place) -> bool:
    return aq_base(aq_parent(place)) is not aq_base(container_of(place))


def _is_content(place) -> bool:
    # The site itself is reached through itself at `++api++`.
    return IContentish.providedBy(place) and not ISiteRoot.providedBy(place)


def is_ours(place) -> bool:
    """Tell whether something is content of ours, or stands in a community."""
    return ICopContent.providedBy(place) or community_of(place) is not None


def cut_strays(request) -> bool:
    """Forget how an address went on after it left containment, if it leads to ours.

    Whatever stands on the way counts: a folder that was reached through a story would
    hide that the story is there. What was found beyond is no part of the address:
    whoever asks later for what is nearest finds what stood on the way before, as at an
    address that leads nowhere. Where nothing of ours follows, stock content that was
    reached through ours stays as stock has it.

    :returns: whether there was anything to cut.
    """
    parents = request.get("PARENTS") or []
    places = [one.context if isinstance(one, RESTWrapper) else one for one in parents]
    innermost = next(
        (
            index
            for index, place in enumerate(places)
            if _is_content(place) and is_ours(place)
        ),
        len(places),
    )
    astray = [
        index
        for index, place in enumerate(places)
        if index >= innermost and _is_content(place) and _departs(place)
    ]
    if not astray:
        return any(map(strays, _places_of(request.get("PUBLISHED"))))
    request["PARENTS"] = parents[astray[-1] + 1 :]
    # Nobody was asked who they are on the way to nowhere, and nothing was found there.
    request.set("PUBLISHED", None)
    request.other.pop("AUTHENTICATED_USER", None)
    noSecurityManager()
    return True


def _places_of(published) -> Iterator:
    """Yield where a page, service or method stands, from inside out."""
    while (owner := getattr(published, "__self__", None)) is not None:
        published = owner
    places = _places_from(published)
    for place in places:
        if ICopContent.providedBy(place):
            # Its own chain has an end, and may pass something twice.
            yield from aq_chain(place)
            return
        yield place
