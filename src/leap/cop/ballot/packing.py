"""A ballot box as plain values and back: for moving a vote that is over.

An open vote stays where it is. Of a secret one goes what is left after counting: who
has voted, and apart from it the slips under their receipts' codes; sorted, so that no
order tells anything. What comes back in is counted anew, and believed as little as a
ballot that somebody sends: each person once, within the rules, and the sums must fit.

What is refused says why in plain words: it is read on the server, in a terminal.
"""

from collections.abc import Iterable
from datetime import datetime
from leap.cop.ballot import buckets
from leap.cop.ballot.messages import refusal
from leap.cop.ballot.records import BallotBox
from leap.cop.ballot.rules import BadBallot
from leap.cop.ballot.rules import checked
from leap.cop.ballot.rules import checked_paper
from leap.cop.ballot.rules import chosen
from leap.cop.ballot.rules import laid_out
from leap.cop.ballot.rules import Rules
from leap.cop.ballot.rules import SECRET
from leap.cop.ballot.rules import Slip
from leap.cop.ballot.rules import sound
from leap.cop.ballot.tally import as_one
from leap.cop.ballot.vote import NOT_YET
from leap.cop.ballot.vote import PAPER
from leap.cop.ballot.vote import VOTED
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused

import re
import secrets


_CODE = re.compile(r"[0-9a-f]{64}")


def pack(box: BallotBox, *, now: datetime) -> dict:
    """Return what is in a box, as JSON can hold it.

    :raises NotNow: while a ballot may still come.
    """
    rules = box.rules
    if rules is None or not box.is_final(now):
        raise NotNow("People are voting: nobody sees or takes along what is there.")
    secret = rules.secrecy == SECRET
    walls = [(number, chosen(kept)) for number, kept in box.papers.values()]
    if secret and walls:
        walls = [as_one(walls)]
    return {
        "rules": {**rules._asdict(), "options": list(rules.options)},
        "closes": None if box.closes is None else box.closes.isoformat(),
        "roll": sorted(
            [userid, VOTED if secret and mark else mark]
            for userid, mark in buckets.entries(box.roll)
        ),
        "slips": sorted(
            ([key, dict(chosen(kept))] for key, kept in buckets.entries(box.slips)),
            key=lambda entry: entry[0],
        ),
        "papers": [[number, dict(slip)] for number, slip in sorted(walls)],
        "turnout": [box.voted_total, box.voters_total],
    }


def unpack(sent: dict) -> BallotBox:
    """Return a box that is closed and counted.

    :param sent: what `pack` gave, or whatever somebody made of it.
    :raises Refused: for ballots that could never have been cast.
    """
    try:
        return _unpacked(sent)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refused("ballots: this is no box of ours.") from error


def _unpacked(sent: dict) -> BallotBox:
    told = dict(sent["rules"])
    rules = sound(Rules(**{**told, "options": tuple(told["options"])}))
    roll = _each_once("roll", sent["roll"])
    if not set(roll.values()) <= {NOT_YET, VOTED, PAPER}:
        raise Refused("roll: somebody has voted in a way that there is not.")
    slips = {
        key: _slip(dots, rules)
        for key, dots in _each_once("slips", sent["slips"]).items()
    }
    papers = [_wall(number, dots, rules) for number, dots in sent["papers"]]
    _check_sums(rules, roll, slips, papers)
    box = BallotBox()
    closes = sent["closes"]
    box.open(
        rules, roll, closes=None if closes is None else datetime.fromisoformat(closes)
    )
    for userid, mark in roll.items():
        buckets.bucket(box.roll, userid)[userid] = mark
    for key, slip in slips.items():
        box.bucket_of(key)[key] = laid_out(slip, rules)
    for number, slip in papers:
        box.papers[secrets.token_hex(32)] = (number, laid_out(slip, rules))
    if list(sent["turnout"]) != [box.voted_total, box.voters_total]:
        raise Refused("turnout: these are not as many as there are ballots.")
    box.close()
    box.count_up()
    return box


def _each_once(name: str, entries: Iterable) -> dict:
    found: dict = {}
    for key, value in entries:
        if not isinstance(key, str) or not key:
            raise Refused(f"{name}: a user id or a code is none.")
        if key in found:
            raise Refused(f"{name}: somebody stands there twice.")
        found[key] = value
    return found


def _slip(dots: object, rules: Rules) -> Slip:
    try:
        return checked(dots, rules)
    except BadBallot as bad:
        raise refusal(bad) from bad


def _wall(number: object, dots: object, rules: Rules) -> tuple[int, Slip]:
    if type(number) is not int or number < 1:
        raise Refused("papers: a wall of stickers is of one person at least.")
    try:
        return number, checked_paper(dots, number, rules)
    except BadBallot as bad:
        raise refusal(bad) from bad


def _check_sums(
    rules: Rules, roll: dict[str, str], slips: dict[str, Slip], papers: list
) -> None:
    """Refuse what is not one ballot for each mark."""
    marks = list(roll.values())
    on_paper = sum(number for number, _slip in papers)
    if rules.secrecy == SECRET:
        fits = (
            PAPER not in marks
            and len(papers) <= 1
            and all(_CODE.fullmatch(key) for key in slips)
            and len(slips) + on_paper == marks.count(VOTED)
        )
    else:
        voted = {userid for userid, mark in roll.items() if mark == VOTED}
        fits = set(slips) == voted and on_paper == marks.count(PAPER)
    if not fits:
        raise Refused("ballots: they are not those of the people who have voted.")
