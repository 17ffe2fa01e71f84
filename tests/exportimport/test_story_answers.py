"""Thanks and answers on a journey: with whoever exists there, and nobody else."""

from leap.cop.community.profiles import NO_LONGER_HERE
from leap.cop.core.people import People
from leap.cop.exportimport import story_answers
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.responses import responses
from leap.cop.story.responses import rules
from leap.cop.story.responses.records import Responses
from leap.cop.story.responses.records import TELLER
from leap.cop.story.responses.records import Thanks
from plone import api
from zope.annotation.interfaces import IAnnotations
from zope.component.hooks import setSite
from zope.globalrequest import getRequest

import json
import transaction


def write(userid, story, kind, text=None):
    with api.env.adopt_user(userid):
        responses.write(story, kind, text, now=lifecycle.utc_now())


def leave_account_behind(folder, userid):
    """Take an account out of what stock imports."""
    path = folder / "principals.json"
    data = json.loads(path.read_text())
    assert userid in [one["username"] for one in data["members"]]
    data["members"] = [one for one in data["members"] if one["username"] != userid]
    path.write_text(json.dumps(data))


def seen_in(site, path, userid):
    setSite(site)
    transaction.begin()
    story = site.unrestrictedTraverse(path)
    with api.env.adopt_user(userid):
        return [
            (line.response.kind, line.response.text, line.is_tellers, line.fullname)
            for line in responses.lines_for_reader(story)
        ]


def test_they_arrive_with_whoever_exists(site, told, export, other, take_in):
    setSite(site)
    path = told("community").removeprefix(site.absolute_url()).strip("/")
    story = site.unrestrictedTraverse(path)
    write("member", story, rules.QUESTION, "How long?")
    write("teller", story, rules.ANSWER, "All summer.")
    write("facilitator", story, rules.TRIED_IT, "We did.")
    write("member", story, rules.THANKS)
    write("facilitator", story, rules.THANKS)
    with api.env.adopt_user("teller"):
        responses.set_accepts(story, False)
    transaction.commit()
    before = seen_in(site, path, "teller")
    leave_account_behind(export(site), "facilitator")
    setSite(other)
    with api.env.adopt_roles(["Manager"]):
        other.acl_users.source_users.removeUser("facilitator")
    transaction.commit()
    # Who was looked up is remembered for one request, and this test is a long one.
    IAnnotations(getRequest()).clear()
    take_in(other)
    after = seen_in(other, path, "teller")
    assert after[:2] == before[:2]
    assert after[2][:3] == before[2][:3]
    assert after[2][3] == str(NO_LONGER_HERE)
    there = other.unrestrictedTraverse(path)
    assert not responses.accepts(there)
    assert len(Thanks(there)) == 2
    people = People(other)
    assert Thanks(there).has(people.code_of("member"))
    assert people.code_of("facilitator") is None
    assert TELLER in {row.author for row in Responses(there).rows()}
    # Which is not the teller's user id.
    packed = story_answers.packed(there)
    assert [row[2] for row in packed["answers"]] == ["member", "teller:", ""]
