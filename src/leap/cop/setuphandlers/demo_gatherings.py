"""The meetings of the demo: three that were held and one to come, and a first one.

Literals only; days are counted from today, and moved to the nearest `WEEKDAYS` of the
community. A row of an agenda is (kind, title, minutes) and whatever else stands on it.
Members who are not named at a meeting left no mark: it is not known whether they came.
"""

#: The weekday that a community is named after, Monday being 0.
WEEKDAYS = {"tuesday-circle": 1, "cercul-de-joi": 3}

MEETINGS = [
    {
        "community": "tuesday-circle",
        "title": "Silence, and what our hands do meanwhile",
        "days": -118,
        "starts": (13, 0),
        "zone": "Europe/London",
        "mode": "in_person",
        "location": "Tallowmere Youth House, the room with the table tennis",
        "venue_notes": "Ramp at the back. Kofi opens the door from half past twelve.",
        "phase": "held",
        "turns": {"host": "kofi", "chair": "joana", "note_taker": "desi"},
        "rows": [
            ("welcome", "", 10, {}),
            ("warm_up", "One sound that you heard on your way here", 10, {}),
            ("celebrate", "", 15, {"note": "However small."}),
            (
                "theme",
                "When somebody says nothing",
                50,
                {"theme": "When somebody says nothing", "lead": "kofi"},
            ),
            ("break", "", 20, {}),
            ("story", "", 30, {"story": "The “not today” card"}),
            ("action_review", "What each of us tries until next time", 25, {}),
        ],
        "present": "facilitator teller joana anneke desi kofi niamh tomasz leila",
        "apologies": "member",
        "guests": 0,
        "young_people": 0,
        "members_record": (
            "<p>We counted a silence together: forty seconds, and nobody died of it. "
            "Most of us would have spoken after eight.</p><p>Something to hold helps, "
            "and it need not be a pen. Somebody brought clay.</p>"
        ),
        "summary": (
            "<p>We talked about what we do while somebody says nothing. What helped: "
            "something for the hands, a seat beside rather than opposite, and saying "
            "once that there is time.</p>"
        ),
        "kept": True,
        "shown": True,
        "told": ["The “not today” card"],
    },
    {
        "community": "tuesday-circle",
        "title": "Young people at our table",
        "days": -69,
        "starts": (15, 30),
        "zone": "Europe/London",
        "mode": "both",
        "location": "Quillbridge Advocacy Service, first floor",
        "venue_notes": "A lift, and a quiet room next door. Bring a mug.",
        "online_link": "https://meet.example.org/demo-table",
        "phase": "held",
        "turns": {"host": "anneke", "chair": "tomasz", "note_taker": "niamh"},
        "rows": [
            ("welcome", "", 10, {}),
            ("record_review", "", 5, {}),
            ("celebrate", "", 15, {}),
            (
                "brought_views",
                "What two young people would change about our meetings",
                30,
                {
                    "permission": True,
                    "lead": "anneke",
                    "outcome": "Not at ten on a school day. And ask who pays the bus.",
                },
            ),
            (
                "theme",
                "Young people at our table",
                50,
                {"theme": "Young people at our table", "lead": "desi"},
            ),
            ("break", "", 15, {}),
            ("advice", "", 20, {}),
            ("action_review", "", 20, {}),
        ],
        "present": "facilitator member joana anneke desi kofi tomasz rhys",
        "apologies": "teller leila",
        "guests": 1,
        "young_people": 2,
        "members_record": (
            "<p>We started at half past three for the first time, because school is "
            "out then. Two young people came for the first hour and stayed for both."
            "</p><p>We agreed that nobody is asked to speak for all young people.</p>"
        ),
        "summary": (
            "<p>Whoever invites young people to a meeting changes the meeting: its "
            "hour, its length, its words. We began with the hour.</p>"
        ),
        "kept": True,
        "shown": False,
        "told": ["One line on the referral form"],
    },
    {
        "community": "tuesday-circle",
        "title": "Half-way: what do we need now?",
        "days": -20,
        "starts": (13, 0),
        "zone": "Europe/London",
        "mode": "in_person",
        "location": "Fennimore Lane Residential, the big kitchen",
        "venue_notes": "One step at the door; we have a board for it. Soup at noon.",
        "phase": "held",
        "turns": {"host": "tomasz", "chair": "leila", "note_taker": "joana"},
        "rows": [
            ("welcome", "", 10, {}),
            ("agreement", "A rule about notes, and one about screens", 15, {}),
            ("celebrate", "", 15, {}),
            ("standing_question", "", 15, {"outcome": "We ask earlier than we did."}),
            ("story", "", 30, {"story": "I asked when it was already decided"}),
            ("break", "", 20, {}),
            ("method", "Cards with half a sentence on them", 30, {"state": "carried"}),
            ("action_review", "", 25, {}),
        ],
        "present": "facilitator member teller anneke kofi niamh tomasz leila rhys",
        "apologies": "desi",
        "guests": 0,
        "young_people": 0,
        "members_record": (
            "<p>The soup was late and the talk was good. Time ran out before the "
            "cards; they come along next time.</p>"
        ),
        "summary": "",
        "kept": False,
        "shown": False,
        "told": ["I asked when it was already decided"],
    },
    {
        "community": "tuesday-circle",
        "title": "The first five minutes",
        "days": 11,
        "starts": (13, 0),
        "zone": "Europe/London",
        "mode": "in_person",
        "location": "Ottermoss Counselling, the room with the good sofa",
        "venue_notes": "Ground floor. The bell does not ring: knock, and wait a bit.",
        "room_for": 14,
        "phase": "planned",
        "turns": {"chair": "rhys"},
        "asked": {"host": "niamh"},
        "rows": [
            ("welcome", "", 10, {}),
            ("warm_up", "A door that you like", 10, {}),
            ("record_review", "", 5, {}),
            ("action_review", "", 15, {}),
            ("other", "What becomes of the jar?", 20, {"author": "joana"}),
        ],
        "yes": "facilitator joana kofi tomasz leila",
        "perhaps": "rhys",
        "no": "anneke",
    },
    {
        "community": "cercul-de-joi",
        "title": "Prima noastră întâlnire",
        "days": 16,
        "starts": (14, 0),
        "zone": "Europe/Bucharest",
        "mode": "in_person",
        "location": "Centrul Pod de Hârtie, sala de la etaj",
        "venue_notes": "Scara are balustradă pe o singură parte. Plăcinta e pe masă.",
        "phase": "planned",
        "turns": {},
        "rows": [
            ("welcome", "Cine suntem și ce ne-a adus aici", 20, {}),
            ("agreement", "Ce ne promitem unii altora", 30, {}),
            (
                "aim_review",
                "Sunt acestea țelurile noastre?",
                30,
                {"suggestion": "aims"},
            ),
            ("other", "Despre ce vrem să vorbim?", 45, {"suggestion": "topics"}),
            ("break", "", 15, {}),
            (
                "other",
                "Cine ne primește data viitoare?",
                10,
                {"suggestion": "next-host"},
            ),
        ],
        "yes": "mirela radu",
    },
]

#: What people set out to do; `at` is the place of a meeting in the list above.
ACTIONS = [
    {
        "community": "tuesday-circle",
        "text": "Put something for the hands on every table in our house",
        "owner": "kofi",
        "at": 0,
        "status": "done",
        "learned": "Clay beats stress balls, and the carpet has forgiven us.",
    },
    {
        "community": "tuesday-circle",
        "text": "Ask our steering group to meet after school",
        "owner": "anneke",
        "at": 1,
        "theme": "Young people at our table",
        "status": "in_progress",
        "due_in": 25,
    },
    {
        "community": "tuesday-circle",
        "text": "Send the minutes to young people before the meeting",
        "owner": "desi",
        "at": 1,
        "status": "stopped_learned",
        "learned": (
            "Nobody read them, me included. Now we draw one page together at the end."
        ),
    },
    {
        "community": "tuesday-circle",
        "text": "Find out who could pay bus fares without a form",
        "owner": "member",
        "at": 1,
        "status": "planned",
        "due_in": 5,
    },
    {
        "community": "tuesday-circle",
        "text": "Write cards with half a sentence on them",
        "owner": "",
        "at": 2,
        "status": "planned",
    },
    {
        "community": "tuesday-circle",
        "text": "Say out loud what is decided already, before I ask",
        "owner": "teller",
        "at": 2,
        "status": "planned",
        "personal": True,
    },
]
