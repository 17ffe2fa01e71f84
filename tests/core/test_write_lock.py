"""One write at a time, and none that waits for a turn that nobody gives back."""

from leap.cop.core.write_lock import Turn

import threading
import time


#: Longer than anything here takes, and shorter than anybody would wait for.
LONG, SHORT = 10, 0.05


def elsewhere(turn: Turn, holder: object, wait: float) -> threading.Thread:
    """Take the turn in another thread, which ends with it in its hand."""
    thread = threading.Thread(target=turn.take, args=(holder, wait))
    thread.start()
    return thread


def test_one_after_the_other():
    turn, count, most = Turn(), [0], []

    def write(number: int) -> None:
        turn.take(number, LONG)
        count[0] += 1
        most.append(count[0])
        time.sleep(0.001)
        count[0] -= 1
        turn.give_back(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    assert most == [1] * 20


def test_what_a_thread_did_not_give_back_is_over_when_it_asks_again():
    turn = Turn()
    turn.take("lost", LONG)
    turn.take("next", LONG)
    # Who comes late gives nothing back that is not theirs any more.
    turn.give_back("lost")
    waits = elsewhere(turn, "other", LONG)
    waits.join(SHORT)
    assert waits.is_alive()
    turn.give_back("next")
    waits.join(LONG)
    assert not waits.is_alive()


def test_what_another_thread_did_not_give_back_keeps_one_waiting_and_no_more():
    turn = Turn()
    elsewhere(turn, "lost", LONG).join(LONG)
    turn.take("first", SHORT)
    waits = elsewhere(turn, "second", LONG)
    turn.give_back("first")
    waits.join(LONG)
    assert not waits.is_alive()
