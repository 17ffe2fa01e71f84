"""What holds of meetings, in words and numbers. Pure rules, no Zope.

Who may do what in a meeting is one table, `MAY`: what somebody is there (`voices.py`)
and what they are about to do.
"""

from datetime import timedelta


# Where people meet

IN_PERSON = "in_person"
ONLINE = "online"
BOTH = "both"

#: A meeting that says nothing else is so long; none is longer than a day.
USUAL = timedelta(hours=3, minutes=30)
LONGEST = timedelta(hours=24)

#: Outside of this a form says something, and refuses nothing.
ENOUGH_TIME = (timedelta(hours=3), timedelta(hours=4))

# What became of it

PLANNED = "planned"
HELD = "held"
CANCELLED = "cancelled"
PHASES = (PLANNED, HELD, CANCELLED)

MAX_NOTE = 500

# Turns

HOST = "host"
CHAIR = "chair"
NOTE_TAKER = "note_taker"
TURNS = (HOST, CHAIR, NOTE_TAKER)

ASKED = "asked"
ACCEPTED = "accepted"
#: By oneself: no right comes with it until somebody says yes.
OFFERED = "offered"

# Agenda

KINDS = (
    "welcome",
    "agreement",
    "warm_up",
    "celebrate",
    "record_review",
    "action_review",
    "theme",
    "story",
    "advice",
    "brought_views",
    "guest",
    "policy",
    "theory",
    "method",
    "resource",
    "standing_question",
    "aim_review",
    "selection",
    "break",
    "other",
)

OPEN = "open"
DONE = "done"
CARRIED = "carried"
ROW_STATES = (OPEN, DONE, CARRIED)

MAX_ROWS = 40
MAX_MINUTES = 240

# Answers and presence

YES = "yes"
NO = "no"
PERHAPS = "perhaps"
ANSWERS = (YES, NO, PERHAPS)

HERE = "here"
WAYS = (HERE, ONLINE)

PRESENT = "present"
APOLOGIES = "apologies"
ABSENT = "absent"
#: Nothing was noted. Never stored, and never taken for present.
UNKNOWN = "unknown"
PRESENCE = (PRESENT, APOLOGIES, ABSENT)

# Actions

IN_PROGRESS = "in_progress"
STOPPED_LEARNED = "stopped_learned"
STATUSES = (PLANNED, IN_PROGRESS, DONE, STOPPED_LEARNED)

# Who may do what

F, CH, NT, H, M, W, SA = (
    "facilitator",
    CHAIR,
    NOTE_TAKER,
    HOST,
    "member",
    "waiting",
    "site",
)

#: The people of the community, who are the only ones to read what was said.
PEOPLE = frozenset({F, CH, NT, H, M})
INSIDE = PEOPLE | {W}

#: What somebody is about to do -> what they have to be, one of these.
MAY: dict[str, frozenset[str]] = {
    # The meeting itself
    "lead": frozenset({F, SA}),
    "change_time": frozenset({F, CH, SA}),
    "cancel": frozenset({F, CH, SA}),
    "hold": frozenset({F, CH}),
    "take_back_held": frozenset({F}),
    "change_place": frozenset({F, CH, H, SA}),
    "read": INSIDE | {SA},
    # The agenda
    "add_row": PEOPLE,
    "change_rows": frozenset({F, CH}),
    "note_outcome": frozenset({F, CH, NT}),
    # Who comes, and who came
    "answer": INSIDE,
    "read_names": INSIDE,
    "read_all_names": frozenset({F, CH, H}),
    "read_presence": INSIDE,
    "mark_presence": frozenset({F, CH, NT}),
    # Turns
    "take_turn": PEOPLE,
    "ask_for_turn": frozenset({F, CH}),
    # What was said
    "read_record": PEOPLE,
    "write_record": frozenset({F, CH, NT}),
    "keep_record": frozenset({F, CH}),
    "reopen_record": frozenset({F}),
    # Files and links
    "add_resource": PEOPLE,
    "remove_any_resource": frozenset({F, CH, SA}),
    # Actions
    "read_actions": PEOPLE,
    "note_action_for_others": frozenset({F, CH, NT}),
}

#: The fields of a meeting -> what it takes to change them; the rest takes `lead`.
FIELDS: dict[str, str] = {
    "start": "change_time",
    "end": "change_time",
    "timezone": "change_time",
    "location": "change_place",
    "venue_notes": "change_place",
    "room_for": "change_place",
    "online_link": "change_place",
}


def may(voices: frozenset[str], act: str) -> bool:
    """Tell whether somebody may do something, by all that they are there."""
    return not MAY[act].isdisjoint(voices)


def needed_for(field: str) -> str:
    """Return what it takes to change a field."""
    return FIELDS.get(field, "lead")
