"""Where something stands decides, never how its address was written (P1, P4, P5, P7).

Zope finds `Y` at `/B/A/Y` by acquisition, with `A` as what seems to be its parent. Each
address that reaches content of ours through anything but its own parents is compared
with one that leads nowhere: for everybody, for those who may read it as well.
"""

from leap.cop.core.ids import new_id
from tests.exposure.all_channels import OURS
from tests.exposure.all_channels import STOCK
from tests.exposure.answers import comparable
from tests.exposure.answers import difference
from tests.exposure.channels import Channel
from tests.exposure.readers import likeness
from tests.exposure.readers import READERS
from tests.exposure.sample import some
from tests.exposure.test_channels import ask

import pytest


#: Tellers are among those who ask: what is theirs answers at one address alone.
ASKERS = (*READERS, "zzquibble")

#: What is asked of what stands at such an address, and how.
BELOW = (
    *(("GET", name) for name in ("", "/", "/view", "/@@title", "/edit", "/agreed")),
    *(("GET", name) for name in ("/see-it-as", "/share", "/members", "/voters")),
    *(("GET", name) for name in ("/@audience", "/@consent", "/@notes", "/@readers")),
    *(("GET", name) for name in ("/@members", "/@cop-home", "/@voters", "/@results")),
    *(("GET", name) for name in ("/@applications", "/@invitations", "/@user-search")),
    *(("GET", name) for name in ("/@ballot", "/@topics", "/@phase", "/nothing/at/all")),
    *(("GET", name) for name in ("/@clauses", "/@versions/1", "/@acceptances")),
    *(("GET", name) for name in ("/versions", "/what-changed", "/who-has-answered")),
    *(("POST", name) for name in ("/@clauses", "/@versions")),
    *(("GET", name) for name in ("/getId", "/@history", "/@breadcrumbs", "/@sharing")),
    *(("POST", name) for name in ("", "/@consent", "/@notes", "/@concerns", "/@phase")),
    *(("POST", name) for name in ("/@members", "/@voters", "/@reminder", "/publish")),
    *(("POST", name) for name in ("/@workflow/approve", "/@workflow/publish")),
    *(("PATCH", name) for name in ("", "/@members/member")),
    ("PUT", "/@ballot"),
    ("DELETE", ""),
    ("DELETE", "/@consent"),
    ("HEAD", ""),
    ("OPTIONS", ""),
    ("PROPFIND", ""),
    *((method, "") for method in ("LOCK", "MKCOL")),
)


#: Stock finds a place to put something below one of its own pages, where nothing is.
OF_STOCK = frozenset(
    (f"{kind} through a page of the site", method)
    for kind in ("story", "round", "form", "meeting", "agreement")
    for method in ("PUT", "PATCH", "DELETE", "PROPFIND", "OPTIONS", "LOCK", "MKCOL")
)


def roads(world) -> dict[str, tuple[str, str]]:
    """Return addresses that stray, and one that leads nowhere, by what they try.

    In the second one a random id stands where the first one leaves its containment.
    """
    site = world.portal.absolute_url()
    host, _, path = site.rpartition("/")
    hidden = next(t for t in world.planted if t.kind == "community")
    hidden = hidden.url.rsplit("/", 1)[1]
    agreement = world.agreements["openagreement"]
    home = agreement.url.rsplit("/", 2)[1]
    kinds = {
        "story": ("tuesday", world.stories["named"].id),
        "round": ("tuesday", next(iter(world.rounds.values())).id),
        "form": ("tuesday", world.written[0].id),
        "meeting": ("tuesday", next(iter(world.meetings.values())).id),
        "agreement": (home, agreement.id),
    }
    story, nowhere = world.stories["named"].id, new_id()
    behind = f"VirtualHostBase/https/example.org:443/{path}/VirtualHostRoot"
    pairs = {}
    for kind, (home, thing) in kinds.items():
        pairs |= {
            f"{kind} through another community": (
                f"{site}/{hidden}/{home}/{thing}",
                f"{site}/{hidden}/{nowhere}/{thing}",
            ),
            f"{kind} below what is around it, twice": (
                f"{site}/{home}/{home}/{thing}",
                f"{site}/{home}/{nowhere}/{thing}",
            ),
            f"{kind} through a community inside its own": (
                f"{site}/{home}/{hidden}/{thing}",
                f"{site}/{home}/{nowhere}/{thing}",
            ),
            f"{kind} through a folder": (
                f"{site}/folder/{home}/{thing}",
                f"{site}/folder/{nowhere}/{thing}",
            ),
            f"{kind} through a page of the site": (
                f"{site}/pointers/{home}/{thing}",
                f"{site}/pointers/{nowhere}/{thing}",
            ),
            f"{kind} through itself": (
                f"{site}/{home}/{thing}/{thing}",
                f"{site}/{home}/{thing}/{nowhere}",
            ),
            f"{kind} over the API": (
                f"{site}/++api++/{home}/{hidden}/{thing}",
                f"{site}/++api++/{home}/{nowhere}/{thing}",
            ),
            f"{kind} behind another host": (
                f"{host}/{behind}/{hidden}/{home}/{thing}",
                f"{host}/{behind}/{hidden}/{nowhere}/{thing}",
            ),
        }
    other = next(iter(t for key, t in world.stories.items() if key != "named")).id
    pairs["a story through another story"] = (
        f"{site}/tuesday/{other}/{story}",
        f"{site}/tuesday/{other}/{nowhere}",
    )
    pairs["agreement through another community that has one"] = (
        f"{site}/{_other_home(world, agreement)}/{agreement.id}",
        f"{site}/{_other_home(world, agreement)}/{nowhere}",
    )
    pairs["a community through another one"] = (
        f"{site}/tuesday/{hidden}",
        f"{site}/tuesday/{nowhere}",
    )
    pairs["a community through a folder"] = (
        f"{site}/folder/tuesday",
        f"{site}/folder/{nowhere}",
    )
    return pairs


def _other_home(world, agreement) -> str:
    """Return the name of another community that has an agreement."""
    other = next(one for one in world.agreements.values() if one is not agreement)
    return other.url.rsplit("/", 2)[1]


@pytest.mark.parametrize("accept", ["html", "json"])
def test_an_address_through_anything_else_leads_nowhere(world, whole, accept):
    every = [
        (what, method, below, reader)
        for what in roads(world)
        for method, below in BELOW
        if (what, method) not in OF_STOCK
        # Whoever asks, the answer hangs on the address: each is asked by somebody.
        for reader in some(f"{what}{method}{below}", ASKERS, 1)
    ]
    found = []
    asked = roads(world)
    for what, method, below, reader in whole.chosen(accept, every, 150):
        session = world.session(reader, accept)
        astray, nowhere = asked[what]
        sent = {"json": {}} if method in ("POST", "PUT", "PATCH") else {}
        answers = []
        for address in (astray, nowhere):
            answer = session.request(method, address + below, **sent)
            answers.append(comparable(answer, _names(asked[what])))
        if told := difference(*answers):
            found.append(f"{reader or 'visitor'} {method} {what}{below}: {told}")
    if found:
        pytest.fail(f"{len(found)} tell\n" + "\n".join(found[:80]), pytrace=False)


#: What an address of a row begins with, by the kind of what it is about.
BEGINS = {"story": "{thing}", "round": "tuesday/{round}", "form": "tuesday/{form}"}
BEGINS["community"] = BEGINS["story"]
BEGINS["agreement"] = "{agreement}"
BEGINS["meeting"] = "{meeting}"


def rows_along(what: str) -> list[Channel]:
    """Return the rows that can be asked along a road, with `{thing}` where it leads."""
    kind = what.removeprefix("a ").partition(" ")[0]
    return [
        row._replace(address="{thing}" + row.address.removeprefix(BEGINS[kind]))
        for row in (*STOCK, *OURS)
        if row.address.startswith(BEGINS[kind]) and (what, row.method) not in OF_STOCK
    ]


def known(cell: tuple) -> tuple:
    """Return what meets: the road, the row, and who is like the one who asks."""
    what, row, reader = cell
    return what, f"{row.name} {row.body} {row.headers}", likeness(reader)


def test_no_row_is_answered_along_a_road(world, whole):
    asked = roads(world)
    every = [
        (what, row, reader)
        for what in asked
        for row in rows_along(what)
        for reader in ASKERS
    ]

    def key(cell):
        return *known(cell), cell[2]

    pairs = whole.pairs("roads", every, axes=known, key=key)
    found = []
    for what, row, reader in whole.chosen("roads", pairs, 25, key=key):
        answers = []
        for address in asked[what]:
            thing = world.stories["named"]._replace(url=address)
            answer = ask(world, row, thing, reader)
            answers.append(comparable(answer, _names(asked[what])))
        if told := difference(*answers):
            found.append(f"{reader or 'visitor'} {what}: {row.name}: {told}")
    if found:
        pytest.fail(f"{len(found)} tell\n" + "\n".join(found[:80]), pytrace=False)


def _names(pair: tuple[str, str]) -> dict[str, str]:
    """Return the part in which the two addresses differ, with one word for both."""
    (astray, nowhere) = (address.split("/") for address in pair)
    differing = zip(astray, nowhere, strict=True)
    return {name: "HERE" for both in differing if both[0] != both[1] for name in both}
