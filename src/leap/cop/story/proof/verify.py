"""Does the ledger hold? Chains, heads, seals, and whether each owner has its chain.

Nothing here names a person, a story or a chain: a chain is known by its number in the
order of the random names of all chains.
"""

from collections.abc import Iterator
from leap.cop.community import site_reviewers
from leap.cop.community.groups import PREFIX
from leap.cop.community.membership import all_communities
from leap.cop.community.membership import Membership
from leap.cop.consent import chain
from leap.cop.consent import seals
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import IChainHolder
from leap.cop.consent.ledger import Ledger
from leap.cop.core import binding
from leap.cop.core import integrity
from leap.cop.core.containment import container_of
from leap.cop.core.people import is_gone
from leap.cop.core.people import People
from leap.cop.story.lifecycle import teller
from plone import api
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
from ZODB.POSException import ConflictError
from zope.component import subscribers

import json


#: What can be wrong.
ROW = "row"
END = "end"
SUM = "sum"
SEAL = "seal"
LAST_SEAL = "last_seal"
PAPER = "paper"
NO_CHAIN = "no_chain"
OTHER_TEXT = "other_text"
OTHER_KIND = "other_kind"
NOT_LISTED = "not_listed"
LISTED_FOR_NOBODY = "listed_for_nobody"
NO_STATE = "no_state"

#: States in which a story stands on a grant.
_GRANTED = ["community", "pending", "community_pending", "public"]


class Fault(NamedTuple):
    """Something that does not hold; numbers begin with 1."""

    kind: str
    chain: int | None = None
    number: int | None = None
    #: The type or the workflow of ours that a setting is about.
    name: str = ""


class Report(NamedTuple):
    """What a check of the whole ledger found."""

    chains: int
    rows: int
    seals: int
    last_seal: seals.Seal | None
    faults: tuple[Fault, ...]

    @property
    def valid(self) -> bool:
        """Whether everything holds."""
        return not self.faults


def verify(portal, paper: str = "") -> Report:
    """Check all chains, heads and seals of a site, and the chains of its stories.

    :param paper: a seal as it was written down, empty for none.
    """
    ledger = Ledger(portal)
    chains = dict(ledger.chains())
    numbers = {name: number for number, name in enumerate(sorted(chains), 1)}
    kept = ledger.seals()
    broken = ledger.verify()
    kinds = {
        name: chain.kind_of(json.loads(rows[0]))
        for name, rows in chains.items()
        if name not in broken
    }
    faults = [
        *_chain_faults(ledger, broken, chains, numbers),
        *_seal_faults(ledger, kept, chains, numbers, paper),
        *_story_faults(ledger, kinds, numbers),
        *_holder_faults(portal, kinds, numbers),
        *_own_list_faults(portal),
        *_setting_faults(portal),
    ]
    unfit = {fault.number for fault in faults if fault.kind == SEAL}
    return Report(
        chains=len(chains),
        rows=sum(len(rows) for rows in chains.values()),
        seals=len(kept),
        last_seal=None if not kept or len(kept) in unfit else seals.read(kept[-1]),
        faults=tuple(faults),
    )


def last_seal(portal) -> seals.Seal | None:
    """Return the newest seal without checking anything, None for none."""
    kept = Ledger(portal).seals()
    return seals.read(kept[-1]) if kept else None


def _chain_faults(ledger, broken, chains, numbers) -> Iterator[Fault]:
    for name, row in sorted(broken.items()):
        is_end = row >= len(chains[name])
        yield Fault(END if is_end else ROW, numbers[name], row if is_end else row + 1)
    if not ledger.is_complete():
        yield Fault(SUM)


def _seal_faults(ledger, kept, chains, numbers, paper) -> Iterator[Fault]:
    for fault in seals.faults(kept, chains):
        named = [numbers[name] for name in fault.chains if name in numbers]
        for number in named or [None]:
            yield Fault(SEAL, number, fault.number + 1)
    if not ledger.seals_are_whole():
        yield Fault(LAST_SEAL)
    if paper and not seals.is_among(paper, kept):
        yield Fault(PAPER)


def _story_faults(ledger, kinds, numbers) -> Iterator[Fault]:
    """Yield the stories whose grant stands in no row; wake each for one attribute.

    By their own record, which no catalog has under another workflow. A story that is
    its teller's alone stands on no grant. Whether its chain is gone tells the sum over
    all chains.
    """
    for story in teller.all_stories():
        state = binding.recorded_state(story)
        standing = standing_of(story)
        asleep_again = story.aq_base
        if state == binding.UNKNOWN:
            yield Fault(NO_STATE)
        elif state in _GRANTED and not ledger.has(standing.ledger_key):
            yield Fault(NO_CHAIN)
        elif state in _GRANTED and not _points_to(ledger, standing):
            yield Fault(OTHER_TEXT, numbers[standing.ledger_key])
        yield from _held(standing.ledger_key, chain.STORY, kinds, numbers)
        asleep_again._p_deactivate()


def _holder_faults(portal, kinds, numbers) -> Iterator[Fault]:
    """Yield the chains in the hands of what they do not speak of, stories apart."""
    for holder in subscribers((portal,), IChainHolder):
        for name, kind in holder.held():
            yield from _held(name, kind, kinds, numbers)


def _held(name: str, kind: str, kinds, numbers) -> Iterator[Fault]:
    # That a chain is broken, or that one is gone, is said already.
    if kinds.get(name, kind) != kind:
        yield Fault(OTHER_KIND, numbers[name])


def _setting_faults(portal) -> Iterator[Fault]:
    """Yield what the site has set otherwise for our types."""
    for difference in integrity.differences(portal):
        yield Fault(difference.kind, name=difference.name)


def _own_list_faults(portal) -> Iterator[Fault]:
    """Compare tellers' lists with the stories; wake each for one attribute."""
    people = People(portal)
    listed = {(code, place) for code in people.codes() for place in people.places(code)}
    for story in teller.all_stories():
        place = (IUUID(container_of(story)), story.getId())
        if (teller.code_of(story), place) not in listed:
            yield Fault(NOT_LISTED)
        listed.discard((teller.code_of(story), place))
        asleep_again = story.aq_base
        asleep_again._p_deactivate()
    for _row in listed:
        yield Fault(LISTED_FOR_NOBODY)


class Namesakes(NamedTuple):
    """Groups of directories that are called like what is ours. None opens anything."""

    #: People of ours whose user id is a group's as well.
    people: int
    #: Groups whose ids look like those that a community has.
    groups: int


def namesakes(portal) -> Namesakes | None:
    """Count the groups of directories that are called like what is ours.

    Whoever looks after a directory may not know.

    :returns: None where a source of groups could not be asked.
    """
    ids = {*People(portal).userids(), *site_reviewers.userids()}
    for community in all_communities():
        ids |= {*Membership(community).histories(), community.safeguarding_person}
    users = api.portal.get_tool("acl_users")
    try:
        return Namesakes(
            people=sum(
                bool(users.searchGroups(id=name, exact_match=True))
                for name in ids
                if name and not is_gone(name)
            ),
            groups=len({row["groupid"] for row in users.searchGroups(id=PREFIX)}),
        )
    except ConflictError:
        raise
    except Exception:
        return None


def _points_to(ledger, standing) -> bool:
    """Tell whether the newest grant in the ledger is for the text that is granted."""
    try:
        rows = ledger.rows(standing.ledger_key)
        digests = [row["digest"] for row in rows if row["act"] in ("grant", "edit")]
    except (TypeError, ValueError, KeyError):
        return True  # The chain is broken, and that is said already.
    return bool(digests) and digests[-1] == standing.granted_digest


#: What a fault means, for whoever runs the server.
_WORDS = {
    ROW: "chain {chain}: row {number} was changed, moved or taken out",
    END: "chain {chain}: the last row was changed, or rows after row {number} are gone",
    SUM: "chains were taken out or put in",
    SEAL: "seal {number} does not fit any more",
    LAST_SEAL: "seals were taken away or put in",
    PAPER: "the seal that you gave is none of this ledger's",
    NO_CHAIN: "a shared story has no chain",
    NOT_LISTED: "a story stands on no own list, and its teller does not find it",
    LISTED_FOR_NOBODY: "an own list has a story that is not there, or somebody else's",
    OTHER_TEXT: "chain {chain}: its story stands on a text that was not agreed to",
    OTHER_KIND: "chain {chain}: what holds it is not what its rows speak of",
    NO_STATE: "a story stands in no state of ours, and only its teller reads it",
    integrity.CHAIN: "{name} follows another workflow, and is closed",
    integrity.POLICY: "a policy of Plone's for folders is about {name}, and closes it",
    integrity.DEFINITION: "{name} gives somebody more than it should; nobody has it",
    integrity.BEHAVIORS: "{name} has other behaviors; they do nothing",
    integrity.SCHEMA: "{name} has another schema, class or factory",
}

#: What `restore-workflows` puts right.
RESTORED = frozenset(
    {
        NO_STATE,
        integrity.CHAIN,
        integrity.POLICY,
        integrity.DEFINITION,
        integrity.BEHAVIORS,
        integrity.SCHEMA,
    }
)


def in_words(fault: Fault) -> str:
    """Say what is wrong, without persons, stories or names of chains."""
    said = _WORDS[fault.kind].format(
        chain=fault.chain, number=fault.number, name=fault.name
    )
    if fault.kind == SEAL and fault.chain is not None:
        said += f": chain {fault.chain} is shorter than it was"
    return said
