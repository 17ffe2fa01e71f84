"""The way back, after something else was set for our types than what we ship.

Settings become what we ship. Then each piece of content lands where its own record
says, a story never wider than its ledger, its review and its community let it.
"""

from collections import Counter
from leap.cop.agreement.content import find_agreement
from leap.cop.community.audience import made_by
from leap.cop.community.membership import all_communities
from leap.cop.community.subscribers import let_the_right_people_add
from leap.cop.community.subscribers import story_limit
from leap.cop.consent import replay
from leap.cop.consent import rules
from leap.cop.consent.consent_state import standing_of
from leap.cop.core import binding
from leap.cop.core import integrity
from leap.cop.core import roles
from leap.cop.core import shipped
from leap.cop.core.containment import community_of
from leap.cop.exportimport.restore import said_here
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import teller
from plone import api


PROFILE = "profile-leap.cop:default"


def restore(portal) -> Counter:
    """Put settings and content right; return what was done, in plain words."""
    done: Counter = Counter()
    found = list(integrity.differences(portal))
    if found:
        done["settings put right"] = len(found)
        restore_settings(portal)
    done.update(restore_content(portal))
    return +done


def restore_settings(portal) -> None:
    """Bind our types as we ship them, and define our workflows and types again."""
    tool = api.portal.get_tool("portal_workflow")
    for name in shipped.CHAINS:
        for policy in binding.policies_about(tool, name):
            del policy._chains_by_type[name]
    setup = api.portal.get_tool("portal_setup")
    for step in ("typeinfo", "workflow"):
        setup.runImportStepFromProfile(PROFILE, step, run_dependencies=False)


def restore_content(portal) -> Counter:
    """Land all content where its record and its ledger agree."""
    done: Counter = Counter()
    for community in all_communities():
        done["communities"] += _put_right(community)
        let_the_right_people_add(community)
        limit = binding.state_of(community)
        agreement = find_agreement(community)
        for content in [*made_by(community), *([agreement] if agreement else [])]:
            state = rules.narrowest(binding.recorded_state(content), limit)
            if state != binding.recorded_state(content):
                binding.put_on_record(content, state, roles.unasked())
            done["rounds and forms"] += _put_right(content)
    for story in teller.all_stories():
        landed = _land(portal, story)
        done["stories that only their tellers read now"] += landed
        if not landed:
            done["stories"] += _put_right(story)
    return done


def _put_right(content) -> bool:
    """Give content a state and its roles again; tell whether that was needed."""
    is_new = binding.recorded_state(content) == binding.UNKNOWN
    if is_new:
        roles.begin(content)
    tool = api.portal.get_tool("portal_workflow")
    workflow = tool[binding.workflow_of(content)]
    changed = bool(workflow.updateRoleMappingsFor(content)) or is_new
    content.reindexObject(idxs=["allowedRolesAndUsers", "review_state"])
    return changed


def _land(portal, story) -> bool:
    """Take a story back whose record and ledger differ; tell whether that was so."""
    state = binding.recorded_state(story)
    if state == rules.PRIVATE:
        return False
    row = {
        "standing": {"ledger_key": standing_of(story).ledger_key},
        "teller": teller.userid_of(story) or "",
    }
    told = lifecycle.went_as_far_as(story)
    landing = replay.landing(
        said_here(portal, row),
        told=told,
        digest=digests.digest_of(story),
        limit=story_limit(community_of(story)),
    )
    if landing == state:
        return False
    lifecycle.land_in_private(story, channel="restore", actor="")
    return True
