"""What a database tells about a secret vote, before and after it is packed.

The questions are asked of the file itself: of every transaction that is in it, of every
record, of the bytes.
"""

from io import BytesIO
from itertools import pairwise
from leap.cop.ballot import buckets
from leap.cop.ballot.records import BallotBox
from leap.cop.ballot.rules import chosen
from leap.cop.ballot.vote import Vote
from persistent import Persistent
from tests.ballot.databases import commit
from tests.ballot.databases import last_transaction
from tests.ballot.databases import new_box
from tests.ballot.databases import NOW
from tests.ballot.databases import OPTIONS
from tests.ballot.databases import people
from tests.ballot.databases import rules
from tests.ballot.databases import transactions
from ZODB._compat import PersistentUnpickler
from ZODB.FileStorage import FileStorage
from ZODB.serialize import referencesf

import hashlib
import pytest
import random
import ZODB


VOTERS = people(12)
SECRET = rules("secret")

#: Everybody's dots, and the receipts that they noted. The last three vote on paper.
BALLOTS = {
    userid: (
        {OPTIONS[number % 4]: 1 + number % 3, OPTIONS[(number + 1) % 4]: number % 2},
        f"receipt-{number}-{number * 7919:x}",
    )
    for number, userid in enumerate(VOTERS[:9])
}
WALLS = ((VOTERS[9:11], {"food": 3, "rest": 1}), (VOTERS[11:], {"rest": 2}))


def digest(receipt: str) -> str:
    return hashlib.sha256(receipt.encode()).hexdigest()


RECEIPTS = [receipt for _dots, receipt in BALLOTS.values()]
DIGESTS = {digest(receipt) for receipt in RECEIPTS}


def vote(database, voters=tuple(BALLOTS), walls=WALLS, ballots=BALLOTS) -> None:
    """Let them vote one after the other, each as a request of their own does."""
    for userid in voters:
        dots, receipt = ballots[userid]
        with database.transaction(note=f"/cop/tuesday/round/vote {userid}") as jar:
            jar.transaction_manager.get().setUser(userid, "/cop/acl_users")
            jar.root()["box"].cast(userid, dots, receipt, now=NOW)
    for voters_on_paper, dots in walls:
        commit(
            database,
            lambda box, v=voters_on_paper, d=dots: box.cast_on_paper(v, d, now=NOW),
        )


def close_and_count(database) -> None:
    commit(database, lambda box: box.close())
    commit(database, lambda box: box.count_up())


def trees_of(box) -> tuple:
    """Return all that ballots and names stand in."""
    return (*box.roll, *box.slips, box.papers, box.whose, box.taken_out)


@pytest.fixture
def voted(file_database):
    """Return a database in which everybody has voted."""
    new_box(file_database, rules=SECRET, voters=VOTERS)
    vote(file_database)
    return file_database


@pytest.fixture
def packed(voted):
    """Return it closed, counted and packed."""
    close_and_count(voted)
    voted.pack()
    return voted


def flat(value) -> list:
    """Give what stands in a state one after the other: keys, values, parts of slips."""
    if isinstance(value, dict):
        value = tuple(value.items())
    if isinstance(value, (tuple, list)):
        return [leaf for one in value for leaf in flat(one)]
    return [value]


def stored(data: bytes) -> list:
    """Return what stands in a record."""
    unpickler = PersistentUnpickler(None, lambda reference: None, BytesIO(data))
    unpickler.load()
    return flat(unpickler.load())


def links(database) -> dict[str, set[str]]:
    """Return which slips may be whose by what was written together.

    A transaction that marks some people and puts in some slips tells that the slips are
    of these people. What a record held in an older transaction is not new in it.
    """
    before: dict[bytes, set] = {}
    suspects: dict[str, set[str]] = {}
    for _transaction, records in transactions(database):
        marked, put_in = set(), set()
        for record in records:
            words = stored(record.data)
            holds = {
                (word, following)
                for word, following in pairwise([*words, None])
                if (word in VOTERS and following) or word in DIGESTS
            }
            for word, _following in holds - before.get(record.oid, set()):
                (marked if word in VOTERS else put_in).add(word)
            before[record.oid] = holds
        if put_in:
            for userid in marked:
                suspects[userid] = suspects.get(userid, put_in) & put_in
    return suspects


def test_until_it_is_packed_older_states_tell(voted):
    """What the page says of the time before; and that these tests would see it."""
    for step in (lambda: None, lambda: close_and_count(voted)):
        step()
        found = links(voted)
        assert {userid: found[userid] for userid in BALLOTS} == {
            userid: {digest(receipt)} for userid, (_dots, receipt) in BALLOTS.items()
        }


def test_packing_alone_does_not_undo_it(voted):
    """What was written together carries the same number until it is written anew."""
    voted.pack()
    found = links(voted)
    assert any(len(slips) == 1 for slips in found.values())


def test_after_packing_everybody_may_have_cast_every_ballot(packed):
    assert links(packed) == dict.fromkeys(VOTERS, DIGESTS)


def test_no_record_holds_a_person_and_a_ballot(packed):
    hashes = [known.encode() for known in DIGESTS]
    options = [option.encode() for option in OPTIONS]
    of_people = of_ballots = 0
    for _transaction, records in transactions(packed):
        for record in records:
            data = record.data
            has_people = any(userid.encode() in data for userid in VOTERS)
            has_ballots = any(one in data for one in (*hashes, *options))
            assert not (has_people and has_ballots)
            of_people += has_people
            of_ballots += has_ballots
    assert of_people and of_ballots


def test_all_of_it_was_written_at_once(packed):
    """No transaction holds a part of it, which would be a part of the people."""
    with packed.transaction() as connection:
        box = connection.root()["box"]
        parts = {tree._p_oid for tree in trees_of(box)}
        box_oid = box._p_oid
    written = [
        {record.oid for record in records} for _one, records in transactions(packed)
    ]
    holding = [oids for oids in written if oids & parts]
    assert holding == [parts | {box_oid}]
    assert holding[0] == {record.oid for record in last_transaction(packed)[1]}


def test_nothing_that_was_there_before_is_left(voted):
    def parts():
        with voted.transaction() as connection:
            box = connection.root()["box"]
            return {
                tree._p_oid
                for tree in (
                    *box.roll,
                    *box.slips,
                    box.papers,
                    box.whose,
                    box.taken_out,
                )
            }

    before = parts()
    close_and_count(voted)
    voted.pack()
    left = {record.oid for _one, records in transactions(voted) for record in records}
    assert not left & before
    assert parts() <= left


def test_the_bytes_of_the_file_hold_each_name_once(packed, tmp_path):
    packed.close()
    data = (tmp_path / "Data.fs").read_bytes()
    for userid in VOTERS:
        assert data.count(userid.encode()) == 1
    for receipt in RECEIPTS:
        assert receipt.encode() not in data
        assert data.count(digest(receipt).encode()) == 1
    assert b"paper" not in data.replace(b"papers", b"")
    assert b"/vote" not in data


@pytest.mark.parametrize("secrecy", ("named", "secret"))
def test_no_transaction_tells_by_its_size_what_was_chosen(tmp_path, secrecy):
    """Stock Plone shows members when something was saved, and how many bytes."""
    sizes = set()
    chosen = (
        {},
        {"rest": 3},
        {"food": 1},
        {"rest": 1, "food": 1},
        dict.fromkeys(OPTIONS, 1),
    )
    for number, dots in enumerate(chosen):
        database = ZODB.DB(FileStorage(str(tmp_path / f"{number}.fs")))
        new_box(database, rules=rules(secrecy), voters=VOTERS)
        # With another one, the slip would lie with other neighbours.
        commit(database, lambda box: setattr(box, "_salt", "salt"))
        vote(database, [VOTERS[0]], [], {VOTERS[0]: (dots, "receipt-0")})
        vote(database, [], [(VOTERS[1:3], dots)])
        saved = transactions(database)[-2:]
        sizes.add(
            tuple(len(record.data) for _one, records in saved for record in records)
        )
        database.close()
    assert len(sizes) == 1


def test_nobody_is_named_by_the_log_before_it_is_packed(voted):
    log = voted.storage.undoLog(0, -1000)
    assert log
    for one in log:
        assert one["user_name"] == b""
        assert b"vote" not in one["description"]


def test_slips_hold_dots_and_nothing_else(packed):
    def check(box):
        for key, slip in buckets.entries(box.slips):
            assert len(key) == 64
            assert slip == tuple(sorted(slip))
            assert {type(value) for pair in slip for value in pair} <= {str, int}
            assert all(option in OPTIONS for option, _number in slip)
        assert set(dict(buckets.entries(box.roll)).values()) == {"voted"}
        [(key, (number, kept))] = box.papers.items()
        assert (key, number) == ("", 3)
        assert chosen(kept) == (("food", 3), ("rest", 3))

    commit(packed, check)


def test_where_a_slip_lay_is_not_known_from_its_key():
    """A server's log names the bucket in which two votes met, beside who asked."""
    key = "0" * 64
    boxes = [BallotBox() for _one in range(64)]
    places = {box.slips.index(box.bucket_of(key)) for box in boxes}
    assert len(places) > 1


def test_the_order_in_which_people_voted_leaves_no_trace(tmp_path):
    """Every record is the same, byte for byte, whoever came first."""
    states = []
    for number, seed in enumerate((1, 2, 3)):
        database = ZODB.DB(FileStorage(str(tmp_path / f"{number}.fs")))
        new_box(database, rules=SECRET, voters=VOTERS)
        source = random.Random(seed)
        vote(
            database,
            source.sample(list(BALLOTS), len(BALLOTS)),
            source.sample(WALLS, len(WALLS)),
        )
        close_and_count(database)
        database.pack()
        states.append(
            {
                record.oid: record.data
                for _one, records in transactions(database)
                for record in records
            }
        )
        database.close()
    assert states[0] == states[1] == states[2]


def test_who_voted_for_what_is_the_same_state_for_another_pairing(tmp_path):
    """Two votes in which people swapped their ballots cannot be told apart."""
    states = []
    swapped = dict(zip(BALLOTS, reversed(BALLOTS.values()), strict=True))
    for number, ballots in enumerate((BALLOTS, swapped)):
        database = ZODB.DB(FileStorage(str(tmp_path / f"{number}.fs")))
        new_box(database, rules=SECRET, voters=VOTERS)
        vote(database, ballots=ballots)
        close_and_count(database)
        database.pack()
        states.append(
            [[r.data for r in records] for _o, records in transactions(database)]
        )
        database.close()
    assert states[0] == states[1]


def shape(value):
    """Return the state of something persistent, with what it refers to in its place."""
    if isinstance(value, Persistent):
        return (type(value).__name__, shape(value.__getstate__()))
    if isinstance(value, tuple):
        return tuple(map(shape, value))
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return value


def crowded(number: int, prefix: str, key=str) -> list[str]:
    """Return names that fall into one bucket: so many that it splits."""
    trees, found, count = buckets.filled(), [], 0
    while len(found) < number:
        name = f"{prefix}{count}"
        if buckets.bucket(trees, key(name)) is trees[0]:
            found.append(name)
        count += 1
    return found


def test_trees_do_not_grow_by_the_order_of_votes(file_database):
    """Where a tree splits depends on what came first, unless it is made anew."""
    voters = crowded(80, "voter-")
    receipts = crowded(80, "receipt-", digest)
    shapes = []
    for seed in (1, 2, 3):
        new_box(file_database, rules=SECRET, voters=voters)
        pairs = list(zip(voters, receipts, strict=True))
        random.Random(seed).shuffle(pairs)
        for userid, receipt in pairs:
            commit(
                file_database,
                lambda box, u=userid, r=receipt: box.cast(u, {"rest": 1}, r, now=NOW),
            )
        before = commit(file_database, lambda box: shape(box.slips))
        close_and_count(file_database)
        shapes.append((before, commit(file_database, shape)))
    assert len({repr(before) for before, _after in shapes}) == 3
    assert shapes[0][1] == shapes[1][1] == shapes[2][1]


def test_new_buckets_do_not_tell_in_which_order_they_were_filled():
    entries = [(name, "voted") for name in crowded(80, "voter-")]
    shapes = []
    for seed in (1, 2, 3):
        random.Random(seed).shuffle(entries)
        shapes.append(shape(buckets.filled(entries)))
    assert shapes[0] == shapes[1] == shapes[2]


@pytest.mark.parametrize("secrecy", ("named", "secret"))
def test_a_box_keeps_no_time(file_database, secrecy):
    """When somebody voted is nobody's business; there is the end alone, if any."""
    new_box(file_database, rules=rules(secrecy), voters=VOTERS)
    vote(file_database)

    for step in (lambda: None, lambda: close_and_count(file_database)):
        step()
        leaves = flat(commit(file_database, lambda box: shape(box)))
        assert {type(leaf) for leaf in leaves} <= {str, int, bool, type(None)}
        # Dots and places, no seconds since whenever.
        assert max(leaf for leaf in leaves if isinstance(leaf, int)) < 100
    assert b"datetime" not in b"".join(
        record.data
        for _one, records in transactions(file_database)
        for record in records
    )


def test_a_box_holds_what_this_file_looks_at():
    """Something new in the box wants a look at what it tells."""
    box = BallotBox()
    assert set(vars(box)) == {
        "state",
        "closes",
        "roll",
        "slips",
        "papers",
        "whose",
        "taken_out",
        "_rules",
        "_tally",
        "_begun",
        "_turnout",
        "_salt",
    }
    assert issubclass(BallotBox, Vote)
    assert len(box.roll) == len(box.slips) == buckets.BUCKETS


def test_what_is_packed_away_is_reachable_from_nowhere(packed):
    """Nothing in the file refers to a record that is not there."""
    records = {
        record.oid: record.data
        for _one, records in transactions(packed)
        for record in records
    }
    referred = {oid for data in records.values() for oid in referencesf(data)}
    assert referred | {b"\0" * 8} == set(records)
