"""How far what has arrived may go: never further than its ledger says.

A story lands in the state that its chain gives it for exactly the text that arrived,
bounded by the state it came with, its community and a teller whom the site knows. A
file that was changed on the way, or whose seal cannot be read, brings its content to
its tellers and nothing more.
"""

from leap.cop import logger
from leap.cop.community.membership import MemberShelf
from leap.cop.community.subscribers import let_the_right_people_add
from leap.cop.community.subscribers import story_limit
from leap.cop.consent import chain
from leap.cop.consent import replay
from leap.cop.consent import rules
from leap.cop.consent.consent_state import ConsentState
from leap.cop.consent.consent_state import Decision
from leap.cop.consent.consent_state import new_standing
from leap.cop.consent.consent_state import set_standing
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.core.containment import community_of
from leap.cop.core.errors import Refused
from leap.cop.core.errors import sentence
from leap.cop.core.privacy.tombstones import Tombstones
from leap.cop.core.records import Shelf
from leap.cop.core.records import SHELVES
from leap.cop.exportimport import agreements
from leap.cop.exportimport import deciding
from leap.cop.exportimport import ledger
from leap.cop.exportimport import meetings
from leap.cop.exportimport import persons
from leap.cop.exportimport import rounds
from leap.cop.exportimport import story_answers
from leap.cop.exportimport import transfer
from leap.cop.exportimport import tree
from leap.cop.exportimport import workflow_state
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import teller
from leap.cop.story.notes.records import Notes
from leap.cop.story.responses.records import Responses
from leap.cop.story.responses.records import Thanks
from plone import api
from plone.exportimport.importers.base import BaseImporter


#: Raised by a file that is not as ours are; such a row is worth nothing.
MALFORMED = (AttributeError, KeyError, TypeError, ValueError)


def content_with(uid: str):
    """Return the content with a UID, whoever asks; None where there is none."""
    catalog = api.portal.get_tool("portal_catalog")
    found = catalog.unrestrictedSearchResults(UID=uid) if uid else ()
    return found[0]._unrestrictedGetObject() if found else None


class LandingImporter(BaseImporter):
    """Give what has arrived its people, its keys and its place."""

    name = "leap.cop"

    def do_import(self) -> str:
        journey = transfer.current(self.request)
        if journey is None:
            return f"{self.name}: No data to import"
        self.journey = journey
        taken = None
        if journey.whole:
            taken = ledger.take_in(self.site, journey.ledger, own=journey.is_own_seal)
            self._take_tombstones()
            persons.land_site_reviewers(self.site, journey)
        self.faults = set(Ledger(self.site).verify())
        for community, row in self._made_of(journey.communities):
            land_community(community, row if journey.whole else {}, journey)
        lower = narrower = 0
        for story, row in self._made_of(journey.stories):
            lower += self._land_story(story, row)
        for content, row in self._made_of(journey.rounds):
            narrower += rounds.land(content, row, journey)
        for agreement, row in self._made_of(journey.agreements):
            agreements.land(agreement, row, journey)
        for meeting, row in self._made_of(journey.meetings):
            meetings.land(meeting, row, journey)
        self._commit("leap.cop: landed")
        report = self._report(taken, lower, narrower)
        logger.info(report)
        return report

    def _made_of(self, rows: dict[str, dict]) -> list[tuple]:
        """Return what this import has made of some rows, each with its row."""
        made = self.journey.made
        return [(made[uid], row) for uid, row in rows.items() if uid in made]

    def _take_tombstones(self) -> None:
        stones = Tombstones(self.site)
        root = self.site.getPhysicalPath()
        for path, level in self.journey.tombstones.items():
            if level in rules.LEVELS and isinstance(path, str):
                stones.set((*root, *path.split("/")), level)

    def _land_story(self, story, row: dict) -> bool:
        """Give a story its keys; tell whether it stands lower than where it was."""
        try:
            standing = standing_in(row)
            if not self.journey.whole:
                # A note to the teller, in a reviewer's name, could be anybody's.
                standing = standing._replace(decisions=())
            standing = persons.land_decisions(story, standing, self.journey)
        except MALFORMED:
            standing = ConsentState("", b"")
        sound = self.journey.whole and standing.ledger_key not in self.faults
        if not standing.ledger_key or not standing.salt:
            sound, standing = False, fresh_keys(standing)
        set_standing(story, standing)
        deciding.land_story(story, row, self.journey)
        said = said_here(self.site, row) if sound else replay.Said()
        state = rules.PRIVATE
        if transfer.user_exists(lifecycle.teller_of(story) or ""):
            state = replay.landing(
                said,
                told=row.get("state"),
                digest=digests.digest_of(story),
                limit=story_limit(community_of(story)),
            )
        set_standing(story, keys_for(standing, said, state))
        workflow_state.put_in_state(story, state, row.get("history"))
        if state == rules.PUBLIC:
            Tombstones(self.site).lift(story.getPhysicalPath())
        elif row.get("state") == rules.PUBLIC:
            Tombstones(self.site).set(story.getPhysicalPath(), rules.PUBLIC)
        if sound:
            fill_shelves(story, row, self.journey, Notes, Responses, Thanks)
            persons.land_notes(story, row, self.journey)
            story_answers.land(story, row, self.journey)
        workflow_state.set_dates(story, *workflow_state.dates_in(row))
        put_on_the_desk(story)
        return state != row.get("state")

    def _report(self, taken: ledger.Taken | None, lower: int, narrower: int) -> str:
        journey = self.journey
        said = (
            (lower, "stories stand lower than where they came from"),
            (narrower, "rounds are shown to fewer people than before"),
            (journey.stayed, "stood here already and stay as they are"),
            (journey.refused, "could not be taken"),
        )
        words = [f"made {len(journey.made)}"]
        words += [f"{count} {what}" for count, what in said if count]
        words += journey.reasons
        if journey.left_out:
            words.append(f"{journey.left_out} were left out when this was exported")
        if journey.seal_state == transfer.CHANGED:
            words.append("THE FILE WAS CHANGED ON THE WAY: nothing of it was believed")
        elif journey.seal_state == transfer.UNKNOWN and journey.stories:
            words.append("without the ledger's key nothing in the file can be believed")
        if taken is not None and taken.parted:
            words.append(f"{taken.parted} chains part from the ones here, which stay")
        if taken is not None and taken.broken:
            words.append(f"{taken.broken} chains do not hold and were left out")
        return f"{self.name}: " + "; ".join(words)


# Stories


def put_on_the_desk(story) -> None:
    """Put on its teller's desk what waits about a story that arrived, and its day."""
    decisions = standing_of(story).decisions
    is_back = bool(decisions) and decisions[-1].act == "return"
    in_review = lifecycle.state_of(story) in rules.IN_REVIEW
    lifecycle.follow_on_the_desk(story, "return" if is_back and not in_review else "")
    teller.put_on_list(story)


def standing_in(row: dict) -> ConsentState:
    """Return the standing that came with a story.

    :raises KeyError, TypeError, ValueError: for what is none.
    """
    sent = {name: tree.load(value) for name, value in row["standing"].items()}
    sent["decisions"] = tuple(Decision(*decision) for decision in sent["decisions"])
    standing = ConsentState(**sent)
    texts = standing._replace(salt="", asked=None, decisions=())
    if not all(isinstance(value, (str, bool, type(None), tuple)) for value in texts):
        raise TypeError("a standing of other kinds")
    if not isinstance(standing.salt, bytes):
        raise TypeError("a salt that is none")
    return standing


def fresh_keys(standing: ConsentState) -> ConsentState:
    """Give keys of its own to a story that came without any."""
    return new_standing()._replace(decisions=standing.decisions)


def said_here(portal, row: dict) -> replay.Said:
    """Return what the ledger of this site says of a story that arrives."""
    try:
        ledger_key = str(row["standing"]["ledger_key"])
        teller = str(row["teller"])
    except MALFORMED:
        return replay.Said()
    if chain.first_fault(Ledger(portal).stored(ledger_key)) is not None:
        return replay.Said()
    rows = Ledger(portal).rows(ledger_key)
    return replay.said_by(rows, lambda actor: ledger.is_of(portal, actor, teller))


def keys_for(standing: ConsentState, said: replay.Said, state: str) -> ConsentState:
    """Return the keys of a story that lands in a state: no more than it needs there."""
    level = rules.PUBLIC if state in rules.IN_REVIEW else state
    standing = standing._replace(
        granted="" if level == rules.PRIVATE else level,
        held_digest=standing.held_digest or _still_held(standing, said),
    )
    if state == rules.PRIVATE:
        return standing._replace(approved_digest="", asked=None)
    approved = standing.approved_digest
    if state == rules.PUBLIC:
        approved = said.approved_digest
    elif approved == said.granted_digest:
        approved = ""
    return standing._replace(
        granted_digest=said.granted_digest,
        approved_digest=approved,
        asked=standing.asked if state in rules.IN_REVIEW else None,
    )


def _still_held(standing: ConsentState, said: replay.Said) -> str:
    """Return the text that the ledger has on hold, unless somebody released it."""
    released = standing.decisions and standing.decisions[-1].act == "release"
    return "" if released else said.held_digest


def fill_shelves(
    content, row: dict, journey: transfer.Travel, *apart: type[Shelf]
) -> None:
    """Put what arrived with content on its shelves, and nothing anywhere else.

    What a shelf does not take is left out, with a word in the report.

    :param apart: kinds that come in by a way of their own, which asks more.
    """
    sent = row.get("shelves") or {}
    for kind in SHELVES:
        if kind.key not in sent or kind.of_site or kind in apart:
            continue
        try:
            kind(content).unpack(tree.load(sent[kind.key]))
        except MALFORMED:
            why = "it is none of ours"
        except Refused as error:
            why = sentence(error)
        else:
            continue
        journey.reasons.append(f"{kind.key} could not be taken, {why}")


# Communities


def land_community(community, row: dict, journey: transfer.Travel) -> None:
    """Give a community its people and its state; an empty row leaves it private."""
    community.__ac_local_roles__ = {}
    community.aq_base.__dict__.pop("__ac_local_roles_block__", None)
    MemberShelf(community).unpack({"members": {}, "listed": {}})
    fill_shelves(community, row, journey)
    meetings.forget_unknown(community)
    deciding.land_community(community, row, journey)
    ceiling = row.get("story_ceiling")
    community.story_ceiling = rules.narrowest(community.story_ceiling, ceiling)
    if community.story_ceiling == rules.PRIVATE:
        community.story_ceiling = rules.COMMUNITY
    state = row.get("state")
    state = state if state in rules.LEVELS else rules.PRIVATE
    workflow_state.put_in_state(community, state, row.get("history"))
    let_the_right_people_add(community)
    workflow_state.set_dates(community, *workflow_state.dates_in(row))
