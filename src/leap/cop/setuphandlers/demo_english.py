"""The stories of the English demo community and one friendly note.

A story's ``state`` is where the demo leaves it, ``days_ago`` its age. The one with
``sent_back`` went to the reviewer, came back with ``RETURN_NOTE`` and is with its
teller again. Young people appear as a number or as a young person, never a name.
"""

STORIES = [
    {
        "community": "tuesday-circle",
        "teller": "teller",
        "title": "Two chairs by the window",
        "description": "What eighty pounds can do when nobody sends a wish list along.",
        "starting_point": (
            "<p>Our waiting room had a glass counter, nine chairs in a row and a "
            "poster about being on time. I crossed it every morning and had stopped "
            "seeing it.</p>"
        ),
        "participation_work": (
            "<p>I asked five young people, one by one, to walk with me from the street "
            "to my room and say what they noticed. No form, just a walk. One counted "
            "the cameras. Another wanted to know why every chair stares at the door. "
            "Then the five of them got the petty cash for one corner: eighty pounds, "
            "to spend as they liked.</p>"
        ),
        "reflection": (
            "<p>They turned two chairs to the window, bought a lamp and took the "
            "poster down. It took one afternoon. Now people come ten minutes early to "
            "sit there. I would have spent the money on paint.</p>"
        ),
        "learning": (
            "<p>“Show me” is easier to answer than “What do you think?”. And a small "
            "sum that is truly theirs says more than a big plan of mine.</p>"
        ),
        "domain": "organisation",
        "attribution": "name",
        "attribution_text": "",
        "content_note": "",
        "others_recognisable": "they_agreed",
        "others_note": "All five have read it. One asked me to mention the lamp.",
        "state": "public",
        "days_ago": 118,
        "answers": (
            (
                "joana",
                "question",
                "Did anybody mind that the others could see them sit there?",
            ),
            (
                "teller",
                "answer",
                "One did, at first. We turned them to the window, and that was it.",
            ),
            (
                "niamh",
                "tried_it",
                "We have two at the end of our corridor now. The kettle is next.",
            ),
            ("anneke", "thanks", None),
            ("kofi", "thanks", None),
            ("facilitator", "thanks", None),
        ),
    },
    {
        "community": "tuesday-circle",
        "teller": "joana",
        "title": "The app that nobody opened",
        "description": "Half a year of work, four log-ins, and a jar.",
        "starting_point": (
            "<p>We wanted to hear from young people between sessions, and we were sure "
            "that they would rather tap than talk.</p>"
        ),
        "participation_work": (
            "<p>So we had a lovely little app made: faces to tap, a box for ideas, a "
            "cheerful ping. We chose all of it, down to the colours, and showed it "
            "round when it was ready.</p>"
        ),
        "reflection": (
            "<p>Four log-ins in six months, two of them mine. When I finally asked, a "
            "young person explained it to me very kindly: an icon like that on your "
            "phone is something you have to explain to whoever picks the phone up. It "
            "was the first thing any of them would have told us.</p>"
        ),
        "learning": (
            "<p>Ask before the first drawing, not after the last. Today there is a "
            "jar, a pen on a string and the last five minutes of each session. We get "
            "three notes in a good week, and every one gets an answer on the wall.</p>"
        ),
        "domain": "did_not_work",
        "attribution": "name",
        "attribution_text": "",
        "content_note": "",
        "others_recognisable": "nobody",
        "others_note": "",
        "state": "public",
        "days_ago": 203,
    },
    {
        "community": "tuesday-circle",
        "teller": "kofi",
        "title": "The “not today” card",
        "description": "",
        "starting_point": "",
        "participation_work": (
            "<p>A young person in our group cut a card out of a cereal box and wrote "
            "“not today” on it. You lay it on the table and nobody asks you anything, "
            "the reason included. Two weeks later everybody wanted one, so they made "
            "ten more.</p>"
        ),
        "reflection": (
            "<p>After one long day I put mine down, too. The group passed me the "
            "crackers and carried on. I think that is when I understood what the card "
            "is for.</p>"
        ),
        "learning": (
            "<p>Once it was easy to say no, I heard a lot more yes. We take the cards "
            "along to meetings with professionals now, and the professionals use "
            "them.</p>"
        ),
        "domain": "young_people",
        "attribution": "role",
        "attribution_text": "A youth worker",
        "content_note": "",
        "others_recognisable": "they_agreed",
        "others_note": (
            "Whoever made the first card is happy for it to be told like this."
        ),
        "state": "public",
        "days_ago": 64,
    },
    {
        "community": "tuesday-circle",
        "teller": "niamh",
        "title": "One more question at the end",
        "description": "",
        "starting_point": "",
        "participation_work": (
            "<p>For a month I closed every session with “What should I have asked "
            "you?”, and seven times out of twelve an answer was waiting.</p>"
        ),
        "reflection": "",
        "learning": "",
        "domain": "practice",
        "attribution": "anonymous",
        "attribution_text": "",
        "content_note": "",
        "others_recognisable": "nobody",
        "others_note": "",
        "state": "public",
        "days_ago": 31,
    },
    {
        "community": "tuesday-circle",
        "teller": "anneke",
        "title": "One line on the referral form",
        "description": "A small change in a long form, celebrated with icing.",
        "starting_point": (
            "<p>Forty-one boxes, and not one of them filled in by the person they were "
            "about.</p>"
        ),
        "participation_work": (
            "<p>Three young people and I went over the form with pencils: green for "
            "“fine”, blue for “ask me, not them”, red for “none of your business”. I "
            "took the page to our policy group just as it was, red and all.</p>"
        ),
        "reflection": (
            "<p>I was after a new form. I got one line at the top: “How may we get in "
            "touch, and what should we never say on the phone?” I sulked for a day. "
            "Then the answers came in, and hardly two were alike.</p>"
        ),
        "learning": (
            "<p>One line is worth a cake. We wrote it on top in icing, and the three "
            "cut the slices. The red boxes are on the agenda for spring.</p>"
        ),
        "domain": "policy",
        "attribution": "name",
        "attribution_text": "",
        "content_note": "",
        "others_recognisable": "they_agreed",
        "others_note": "The chair of the policy group has read it and smiled.",
        "state": "public",
        "days_ago": 157,
    },
    {
        "community": "tuesday-circle",
        "teller": "rhys",
        "title": "I asked when it was already decided",
        "description": "",
        "starting_point": (
            "<p>The new opening hours were settled and the leaflet was at the "
            "printer’s. In my plan there was still a line that said “consult young "
            "people”.</p>"
        ),
        "participation_work": (
            "<p>So I consulted: pizza, flip chart, six young people. Twenty minutes "
            "in, one of them asked what would happen if they all said no. It went very "
            "quiet, mostly because of me.</p>"
        ),
        "reflection": (
            "<p>I told them the truth. Two left, which was fair. Four stayed for the "
            "pizza and told me, quite cheerfully, which hours they would have picked. "
            "Theirs were better.</p>"
        ),
        "learning": (
            "<p>When nothing can change any more, call it news. These days each "
            "invitation says what is open, what is not, and who decides. I still get "
            "it wrong now and then, but I get told sooner.</p>"
        ),
        "domain": "did_not_work",
        "attribution": "role",
        "attribution_text": "Somebody who leads a small team",
        "content_note": "",
        "others_recognisable": "details_changed",
        "others_note": "The number of people and the food are not the real ones.",
        "state": "public",
        "days_ago": 89,
    },
    {
        "community": "tuesday-circle",
        "teller": "teller",
        "title": "A lighthouse in a thousand pieces",
        "description": "",
        "starting_point": "",
        "participation_work": (
            "<p>For six weeks a young person and I did a jigsaw of a lighthouse, "
            "mostly without a word. In week five, looking for a bit of sky, they asked "
            "what I write down after they have gone. We read it together, and they "
            "changed two sentences.</p>"
        ),
        "reflection": (
            "<p>I had offered that in our very first session. I am afraid I did it in "
            "a voice that hoped for a quick no.</p>"
        ),
        "learning": (
            "<p>An offer needs to be made more than once, and at the right table. Both "
            "new sentences are better than mine.</p>"
        ),
        "domain": "relationships",
        "attribution": "name",
        "attribution_text": "",
        "content_note": "",
        "others_recognisable": "details_changed",
        "others_note": "It was not a jigsaw, but something just as slow.",
        "state": "community",
        "days_ago": 45,
    },
    {
        "community": "tuesday-circle",
        "teller": "leila",
        "title": "Two languages at one table",
        "description": "",
        "starting_point": (
            "<p>With an interpreter in the room I used to talk to the interpreter.</p>"
        ),
        "participation_work": (
            "<p>We let the young person set the table: who sits where, who looks at "
            "whom, and a hand on the table for “stop, that was not what I said”.</p>"
        ),
        "reflection": (
            "<p>The hand went down four times in the first hour. Twice it was meant "
            "for me, and I had spoken plain English.</p>"
        ),
        "learning": "",
        "domain": "practice",
        "attribution": "name",
        "attribution_text": "",
        "content_note": "",
        "others_recognisable": "somebody_could",
        "others_note": (
            "We have one interpreter for that language, so this one stays in our "
            "circle."
        ),
        "state": "community",
        "days_ago": 22,
    },
    {
        "community": "tuesday-circle",
        "teller": "teller",
        "title": "Minutes with a cloud in them",
        "description": (
            "A young person drew the minutes, and we noticed what we had not agreed."
        ),
        "starting_point": (
            "<p>Our review meetings end in two typed pages that no young person has "
            "ever asked me for.</p>"
        ),
        "participation_work": (
            "<p>This time a young person drew them: four boxes, some arrows, and a "
            "cloud for “nobody knows yet”. Everybody signed the drawing.</p>"
        ),
        "reflection": (
            "<p>Three of us adults found that we had been about to leave with three "
            "different plans. On the typed pages that would have come out in a month "
            "or so.</p>"
        ),
        "learning": (
            "<p>There are felt pens in my bag now. I always ask who would like to "
            "draw, and twice it has been the manager.</p>"
        ),
        "domain": "practice",
        "attribution": "role",
        "attribution_text": "A support worker",
        "content_note": "",
        "others_recognisable": "they_agreed",
        "others_note": "The one who drew has seen this and likes the cloud.",
        "state": "community_pending",
        "days_ago": 12,
    },
    {
        "community": "tuesday-circle",
        "teller": "teller",
        "title": "The week I listened badly",
        "description": "",
        "starting_point": (
            "<p>I had said yes to everything that autumn, and I was proud of it.</p>"
        ),
        "participation_work": "",
        "reflection": (
            "<p>In the fourth session of the day I nodded in all the right places and "
            "could not have repeated a word. The young person saw it before I did: "
            "“You can go home, you know.”</p>"
        ),
        "learning": (
            "<p>The next time, I began with sorry. I keep half an hour free in the "
            "afternoon now and my manager helps me to guard it. It is a small fence, "
            "and it holds on most days.</p>"
        ),
        "domain": "did_not_work",
        "attribution": "anonymous",
        "attribution_text": "",
        "content_note": (
            "About being very tired at work. Nothing of what a young person has been "
            "through."
        ),
        "others_recognisable": "details_changed",
        "others_note": "Their words were a little different.",
        "state": "pending",
        "days_ago": 5,
    },
    {
        "community": "tuesday-circle",
        "teller": "teller",
        "title": "The lantern walk",
        "description": "",
        "starting_point": "",
        "participation_work": (
            "<p>Each November we walk up to the old mill with the valley choir, and it "
            "has always been us adults who plan it. Last time, three young people did: "
            "the way, the soup, and where to stop if somebody wants a rest.</p>"
        ),
        "reflection": (
            "<p>They had thought of a shorter way back for those who had enough, with "
            "a lantern of its own, so that leaving early looked as nice as staying. In "
            "all these years that had not crossed my mind.</p>"
        ),
        "learning": "<p>Plan the way out as kindly as the way in.</p>",
        "domain": "young_people",
        "attribution": "name",
        "attribution_text": "",
        "content_note": "",
        "others_recognisable": "nobody",
        "others_note": "",
        "state": "private",
        "days_ago": 9,
        "sent_back": True,
    },
    {
        "community": "tuesday-circle",
        "teller": "member",
        "title": "Beans (not finished)",
        "description": "",
        "starting_point": "",
        "participation_work": "",
        "reflection": (
            "<p>A young person asked if the beans could stay theirs after they move "
            "on, and I said yes before I knew how.</p>"
        ),
        "learning": "",
        "domain": "other",
        "attribution": "name",
        "attribution_text": "",
        "content_note": "",
        "others_recognisable": "somebody_could",
        "others_note": "Need to think about how much the garden gives away.",
        "state": "private",
        "days_ago": 2,
    },
]

RETURN_NOTE = (
    "Dear Tessa, thank you for trusting us with the lantern walk. One thing before it "
    "goes to all staff: with the choir, the mill and the month in it, people who live "
    "nearby could work out which evening it was and who carried the lanterns. Would "
    "you call it “an evening walk”, and leave those three out? All the rest can stay "
    "just as it is, the second lantern above all. No hurry, and if you would rather "
    "keep it to yourself, that is fine as well. Give me a ring if you want to look at "
    "it together. Ruth"
)
