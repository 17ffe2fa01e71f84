"""While a file is looked through nobody else waits, and nobody waits twice."""

from concurrent.futures import ThreadPoolExecutor
from leap.cop.media import records
from leap.cop.media.cleaning import run
from leap.cop.media.cleaning.kinds import NotTaken

import base64
import io
import pytest
import threading


def image(samples) -> dict:
    sent = {"data": base64.b64encode(samples.jpeg()).decode(), "encoding": "base64"}
    return {"@type": "leap.cop.Image", "image": sent}


@pytest.fixture
def held_up(monkeypatch):
    """Keep whoever looks through a file until they are told to go on."""

    class HeldUp:
        begun, go_on = threading.Event(), threading.Event()
        times = 0

    def slowly(file, *, families=()):
        HeldUp.times += 1
        HeldUp.begun.set()
        assert HeldUp.go_on.wait(30)
        return run.cleaned(file, families=families)

    monkeypatch.setattr(records, "cleaned", slowly)
    yield HeldUp
    HeldUp.go_on.set()


def test_others_tell_their_stories_meanwhile(site, rest, told, samples, held_up):
    url = told("private")
    teller, member = rest("teller"), rest("member")
    with ThreadPoolExecutor() as pool:
        large = pool.submit(teller.post, url, json=image(samples))
        assert held_up.begun.wait(30)
        story = {"@type": "leap.cop.Story", "title": "Meanwhile"}
        told_meanwhile = pool.submit(member.post, "tuesday", json=story).result(10)
        assert told_meanwhile.status_code == 201
        assert not large.done()
        held_up.go_on.set()
        assert large.result(30).status_code == 201


def test_what_collides_is_tried_again_with_the_file_that_is_clean(
    site, rest, told, samples, held_up
):
    url = told("private")
    teller, again = rest("teller"), rest("teller")
    with ThreadPoolExecutor() as pool:
        large = pool.submit(teller.post, url, json=image(samples))
        assert held_up.begun.wait(30)
        changed = pool.submit(again.patch, url, json={"title": "Changed meanwhile"})
        assert changed.result(10).status_code == 204
        held_up.go_on.set()
        assert large.result(30).status_code == 201
    assert held_up.times == 1
    story = again.get(url).json()
    assert story["title"] == "Changed meanwhile"
    assert story["items_total"] == 1


def test_one_at_a_time_and_nobody_waits_for_ever(samples, monkeypatch):
    monkeypatch.setattr(run, "LONGEST_WAIT", 0.01)
    with run._one_at_a_time, pytest.raises(NotTaken) as caught:
        run.cleaned(io.BytesIO(samples.jpeg()))
    assert caught.value.code == "busy"
    assert run.cleaned(io.BytesIO(samples.jpeg())).kind.family == "picture"
