"""What the English demo community promises each other: two versions, and one idea.

A rule is (who wrote it, text, what is meant by it). The first version binds; the
second is announced, and some have answered it. `latecomer` has answered nothing, and
for `newcomer` nothing but the answer is missing.
"""

AGREEMENTS = [
    {
        "community": "tuesday-circle",
        "title": "Our agreement",
        "one_line": (
            "Who said it stays on Tuesday. What we learned may go home with us."
        ),
        "rules": [
            (
                "facilitator",
                "We tell what we did, and leave other people’s lives out of it.",
                "A story here is about our own work. If it cannot be told without "
                "somebody’s history, we keep it to ourselves.",
            ),
            (
                "teller",
                "No names, no places, nothing that a neighbour could guess from.",
                "We change small things, and we say that we changed them.",
            ),
            (
                "anneke",
                "What is said in the circle stays in the circle.",
                "That holds for a chat by the photocopier, too.",
            ),
            (
                "kofi",
                "Everybody may pass.",
                "Listening is taking part. Nobody asks why.",
            ),
            (
                "niamh",
                "We ask before we advise.",
                "Would you like an idea, or would you like somebody to listen? Then we "
                "do that one.",
            ),
            (
                "facilitator",
                "If one of us is worried about somebody’s safety, that comes first.",
                "We stop, and the safeguarding lead hears of it the same day. No rule "
                "of ours stands above this one.",
            ),
        ],
        "first_days_ago": 210,
        "present": 10,
        # What the second version says besides; its first rule says more than before.
        "changed": (
            "What is said in the circle stays in the circle.",
            "What is said in the circle stays in the circle, on a screen as well.",
            "That holds for a chat by the photocopier, too. Online nobody records, and "
            "everybody sits where nobody else can hear.",
        ),
        "added": (
            "joana",
            "Our notes hold ideas, and not who had them.",
            "Whoever takes them reads them out before we go home.",
        ),
        "note": (
            "We now meet online every third time. One rule says more because of that, "
            "and one about our notes is new."
        ),
        "second_days_ago": 6,
        "announced_days_ahead": 300,
        "second_accepted": ("facilitator", "teller", "joana", "desi", "niamh"),
        "second_talk": ("leila",),
        # Not in force: something that somebody would like to have in.
        "idea": (
            "rhys",
            "We end on time, even in the middle of a good sentence.",
            "The sentence is still good next month.",
        ),
        "idea_answers": {
            "joana": "agree",
            "tomasz": "agree",
            "desi": "agree",
            "kofi": "talk",
            "niamh": "not_yet",
        },
        "on_the_way_in": "newcomer",
        "latecomer": "latecomer",
        "latecomer_days_ago": 4,
    },
]
