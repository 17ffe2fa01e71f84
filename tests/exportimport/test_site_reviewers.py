"""Reviewers for all communities travel with the whole export, by user id."""

from datetime import timedelta
from leap.cop.community import groups
from leap.cop.community import site_reviewers
from leap.cop.core.accounts import close
from leap.cop.story.lifecycle import lifecycle
from plone import api
from zope.component.hooks import setSite

import transaction


def name(*userids):
    now = lifecycle.utc_now() - timedelta(days=2)
    with api.env.adopt_user("siteadmin"):
        for userid in userids:
            site_reviewers.name(userid, now=now)
    return now


def test_rows_arrive(site, told, export, other, take_in):
    setSite(site)
    told("pending")
    name("colleague", "newcomer", "member")
    with api.env.adopt_user("siteadmin"):
        site_reviewers.end("newcomer", now=lifecycle.utc_now())
    close(site, "member", now=lifecycle.utc_now())
    transaction.commit()
    before = site_reviewers.rows()
    assert len(before) == 3
    export(site)
    take_in(other)
    setSite(other)
    there = site_reviewers.rows()
    assert {row[1:] for row in there} == {row[1:] for row in before}
    kept = {row.userid for row in there if not row.userid.startswith("gone:")}
    assert kept == {"colleague", "newcomer"}
    assert site_reviewers.userids() == {"colleague"}
    assert groups.groups_of("colleague", "reviewers") == [groups.site_group()]
    take_in(other)
    assert site_reviewers.rows() == there


def test_a_changed_file_names_nobody(site, told, export, other, take_in, change):
    setSite(site)
    told("pending")
    name("colleague")
    transaction.commit()
    export(site)

    def put_in(data):
        data["site_reviewers"] *= 2

    change(put_in)
    take_in(other)
    setSite(other)
    assert site_reviewers.rows() == []


def test_who_is_not_there_does_not_review(site, told, export, other, take_in, folder):
    setSite(site)
    told("pending")
    name("colleague")
    transaction.commit()
    export(site)
    (folder / "principals.json").unlink()
    setSite(other)
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username="colleague")
    transaction.commit()
    take_in(other)
    setSite(other)
    assert site_reviewers.userids() == frozenset()
