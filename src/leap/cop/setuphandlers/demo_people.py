"""The people, communities and ordinary pages of the demo site.

Literals only, written for this add-on: people, places, organisations and telephone
numbers are made up. What the communities tell is in ``demo_english`` and
``demo_romanian``. The second community has fewer than eight members on purpose:
outside it, stories without a name then leave off community, country and exact date.
Whoever ``waits`` comes once there is an agreement (``demo_agreement``).
In the text of a page ``{site}`` stands for the site's address (``str.format``).
"""

USERS = [
    {
        "userid": "facilitator",
        "fullname": "Frances Adeyemi",
        "organisation": "Tallowmere Youth House",
        "line": "I bring the biscuits and the awkward questions.",
        "language": "en",
    },
    {
        "userid": "member",
        "fullname": "Marcus Whitlow",
        "organisation": "Quillbridge Advocacy Service",
        "line": "Ask me about allotments, or about saying less in meetings.",
        "language": "en",
    },
    {
        "userid": "teller",
        "fullname": "Tessa Lindholm",
        "organisation": "Marrowby Young People’s Service",
        "line": "Fifteen years in, and still learning to wait for the answer.",
        "language": "en",
    },
    {
        "userid": "reviewer",
        "fullname": "Ruth Callowhill",
        "organisation": "Head office, practice support",
        "line": "I look at stories before they travel. Slowly in Romanian, too.",
        "language": "en",
    },
    {
        "userid": "colleague",
        "fullname": "Colin Prasad",
        "organisation": "Head office, rooms and heating",
        "line": "If the radiator knocks, I am your man.",
        "language": "en",
    },
    {
        "userid": "newcomer",
        "fullname": "Noor Haddad",
        "organisation": "Tallowmere Youth House",
        "line": "New in the team and glad to be asked.",
        "language": "en",
    },
    {
        "userid": "joana",
        "fullname": "Joana Carvalhal",
        "organisation": "Ottermoss Counselling",
        "line": "Counsellor, cyclist, collector of good questions.",
        "language": "en",
    },
    {
        "userid": "anneke",
        "fullname": "Anneke Vlasbloem",
        "organisation": "Quillbridge Advocacy Service",
        "line": "I read forms so that others need not.",
        "language": "en",
    },
    {
        "userid": "desi",
        "fullname": "Desislava Marinova",
        "organisation": "Marrowby Young People’s Service",
        "line": "Came from Plovdiv for a year. That was nine years ago.",
        "language": "en",
    },
    {
        "userid": "kofi",
        "fullname": "Kofi Amankwah",
        "organisation": "Tallowmere Youth House",
        "line": "Evenings, table tennis, listening.",
        "language": "en",
    },
    {
        "userid": "niamh",
        "fullname": "Niamh Corrigan",
        "organisation": "Ottermoss Counselling",
        "line": "Happy to host: we have the good sofa.",
        "language": "en",
    },
    {
        "userid": "tomasz",
        "fullname": "Tomasz Zielonka",
        "organisation": "Fennimore Lane Residential",
        "line": "I cook on Sundays. It helps more than I had planned.",
        "language": "en",
    },
    {
        "userid": "leila",
        "fullname": "Leila Farahani",
        "organisation": "Fennimore Lane Residential",
        "line": "Three languages, and I still look for the right word.",
        "language": "en",
    },
    {
        "userid": "rhys",
        "fullname": "Rhys Penhallow",
        "organisation": "Marrowby Young People’s Service",
        "line": "Trying to hold fewer meetings, and better ones.",
        "language": "en",
    },
    {
        "userid": "latecomer",
        "fullname": "Lowri Tamblyn",
        "organisation": "Fennimore Lane Residential",
        "line": "Always ten minutes late, and worth it, they say.",
        "language": "en",
    },
    {
        "userid": "mirela",
        "fullname": "Mirela Codreanu",
        "organisation": "Centrul Pod de Hârtie",
        "line": "Aduc plăcinta și întrebările incomode.",
        "language": "ro",
    },
    {
        "userid": "sorin",
        "fullname": "Sorin Vlădescu",
        "organisation": "Serviciul Șapte Umbrele",
        "line": "Învăț să vorbesc mai puțin. Merge încet, dar merge.",
        "language": "ro",
    },
    {
        "userid": "anca",
        "fullname": "Anca Brădeanu",
        "organisation": "Casa Lampa Verde",
        "line": "Mă bucur de pașii mici și îi notez pe calendar.",
        "language": "ro",
    },
    {
        "userid": "radu",
        "fullname": "Radu Țintea",
        "organisation": "Centrul Pod de Hârtie",
        "line": "După-amiezi, șah și multă răbdare.",
        "language": "ro",
    },
    {
        "userid": "ilinca",
        "fullname": "Ilinca Șerbănoiu",
        "organisation": "Serviciul Șapte Umbrele",
        "line": "Cred în pauze lungi și în ceai de tei.",
        "language": "ro",
    },
    {
        "userid": "tudor",
        "fullname": "Tudor Frunzaru",
        "organisation": "Casa Lampa Verde",
        "line": "Repar biciclete și, când se poate, reguli.",
        "language": "ro",
    },
]

COMMUNITIES = [
    {
        "id": "tuesday-circle",
        "title": "Side by side: the Tuesday circle",
        "description": (
            "We want young people to have a real say in the support they get, and we "
            "learn from each other how to do that."
        ),
        "purpose": (
            "<p>We work in different places with young people who have been hurt, and "
            "we share one stubborn idea: support gets better when the person it is for "
            "has a hand in shaping it.</p>"
            "<p>Once a month we bring along what we tried, what surprised us and what "
            "fell flat. Nobody has to shine. We think aloud, borrow freely from each "
            "other, and go home with one small thing to try.</p>"
        ),
        "aims": [
            {
                "id": "ask",
                "text": (
                    "Each of us tries one new way of asking young people what they "
                    "want, and tells the circle how it went."
                ),
            },
            {
                "id": "ordinary",
                "text": (
                    "Having a say belongs to an ordinary Wednesday as much as to a "
                    "special project."
                ),
            },
            {
                "id": "honest",
                "text": (
                    "We talk about what did not work while it can still be of use to "
                    "somebody else."
                ),
            },
            {
                "id": "carry",
                "text": (
                    "Every year, at least two ideas from young people change how our "
                    "organisations work."
                ),
            },
        ],
        "process": (
            "<p>We meet on the second Tuesday of the month, for about three hours, "
            "with a proper break and something warm to eat. Members take turns to host "
            "and to chair. Topics come from all of us: we write them down, put "
            "together what belongs together, and spend our dots on what we need "
            "most.</p>"
            "<p>In between, whoever has a story to tell, tells it here.</p>"
        ),
        "benefits": (
            "<ul><li>Ten people who understand your week without a long "
            "introduction.</li>"
            "<li>Ideas that somebody has tried already, with the bumps left in.</li>"
            "<li>A look into other people’s buildings, kettles and ways of doing "
            "things.</li>"
            "</ul>"
        ),
        "commitments": (
            "<p>Come when you can: you need not come every time, and nobody thinks "
            "less of you for a missed Tuesday.</p>"
            "<p>What we do ask for is care. What is said in the circle stays in the "
            "circle, young people are never named, and we keep to the rules that we "
            "make together. Please talk to your manager first, so that the time is "
            "really yours.</p>"
        ),
        "country": "GB",
        "language": "en",
        "short_name": "Tuesday circle",
        "join_policy": "apply",
        "requires_agreement": True,
        "requires_manager_support": True,
        "accepts_staff_stories": True,
        "story_ceiling": "public",
        "safeguarding_contact": (
            "Hester Quayle, safeguarding lead: 01632 960147, Monday to Friday, 8:30 to "
            "18:00. If somebody is in danger right now, call the emergency services "
            "first and us afterwards."
        ),
        "guidance_links": [
            "https://example.org/safeguarding/first-steps",
            "https://example.org/guidance/telling-stories-safely",
            "https://example.org/guidance/looking-after-yourself",
        ],
        "standing_question": "Whose idea was it, and who could have said no?",
        "state": "public",
        "members": [
            {"userid": "facilitator", "role": "facilitator"},
            {"userid": "member", "role": "member"},
            {"userid": "teller", "role": "member"},
            {"userid": "joana", "role": "member"},
            {"userid": "anneke", "role": "member"},
            {"userid": "desi", "role": "member"},
            {"userid": "kofi", "role": "member"},
            {"userid": "niamh", "role": "member"},
            {"userid": "tomasz", "role": "member"},
            {"userid": "leila", "role": "member"},
            {"userid": "rhys", "role": "member"},
            {"userid": "latecomer", "role": "member", "waits": True},
            {"userid": "reviewer", "role": "reviewer"},
            {"userid": "newcomer", "role": "candidate"},
        ],
    },
    {
        "id": "cercul-de-joi",
        "title": "Pas cu pas: Cercul de joi",
        "description": (
            "Vrem ca tinerii să aibă un cuvânt de spus în sprijinul pe care îl primesc "
            "și învățăm unii de la alții cum se face."
        ),
        "purpose": (
            "<p>Lucrăm în locuri diferite cu copii și tineri care au fost răniți și "
            "credem cu toții un lucru simplu: sprijinul e mai bun atunci când cel "
            "pentru care e gândit îl gândește împreună cu noi.</p>"
            "<p>O dată pe lună aducem ce am încercat, ce ne-a mirat și ce nu ne-a "
            "ieșit. Nimeni nu trebuie să strălucească. Gândim cu voce tare, împrumutăm "
            "idei și plecăm acasă cu un lucru mic de încercat.</p>"
        ),
        "aims": [
            {
                "id": "intrebam",
                "text": (
                    "Fiecare dintre noi încearcă un mod nou de a-i întreba pe tineri "
                    "ce își doresc și povestește cum a fost."
                ),
            },
            {
                "id": "pe-rand",
                "text": (
                    "Lăsăm de fiecare dată măcar o hotărâre, oricât de mică, în mâna "
                    "tinerilor."
                ),
            },
            {
                "id": "pe-fata",
                "text": (
                    "Vorbim pe față despre ce nu a mers, cât încă îi mai poate folosi "
                    "cuiva."
                ),
            },
        ],
        "process": (
            "<p>Ne vedem în prima joi din lună, cam o jumătate de zi, cu o pauză "
            "adevărată și cu ceva cald de mâncat. Gazda se schimbă, la fel și cel care "
            "conduce întâlnirea. Scriem pe bilețele despre ce am vrea să vorbim, le "
            "punem împreună pe cele care se potrivesc și lipim buline acolo unde avem "
            "cea mai mare nevoie.</p>"
        ),
        "benefits": (
            "<ul><li>Colegi care îți înțeleg săptămâna fără multe explicații.</li>"
            "<li>Idei încercate deja de cineva, cu hopuri cu tot.</li>"
            "<li>O privire în alte case, alte echipe și alte feluri de a lucra.</li>"
            "</ul>"
        ),
        "commitments": (
            "<p>Vino când poți: nu trebuie să fii la fiecare întâlnire și nimeni nu se "
            "supără dacă lipsești într-o joi.</p>"
            "<p>Avem însă o rugăminte: să avem grijă. Ce se spune în cerc rămâne în "
            "cerc, tinerilor nu le spunem niciodată numele, iar regulile pe care le "
            "facem împreună le și respectăm.</p>"
        ),
        "country": "RO",
        "language": "ro",
        "short_name": "Cercul de joi",
        "join_policy": "invite",
        "requires_agreement": True,
        "requires_manager_support": False,
        "accepts_staff_stories": False,
        "story_ceiling": "public",
        "safeguarding_contact": (
            "Aurelia Mălinescu, responsabilă cu protecția copilului: telefon 0000 000 "
            "000, de luni până vineri, între 9 și 17. Dacă cineva este în pericol "
            "chiar acum, sună întâi la serviciile de urgență și apoi la noi."
        ),
        "guidance_links": [
            "https://example.org/ro/protectie/primii-pasi",
            "https://example.org/ro/ghid/povesti-spuse-cu-grija",
        ],
        "standing_question": "Cu ce am venit noi și cu ce au venit ei?",
        "state": "public",
        "members": [
            {"userid": "mirela", "role": "facilitator"},
            {"userid": "sorin", "role": "member"},
            {"userid": "anca", "role": "member"},
            {"userid": "radu", "role": "member"},
            {"userid": "ilinca", "role": "member"},
            {"userid": "tudor", "role": "member"},
            {"userid": "reviewer", "role": "reviewer"},
        ],
    },
]

ORDINARY_PAGES = [
    {
        "id": "welcome",
        "title": "Good to see you",
        "description": "A quiet corner of the intranet for learning from each other.",
        "text": (
            "<p>Some of the best things we know about our work were never written "
            "down. They were said over a cup of tea, on the way to the bus, after a "
            "day that went sideways. This is a place to keep them.</p>"
            "<h2>Our communities</h2>"
            "<p>Small groups of practitioners who meet, try things out and tell each "
            'other how it went: the <a href="{site}/tuesday-circle">Tuesday circle</a> '
            'in English, and <a href="{site}/cercul-de-joi">Cercul de joi</a> in '
            "Romanian. Have a look at what they are about.</p>"
            "<h2>The story library</h2>"
            '<p>In the <a href="{site}/@@story-library">story library</a> you find the '
            "stories that their tellers wanted all staff to read. Some are one "
            "sentence long. Some tell of what did not work, and those are often the "
            "ones people come back for.</p>"
        ),
    },
    {
        "id": "before-you-tell",
        "title": "Before you tell a story",
        "description": "Four things that are good to know first.",
        "text": (
            "<ul><li><strong>It starts with only you.</strong> Whether it goes to your "
            "community, or to all staff, you decide. Before all staff can read it, a "
            "second person checks that nobody in it can be recognised or comes to "
            "harm.</li>"
            "<li><strong>You choose the name shown:</strong> yours, what you do, or "
            "none.</li>"
            "<li><strong>You can take it back</strong> on any day, and nobody will ask "
            "why. What somebody has already read, though, they have read.</li>"
            "<li><strong>A young person is “a young person” or a number.</strong> "
            "Leave out names, places and whatever else would let a neighbour "
            "guess.</li>"
            "</ul>"
            "<p>If you are worried about somebody’s safety, please do not write it "
            "here: call the safeguarding contact of your community, whose number is on "
            "its pages.</p>"
        ),
    },
]
