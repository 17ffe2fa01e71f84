"""A random history of answers over REST: who waits reads no story of others."""

from leap.cop.agreement import rules
from leap.cop.community.membership import Membership
from random import Random
from tests.agreement.promises import Paper
from tests.agreement.promises import Person

import os


WHOLE = bool(os.environ.get("LEAP_COP_EXPOSURE"))
ANSWERS = (rules.ACCEPTED, rules.TALK, rules.DECLINED, rules.WITHDRAWN)


def test_over_rest_everybody_finds_what_the_paper_says(agreement, told, today):
    """With a second facilitator, so that either of the two may wait."""
    story, random = told("community"), Random(int(os.environ.get("SEED", "5")))
    agreement.write()
    who_leads = ("facilitator", "colleague")
    added = {"userid": "colleague", "role": "facilitator"}
    url = f"{agreement.where}/@members"
    assert agreement.as_("facilitator").post(url, json=added).status_code == 201
    assert agreement.enact(effective=today.isoformat()).status_code == 201
    people = {**dict.fromkeys(who_leads, "facilitator"), "member": "member"}
    paper = Paper({who: Person(role) for who, role in people.items()})
    paper.enact("facilitator", "material", today, today)
    for _step in range(100 if WHOLE else 10):
        who, given = random.choice(sorted(people)), random.choice(ANSWERS)
        status = agreement.put(who, given).status_code
        refused = paper.why_no_answer(who, given, stale=False)
        assert status == (409 if refused else 200), (who, given)
        if not refused:
            paper.answer(who, given)
        waits = {one for one in people if Membership(agreement.community).waits(one)}
        owes = paper.owes(today)
        assert waits <= owes and owes - waits <= set(who_leads)
        assert len(set(who_leads) - waits) >= 1
        for one in people:
            asks = agreement.as_(one)
            found = [
                asks.get(story).status_code,
                asks.get("@search?portal_type=leap.cop.Story").json()["items_total"],
                agreement.get(one).status_code,
            ]
            assert found == ([404, 0, 200] if one in waits else [200, 1, 200]), one
    assert [row["act"] for row in agreement.rows()] == [row[1] for row in paper.rows]
