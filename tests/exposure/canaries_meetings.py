"""Planted meetings: where, an agenda, who comes, and what was said, in each state.

What is written stands in the records as the domain would have it. Two people are named
on no page by chance: one who comes, one who does not.
"""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.core.ids import new_id
from leap.cop.meeting import rules
from leap.cop.meeting.records import Action
from leap.cop.meeting.records import ActionsShelf
from leap.cop.meeting.records import AgendaRow
from leap.cop.meeting.records import record_of
from plone import api
from tests.exposure import readers
from tests.exposure.canaries_media import Below


#: Where people meet: never beyond the community, unless it may be shown.
INSIDE = ("location", "venue_notes", "online_link")

#: What was said; whoever waits and whoever administers the site reads none of it.
SAID = ("members_record", "action")

KINDS = ("row",)

COMES = ("zzattend", "Zzelda Attendwell")
STAYS = ("zzstayaway", "Zzoltan Stayawayer")
#: Whoever looks after the site reads who is host, and nobody's answer.
HOSTS = ("zzhostess", "Zzuzana Hostgood")

#: Long from now, and long past: what has begun differs from what has not.
BEGINS = datetime(2031, 5, 6, 8, 0, tzinfo=UTC)
BEGAN = datetime(2026, 5, 5, 8, 0, tzinfo=UTC)


def fields(word, key: str) -> tuple[dict, dict]:
    """Return the fields of a meeting, and the canaries among them."""
    names = ("title", "description", "location", "venue_notes")
    words = {name: word(name) for name in names}
    words["online_link"] = word("online_link")
    begins = BEGAN if key == "heldmeeting" else BEGINS
    return {
        **words,
        "online_link": f"https://meet.example.org/{words['online_link']}",
        "start": begins,
        "end": begins + timedelta(hours=3),
        "timezone": "Europe/Sofia",
        "mode": rules.BOTH,
    }, words


def give_places(community, password: str, now) -> None:
    """Let in who comes and who does not."""
    for userid, fullname in (COMES, STAYS, HOSTS):
        if api.user.get(userid=userid) is None:
            api.user.create(
                username=userid,
                email=f"{userid}@example.org",
                password=password,
                properties={"fullname": fullname},
            )
            Membership(community).add(userid, "member", now=now)


def write(meeting, key: str, word) -> tuple[dict, dict, dict]:
    """Write an agenda, answers and texts; give canaries, readers by canary, and ids."""
    record, community = record_of(meeting), meeting.__parent__
    state = api.content.get_state(meeting)
    inside = (
        readers.READ_ROUND["private"]
        if state == "private"
        else readers.READ_ROUND["community"]
    )
    words = {
        name: word(name)
        for name in ("row_title", "row_note", "outcome", *SAID, "summary", "personal")
    }
    row = AgendaRow(new_id(), "other", COMES[0])
    row.title, row.note = words["row_title"], words["row_note"]
    row.outcome, row.minutes, row.lead = words["outcome"], 20, "facilitator"
    record.rows[row.id] = row
    record.order.ids = (row.id,)
    record.answers[COMES[0]] = (rules.YES, "")
    record.answers[STAYS[0]] = (rules.NO, "")
    record.turns[rules.HOST] = (HOSTS[0], rules.ACCEPTED)
    record.turns[rules.CHAIR] = (STAYS[0], rules.ASKED)
    if key == "heldmeeting":
        record.phase = rules.HELD
        record.presence[COMES[0]] = rules.PRESENT
        record.presence[STAYS[0]] = rules.APOLOGIES
    minutes = record.minutes
    minutes.members_record = f"<p>{words['members_record']}</p>"
    minutes.summary = f"<p>{words['summary']}</p>"
    minutes.rev, minutes.summary_shown = 1, key == "heldmeeting"
    _act(community, meeting, words)
    said = readers.MEMBERS if state != "private" else frozenset({"facilitator"})
    if key == "openmeeting":
        # They come to each, and stand once among what is looked for.
        words["person_comes"] = COMES[1].split()[1].lower()
        words["person_stays"] = STAYS[1].split()[1].lower()
        words["person_hosts"] = HOSTS[1].split()[1].lower()
    everybody = readers.READ_ROUND[state]
    return (
        words,
        {
            **dict.fromkeys((*INSIDE, "row_title", "row_note", "outcome"), inside),
            **dict.fromkeys(SAID, said),
            "action": readers.MEMBERS,
            "summary": everybody if minutes.summary_shown else said,
            # For whoever set out to do it, alone.
            "personal": frozenset(),
            "person_comes": readers.MEMBERS | readers.WAITING,
            "person_stays": frozenset({"facilitator"}),
            "person_hosts": readers.MEMBERS
            | readers.WAITING
            | frozenset({"siteadmin", "admin"}),
        },
        {"row": Below(f"{meeting.absolute_url()}/@agenda/{row.id}", row.id, row.id)},
    )


def _act(community, meeting, words: dict) -> None:
    shelf = ActionsShelf(community)
    for name in ("action", "personal"):
        action = Action(new_id(), words[name], COMES[0])
        action.meeting, action.personal = meeting.UID(), name == "personal"
        shelf.put(action.id, action)
