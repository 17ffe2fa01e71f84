"""The stories of the Romanian demo community, in the form of ``demo_english``.

And a round that collects topics, in the form of ``demo_rounds``.
"""

STORIES = [
    {
        "community": "cercul-de-joi",
        "teller": "tudor",
        "title": "Regulile de pe ușă",
        "description": "Din unsprezece reguli au rămas cinci, iar una este pentru noi.",
        "starting_point": (
            "<p>Pe ușa sălii noastre era o foaie cu unsprezece reguli. Nouă începeau "
            "cu „Este interzis”. Le scrisesem chiar eu.</p>"
        ),
        "participation_work": (
            "<p>Le-am dat tinerilor foaia și un creion și i-am rugat să taie, să "
            "schimbe, să adauge. Eu am făcut ceai și am tăcut, ceea ce mi-a fost "
            "greu.</p>"
        ),
        "reflection": (
            "<p>Au rămas cinci. Una este despre noi, adulții: „Batem și așteptăm până "
            "auzim «da».” În prima săptămână am uitat de trei ori. Mi s-a adus aminte "
            "de fiecare dată, cu multă răbdare.</p>"
        ),
        "learning": (
            "<p>O regulă scrisă împreună nu are nevoie de lipici. Și e bine ca măcar "
            "una să mă țină în frâu pe mine.</p>"
        ),
        "domain": "organisation",
        "attribution": "name",
        "attribution_text": "",
        "content_note": "",
        "others_recognisable": "they_agreed",
        "others_note": "Tinerii au citit textul și le-a plăcut.",
        "state": "public",
        "days_ago": 134,
    },
    {
        "community": "cercul-de-joi",
        "teller": "sorin",
        "title": "Patruzeci de întrebări",
        "description": "Un chestionar frumos, șapte răspunsuri și două pisici.",
        "starting_point": "",
        "participation_work": (
            "<p>Am făcut un chestionar cu patruzeci de întrebări, pe hârtie colorată, "
            "și l-am împărțit la optsprezece tineri. Eram tare mulțumit de el.</p>"
        ),
        "reflection": (
            "<p>S-au întors șapte foi. Pe două erau desenate pisici. Pe una scria, la "
            "întrebarea a douăsprezecea: „Pe asta o știți deja.” Așa era.</p>"
        ),
        "learning": (
            "<p>Am pus chestionarul în sertar și i-am întrebat ce ar vrea ei să fie "
            "întrebați. Au ieșit trei întrebări și aproape toată lumea a răspuns. "
            "Pisicile, cu voia autorilor, stau acum pe perete.</p>"
        ),
        "domain": "did_not_work",
        "attribution": "role",
        "attribution_text": "Un asistent social",
        "content_note": "",
        "others_recognisable": "details_changed",
        "others_note": "Am schimbat numerele. Pisicile sunt adevărate.",
        "state": "public",
        "days_ago": 76,
    },
    {
        "community": "cercul-de-joi",
        "teller": "anca",
        "title": "Întreb înainte să scriu",
        "description": "",
        "starting_point": "",
        "participation_work": "",
        "reflection": "",
        "learning": (
            "<p>De o lună întreb „Pot să notez asta?” înainte să iau pixul în mână; de "
            "două ori răspunsul a fost „nu”, și tocmai atunci am vorbit cel mai "
            "mult.</p>"
        ),
        "domain": "practice",
        "attribution": "anonymous",
        "attribution_text": "",
        "content_note": (
            "Despre notițele din discuții grele, fără nimic din ce s-a spus în ele."
        ),
        "others_recognisable": "nobody",
        "others_note": "",
        "state": "public",
        "days_ago": 38,
    },
    {
        "community": "cercul-de-joi",
        "teller": "radu",
        "title": "Întrebările le-au pus ei",
        "description": "",
        "starting_point": (
            "<p>Căutam pe cineva pentru după-amiezi și, ca de obicei, pregătisem eu "
            "întrebările.</p>"
        ),
        "participation_work": (
            "<p>De data asta, doi tineri le-au scris pe ale lor și au stat cu noi la "
            "masă. Cea mai bună a fost: „Ce faci după ce ai greșit față de cineva mai "
            "mic decât tine?”</p>"
        ),
        "reflection": (
            "<p>Cineva a răspuns repede și frumos. Altcineva a tăcut mult, apoi a "
            "povestit ceva adevărat. Eu aș fi ales răspunsul frumos, ei l-au ales pe "
            "celălalt. Acum știu că au avut dreptate.</p>"
        ),
        "learning": "",
        "domain": "young_people",
        "attribution": "name",
        "attribution_text": "",
        "content_note": "",
        "others_recognisable": "somebody_could",
        "others_note": (
            "Persoana aleasă s-ar putea recunoaște, așa că povestea rămâne între noi."
        ),
        "state": "community",
        "days_ago": 19,
    },
    {
        "community": "cercul-de-joi",
        "teller": "ilinca",
        "title": "Două rânduri fără antet",
        "description": "O adeverință mai mică, un drum mai ușor până la noi.",
        "starting_point": (
            "<p>Când un tânăr lipsea de la ore ca să vină la noi, trimiteam școlii o "
            "adeverință cu antet mare. Așa afla toată clasa la cine fusese.</p>"
        ),
        "participation_work": (
            "<p>Am scris alta împreună cu doi tineri: două rânduri, fără antet, cu "
            "cuvintele alese de ei.</p>"
        ),
        "reflection": "",
        "learning": (
            "<p>Uneori grija începe cu un antet lăsat deoparte. Mai avem o școală de "
            "convins, dar am sărbătorit deja, cu plăcintă.</p>"
        ),
        "domain": "policy",
        "attribution": "role",
        "attribution_text": "O psihologă",
        "content_note": "",
        "others_recognisable": "details_changed",
        "others_note": "Era alt fel de hârtie.",
        "state": "pending",
        "days_ago": 4,
    },
]

ROUNDS = [
    {
        "community": "cercul-de-joi",
        "title": "Despre ce vorbim la întâlnirile care vin?",
        "description": "Scrie ce te frământă, oricât de mic ar părea.",
        "stage": "outset",
        "days_ago": 8,
        "phase": "collecting",
        "topics": [
            ("sorin", "", "Cum întrebăm un copil care s-a săturat de întrebări?"),
            (
                "anca",
                "",
                "Avem trei foi pentru același lucru. Pe care o lăsăm deoparte, și "
                "cine hotărăște?",
            ),
            ("radu", "", "Ce facem cu ideile bune care costă bani?"),
            ("ilinca", "", "Pauzele: vorbim mereu despre ele și tot nu le facem."),
        ],
        "themes": [],
        "ballots": {},
        "dealt_with": [],
    },
]
