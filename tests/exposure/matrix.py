"""Who may do what, in which state: one table per type, no cell undefined. Data.

A row is an operation, a column a state, a cell the people who may: T teller, M member,
F facilitator, V reviewer (of the community or of the whole site), C candidate, N member
or facilitator who waits, A all staff (with T M F V C N S R), S site administrator, R
root user, - nobody.
`test_matrix.py` asks the security manager, the catalog and HTTP, each on its own.
"""

STORY = """
operation      | private | community | pending | community_pending | public
---------------|---------|-----------|---------|-------------------|-------
page           | T       | T M F     | T V     | T M F V           | A
json           | T       | T M F     | T V     | T M F V           | A
access         | T       | T M F     | T V     | T M F V           | A
brain          | -       | T M F     | V       | T M F V           | A
listing        | -       | T M F     | V       | T M F V           | A
fulltext       | -       | T M F     | -       | T M F V           | A
library        | -       | T M F     | -       | T M F V           | A
history        | T       | T         | T V     | T V               | T V
audience       | T       | T M F     | T V     | T M F V           | A
consent        | T       | T         | T       | T                 | T
responses      | T       | T M F     | T       | T M F             | T M F
respond        | T       | T M F     | T       | T M F             | T M F
edit           | T       | T         | -       | -                 | T
delete         | T       | T         | T       | T                 | T
copy           | T       | T         | T       | T                 | T
move           | -       | -         | -       | -                 | -
rename         | -       | -         | -       | -                 | -
sharing        | -       | -         | -       | -                 | -
roles          | -       | -         | -       | -                 | -
add            | -       | -         | -       | -                 | -
lock           | -       | -         | -       | -                 | -
share          | T       | -         | -       | -                 | -
submit         | T       | T         | -       | -                 | -
approve        | -       | -         | V       | V                 | -
return         | -       | -         | V       | V                 | -
retract        | -       | -         | T       | T                 | T
withdraw       | T       | T         | T       | T                 | T
take_down      | -       | F         | V       | F V               | F V
revise         | -       | -         | -       | -                 | -
"""

COMMUNITY = """
operation   | private | community   | public
------------|---------|-------------|--------
page        | F S R   | M F N C S R | A
json        | F S R   | M F N C S R | A
brain       | F S R   | M F N C S R | A
listing     | F S R   | M F N C S R | A
home        | F S R   | M F N C S R | A
roster      | F S R   | M F S R     | M F S R
let_in      | F S R   | F S R       | F S R
user_search | F S R   | F S R       | F S R
edit        | F S R   | F S R       | F S R
tell        | -       | M F N       | M F N
begin_round | F       | F           | F
begin       | F       | F           | F
say         | F       | M F N C     | M F N C
copy        | -       | -           | -
sharing     | -       | -           | -
roles       | -       | -           | -
lock        | -       | -           | -
share       | F S R   | -           | -
publish     | F S R   | F S R       | -
retract     | -       | -           | F S R
hide        | -       | F S R       | F S R
"""

ROUND = """
operation  | private | community   | public
-----------|---------|-------------|------------
page       | F S R   | T M F N S R | A
json       | F S R   | T M F N S R | A
brain      | F S R   | T M F N S R | A
listing    | F S R   | T M F N S R | A
fulltext   | F S R   | T M F N S R | A
history    | F S R   | F S R       | F S R
edit       | F S R   | F S R       | F S R
delete     | F S R   | F S R       | F S R
topics     | F S R   | T M F N S R | A
themes     | F S R   | T M F N S R | A
phase      | F S R   | T M F N S R | A
ballot     | F S R   | T M F N S R | A
results    | F S R   | T M F N S R | A
raise      | F       | T M F N     | T M F N
take_back  | F S R   | T M F N S R | T M F N S R
group      | F S R   | F S R       | F S R
take_out   | F S R   | F S R       | F S R
go_on      | F S R   | F S R       | F S R
vote       | -       | T M F N     | T M F N
vote_again | -       | T M F N     | T M F N
paper      | F S R   | F S R       | F S R
voters     | F S R   | F S R       | F S R
admit      | F S R   | F S R       | F S R
remind     | F S R   | F S R       | F S R
copy       | -       | -           | -
move       | -       | -           | -
rename     | -       | -           | -
sharing    | -       | -           | -
roles      | -       | -           | -
add        | -       | -           | -
lock       | -       | -           | -
share      | F S R   | -           | -
publish    | F S R   | F S R       | -
retract    | -       | -           | F S R
hide       | -       | F S R       | F S R
"""

AGREEMENT = """
operation   | private | community   | public
------------|---------|-------------|----------
page        | F S R   | M F N C S R | A
json        | F S R   | M F N C S R | A
brain       | -       | -           | -
listing     | -       | -           | -
fulltext    | -       | -           | -
history     | F S R   | F S R       | F S R
edit        | F S R   | F S R       | F S R
delete      | F S R   | F S R       | F S R
versions    | F S R   | M F N C S R | A
clauses     | F S R   | M F N S R   | M F N S R
write       | F       | M F N       | M F N
change      | F       | M F N       | M F N
agree       | F       | M F N       | M F N
order       | F       | F           | F
take_out    | F       | F           | F
enact       | F       | F           | F
contest     | -       | M F N       | M F N
acceptance  | F       | M F N C     | M F N C
answer      | -       | M F N C     | M F N C
totals      | F S R   | M F N S R   | M F N S R
who         | F       | F           | F
remind      | F       | F           | F
say         | F       | M F N C     | M F N C
copy        | -       | -           | -
move        | -       | -           | -
rename      | -       | -           | -
sharing     | -       | -           | -
roles       | -       | -           | -
add         | -       | -           | -
lock        | -       | -           | -
share       | F S R   | -           | -
publish     | F S R   | F S R       | -
retract     | -       | -           | F S R
hide        | -       | F S R       | F S R
"""

MEETING = """
operation   | private | community   | public
------------|---------|-------------|------------
page        | F S R   | T M F N S R | A
json        | F S R   | T M F N S R | A
brain       | F S R   | T M F N S R | A
listing     | F S R   | T M F N S R | A
fulltext    | F S R   | T M F N S R | A
history     | F S R   | F S R       | F S R
insides     | F S R   | T M F N S R | T M F N S R
edit        | F S R   | F S R       | F S R
delete      | F S R   | F S R       | F S R
phase       | F S R   | T M F N S R | T M F N S R
agenda      | F S R   | T M F N S R | T M F N S R
suggestions | F       | T M F       | T M F
add_row     | F       | T M F       | T M F
any_row     | F       | F           | F
rsvp        | F S R   | T M F N S R | T M F N S R
answer      | F       | T M F N     | T M F N
attendance  | F       | T M F N     | T M F N
mark        | F       | F           | F
turns       | F S R   | T M F N S R | T M F N S R
ask         | F       | F           | F
record      | F       | T M F       | T M F
write       | F       | F           | F
told        | F S R   | T M F N S R | T M F N S R
hold        | F       | F           | F
copy        | -       | -           | -
move        | -       | -           | -
rename      | -       | -           | -
sharing     | -       | -           | -
roles       | -       | -           | -
add         | -       | -           | -
lock        | -       | -           | -
share       | F S R   | -           | -
publish     | F S R   | F S R       | -
retract     | -       | -           | F S R
hide        | -       | F S R       | F S R
"""

#: Letter to the people of the tests. W is a reviewer of the whole site, O belongs to no
#: community, X has left it, P is paused, G facilitates and waits; `-` is a visitor
#: without an account.
ACTORS = {
    "T": "zzquibble",
    "M": "member",
    "F": "facilitator",
    "V": "reviewer",
    "W": "sitereviewer",
    "C": "newcomer",
    "O": "colleague",
    "X": "former",
    "P": "paused",
    "N": "waiting",
    "G": "waitfac",
    "S": "siteadmin",
    "R": "admin",
    "-": None,
}

#: Who stands in a cell with somebody else: the same is theirs, in each operation.
ALIKE = {"V": "W", "N": "G"}


def table(text: str) -> dict[str, dict[str, frozenset]]:
    """Return state → operation → the user ids who may."""
    lines = [line for line in text.strip().splitlines() if not line.startswith("---")]
    header, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    found: dict[str, dict[str, frozenset]] = {state: {} for state in header[1:]}
    for operation, *cells in rows:
        for state, cell in zip(header[1:], cells, strict=True):
            found[state][operation] = _people(cell)
    return found


def _people(cell: str) -> frozenset:
    if not cell:
        raise ValueError("a cell is undefined")
    letters = set(cell.split()) - {"-"}
    if "A" in letters:
        return frozenset(set(ACTORS.values()) - {None})
    letters |= {alike for one, alike in ALIKE.items() if one in letters}
    return frozenset(ACTORS[letter] for letter in letters)
