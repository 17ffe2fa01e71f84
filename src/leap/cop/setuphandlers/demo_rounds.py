"""What the English demo community talks about: a round that is over, and one that runs.

A topic is (who wrote it, key of its theme, text), a ballot dots by the key of a theme.
Of the round that is over two themes share a place, and one got all that two people had
to give. In the one that runs some have voted; whoever logs in still has dots left.
"""

ROUNDS = [
    {
        "community": "tuesday-circle",
        "title": "What shall we talk about this half-year?",
        "description": "Anything that kept you thinking on the way home.",
        "stage": "outset",
        "days_ago": 96,
        "phase": "closed",
        "closed_days_ago": 75,
        "topics": [
            (
                "kofi",
                "silence",
                "A young person has come four times and hardly said a word. I do not "
                "mind. But what do I do with my hands?",
            ),
            ("niamh", "silence", "How long is a good silence?"),
            (
                "leila",
                "silence",
                "Asking when words are the hard way round: drawings, cards, a walk?",
            ),
            (
                "rhys",
                "decides",
                "We ask, they answer, and then the money says no. How do we say that "
                "before, and not after?",
            ),
            (
                "member",
                "decides",
                "Is it still a choice if both choices were ours?",
            ),
            (
                "teller",
                "ourselves",
                "Half an hour between two sessions: how did you get yours past your "
                "manager?",
            ),
            (
                "tomasz",
                "ourselves",
                "It catches up with me while I wash the pots. What do you do?",
            ),
            (
                "anneke",
                "table",
                "Two young people in our steering group, nine adults, and we meet at "
                "ten on a school day.",
            ),
            ("desi", "table", "What do we give them for their time, and in what?"),
            (
                "joana",
                "files",
                "There is a sentence of mine in a file that I would not want to read "
                "out to the person it is about.",
            ),
            (
                "niamh",
                "carers",
                "A mother asks me every week what was said. She means well.",
            ),
        ],
        "themes": [
            {"key": "silence", "title": "When somebody says nothing"},
            {
                "key": "decides",
                "title": "Who decides, really?",
                "description": "What is open, what is not, and when we say so.",
            },
            {"key": "table", "title": "Young people at our table"},
            {"key": "ourselves", "title": "Looking after ourselves"},
            {
                "key": "files",
                "title": "What we write about people",
                "description": "Files, referrals, mails: would we read it out?",
            },
            {"key": "carers", "title": "Parents and carers"},
        ],
        "ballots": {
            "facilitator": {"silence": 2, "decides": 2, "table": 1},
            "teller": {"silence": 2, "decides": 1, "ourselves": 2},
            "member": {"silence": 1, "decides": 2, "table": 2},
            "joana": {"files": 3, "silence": 2},
            "anneke": {"files": 3, "table": 2},
            "desi": {"silence": 3, "decides": 1, "table": 1},
            "kofi": {"silence": 1, "ourselves": 1, "table": 2},
            "niamh": {"silence": 2, "decides": 2, "carers": 1},
            "tomasz": {"decides": 1, "ourselves": 2, "table": 1},
        },
        "dealt_with": ["silence", "table"],
    },
    {
        "community": "tuesday-circle",
        "title": "Our next four Tuesdays",
        "description": "Half-way through: what do we need now, and what can wait?",
        "stage": "middle",
        "days_ago": 16,
        "phase": "voting",
        "closes_in_days": 21,
        "topics": [
            (
                "desi",
                "door",
                "What are your first five words when somebody comes through the door "
                "for the first time?",
            ),
            (
                "kofi",
                "door",
                "We have a lovely welcome leaflet. Nobody has ever quoted it to me.",
            ),
            (
                "teller",
                "no",
                "Somebody asked for a good thing and I had to say no. Then they asked "
                "again. I would like to get better at the second no.",
            ),
            (
                "tomasz",
                "groups",
                "Our group is down to the three who always come. Is that a problem, "
                "or is that a group?",
            ),
            (
                "leila",
                "groups",
                "How does somebody leave a group without it feeling like a door that "
                "slams?",
            ),
            (
                "joana",
                "notes",
                "The jar is full of answers. Who reads them after me?",
            ),
            (
                "rhys",
                "again",
                "The file with the sentence in it is still there. So is the sentence.",
            ),
        ],
        # Comes back from the round before, where nobody dealt with it.
        "candidates": {"again": "What we write about people"},
        "themes": [
            {"key": "door", "title": "The first five minutes"},
            {"key": "no", "title": "Saying no, and saying it well"},
            {"key": "groups", "title": "Groups that grow and shrink"},
            {"key": "notes", "title": "What becomes of what we are told"},
        ],
        "ballots": {
            "joana": {"again": 3, "notes": 2},
            "anneke": {"again": 2, "no": 2, "door": 1},
            "kofi": {"door": 3, "groups": 1},
            "niamh": {"no": 2, "notes": 2, "groups": 1},
            "teller": {"no": 2},
        },
        "dealt_with": [],
    },
]
