"""What a day brings to agreements: who waits from today, and one that is damaged."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.agreement.daily import look_after_agreements
from leap.cop.commands import parser
from leap.cop.commands import run
from leap.cop.community.membership import Membership
from plone import api
from tests.conftest import make_community
from tests.conftest import make_story
from tests.plugins.agreement import Made

import pytest
import transaction


@pytest.fixture
def announced(agreement, today):
    """Give an agreement whose first version binds in ten days; a facilitator agrees."""
    agreement.write()
    effective = (today + timedelta(days=10)).isoformat()
    assert agreement.enact(effective=effective).status_code == 201
    assert agreement.put("facilitator").status_code == 200
    return agreement


@pytest.fixture
def friday(site, rest, today):
    """Return another group whose version binds in ten days as well."""
    transaction.begin()
    with api.env.adopt_user("siteadmin"):
        make_community(site, id="friday", title="Friday group")
    transaction.commit()
    made = Made(site, rest)
    made.where = "friday"
    assert made.begin().status_code == 201
    made.share()
    made.write()
    effective = (today + timedelta(days=10)).isoformat()
    assert made.enact(effective=effective).status_code == 201
    return made


def run_the_job(days: int):
    transaction.begin()
    done = look_after_agreements(now=datetime.now(UTC) + timedelta(days=days))
    transaction.begin()
    return done


def waits(made, who: str) -> bool:
    return Membership(made.community).waits(who)


def damage(made) -> None:
    made.record.versions[1] = ("no version",)
    transaction.commit()


def test_people_wait_from_the_day_on(announced):
    story = make_story(announced.community, "community").absolute_url()
    transaction.commit()

    def read() -> int:
        return announced.as_("member").get(story).status_code

    run_the_job(9)
    assert not waits(announced, "member")
    assert read() == 200
    run_the_job(10)
    assert waits(announced, "member")
    assert not waits(announced, "facilitator")
    assert read() == 404
    history = Membership(announced.community).history("member")
    run_the_job(11)
    assert Membership(announced.community).history("member") == history
    assert announced.put("member").status_code == 200
    assert read() == 200


def test_the_last_facilitator_is_left(announced):
    announced.put("facilitator", "withdrawn")
    run_the_job(10)
    assert not waits(announced, "facilitator")


def test_of_two_facilitators_who_say_nothing_one_is_left(announced):
    announced.put("facilitator", "withdrawn")
    transaction.begin()
    members = Membership(announced.site["tuesday"])
    members.change_role("teller", "facilitator", now=datetime.now(UTC))
    transaction.commit()
    run_the_job(10)
    assert [waits(announced, who) for who in ("facilitator", "teller")] == [True, False]


@pytest.mark.parametrize("broken", ["tuesday", "friday"])
def test_a_damaged_one_keeps_no_other_one(announced, friday, broken):
    made = {"tuesday": announced, "friday": friday}
    damage(made.pop(broken))
    [sound] = made.values()
    assert run_the_job(10).stuck == 1
    assert waits(sound, "member")


def test_the_command_says_so(announced, friday, site, capsys):
    words = ["--conf", "-", "--site", site.getId(), "remind", "https://example.org"]
    app = site.getPhysicalRoot()
    assert run(app, parser().parse_args(words)) == 0
    assert "Agreements" not in capsys.readouterr().out
    damage(friday)
    assert run(app, parser().parse_args(words)) == 1
    assert "Agreements left for the next run: 1." in capsys.readouterr().out


def test_rest_does_the_same(announced, rest):
    transaction.begin()
    record = announced.record
    row = list(record.versions[1])
    row[8] -= timedelta(days=10)
    record.versions[1] = tuple(row)
    transaction.commit()
    assert not waits(announced, "member")
    assert rest("admin").post("@reminders").status_code == 200
    assert waits(announced, "member")
